"""All that the review of one day looks at, gathered in one go, and what each step says of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ilacs_desktop.domain.casefiles import CaseSession, Concern
from ilacs_desktop.domain.clashes import Clash
from ilacs_desktop.domain.daily_review import (
    HOME,
    TITLES,
    KeptStep,
    MeetingPoint,
    ReviewStep,
    StepState,
    said_impact,
    said_points,
    stands,
    stays_skipped,
)
from ilacs_desktop.domain.enquiry import Enquiry
from ilacs_desktop.domain.info_requests import TriageRow
from ilacs_desktop.domain.moments import said_day, said_minutes, said_time, said_when
from ilacs_desktop.domain.timetable import (
    Impact,
    IssueHeading,
    Slot,
    SlotKind,
    SlotStatus,
    Telling,
    TellingState,
)

NOBODY_MARKS = frozenset({SlotKind.BLOCKER, SlotKind.LOGISTICS})
"""Kinds of slot of which nobody asks afterwards whether they happened."""


@dataclass(frozen=True, slots=True)
class Look:
    """What waits in a step: how much, in a sentence, and when the newest of it came up, if known."""

    count: int
    sentence: str
    newest_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Evening:
    """The review of ``day`` as things stand at ``now``; ``following`` is the next day of the inspection.

    ``slots`` are the day's, ``coming`` the following day's. ``off_duty`` says by request why its owner
    is not to be had just now. ``sheet`` is the number of the newest sheet for the following day and the
    issue it knows. ``edited_at`` is when the draft was last changed. ``changes`` counts what is not issued;
    without any there is no ``impact``.
    """

    day: date
    following: date
    now: datetime
    slots: tuple[Slot, ...]
    coming: tuple[Slot, ...]
    concerns: tuple[Concern, ...]
    sessions: tuple[CaseSession, ...]
    points: tuple[MeetingPoint, ...]
    requests: tuple[TriageRow, ...]
    off_duty: Mapping[int, str]
    enquiries: tuple[Enquiry, ...]
    clashes: tuple[Clash, ...]
    changes: int
    impact: Impact | None
    issues: tuple[IssueHeading, ...]
    tellings: tuple[Telling, ...]
    sheet: tuple[int, int | None] | None
    edited_at: datetime | None
    kept: Mapping[str, KeptStep]

    @property
    def steps(self) -> tuple[ReviewStep, ...]:
        """The steps in their order."""
        return tuple(self.step(key) for key in TITLES)

    def step(self, key: str) -> ReviewStep:
        """One step, with what waits in it and what is kept of it."""
        look = _LOOKS[key](self)
        state, kept = StepState.OPEN if look.count else StepState.NOTHING, self.kept.get(key)
        if kept is not None:
            holds = (
                stays_skipped(key, look.newest_at, kept.finished_at)
                if kept.state is StepState.SKIPPED
                else stands(key, look.count, look.newest_at, kept.finished_at)
            )
            state = kept.state if holds else state
        said = (kept.note, kept.finished_by, kept.finished_at) if kept else ("", "", None)
        return ReviewStep(key, TITLES[key], look.count, look.sentence, state, *said)

    @property
    def left(self) -> tuple[str, ...]:
        """What is left before one can go home, a sentence each."""
        return tuple(step.sentence for step in self.steps if step.is_left)

    @property
    def closed(self) -> KeptStep | None:
        """That the day was closed, when, and by whom."""
        return self.kept.get(HOME)

    @property
    def unmarked(self) -> tuple[Slot, ...]:
        """The slots that are over and do not say what became of them."""
        return tuple(
            slot
            for slot in self.slots
            if slot.ends_at <= self.now
            and slot.status in {SlotStatus.PLANNED, SlotStatus.STARTED}
            and slot.kind not in NOBODY_MARKS
        )

    @property
    def moved(self) -> tuple[Enquiry, ...]:
        """The lines of enquiry that are suggested to stand elsewhere than was last confirmed."""
        return tuple(row for row in self.enquiries if row.state is not row.suggested_state)

    @property
    def standing(self) -> tuple[Clash, ...]:
        """Tomorrow's clashes that nobody has let stand."""
        return tuple(clash for clash in self.clashes if clash.override is None)


def _concerns(evening: Evening) -> Look:
    concerns = evening.concerns
    if not concerns:
        return Look(0, "No child-safety concern is open.")
    newest = max(concern.said_at for concern in concerns)
    if len(concerns) == 1:
        return Look(1, f"{concerns[0].code}: a child-safety concern is open.", newest)
    codes = _some([concern.code for concern in concerns])
    return Look(len(concerns), f"{len(concerns)} child-safety concerns are open: {codes}.", newest)


def _today(evening: Evening) -> Look:
    unmarked = evening.unmarked
    if unmarked:
        newest = max(slot.ends_at for slot in unmarked)
        if len(unmarked) == 1:
            return Look(1, "1 slot is over and does not say yet whether it happened.", newest)
        words = f"{len(unmarked)} slots are over and do not say yet whether they happened."
        return Look(len(unmarked), words, newest)
    fell = sum(
        slot.status in {SlotStatus.DID_NOT_HAPPEN, SlotStatus.WENT_ELSEWHERE} for slot in evening.slots
    )
    words = f"; {fell} did not happen" if fell else ""
    return Look(0, f"Everything that is over today says what became of it{words}.")


def _debriefs(evening: Evening) -> Look:
    sessions = evening.sessions
    if not sessions:
        return Look(0, "Every session that has ended is debriefed.")
    codes = _some([session.case_code for session in sessions])
    return Look(len(sessions), f"{_count(len(sessions), 'session')} not debriefed: {codes}.")


def _meeting(evening: Evening) -> Look:
    if evening.points:
        return Look(0, said_points(evening.points))
    planned = [slot for slot in evening.slots if slot.kind is SlotKind.KEEP_IN_TOUCH]
    held = [slot for slot in planned if slot.takes_time]
    if not held:
        return Look(
            0, "The daily meeting did not happen." if planned else "No daily meeting was planned today."
        )
    last = held[-1]
    verb = "was" if last.starts_at <= evening.now else "is"
    return Look(
        1,
        f"The daily meeting {verb} at {said_time(last.starts_at)}; nothing is kept of it yet.",
        last.ends_at,
    )


def _requests(evening: Evening) -> Look:
    rows = [row.request for row in evening.requests]
    if not rows:
        return Look(0, "No request is open.")
    overdue = sum(row.due.is_overdue for row in rows)
    said = [f"{_count(len(rows), 'request')} open"]
    if overdue:
        said.append(f"{overdue} overdue")
    running = [row for row in rows if row.due.slack_minutes is not None and not row.due.is_overdue]
    if running:
        least = min(running, key=lambda row: row.due.slack_minutes or 0)
        said.append(f"least slack {least.ref}, {said_minutes(least.due.slack_minutes or 0)}")
    return Look(len(rows), f"{'; '.join(said)}.", max(row.clock_from for row in rows))


def _enquiries(evening: Evening) -> Look:
    moved = evening.moved
    if not moved:
        return Look(0, "No line of enquiry has moved.")
    lines = _some([f"{row.code} {row.state.value} → {row.suggested_state.value}" for row in moved])
    newest = max((row.last_at for row in moved if row.last_at), default=None)
    return Look(len(moved), f"{_count(len(moved), 'line')} of enquiry moved: {lines}.", newest)


def _clashes(evening: Evening) -> Look:
    clashes, day = evening.standing, said_day(evening.following)
    if not clashes:
        words = f"; {len(evening.clashes)} let stand" if evening.clashes else ""
        return Look(0, f"Nothing clashes on {day}{words}.")
    count = _count(len(clashes), "clash", "clashes")
    return Look(len(clashes), f"{count} on {day}: {clashes[0].sentence}", evening.edited_at)


def _impact(evening: Evening) -> Look:
    return Look(evening.changes, said_impact(evening.impact), evening.edited_at)


def _issue(evening: Evening) -> Look:
    changes = evening.changes
    if not evening.issues:
        return Look(changes, f"No issue yet; {_count(changes, 'slot')} in the draft.")
    newest = evening.issues[0]
    if not changes:
        when = said_when(newest.issued_at, evening.now)
        return Look(0, f"Everything is issued: issue {newest.number}, {when}.")
    return Look(changes, f"{_count(changes, 'change')} since issue {newest.number}, not yet issued.")


def _told(evening: Evening) -> Look:
    waiting = [telling for telling in evening.tellings if not telling.is_confirmed]
    if not waiting:
        return Look(0, "Everyone has confirmed." if evening.tellings else "There is nobody to tell.")
    unsent = sum(telling.state is TellingState.PREPARED for telling in waiting)
    words = f"; {unsent} not sent yet" if unsent else ""
    verb = "message is" if len(waiting) == 1 else "messages are"
    return Look(len(waiting), f"{len(waiting)} {verb} not confirmed{words}.")


def _sheet(evening: Evening) -> Look:
    day = said_day(evening.following)
    if evening.sheet is None:
        return Look(1, f"No sheet for {day} yet.")
    number, issue_number = evening.sheet
    if evening.issues and issue_number != evening.issues[0].number:
        return Look(1, f"The sheets for {day} do not know issue {evening.issues[0].number} yet.")
    return Look(0, f"Sheet {number} for {day} is made.")


_LOOKS: Mapping[str, Callable[[Evening], Look]] = {
    "concerns": _concerns,
    "today": _today,
    "debriefs": _debriefs,
    "meeting": _meeting,
    "requests": _requests,
    "enquiries": _enquiries,
    "clashes": _clashes,
    "impact": _impact,
    "issue": _issue,
    "told": _told,
    "sheet": _sheet,
}


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _some(words: Sequence[str], limit: int = 3) -> str:
    """The first few, and how many more there are."""
    more = len(words) - limit
    return ", ".join(words[:limit]) + (f" and {more} more" if more > 0 else "")
