"""Opening the store: first run, unlocking, what is said when something is wrong, and restoring.

Nothing is changed before everything that can be refused has been looked at. The database library
is imported when the store is opened, not before: the first window must not wait for it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.domain.safekeeping import Backup
from ilacs_desktop.store.files import BACKUPS, DATABASE, HEAD, KEYS, LOCK, REHEARSAL
from ilacs_desktop.store.head import Head, HeadMark
from ilacs_desktop.store.location import refuse_unsafe
from ilacs_desktop.store.one_at_a_time import AlreadyOpen, OneAtATime
from ilacs_desktop.store.vault import Cost, Vault, chain_secret, replace_file, weakness

if TYPE_CHECKING:
    from ilacs_desktop.services.house import House

__all__ = ["AlreadyOpen", "Opening", "weakness"]


class Opening:
    """The way into one data folder. It holds the folder's lock from ``hold`` until ``close``."""

    def __init__(self, folder: Path, clock: Clock, *, cost: Cost | None = None) -> None:
        self.folder = folder
        self._clock = clock
        self._vault = Vault(folder / KEYS, cost=cost)
        self._lock = OneAtATime(folder / LOCK)
        self._house: House | None = None

    def hold(self) -> None:
        """Take the data folder for this process alone.

        Raises:
            AlreadyOpen: another copy works on it.
            Explained: it is on a network or synced place, or cannot be written to.
        """
        refuse_unsafe(self.folder)
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise Explained(
                f"The data folder cannot be made: {error.strerror}.",
                remedy="Ask for write permission, or choose another folder with --data; nothing was changed.",
            ) from error
        self._lock.hold()

    def is_new(self) -> bool:
        """Whether there is no store here yet.

        A key file without a database is an attempt that was cut short before anything could be
        entered, and counts as new; a database without a key file does not.
        """
        return not (self.folder / DATABASE).exists()

    def create(self, passphrase: str, actor: str) -> tuple[House, str]:
        """Make the store; returns the open house and the recovery code, which is shown once.

        Raises:
            Explained: the passphrase is weak, there is a store already, or the disk refuses.
        """
        from ilacs_desktop.store import schema
        from ilacs_desktop.store.engine import make_engine

        self.hold()
        if not self.is_new():
            raise Explained(
                "There is a store here already.", remedy="Open it, or choose another data folder."
            )
        if complaint := weakness(passphrase):
            raise Explained("This passphrase is too easy to guess.", remedy=complaint)
        part = self.folder / (DATABASE + ".new")
        part.unlink(missing_ok=True)
        for leftover in (self._vault.path, self._vault.previous):
            leftover.unlink(missing_ok=True)
        key, code = self._vault.create(passphrase)
        engine = make_engine(part, key)
        try:
            schema.create(engine)
        except Exception as error:
            engine.dispose()
            part.unlink(missing_ok=True)
            raise Explained(
                "The database could not be made.", remedy="Free some space on the disk and try again."
            ) from error
        engine.dispose()
        (self.folder / HEAD).unlink(missing_ok=True)
        part.replace(self.folder / DATABASE)
        part.with_name(part.name + "-journal").unlink(missing_ok=True)  # empty, and nobody's now
        house = self._open(key)
        house.safekeeping.name_actor(actor)
        return house, code

    def open(self, passphrase: str) -> House:
        """Open the store by passphrase.

        Raises:
            Explained: the passphrase is wrong, the key file or the database is damaged, changes
                that were saved are missing, or a later release wrote the data.
        """
        self.hold()
        self._demand_database()
        return self._open(self._vault.unlock(passphrase))

    def open_with_recovery(self, code: str) -> House:
        """Open the store by recovery code. Raises as ``open`` does."""
        self.hold()
        self._demand_database()
        return self._open(self._vault.unlock_with_code(code))

    def open_from_key_store(self) -> House | None:
        """Open the store with the key kept in the computer's own key store; None when there is none."""
        self.hold()
        self._demand_database()
        key = self._vault.recall()
        return None if key is None else self._open(key)

    def change_passphrase(self, present: str, new: str) -> None:
        """Exchange the passphrase, by the present one or, where that is forgotten, by the recovery code.

        Raises:
            Explained: ``present`` is neither, or the new one is weak.
        """
        try:
            key = self._vault.unlock(present)
        except Explained as wrong:
            try:
                key = self._vault.unlock_with_code(present)
            except Explained:
                raise wrong from None
        self._vault.change_passphrase(key, new)

    def renew_recovery_code(self, passphrase: str) -> str:
        """A fresh recovery code; the old one opens nothing from now on."""
        return self._vault.renew_code(self._vault.unlock(passphrase))

    def remember(self, passphrase: str) -> None:
        """Keep the key in the computer's own key store. Raises Explained when there is none."""
        self._vault.remember(self._vault.unlock(passphrase))

    def forget(self) -> None:
        """Take the key out of the computer's own key store."""
        self._vault.forget()

    def backups(self) -> tuple[Backup, ...]:
        """The backups of this folder, newest first; they can be listed without a passphrase."""
        from ilacs_desktop.store import backup

        return backup.listed(self.folder / BACKUPS)

    def restore(self, path: Path, passphrase: str) -> House:
        """Put a backup in the place of the database and open it; the present file is kept aside.

        The backup is opened and checked first, with the key file that lies beside it, or the
        present one. The audit trail notes the restore.

        Raises:
            Explained: the passphrase does not open the backup, or it is damaged; nothing was changed.
        """
        from ilacs_desktop.store import backup

        self.hold()
        keys = path.with_name(path.stem + backup.KEYS_SUFFIX)
        vault = Vault(keys) if keys.exists() else self._vault
        key = vault.unlock(passphrase)
        backup.check_file(path, key)
        self.close_house()
        stamp = f"{self._clock():{backup.STAMP}}"
        part = self.folder / (DATABASE + ".restored")
        try:
            shutil.copyfile(path, part)
            backup.check_file(part, key)
            # Copied aside, never moved: a crash at any point leaves a database in its place.
            for name in (DATABASE, HEAD, KEYS):
                if (self.folder / name).exists():
                    shutil.copyfile(self.folder / name, self.folder / f"aside-{stamp}-{name}")
            part.replace(self.folder / DATABASE)
            if keys.exists():
                replace_file(self._vault.path, keys.read_bytes())
        except OSError as error:
            part.unlink(missing_ok=True)
            raise Explained(
                f"The backup could not be put in place: {error.strerror}.",
                remedy="Free some space; the present data are where they were, or beside it as “aside-…”.",
            ) from error
        house = self._open(key, expect_head=False)
        house.safekeeping.keep("restored_from", path.name, deed="Restore a backup")
        return house

    def check_backup(self, path: Path, passphrase: str) -> int:
        """Open a backup and check every page; the number of its last audit entry. Raises Explained."""
        from ilacs_desktop.store import backup

        keys = path.with_name(path.stem + backup.KEYS_SUFFIX)
        return backup.check_file(path, (Vault(keys) if keys.exists() else self._vault).unlock(passphrase))

    def rehearse(self, progress: Callable[[int, int, str], None] | None = None) -> House:
        """A filled, invented inspection week in a folder of its own below this one.

        It is made anew each time and needs no passphrase, for it holds no one's data; it is
        encrypted all the same.
        """
        from ilacs_desktop.services.rehearsal import open_rehearsal

        self.close_house()
        self._house = open_rehearsal(self.folder / REHEARSAL, self._clock, progress)
        return self._house

    def close_house(self) -> None:
        """Give the open store back, the key with it; the folder stays ours."""
        if self._house is not None:
            self._house.store.close()
            self._house = None

    def close(self) -> None:
        """Give back the store and the folder."""
        self.close_house()
        self._lock.release()

    def accept_loss(self, passphrase: str) -> House:
        """Go on with a database that is behind its head record, after the user was told so."""
        self.hold()
        return self._open(self._vault.unlock(passphrase), expect_head=False)

    def _demand_database(self) -> None:
        if self.is_new():
            raise Explained(
                "There is no inspection data in this folder.",
                remedy="Start the window once, or restore a backup.",
            )

    def _open(self, key: bytes, *, expect_head: bool = True) -> House:
        from ilacs_desktop.services.house import build
        from ilacs_desktop.store import backup, schema
        from ilacs_desktop.store.door import Store
        from ilacs_desktop.store.engine import WrongKey, make_engine

        path = self.folder / DATABASE
        engine = make_engine(path, key)
        try:
            schema.bring_up_to_date(
                engine, copy_first=self.folder / BACKUPS / f"before-update-{self._clock():{backup.STAMP}}.db"
            )
            secret = chain_secret(key)
            head = Head(self.folder / HEAD, secret)
            generation = schema.generation_of(engine)
            store = Store(engine, clock=self._clock, secret=secret, head=head, generation=generation)
            mark = store.mark()
            if expect_head:
                self._compare(head.read(), mark)
            if head.read() != mark:
                head.begin_again(mark)
            house = build(store, self._clock, folder=self.folder, key=key)
            store.actor = house.safekeeping.setting("actor", "Coordinator")
        except WrongKey as error:
            engine.dispose()
            raise Explained(
                "The database is damaged at its beginning, or was exchanged for another one.",
                remedy="Restore the newest backup; the damaged file is kept aside.",
            ) from error
        except BaseException:
            engine.dispose()
            raise
        self._house = house
        return house

    def _compare(self, kept: HeadMark | None, found: HeadMark) -> None:
        """Say it loudly when the database is behind what was acknowledged."""
        if kept is None:
            if found.sequence:
                raise MissingChanges(
                    "The safety record beside the database is gone, so missing changes would not show.",
                    remedy="Compare with the newest backup, or go on with what is there.",
                )
            return
        is_forked = kept.sequence == found.sequence and kept.chain != found.chain
        if kept.generation != found.generation or kept.sequence > found.sequence or is_forked:
            missing = kept.sequence - found.sequence
            count = (
                f"{missing} changes that were saved are" if missing > 0 else "Changes that were saved may be"
            )
            cause = "an older copy of the database was put back, or its journal was lost"
            raise MissingChanges(
                f"{count} missing: {cause}.",
                remedy="Restore the newest backup, or go on with what is there.",
            )


class MissingChanges(Explained):
    """The database is behind its head record."""
