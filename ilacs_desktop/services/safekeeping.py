"""Keeping what was entered: backups, restore, checks, the audit code, and the settings in the store."""

from __future__ import annotations

import contextlib
import re
import shutil
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import Clock, said_when
from ilacs_desktop.domain.safekeeping import Backup
from ilacs_desktop.store import backup, ledger
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.files import BACKUPS, KEYS
from ilacs_desktop.store.settings import SettingRecord

BACKUP_EVERY_MINUTES = 30
STAMPED = re.compile(r"\d{8}T\d{6}Z")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check of the whole store found: one sentence, and whether all is well."""

    is_well: bool
    sentence: str


class Safekeeping:
    """Backups, checks and what the status line says of them."""

    def __init__(self, store: Store, clock: Clock, folder: Path, key: bytes) -> None:
        self._store = store
        self._clock = clock
        self._folder = folder
        self._key = key
        self._last: Backup | None = None
        self._trouble = ""
        self._one_backup = threading.Lock()

    @property
    def saved_at(self) -> datetime | None:
        """When the last change was safely stored in this session, or None."""
        return self._store.saved_at

    @property
    def actor(self) -> str:
        """Who is at the keyboard, as the audit trail names them."""
        return self._store.actor

    def name_actor(self, name: str, *, by: object | None = None) -> None:
        """Say who is at the keyboard from now on; a handover is itself in the audit trail.

        Raises:
            Explained: the name is empty.
        """
        if not name.strip():
            raise Explained("The name is empty.", remedy="Type the name the audit trail shall show.")
        before = self._store.actor
        self._store.actor = name.strip()
        try:
            self.keep(
                "actor",
                name.strip(),
                deed=f"Take over from {before}" if before != name else "Say who is here",
                by=by,
            )
        except BaseException:
            self._store.actor = before
            raise

    def setting(self, key: str, default: Any = None) -> Any:
        """A setting kept in the store."""
        with self._store.reading() as session:
            record = session.scalar(select(SettingRecord).where(SettingRecord.key == key))
            return default if record is None else record.value

    def keep(self, key: str, value: Any, *, deed: str = "Change a setting", by: object | None = None) -> None:
        """Keep a setting in the store."""
        with self._store.working(deed, by=by) as session:
            record = session.scalar(select(SettingRecord).where(SettingRecord.key == key))
            if record is None:
                session.add(SettingRecord(key=key, value=value))
            else:
                record.value = value

    def audit_code(self) -> str:
        """How far the audit trail has come, short enough to print: ``A-1042-7F3C91``.

        A sheet that carries it proves, outside this machine, what the trail was at that moment.
        """
        mark = self._store.mark()
        return f"A-{mark.sequence}-{mark.chain[:6].upper()}"

    def backups(self) -> tuple[Backup, ...]:
        """All backups in the backup folder, newest first."""
        return backup.listed(self._folder / BACKUPS)

    def copies(self, *, second_folder: Path | None = None) -> tuple[Backup, ...]:
        """Every copy of the data that the app made, newest first.

        Backups here and in ``second_folder``, and what was kept before an update or put aside by a restore.
        """
        folders = [self._folder / BACKUPS, *([second_folder] if second_folder is not None else [])]
        found = [each for folder in folders for each in backup.listed(folder)]
        found += _copies(self._folder / BACKUPS, "before-update-*.db")
        found += _copies(self._folder, "aside-*.db")
        return tuple(sorted(found, key=lambda each: each.made_at, reverse=True))

    def delete(self, copies: Sequence[Backup]) -> int:
        """Delete these copies, each with its key file; how many went. What cannot be deleted stays."""
        gone = 0
        for each in copies:
            keys = each.path.with_name(each.path.stem + backup.KEYS_SUFFIX)
            with contextlib.suppress(OSError):
                each.path.unlink(missing_ok=True)
                keys.unlink(missing_ok=True)
                gone += 1
        return gone

    def backup_now(self, *, second_folder: Path | None = None) -> Backup:
        """Make a backup, check it by opening it, and thin out the old ones.

        Raises:
            Explained: it could not be written or did not pass its check; ``backup_line`` says so too.
        """
        with self._one_backup:
            try:
                made = backup.make(
                    self._store.engine,
                    self._folder / BACKUPS,
                    at=self._clock(),
                    key=self._key,
                    keys_file=self._folder / KEYS,
                )
                if second_folder is not None:
                    self._copy_to(second_folder, made)
            except Explained as error:
                self._trouble = error.message
                raise
            self._last, self._trouble = made, ""
            backup.thin(self._folder / BACKUPS, now=self._clock())
            return made

    def backup_if_due(
        self, *, minutes: int = BACKUP_EVERY_MINUTES, second_folder: Path | None = None
    ) -> bool:
        """Make a backup when something changed and the last one is ``minutes`` old; whether one was made."""
        newest = next(iter(self.backups()), None)
        if newest is not None:
            is_fresh = self._clock() - newest.made_at < timedelta(minutes=minutes)
            known = self._last if self._last is not None and self._last.path == newest.path else None
            if is_fresh or (known is not None and known.sequence == self._store.mark().sequence):
                return False
        self.backup_now(second_folder=second_folder)
        return True

    def backup_line(self) -> str:
        """``Backed up 18:12, checked``, or what is wrong, for the status line."""
        if self._trouble:
            return f"Backup failed: {self._trouble}"
        newest = next(iter(self.backups()), None)
        if newest is None:
            return "No backup yet"
        checked = ", checked" if self._last is not None and self._last.path == newest.path else ""
        return f"Backed up {said_when(newest.made_at, self._clock())}{checked}"

    def check(self) -> tuple[Finding, ...]:
        """Look through the whole store: every page, every reference, the audit chain and the head record."""
        findings = []
        with self._store.engine.connect() as connection:
            raw: Any = connection.connection.dbapi_connection
            pages = [row[0] for row in raw.execute("PRAGMA integrity_check")]
            seals = [row[0] for row in raw.execute("PRAGMA cipher_integrity_check")]
            broken = raw.execute("PRAGMA foreign_key_check").fetchall()
        whole = pages == ["ok"] and not seals
        findings.append(
            Finding(
                whole,
                "Every page is whole." if whole else "Some pages are damaged. Restore the newest backup.",
            )
        )
        findings.append(
            Finding(
                not broken,
                "Every reference leads somewhere." if not broken else f"{len(broken)} references are broken.",
            )
        )
        with self._store.reading() as session:
            count, wrong = ledger.verify(session, self._store.secret)
        findings.append(
            Finding(
                wrong is None,
                f"The audit trail is whole: {count} entries."
                if wrong is None
                else f"Audit entry {wrong} was tampered with.",
            )
        )
        return tuple(findings)

    def _copy_to(self, folder: Path, made: Backup) -> None:
        """A second copy on another disk; the first one is already safe."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for path in (made.path, made.path.with_name(made.path.stem + backup.KEYS_SUFFIX)):
                if path.exists():
                    shutil.copyfile(path, folder / path.name)
            backup.check_file(folder / made.path.name, self._key)
        except (OSError, Explained) as error:
            raise Explained(
                "The backup is made, but its second copy could not be written.",
                remedy="See that the second backup folder is there and has space.",
            ) from error


def _copies(folder: Path, pattern: str) -> list[Backup]:
    """Copies that are no backups one would restore, by the moment in their names."""
    found = []
    for path in folder.glob(pattern):
        if stamp := STAMPED.search(path.name):
            made_at = datetime.strptime(stamp.group(), backup.STAMP).replace(tzinfo=UTC)
            found.append(Backup(path, made_at, -1, path.stat().st_size))
    return found
