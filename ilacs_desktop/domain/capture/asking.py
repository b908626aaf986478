"""Who asked, and of whom: the subject of a line, its verb and what comes next."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from ilacs_desktop.domain.people import Person, Side

from .reading import ALL, NOTHING, OURS, THEIRS, Reading, one_of, said, several
from .shapes import Role
from .who import ROLE_WORDS, Someone

_ASKS = (
    r"(?:asked|asks|ask|wants|wanted|want|requested|requests|needs|needed|need|would\s+(?:like|love|welcome|appreciate|be\s+grateful)|['’]d\s+like|is\s+after|"
    r"looking\s+for|is\s+looking\s+for|chasing|chased|queried|queries|inquired|enquired|wishes|rang|called|phoned|emailed|"
    r"mailed|texted|messaged)"
)
_ASKS_SOMEBODY = re.compile(
    r"(?:asked|asks|ask|requested|requests|chasing|chased|queried|queries|rang|called|phoned|emailed|mailed|texted|"
    r"messaged)",
    re.IGNORECASE,
)
_SAYS = (
    r"(?:said|says|noted|notes|told|raised|flagged|mentioned|praised|liked|saw|heard|observed|thinks|thought|worried|"
    r"concerned|impressed|pleased|interested|curious)"
)
_AUX = r"(?:(?:is|was|has|had|have|also|just|now|again|then|very|not|really|still)\s+)*"
_COMMON = (
    "asked",
    "asks",
    "wants",
    "wanted",
    "needs",
    "needed",
    "requests",
    "requested",
    "chasing",
    "chased",
)
_SLIP_RE = re.compile(rf"\s+{_AUX}(?P<verb>[^\W\d_]{{4,9}})\b(?=\s)", re.IGNORECASE)
_VERB_RE = re.compile(rf"\s*{_AUX}(?P<verb>{_ASKS}|{_SAYS})\b", re.IGNORECASE)
SEPARATOR_RE = re.compile(r"\s*(?::|,|–|—|\s-\s)\s*")
_BY_RE = re.compile(r"\s*by\s+", re.IGNORECASE)
_CONNECT_RE = re.compile(
    r"[\s\x00,]*(?:for|about|to\s+(?:see|have|get|know|look\s+at|provide|supply|send|share|give)|to|with)\s+",
    re.IGNORECASE,
)
_QUESTION_RE = re.compile(
    r"\s*(?:if|whether|how|what|why|when|who|whose|which|where|that|to|is|are|do|does|can|could)\b",
    re.IGNORECASE,
)
_ARROW_RE = re.compile(r"\s*(?:-+>|=>|→)\s*")
_OWN_RE = re.compile(r"['’]s\s+(?:request|ask|question)\s*(?::|\bfor\b|\bis\b|-|–)\s*", re.IGNORECASE)
_AND_RE = re.compile(r"\s*(?:/|&|\+|,|\band\b)\s*", re.IGNORECASE)
_ASKING_RE = re.compile(rf"\s+{_AUX}(?P<verb>{_ASKS})\b", re.IGNORECASE)
_WORD_RE = re.compile(r"(?<![\w@#])\w")
_LONGEST_NAME = 4
_US_RE = re.compile(r"\s*(?:us|me|we)\b", re.IGNORECASE)
_WHOM_RE = re.compile(
    r"\s*(?P<whom>(?:the\s+|our\s+)?(?:[\w’'/&-]+\s+){0,3}?[\w’'/&-]+)(?=\s+(?:for|about|to|if|whether|how|what|why|when|"
    r"who|which|where)\s)",
    re.IGNORECASE,
)
_ASK_US_RE = re.compile(r"(?:please\s+)?(?:ask|chase|get)\s+", re.IGNORECASE)
_FROM_RE = re.compile(r"(?<![\w@])(?:from|by|for|per|via|says|asks)\s+(?:the\s+)?", re.IGNORECASE)


def who_asked(reading: Reading) -> tuple[Person | None, str, Someone | None]:
    """Who asked, of whom in the words used, and who that is."""
    begin = reading.begin()
    imperative = _ASK_US_RE.match(reading.left, begin)
    if imperative is not None:
        asked_of, of, end = _whom(reading, imperative.end())
        if end > imperative.end():
            reading.take(begin, _connected(reading, end))
        return _by_anywhere(reading), asked_of, of
    first = re.compile(
        r"(?:the\s+)?(?:(?:call|email|mail|message|note|text|request|question)\s+)?(?:from\s+)?",
        re.IGNORECASE,
    )
    opening = first.match(reading.left, begin)
    start = opening.end() if opening else begin
    lead = reading.people.at(reading.left, start, THEIRS) or reading.people.at(reading.left, start, ALL)
    if lead is None:
        lead = _in_small(reading, start)
    if lead is None:
        return _who_by_verb(reading, begin)
    lead = _and_others(reading, lead)
    verb = _verb_at(reading.left, lead.end)
    is_theirs = all(person.side is Side.INSPECTORATE for person in lead.people)
    if verb is not None and verb.word == "asked" and (by := _BY_RE.match(reading.left, verb.end)):
        asker = reading.people.at(reading.left, by.end(), THEIRS)
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
    whole = reading.left
    asked_of, of = (
        _after_verb(reading, begin, verb) if verb is not None else _without_verb(reading, begin, lead)
    )
    if person is None:
        reading.left = whole
    return person, asked_of, of


def _without_verb(reading: Reading, begin: int, lead: Someone) -> tuple[str, Someone | None]:
    """“Marsh: caseloads”, “Marsh’s request: caseloads”, “Marsh -> AD: caseloads”."""
    asked_of, of, end = "", None, lead.end
    if arrow := _ARROW_RE.match(reading.left, end):
        found = reading.people.at(reading.left, arrow.end(), OURS, in_small=True)
        if found is not None and not reading.is_dropped(Role.OF):
            asked_of, of = _of(reading, found)
            end = found.end
    separator = _OWN_RE.match(reading.left, end) or SEPARATOR_RE.match(reading.left, end)
    reading.take(begin, separator.end() if separator else end)
    return asked_of, of


def _in_small(reading: Reading, start: int) -> Someone | None:
    """An inspector whose name lacks its capital, where a verb of asking or an arrow follows."""
    found = reading.people.at(reading.left, start, THEIRS, in_small=True)
    if found is None:
        return None
    verb = _VERB_RE.match(reading.left, found.end)
    return found if verb or _ARROW_RE.match(reading.left, found.end) else None


def _and_others(reading: Reading, lead: Someone) -> Someone:
    """“Ward/Marsh want”: when a second inspector is named beside the first, it is either of them."""
    joined = _AND_RE.match(reading.left, lead.end)
    other = reading.people.at(reading.left, joined.end(), THEIRS) if joined else None
    if other is None or not any(each.side is Side.INSPECTORATE for each in lead.people):
        return lead
    people = {each.id: each for each in (*lead.people, *other.people)}
    return Someone(tuple(people.values()), lead.start, other.end)


@dataclass(frozen=True, slots=True)
class _Verb:
    """A verb of asking or saying: the word meant, in small letters, where it starts and where it ends."""

    word: str
    start: int
    end: int


def _verb_at(line: str, position: int) -> _Verb | None:
    """The verb at ``position``, helping words before it left out; one slip of the finger is forgiven."""
    found = _VERB_RE.match(line, position)
    if found is not None:
        return _Verb(found["verb"].lower(), found.start("verb"), found.end())
    slip = _SLIP_RE.match(line, position)
    if slip is None:
        return None
    typed = slip["verb"].lower()
    for word in _COMMON:
        if word[0] == typed[0] and OSA.distance(word, typed) == 1:
            return _Verb(word, slip.start("verb"), slip.end())
    return None


def _after_verb(reading: Reading, begin: int, verb: _Verb) -> tuple[str, Someone | None]:
    if re.fullmatch(_ASKS, verb.word) is None:
        reading.take(begin, _said_from(reading, verb))
        return "", None
    us = _US_RE.match(reading.left, verb.end)
    asked_of, of, end = "", None, us.end() if us else verb.end
    if us is None and _ASKS_SOMEBODY.fullmatch(verb.word):
        asked_of, of, end = _whom(reading, verb.end)
    reading.take(begin, _connected(reading, end))
    return asked_of, of


def _said_from(reading: Reading, verb: _Verb) -> int:
    """How far the words of saying go: "said that", but "worried about", which says something, is kept."""
    if verb.word not in {"said", "says", "noted", "notes", "told", "raised", "flagged", "mentioned"}:
        return verb.start
    end = verb.end
    if verb.word == "told" and (us := _US_RE.match(reading.left, end)):
        end = us.end()
    that = re.compile(r"\s*(?:that\b|:|,)?\s*", re.IGNORECASE).match(reading.left, end)
    return that.end() if that else end


def _who_by_verb(reading: Reading, begin: int) -> tuple[Person | None, str, Someone | None]:
    """Nobody is named first: whom was it asked of, and does "from Inspector B" stand further on?"""
    start = _VERB_RE.match(reading.left, begin)
    if start is not None and re.fullmatch(_ASKS, start["verb"], re.IGNORECASE):
        verb = _Verb(start["verb"].lower(), start.start("verb"), start.end())
        asked_of, of = _after_verb(reading, begin, verb)
        return _by_anywhere(reading), asked_of, of
    if (further := _asker_further_on(reading)) is not None:
        return further
    for asked in re.finditer(r"\basked\s+", reading.left, re.IGNORECASE):
        found = reading.people.at(reading.left, asked.end(), OURS)
        if found is not None and not reading.is_dropped(Role.OF):
            asked_of, of = _of(reading, found)
            return _by_anywhere(reading), asked_of, of
    return _by_anywhere(reading), "", None


def _asker_further_on(reading: Reading) -> tuple[Person | None, str, Someone | None] | None:
    """“In the corridor Inspector B asked AD for”: one inspector and a verb of asking after other words."""
    if reading.is_dropped(Role.BY):
        return None
    for verb in _ASKING_RE.finditer(reading.left):
        before = [word.start() for word in _WORD_RE.finditer(reading.left, 0, verb.start())]
        for start in before[-_LONGEST_NAME:]:
            found = reading.people.at(reading.left[: verb.start()], start, THEIRS)
            if found is None or found.end != verb.start() or len(found.people) > 1:
                continue
            person = _asker(reading, found)
            said = _Verb(verb["verb"].lower(), verb.start("verb"), verb.end())
            return (person, *_after_verb(reading, start, said))
    return None


def _by_anywhere(reading: Reading) -> Person | None:
    """“RHI data by 2pm from Inspector B”."""
    if reading.is_dropped(Role.BY):
        return None
    for match in _FROM_RE.finditer(reading.left):
        found = reading.people.at(reading.left, match.end(), THEIRS)
        if found is None:
            continue
        person = _asker(reading, found, start=match.start())
        if person is not None:
            verb = _VERB_RE.match(reading.left, found.end)
            reading.take(match.start(), verb.end() if verb else found.end)
        return person
    return None


def _whom(reading: Reading, position: int) -> tuple[str, Someone | None, int]:
    """Of whom it was asked, from ``position`` on, and where that ends."""
    space = re.compile(r"\s*(?:the\s+|our\s+)?", re.IGNORECASE).match(reading.left, position)
    start = space.end() if space else position
    if reading.is_dropped(Role.OF):
        return "", None, position
    found = reading.people.at(reading.left, start, OURS)
    if found is not None:
        asked_of, of = _of(reading, found)
        return asked_of, of, found.end
    if _CONNECT_RE.match(reading.left, position) or _QUESTION_RE.match(reading.left, position):
        return "", None, position
    whom = _WHOM_RE.match(reading.left, position)
    if whom is None or NOTHING in whom.group() or not _may_be_somebody(whom["whom"]):
        return "", None, position
    asked_of = whom["whom"].strip()
    reading.chip(Role.OF, f"asked of {asked_of}", whom.start("whom"), whom.end())
    return asked_of, None, whom.end()


def _may_be_somebody(words: str) -> bool:
    """Whether words after "asked" name somebody we do not know: a role, a team, a capital letter."""
    last = words.rsplit(maxsplit=1)[-1].casefold()
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


def _of(reading: Reading, found: Someone) -> tuple[str, Someone | None]:
    words = reading.line[found.start : found.end]
    if reading.is_dropped(Role.OF):
        return "", None
    has_owner = any(chip.role == Role.OWNER for chip in reading.chips)
    only = found.people[0] if len(found.people) == 1 else None
    person = only if has_owner else one_of(reading, found, Role.OWNER)
    if person is None:
        several(reading, Role.OWNER, found, found.start)
        return words, None
    if has_owner or reading.is_dropped(Role.OWNER):
        reading.chip(Role.OF, f"asked of {said(reading, found, person)}", found.start, found.end)
        return words, None
    reading.chip(Role.OWNER, f"owner {said(reading, found, person)}", found.start, found.end)
    return words, Someone((person,), found.start, found.end, found.by_role)


def _asker(reading: Reading, found: Someone, *, start: int | None = None) -> Person | None:
    person = one_of(reading, found, Role.BY)
    if person is None:
        several(reading, Role.BY, found, found.start if start is None else start)
        return None
    reading.chip(Role.BY, said_by(person), found.start, found.end)
    return person


def said_by(person: Person) -> str:
    """``by Inspector B · P. Marsh``."""
    name = person.short_name
    return f"by {person.known_as} · {name}" if person.known_as and person.known_as != name else f"by {name}"


def _connected(reading: Reading, end: int) -> int:
    connect = _CONNECT_RE.match(reading.left, end)
    return connect.end() if connect else end
