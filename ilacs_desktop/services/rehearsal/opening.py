"""The rehearsal's own store: encrypted like any other, made anew each time, its key not kept."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

from ilacs_desktop import paths
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.services.house import House, build
from ilacs_desktop.services.rehearsal.hands import Hands, london
from ilacs_desktop.services.rehearsal.week import play_week
from ilacs_desktop.store import schema
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.engine import KEY_BYTES, make_engine
from ilacs_desktop.store.files import DATABASE, HEAD
from ilacs_desktop.store.head import Head
from ilacs_desktop.store.vault import chain_secret

EVENING_AT = london("2026-12-02T18:40")
COORDINATOR = "Karen Boyle"
MARK = "rehearsal.txt"
AUDIT_KEY = chain_secret(bytes(KEY_BYTES))
"""The same at each playing, so that the audit codes on the sheets are too; nobody tampers with a play."""


def open_rehearsal(
    folder: Path, clock: Clock | None, progress: Callable[[int, int, str], None] | None = None
) -> House:
    """Fill ``folder`` with the invented week; the house's clock then runs on from the evening with ``clock``.

    Without ``clock`` it stands still at 18:40, so that what is written is the same each time.

    Raises:
        Explained: the folder holds something that is no rehearsal, or cannot be written to.
    """
    if folder.exists():
        if not (folder / MARK).exists() and any(folder.iterdir()):
            raise Explained(
                "The rehearsal's folder holds other files.", remedy="Move them away, then try again."
            )
        shutil.rmtree(folder)
    try:
        folder.mkdir(parents=True)
        (folder / MARK).write_text("An invented week, made anew at each rehearsal.\n", "utf-8")
    except OSError as error:
        raise Explained(
            f"The rehearsal cannot be made: {error.strerror}.", remedy="Free some space."
        ) from error
    key = secrets.token_bytes(KEY_BYTES)
    hands = Hands(EVENING_AT)
    engine = make_engine(folder / DATABASE, key)
    schema.create(engine)
    secret = AUDIT_KEY
    store = Store(
        engine,
        clock=hands,
        secret=secret,
        head=Head(folder / HEAD, secret),
        generation=schema.generation_of(engine),
        actor=COORDINATOR,
    )
    house = build(store, hands, folder=folder, key=key)
    play_week(house, hands, paths.resources() / "rehearsal", progress)
    if clock is not None:
        hands.run_with(clock)
    return house
