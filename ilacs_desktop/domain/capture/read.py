"""Reading one typed line: what it says, where it says so, and nothing it does not say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from ilacs_desktop.domain.moments import day_of, said_short_day, said_time, said_when
from ilacs_desktop.domain.people import Person, Side

from .shapes import Captured, CaptureKind, Chip, Corrections, Role
from .times import find_asked, find_due
from .which import Enquiries, enquiry_at
from .who import ROLE_WORDS, People, Someone

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
_OURS = (Side.AUTHORITY, Side.PARTNER)
_THEIRS = (Side.INSPECTORATE,)
_ALL = (*_THEIRS, *_OURS)

_ASKS = (
    r"(?:asked|asks|ask|wants|wanted|want|requested|requests|needs|needed|need|would\s+like|['’]d\s+like|is\s+after|"
    r"looking\s+for|is\s+looking\s+for|chasing|chased|queried|queries|inquired|enquired|wishes|rang|called|phoned|emailed|"
    r"mailed|texted|messaged)"
)
_SAYS = (
    r"(?:said|says|noted|notes|told|raised|flagged|mentioned|praised|liked|saw|heard|observed|thinks|thought|worried|"
    r"concerned|impressed|pleased|interested|curious)"
)
_AUX = r"(?:(?:is|was|has|had|have|also|just|now|again|then|very|not|really|still)\s+)*"
_VERB_RE = re.compile(rf"\s*{_AUX}(?P<verb>{_ASKS}|{_SAYS})\b", re.IGNORECASE)
_SEPARATOR_RE = re.compile(r"\s*(?::|,|–|—|\s-\s)\s*")
_BY_RE = re.compile(r"\s*by\s+", re.IGNORECASE)
_CONNECT_RE = re.compile(
    r"\s*(?:,\s*)?(?:for|about|to\s+(?:see|have|get|know|look\s+at|provide|supply|send|share|give)|with)\s+",
    re.IGNORECASE,
)
_QUESTION_RE = re.compile(
    r"\s*(?:if|whether|how|what|why|when|who|whose|which|where|that|to|is|are|do|does|can|could)\b",
    re.IGNORECASE,
)
_US_RE = re.compile(r"\s*(?:us|me|we)\b", re.IGNORECASE)
_WHOM_RE = re.compile(
    r"\s*(?P<whom>(?:the\s+|our\s+)?(?:[\w’'/&-]+\s+){0,3}?[\w’'/&-]+)(?=\s+(?:for|about|to|if|whether|how|what|why|when|"
    r"who|which|where)\s)",
    re.IGNORECASE,
)
_FROM_RE = re.compile(r"(?<![\w@])(?:from|by|for|per|via|says|asks)\s+(?:the\s+)?", re.IGNORECASE)
_OWNER_RE = re.compile(r"(?<![\w.])@\s?(?:the\s+)?")
_RE_RE = re.compile(
    r"(?<![\w-])(?:re\s*:\s*|re\s+|regarding\s+|kloe\s*:?\s+)(?:the\s+|kloe\s*:?\s+)?|#\s?", re.IGNORECASE
)
_CHILD_RE = re.compile(r"(?<![\w-])c-?(?P<number>\d{3})\b", re.IGNORECASE)
_ASK_US_RE = re.compile(r"(?:please\s+)?(?:ask|chase|get)\s+", re.IGNORECASE)
_NOTHING = "\0"


@dataclass(slots=True)
class _Reading:
    """A line on the way of being understood: what is left of it, and the chips so far."""

    line: str
    left: str
    now: datetime
    people: People
    corrections: Corrections
    chips: list[Chip] = field(default_factory=list)

    def is_dropped(self, role: Role) -> bool:
        return role in self.corrections.dropped

    def take(self, start: int, end: int) -> None:
        """Mark a stretch as understood; it is no longer part of what is asked."""
        self.left = self.left[:start] + _NOTHING * (end - start) + self.left[end:]

    def begin(self, position: int = 0) -> int:
        """The first place from ``position`` on where something is left."""
        while position < len(self.left) and (
            self.left[position].isspace() or self.left[position] == _NOTHING
        ):
            position += 1
        return position

    def chip(
        self, role: Role, text: str, start: int, end: int, choices: tuple[tuple[int, str], ...] = ()
    ) -> None:
        self.chips.append(Chip(role, text, start, end, choices))


def read_line(
    line: str,
    now: datetime,
    people: Sequence[Person],
    enquiries: Enquiries,
    *,
    corrections: Corrections | None = None,
) -> Captured:
    """What ``line`` means, as far as it says; what is not understood stays in ``about`` as text.

    ``now`` is when it is typed. ``corrections`` are what the person at the keyboard has put right: a role
    that is dropped is not looked for again, and one that is chosen is taken as chosen.
    """
    reading = _Reading(line, line, now, People(people), corrections or Corrections())
    kind, asked_at = _kind_and_asked(reading)
    owner = _owner(reading)
    enquiry = _enquiry(reading, enquiries)
    due_at = _due(reading, asked_at)
    by, asked_of, of = _who(reading)
    if owner is None and of is not None and not reading.is_dropped(Role.OWNER) and len(of.people) == 1:
        owner = of.people[0]
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
    )


def _kind_and_asked(reading: _Reading) -> tuple[CaptureKind, datetime]:
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
            separator = _SEPARATOR_RE.match(reading.left, found.end)
            reading.take(found.start, separator.end() if separator else found.end)
        else:
            break
    reading.chip(Role.KIND, kind.value, *where)
    return kind, asked_at


def _asked_chip(reading: _Reading, at: datetime, start: int, end: int) -> None:
    reading.chip(Role.ASKED, f"asked {said_when(at, reading.now)}", start, end)


def _owner(reading: _Reading) -> Person | None:
    if reading.is_dropped(Role.OWNER):
        return None
    match = _OWNER_RE.search(reading.left)
    if match is None:
        return None
    found = reading.people.at(reading.left, match.end(), _OURS)
    if found is None:
        word = re.compile(r"\S*").match(reading.left, match.end())
        end = word.end() if word else match.end()
        reading.chip(
            Role.UNSURE,
            f"{reading.line[match.start() : end].strip()}: nobody of that name",
            match.start(),
            end,
        )
        return None
    owner = _one_of(reading, found, Role.OWNER)
    start = match.start()
    if owner is None:
        _several(reading, Role.OWNER, found, start)
        return None
    reading.chip(Role.OWNER, f"owner {_said(reading, found, owner)}", start, found.end)
    reading.take(start, found.end)
    return owner


def _enquiry(reading: _Reading, enquiries: Enquiries) -> tuple[int, str, str] | None:
    if reading.is_dropped(Role.ENQUIRY):
        return None
    for match in _RE_RE.finditer(reading.left):
        which = enquiry_at(reading.left, match.end(), enquiries)
        if which is None:
            continue
        chosen_id = reading.corrections.chosen.get(Role.ENQUIRY)
        chosen = [each for each in which.enquiries if each[0] == chosen_id] or list(which.enquiries)
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
    return None


def _due(reading: _Reading, asked_at: datetime) -> datetime | None:
    if reading.is_dropped(Role.DUE):
        return None
    found = find_due(reading.left, asked_at)
    if found is None:
        return None
    if found.at is None:
        reading.chip(Role.UNSURE, found.unsure, found.start, found.end)
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


def _who(reading: _Reading) -> tuple[Person | None, str, Someone | None]:
    """Who asked, of whom in the words used, and who that is."""
    begin = reading.begin()
    imperative = _ASK_US_RE.match(reading.left, begin)
    if imperative is not None:
        asked_of, of, end = _whom(reading, imperative.end(), is_asking=True)
        if end > imperative.end():
            reading.take(begin, _connected(reading, end))
        return _by_anywhere(reading), asked_of, of
    first = re.compile(
        r"(?:the\s+)?(?:(?:call|email|mail|message|note|text|request|question)\s+)?(?:from\s+)?",
        re.IGNORECASE,
    )
    opening = first.match(reading.left, begin)
    start = opening.end() if opening else begin
    lead = reading.people.at(reading.left, start, _THEIRS) or reading.people.at(reading.left, start, _ALL)
    if lead is None:
        return _who_by_verb(reading, begin)
    verb = _verb_after(reading, lead.end)
    is_theirs = all(person.side is Side.INSPECTORATE for person in lead.people)
    if (
        verb is not None
        and verb["verb"].lower() == "asked"
        and (by := _BY_RE.match(reading.left, verb.end()))
    ):
        asker = reading.people.at(reading.left, by.end(), _THEIRS)
        if asker is not None:
            person = _asker(reading, asker)
            asked_of, of = _of(reading, lead)
            reading.take(begin, _connected(reading, asker.end))
            return person, asked_of, of
    if verb is None and not is_theirs:
        return _by_anywhere(reading), "", None
    if reading.is_dropped(Role.BY):
        return None, "", None
    person = _asker(reading, lead)
    if verb is None:
        separator = _SEPARATOR_RE.match(reading.left, lead.end)
        reading.take(begin, separator.end() if separator else lead.end)
        return person, "", None
    return (person, *_after_verb(reading, begin, verb))


def _after_verb(reading: _Reading, begin: int, verb: re.Match[str]) -> tuple[str, Someone | None]:
    is_asking = re.fullmatch(_ASKS, verb["verb"], re.IGNORECASE) is not None
    if not is_asking:
        reading.take(begin, _said_from(reading, verb))
        return "", None
    us = _US_RE.match(reading.left, verb.end())
    asked_of, of, end = ("", None, us.end()) if us else _whom(reading, verb.end(), is_asking=True)
    reading.take(begin, _connected(reading, end))
    return asked_of, of


def _said_from(reading: _Reading, verb: re.Match[str]) -> int:
    """How far the words of saying go: "said that", but "worried about", which says something, is kept."""
    word = verb["verb"].lower()
    if word not in {"said", "says", "noted", "notes", "told", "raised", "flagged", "mentioned"}:
        return verb.start("verb")
    end = verb.end()
    if word == "told" and (us := _US_RE.match(reading.left, end)):
        end = us.end()
    that = re.compile(r"\s*(?:that\b|:|,)?\s*", re.IGNORECASE).match(reading.left, end)
    return that.end() if that else end


def _verb_after(reading: _Reading, end: int) -> re.Match[str] | None:
    """The verb after a subject, a time between them allowed: "Inspector B at 10:40 asked"."""
    verb = _VERB_RE.match(reading.left, end)
    if verb is not None or reading.is_dropped(Role.ASKED):
        return verb
    return None


def _who_by_verb(reading: _Reading, begin: int) -> tuple[Person | None, str, Someone | None]:
    """Nobody is named first: whom was it asked of, and does "from Inspector B" stand further on?"""
    if (start := _VERB_RE.match(reading.left, begin)) and re.fullmatch(_ASKS, start["verb"], re.IGNORECASE):
        asked_of, of = _after_verb(reading, begin, start)
        return _by_anywhere(reading), asked_of, of
    for verb in re.finditer(r"\basked\s+", reading.left, re.IGNORECASE):
        found = reading.people.at(reading.left, verb.end(), _OURS)
        if found is not None and not reading.is_dropped(Role.OF):
            asked_of, of = _of(reading, found)
            return _by_anywhere(reading), asked_of, of
    return _by_anywhere(reading), "", None


def _by_anywhere(reading: _Reading) -> Person | None:
    """ "RHI data by 2pm from Inspector B"."""
    if reading.is_dropped(Role.BY):
        return None
    for match in _FROM_RE.finditer(reading.left):
        found = reading.people.at(reading.left, match.end(), _THEIRS)
        if found is None:
            continue
        person = _asker(reading, found, start=match.start())
        if person is not None:
            verb = _VERB_RE.match(reading.left, found.end)
            reading.take(match.start(), verb.end() if verb else found.end)
        return person
    return None


def _whom(reading: _Reading, position: int, *, is_asking: bool) -> tuple[str, Someone | None, int]:
    """Of whom it was asked, from ``position`` on, and where that ends."""
    space = re.compile(r"\s*(?:the\s+|our\s+)?", re.IGNORECASE).match(reading.left, position)
    start = space.end() if space else position
    if reading.is_dropped(Role.OF):
        return "", None, position
    found = reading.people.at(reading.left, start, _OURS)
    if found is not None:
        asked_of, of = _of(reading, found)
        return asked_of, of, found.end
    if (
        not is_asking
        or _CONNECT_RE.match(reading.left, position)
        or _QUESTION_RE.match(reading.left, position)
    ):
        return "", None, position
    whom = _WHOM_RE.match(reading.left, position)
    if whom is None or _NOTHING in whom.group() or not _may_be_somebody(whom["whom"]):
        return "", None, position
    asked_of = whom["whom"].strip()
    reading.chip(Role.OF, f"asked of {asked_of}", whom.start("whom"), whom.end())
    return asked_of, None, whom.end()


def _may_be_somebody(words: str) -> bool:
    """Whether words after "asked" name somebody we do not know: a role, a team, a capital letter."""
    last = words.split()[-1].casefold()
    is_group = last in {
        "team",
        "service",
        "desk",
        "office",
        "lead",
        "manager",
        "head",
        "panel",
        "staff",
        "colleagues",
    }
    return is_group or words.casefold() in ROLE_WORDS or (words[:1].isupper() and len(words.split()) <= 3)


def _of(reading: _Reading, found: Someone) -> tuple[str, Someone | None]:
    words = reading.line[found.start : found.end]
    if reading.is_dropped(Role.OF):
        return "", None
    has_owner = any(chip.role == Role.OWNER for chip in reading.chips)
    person = _one_of(reading, found, Role.OWNER)
    if person is None:
        _several(reading, Role.OWNER, found, found.start)
        return words, None
    if has_owner or reading.is_dropped(Role.OWNER):
        reading.chip(Role.OF, f"asked of {_said(reading, found, person)}", found.start, found.end)
        return words, None
    reading.chip(Role.OWNER, f"owner {_said(reading, found, person)}", found.start, found.end)
    return words, Someone((person,), found.start, found.end, found.by_role)


def _asker(reading: _Reading, found: Someone, *, start: int | None = None) -> Person | None:
    person = _one_of(reading, found, Role.BY)
    if person is None:
        _several(reading, Role.BY, found, found.start if start is None else start)
        return None
    name = person.short_name
    said = f"{person.known_as} · {name}" if person.known_as and person.known_as != name else name
    reading.chip(Role.BY, f"by {said}", found.start, found.end)
    return person


def _one_of(reading: _Reading, found: Someone, role: Role) -> Person | None:
    chosen = reading.corrections.chosen.get(role)
    people = [each for each in found.people if each.id == chosen] or list(found.people)
    return people[0] if len(people) == 1 else None


def _several(reading: _Reading, role: Role, found: Someone, start: int) -> None:
    words = reading.line[found.start : found.end]
    choices = tuple((each.id, f"{each.label}, {each.role}".rstrip(", ")) for each in found.people)
    reading.chip(role, f"“{words}”: {len(found.people)} people", start, found.end, choices)


def _said(reading: _Reading, found: Someone, person: Person) -> str:
    """ "AD · R. Quinn" when a role was typed, else the label."""
    words = reading.line[found.start : found.end]
    return f"{words} · {person.label}" if found.by_role else person.label


def _connected(reading: _Reading, end: int) -> int:
    connect = _CONNECT_RE.match(reading.left, end)
    return connect.end() if connect else end


def _child(reading: _Reading) -> str:
    if reading.is_dropped(Role.CHILD):
        return ""
    match = _CHILD_RE.search(reading.line)
    if match is None:
        return ""
    code = f"C-{match['number']}"
    reading.chip(Role.CHILD, f"child {code}", match.start(), match.end())
    return code


def _tidy(left: str) -> str:
    """What is left of the line, without the gaps and the signs that held the rest together."""
    words = re.sub(rf"[\s{_NOTHING}]+", " ", left)
    words = re.sub(r"\s+([,.;:!?])", r"\1", words)
    words = re.sub(r"\(\s*\)", "", words)
    return re.sub(r"\s{2,}", " ", words).strip(" ,;:–—-")
