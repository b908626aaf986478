"""Already supplied? Requests, given items and figures that resemble a line, with why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from types import MappingProxyType

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from ilacs_desktop.domain.changes import Ref

from .thesaurus import NOTIONS, SMALL, WEAK

STAGED = "staged"
"""The state of what the framework lets us expect."""

_WORD_RE = re.compile(r"[^\W_]+")
_OF_SOMEBODY_RE = re.compile(r"['’](?:s\b)?")
_LEAST = 40
_MOST = 24
_COUNTED = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_NUMBERS = MappingProxyType(
    {
        **{
            word: str(number)
            for number, word in enumerate(_COUNTED, 1)
        },
        "second": "2",
        "2nd": "2",
        "third": "3",
        "3rd": "3",
        "eighteen": "18",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Supplied:
    """Something that may answer a question: a request, a line of the given register, a figure."""

    ref: Ref
    label: str
    title: str
    text: str
    state: str = ""
    is_given: bool = False


@dataclass(frozen=True, slots=True)
class Similar:
    """One thing that resembles the line; ``score`` runs from 0 to 100, ``why`` says in what."""

    ref: Ref
    label: str
    title: str
    state: str
    score: int
    why: str
    is_given: bool = False

    @property
    def is_staged(self) -> bool:
        """Whether it is expected and nobody has asked for it yet."""
        return self.state == STAGED


def rank_similar(text: str, supplied: Iterable[Supplied], *, limit: int = 5) -> tuple[Similar, ...]:
    """What resembles ``text`` most, best first, at most ``limit``; nothing below a fair likeness.

    Likeness counts the notions of ``text`` found in the other, however they are worded, and those of the
    other's title found in ``text``; small words are left out and a slip of the finger is forgiven. Given
    items win a tie.
    """
    wanted = notions_of(text, is_typed=True)[:_MOST]
    if not wanted:
        return ()
    ranked = [similar for each in supplied if (similar := _compare(wanted, each)) is not None]
    ranked.sort(key=lambda each: (-each.score, not each.is_given, each.label))
    return tuple(ranked[:limit])


def ways_to_say(text: str) -> tuple[tuple[float, tuple[str, ...]], ...]:
    """For each notion of ``text`` its weight and the words that say it, for the index; weightiest first.

    Words that say next to nothing are among them only when ``text`` has no others.
    """
    wanted = notions_of(text, is_typed=True)[:_MOST]
    telling = [each for each in wanted if _weight(each) > 0.3] or list(wanted)
    telling.sort(key=lambda each: -_weight(each))
    return tuple((_weight(each), _WAYS.get(each, (each,))) for each in telling)


def notions_of(text: str, *, is_typed: bool = False) -> tuple[str, ...]:
    """What ``text`` is about, each notion once and in the order said; words of no known notion as they are.

    With ``is_typed`` a word one slip away from a known one is taken for that.
    """
    words = _levelled(text)
    if is_typed:
        words = [_mended(word) for word in words]
    found: list[str] = []
    at = 0
    while at < len(words):
        notions, length = _notion_at(words, at)
        found += notions
        at += length
    return tuple(dict.fromkeys(found))


def _notion_at(words: Sequence[str], at: int) -> tuple[tuple[str, ...], int]:
    """The notions said at a place, and by how many words."""
    for length in range(min(_LONGEST.get(words[at], 0), len(words) - at), 0, -1):
        if (said := _SAID.get(" ".join(words[at : at + length]))) is not None:
            return said, length
    word, after = words[at], words[at + 1 : at + 2]
    if word == "list" and after and after[0].isdigit():
        return ("list", f"list {after[0]}"), 2
    if word == "within" and after and after[0].isdigit():
        return ("timeliness",), 1
    return ((), 1) if word in SMALL else ((word,), 1)


def _levelled(text: str) -> list[str]:
    """The words without case, signs and endings; numbers as digits."""
    plain = _OF_SOMEBODY_RE.sub("", text.casefold())
    return [_stem(word) for word in _WORD_RE.findall(plain)]


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    if word in _NUMBERS:
        return _NUMBERS[word]
    if word == "children":
        return "child"
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 2 and word.endswith("s") and not word.endswith("ss") and word not in SMALL:
        return word[:-1]
    return word


def _mended(word: str) -> str:
    """``word``, or the known word that is one slip of the finger away."""
    if len(word) < 6 or word in _KNOWN or word in SMALL:
        return word
    found = process.extractOne(word, _KNOWN_LONG, scorer=OSA.distance, score_cutoff=1)
    return found[0] if found is not None and found[0][0] == word[0] else word


def _weight(notion: str) -> float:
    if notion in WEAK:
        return WEAK[notion]
    if notion.isdigit():
        return 0.55
    return 1.0 if notion in _WAYS or notion.startswith("list ") else 0.8


def _compare(wanted: Sequence[str], other: Supplied) -> Similar | None:
    title = notions_of(other.title)
    others = frozenset((*title, *notions_of(other.text)))
    shared = [notion for notion in wanted if notion in others or _nearly(notion, others)]
    if not shared:
        return None
    strong = sum(_weight(each) for each in shared)
    cover = strong / sum(_weight(each) for each in wanted)
    back = sum(_weight(each) for each in title if each in shared) / (sum(map(_weight, title)) or 1)
    likeness = fuzz.token_set_ratio(" ".join(wanted), " ".join(others)) / 100
    score = round(60 * cover + 28 * back + 12 * likeness)
    if score < _LEAST or (strong < 0.8 and cover < 1):
        return None
    return Similar(
        ref=other.ref,
        label=other.label,
        title=other.title,
        state=other.state,
        score=min(score, 100),
        why="shares " + ", ".join(shared[:4]),
        is_given=other.is_given,
    )


def _nearly(word: str, others: Iterable[str]) -> bool:
    """Whether one of ``others`` begins with ``word``, as while it is typed, or is one slip away."""
    if len(word) < 5 or word in _WAYS:
        return False
    return any(
        len(other) >= 5 and word[0] == other[0] and (other.startswith(word) or fuzz.ratio(word, other) >= 84)
        for other in others
    )


def _said() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Levelled words to notions, and notions to all the ways they are said."""
    said: dict[str, tuple[str, ...]] = {}
    ways: dict[str, list[str]] = {}
    for names, line in NOTIONS.items():
        notions = tuple(names.split("+"))
        for way in line.split("|"):
            said[" ".join(_levelled(way))] = notions
            for notion in notions:
                ways.setdefault(notion, []).append(way)
                if re.search(r"\bchild\b", way):
                    ways[notion].append(re.sub(r"\bchild\b", "children", way))
    return said, {notion: tuple(each) for notion, each in ways.items()}


_SAID, _WAYS = _said()
_LONGEST = {
    first: max(len(way.split()) for way in ways)
    for first, ways in groupby(sorted(_SAID), key=lambda way: way.split()[0])
}
"""By its first word, how many words the longest way of saying something has."""
_KNOWN = frozenset(word for way in _SAID for word in way.split())
_KNOWN_LONG = tuple(sorted(word for word in _KNOWN if len(word) >= 5))
