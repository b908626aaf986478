"""Joins the parts once, at the start; the only place that knows the real time."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from ilacs_desktop import paths
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.settings import Settings

if TYPE_CHECKING:
    from ilacs_desktop.clock import Knocker
    from ilacs_desktop.services.opening import Opening


def real_clock() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


def clock_from(start: datetime | None, *, runs: bool) -> Clock:
    """The real clock, or one that begins at ``start`` and runs on or stands still."""
    if start is None:
        return real_clock
    if not runs:
        return lambda: start
    offset: timedelta = start - real_clock()
    return lambda: real_clock() + offset


def data_folder(args: argparse.Namespace) -> Path:
    """The data folder that was asked for, or the usual one.

    Raises:
        Explained: a shared PostgreSQL was asked for, which this release does not offer.
    """
    store: str | None = getattr(args, "store", None)
    if store and "://" in store:
        raise Explained(
            "A shared PostgreSQL store is not part of this release.",
            remedy="Use --data with a folder on this computer.",
        )
    chosen = store or getattr(args, "data", None)
    return Path(chosen).expanduser() if chosen else paths.default_data_folder()


def open_window(args: argparse.Namespace, *, painted: Callable[[], None] | None = None) -> int:
    """Start the window; gives the exit code. ``painted`` is told of the first paint, for measuring it."""
    from ilacs_desktop.desktop.application import run

    folder = data_folder(args)
    clock = clock_from(args.now, runs=True)
    return run(
        lambda: _opening(folder, clock),
        clock=clock,
        settings=Settings(folder / "settings.json"),
        rehearse=getattr(args, "command", None) == "rehearse",
        make_knocker=_knocker,
        painted=painted,
    )


def _opening(folder: Path, clock: Clock) -> Opening:
    """The way in and the log, imported only after the window stands."""
    from ilacs_desktop import logs
    from ilacs_desktop.services.opening import Opening
    from ilacs_desktop.store.location import refuse_unsafe

    with contextlib.suppress(Explained):
        # Not even a log is written where the store will be refused.
        refuse_unsafe(folder)
        logs.begin(folder)

    return Opening(folder, clock)


def _knocker() -> Knocker:
    """The scheduler, imported only after the window stands."""
    from ilacs_desktop.clock import Knocker

    return Knocker()
