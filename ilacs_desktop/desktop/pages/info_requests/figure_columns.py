"""What the list of figures shows, column by column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject

from ilacs_desktop.desktop.tables import Column, PillText
from ilacs_desktop.domain.info_requests import Disagreement, Figure
from ilacs_desktop.domain.moments import said_when

from .columns import Moment


@dataclass(frozen=True)
class FigureRow:
    """One figure as the list shows it, with what it disagrees with and what was said about that.

    ``explained`` holds, for each figure it differs from, why both are right. ``older`` and ``newer`` are
    what it superseded and what superseded it.
    """

    figure: Figure
    disagreement: Disagreement | None = None
    explained: tuple[tuple[Figure, str], ...] = ()
    older: Figure | None = None
    newer: Figure | None = None

    @property
    def id(self) -> int:
        """The figure's own."""
        return self.figure.id


def figure_rows(
    figures: tuple[Figure, ...],
    disagreements: tuple[Disagreement, ...],
    explained: Mapping[frozenset[int], str],
) -> tuple[FigureRow, ...]:
    """The rows of the list; those that disagree first, next to each other."""
    by_id = {figure.id: figure for figure in figures}
    disagreeing = {one.id: each for each in disagreements for one in each.figures}
    order = {one.id: place for place, each in enumerate(disagreements) for one in each.figures}
    said: dict[int, list[tuple[Figure, str]]] = {}
    for pair, why in explained.items():
        one, other = sorted(pair)
        if one in by_id and other in by_id:
            said.setdefault(one, []).append((by_id[other], why))
            said.setdefault(other, []).append((by_id[one], why))
    last = len(disagreements)
    return tuple(
        FigureRow(
            figure,
            disagreeing.get(figure.id),
            tuple(said.get(figure.id, ())),
            by_id.get(figure.supersedes_id) if figure.supersedes_id is not None else None,
            by_id.get(figure.superseded_by_id) if figure.superseded_by_id is not None else None,
        )
        for figure in sorted(figures, key=lambda each: order.get(each.id, last))
    )


class FigureColumns(QObject):
    """Makes the columns; ``moment`` holds the time by which moments are said."""

    def __init__(self, moment: Moment, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._moment = moment

    def all(self) -> tuple[Column, ...]:
        """The figures register."""
        return (
            Column(self.tr("Ref"), lambda row: row.figure.ref),
            Column(self.tr("What it counts"), self._counts, stretch=True, tooltip=self._counts),
            Column(self.tr("Figure"), lambda row: row.figure.said, strong=True),
            Column(self.tr("Told to"), lambda row: row.figure.told_to, lesser=True),
            Column(
                self.tr("When"),
                lambda row: said_when(row.figure.told_at, self._moment.now),
                sort=lambda row: row.figure.told_at.isoformat(),
                lesser=True,
            ),
            Column(self.tr("State"), lambda row: self.state(row).word, pill=self.state),
        )

    def state(self, row: FigureRow) -> PillText:
        """How a figure stands: it disagrees, was superseded or taken back, else how it was told."""
        figure = row.figure
        if figure.withdrawn_reason:
            return PillText(self.tr("taken back"), "plain", "undo-2")
        if figure.superseded_by_id is not None:
            return PillText(self.tr("superseded"), "warn", "history")
        if row.disagreement is not None:
            return PillText(self.tr("disagrees"), "alert", "scale")
        return PillText(figure.manner.value, "plain")

    @staticmethod
    def _counts(row: FigureRow) -> str:
        return ", ".join(part for part in (row.figure.measure, row.figure.period) if part)
