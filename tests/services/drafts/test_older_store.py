"""A store of the first release is brought up to date with all it holds, and then remembers edits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, inspect, text

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import Due
from ilacs_desktop.domain.timetable import PartKind, SlotKind
from ilacs_desktop.services.house import build
from ilacs_desktop.store import migrations, schema
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.engine import make_engine

KEY = bytes(range(32))
ADDED_SINCE = ("draft_deeds", "slot_edits", "checkpoints", "clash_overrides", "meeting_points")


def rows_of(engine: Engine, columns: dict[str, list[str]]) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of these columns, by table."""
    with engine.connect() as connection:
        return {
            table: [tuple(row) for row in connection.exec_driver_sql(select_all(table, names))]
            for table, names in columns.items()
        }


def select_all(table: str, names: list[str]) -> str:
    """The query for every row, in order of the first two columns."""
    return f"SELECT {quoted(names)} FROM {table} ORDER BY 1, 2"  # noqa: S608 - names of our own tables


def quoted(names: list[str]) -> str:
    """Column names as SQL takes them, words of its own included."""
    return ", ".join('"' + name + '"' for name in names)


def first_release(path: Path, new: Engine) -> tuple[Engine, dict[str, list[str]]]:
    """A database of revision 0001 with what ``new`` holds, as far as that release knew it; its columns."""
    old = make_engine(path, KEY)
    migrations.upgrade(old, None, until="0001")
    known = inspect(old)
    columns = {
        table: [column["name"] for column in known.get_columns(table)]
        for table in known.get_table_names()
        if not table.startswith("search")
    }
    held = rows_of(new, columns)
    with old.connect() as connection:
        raw: Any = connection.connection.dbapi_connection
        raw.execute("PRAGMA foreign_keys = OFF")
        with connection.begin():
            connection.exec_driver_sql("DELETE FROM store_facts")
            for table, rows in held.items():
                marks = ", ".join("?" for _ in columns[table])
                insert = f"INSERT INTO {table} ({quoted(columns[table])}) VALUES ({marks})"  # noqa: S608 - names of our own tables
                for row in rows:
                    connection.exec_driver_sql(insert, row)
            connection.execute(text("UPDATE store_facts SET value = '0001' WHERE name = 'revision'"))
        raw.execute("PRAGMA foreign_keys = ON")
    return old, columns


@pytest.fixture
def full(house: Any, inspection: Any, person: Any) -> Any:
    """An inspection with slots, an issue, somebody told, and requests."""
    marsh = person("P. Marsh", "inspectorate", known_as="Inspector B")
    malik = person("Rashida Malik")
    room = house.people.add_place("Room 2", site="Castle House")
    house.timetable.add(
        inspection.id,
        starts_at=datetime(2026, 12, 3, 9, 30, tzinfo=UTC),
        ends_at=datetime(2026, 12, 3, 10, 30, tzinfo=UTC),
        purpose="records",
        kind=SlotKind.CASE_SESSION,
        place_id=room.id,
        parts=[(marsh.id, PartKind.LEADS), (malik.id, PartKind.ATTENDS)],
        case_code="C-014",
        note="ring first",
        uid="s1",
    )
    house.timetable.issue(inspection.id, note="first")
    house.timetable.mark_sent([house.timetable.tellings(inspection.id)[0].id], how="mail")
    house.info_requests.add(inspection.id, verbatim="the last three audits, please", asked_by_id=marsh.id)
    return house


def test_that_a_store_of_the_first_release_keeps_all_and_then_undoes(
    full: Any, inspection: Any, tmp_path: Path, clock: Any
) -> None:
    old, columns = first_release(tmp_path / "old.db", full.store.engine)
    before = rows_of(old, columns)
    with old.connect() as connection:
        assert schema.revision_of(connection) == "0001"
    assert not set(ADDED_SINCE) & set(inspect(old).get_table_names())

    assert schema.bring_up_to_date(old, copy_first=tmp_path / "copy.db")

    after = rows_of(old, columns)
    facts_before, facts_after = dict(before.pop("store_facts")), dict(after.pop("store_facts"))
    assert after == before
    assert facts_after == facts_before | {"revision": schema.REVISION}
    assert (tmp_path / "copy.db").exists()
    assert not schema.bring_up_to_date(old)

    store = Store(
        old, clock=clock, secret=full.store.secret, generation=schema.generation_of(old), actor="K. Boyle"
    )
    house = build(store, clock, folder=tmp_path / "more", key=KEY)
    number = inspection.id
    assert house.timetable.draft(number) == full.timetable.draft(number)
    assert house.timetable.issue_numbered(number, 1) == full.timetable.issue_numbered(number, 1)
    assert house.timetable.tellings(number) == full.timetable.tellings(number)
    assert house.info_requests.all(number) == tuple(
        replace(row, acknowledge_minutes=None, acknowledgement=Due())
        for row in full.info_requests.all(number)
    )
    assert house.timetable.journal.next_undo(number) is None
    with pytest.raises(Explained, match="nothing to undo"):
        house.timetable.journal.undo(number)

    house.timetable.move(number, "s1", starts_at=datetime(2026, 12, 3, 11, tzinfo=UTC))
    house.timetable.journal.undo(number)

    assert [slot.starts_at for slot in house.timetable.draft(number)] == [
        slot.starts_at for slot in full.timetable.draft(number)
    ]
    assert house.timetable.journal.redo(number).said == "Move C-014 records to 11:00"
    assert [event.line for event in house.timetable.journal.history(number, "s1")] == [
        "issued in 1 by K. Boyle, Wed 2 Dec 18:40",
        "moved 09:30 → 11:00 by K. Boyle, Wed 2 Dec 18:40",
    ]
    assert house.timetable.checkpoints.keep(number, "A").slots == len(house.timetable.draft(number))
    store.close()
