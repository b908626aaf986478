"""Figures: every number that was said or written to the inspectors, and which of them disagree."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import lru_cache

from .shapes import said_ref
from .similar import notions_of

FIGURE_SERIES = "F"
"""What the number of a figure begins with: ``F-01``."""


class Manner(StrEnum):
    """How a number reached the inspectors; the value is the word shown."""

    SAID = "said"
    WRITTEN = "written"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that the inspectors have from us.

    ``measure`` says what it counts, ``period`` over which time, ``as_of`` the day the data were taken.
    ``told_to`` heard or read it from ``told_by`` at ``told_at``, in the slot ``slot`` if it was one.
    ``superseded_by_id`` is the number that was told later instead of it; ``withdrawn_reason`` says why it
    was taken back. ``verbatim`` is the line it was taken down with, as it was typed.
    """

    id: int
    inspection_id: int
    number: int
    measure: str
    value: str
    unit: str
    period: str
    as_of: date | None
    source: str
    manner: Manner
    told_to: str
    told_by: str
    told_at: datetime
    verbatim: str = ""
    request_id: int | None = None
    request_ref: str = ""
    slot_uid: str = ""
    slot: str = ""
    enquiry_id: int | None = None
    enquiry: str = ""
    supersedes_id: int | None = None
    superseded_by_id: int | None = None
    withdrawn_reason: str = ""
    noted_at: datetime | None = None
    noted_by: str = ""
    version: int = 0

    @property
    def ref(self) -> str:
        """Its number as it is said: ``F-01``."""
        return said_ref(FIGURE_SERIES, self.number)

    @property
    def said(self) -> str:
        """The number with its unit: ``84%``, ``£412``, ``18.2 cases``."""
        return said_value(self.value, self.unit)

    @property
    def is_current(self) -> bool:
        """Whether it stands: nothing was told instead of it, and it was not taken back."""
        return self.superseded_by_id is None and not self.withdrawn_reason


@dataclass(frozen=True, slots=True)
class FigureEntry:
    """What is written down of a figure, and may be put right; the fields are those of `Figure`.

    ``value`` and ``unit`` may come together, as in "84%"; ``told_at`` is now when it is not said.
    """

    measure: str
    value: str
    unit: str = ""
    period: str = ""
    as_of: date | None = None
    source: str = ""
    manner: Manner = Manner.SAID
    told_to: str = ""
    told_by: str = ""
    told_at: datetime | None = None
    request_id: int | None = None
    slot_uid: str = ""
    enquiry_id: int | None = None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Figures of one measure and period that do not say the same, in the order they were told."""

    measure: str
    period: str
    figures: tuple[Figure, ...]

    @property
    def said(self) -> str:
        """In one line: ``Return interviews, June to November: 84% (F-01), 79% (F-04)``."""
        head = ", ".join(part for part in (self.measure, self.period) if part)
        return f"{head}: " + ", ".join(f"{each.said} ({each.ref})" for each in self.figures)


def said_value(value: str, unit: str) -> str:
    """A number with its unit, the percent sign close to it and the pound before it."""
    if unit == "%":
        return f"{value}%"
    if unit == "£":
        return f"£{value}"
    return f"{value} {unit}" if unit else value


def disagreements(
    figures: Iterable[Figure], *, explained: Collection[frozenset[int]] = frozenset()
) -> tuple[Disagreement, ...]:
    """Which figures that stand disagree, those with the latest number first.

    Two disagree when they count the same (however it is worded), in the same unit, over the same period,
    and their numbers differ. One that does not say its period is compared with every other. ``explained``
    holds the pairs of ids of which somebody has said why both are right.
    """
    by_measure: dict[frozenset[str], list[Figure]] = {}
    for figure in figures:
        if figure.is_current:
            by_measure.setdefault(measure_key(figure.measure), []).append(figure)
    found: list[Disagreement] = []
    for alike in by_measure.values():
        alike.sort(key=lambda each: (each.told_at, each.number))
        for group in _groups(alike, explained):
            first = group[0]
            period = next((each.period for each in group if each.period), "")
            found.append(Disagreement(first.measure, period, tuple(group)))
    found.sort(key=lambda each: max(one.told_at for one in each.figures), reverse=True)
    return tuple(found)


def _groups(alike: list[Figure], explained: Collection[frozenset[int]]) -> list[list[Figure]]:
    """The figures that hang together by disagreeing, in the order handed in."""
    group_of: dict[int, set[int]] = {}
    for at, one in enumerate(alike):
        for other in alike[at + 1 :]:
            if disagree(one, other) and frozenset((one.id, other.id)) not in explained:
                joined = group_of.get(one.id, {one.id}) | group_of.get(other.id, {other.id})
                for each in joined:
                    group_of[each] = joined
    groups = {id(group): group for group in group_of.values()}
    return [[each for each in alike if each.id in group] for group in groups.values()]


def disagree(one: Figure, other: Figure) -> bool:
    """Whether two figures of the same measure speak of the same time and unit and differ."""
    return (
        _same_unit(one.unit, other.unit)
        and _same_time(one, other)
        and _amount(one.value) != _amount(other.value)
    )


@lru_cache(maxsize=8192)
def measure_key(measure: str) -> frozenset[str]:
    """What a measure counts, the same for every way to word it; numbers in it and "not" are kept."""
    words = measure.casefold()
    notions = {*notions_of(measure), *re.findall(r"\d+", words)}
    if not notions:
        return frozenset((" ".join(words.split()),))
    if re.search(r"\b(?:not|no|without|never|un\w{4,})\b|n['’]t\b", words):
        notions.add("not")
    return frozenset(notions)


def _same_unit(one: str, other: str) -> bool:
    mine, theirs = _unit(one), _unit(other)
    if "%" in {mine, theirs}:
        return mine == theirs
    return mine == theirs or not mine or not theirs


def _unit(unit: str) -> str:
    plain = " ".join(unit.casefold().split())
    return "%" if plain in {"%", "per cent", "percent", "pc"} else plain


def _same_time(one: Figure, other: Figure) -> bool:
    if one.period and other.period:
        mine, theirs = _period(one.period), _period(other.period)
        if mine[0] != theirs[0]:
            return False
        return not (mine[1] and theirs[1]) or mine[1] == theirs[1]
    if one.period or other.period:
        return True
    return one.as_of is None or other.as_of is None or one.as_of == other.as_of


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_IDLE = frozenset({"the", "in", "during", "for", "from", "of", "to", "until", "till", "and", "between"})


def _period(period: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a period without idle ones, months by three letters; its years apart."""
    words = [word for word in re.findall(r"[^\W_]+", period.casefold()) if word not in _IDLE]
    short = [word[:3] if word[:3] in _MONTHS and word.isalpha() else word for word in words]
    years = tuple(word for word in short if re.fullmatch(r"20\d\d", word))
    return tuple(word for word in short if word not in years), years


def _amount(value: str) -> Decimal | str:
    """The number of "1,204", "84.0" or "about 30"; the words as they are where there is none."""
    plain = " ".join(value.casefold().split())
    bare = re.sub(r"^(?:about|around|approximately|circa|c\.?|~|roughly|some)\s*", "", plain)
    bare = bare.strip("£€% ").replace(",", "")
    try:
        amount = Decimal(bare)
    except InvalidOperation:
        return plain
    return amount if amount.is_finite() else plain


def told_before(entry: FigureEntry, figures: Iterable[Figure]) -> tuple[tuple[Figure, bool], ...]:
    """The figures that stand and count what ``entry`` counts, each with whether it says another number.

    The latest told come first; without a measure there are none.
    """
    if not entry.measure.strip():
        return ()
    key = measure_key(entry.measure)
    told = [each for each in figures if each.is_current and measure_key(each.measure) == key]
    told.sort(key=lambda each: (each.told_at, each.number), reverse=True)
    return tuple((each, _differs(entry, each)) for each in told)


def _differs(entry: FigureEntry, figure: Figure) -> bool:
    if not entry.value.strip():
        return False
    unit = entry.unit or ("%" if entry.value.strip().endswith("%") else "")
    new = replace(figure, value=entry.value, unit=unit, period=entry.period, as_of=entry.as_of)
    return disagree(new, figure)
