"""Every column the list of requests can show, by the name under which views keep it."""

from __future__ import annotations

from ilacs_desktop.desktop.tables import Column, PillText
from ilacs_desktop.domain.info_requests import InfoRequest, ItemState
from ilacs_desktop.domain.info_requests.arranging import PRESSING_MINUTES
from ilacs_desktop.domain.moments import said_when

from .columns import FAR, RequestColumns, ours_pill, slack_of, theirs_pill

USUAL = ("ref", "title", "owner", "ours", "theirs", "due")
"""The columns shown until somebody chooses others."""
LATE_SOON = 60


class LiveColumns(RequestColumns):
    """Makes the columns of what was asked."""

    def known(self) -> dict[str, Column]:
        """All columns by name, in the order in which they are offered."""
        ref, title = self._ref_and_title()
        return {
            "ref": ref,
            "title": title,
            "owner": Column(self.tr("Owner"), self._owner, lesser=True),
            "ours": Column(
                self.tr("Ours"),
                lambda row: row.ours.value,
                spoken=self.spoken_ours,
                pill=ours_pill,
                lesser=True,
                tooltip=self.sent_back,
            ),
            "theirs": Column(self.tr("Theirs"), lambda row: row.theirs.value, pill=theirs_pill, lesser=True),
            "due": Column(
                self.tr("Due"), self.due, sort=slack_of, pill=self._due_pill, spoken=self._spoken_due
            ),
            "slack": Column(self.tr("Left"), self._left, sort=slack_of, pill=self._left_pill, lesser=True),
            "asked_by": Column(self.tr("Asked by"), lambda row: row.asked_by, lesser=True),
            "asked_at": Column(
                self.tr("Asked"),
                lambda row: said_when(row.asked_at, self._moment.now),
                sort=lambda row: row.asked_at.timestamp(),
                lesser=True,
            ),
            "enquiry": Column(self.tr("Line of enquiry"), lambda row: row.enquiry, lesser=True),
            "kind": Column(self.tr("Kind"), lambda row: row.kind.value, lesser=True),
            "promised": Column(
                self.tr("Promised"),
                lambda row: said_when(row.promised_at, self._moment.now) if row.promised_at else "",
                sort=lambda row: row.promised_at.timestamp() if row.promised_at else float(FAR),
                pill=self._promised_pill,
                lesser=True,
            ),
            "acknowledged": Column(
                self.tr("Acknowledged"),
                self._acknowledged,
                sort=lambda row: row.acknowledgement.at.timestamp() if row.acknowledgement.at else float(FAR),
                pill=self._acknowledged_pill,
                lesser=True,
            ),
            "items": Column(self.tr("Items"), self._items, sort=_items_left, lesser=True),
            "moved": Column(
                self.tr("Last moved"),
                lambda row: said_when(row.moved_at, self._moment.now) if row.moved_at else "",
                sort=lambda row: row.moved_at.timestamp() if row.moved_at else 0.0,
                lesser=True,
            ),
            "tonight": Column(
                self.tr("Tonight"), lambda row: row.tonight.value if row.tonight else "", lesser=True
            ),
        }

    def _due_pill(self, request: InfoRequest) -> PillText | None:
        """Once time is short it says how much is left, minute by minute: “18:55 · 15 min”."""
        slack = request.due.slack_minutes
        if not request.is_open or slack is None or slack >= PRESSING_MINUTES:
            return None
        if slack < 0:
            return PillText(self._slack_text(request), "alert", "timer")
        return PillText(
            f"{self.due(request)} · {self._slack_text(request)}", "warn" if slack < LATE_SOON else "plain"
        )

    def _left(self, request: InfoRequest) -> str:
        """“1 h 20”, “late 15 min”, “awaiting” while the clock stands still; nothing once it is over."""
        return self._slack_text(request) if request.is_open else ""

    def _left_pill(self, request: InfoRequest) -> PillText | None:
        slack = request.due.slack_minutes
        if not request.is_open or slack is None or slack >= LATE_SOON:
            return None
        return PillText(self._slack_text(request), "alert" if slack < 0 else "warn", "timer")

    def _promised_pill(self, request: InfoRequest) -> PillText | None:
        """A promise that is past while the inspector still waits."""
        promised = request.promised_at
        if promised is None or not request.is_open or promised >= self._moment.now:
            return None
        return PillText(said_when(promised, self._moment.now), "alert", "timer")

    def _acknowledged(self, request: InfoRequest) -> str:
        """“16:12”, or “by 16:30” until the inspector knows that we have it."""
        now = self._moment.now
        if request.acknowledged_at is not None:
            return said_when(request.acknowledged_at, now)
        until = request.acknowledgement.at
        return self.tr("by {when}").format(when=said_when(until, now)) if until and request.is_open else ""

    def _acknowledged_pill(self, request: InfoRequest) -> PillText | None:
        """That was due, and the inspector does not know yet."""
        if not request.is_open or not request.acknowledgement.is_overdue:
            return None
        return PillText(self._acknowledged(request), "alert", "timer")

    def _items(self, request: InfoRequest) -> str:
        """“2 of 5”: how many of its items are done with."""
        if not request.items:
            return ""
        return self.tr("{done} of {all}").format(
            done=len(request.items) - _items_left(request), all=len(request.items)
        )


def _items_left(request: InfoRequest) -> int:
    return sum(item.state in {ItemState.WANTED, ItemState.READY} for item in request.items)
