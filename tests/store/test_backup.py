"""Backups: encrypted, checked, thinned, and told from a damaged file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.store import backup
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.settings import SettingRecord

KEY = bytes(range(32))
AT = datetime(2026, 12, 2, 18, 12, tzinfo=UTC)


def test_that_the_key_file_lies_whole_beside_the_copy(store, tmp_path):
    keys = tmp_path / "keys.json"
    keys.write_bytes(b"the key file of that day")

    made = backup.make(store.engine, tmp_path / "backups", at=AT, key=KEY, keys_file=keys)

    beside = made.path.with_name(made.path.stem + backup.KEYS_SUFFIX)
    assert beside.read_bytes() == b"the key file of that day"
    assert sorted(each.name for each in beside.parent.iterdir()) == [made.path.name, beside.name]


def test_that_a_backup_holds_everything_and_nothing_readable(store: Store, tmp_path: Path) -> None:
    with store.working("Keep a setting") as session:
        session.add(SettingRecord(key="canary", value="Borsetshire canary"))

    made = backup.make(store.engine, tmp_path / "backups", at=AT, key=KEY, keys_file=None)

    assert (made.sequence, backup.check_file(made.path, KEY)) == (1, 1)
    assert b"canary" not in made.path.read_bytes()
    assert [each.name for each in (tmp_path / "backups").iterdir()] == ["backup-20261202T181200Z.db"]


def test_that_a_flipped_bit_is_noticed(store: Store, tmp_path: Path) -> None:
    made = backup.make(store.engine, tmp_path / "backups", at=AT, key=KEY, keys_file=None)
    content = bytearray(made.path.read_bytes())
    content[len(content) // 2] ^= 1
    made.path.write_bytes(bytes(content))

    with pytest.raises(Explained, match="is damaged or belongs to another key"):
        backup.check_file(made.path, KEY)


def test_that_a_folder_that_cannot_be_made_is_explained(store: Store, tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("a file where the folder should be")

    with pytest.raises(Explained, match="The backup folder cannot be made"):
        backup.make(store.engine, tmp_path / "backups", at=AT, key=KEY, keys_file=None)


@given(st.lists(st.integers(0, 60 * 24 * 60), max_size=120, unique=True))
def test_that_the_newest_the_daily_and_the_weekly_backups_stay(ages_minutes: list[int]) -> None:
    moments = [AT - timedelta(minutes=age) for age in ages_minutes]

    kept = backup.to_keep(moments)

    assert set(sorted(moments, reverse=True)[:12]) <= kept <= set(moments)
    days = sorted({at.date() for at in moments}, reverse=True)[:7]
    assert {at.date() for at in kept} >= set(days)
    weeks = sorted({at.isocalendar()[:2] for at in moments}, reverse=True)[:4]
    assert {at.isocalendar()[:2] for at in kept} >= set(weeks)
    assert len(kept) <= 12 + 7 + 4


def test_that_thinning_never_touches_a_backup_from_after_the_clock(tmp_path: Path) -> None:
    for minute in range(40):
        stamp = AT + timedelta(minutes=minute)
        (tmp_path / f"backup-{stamp:{backup.STAMP}}.db").write_bytes(b"x")

    backup.thin(tmp_path, now=AT - timedelta(days=4000))

    assert len(backup.listed(tmp_path)) == 40
