"""What may stand on a sheet, by audience, and the check that nothing else does.

Two nets, one behind the other. By construction: everything a sheet says of a slot, a request, a
session or a telling goes through a function here that copies the allowed fields and no other, so a
field added later is withheld until somebody allows it. By inspection: every text of a finished
sheet is searched for what must not be there before it is frozen and again before it is written.

A child is a code such as C-014 to managers, senior leaders and the worker concerned, and nothing at
all to all staff. The authority's own child identifier and a child's name stand on no sheet.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ilacs_desktop.domain.casefiles import CaseSession, SessionState
from ilacs_desktop.domain.info_requests import InfoRequest
from ilacs_desktop.domain.timetable import Slot, SlotKind, Telling

CASE_SESSION = "Case session"
"""What all staff read in place of a session's purpose and code."""

MIN_ID_LENGTH = 5
"""A child identifier shorter than this ("101") is only looked for after a word such as "child",
for otherwise room numbers and counts would be taken for children."""


class Audience(StrEnum):
    """Who reads a sheet; decides what may stand on it."""

    ALL_STAFF = "all staff"
    MANAGERS = "managers"
    SENIOR_LEADERS = "senior leaders"
    PERSON = "one person"

    @property
    def slug(self) -> str:
        """The audience as it stands in file names and on the command line: ``all-staff``."""
        return self.name.lower().replace("_", "-")


def sees_codes(audience: Audience) -> bool:
    """Whether ``audience`` may read codes such as C-014."""
    return audience is not Audience.ALL_STAFF


def sees_wording(audience: Audience) -> bool:
    """Whether ``audience`` may read what a request asks for; free text may speak of a child."""
    return audience is not Audience.ALL_STAFF


def slot_for(slot: Slot, audience: Audience) -> Slot:
    """The slot with nothing but what ``audience`` may know; the link to a meeting is never printed."""
    is_case = slot.kind is SlotKind.CASE_SESSION or bool(slot.case_code) or slot.child_id is not None
    shows_code = sees_codes(audience)
    return Slot(
        uid=slot.uid,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        purpose=CASE_SESSION if is_case and not shows_code else slot.purpose,
        kind=slot.kind,
        place=slot.place or ("Online" if slot.link else ""),
        site=slot.site,
        parts=slot.parts,
        case_code=slot.case_code if shows_code else "",
        status=slot.status,
    )


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request as one audience may see it; ``due_at`` is None while nothing runs."""

    ref: str
    about: str
    owner: str
    due_at: datetime | None
    slack_minutes: int | None
    is_overdue: bool
    is_paused: bool
    ours: str
    theirs: str


def request_for(request: InfoRequest, audience: Audience) -> RequestLine:
    """The request with its wording only for those who may read it; all staff see its line of enquiry."""
    wording = request.title or request.meaning or request.verbatim
    return RequestLine(
        ref=request.ref,
        about=wording if sees_wording(audience) else request.enquiry or request.kind.value.capitalize(),
        owner=request.owner,
        due_at=request.due.at,
        slack_minutes=request.due.slack_minutes,
        is_overdue=request.due.is_overdue,
        is_paused=request.due.is_paused,
        ours=request.ours.value,
        theirs=request.theirs.value,
    )


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A case-file session as one audience may see it."""

    slot_uid: str
    code: str
    worker: str
    inspector: str
    place: str
    state: SessionState
    starts_at: datetime | None
    ends_at: datetime | None
    is_debriefed: bool
    did_not_happen: bool


def session_for(session: CaseSession, audience: Audience) -> SessionLine:
    """The session without its child, and without its code for all staff."""
    return SessionLine(
        slot_uid=session.slot_uid,
        code=session.case_code if sees_codes(audience) else "",
        worker=session.worker,
        inspector=session.inspector,
        place=session.place,
        state=session.state,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        is_debriefed=session.is_debriefed,
        did_not_happen=session.did_not_happen,
    )


@dataclass(frozen=True, slots=True)
class TellingLine:
    """Somebody who has not confirmed a change; ``lines`` only for those who may read codes."""

    name: str
    state: str
    first_starts_at: datetime
    lines: tuple[str, ...]


def telling_for(telling: Telling, audience: Audience) -> TellingLine:
    """The telling; all staff see who has to hear something, and by when, but not what."""
    return TellingLine(
        name=telling.name,
        state=telling.state.value,
        first_starts_at=telling.first_starts_at,
        lines=telling.lines if sees_codes(audience) else (),
    )


# The second net


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that must not stand where it stands. ``found`` is shown to the coordinator only."""

    place: str
    found: str
    what: str


CASE_CODE = re.compile(r"(?<![\w-])C[\s\u2010-\u2015-]?\d{3,}(?![\w])", re.IGNORECASE)
E_MAIL = re.compile(r"[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+")
PUPIL_NUMBER = re.compile(r"(?<!\w)[A-Z]\d{11}[A-Z0-9](?!\w)", re.IGNORECASE)
HEALTH_NUMBER = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")
BIRTH = re.compile(r"\b(?:d\.?o\.?b\.?|date of birth|born(?: on)?)\b[\s:]*\d", re.IGNORECASE)
WORD = re.compile(r"[^\W_]+")
JOINT = re.compile(r"[-/_.: \u00a0\u2009\u2010-\u2015]{1,2}")
"""What may stand between the pieces of one identifier: ``BOR-90417``, ``BOR 90417``, ``100 234``."""

MOST_PIECES = 5
AFTER_A_WORD = re.compile(
    r"\b(?:child|children|case|id|no\.?|number)(?:\s*(?:id\b|no\b\.?|number\b|[:#]))*\s*([^\W_]+)",
    re.IGNORECASE,
)
PHONE_HEADING = "Phone"
"""Cells under this heading hold our own people's numbers and are not read as identifiers."""


def findings(
    places: Iterable[tuple[str, str]], *, audience: Audience, child_ids: Iterable[str]
) -> tuple[Finding, ...]:
    """Everything in ``places`` (pairs of place and text) that ``audience`` must not be given.

    Child identifiers are matched whole, whatever their case, accents and separators.
    """
    known = {folded(child_id) for child_id in child_ids if child_id.strip()}
    return tuple(
        Finding(place, found, what)
        for place, text in places
        for found, what in _in_text(place, text, known, audience)
    )


def folded(text: str) -> str:
    """``text`` without case, accents, spaces and separators, for comparing identifiers."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def _in_text(place: str, text: str, known: set[str], audience: Audience) -> Iterator[tuple[str, str]]:
    if not sees_codes(audience):
        for match in CASE_CODE.finditer(text):
            yield match.group(), "a case code"
    for match in E_MAIL.finditer(text):
        yield match.group(), "an e-mail address"
    if place.endswith(PHONE_HEADING):
        return
    for word in dict.fromkeys(_child_ids(text, known)):
        yield word, "a child’s identifier"
    for match in PUPIL_NUMBER.finditer(text):
        yield match.group(), "a pupil number"
    for match in HEALTH_NUMBER.finditer(text):
        if is_health_number(match.group()):
            yield match.group(), "an NHS number"
    for match in BIRTH.finditer(text):
        yield match.group(), "a date of birth"


def _child_ids(text: str, known: set[str]) -> Iterator[str]:
    """The longest stretches that are an identifier once folded; short ones only after a telling word."""
    words = list(WORD.finditer(text))
    reached = 0
    for first in range(len(words)):
        last_fitting = None
        joined = ""
        for last in range(first, min(first + MOST_PIECES, len(words))):
            if last > first and not JOINT.fullmatch(text, words[last - 1].end(), words[last].start()):
                break
            joined += folded(words[last].group())
            if len(joined) >= MIN_ID_LENGTH and joined in known:
                last_fitting = last
        if last_fitting is not None and words[last_fitting].end() > reached:
            reached = words[last_fitting].end()
            yield text[words[first].start() : reached]
    for match in AFTER_A_WORD.finditer(text):
        if len(folded(match.group(1))) < MIN_ID_LENGTH and folded(match.group(1)) in known:
            yield match.group(1)


def is_health_number(text: str) -> bool:
    """Whether ten digits carry the check digit of an NHS number (modulus 11)."""
    digits = [int(letter) for letter in text if letter.isdigit()]
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check % 11 == digits[9] and check != 10
