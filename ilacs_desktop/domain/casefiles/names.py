"""Words that look like the names of people, where only IDs and codes should stand.

It can only guess: it warns, so that a list with names is sent again without them. What it found is counted
and never repeated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_PAIR = re.compile(r"[^\W\d_][\w'’-]+(?:(?:\s+|,\s*)[^\W\d_][\w'’-]+)+")
_HEADED = re.compile(
    r"\b(fore ?names?|first names?|sur ?names?|last names?|names?)\b\s*(?:[:|;,\t]|$)", re.IGNORECASE
)
_PLAIN_WORDS = """
    a and annex assessment assistant audit by case cases child children civic codes contact could dear
    director duty early family for from good hello help hi id ids in inspector interview kind lead leaver
    leavers list manager monday morning north of ofsted our phase plan please protection qualified re record
    records regards room saturday see service session sessions social south sunday support team thank thanks
    the their these thursday to tracked tuesday us visit we wednesday east west with worker year you
    friday january february march april may june july august september october november december care
    afternoon evening centre hall house school looked after need review return disabled
    parent parents carer carers foster adopter adopters mother father mum dad interpreter young person"""
_NOT_NAMES = frozenset(_PLAIN_WORDS.split())


def looks_like_an_id(word: str) -> bool:
    """Whether a word can be an ID: no blank in it, a figure at least, no longer than an ID may be."""
    return bool(re.fullmatch(r"[\w/.\-]{1,60}", word)) and any(letter.isdigit() for letter in word)


def seems_to_name(text: str, *, known: Iterable[str] = ()) -> bool:
    """Whether words beside a child's code seem to hold the name of a person in full; it can only guess."""
    return names_in("\n".join(f"1 {line}" for line in text.splitlines()), known=known) > 0


def names_in(text: str, *, known: Iterable[str] = ()) -> int:
    """How many names of people a text seems to hold beside IDs.

    Two words with capitals next to each other on a line that holds a figure are taken for a name, or any
    words under a heading that says so. ``known`` are words that are none: our staff, teams and cohorts.
    """
    ours = _NOT_NAMES | {word.casefold() for each in known for word in re.findall(r"\w+", each)}
    found = 0
    is_headed = False
    for line in text.splitlines():
        if not any(letter.isdigit() for letter in line):
            is_headed = is_headed or _HEADED.search(line) is not None
            continue
        for match in _PAIR.finditer(line):
            words = re.findall(r"[\w'’-]+", match.group())
            run = 0
            for word in [*words, ""]:
                is_name = word[:1].isupper() and word.casefold() not in ours
                found += not is_name and run >= 2
                run = run + 1 if is_name else 0
        if is_headed and not _PAIR.search(line):
            found += any(each[:1].isupper() for each in re.findall(r"\b[^\W\d_]{3,}\b", line))
    return found
