"""Already supplied? Requests and given items that resemble a line, with why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from ilacs_desktop.domain.changes import Ref

_SMALL = frozenset(
    """
    a an and any are as asked asks at be been by can could data do for from had has have how i if in
    information is it its list many me more much need needs of on or our please re request see send show
    some that the their them then there these they this to today tomorrow up us want wants was we what
    when where which who why will with would you your
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a column of quotation marks
)
_SHORT_FOR = {
    "rhi": "return interview",
    "rhis": "return interview",
    "cp": "child protection",
    "cin": "child in need",
    "cla": "child in care",
    "lac": "child in care",
    "cic": "child in care",
    "cl": "care leaver",
    "ehe": "elective home education",
    "uasc": "unaccompanied asylum",
    "edt": "emergency duty",
    "mash": "front door",
    "pep": "personal education plan",
    "plo": "pre proceeding",
    "hr": "workforce",
    "eh": "early help",
}
_SAME = {"children": "child", "kids": "child", "staff": "workforce", "looked": "care"}
_LEAST = 48


@dataclass(frozen=True, slots=True)
class Supplied:
    """Something that may answer a question: a request or a line of the given register."""

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


def _words(text: str) -> tuple[str, ...]:
    found: list[str] = []
    for word in re.findall(r"[a-z0-9]+", text.lower().replace("’", "'").replace("'s", "")):
        if word in _SMALL:
            continue
        found.extend(_SAME.get(part, _stem(part)) for part in _SHORT_FOR.get(word, word).split())
    return tuple(dict.fromkeys(found))


def _stem(word: str) -> str:
    for ending, instead in (("ies", "y"), ("ses", "s"), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return word[: -len(ending)] + instead
    return word


def rank_similar(text: str, supplied: Iterable[Supplied], *, limit: int = 5) -> tuple[Similar, ...]:
    """What resembles ``text`` most, best first, at most ``limit``; nothing below a fair likeness.

    Likeness counts the words of ``text`` found in the other, small words left out and common
    abbreviations spelled out, and a slip of the finger forgiven. Given items win a tie.
    """
    wanted = _words(text)
    if not wanted:
        return ()
    ranked = [similar for each in supplied if (similar := _compare(wanted, each)) is not None]
    ranked.sort(key=lambda each: (-each.score, not each.is_given, each.label))
    return tuple(ranked[:limit])


def _compare(wanted: Sequence[str], other: Supplied) -> Similar | None:
    title, others = _words(other.title), _words(f"{other.title} {other.text}")
    if not others:
        return None
    shared = [word for word in wanted if word in others or _nearly(word, others)]
    if not shared:
        return None
    cover = len(shared) / len(wanted)
    back = len([word for word in title if word in shared]) / max(len(title), 1)
    likeness = fuzz.token_set_ratio(" ".join(wanted), " ".join(others))
    score = round(55 * cover + 25 * back + likeness / 5)
    if score < _LEAST or (len(shared) < 2 and cover < 1):
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


def _nearly(word: str, others: Sequence[str]) -> bool:
    return len(word) >= 5 and any(
        len(other) >= 5 and word[0] == other[0] and fuzz.ratio(word, other) >= 84 for other in others
    )
