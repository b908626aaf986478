"""Random kill -9 while four kinds of write are in flight, then: is every acknowledged write there?

    python tests/faults/kill_runs.py --kills 100

Four threads of a child process edit settings, bring in messages, take in Annex A and make backups.
Each write is acknowledged through a pipe once the service has returned. The parent kills the child at
a random moment, opens the store again as the application does, checks every page, reference, audit
link and the head record, and looks for each acknowledged write. The control run on a store that
forgets its last writes must be noticed, or the whole run is worth nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from ilacs_desktop.domain.casefiles import AnnexAReview, ChildDraft, ListCount
from ilacs_desktop.domain.feedback import MessageDraft, MessagesReview, Source
from ilacs_desktop.services.house import House
from ilacs_desktop.services.opening import MissingChanges, Opening
from ilacs_desktop.store.engine import driver
from ilacs_desktop.store.files import BACKUPS, DATABASE
from ilacs_desktop.store.vault import Cost

PASSPHRASE = "copper lantern quiet harbour"
CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
LONGEST_SECONDS = 1.0
KINDS = ("edit", "messages", "annex_a", "backup")


@dataclass
class Tally:
    """What a run found."""

    kills: int = 0
    acknowledged: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    lost: int = 0
    unsound: int = 0
    unopenable: int = 0
    hot_journals: int = 0
    slowest_seconds: float = 0.0


def real_clock() -> datetime:
    """The present moment; the runs measure real time."""
    return datetime.now(UTC)


def prepare(folder: Path) -> None:
    """A store with one inspection."""
    opening = Opening(folder, real_clock, cost=CHEAP)
    house, _ = opening.create(PASSPHRASE, "Fault run")
    house.inspections.open_inspection(
        authority="Borsetshire",
        framework_key="standard",
        notified_at=datetime(2026, 11, 23, 9, 20, tzinfo=UTC),
    )
    opening.close()


def write_until_killed(folder: Path, pipe: int, start: int) -> None:
    """The child: four threads write for ever and acknowledge each write."""
    opening = Opening(folder, real_clock, cost=CHEAP)
    house = opening.open(PASSPHRASE)

    def loop(kind: str) -> None:
        n = start
        while True:
            n += 1
            token = f"{kind}-{n}"
            write(house, kind, token)
            os.write(pipe, f"{token}\n".encode())

    threads = [threading.Thread(target=loop, args=(kind,), daemon=True) for kind in KINDS]
    os.write(pipe, b"ready\n")
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def write(house: House, kind: str, token: str) -> None:
    """One write of a kind that can be found again by its token."""
    if kind == "edit":
        house.safekeeping.keep(token, token)
    elif kind == "messages":
        at = house.clock()
        drafts = tuple(
            MessageDraft(
                Source.MAIL, f"{token}-{n}", at, "kim@borsetshire.example", "Fault run", f"{token} {n}", b"x"
            )
            for n in range(5)
        )
        house.feedback.bring_in(1, MessagesReview("run.mbox", drafts, 0, ()), subject=token)
    elif kind == "annex_a":
        children = tuple(ChildDraft(f"{token}-{n}", ("child in need",), team="North") for n in range(10))
        review = AnnexAReview(
            "run.xlsx", "2024-01", (ListCount(6, "Children in need", "List_6", 10, 10, 0, 0),), children
        )
        house.casefiles.import_annex_a(1, review)
    else:
        house.safekeeping.backup_now()


def present(house: House) -> set[str]:
    """The tokens of all writes that are in the store, whole."""
    with house.store.reading() as session:
        connection = session.connection()
        found = {row[0] for row in connection.exec_driver_sql("SELECT key FROM settings")}
        found |= {
            row[0]
            for row in connection.exec_driver_sql(
                "SELECT threads.subject FROM threads JOIN messages ON messages.thread_id = threads.id "
                "GROUP BY threads.id HAVING count(*) = 5"
            )
        }
        rows = connection.exec_driver_sql(
            "SELECT substr(child_id, 1, length(child_id) - 2), count(*) FROM children "
            "GROUP BY 1 HAVING count(*) = 10"
        )
        found |= {row[0] for row in rows}
    return found


def lines(pipe: int) -> Iterator[str]:
    """The whole lines that came through the pipe; a torn last line was not acknowledged."""
    content = b""
    while piece := os.read(pipe, 65536):
        content += piece
    yield from content.decode().split("\n")[:-1]


def kill_once(folder: Path, drawn: random.Random, start: int, tally: Tally) -> None:
    """Fork, let it write, kill it, open the store and compare."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            write_until_killed(folder, writer, start)
        finally:
            os._exit(9)
    os.close(writer)
    ready = b""
    while not ready.endswith(b"\n"):
        ready += os.read(reader, 1)
    threading.Event().wait(drawn.uniform(0.0, LONGEST_SECONDS))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    acknowledged = list(lines(reader))
    os.close(reader)
    journal = folder / f"{DATABASE}-journal"
    tally.hot_journals += journal.exists() and journal.stat().st_size > 0
    tally.kills += 1
    begun = time.perf_counter()
    opening = Opening(folder, real_clock, cost=CHEAP)
    try:
        house = opening.open(PASSPHRASE)
        tally.unsound += not all(finding.is_well for finding in house.safekeeping.check())
        there = present(house)
        for token in acknowledged:
            kind = token.rsplit("-", 1)[0]
            tally.acknowledged[kind] += 1
            tally.lost += kind != "backup" and token not in there
        for path in (folder / BACKUPS).glob("*.db"):
            opening.check_backup(path, PASSPHRASE)
            path.unlink()
    except MissingChanges:
        tally.unopenable += 1
        raise
    finally:
        opening.close()
    tally.slowest_seconds = max(tally.slowest_seconds, round(time.perf_counter() - begun, 2))


def control(folder: Path) -> bool:
    """Whether a store that forgot its last writes is noticed."""
    opening = Opening(folder, real_clock, cost=CHEAP)
    house = opening.open(PASSPHRASE)
    shutil.copyfile(folder / DATABASE, folder / "earlier.db")
    house.safekeeping.keep("control", 1)
    opening.close()
    (folder / "earlier.db").replace(folder / DATABASE)
    try:
        opening.open(PASSPHRASE)
    except MissingChanges:
        return True
    finally:
        opening.close()
    return False


def run(kills: int, seed: int, folder: Path) -> tuple[Tally, bool]:
    """``kills`` random kills, then the control; gives the tally and whether the control was noticed."""
    prepare(folder)
    tally, drawn = Tally(), random.Random(seed)  # noqa: S311 - moments of killing, not secrets
    for n in range(kills):
        kill_once(folder, drawn, n * 1_000_000, tally)
    return tally, control(folder)


def main() -> int:
    """Run from the command line and print one JSON object."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=2026)
    words = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        tally, noticed = run(words.kills, words.seed, Path(temporary) / "data")
    seen = {**asdict(tally), "seed": words.seed, "control_noticed": noticed, "sqlite": driver.sqlite_version}
    sys.stdout.write(json.dumps(seen) + "\n")
    return int(tally.lost > 0 or tally.unsound > 0 or tally.unopenable > 0 or not noticed)


if __name__ == "__main__":
    sys.exit(main())
