"""The shapes of an information request and of what was given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from .anchors import Anchor


class OurStatus(StrEnum):
    """How far we are with a request; the value is the word shown."""

    CAPTURED = "captured"
    ASSIGNED = "assigned"
    GATHERING = "gathering"
    CHECKING = "checking"
    CLEARED = "cleared"


class TheirStatus(StrEnum):
    """How the request stands with the inspectors; the value is the word shown."""

    NOT_GIVEN = "not given"
    GIVEN = "given"
    ACCEPTED = "accepted"
    MORE_WANTED = "more wanted"
    WITHDRAWN = "withdrawn"


class RequestKind(StrEnum):
    """What is wanted; the usual time to answer hangs on it."""

    DOCUMENT = "document"
    DATA = "data"
    LIST = "list"
    RECORD = "case record"
    AUDIT = "audit"
    MEETING = "person or meeting"
    PRACTICAL = "practical"
    CLARIFICATION = "clarification"
    FIGURE = "figure"
    OFFER = "offer"


class ItemState(StrEnum):
    """How one item inside a request stands."""

    WANTED = "wanted"
    READY = "ready"
    GIVEN = "given"
    WAIVED = "waived"
    WITHDRAWN = "withdrawn"


class Tonight(StrEnum):
    """What the evening's triage decided of a request; the value is the word shown."""

    TONIGHT = "tonight"
    BY_EIGHT = "by 08:00"
    CAN_WAIT = "can wait"


@dataclass(frozen=True, slots=True)
class Target:
    """The time allowed for an answer, in minutes, and where that comes from."""

    minutes: int
    basis: str = "template"


@dataclass(frozen=True, slots=True)
class ClockPause:
    """A stretch in which the clock stands still; ``resumed_at`` is None while it lasts.

    ``why`` completes the sentence "while we …": "asked which months".
    """

    paused_at: datetime
    resumed_at: datetime | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """When a request is due, worked out when it is looked at and never stored.

    ``at`` is None while the clock is paused, or when nothing is asked for yet.
    ``slack_minutes`` is what is left, negative when overdue, and None when nothing runs.
    ``working`` says in one or two sentences how the moment was found.
    """

    at: datetime | None = None
    slack_minutes: int | None = None
    is_overdue: bool = False
    is_paused: bool = False
    working: str = ""


@dataclass(frozen=True, slots=True)
class RequestItem:
    """One of the things a request asks for; who checked and cleared it is empty until somebody has."""

    id: int
    what: str
    owner_id: int | None = None
    owner: str = ""
    state: ItemState = ItemState.WANTED
    returned_reason: str = ""
    accuracy_checked_by: str = ""
    redaction_checked_by: str = ""
    cleared_by: str = ""


@dataclass(frozen=True, slots=True)
class InfoRequest:
    """One information request as it stands at the moment it is read.

    ``verbatim`` is the inspector's own words and never changes; ``meaning`` is what we take
    them to mean. ``title`` is the short line for lists. ``ref`` is IR-031 for what was asked
    for, A-08 for an Annex A list and D-03 for a document that the framework lets us expect.
    With an ``anchor`` the deadline hangs on a slot, and ``target_at`` is where it stood when it was tied.
    ``asked_how`` says "call", "corridor"; ``asked_in_uid`` is the slot it was asked in.
    ``acknowledge_minutes`` is the time allowed until the inspector knows we have it, and
    ``acknowledgement`` what is left of it. ``tonight`` is what was decided of it in the evening at
    ``tonight_at``, with whom and when in ``tonight_note``.
    """

    id: int
    inspection_id: int
    number: int
    ref: str
    verbatim: str
    meaning: str
    asked_at: datetime
    asked_by_id: int | None = None
    asked_by: str = ""
    asked_of: str = ""
    owner_id: int | None = None
    owner: str = ""
    enquiry_id: int | None = None
    enquiry: str = ""
    kind: RequestKind = RequestKind.DOCUMENT
    staged: bool = False
    ours: OurStatus = OurStatus.CAPTURED
    theirs: TheirStatus = TheirStatus.NOT_GIVEN
    target_at: datetime | None = None
    promised_at: datetime | None = None
    pauses: tuple[ClockPause, ...] = ()
    returned_reason: str = ""
    items: tuple[RequestItem, ...] = ()
    due: Due = Due()
    version: int = 0
    title: str = ""
    target_minutes: int | None = None
    target_basis: str = "template"
    restarted_at: datetime | None = None
    given_at: datetime | None = None
    moved_at: datetime | None = None
    group: str = ""
    owner_role: str = ""
    source: str = ""
    merged_into_id: int | None = None
    cleared_by: str = ""
    anchor: Anchor | None = None
    asked_how: str = ""
    asked_in_uid: str = ""
    acknowledged_at: datetime | None = None
    acknowledge_minutes: int | None = None
    accuracy_checked_by: str = ""
    redaction_checked_by: str = ""
    tonight: Tonight | None = None
    tonight_note: str = ""
    tonight_at: datetime | None = None
    acknowledgement: Due = Due()

    @property
    def is_open(self) -> bool:
        """Whether the inspectors still wait for something from us."""
        return not self.staged and self.theirs in {TheirStatus.NOT_GIVEN, TheirStatus.MORE_WANTED}

    @property
    def is_paused(self) -> bool:
        """Whether its clock stands still."""
        return any(pause.resumed_at is None for pause in self.pauses)

    @property
    def clock_from(self) -> datetime:
        """When the clock began: when it was asked, or when more was wanted."""
        return self.restarted_at or self.asked_at


@dataclass(frozen=True, slots=True)
class GivenItem:
    """One line of the given register: what was given to the inspectors, for ever.

    ``size_bytes`` and ``sha256`` are of the file as it lay on our disk; both are empty for
    what was said. ``superseded_by_id`` and ``given_to`` name what replaced it and who had it.
    After ``review_on`` it is to be looked at before it is given again. ``item_id`` is the item of
    the request it answers; ``received_at`` and ``receipt`` say when and how we know that they have it.
    """

    id: int
    request_id: int
    ref: str
    file_name: str
    version_label: str
    sha256: str
    size_bytes: int
    as_of: date | None
    cleared_by: str
    given_by: str
    how: str
    given_at: datetime
    supersedes_id: int | None = None
    is_superseded: bool = False
    title: str = ""
    given_to: str = ""
    superseded_by_id: int | None = None
    review_on: date | None = None
    item_id: int | None = None
    received_at: datetime | None = None
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of a request's history: who did what, when and why."""

    at: datetime
    by: str
    what: str
    why: str = ""


def said_ref(series: str, number: int) -> str:
    """The number as it is said: ``IR-031``; two figures for the other series, ``A-08``."""
    return f"{series}-{number:03d}" if series == "IR" else f"{series}-{number:02d}"
