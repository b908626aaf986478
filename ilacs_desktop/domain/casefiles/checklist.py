"""What has to be true before a case-file session: the points of its checklist, and what a reader sees first.

The points are data: they come with the type of inspection and are the authority's own to edit. Nothing here
ever asks anybody to alter a record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ilacs_desktop.domain.casefiles.children import Child
from ilacs_desktop.domain.casefiles.sessions import SessionState, Tick
from ilacs_desktop.domain.errors import Explained

LATE_ENTRY = (
    "Nothing is altered for the session. Whatever is entered late is dated today and says when it happened."
)
"""Said wherever a record is looked at before a session (domain.md 5.3: never backdate)."""
MOST_TO_OPEN = 6
LONGEST_POINT = 120
BEFORE = (
    SessionState.WORKER_TOLD,
    SessionState.MANAGER_TOLD,
    SessionState.CHECKED,
    SessionState.READY,
    SessionState.DONE,
)
"""The steps that a point can belong to."""


@dataclass(frozen=True, slots=True)
class CheckPoint:
    """One point of the checklist: what, and the step that it belongs to."""

    key: str
    what: str
    step: SessionState


@dataclass(frozen=True, slots=True)
class HaveOpen:
    """What to have open in a session of a cohort; any child's without one."""

    what: str
    cohort: str = ""


@dataclass(frozen=True, slots=True)
class RecordCheck:
    """What to know before a record is read with an inspector."""

    seen_first: tuple[str, ...]
    have_open: tuple[str, ...]
    rule: str = LATE_ENTRY


def record_check(child: Child, offered: Sequence[HaveOpen]) -> RecordCheck:
    """What a reader of a record sees first, from its card, and a short list of what to have open."""
    seen = [spot[:1].upper() + spot[1:] for spot in child.weak_spots]
    if not child.worker:
        seen.append("No worker named in the extract")
    have = [each.what for each in offered if each.cohort in child.cohorts]
    have += [each.what for each in offered if not each.cohort]
    return RecordCheck(tuple(seen), tuple(dict.fromkeys(have))[:MOST_TO_OPEN])


def read_points(
    lines: Iterable[tuple[str, SessionState]], before: Sequence[CheckPoint]
) -> tuple[CheckPoint, ...]:
    """The checklist out of edited lines; a point whose words stay keeps its key, and with it its ticks.

    Raises:
        Explained: no line is left, one is too long, stands twice, or belongs to no step that can be prepared.
    """
    keys: Mapping[str, str] = {point.what.casefold(): point.key for point in before}
    made: list[CheckPoint] = []
    taken = set(keys.values())
    for words, step in lines:
        what = " ".join(words.split())
        if not what:
            continue
        if len(what) > LONGEST_POINT:
            raise Explained(f"“{what[:30]}…” is too long.", remedy=f"Say it in {LONGEST_POINT} letters.")
        if step not in BEFORE:
            raise Explained(f"Nothing is ticked off before “{step.value}”.")
        if what.casefold() in {point.what.casefold() for point in made}:
            raise Explained(f"“{what}” stands twice.")
        key = keys.get(what.casefold()) or _new_key(what, taken)
        taken.add(key)
        made.append(CheckPoint(key, what, step))
    if not made:
        raise Explained("A checklist needs at least one point.")
    return tuple(sorted(made, key=lambda point: point.step.place_in_order))


def still_open(
    points: Sequence[CheckPoint], ticks: Sequence[Tick], step: SessionState
) -> tuple[CheckPoint, ...]:
    """The points of a step that nobody has ticked off."""
    done = {tick.key for tick in ticks}
    return tuple(point for point in points if point.step is step and point.key not in done)


def _new_key(what: str, taken: set[str]) -> str:
    stem = re.sub(r"[^a-z0-9]+", "_", what.casefold()).strip("_")[:40] or "point"
    key, number = stem, 2
    while key in taken:
        key, number = f"{stem}_{number}", number + 1
    return key
