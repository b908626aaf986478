"""What each list of requests shows, column by column."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from PySide6.QtCore import QObject

from ilacs_desktop.desktop.tables import Column, PillText
from ilacs_desktop.domain.info_requests import (
    GivenItem,
    InfoRequest,
    OfferState,
    OurStatus,
    RequestKind,
    TheirStatus,
    TriageRow,
    offer_state,
)
from ilacs_desktop.domain.moments import said_minutes, said_when
from ilacs_desktop.domain.people import Person

FAR = 10**9


@dataclass(frozen=True)
class Shown:
    """Everything the page shows at one moment."""

    now: datetime
    live: tuple[InfoRequest, ...] = ()
    staged: tuple[InfoRequest, ...] = ()
    tonight: tuple[TriageRow, ...] = ()
    given: tuple[GivenItem, ...] = ()
    people: tuple[Person, ...] = ()
    enquiries: tuple[tuple[int, str], ...] = ()
    has_inspection: bool = True


@dataclass
class Moment:
    """The moment the rows were fetched, to say times by."""

    now: datetime = field(default=datetime.min.replace(tzinfo=UTC))


def ours_pill(request: InfoRequest) -> PillText:
    """Our status, marked when it came back; a clock that stands still shows instead, for nothing is ours."""
    if request.is_open and request.is_paused:
        return PillText("paused", "info", "pause")
    if request.ours is OurStatus.CLEARED:
        return PillText("cleared", "good", "check")
    if request.is_open and request.returned_reason:
        return PillText(request.ours.value, "warn", "corner-up-left")
    return PillText(request.ours.value, "warn" if request.ours is OurStatus.CHECKING else "plain")


def theirs_pill(request: InfoRequest) -> PillText:
    """Their status; of an offer whether they want it, until it is given."""
    if request.kind is RequestKind.OFFER and request.theirs in {TheirStatus.NOT_GIVEN, TheirStatus.WITHDRAWN}:
        return offer_pill(request)
    role, icon = {
        TheirStatus.GIVEN: ("good", "check"),
        TheirStatus.ACCEPTED: ("good", "check-check"),
        TheirStatus.MORE_WANTED: ("info", "corner-up-left"),
    }.get(request.theirs, ("plain", ""))
    return PillText(request.theirs.value, role, icon)


def offer_pill(request: InfoRequest) -> PillText:
    """How the inspectors stand to an offer."""
    state = offer_state(request)
    if state is OfferState.TAKEN_UP:
        return PillText(state.value, "good", "check-check" if request.given_at else "check")
    return PillText(state.value, "info" if state is OfferState.OFFERED else "plain")


class RequestColumns(QObject):
    """Makes the columns; ``moment`` holds the time by which moments are said."""

    def __init__(self, moment: Moment, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._moment = moment

    def staged(self) -> tuple[Column, ...]:
        """What can be expected."""
        return (
            *self._ref_and_title(),
            Column(self.tr("Kind"), lambda row: row.kind.value, width=96),
            Column(self.tr("Owner"), self._owner, width=150),
        )

    def due(self, request: InfoRequest) -> str:
        """“18:55”, “–” while the clock stands still, or what became of it."""
        if not request.is_open:
            return request.theirs.value if request.theirs is TheirStatus.WITHDRAWN else self.tr("given")
        return said_when(request.due.at, self._moment.now) if request.due.at else "–"

    def _ref_and_title(self) -> tuple[Column, Column]:
        return (
            Column(self.tr("Ref"), lambda row: row.ref),
            Column(self.tr("What was asked"), lambda row: row.title, stretch=True, tooltip=_whole),
        )

    def _owner(self, request: InfoRequest) -> str:
        if request.owner:
            return request.owner
        return (
            self.tr("for {role}").format(role=request.owner_role)
            if request.owner_role
            else self.tr("nobody yet")
        )

    def sent_back(self, request: InfoRequest) -> str:
        """Why it came back; empty for one that did not, or that is over."""
        if not request.returned_reason or not request.is_open:
            return ""
        return self.tr("Sent back: {reason}").format(reason=request.returned_reason)

    def spoken_ours(self, request: InfoRequest) -> str:
        """Our status, and why it came back."""
        return ". ".join(filter(None, (request.ours.value, self.sent_back(request))))

    def _spoken_due(self, request: InfoRequest) -> str:
        """When it is due, and how much time is left or gone; late is never said by colour alone."""
        due, slack = self.due(request), request.due.slack_minutes
        if not request.is_open or slack is None:
            return due
        left = self._slack_text(request)
        return f"{due}, {left}" if slack < 0 else self.tr("{due}, {left} left").format(due=due, left=left)

    def _slack_text(self, request: InfoRequest) -> str:
        slack = request.due.slack_minutes
        if slack is None:
            return self.tr("awaiting") if request.is_paused else "–"
        said = said_minutes(slack)
        return self.tr("late {minutes}").format(minutes=said) if slack < 0 else said


def slack_of(request: InfoRequest) -> int:
    """Sorts by what is left; those without a time come last."""
    slack = request.due.slack_minutes
    return FAR if slack is None else slack


def _whole(request: InfoRequest) -> str:
    return request.verbatim if request.verbatim == request.title else f"{request.title}\n“{request.verbatim}”"
