"""The one door: audited, versioned, announced, and nothing half stored."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.exc import DBAPIError

from ilacs_desktop.domain.changes import Changes, Kind, Ref
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.store import ledger, search_index
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.head import Head, HeadMark
from ilacs_desktop.store.ledger import AuditEntryRecord
from ilacs_desktop.store.numbers import next_number
from ilacs_desktop.store.people import PersonRecord
from ilacs_desktop.store.settings import SettingRecord

SECRET = b"the chain secret of the tests"


def keep(store: Store, key: str, value: Any) -> None:
    with store.working("Keep a setting") as session:
        session.add(SettingRecord(key=key, value=value))


def entries(store: Store) -> list[tuple[int, str, str, Any, Any]]:
    with store.reading() as session:
        return [
            (each.sequence, each.deed, each.actor, each.before, each.after)
            for each in session.scalars(select(AuditEntryRecord).order_by(AuditEntryRecord.sequence))
        ]


def test_that_a_deed_leaves_an_audit_entry_with_before_and_after(store: Store) -> None:
    keep(store, "tone", "calm")

    with store.working("Change a setting") as session:
        session.scalars(select(SettingRecord)).one().value = "calmer"

    assert entries(store) == [
        (1, "Keep a setting", "K. Boyle", None, {"id": 1, "key": "tone", "value": "calm", "version": 1}),
        (2, "Change a setting", "K. Boyle", {"value": "calm"}, {"value": "calmer"}),
    ]


def test_that_the_changes_of_one_deed_are_entered_in_the_same_order_each_time(store: Store) -> None:
    with store.working("Keep settings") as session:
        session.add_all([SettingRecord(key=f"key {number}", value=0) for number in range(60)])

    with store.working("Change settings") as session:
        for record in reversed(session.scalars(select(SettingRecord)).all()):
            record.value = 1

    with store.reading() as session:
        changed = session.scalars(select(AuditEntryRecord.record_id).where(AuditEntryRecord.deed_number == 2))
        assert list(changed) == list(range(1, 61))


def test_that_an_error_inside_a_deed_stores_nothing_and_announces_nothing(store: Store) -> None:
    heard: list[Changes] = []
    store.listen(heard.append)

    with pytest.raises(RuntimeError), store.working("Keep a setting") as session:
        session.add(SettingRecord(key="tone", value="calm"))
        session.flush()
        raise RuntimeError

    assert (entries(store), heard, store.saved_at) == ([], [], None)


def test_that_a_deed_is_announced_with_its_kinds_after_it_is_stored(store: Store) -> None:
    heard: list[tuple[Changes, int]] = []
    store.listen(lambda changes: heard.append((changes, len(entries(store)))))
    me = object()

    with store.working("Keep a setting", by=me) as session:
        session.add(SettingRecord(key="tone", value="calm"))

    assert heard == [(Changes(frozenset({Kind.SETTING}), me), 1)]


def test_that_a_deed_inside_a_deed_is_stored_with_it_or_not_at_all(store: Store) -> None:
    with pytest.raises(RuntimeError), store.working("Open an inspection"):
        keep(store, "inner", 1)
        raise RuntimeError

    assert entries(store) == []


def test_that_what_is_done_inside_a_deed_can_be_read_in_it(store: Store) -> None:
    with store.working("Keep two settings") as session:
        session.add(SettingRecord(key="one", value=1))
        session.flush()
        with store.reading() as inner:
            assert [each.key for each in inner.scalars(select(SettingRecord))] == ["one"]


def test_that_two_edits_of_one_thing_cannot_overwrite_each_other_unseen(store: Store) -> None:
    keep(store, "tone", "calm")

    with pytest.raises(Explained) as refusal, store.working("Second edit") as session:
        mine = session.scalars(select(SettingRecord)).one()
        session.execute(text("UPDATE settings SET value = '\"first\"', version = version + 1"))
        mine.value = "second"

    assert str(refusal.value) == "Someone else has just changed this. Look again, then repeat your change."
    assert len(entries(store)) == 1


def test_that_a_deed_refused_because_somebody_reads_leaves_the_store_free(store: Store) -> None:
    event.listen(store.engine, "checkout", lambda raw, *_: raw.execute("PRAGMA busy_timeout = 20"))
    refused: list[Explained] = []

    def write() -> None:
        try:
            keep(store, "tone", "hurried")
        except Explained as refusal:
            refused.append(refusal)

    with store.reading() as session:
        assert session.scalars(select(SettingRecord)).all() == []
        writer = threading.Thread(target=write)
        writer.start()
        writer.join()
    assert len(refused) == 1

    for turn in range(4):  # whichever connection comes next
        keep(store, f"turn {turn}", "calm")
    assert [(number, deed) for number, deed, *_ in entries(store)] == [
        (number, "Keep a setting") for number in (1, 2, 3, 4)
    ]


def test_that_a_view_inside_a_view_is_the_same_one_and_ends_with_the_outer(store: Store) -> None:
    with store.reading() as outer:
        with store.reading() as inner:
            assert inner is outer
        with store.reading() as again:
            assert again is outer
    with store.reading() as later:
        assert later is not outer


def test_that_writers_on_several_threads_take_turns_and_lose_nothing(store: Store) -> None:
    def write(name: str) -> None:
        for n in range(25):
            keep(store, f"{name}-{n}", n)

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with store.reading() as session:
        assert len(session.scalars(select(SettingRecord.id)).all()) == 100
        assert ledger.verify(session, SECRET) == (100, None)


@pytest.mark.parametrize("deed", ["UPDATE audit_entries SET actor = 'nobody'", "DELETE FROM audit_entries"])
def test_that_the_audit_trail_cannot_be_changed_by_sql(store: Store, deed: str) -> None:
    keep(store, "tone", "calm")

    with pytest.raises(DBAPIError, match="append-only"), store.engine.begin() as connection:
        connection.execute(text(deed))


def test_that_a_tampered_entry_is_named(store: Store) -> None:
    for n in range(5):
        keep(store, f"k{n}", n)
    with store.engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("DROP TRIGGER audit_entries_no_update"))
        connection.execute(text("UPDATE audit_entries SET actor = 'nobody' WHERE sequence = 3"))

    with store.reading() as session:
        assert ledger.verify(session, SECRET) == (3, 3)


def test_that_the_head_record_follows_every_deed(store: Store, tmp_path: Path) -> None:
    head = Head(tmp_path / "inspection.head", SECRET)
    marks = []

    for n in range(3):
        keep(store, f"k{n}", n)
        marks.append(head.read())

    assert [mark.sequence for mark in marks if mark] == [1, 2, 3]
    assert marks[-1] == store.mark()


def test_that_a_torn_head_slot_leaves_the_mark_before(tmp_path: Path) -> None:
    head = Head(tmp_path / "head", SECRET)
    head.write(HeadMark(1, "a" * 64, "g"))
    head.write(HeadMark(2, "b" * 64, "g"))
    content = bytearray((tmp_path / "head").read_bytes())
    content[40:60] = b"\0" * 20  # slot of mark 2

    (tmp_path / "head").write_bytes(bytes(content))

    assert head.read() == HeadMark(1, "a" * 64, "g")


def test_that_numbers_are_given_once_in_each_series_and_inspection(store: Store) -> None:
    with store.working("Number things") as session:
        given = [next_number(session, 1, "request") for _ in range(3)]
        given += [next_number(session, 1, "case"), next_number(session, 2, "request")]

    assert given == [1, 2, 3, 1, 1]


def test_that_search_follows_changes_and_takes_nothing_typed_as_an_operator(store: Store) -> None:
    with store.working("Add people") as session:
        session.add(PersonRecord(name="Zoë Nguyễn", side="authority", role="Head of Service", team="MASH"))

    def found(words: str) -> list[Ref]:
        with store.reading() as session:
            return [
                hit.ref
                for hit in search_index.search(session.connection(), words, inspection_id=None, limit=5)
            ]

    assert found("nguyen zo") == [Ref(Kind.PERSON, 1)]
    for hostile in ('"', "NEAR(", "a AND", "name:x", "*", "' OR 1=1 --", "IR-00042", "(", "\0"):
        assert found(hostile) == []
    with store.working("Rename") as session:
        session.scalars(select(PersonRecord)).one().name = "Zoë Malik"
    assert (found("nguyen"), found("malik")) == ([], [Ref(Kind.PERSON, 1)])


def test_that_half_a_character_is_refused_in_a_sentence(store: Store) -> None:
    with pytest.raises(Explained, match="broken character"):
        keep(store, "tone", "\udc80")
    with pytest.raises(Explained, match="broken character"), store.reading() as session:
        search_index.search(session.connection(), "a\udc80", inspection_id=None, limit=5)

    keep(store, "tone", "calm")
    assert len(entries(store)) == 1
