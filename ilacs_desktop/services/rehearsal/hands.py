"""The hands of the rehearsal's clock: set to each moment of the played week, then running on."""

from __future__ import annotations

from datetime import datetime

from ilacs_desktop.domain.moments import Clock, moment


class Hands:
    """A clock that is set while the week is played, and runs with another clock afterwards."""

    def __init__(self, at: datetime) -> None:
        self._at = at
        self._running: Clock | None = None
        self._since = at

    def __call__(self) -> datetime:
        """The present moment of the rehearsal."""
        return self._at if self._running is None else self._at + (self._running() - self._since)

    def set(self, at: datetime) -> None:
        """Turn the clock to ``at``; the week is played in no strict order."""
        self._at = at

    def run_with(self, clock: Clock) -> None:
        """From now on run as ``clock`` runs."""
        self._running, self._since = clock, clock()


def london(text: str) -> datetime:
    """``2026-12-02T18:40`` in London as a moment."""
    at = datetime.fromisoformat(text)
    return moment(at.date(), at.time())
