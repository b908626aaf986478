"""Choosing children: why, by the IDs of an e-mail, and by a draw that anybody can repeat."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")
_AROUND = "\"'()[]<>{}.,;:!?*•·–—-_\u2018\u2019\u201c\u201d\u00a0"
_NOT_AN_ID = re.compile(
    r"\d{1,2}[:.]\d\d(am|pm)?|\d{1,2}(am|pm|st|nd|rd|th)|\d{1,2}[/.-]\d{1,2}([/.-]\d{2,4})?|\d{4}-\d\d-\d\d",
    re.IGNORECASE,
)
_FEWEST_DIGITS = 3


NO_TEAM, NO_COHORT, NO_LOCALITY = "no team", "no cohort", "locality not known"
"""Children of whom nobody says it; they are counted and looked for by these words."""


class ReasonKind(StrEnum):
    """Why a child was chosen."""

    SAMPLED = "sampled by Ofsted"
    TRACKED = "tracked by Ofsted"
    AUDIT = "audit asked for by Ofsted"
    OURS = "chosen by us"
    GOOD_PRACTICE = "good practice"
    REFERRED_BACK = "referred back by an inspector"


@dataclass(frozen=True, slots=True)
class ChildFilter:
    """Which children are looked for; what is blank does not matter. ``weak_spot`` is a kind of weak spot.

    With ``leads`` the cohort has to be the most telling of the child's, as coverage counts it.
    """

    text: str = ""
    cohort: str = ""
    team: str = ""
    locality: str = ""
    weak_spot: str = ""
    leads: bool = False
    not_chosen: bool = False
    """Only those for whom there is no session yet."""

    @property
    def said(self) -> str:
        """The filter in words: "child in care, Care 1"."""
        cohort = f"{self.cohort} first" if self.cohort and self.leads else self.cohort
        chosen = "not chosen yet" if self.not_chosen else ""
        words = (self.text.strip(), cohort, self.team, self.locality, self.weak_spot, chosen)
        return ", ".join(word for word in words if word)


@dataclass(frozen=True, slots=True)
class PastedIds:
    """What a pasted text named: children we know by ID, IDs we do not know, what stood there twice.

    ``waiting`` are those found who are chosen already and wait to be planned; ``names`` is how many names
    of people the text seems to hold.
    """

    found: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    names: int = 0


@dataclass(frozen=True, slots=True)
class Draw:
    """A random draw: what was drawn from, the seed, and who was drawn, by ID."""

    seed: str
    among: int
    child_ids: tuple[str, ...]
    filters: str = ""

    @property
    def said(self) -> str:
        """The draw in words, enough to repeat it: "random draw of 6 of 143 (child in care), seed 4711"."""
        of = f" ({self.filters})" if self.filters else ""
        return f"random draw of {len(self.child_ids)} of {self.among:,}{of}, seed {self.seed}"


def reason_kind_of(reason: str) -> ReasonKind | None:
    """The kind a reason in words begins with, if it does: "Sampled by Ofsted" and the like."""
    said = reason.strip().casefold()
    return next((kind for kind in ReasonKind if said.startswith(kind.value.casefold())), None)


def words_like_ids(text: str) -> tuple[str, ...]:
    """Each word of a pasted text that may be an ID, in its order, as often as it stands there.

    An ID holds three figures or more; times, dates and "2nd" are none. What stands around it (brackets,
    quotes, full stops, bullets) is left out, and so is the ".0" a spreadsheet leaves behind.
    """
    found = []
    for word in re.split(r"[\s,;|]+", text):
        bare = word.strip(_AROUND)
        if bare.endswith(".0") and bare[:-2].isdigit():
            bare = bare[:-2]
        if sum(letter.isdigit() for letter in bare) >= _FEWEST_DIGITS and not _NOT_AN_ID.fullmatch(bare):
            found.append(bare)
    return tuple(found)


def spellings(word: str) -> tuple[str, ...]:
    """The ways an ID may be kept with us: as it stands, in capitals, in small letters, without zeros."""
    bare = word.lstrip("0") if word.isdigit() else word
    return tuple(dict.fromkeys(each for each in (word, word.upper(), word.lower(), bare) if each))


def sort_ids(words: Sequence[str], known: Mapping[str, str]) -> PastedIds:
    """What the words of a pasted text name; ``known`` are the child's ID by each of its spellings."""
    found: list[str] = []
    unknown: list[str] = []
    repeated: list[str] = []
    for word in words:
        child = next((known[each] for each in spellings(word) if each in known), None)
        if child is None:
            unknown.append(word)
        elif child in found:
            repeated.append(child)
        else:
            found.append(child)
    return PastedIds(tuple(found), tuple(dict.fromkeys(unknown)), tuple(dict.fromkeys(repeated)))


def draw(child_ids: Iterable[str], count: int, *, seed: str) -> tuple[str, ...]:
    """``count`` of ``child_ids`` by chance; the same seed and the same children give the same draw anywhere.

    Each ID is put with the seed through SHA-256, and the smallest results are drawn. So the order in which
    children are given does not matter, and one child more or less changes at most one of those drawn.

    Raises:
        ValueError: ``count`` is negative.
    """
    if count < 0:
        raise ValueError("a draw has no negative count")
    return tuple(sorted(dict.fromkeys(child_ids), key=lambda each: _lot(seed, each))[:count])


def _lot(seed: str, child_id: str) -> tuple[bytes, str]:
    return hashlib.sha256(f"{seed}\0{child_id}".encode()).digest(), child_id
