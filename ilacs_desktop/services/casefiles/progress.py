"""How a long deed of the case-file room says how far it is."""

from __future__ import annotations

from collections.abc import Callable

OnProgress = Callable[[int, int, str], None]
"""Hears (steps done, steps in all, words); what it raises leaves everything as it was."""


def unheard(_done: int, _total: int, _words: str) -> None:
    """Nobody listens."""
