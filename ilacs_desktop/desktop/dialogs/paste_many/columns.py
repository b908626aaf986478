"""The columns of a list under review."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject

from ilacs_desktop.desktop.tables import Column
from ilacs_desktop.desktop.widgets import PillText
from ilacs_desktop.domain.capture import CaptureKind, Role
from ilacs_desktop.domain.moments import said_when
from ilacs_desktop.services.capture import Candidate


class CandidateColumns(QObject):
    """What is said of each line: whether it is taken, what it means, what answers it already."""

    def __init__(self, now: datetime, parent: QObject) -> None:
        super().__init__(parent)
        self._now = now

    def all(self) -> list[Column]:
        """The columns, from the left."""
        return [
            Column(self.tr("Take"), self._taken, pill=self._taken_pill, sort=lambda row: not row.is_kept),
            Column(self.tr("What is asked"), self._what, stretch=True, tooltip=_verbatim),
            Column(self.tr("Asked by"), lambda row: row.captured.asked_by),
            Column(self.tr("Owner"), lambda row: row.captured.owner),
            Column(self.tr("Due"), self._due, sort=_due_order),
            Column(self.tr("Line of enquiry"), lambda row: row.captured.enquiry, width=130, lesser=True),
            Column(self.tr("Look at"), self._look, pill=self._look_pill, tooltip=self.why),
        ]

    def why(self, row: Candidate) -> str:
        """Why somebody should look at a line, in a sentence; empty when nothing is to be seen."""
        if row.piece.why_not:
            return self.tr("It seems to be no request: {why}.").format(why=row.piece.why_not)
        if row.repeats:
            return self.tr("It says the same as line {number}.").format(number=row.repeats)
        unsure = [chip.text for chip in row.captured.chips if chip.role == Role.UNSURE or chip.choices]
        if unsure:
            return self.tr("Not understood: {what}.").format(what="; ".join(unsure))
        if row.similar is not None:
            each = row.similar
            return self.tr("Already supplied? {ref} {title}, {state}; it {why}.").format(
                ref=each.label, title=each.title, state=each.state, why=each.why
            )
        return ""

    def _taken(self, row: Candidate) -> str:
        return self.tr("take") if row.is_kept else self.tr("leave")

    def _taken_pill(self, row: Candidate) -> PillText:
        return PillText(self._taken(row), "good" if row.is_kept else "plain", "check" if row.is_kept else "x")

    def _what(self, row: Candidate) -> str:
        captured = row.captured
        what = captured.about or row.piece.line
        return what if captured.kind is CaptureKind.REQUEST else f"{captured.kind.value}: {what}"

    def _due(self, row: Candidate) -> str:
        if row.captured.due_at is not None:
            return said_when(row.captured.due_at, self._now)
        return self.tr("as usual") if row.is_kept else ""

    def _look(self, row: Candidate) -> str:
        pill = self._look_pill(row)
        return pill.word if pill else ""

    def _look_pill(self, row: Candidate) -> PillText | None:
        if row.piece.why_not:
            return PillText(row.piece.why_not, "plain")
        if row.repeats:
            return PillText(self.tr("same as {number}").format(number=row.repeats), "warn", "copy")
        if any(chip.role == Role.UNSURE or chip.choices for chip in row.captured.chips):
            return PillText(self.tr("not understood"), "warn", "circle-question-mark")
        if row.similar is not None:
            is_given = row.similar.is_given
            return PillText(
                f"{row.similar.label} {row.similar.state}", "good" if is_given else "info", "copy-check"
            )
        return None


def _verbatim(row: Candidate) -> str:
    return row.piece.verbatim


def _due_order(row: Candidate) -> float:
    return row.captured.due_at.timestamp() if row.captured.due_at else 0.0
