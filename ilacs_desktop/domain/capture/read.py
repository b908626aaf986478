"""Reading one typed line: what it says, where it says so, and nothing it does not say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from types import MappingProxyType

from ilacs_desktop.domain.info_requests.anchors import Anchor, Edge
from ilacs_desktop.domain.moments import day_of, said_short_day, said_time, said_when
from ilacs_desktop.domain.people import Person
from ilacs_desktop.domain.timetable import Slot

from .asking import SEPARATOR_RE, said_by, who_asked
from .reading import NOTHING, OURS, Reading, one_of, said, several
from .shapes import Captured, CaptureKind, Corrections, Role
from .slots import Hung, due_on, find_slot, said_slot
from .times import Found, find_asked, find_due
from .which import Enquiries, enquiry_at
from .who import People

PREFIXES = MappingProxyType(
    {
        "!!": CaptureKind.CONCERN,
        "!": CaptureKind.REQUEST,
        "?": CaptureKind.CLARIFICATION,
        "=": CaptureKind.FIGURE,
        "+": CaptureKind.OFFER,
        "~": CaptureKind.SIGNAL,
    }
)
HAS_DEADLINE = frozenset({CaptureKind.REQUEST, CaptureKind.OFFER})
"""What can be due when a slot starts."""
HAS_TIME = frozenset({*HAS_DEADLINE, CaptureKind.CLARIFICATION})
"""What can be due at a time; a point of clarification is raised then."""

_BULLET_RE = re.compile(r"\s*[•·▪‣*>–—-]\s+")
_OWNER_RE = re.compile(r"(?<![\w.])@\s?(?:the\s+)?")
_RE_RE = re.compile(
    r"(?<![\w-])(?:re\s*:\s*|re\s+|regarding\s+|kloe\s*:?\s+)(?:the\s+|kloe\s*:?\s+)?|#\s?", re.IGNORECASE
)
_CHILD_RE = re.compile(r"(?<![\w-])c-?(?P<number>\d{3})\b", re.IGNORECASE)


def read_line(
    line: str,
    now: datetime,
    people: Sequence[Person],
    enquiries: Enquiries,
    *,
    corrections: Corrections | None = None,
    slots: Sequence[Slot] = (),
) -> Captured:
    """What ``line`` means, as far as it says; what is not understood stays in ``about`` as text.

    ``now`` is when it is typed. ``corrections`` are what the person at the keyboard has put right: a role
    that is dropped is not looked for again, and one that is chosen is taken as chosen. ``slots`` are
    those of the draft, for a deadline that names one.
    """
    reading = Reading(line, line, now, People(people), corrections or Corrections())
    if bullet := _BULLET_RE.match(line):
        reading.take(*bullet.span())
    kind, asked_at = _kind_and_asked(reading)
    owner = _owner(reading)
    enquiry = _enquiry(reading, enquiries)
    hung = _slot(reading, asked_at, slots) if kind in HAS_DEADLINE else None
    due_at = due_on(hung.slots[0], hung.edge, hung.minutes) if hung else None
    if hung is None and kind in HAS_TIME:
        due_at = _due(reading, asked_at)
    by, asked_of, of = who_asked(reading)
    if owner is None and of is not None and not reading.is_dropped(Role.OWNER) and len(of.people) == 1:
        owner = of.people[0]
    by, owner = _put_right(reading, by, Role.BY), _put_right(reading, owner, Role.OWNER)
    case_code = _child(reading)
    order = list(Role)
    return Captured(
        kind=kind,
        verbatim=line,
        asked_at=asked_at,
        asked_by_id=by.id if by else None,
        asked_by=by.label if by else "",
        asked_of=asked_of,
        owner_id=owner.id if owner else None,
        owner=owner.label if owner else "",
        due_at=due_at,
        enquiry_id=enquiry[0] if enquiry else None,
        enquiry=enquiry[2] if enquiry else "",
        about=_tidy(reading.left),
        chips=tuple(sorted(reading.chips, key=lambda chip: order.index(Role(chip.role)))),
        case_code=case_code,
        slot_uid=hung.slots[0].uid if hung else "",
        slot_edge=hung.edge if hung else Edge.START,
        slot_minutes=hung.minutes if hung else 0,
    )


def _put_right(reading: Reading, person: Person | None, role: Role) -> Person | None:
    """The person picked for ``role`` where the line says nothing of one."""
    chosen = reading.chosen_person(role)
    if chosen is None or reading.has_chip(role):
        return person
    reading.chips = [chip for chip in reading.chips if chip.role != role]
    reading.chip(role, said_by(chosen) if role is Role.BY else f"owner {chosen.label}", 0, 0)
    return chosen


def _kind_and_asked(reading: Reading) -> tuple[CaptureKind, datetime]:
    kind, asked_at = CaptureKind.REQUEST, reading.now
    where = (0, 0)
    said_kind = said_time_of_day = False
    for _ in range(3):
        begin = reading.begin()
        mark = next((mark for mark in PREFIXES if reading.left.startswith(mark, begin)), None)
        if mark is not None and not said_kind and not reading.is_dropped(Role.KIND):
            kind, where, said_kind = PREFIXES[mark], (begin, begin + len(mark)), True
            reading.take(*where)
        elif not said_time_of_day and not reading.is_dropped(Role.ASKED):
            found = find_asked(reading.left, reading.now, position=begin)
            if found is None or found.at is None:
                break
            asked_at, said_time_of_day = found.at, True
            _asked_chip(reading, asked_at, found.start, found.end)
            separator = SEPARATOR_RE.match(reading.left, found.end)
            reading.take(found.start, separator.end() if separator else found.end)
        else:
            break
    if (chosen := reading.chosen(Role.KIND)) is not None:
        kind = CaptureKind(str(chosen))
    reading.chip(Role.KIND, kind.value, *where)
    at = reading.chosen(Role.ASKED)
    if isinstance(at, datetime):
        asked_at = at
        reading.chips = [chip for chip in reading.chips if chip.role != Role.ASKED]
        _asked_chip(reading, asked_at, 0, 0)
    return kind, asked_at


def _asked_chip(reading: Reading, at: datetime, start: int, end: int) -> None:
    reading.chip(Role.ASKED, f"asked {said_when(at, reading.now)}", start, end)


def _owner(reading: Reading) -> Person | None:
    if reading.is_dropped(Role.OWNER):
        return None
    match = _OWNER_RE.search(reading.left)
    if match is None:
        return None
    found = reading.people.at(reading.left, match.end(), OURS, in_small=True)
    if found is None:
        word = re.compile(r"\S*").match(reading.left, match.end())
        span = match.start(), word.end() if word else match.end()
        if (chosen := reading.chosen_person(Role.OWNER)) is not None:
            reading.chip(Role.OWNER, f"owner {chosen.label}", *span)
            reading.take(*span)
            return chosen
        reading.unsure(Role.OWNER, f"{reading.line[slice(*span)].strip()}: nobody of that name", *span)
        return None
    owner = one_of(reading, found, Role.OWNER)
    start = match.start()
    if owner is None:
        several(reading, Role.OWNER, found, start)
        return None
    reading.chip(Role.OWNER, f"owner {said(reading, found, owner)}", start, found.end)
    reading.take(start, found.end)
    return owner


def _enquiry(reading: Reading, enquiries: Enquiries) -> tuple[int, str, str] | None:
    if reading.is_dropped(Role.ENQUIRY):
        return None
    picked = next((each for each in enquiries if each[0] == reading.chosen(Role.ENQUIRY)), None)
    for match in _RE_RE.finditer(reading.left):
        which = enquiry_at(reading.left, match.end(), enquiries)
        if which is None:
            continue
        chosen = [picked] if picked else list(which.enquiries)
        if len(chosen) > 1:
            words = reading.line[match.end() : which.end]
            choices = tuple((each[0], each[2]) for each in chosen)
            reading.chip(
                Role.ENQUIRY, f"“{words}”: {len(chosen)} lines of enquiry", match.start(), which.end, choices
            )
            return None
        reading.chip(Role.ENQUIRY, f"KLOE {chosen[0][2]}", match.start(), which.end)
        reading.take(match.start(), which.end)
        return chosen[0]
    if picked is not None:
        reading.chip(Role.ENQUIRY, f"KLOE {picked[2]}", 0, 0)
    return picked


def _slot(reading: Reading, asked_at: datetime, slots: Sequence[Slot]) -> Hung | None:
    """The one slot on which the deadline hangs; a clock time in the line goes before it."""
    if reading.is_dropped(Role.SLOT) or reading.chosen(Role.DUE) is not None:
        return None
    found = find_slot(reading.left, asked_at, slots)
    picked = next((slot for slot in slots if slot.id == reading.chosen(Role.SLOT)), None)
    if picked is not None:
        span = (found.start, found.end) if found else (0, 0)
        edge, minutes = (found.edge, found.minutes) if found else (Edge.START, 0)
        found = Hung((picked,), edge, minutes, *span, span[1])
    elif found is not None:
        rest = reading.left[: found.start] + NOTHING * (found.end - found.start) + reading.left[found.end :]
        other = None if reading.is_dropped(Role.DUE) else find_due(rest, asked_at)
        if other is not None and other.at is not None:
            return None
    if found is None:
        return None
    if len(found.slots) > 1:
        words = reading.line[found.names_at : found.end]
        choices = tuple((slot.id, said_slot(slot, reading.now)) for slot in found.slots)
        reading.chip(Role.SLOT, f"“{words}”: {len(choices)} slots", found.start, found.end, choices)
        return None
    slot = found.slots[0]
    at = due_on(slot, found.edge, found.minutes)
    said_anchor = Anchor(slot.uid, found.edge, found.minutes, slot).said
    reading.chip(Role.SLOT, f"{_said_due(at, reading.now)}: {said_anchor}", found.start, found.end)
    reading.take(found.start, found.end)
    return found


def _due(reading: Reading, asked_at: datetime) -> datetime | None:
    if reading.is_dropped(Role.DUE):
        return None
    found = find_due(reading.left, asked_at)
    picked = reading.chosen(Role.DUE)
    if isinstance(picked, datetime):
        start, end = (found.start, found.end) if found and found.at else (0, 0)
        found = Found(picked, start, end)
    if found is None:
        return None
    if found.at is None:
        reading.unsure(Role.DUE, found.unsure, found.start, found.end)
        return None
    reading.chip(Role.DUE, _said_due(found.at, reading.now), found.start, found.end)
    reading.take(found.start, found.end)
    return found.at


def _said_due(at: datetime, now: datetime) -> str:
    if day_of(at) == day_of(now):
        return f"due today {said_time(at)}"
    days = (day_of(at) - day_of(now)).days
    when = said_when(at, now) if 0 < days <= 6 else f"{said_short_day(day_of(at))} {said_time(at)}"
    return f"due {when}"


def _child(reading: Reading) -> str:
    if reading.is_dropped(Role.CHILD):
        return ""
    match = _CHILD_RE.search(reading.line)
    picked = reading.chosen(Role.CHILD)
    if match is None and picked is None:
        return ""
    code = str(picked) if picked is not None or match is None else f"C-{match['number']}"
    reading.chip(Role.CHILD, f"child {code}", *(match.span() if match else (0, 0)))
    return code


def _tidy(left: str) -> str:
    """What is left of the line, without the gaps and the signs that held the rest together."""
    words = re.sub(rf"[\s{NOTHING}]+", " ", left)
    words = re.sub(r"\s+([,.;:!?])", r"\1", words)
    words = re.sub(r"([,;:])[,;:]+", r"\1", words)
    words = re.sub(r"\(\s*\)", "", words)
    return re.sub(r"\s{2,}", " ", words).strip(" ,;:–—-")
