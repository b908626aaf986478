"""The shape of the store: made new, brought up to date, or refused when it is from a later release."""

from __future__ import annotations

import importlib
import secrets
from pathlib import Path

from sqlalchemy import Connection, Engine, String, insert, inspect, select
from sqlalchemy.orm import Mapped, mapped_column

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.store.columns import Base

ROOMS = (
    "inspection",
    "people",
    "timetable",
    "daily_review",
    "info_requests",
    "casefiles",
    "feedback",
    "enquiry",
    "briefing",
)
REVISION = "0005"
"""The newest revision this release knows; the last file in ``migrations/versions``."""

REVISIONS = ("0001", "0002", "0003", "0004", "0005")


class StoreFact(Base):
    """A fact about this database itself: the revision of its shape, and its generation."""

    __tablename__ = "store_facts"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(200))


def load_records() -> None:
    """Import every records room, so that the metadata is whole."""
    for room in (*ROOMS, "ledger", "numbers", "settings", "reminders", "search_index"):
        importlib.import_module(f"ilacs_desktop.store.{room}")


def is_empty(engine: Engine) -> bool:
    """Whether nothing has been made in this database yet."""
    return not inspect(engine).get_table_names()


def revision_of(connection: Connection) -> str:
    """The revision of the shape this database has."""
    return str(connection.scalar(select(StoreFact.value).where(StoreFact.name == "revision")))


def generation_of(engine: Engine) -> str:
    """The mark of this one database, made when it was made."""
    with engine.begin() as connection:
        return str(connection.scalar(select(StoreFact.value).where(StoreFact.name == "generation")))


def create(engine: Engine) -> None:
    """Make every table, index and trigger in one transaction and note the revision."""
    load_records()
    with engine.execution_options(writes=True).begin() as connection:
        Base.metadata.create_all(connection)
        facts = {"revision": REVISION, "generation": secrets.token_hex(8)}
        for name, value in facts.items():
            connection.execute(insert(StoreFact).values(name=name, value=value))


def bring_up_to_date(engine: Engine, *, copy_first: Path | None = None) -> bool:
    """Migrate an older database, after copying it to ``copy_first``; whether anything was done.

    Raises:
        Explained: the database was written by a later release; it is left untouched.
    """
    load_records()
    with engine.begin() as connection:
        present = revision_of(connection)
    if present == REVISION:
        return False
    if present not in REVISIONS:
        raise Explained(
            "This data was written by a later release of ILACS Desktop.",
            remedy="Install that release or a newer one; nothing was changed.",
        )
    from ilacs_desktop.store.migrations import upgrade

    upgrade(engine, copy_first)
    return True
