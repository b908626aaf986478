"""The steps that bring a day to its end, one after the other, and what is kept of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from ilacs_desktop.domain.capture import Captured, CaptureKind, Role
from ilacs_desktop.domain.changes import Ref
from ilacs_desktop.domain.moments import day_of, local, said_minutes, said_short_day, said_time
from ilacs_desktop.domain.people import Absence, Person
from ilacs_desktop.domain.timetable import Impact

DAY_TURNS_AT = time(5)
"""Until then an evening's work still belongs to the day it began on."""

HOME = "home"
"""The key under which it is kept that the day was closed."""

TITLES: Mapping[str, str] = {
    "concerns": "Child-safety concerns",
    "today": "What happened today",
    "debriefs": "Sessions to debrief",
    "meeting": "Daily meeting",
    "requests": "Requests by slack",
    "enquiries": "Lines of enquiry",
    "clashes": "Tomorrow’s clashes",
    "impact": "What issuing would mean",
    "issue": "Issue the timetable",
    "told": "Who has been told",
    "sheet": "Tomorrow’s sheet",
}
"""The steps in their order, by key."""

MUST_BE_EMPTY = frozenset({"concerns", "debriefs", "issue", "told", "sheet"})
"""Steps that are not done while something waits in them; they can only be skipped, with a reason."""

ONLY_LOOKED_AT = frozenset({"impact"})
"""Steps that keep nobody from going home: the step after them does, while there is cause."""

_WORDS = (
    "No",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
)


class StepState(StrEnum):
    """What has become of a step of the daily review."""

    OPEN = "open"
    NOTHING = "nothing to do"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class ReviewStep:
    """One step: how many things wait in it, in a sentence, and whether it is behind us.

    ``note`` is what was written when the step was finished or skipped, by whom and when.
    """

    key: str
    title: str
    count: int
    sentence: str
    state: StepState
    note: str = ""
    finished_by: str = ""
    finished_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether something still waits here."""
        return self.state is StepState.OPEN

    @property
    def is_left(self) -> bool:
        """Whether it is one of the things before one can go home."""
        return self.is_open and self.key not in ONLY_LOOKED_AT


class PointKind(StrEnum):
    """What a point of the meeting is, beside the kinds a captured line can have."""

    NOTE = "note"
    TIMETABLE = "timetable"


POINT_KINDS: tuple[str, ...] = (*(kind.value for kind in PointKind), *(kind.value for kind in CaptureKind))
"""Everything a point can be kept as, by the word shown."""


@dataclass(frozen=True, slots=True)
class MeetingPoint:
    """One thing said in the daily meeting, word for word, and what it became, if anything.

    ``kind`` is the word shown; ``said`` names what it became: ``IR-032`` or ``C-014 records, Thu 09:30``.
    """

    id: int
    day: date
    text: str
    kind: str
    became: Ref | None = None
    said: str = ""
    noted_at: datetime | None = None
    noted_by: str = ""


@dataclass(frozen=True, slots=True)
class KeptStep:
    """What is kept of one step of a day: when it was finished or skipped, by whom, and the note."""

    key: str
    title: str
    state: StepState
    note: str
    finished_at: datetime
    finished_by: str


@dataclass(frozen=True, slots=True)
class ReviewRecord:
    """What is kept of a day's review. ``closed`` is there once somebody could go home."""

    day: date
    steps: tuple[KeptStep, ...]
    points: tuple[MeetingPoint, ...]
    closed: KeptStep | None = None

    @property
    def not_kept(self) -> tuple[str, ...]:
        """The titles of the steps of which nothing is kept, in their order."""
        kept = {step.key for step in self.steps} | ({"meeting"} if self.points else set())
        return tuple(title for key, title in TITLES.items() if key not in kept)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is kept of the day."""
        return not (self.steps or self.points or self.closed)


def review_day(now: datetime) -> date:
    """The London day under review at ``now``: until five in the morning it is still yesterday's."""
    here = local(now)
    return here.date() - timedelta(days=1) if here.time() < DAY_TURNS_AT else here.date()


def said_left(left: Sequence[str]) -> str:
    """How much is left, as in ``Two things before you can go home.``, or that nothing is."""
    if not left:
        return "Everything is done. You can go home."
    count = len(left)
    number = _WORDS[count] if count < len(_WORDS) else str(count)
    return f"{number} {'thing' if count == 1 else 'things'} before you can go home."


def stands(step_key: str, count: int, newest_at: datetime | None, finished_at: datetime) -> bool:
    """Whether a step that was marked as done at ``finished_at`` still counts as done.

    ``count`` things wait in it now, the newest of which came up at ``newest_at`` (None: not known).
    """
    if not count:
        return True
    if step_key in MUST_BE_EMPTY:
        return False
    return newest_at is None or newest_at <= finished_at


def stays_skipped(step_key: str, newest_at: datetime | None, finished_at: datetime) -> bool:
    """Whether a step that was skipped at ``finished_at`` still is: not when a newer concern was raised."""
    return step_key != "concerns" or newest_at is None or newest_at <= finished_at


def off_duty(person: Person, absences: Iterable[Absence], now: datetime) -> str:
    """Why ``person`` is not to be had at ``now``, as in ``finished at 17:00``; empty while on duty."""
    for absence in absences:
        if absence.person_id == person.id and absence.starts_at <= now < absence.ends_at:
            return f"away: {absence.kind.value} until {_said_until(absence.ends_at, now)}"
    at = local(now).time()
    if at >= person.works_until:
        return f"finished at {person.works_until:%H:%M}"
    return f"starts at {person.works_from:%H:%M}" if at < person.works_from else ""


def _said_until(at: datetime, now: datetime) -> str:
    return said_time(at) if day_of(at) == day_of(now) else said_short_day(day_of(at))


def said_impact(impact: Impact | None) -> str:
    """What issuing would mean, in a sentence; that it means nothing when nothing has changed."""
    if impact is None or not impact.changes:
        return "Nothing has changed; issuing would change nobody’s day."
    told = _count(impact.people_to_tell, "person", "people")
    said = [f"Issue {impact.issue_number} would be news for {told}"]
    if impact.gone_home:
        said.append(f"{len(impact.gone_home)} of them gone for the day")
    if impact.deadlines_that_move:
        said.append(f"{_count(impact.deadlines_that_move, 'deadline')} would move")
    if impact.sheets_out_of_date:
        said.append(f"{_count(impact.sheets_out_of_date, 'sheet')} would go out of date")
    return f"{'; '.join(said)}."


_SAID_KINDS = {PointKind.TIMETABLE.value: "timetable edit"}


def said_points(points: Sequence[MeetingPoint]) -> str:
    """What came of the meeting, as in ``3 points kept: 2 requests, 1 note``."""
    kinds: dict[str, int] = {}
    for point in points:
        kinds[point.kind] = kinds.get(point.kind, 0) + 1
    counted = ", ".join(_count(number, _SAID_KINDS.get(kind, kind)) for kind, number in kinds.items())
    return f"{_count(len(points), 'point')} kept: {counted}."


def suggested_kind(captured: Captured) -> str:
    """What a line said in the meeting is kept as unless somebody says otherwise.

    What its first sign names; a request when it names a time or somebody asks for something; else a note.
    """
    signs = {chip.role for chip in captured.chips if chip.start < chip.end}
    asks = not _ASKING.isdisjoint(captured.verbatim.casefold().replace(",", " ").split())
    if Role.KIND in signs or Role.DUE in signs or asks:
        return captured.kind.value
    return PointKind.NOTE.value


_ASKING = frozenset({"asked", "asks", "wants", "wanted", "needs", "please", "send", "provide"})


def said_slack(minutes: int | None, *, is_overdue: bool) -> str:
    """What is left of a deadline: ``15 min``, ``late 1 h 20``; ``awaiting`` while its clock stands."""
    if minutes is None:
        return "awaiting"
    return f"late {said_minutes(minutes)}" if is_overdue else said_minutes(minutes)


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
