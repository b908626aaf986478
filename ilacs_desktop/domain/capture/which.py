"""Which line of enquiry is meant: by code, or by words of its title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

Enquiries = Sequence[tuple[int, str, str]]
"""Lines of enquiry as (id, code, title)."""

_SMALL = frozenset({"the", "a", "an", "and", "of", "for", "in", "with", "to", "on"})
_SAME = MappingProxyType(
    {
        "rhi": "return",
        "rhis": "return",
        "cl": "leaver",
        "cp": "protection",
        "cin": "need",
        "cic": "care",
        "lac": "care",
        "cla": "care",
        "mash": "door",
        "eh": "early",
        "perm": "permanence",
        "accom": "accommodation",
        "ftb": "front",
    }
)
_WORD = re.compile(r"[^\W_][\w’'-]*", re.UNICODE)
_CODE = re.compile(r"(?P<letters>[A-Za-z])-?\s?(?P<number>\d{1,3})\b|#?(?P<bare>\d{1,2})\b")


@dataclass(frozen=True, slots=True)
class Which:
    """Words that name a line of enquiry: exactly one, or several between which nothing is chosen."""

    enquiries: tuple[tuple[int, str, str], ...]
    start: int
    end: int


def enquiry_at(line: str, position: int, enquiries: Enquiries) -> Which | None:
    """The longest run of words at ``position`` that fits a title; fewer words if that fits one alone.

    Characters already understood are handed in as NUL and end the run.
    """
    code = _CODE.match(line, position)
    if code is not None:
        letters, number = (code["letters"] or "").upper(), int(code["number"] or code["bare"])
        found = tuple(each for each in enquiries if _is_code(each[1], letters, number))
        if found:
            return Which(found, position, code.end())
    best: Which | None = None
    candidates = tuple(enquiries)
    at = position
    for word in _WORD.finditer(line, position):
        if not re.fullmatch(r"[\s/&,]*", line[at : word.start()]):
            break
        at = word.end()
        said = word.group().casefold()
        if said in _SMALL:
            continue
        candidates = _fitting(_SAME.get(said, said), candidates)
        if not candidates:
            break
        best = Which(candidates, position, word.end())
    return best


def _is_code(code: str, letters: str, number: int) -> bool:
    match = re.fullmatch(r"([A-Za-z]+)-?0*(\d+)", code)
    return match is not None and int(match[2]) == number and letters in {"", match[1].upper()}


def _fitting(said: str, candidates: tuple[tuple[int, str, str], ...]) -> tuple[tuple[int, str, str], ...]:
    """Those whose title has the word; those that merely have one alike only if none has it."""
    same = tuple(each for each in candidates if any(_stem(said) == _stem(word) for word in _parts(each[2])))
    return same or tuple(each for each in candidates if any(_alike(said, word) for word in _parts(each[2])))


def _parts(title: str) -> list[str]:
    words = [word.casefold() for word in re.findall(r"[^\W_]+", title)]
    return [word for word in words if word not in _SMALL]


def _alike(said: str, word: str) -> bool:
    said, word = _stem(said), _stem(word)
    return (
        said == word
        or (len(said) >= 4 and word.startswith(said))
        or (len(word) >= 4 and said.startswith(word))
    )


def _stem(word: str) -> str:
    word = word.replace("’s", "").replace("'s", "")
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
