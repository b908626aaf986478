"""What Today shows, as plain values, and how they are put into words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ilacs_desktop.desktop.widgets import PillText
from ilacs_desktop.domain.casefiles import DEBRIEF_WITHIN, CaseSession, Concern, is_debrief_overdue
from ilacs_desktop.domain.daily_review import said_left
from ilacs_desktop.domain.enquiry import Enquiry, EnquiryState
from ilacs_desktop.domain.info_requests import Busy, InfoRequest, OurStatus, TriageRow
from ilacs_desktop.domain.inspection import Inspection, InspectionState
from ilacs_desktop.domain.moments import Clock, day_of, minutes_between, said_minutes, said_time, said_when
from ilacs_desktop.domain.people import Side
from ilacs_desktop.domain.timetable import Slot, SlotStatus, Telling, TellingState

if TYPE_CHECKING:
    from ilacs_desktop.services.house import House

SOON_MINUTES = 30
TIGHT_MINUTES = 180


@dataclass(frozen=True, slots=True)
class Today:
    """Everything on the page, as of ``now``."""

    now: datetime
    inspection: Inspection | None = None
    concerns: tuple[Concern, ...] = ()
    """Open ones of every inspection, those of the one at hand first."""
    requests: tuple[TriageRow, ...] = ()
    not_debriefed: tuple[CaseSession, ...] = ()
    """Of every open inspection, the oldest first."""
    not_told: tuple[Telling, ...] = ()
    told_total: int = 0
    issue_number: int = 0
    enquiries: tuple[Enquiry, ...] = ()
    now_and_next: tuple[Slot, ...] = ()
    inspectors_until: datetime | None = None
    left: tuple[str, ...] = ()
    """What is to be done before one can go home, a sentence each."""
    elsewhere: Mapping[int, str] = field(default_factory=dict)
    """By its key the authority of every other inspection."""

    def code(self, thing: Concern | CaseSession) -> str:
        """The child’s code, after the authority if it is not of the inspection at hand."""
        code = thing.code if isinstance(thing, Concern) else thing.case_code
        return ", ".join(part for part in (self.elsewhere.get(thing.inspection_id, ""), code) if part)


def gather(house: House, inspection: Inspection | None, clock: Clock) -> Today:
    """Ask the house for everything at once; runs on the worker."""
    now = clock()
    if inspection is None:
        return Today(now)
    today, number = day_of(now), inspection.id
    slots = [slot for slot in house.timetable.draft(number, today) if slot.status is not SlotStatus.CANCELLED]
    tomorrow = [
        slot
        for slot in house.timetable.draft(number, today + timedelta(days=1))
        if slot.status is not SlotStatus.CANCELLED
    ]
    tellings = house.timetable.tellings(number)
    issue_number = max((issue.number for issue in house.timetable.issues(number)), default=0)
    others = [each for each in house.inspections.all() if each.id != number]
    still_open = [each.id for each in others if each.state is not InspectionState.CLOSED]
    concerns = tuple(
        concern
        for each in (number, *(other.id for other in others))
        for concern in house.casefiles.concerns(each)
        if concern.is_open
    )
    requests = house.info_requests.tonight(number, busy=busy_slots(tomorrow))
    not_debriefed = [
        ended for each in (number, *still_open) for ended in house.casefiles.not_debriefed(each, now)
    ]
    not_told = tuple(telling for telling in tellings if telling.state is not TellingState.CONFIRMED)
    left = house.daily_review.left(number)
    return Today(
        now=now,
        inspection=inspection,
        concerns=concerns,
        requests=requests,
        not_debriefed=tuple(sorted(not_debriefed, key=lambda each: each.ends_at or now)),
        not_told=not_told,
        told_total=len(tellings),
        issue_number=issue_number,
        enquiries=by_interest(house.enquiry.all(number)),
        now_and_next=now_and_next((*slots, *tomorrow), now),
        inspectors_until=inspectors_until(slots),
        left=left,
        elsewhere={each.id: each.authority for each in others},
    )


def busy_slots(slots: Iterable[Slot]) -> tuple[Busy, ...]:
    """When our own people are taken by a slot, and with whom."""
    return tuple(
        Busy(
            part.person_id,
            slot.starts_at,
            slot.ends_at,
            ", ".join(f"with {one.name}" for one in slot.inspectors[:1]),
        )
        for slot in slots
        for part in slot.parts
        if part.side is not Side.INSPECTORATE
    )


def inspectors_until(slots: Iterable[Slot]) -> datetime | None:
    """When the last inspector is done today: as it was marked, else as planned; None without any."""
    ends = [slot.ended_at or slot.ends_at for slot in slots if slot.inspectors]
    return max(ends, default=None)


def now_and_next(slots: Iterable[Slot], now: datetime) -> tuple[Slot, ...]:
    """What is on and what comes next, at most four, the earliest first."""
    coming = [
        slot
        for slot in slots
        if slot.takes_time and slot.status is not SlotStatus.ENDED and slot.ends_at > now
    ]
    return tuple(sorted(coming, key=lambda slot: (slot.starts_at, slot.uid))[:4])


def by_interest(enquiries: Iterable[Enquiry]) -> tuple[Enquiry, ...]:
    """Those they look at most come first; the quiet ones last."""
    order = [
        EnquiryState.ACTIVE,
        EnquiryState.RETURNED,
        EnquiryState.EMERGING,
        EnquiryState.EVIDENCED,
        EnquiryState.QUIET,
    ]
    return tuple(
        sorted(
            enquiries, key=lambda one: (order.index(one.state), -one.today_count, -one.signal_count, one.code)
        )
    )


def sentence(today: Today) -> str:
    """How the day stands: ``The inspectors left at 17:35. Eight things before you can go home``."""
    if today.inspection is None:
        return ""
    until = today.inspectors_until
    if until is None:
        first = "Nothing with the inspectors is planned today."
    elif until <= today.now:
        first = f"The inspectors left at {said_time(until)}."
    else:
        first = f"The inspectors are here until {said_time(until)}."
    if not today.left:
        return f"{first} Nothing is waiting for you."
    return f"{first} {said_left(today.left)}"


def ours_pill(request: InfoRequest) -> PillText:
    """Our own status of a request."""
    if request.due.is_paused:
        return PillText("paused", "info", "pause")
    if request.ours is OurStatus.CLEARED:
        return PillText(str(request.ours), "good", "check")
    return PillText(str(request.ours), "warn" if request.ours is OurStatus.CHECKING else "plain")


def slack_pill(row: TriageRow) -> PillText | None:
    """What is left, where it is little or the owner has no time; None where plain words do."""
    slack = row.request.due.slack_minutes
    if slack is None:
        return None
    if row.request.due.is_overdue:
        return PillText(f"late {said_minutes(slack)}", "alert", "timer")
    if slack <= SOON_MINUTES:
        return PillText(said_minutes(slack), "alert", "timer")
    if slack <= TIGHT_MINUTES:
        return PillText(said_minutes(slack), "warn", "timer")
    if row.owner_busy:
        return PillText(row.owner_busy.split("–")[0].split(",")[0], "warn", "user-x")
    return None


def slack_words(row: TriageRow) -> str:
    """What is left; ``awaiting`` while the clock stands."""
    slack = row.request.due.slack_minutes
    return "awaiting" if slack is None else said_minutes(slack)


def slack_spoken(row: TriageRow) -> str:
    """What is left, for whom it waits, and when its owner has no time."""
    slack = row.request.due.slack_minutes
    if slack is None:
        return f"waits for {row.waits_for}"
    late = "late " if row.request.due.is_overdue else ""
    return ", ".join(part for part in (f"{late}{said_minutes(slack)}", row.owner_busy) if part)


def due_words(request: InfoRequest, now: datetime) -> str:
    """When it is due; a dash while its clock stands."""
    return said_when(request.due.at, now) if request.due.at else "–"


def enquiry_pill(enquiry: Enquiry, now: datetime) -> PillText:
    """The state of a line of enquiry, and how much there is of it."""
    signals = "signal" if enquiry.signal_count == 1 else "signals"
    count = f"{enquiry.signal_count} {signals}"
    if enquiry.state is EnquiryState.QUIET:
        since = f" since {said_when(enquiry.last_at, now)}" if enquiry.last_at else ""
        return PillText(f"{enquiry.state}{since}", "plain", "moon")
    looks = {
        EnquiryState.ACTIVE: ("accent", "trending-up"),
        EnquiryState.RETURNED: ("accent", "undo-2"),
        EnquiryState.EMERGING: ("info", "sparkle"),
        EnquiryState.EVIDENCED: ("good", "check"),
    }
    role, icon = looks.get(enquiry.state, ("plain", ""))
    return PillText(f"{enquiry.state} · {count}", role, icon)


def debrief_pill(session: CaseSession, now: datetime) -> PillText:
    """How long ago a session ended; half an hour is the house's own limit."""
    minutes = max(0, minutes_between(session.ends_at, now)) if session.ends_at else 0
    role = "warn" if is_debrief_overdue(session, now) else "plain"  # red is for a child's safety
    return PillText(f"{said_minutes(minutes)} ago", role, "timer")


def debrief_note(today: Today) -> str:
    """How many wait for their debrief, and how many of them for more than half an hour."""
    late = sum(is_debrief_overdue(each, today.now) for each in today.not_debriefed)
    count = str(len(today.not_debriefed))
    return (
        f"{count} · {late} over {said_minutes(int(DEBRIEF_WITHIN.total_seconds()) // 60)}" if late else count
    )


def start_pill(telling: Telling, now: datetime) -> PillText:
    """When a person's first changed start is, the more urgent the nearer."""
    word = f"starts {said_when(telling.first_starts_at, now)}"
    minutes = minutes_between(now, telling.first_starts_at)
    role = "alert" if minutes <= 60 else "warn" if telling.is_near(now) else "plain"
    return PillText(word, role, "bell" if role != "plain" else "")


def told_pill(telling: Telling, now: datetime) -> PillText:
    """How far the telling has come."""
    if telling.state is TellingState.SENT and telling.sent_at:
        return PillText(f"sent {said_when(telling.sent_at, now)}")
    return PillText(str(telling.state))


def slot_pill(slot: Slot, now: datetime) -> PillText:
    """``now until 10:30`` or when it starts."""
    if slot.starts_at <= now:
        return PillText(f"until {said_time(slot.ends_at)}", "accent", "play")
    return PillText(said_when(slot.starts_at, now))


def slot_words(slot: Slot) -> str:
    """Who is with whom about what, and where."""
    people = [
        part.name for part in (*slot.inspectors, *(p for p in slot.parts if p.side is not Side.INSPECTORATE))
    ]
    where = slot.place or ("by video" if slot.link else "")
    return ", ".join(part for part in (slot.purpose, " with ".join(people[:2]), where) if part)
