"""One point of clarification in full: what they said beside our evidence, when it is raised, the outcome."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.info_requests import Clarification, PointState
from ilacs_desktop.domain.moments import said_when
from ilacs_desktop.services.lookup import AuditRow

from .clarification_columns import ClarificationColumns
from .detail import Detail
from .register_lines import Card, add_facts, add_trail, side_by_side


class ClarificationPanel(QObject):
    """Fills the panel at the right with one point."""

    def __init__(self, detail: Detail, columns: ClarificationColumns) -> None:
        super().__init__(detail)
        self._detail = detail
        self._columns = columns

    def show(self, point: Clarification) -> None:
        """Show one point."""
        detail, now = self._detail, self._detail.now
        detail.clear()
        detail.ref.setText(point.ref)
        detail.ours.show_pill(self._columns.state(point))
        detail.theirs.hide()
        when = said_when(point.said_at, now)
        said_by = self.tr("{who}, {when}").format(who=point.said_by, when=when) if point.said_by else when
        ours = point.evidence or self.tr("Nobody has written it down yet. Without it nothing can be raised.")
        detail.body.addWidget(
            side_by_side(
                [
                    Card(self.tr("They said"), point.they_said, [said_by]),
                    Card(self.tr("Our evidence"), ours),
                ]
            )
        )
        if point.outcome:
            detail.add_heading(
                self.tr("What came of it") if not point.is_open else self.tr("What came of it before")
            )
            detail.add_text(point.outcome)
        detail.add_heading(self.tr("Raised"))
        detail.add_text(self._raised(point))
        if point.slot and point.state is PointState.OPEN:
            detail.add_text(self.tr("It moves with this meeting."), muted=True)
        add_facts(detail, ((self.tr("Owner"), point.owner or self.tr("nobody yet")),))
        if point.verbatim and point.verbatim != point.they_said:
            detail.add_heading(self.tr("As it was typed"))
            detail.add_text(point.verbatim)
        if point.request_id is not None or point.enquiry_id is not None:
            detail.add_heading(self.tr("Linked"))
        if point.request_id is not None:
            detail.add_link(point.request_ref, "inbox", Ref(Kind.INFO_REQUEST, point.request_id))
        if point.enquiry_id is not None:
            detail.add_link(point.enquiry, "telescope", Ref(Kind.ENQUIRY, point.enquiry_id))

    def show_trail(self, trail: Sequence[AuditRow]) -> None:
        """Add what the audit trail says of the point shown."""
        add_trail(self._detail, trail, self._detail.now, self.tr("History"))

    def _raised(self, point: Clarification) -> str:
        now = self._detail.now
        where = point.slot if point.raised_at is None and point.slot else point.raise_where
        if point.raised_at is not None:
            words = self.tr("Raised {when}").format(when=said_when(point.raised_at, now))
            return self.tr("{raised}: {where}").format(raised=words, where=where) if where else words
        if point.state is PointState.DROPPED:
            return self.tr("Never raised.")
        if point.raise_at is not None:
            words = self.tr("To be raised {when}").format(when=said_when(point.raise_at, now))
            return self.tr("{raised}: {where}").format(raised=words, where=where) if where else words
        if where:
            return self.tr("To be raised: {where}").format(where=where)
        return self.tr("Nobody has said when.")
