"""The revisions: run from nothing they give the very shape the records declare, and they are careful."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.store import backup, migrations, schema
from ilacs_desktop.store.engine import make_engine

KEY = bytes(range(32))


def shape(engine: Engine) -> dict[str, list[str]]:
    """Every table, index and trigger by name: its clauses in order of letters, without white space and quotes.

    A column that came later stands at another place of its table, and means the same there.
    """
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"
        ).fetchall()
    return {
        name: sorted(filter(None, (re.sub(r"[\s\"]+", "", part) for part in re.split(r"[,\n]", sql))))
        for name, sql in rows
    }


def test_that_the_revisions_from_nothing_give_the_shape_the_records_declare(tmp_path: Path) -> None:
    declared, migrated = make_engine(tmp_path / "a.db", KEY), make_engine(tmp_path / "b.db", KEY)
    schema.create(declared)

    migrations.upgrade(migrated, None)

    assert shape(migrated) == shape(declared)


def test_that_the_newest_revision_is_the_one_the_release_knows() -> None:
    revisions = [each.revision for each in reversed(list(migrations.script().walk_revisions()))]

    assert (tuple(revisions), revisions[-1]) == (schema.REVISIONS, schema.REVISION)


def test_that_a_copy_is_made_before_anything_is_changed(tmp_path: Path) -> None:
    engine = make_engine(tmp_path / "a.db", KEY)
    schema.create(engine)
    with engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("DELETE FROM store_facts WHERE name = 'revision'"))
        connection.execute(
            text("INSERT INTO number_series (id, inspection_id, series, last) VALUES (1, 1, 'case', 7)")
        )

    # The tables are there already, so the first revision cannot run: nothing may be changed by the attempt.
    with pytest.raises(Exception, match="already exists"):
        migrations.upgrade(engine, tmp_path / "before.db")

    assert backup.check_file(tmp_path / "before.db", KEY) == 0
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT last FROM number_series")) == 7


def test_that_a_revision_that_breaks_references_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = make_engine(tmp_path / "a.db", KEY)
    schema.create(engine)

    def break_a_reference(connection: object, until: str) -> None:
        connection.exec_driver_sql(  # type: ignore[attr-defined]  # a connection
            "INSERT INTO reminders (inspection_id, key, text, version) VALUES (99, 'x', '', 1)"
        )

    monkeypatch.setattr(migrations, "run", break_a_reference)

    with pytest.raises(Explained, match="would break 1 references"):
        migrations.upgrade(engine, None)

    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM reminders")) == 0
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1
