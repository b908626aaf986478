"""Backups: encrypted copies, each opened and checked after it was written, and thinned out with time.

A backup is the database with the same key, and beside it the key file as it was, so that the
passphrase and the recovery code of that day open it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.safekeeping import Backup
from ilacs_desktop.store.engine import WrongKey, connect, driver
from ilacs_desktop.store.vault import replace_file, sync_folder

PREFIX, SUFFIX, KEYS_SUFFIX = "backup-", ".db", ".keys.json"
STAMP = "%Y%m%dT%H%M%SZ"
KEEP_HALF_HOURLY, KEEP_DAILY, KEEP_WEEKLY = 12, 7, 4


def check_file(path: Path, key: bytes | None) -> int:
    """Open ``path`` with ``key``, check every page and reference; the number of its last audit entry.

    Raises:
        Explained: it cannot be opened, or it is damaged; the first finding is named.
    """
    damaged = Explained(
        f"The file {path.name} is damaged or belongs to another key.",
        remedy="Keep it aside and restore the newest backup.",
    )
    if not path.is_file():
        raise Explained(f"There is no file {path.name}.", remedy="Choose one from the list of backups.")
    try:
        connection = connect(path, key)
    except WrongKey as error:
        raise damaged from error
    try:
        findings = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        if key is not None:
            findings += [row[0] for row in connection.execute("PRAGMA cipher_integrity_check")]
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        if findings != ["ok"] or broken:
            raise damaged
        (sequence,) = connection.execute("SELECT coalesce(max(sequence), 0) FROM audit_entries").fetchone()
    except driver.DatabaseError as error:
        raise damaged from error
    finally:
        connection.close()
    return int(sequence)


def copy_database(engine: Engine, target: Path) -> None:
    """Copy the open database to ``target`` by the online way, while others read it.

    Raises:
        Explained: the target cannot be written; nothing is left there.
    """
    source = engine.raw_connection()
    raw = source.dbapi_connection
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        copy_pages(raw, part)
        part.replace(target)
        sync_folder(target.parent)
    except (OSError, driver.DatabaseError) as error:
        raise Explained(
            "The copy could not be written.",
            remedy="Free some space on that disk; the store itself is untouched.",
        ) from error
    finally:
        part.unlink(missing_ok=True)
        source.close()


def copy_pages(raw: Any, part: Path) -> None:
    """Copy the database open on ``raw`` into a new file under the same key, and force it to the disk."""
    raw.execute("VACUUM INTO ?", (str(part),))
    handle = os.open(part, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make(engine: Engine, folder: Path, *, at: datetime, key: bytes | None, keys_file: Path | None) -> Backup:
    """Write a backup into ``folder`` and check it by opening it.

    Raises:
        Explained: it could not be written or did not pass the check; nothing half made is left.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Explained(
            f"The backup folder cannot be made: {error.strerror}.",
            remedy="Choose another backup folder in Settings.",
        ) from error
    while (path := folder / f"{PREFIX}{at.astimezone(UTC):{STAMP}}{SUFFIX}").exists():
        at += timedelta(seconds=1)  # two in one second: the later one must not replace the earlier
    copy_database(engine, path)
    try:
        sequence = check_file(path, key)
        if keys_file is not None and keys_file.exists():
            # whole or not at all: half a key file beside a good copy would lock it
            replace_file(path.with_name(path.stem + KEYS_SUFFIX), keys_file.read_bytes())
    except (Explained, OSError) as error:
        path.unlink(missing_ok=True)
        raise Explained(
            "The backup did not pass its check and was thrown away.",
            remedy="See that the disk has space; try again.",
        ) from error
    return Backup(path, at, sequence, path.stat().st_size)


def listed(folder: Path) -> tuple[Backup, ...]:
    """The backups in ``folder``, newest first; their numbers are read when one is checked."""
    found = []
    for path in folder.glob(f"{PREFIX}*{SUFFIX}"):
        try:
            made_at = datetime.strptime(path.stem[len(PREFIX) :], STAMP).replace(tzinfo=UTC)
        except ValueError:
            continue  # a file of somebody else's
        found.append(Backup(path, made_at, -1, path.stat().st_size))
    return tuple(sorted(found, key=lambda backup: backup.made_at, reverse=True))


def to_keep(moments: Iterable[datetime]) -> set[datetime]:
    """Which of ``moments`` are kept: the newest 12, the newest of each of 7 days and of each of 4 weeks."""
    ordered = sorted(moments, reverse=True)
    kept = set(ordered[:KEEP_HALF_HOURLY])
    days: dict[object, datetime] = {}
    weeks: dict[object, datetime] = {}
    for at in ordered:
        days.setdefault(at.date(), at)
        weeks.setdefault(at.isocalendar()[:2], at)
    kept.update(list(days.values())[:KEEP_DAILY])
    kept.update(list(weeks.values())[:KEEP_WEEKLY])
    return kept


def thin(folder: Path, *, now: datetime) -> int:
    """Remove the backups that are no longer kept; how many went.

    Nothing dated after ``now`` is touched: a clock that jumped must not cost a backup.
    """
    present = [backup for backup in listed(folder) if backup.made_at <= now + timedelta(minutes=1)]
    kept = to_keep(backup.made_at for backup in present)
    gone = [backup for backup in present if backup.made_at not in kept]
    for backup in gone:
        backup.path.unlink(missing_ok=True)
        backup.path.with_name(backup.path.stem + KEYS_SUFFIX).unlink(missing_ok=True)
    return len(gone)
