"""Children's records that are read with us: the children, the sessions and the concerns raised in them.

No name of a child is known here: a child is the authority's own ID, and on every sheet a code such as C-014.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from ilacs_desktop.domain.errors import Refusal
from ilacs_desktop.domain.moments import minutes_between, said_minutes

DEBRIEF_WITHIN = timedelta(minutes=30)
"""A session should be debriefed within half an hour of its end (product.md, moment 4)."""

NOT_SEEN = "not seen"


class Cohort(StrEnum):
    """Why a child is on our books, the most telling first: the lists of Annex A the child stands in."""

    IN_CARE = "child in care"
    PROTECTION = "child protection"
    LEAVER = "care leaver"
    NEED = "child in need"
    ENQUIRY = "section 47 enquiry"
    ASSESSMENT = "assessment"
    REFERRAL = "referral"
    EARLY_HELP = "early help"
    CONTACT = "contact"
    ADOPTION = "adoption"
    CLOSED = "recently closed"


class SessionState(StrEnum):
    """How far a case-file session has come, in order."""

    CHOSEN = "chosen"
    WORKER_TOLD = "worker told"
    MANAGER_TOLD = "manager told"
    CHECKED = "record checked"
    READY = "room, login, navigator ready"
    IN_SESSION = "in session"
    ENDED = "ended"
    DEBRIEFED = "debriefed"
    DONE = "follow-ups done"

    @property
    def place_in_order(self) -> int:
        """0 for chosen, 8 for follow-ups done."""
        return tuple(SessionState).index(self)

    @property
    def following(self) -> SessionState | None:
        """The next state, or None when everything is done."""
        states = tuple(SessionState)
        return states[self.place_in_order + 1] if self.place_in_order + 1 < len(states) else None


@dataclass(frozen=True, slots=True)
class Expected:
    """How often something should happen for a cohort, and where that is said (resources/annex_a)."""

    cohort: Cohort
    fact: str
    days: int
    words: str
    basis: str = "template"
    source: str = ""
    may_be_blank: bool = False


@dataclass(frozen=True, slots=True)
class Child:
    """One child's record, as the card shows it.

    ``child_id`` is the authority's own ID; ``code`` is our alias, empty until the child has been chosen.
    ``facts`` are pairs of label and value for the card. ``weak_spots`` are reckoned on the day of asking.
    """

    id: int
    inspection_id: int
    child_id: str
    code: str
    cohorts: tuple[str, ...]
    team: str
    worker: str
    worker_id: int | None = None
    manager: str = ""
    age_band: str = ""
    last_seen_on: date | None = None
    last_visit_on: date | None = None
    weak_spots: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    version: int = 0

    @property
    def label(self) -> str:
        """The code once there is one, otherwise the authority's ID."""
        return self.code or self.child_id


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a session: who took it and when."""

    state: SessionState
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class CaseSession:
    """An inspector reads a child's record with its worker.

    When and where is the timetable's to say: the fields are taken from the slot with ``slot_uid`` and are
    empty while the session has none.
    """

    id: int
    inspection_id: int
    child: Child
    case_code: str
    slot_uid: str
    reason: str
    state: SessionState
    starts_at: datetime | None
    ends_at: datetime | None
    inspector: str
    worker: str
    place: str
    debriefed_at: datetime | None = None
    version: int = 0
    navigator: str = ""
    steps: tuple[Step, ...] = ()
    did_not_happen: bool = False

    @property
    def is_debriefed(self) -> bool:
        """Whether the debrief has been written down."""
        return self.state.place_in_order >= SessionState.DEBRIEFED.place_in_order


@dataclass(frozen=True, slots=True)
class Debrief:
    """What the worker told us in the two minutes after a session, in their words."""

    session_id: int
    asked: str
    liked: str
    worried: str
    promised: str
    worker_is: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Concern:
    """A concern for one child's safety raised by an inspector. It has its own clock and is never deleted."""

    id: int
    inspection_id: int
    code: str
    said_at: datetime
    said_by: str
    what: str
    owner_id: int
    owner: str
    deputy: str = ""
    acknowledged_at: datetime | None = None
    action: str = ""
    reported_back_at: datetime | None = None
    closed_at: datetime | None = None
    version: int = 0
    ref: str = ""
    child: Child | None = None

    @property
    def is_open(self) -> bool:
        """Whether it has not been closed."""
        return self.closed_at is None

    @property
    def next_step(self) -> str:
        """What has to happen next, in words; empty once it is closed."""
        if self.closed_at is not None:
            return ""
        if self.acknowledged_at is None:
            return "acknowledge"
        if not self.action:
            return "say what is done"
        if self.reported_back_at is None:
            return "report back"
        return "close"


def is_awaiting_debrief(session: CaseSession, now: datetime) -> bool:
    """Whether ``session`` has ended by ``now`` and nobody has written down what was said."""
    if session.is_debriefed or session.did_not_happen or session.ends_at is None:
        return False
    return session.state is SessionState.ENDED or session.ends_at <= now


def debrief_alarm(session: CaseSession, now: datetime) -> str:
    """What rings: "ended 48 min ago, not debriefed", or nothing when there is nothing to say."""
    if not is_awaiting_debrief(session, now) or session.ends_at is None:
        return ""
    minutes = max(0, minutes_between(session.ends_at, now))
    return f"ended {said_minutes(minutes)} ago, not debriefed"


def is_debrief_overdue(session: CaseSession, now: datetime) -> bool:
    """Whether the half hour for the debrief has passed."""
    return (
        is_awaiting_debrief(session, now)
        and session.ends_at is not None
        and now - session.ends_at >= DEBRIEF_WITHIN
    )


def concern_clock(concern: Concern, now: datetime) -> str:
    """How long ago a concern was said, and what it waits for: "said 1 h 10 ago, waits to be acknowledged"."""
    said = f"said {said_minutes(max(0, minutes_between(concern.said_at, now)))} ago"
    if concern.closed_at is not None:
        return f"closed after {said_minutes(minutes_between(concern.said_at, concern.closed_at))}"
    if concern.acknowledged_at is None:
        return f"{said}, not acknowledged"
    if not concern.action:
        return f"{said}, no action recorded"
    if concern.reported_back_at is None:
        return f"{said}, not reported back"
    return f"{said}, reported back, not closed"


def weak_spots(
    cohorts: Sequence[str], facts: Mapping[str, str], *, on: date, expected: Sequence[Expected] = ()
) -> tuple[str, ...]:
    """What a reader of the record will notice, in words, seen from the day ``on``.

    ``facts`` are those of :class:`ChildDraft`: dates in ISO form, words as they were read. Only what the
    extract says is judged; a blank date is said to be blank only where an interval is expected.
    """
    said: list[str] = []
    for rule in expected:
        if rule.cohort.value not in cohorts:
            continue
        value = facts.get(rule.fact, "")
        if not value:
            if not rule.may_be_blank:
                said.append(
                    "no date when last seen" if rule.words == NOT_SEEN else f"no {rule.words} recorded"
                )
            continue
        days = (on - date.fromisoformat(value)).days
        if days > rule.days:
            said.append(f"{'' if rule.words == NOT_SEEN else 'no '}{rule.words} for {days} days")
    return tuple(dict.fromkeys((*said, *_weak_words(cohorts, facts))))


def _weak_words(cohorts: Sequence[str], facts: Mapping[str, str]) -> list[str]:
    """The weak spots that lie in what was recorded rather than in how long ago."""
    said: list[str] = []
    offered, accepted = facts.get("return_offered", ""), facts.get("return_accepted", "")
    if _is_yes(offered) and _is_no(accepted):
        said.append("return interview offered, not accepted")
    elif facts.get("missing_episodes", "0") not in {"", "0"} and _is_no(offered):
        said.append("missing, return interview not offered")
    if Cohort.PROTECTION.value in cohorts and _is_no(facts.get("seen_alone", "")):
        said.append("not seen alone at the last visit")
    placements = facts.get("placements", "")
    if placements.isdigit() and int(placements) >= 3:
        said.append(f"{placements} placements in 12 months")
    if _is_no(facts.get("in_touch", "")):
        said.append("care leaver, not in touch")
    if facts.get("suitable_home", "").casefold().startswith("unsuitable"):
        said.append("accommodation not suitable")
    return said


def card_facts(
    facts: Mapping[str, str], labels: Mapping[str, str], *, on: date
) -> tuple[tuple[str, str], ...]:
    """The facts as the card shows them: label and words, dates with how long ago they were."""
    return tuple((label, _said_fact(key, facts[key], on)) for key, label in labels.items() if facts.get(key))


def _said_fact(key: str, value: str, on: date) -> str:
    if not key.endswith("_on"):
        return value
    day = date.fromisoformat(value)
    said = f"{day.day} {day:%b %Y}"
    days = (on - day).days
    if days == 0:
        return f"{said}, today"
    return f"{said}, {days} day{'s' if days != 1 else ''} ago" if 0 < days < 1000 else said


def _is_yes(word: str) -> bool:
    return word.casefold().startswith("y")


def _is_no(word: str) -> bool:
    return word.casefold() in {"n", "no"}


# What comes in with Annex A: plain data, and nothing of it is stored before it was looked at.


@dataclass(frozen=True, slots=True)
class ChildDraft:
    """What all the lists together say about one child; ``facts`` are keyed as in resources/annex_a."""

    child_id: str
    cohorts: tuple[str, ...]
    team: str = ""
    worker: str = ""
    age_band: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    lists: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ListCount:
    """The sum for one list: ``rows`` is always taken + with_problems + refused."""

    number: int
    title: str
    sheet: str
    rows: int
    taken: int
    with_problems: int
    refused: int


@dataclass(frozen=True, slots=True)
class AnnexAReview:
    """What would be taken from an Annex A workbook; looked at first, stored afterwards.

    ``problems`` were taken all the same, ``refusals`` were not; ``notes`` are about the file as a whole
    (hidden sheets, sheets that are no list, lists that are missing).
    """

    file_name: str
    edition: str
    lists: tuple[ListCount, ...]
    children: tuple[ChildDraft, ...]
    problems: tuple[Refusal, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()
    sha256: str = ""

    @property
    def rows(self) -> int:
        """Rows read in all lists."""
        return sum(count.rows for count in self.lists)


@dataclass(frozen=True, slots=True)
class AnnexACounts:
    """What an import did: children new to us, changed, unchanged, and known but absent from the file."""

    added: int = 0
    changed: int = 0
    same: int = 0
    absent: int = 0


@dataclass(frozen=True, slots=True)
class ChildrenSummary:
    """How many children an inspection has, by cohort (only those that have any), and their teams."""

    total: int = 0
    by_cohort: tuple[tuple[str, int], ...] = ()
    teams: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnnexAImport:
    """One taking-in of Annex A, for the record."""

    id: int
    file_name: str
    edition: str
    taken_at: datetime
    by: str
    counts: AnnexACounts = field(default_factory=AnnexACounts)
