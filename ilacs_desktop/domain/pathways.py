"""Which inspection is next, and when it is likely: worked out from the last judgements.

An estimate for planning, never a date that Ofsted gave. Numbers and sources stand in ``resources/pathways``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ilacs_desktop.domain.inspection import months_after

OVERALL, LEADERS = "overall", "leaders"
ENOUGH_PRACTICE_AREAS = 2


class Grade(StrEnum):
    """The four-point scale."""

    OUTSTANDING = "outstanding"
    GOOD = "good"
    REQUIRES_IMPROVEMENT = "requires improvement to be good"
    INADEQUATE = "inadequate"

    @property
    def is_good(self) -> bool:
        """Whether it is good or better."""
        return self in {Grade.OUTSTANDING, Grade.GOOD}


@dataclass(frozen=True, slots=True)
class Judgement:
    """One area and what was said of it. ``provisional`` is under embargo; ``final`` is as published."""

    area_key: str
    label: str
    provisional: Grade | None = None
    final: Grade | None = None

    @property
    def is_embargoed(self) -> bool:
        """Whether a grade is known that must not be told."""
        return self.provisional is not None and self.final is None


@dataclass(frozen=True, slots=True)
class PastInspection:
    """An earlier inspection of an authority, as entered by hand. A visit has no grades."""

    id: int
    authority: str
    name: str
    ended_on: date
    grades: tuple[tuple[str, Grade], ...] = ()
    version: int = 0

    @property
    def grade_of(self) -> dict[str, Grade]:
        """The grades by area key."""
        return dict(self.grades)


@dataclass(frozen=True, slots=True)
class PathwayRule:
    """The months of the cycle, and where they are from."""

    cycle_months: int
    window_months: int
    gap_months: int
    cycle_source: str
    gap_source: str
    type_source: str


@dataclass(frozen=True, slots=True)
class Pathway:
    """What is next. Without a window, dates are agreed or cannot be worked out.

    ``is_certain`` is False where no published rule was found for choosing the type.
    """

    next_key: str
    sentence: str
    earliest_on: date | None = None
    anniversary_on: date | None = None
    latest_on: date | None = None
    is_certain: bool = True
    source: str = ""
    notes: tuple[str, ...] = ()


def next_inspection(past: Sequence[PastInspection], *, rule: PathwayRule, today: date) -> Pathway | None:
    """The next inspection after ``past``; None while no graded inspection is known.

    The window is the anniversary of the last graded inspection, some months either way, and not before the
    gap after the last episode of any kind.
    """
    graded = [inspection for inspection in past if inspection.grades]
    if not graded:
        return None
    last = max(graded, key=lambda inspection: inspection.ended_on)
    key, sentence, is_certain = _next_type(last.grade_of)
    if key == "monitoring_visit":
        note = "Visits are agreed with the lead inspector, and re-inspection follows when monitoring ends."
        return Pathway(key, sentence, is_certain=is_certain, source=rule.type_source, notes=(note,))
    anniversary = months_after(last.ended_on, rule.cycle_months)
    earliest = months_after(anniversary, -rule.window_months)
    latest = months_after(anniversary, rule.window_months)
    notes = [rule.cycle_source]
    rested = months_after(max(inspection.ended_on for inspection in past), rule.gap_months)
    if rested > earliest:
        earliest, latest = rested, max(rested, latest)
        notes.append(rule.gap_source)
    if latest < today:
        notes.append("The likely time has passed: the call may come on any Monday.")
    elif earliest <= today:
        notes.append("The likely time has begun: the call may come on any Monday.")
    return Pathway(key, sentence, earliest, anniversary, latest, is_certain, rule.type_source, tuple(notes))


def _next_type(grades: Mapping[str, Grade]) -> tuple[str, str, bool]:
    overall = grades.get(OVERALL)
    practice = [grade for area, grade in grades.items() if area not in {OVERALL, LEADERS}]
    if overall is Grade.INADEQUATE or (overall is None and Grade.INADEQUATE in grades.values()):
        is_certain = overall is not None
        return "monitoring_visit", "Inadequate: monitoring visits, then a re-inspection.", is_certain
    if overall is not None and overall.is_good:
        return "short", f"{overall.value.capitalize()}: a short inspection is next.", True
    if overall is not None:
        return "standard", "Requires improvement to be good: a standard inspection is next.", True
    leaders = grades.get(LEADERS)
    is_enough = sum(grade.is_good for grade in practice) >= ENOUGH_PRACTICE_AREAS
    if leaders is not None and leaders.is_good and is_enough:
        return (
            "short",
            "Leaders and at least two areas of practice are good: a short inspection is next.",
            False,
        )
    return (
        "standard",
        "Without these grades being good, plan for a standard inspection or a visit first.",
        False,
    )
