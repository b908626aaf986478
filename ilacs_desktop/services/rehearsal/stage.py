"""What the played week has at hand: the house, the hands of its clock, and who and what was made so far."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from ilacs_desktop.domain.casefiles import CaseSession, CheckPoint
from ilacs_desktop.services.house import House
from ilacs_desktop.services.rehearsal.hands import Hands, london


@dataclass(frozen=True)
class Script:
    """The invented week as it is written down in ``resources/rehearsal``."""

    staff: dict[str, Any]
    week: dict[str, Any]
    timetable: dict[str, Any]
    threads: dict[str, Any]
    cases: dict[str, Any]

    @property
    def evening_at(self) -> datetime:
        """The moment at which the played week stops."""
        return london(self.week["evening_at"])


@dataclass
class Stage:
    """The house and what has been made in it so far, by the names the script uses."""

    house: House
    hands: Hands
    data: Script
    inspection_id: int = 0
    people: dict[str, int] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    enquiries: dict[str, int] = field(default_factory=dict)
    sessions: dict[int, CaseSession] = field(default_factory=dict)
    points: tuple[CheckPoint, ...] = ()
    """The checklist of sessions."""
    chosen: set[int] = field(default_factory=set)
    """The children whose sessions the script has."""


def read_script(folder: Path) -> Script:
    """The script out of its five files."""
    names = ("people", "week", "timetable", "threads", "casefiles")
    return Script(*(_read(folder / f"{name}.toml") for name in names))


def _read(path: Path) -> dict[str, Any]:
    with path.open("rb") as stream:
        return tomllib.load(stream)
