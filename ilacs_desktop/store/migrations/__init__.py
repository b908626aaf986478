"""Alembic revisions, each final once released, and the careful way to run them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from ilacs_desktop.domain.errors import Explained

HERE = Path(__file__).parent


def script() -> ScriptDirectory:
    """The revisions in their order."""
    return ScriptDirectory(str(HERE))


def upgrade(engine: Engine, copy_first: Path | None, *, until: str = "head") -> None:
    """Bring an older database to ``until``: copied first, one transaction, foreign keys looked at after.

    Batch mode under ``foreign_keys=ON`` would delete the children of every rebuilt table, so
    the check is off while it runs and made as a whole before anything is committed.

    Raises:
        Explained: the result would break references; the database is left as it was.
    """
    if copy_first is not None:
        from ilacs_desktop.store.backup import copy_database

        copy_database(engine, copy_first)
    with engine.connect() as connection:
        raw: Any = connection.connection.dbapi_connection
        raw.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                run(connection, until)
                broken = connection.execute(text("PRAGMA foreign_key_check")).fetchall()
                if broken:
                    raise Explained(
                        f"Bringing the data up to date would break {len(broken)} references.",
                        remedy="Nothing was changed. Restore the newest backup or ask for help.",
                    )
        finally:
            raw.execute("PRAGMA foreign_keys = ON")


def run(connection: Any, until: str) -> None:
    """Run the revisions between the one noted in the database and ``until``."""
    scripts = script()
    present = (
        connection.scalar(text("SELECT value FROM store_facts WHERE name = 'revision'"))
        if _has_facts(connection)
        else None
    )
    context = MigrationContext.configure(connection, opts={"render_as_batch": True})
    with Operations.context(context):
        for step in reversed(list(scripts.iterate_revisions(until, present or "base"))):
            step.module.upgrade()
            connection.execute(
                text(
                    "INSERT INTO store_facts (name, value) VALUES ('revision', :revision) "
                    "ON CONFLICT (name) DO UPDATE SET value = :revision"
                ),
                {"revision": step.revision},
            )


def _has_facts(connection: Any) -> bool:
    return bool(connection.scalar(text("SELECT count(*) FROM sqlite_master WHERE name = 'store_facts'")))
