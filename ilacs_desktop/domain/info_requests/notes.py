"""The thread of notes on a request: the lines of its history that somebody wrote as a note."""

from __future__ import annotations

from collections.abc import Iterable

from .shapes import Happening

NOTE = "note"
"""What a line of the history says that is a note; its words stand in ``why``."""


def told_apart(
    history: Iterable[Happening],
) -> tuple[tuple[Happening, ...], tuple[Happening, ...]]:
    """The notes of a history and what happened otherwise, both oldest first."""
    lines = tuple(history)
    return (
        tuple(line for line in lines if line.what == NOTE),
        tuple(line for line in lines if line.what != NOTE),
    )
