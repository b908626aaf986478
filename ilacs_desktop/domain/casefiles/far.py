"""Localities too far to visit between two sessions: how far, how sampled, and what could be held by video."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ilacs_desktop.domain.casefiles.coverage import CoverageLine, Mark

FAR_MINUTES = 60
"""A locality to which one travels for longer, one way, is too far, unless somebody says otherwise."""
LEAST_MINUTES, MOST_MINUTES = 10, 300


@dataclass(frozen=True, slots=True)
class FarRules:
    """From how many minutes of travel on a locality is too far, and which are too far whatever that says."""

    minutes: int = FAR_MINUTES
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FarLocality:
    """A locality too far to visit: how long the way is, and how many sessions are held by video.

    ``minutes`` is None when no travel time is known; the locality was then marked by somebody.
    ``to_video`` are the sessions to come that are not by video: key and code.
    """

    name: str
    minutes: int | None = None
    by_video: int = 0
    visits: int = 0
    children: int = 0
    to_video: tuple[tuple[int, str], ...] = ()

    @property
    def said(self) -> str:
        """In words: "75 minutes away: 2 sampled by video"."""
        away = "marked as too far" if self.minutes is None else f"{self.minutes} minutes away"
        sampled = f"{self.by_video} sampled by video" if self.by_video else "not sampled by video yet"
        visited = f", {self.visits} face to face" if self.visits else ""
        return f"{away}: {sampled}{visited}"

    @property
    def advice(self) -> str:
        """What to do so that it is sampled by video; empty when it is and nobody need travel."""
        if self.to_video:
            return f"Could be by video: {', '.join(code for _, code in self.to_video)}."
        if not self.by_video and self.children:
            some = f"some of its {self.children:,} children" if self.children > 1 else "its one child"
            return f"Choose {some}, and plan by video."
        return ""


def said_far(name: str, minutes: Mapping[str, int], rules: FarRules) -> str:
    """In words that a locality is too far to visit; empty when it is not, or nobody knows."""
    if not name:
        return ""
    away = minutes.get(name)
    if away is not None and away > rules.minutes:
        return f"{name} is {away} minutes away"
    return f"{name} is marked as too far" if name in rules.named else ""


def far_localities(
    minutes: Mapping[str, int],
    lines: Iterable[CoverageLine],
    *,
    rules: FarRules | None = None,
    children: Mapping[str, int] | None = None,
) -> tuple[FarLocality, ...]:
    """The localities too far to visit, the farthest first, and how they are sampled.

    ``minutes`` are those of each locality whose travel time is known, ``children`` how many each has.
    """
    held, rules = list(lines), rules or FarRules()
    names = {name for name, away in minutes.items() if away > rules.minutes} | set(rules.named)
    found = []
    for name in names:
        here = [line for line in held if line.locality == name]
        there = [line for line in here if line.mark is not Mark.CHOSEN]
        by_video = sum(line.by_video for line in there)
        to_video = [
            (line.session_id, line.code) for line in here if not line.by_video and line.mark is not Mark.SEEN
        ]
        found.append(
            FarLocality(
                name,
                minutes.get(name),
                by_video,
                len(there) - by_video,
                (children or {}).get(name, 0),
                tuple(to_video),
            )
        )
    return tuple(sorted(found, key=lambda each: (each.minutes is None, -(each.minutes or 0), each.name)))
