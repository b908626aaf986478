"""What the window is handed from outside, as far as it needs it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Choices(Protocol):
    """The part of the machine's settings that the window needs."""

    def __getitem__(self, key: str) -> object:
        """The choice made, or the default."""

    def choose(self, key: str, value: object) -> None:
        """Make a choice and keep it."""


class Knocker(Protocol):
    """The scheduler, as far as the window drives it."""

    def start(self) -> None:
        """Begin."""

    def knock(self) -> None:
        """Run what has come due."""

    def every(self, seconds: int, work: Callable[[], None], *, name: str) -> None:
        """Call ``work`` every so often."""

    def shutdown(self, wait: bool = True) -> None:
        """Stop."""
