"""Deadlines that name a slot: before the care leavers session, 30 min after the end of Thursday's visit.

A slot is only taken where the words name one that is still to come, and no other; where they fit
several, all are offered. Words that name none stay in the line as text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from ilacs_desktop.domain.info_requests.anchors import Anchor, Edge, anchored_at
from ilacs_desktop.domain.moments import day_of, said_time, said_when
from ilacs_desktop.domain.timetable import Slot, SlotKind

_COUNTED = MappingProxyType(
    {"an": 1, "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10, "fifteen": 15,
     "twenty": 20, "thirty": 30, "forty": 40, "sixty": 60, "ninety": 90}
)  # fmt: skip
LEAD_RE = re.compile(
    r"(?<![\w-])(?:(?:by|needed|wanted|due)\s+)?(?:(?:(?P<half>half\s+an\s+hour)|"
    rf"(?P<many>\d{{1,3}}|{'|'.join(_COUNTED)})\s*(?P<unit>min(?:ute)?s?|m|hours?|hrs?|h))\s+)?"
    r"(?P<side>before\s+the\s+end\s+of|after\s+the\s+end\s+of|by\s+the\s+end\s+of|by\s+the\s+start\s+of|"
    r"before\s+the\s+start\s+of|before|ahead\s+of|in\s+time\s+for|after)\s+",
    re.IGNORECASE,
)
_NOT_BEFORE_RE = re.compile(r"\b(?:day|days|evening|night|morning|afternoon|week|weeks)\s+$", re.IGNORECASE)
_TOKEN_RE = re.compile(r"\d{1,2}[:.]\d\d|\d{1,2}\s?[ap]m\b|[^\W_][\w’'-]*", re.IGNORECASE)
_WORD_RE = re.compile(r"[^\W_][\w-]*")
_GAP_RE = re.compile(r"[\s,/&(]*")
SMALL = frozenset(
    {"the", "a", "an", "of", "for", "in", "with", "to", "on", "at", "and", "our", "their", "his", "her",
     "this", "next"}
)  # fmt: skip
_NOUNS = frozenset(
    {"session", "meeting", "slot", "visit", "observation", "interview", "group", "conversation", "discussion",
     "kit", "panel", "call", "briefing", "feedback", "tour", "walkthrough", "huddle", "drop-in"}
)  # fmt: skip
"""Words that say that a slot is meant; those that are in the slot's own words narrow too."""
_ANY = frozenset({"session", "meeting", "slot"})
_KIND_WORDS = MappingProxyType(
    {
        SlotKind.CASE_SESSION: ("case", "session", "records"),
        SlotKind.KEEP_IN_TOUCH: ("kit", "keep", "in", "touch", "keep-in-touch"),
    }
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_STOPS = frozenset({"re", "regarding", "kloe", "please", "pls", "thanks", "from", "by"})
MOST_CHOICES = 8


@dataclass(frozen=True, slots=True)
class Hung:
    """Words that hang a deadline on a slot: exactly one, or several between which nothing is chosen."""

    slots: tuple[Slot, ...]
    edge: Edge
    minutes: int
    start: int
    end: int
    names_at: int
    """Where the name of the slot begins."""


def may_name_a_slot(line: str) -> bool:
    """Whether it is worth while to look the slots up for ``line``."""
    return LEAD_RE.search(line) is not None


def find_slot(line: str, asked_at: datetime, slots: Sequence[Slot]) -> Hung | None:
    """The slot on which ``line`` hangs its deadline, or None; only slots after ``asked_at`` count.

    Characters already understood are handed in as NUL and end the name.
    """
    return SlotNames(slots, asked_at).find(line) if may_name_a_slot(line) else None


class SlotNames:
    """The slots that can carry a deadline asked for at one moment, made ready for being named."""

    def __init__(self, slots: Sequence[Slot], asked_at: datetime) -> None:
        self._asked_at = asked_at
        self._named = tuple(
            _Named(slot, asked_at) for slot in slots if slot.takes_time and slot.kind is not SlotKind.BLOCKER
        )

    def find(self, line: str) -> Hung | None:
        """The slot, or the several, that ``line`` names."""
        for lead in LEAD_RE.finditer(line):
            if _NOT_BEFORE_RE.search(line[: lead.start("side")]):
                continue
            edge, minutes = _edge(lead), _minutes(lead)
            candidates = [each for each in self._named if due_on(each.slot, edge, minutes) > self._asked_at]
            found, end = _run(line, lead.end(), candidates)
            if found:
                slots = tuple(each.slot for each in found[:MOST_CHOICES])
                return Hung(slots, edge, minutes, lead.start(), end, lead.end())
        return None


def said_slot(slot: Slot, now: datetime) -> str:
    """A slot as one of several to choose from: ``Thu 10:00 C-014 records with Inspector B``."""
    return f"{said_when(slot.starts_at, now)} {slot.title_with_inspectors}"


def due_on(slot: Slot, edge: Edge, minutes: int) -> datetime:
    """Where the deadline is as long as the slot stands where it does."""
    return anchored_at(Anchor(slot.uid, edge, minutes, slot), slot.starts_at, slot.ends_at)


def _edge(lead: re.Match[str]) -> Edge:
    side = lead["side"].lower()
    return Edge.END if "end" in side or side == "after" else Edge.START


def _minutes(lead: re.Match[str]) -> int:
    if lead["half"]:
        return 30
    if not lead["many"]:
        return 0
    many = int(lead["many"]) if lead["many"].isdigit() else _COUNTED[lead["many"].lower()]
    return many * 60 if lead["unit"].lower().startswith("h") else many


class _Named:
    """What one slot can be called by: the words of its title, its kind and its people, its day and time."""

    __slots__ = ("code", "day", "slot", "time", "title", "weekday", "words")

    def __init__(self, slot: Slot, asked_at: datetime) -> None:
        self.slot = slot
        people = " ".join(part.name for part in slot.parts)
        title = _WORD_RE.findall(slot.title.casefold())
        others = _WORD_RE.findall(f"{slot.kind.value} {people}".casefold())
        self.words = {_stem(word) for word in (*title, *others, *_KIND_WORDS.get(slot.kind, ()))}
        self.title = tuple(_stem(word) for word in title if word not in SMALL)
        self.code = slot.case_code.casefold()
        self.time = said_time(slot.starts_at)
        ahead = (slot.day - day_of(asked_at)).days
        self.weekday = _DAYS[slot.day.weekday()] if 0 <= ahead < 7 else ""
        self.day = {0: ("today",), 1: ("tomorrow", "tmrw", "tmw")}.get(ahead, ())

    def has(self, said: str, time_said: str) -> bool:
        """Whether one word can be about it; ``time_said`` is that word as a time of day, if it is one."""
        if time_said:
            return time_said == self.time
        stem = _stem(said)
        if stem in self.words or said in self.day:
            return True
        if len(said) >= 3 and self.weekday.startswith(said):
            return True
        return len(stem) >= 4 and any(word.startswith(stem) for word in self.words)

    def is_whole(self, told: Collection[str]) -> bool:
        """Whether everything its title says was said, as in "before front door thresholds"."""
        if self.code and self.code in told:
            return True
        stems = [_stem(said) for said in told]
        return len(self.title) > 1 and all(
            any(word == said or (len(said) >= 4 and word.startswith(said)) for said in stems)
            for word in self.title
        )


def _run(line: str, position: int, candidates: Sequence[_Named]) -> tuple[Sequence[_Named], int]:
    """The slots that the longest run of words at ``position`` names, and where the run ends."""
    told: set[str] = set()
    has_noun, at, end = False, position, position
    for token in _TOKEN_RE.finditer(line, position):
        if not _GAP_RE.fullmatch(line[at : token.start()]):
            break
        at = token.end()
        said = re.sub(r"['’]s?$", "", token.group().casefold())
        if said in _STOPS:
            break
        if said in SMALL and not (len(said) == 1 and "inspector" in told):
            continue
        time_said = _time_said(said)
        fitting = [each for each in candidates if each.has(said, time_said)]
        if fitting:
            candidates = fitting
            told.add(said)
        elif said not in _ANY:
            break
        has_noun = has_noun or said in _NOUNS
        end = token.end()
    telling = told - _NOUNS
    is_sure = bool(telling) and (has_noun or any(each.is_whole(told) for each in candidates))
    is_kit = "kit" in told and not telling
    return (candidates, end) if is_sure or is_kit else ((), end)


def _time_said(said: str) -> str:
    """``10:30`` for 10:30, 10.30 or 2pm; empty for a word that is no time."""
    if match := re.fullmatch(r"(\d{1,2})\s?([ap])m", said):
        return f"{int(match[1]) % 12 + (12 if match[2] == 'p' else 0):02d}:00"
    return said.replace(".", ":").zfill(5) if re.fullmatch(r"\d{1,2}[:.]\d\d", said) else ""


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
