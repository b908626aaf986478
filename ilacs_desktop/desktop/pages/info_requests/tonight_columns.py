"""What the list of tonight shows: what is left, who is still at work, and what was decided."""

from __future__ import annotations

from ilacs_desktop.desktop.tables import Column, PillText
from ilacs_desktop.domain.info_requests import InfoRequest, Tonight, TriageRow
from ilacs_desktop.domain.moments import said_when

from .columns import RequestColumns, slack_of

_SOON, _NEAR = 60, 180
"""Minutes of slack below which a request is shown as urgent, and as near."""
_LOOKS = {
    Tonight.TONIGHT: ("accent", "moon"),
    Tonight.BY_EIGHT: ("info", "clock"),
    Tonight.CAN_WAIT: ("plain", "check"),
}


class TonightColumns(RequestColumns):
    """Makes the columns of the evening's triage."""

    def all(self) -> tuple[Column, ...]:
        """What is open, by slack, and what stands in its way."""
        return (
            Column(self.tr("Ref"), lambda row: row.request.ref),
            Column(self.tr("What was asked"), lambda row: row.request.title, stretch=True),
            Column(self.tr("Waits for"), lambda row: row.waits_for, lesser=True),
            Column(
                self.tr("Owner"),
                self.owner_state,
                pill=self._owner_pill,
                tooltip=lambda row: "\n".join(filter(None, (row.off_duty, row.owner_busy))),
                spoken=self._spoken_owner,
            ),
            Column(
                self.tr("Moved"),
                lambda row: said_when(row.last_moved_at, self._moment.now),
                sort=lambda row: row.last_moved_at.timestamp(),
                lesser=True,
            ),
            Column(
                self.tr("Due"),
                lambda row: self.due(row.request),
                sort=lambda row: slack_of(row.request),
                lesser=True,
            ),
            Column(
                self.tr("Slack"),
                lambda row: self._slack_text(row.request),
                sort=lambda row: slack_of(row.request),
                pill=lambda row: self._left_pill(row.request),
            ),
            Column(
                self.tr("Tonight"),
                lambda row: row.decided.value if row.decided else "",
                pill=lambda row: decided_pill(row.decided),
                tooltip=lambda row: row.request.tonight_note if row.decided else "",
                spoken=self._spoken_decision,
            ),
        )

    def owner_state(self, row: TriageRow) -> str:
        """In a word or two whether the owner can be had; the tooltip and the panel say it in full."""
        if row.request.owner_id is None:
            return ""
        if row.off_duty:
            return row.off_duty.partition(" since")[0].partition(" until")[0].partition(",")[0]
        if row.owner_busy:
            return row.owner_busy.partition(",")[0]
        return self.tr("at work")

    def _spoken_owner(self, row: TriageRow) -> str:
        return ", ".join(filter(None, (row.off_duty, row.owner_busy))) or self.owner_state(row)

    def _owner_pill(self, row: TriageRow) -> PillText | None:
        if row.off_duty:
            return PillText(self.owner_state(row), "warn", "moon")
        return PillText(self.owner_state(row), "info", "user-x") if row.owner_busy else None

    def _left_pill(self, request: InfoRequest) -> PillText | None:
        slack = request.due.slack_minutes
        if slack is None or slack >= _NEAR:
            return None
        return PillText(self._slack_text(request), "alert" if slack < _SOON else "warn", "timer")

    def _spoken_decision(self, row: TriageRow) -> str:
        if row.decided is None:
            return self.tr("not decided")
        return ", ".join(filter(None, (row.decided.value, row.request.tonight_note)))


def decided_pill(decided: Tonight | None) -> PillText | None:
    """A decision as its pill."""
    if decided is None:
        return None
    role, icon = _LOOKS[decided]
    return PillText(decided.value, role, icon)
