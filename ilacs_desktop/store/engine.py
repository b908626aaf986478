"""The engine under the store: SQLCipher with settings that lose nothing in a power cut.

TRUNCATE with EXTRA keeps one file at rest and survived every simulated power cut; the
usual fast advice (WAL with NORMAL) did not. Each setting is read back after it was made,
for SQLite may answer with another one without an error.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from ilacs_desktop.domain.errors import Explained

driver: Any = dbapi2  # its names are made at run time, so a type checker finds none
KEY_BYTES = 32
SOUND_LINES = {(3, 44): 6, (3, 50): 7}
"""Older lines of SQLite into which the cure of the WAL-reset fault was carried back: line, first patch."""

DEMANDED = {
    "journal_mode": ("TRUNCATE", "truncate"),
    "synchronous": ("EXTRA", 3),
    "foreign_keys": ("ON", 1),
    "secure_delete": ("ON", 1),
    "temp_store": ("MEMORY", 2),
    "busy_timeout": ("5000", 5000),
}
"""Setting: what is asked for, and what must come back."""


class WrongKey(Exception):
    """The file is not a database under this key: another key, or damage on its first page."""


def is_sound(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite is free of the WAL-reset fault (cured in 3.51.3, 3.50.7 and 3.44.6)."""
    if version >= (3, 51, 3):
        return True
    patch = SOUND_LINES.get(version[:2])
    return patch is not None and version[2] >= patch


def refuse_unsound(version: tuple[int, int, int] = driver.sqlite_version_info) -> None:
    """Refuse to work on an SQLite that can lose saved changes.

    Raises:
        Explained: this build of the application carries an affected SQLite.
    """
    if not is_sound(version):
        raise Explained(
            f"This build carries SQLite {'.'.join(map(str, version))}, which can lose saved changes.",
            remedy="Install the current release of ILACS Desktop; nothing was opened.",
        )


def connect(path: Path, key: bytes | None) -> Any:
    """A raw connection with every setting made and read back.

    ``key`` None opens a plain file; only the control runs of the fault tests use that.

    Raises:
        WrongKey: ``path`` cannot be read with ``key``.
        ValueError: the key is not 32 bytes long.
    """
    connection = driver.connect(str(path), timeout=5, check_same_thread=False, isolation_level=None)
    cursor = connection.cursor()
    try:
        if key is not None:
            if len(key) != KEY_BYTES:
                raise ValueError(f"a key has {KEY_BYTES} bytes")
            cursor.execute("PRAGMA cipher_log_level = NONE")  # else a wrong key is written to stderr
            cursor.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        try:
            cursor.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except driver.DatabaseError as error:
            if "not a database" in str(error) or "malformed" in str(error):
                raise WrongKey(path.name) from error
            raise
        for setting, (asked, expected) in DEMANDED.items():
            cursor.execute(f"PRAGMA {setting} = {asked}")
            (answer,) = cursor.execute(f"PRAGMA {setting}").fetchone()
            if answer != expected:
                raise Explained(
                    f"The database answered {setting} = {answer} where {asked} is needed for safe saving.",
                    remedy="Keep the data folder on a local disk and start again; nothing was changed.",
                )
    except BaseException:
        connection.close()
        raise
    cursor.close()
    return connection


def make_engine(path: Path, key: bytes | None) -> Engine:
    """An SQLAlchemy engine on the file at ``path``; a writer begins IMMEDIATE, a reader plainly.

    Parameters never reach a message or a traceback (``hide_parameters``), for they are case data.
    """
    refuse_unsound()
    engine = create_engine(
        "sqlite://",
        module=driver,
        creator=lambda: connect(path, key),
        poolclass=QueuePool,
        pool_size=3,
        max_overflow=3,
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A transaction that reads first and writes later cannot wait for its turn: it says so at once.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    @event.listens_for(engine, "checkin")
    def _end(connection: Any, _record: object) -> None:
        # A COMMIT that was refused, because somebody reads for too long, leaves its transaction open, and
        # SQLAlchemy takes it for ended: the store would be locked for everybody from then on.
        if connection is not None and connection.in_transaction:
            connection.rollback()

    return engine
