"""The one door to the database: one way in to read, one to write.

What a person could forget is done by construction: the audit entry, the head record, the
announcement and the check against somebody else's edit all belong to ``working``.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.orm.exc import StaleDataError

from ilacs_desktop.domain.changes import Changes, Kind
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.store.head import Head, HeadMark
from ilacs_desktop.store.ledger import Deed, last_entry, watch

TROUBLES = (
    ("full", "The disk is full, so this was not saved.",
     "Free some space and do it again; what was saved before is safe."),
    ("readonly", "The data folder cannot be written to, so this was not saved.",
     "Ask for write permission on the folder; reading goes on."),
    ("locked", "Another program is holding the database, so this was not saved.",
     "Close the other program (a backup or virus scan may be at work) and do it again."),
    ("disk i/o", "The disk reported an error, so this was not saved.",
     "Make a backup to another disk, then have this disk checked."),
    ("unable to open", "The database cannot be opened just now, so this was not saved.",
     "See that the data folder is there and can be written to."),
    ("immutable", "An issued timetable, a given item and a sheet stay as they are.",
     "Make a new one; it will supersede the old one."),
)  # fmt: skip
"""Words in the engine's complaint, what we say of it, and the remedy."""


class Store:
    """The one door to the database."""

    def __init__(
        self,
        engine: Engine,
        *,
        clock: Clock,
        secret: bytes,
        head: Head | None = None,
        generation: str = "",
        actor: str = "Coordinator",
    ) -> None:
        self.actor = actor
        self.clock = clock
        self.engine = engine
        self.saved_at: datetime | None = None
        self._secret = secret
        self._head = head
        self._generation = generation
        self._listeners: list[Callable[[Changes], None]] = []
        self._turn = threading.RLock()
        self._here = threading.local()
        self._sessions = sessionmaker(engine, expire_on_commit=False)
        watch(self._sessions)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session on one unchanging view of the store. Nothing read through it can be changed.

        Inside a ``working`` block of the same thread it is that block's session, so that a
        service sees what the deed it belongs to has done so far. Inside a ``reading`` block of
        the same thread it is that block's view: a second one could wait for a writer that waits
        for the first.

        Raises:
            Explained: the database cannot be read just now, or was asked for a broken character.
        """
        outer = self._outer or self._view
        if outer is not None:
            yield outer
            return
        try:
            with self._sessions() as session:
                self._here.view = session
                try:
                    yield session
                finally:
                    self._here.view = None
                session.rollback()
        except UnicodeEncodeError as error:
            raise broken_letter() from error
        except DBAPIError as error:
            raise explained(error) from error

    @contextmanager
    def working(self, deed: str, *, by: object | None = None) -> Iterator[Session]:
        """One write transaction: audited, committed, marked in the head record, announced.

        ``deed`` says what is being done, for the audit trail ("Issue the timetable"). ``by`` is
        passed on to the listeners, so that a page knows its own echo. If anything is raised
        inside, nothing is stored. A block inside a block joins the outer one: both are stored,
        or neither, under the outer deed.

        Raises:
            Explained: someone else has just changed the same thing, the disk refuses, or a text
                holds a broken character.
        """
        if self._outer is not None:
            yield self._outer
            self._outer.flush()
            return
        touched: set[Kind] = set()
        with self._turn:
            work = Deed(deed, self.actor, self.clock(), self._secret, touched=touched)
            try:
                with self._sessions() as session:
                    session.info["deed"] = work
                    session.connection(execution_options={"writes": True})
                    self._here.session = session
                    try:
                        yield session
                        session.commit()
                    finally:
                        self._here.session = None
            except StaleDataError as error:
                raise someone_else() from error
            except UnicodeEncodeError as error:
                raise broken_letter() from error
            except DBAPIError as error:
                raise explained(error) from error
            trouble = self._acknowledge(work) if touched else None
        if touched:
            self._announce(Changes(frozenset(touched), by))
        if trouble is not None:
            raise trouble

    def listen(self, listener: Callable[[Changes], None]) -> None:
        """Call ``listener`` after each stored deed, on the thread that stored it."""
        self._listeners.append(listener)

    def forget(self, listener: Callable[[Changes], None]) -> None:
        """Stop calling ``listener``."""
        self._listeners.remove(listener)

    def close(self) -> None:
        """Give all connections back; the file lies closed on the disk."""
        self.engine.dispose()

    @property
    def secret(self) -> bytes:
        """The key of the audit chain, for those who verify it."""
        return self._secret

    def mark(self) -> HeadMark:
        """How far the store has come: the last audit entry and its chain hash."""
        with self.reading() as session:
            sequence, chain = last_entry(session)
        return HeadMark(sequence, chain, self._generation)

    @property
    def _outer(self) -> Session | None:
        """The session of the ``working`` block this thread is in."""
        session: Session | None = getattr(self._here, "session", None)
        return session

    @property
    def _view(self) -> Session | None:
        """The session of the ``reading`` block this thread is in."""
        session: Session | None = getattr(self._here, "view", None)
        return session

    def _acknowledge(self, deed: Deed) -> Explained | None:
        """Write the head record; only then may "Saved" be shown."""
        if self._head is not None:
            try:
                self._head.write(HeadMark(deed.sequence, deed.chain, self._generation))
            except OSError:
                return Explained(
                    "Your change is stored, but the safety record beside the database could not be written.",
                    remedy="Free some space on the disk, then save any change once more.",
                )
        self.saved_at = self.clock()
        return None

    def _announce(self, changes: Changes) -> None:
        for listener in tuple(self._listeners):
            listener(changes)


def someone_else() -> Explained:
    """What is said when the record was changed by somebody else in the meantime."""
    return Explained("Someone else has just changed this.", remedy="Look again, then repeat your change.")


def broken_letter() -> Explained:
    """What is said of half a character, as it comes out of a damaged file name or a cut paste."""
    return Explained("The text holds a broken character.", remedy="Type those words again.")


def explained(error: DBAPIError) -> Exception:
    """The engine's complaint in our words, or the error itself when it is a fault of ours."""
    complaint = str(error.orig).lower()
    for word, message, remedy in TROUBLES:
        if word in complaint:
            return Explained(message, remedy=remedy)
    return error
