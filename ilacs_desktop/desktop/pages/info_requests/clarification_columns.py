"""What the list of points of clarification shows, column by column."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject

from ilacs_desktop.desktop.tables import Column, PillText
from ilacs_desktop.domain.info_requests import Clarification, PointState
from ilacs_desktop.domain.moments import said_when

from .columns import Moment

_LAST = "~"
"""Sorts behind every moment."""


class ClarificationColumns(QObject):
    """Makes the columns; ``moment`` holds the time by which moments are said."""

    def __init__(self, moment: Moment, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._moment = moment

    def all(self) -> tuple[Column, ...]:
        """The points: those to be raised first, by when."""
        return (
            Column(self.tr("Ref"), lambda row: row.ref),
            Column(
                self.tr("They said"),
                lambda row: " ".join(row.they_said.split()),
                stretch=True,
                tooltip=lambda row: row.they_said,
            ),
            Column(self.tr("Said by"), lambda row: row.said_by, lesser=True),
            Column(self.tr("Owner"), lambda row: row.owner or self.tr("nobody yet"), lesser=True),
            Column(self.tr("Raise at"), self.raise_at, sort=_raise_sort, lesser=True),
            Column(self.tr("State"), lambda row: self.state(row).word, pill=self.state),
        )

    def state(self, point: Clarification) -> PillText:
        """How a point stands; what is late or lacks its evidence is said instead of "to be raised"."""
        if point.state is not PointState.OPEN:
            role, icon = {
                PointState.RAISED: ("info", "message-square-reply"),
                PointState.ACCEPTED: ("good", "check"),
                PointState.NOT_ACCEPTED: ("warn", "x"),
            }.get(point.state, ("plain", ""))
            return PillText(point.state.value, role, icon)
        if point.is_late(self._now):
            return PillText(self.tr("not raised yet"), "alert", "timer")
        if not point.evidence.strip():
            return PillText(self.tr("no evidence yet"), "warn", "file-question-mark")
        return PillText(point.state.value, "plain")

    def raise_at(self, point: Clarification) -> str:
        """When it is to be raised, or was."""
        if not point.is_open:
            return "–"
        at = point.raised_at if point.state is PointState.RAISED else point.raise_at
        return said_when(at, self._now) if at is not None else "–"

    @property
    def _now(self) -> datetime:
        return self._moment.now


def _raise_sort(point: Clarification) -> str:
    if not point.is_open or point.raise_at is None:
        return _LAST
    return point.raise_at.isoformat()
