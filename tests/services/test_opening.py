"""The way in: first run, unlocking, and one clear sentence for each thing that can be wrong."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.services.opening import MissingChanges, Opening
from ilacs_desktop.store.files import BACKUPS, DATABASE, HEAD, KEYS
from ilacs_desktop.store.vault import Cost

PASSPHRASE = "copper lantern quiet harbour"
CHEAP = Cost(memory_kib=64, passes=1, lanes=1)


@pytest.fixture
def opening(tmp_path: Path, clock: Any) -> Iterator[Opening]:
    opening = Opening(tmp_path / "data", clock, cost=CHEAP)
    yield opening
    opening.close()


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_that_a_new_store_opens_again_with_passphrase_and_with_recovery_code(opening: Opening) -> None:
    _, code = opening.create(PASSPHRASE, "K. Boyle")
    opening.close()

    names = [opening.open(PASSPHRASE).store.actor]
    opening.close()
    names.append(opening.open_with_recovery(code).store.actor)

    assert names == ["K. Boyle", "K. Boyle"]


def test_that_a_wrong_passphrase_changes_nothing(opening: Opening) -> None:
    opening.create(PASSPHRASE, "K. Boyle")
    opening.close()
    before = contents(opening.folder)

    with pytest.raises(Explained, match="This passphrase is not right"):
        opening.open("copper lantern quiet harbor!")

    assert contents(opening.folder) == before


def test_that_a_second_store_in_the_same_folder_is_refused(opening: Opening) -> None:
    opening.create(PASSPHRASE, "K. Boyle")

    with pytest.raises(Explained, match="There is a store here already"):
        opening.create(PASSPHRASE, "K. Boyle")


def test_that_a_weak_passphrase_makes_no_store(opening: Opening) -> None:
    with pytest.raises(Explained, match="too easy to guess"):
        opening.create("ofsted", "K. Boyle")

    assert opening.is_new()


def test_that_an_older_copy_put_back_is_announced_with_the_number_of_missing_changes(
    opening: Opening,
) -> None:
    house, _ = opening.create(PASSPHRASE, "K. Boyle")
    shutil.copyfile(opening.folder / DATABASE, opening.folder / "old.db")
    for n in range(3):
        house.safekeeping.keep("n", n)
    opening.close()
    (opening.folder / "old.db").replace(opening.folder / DATABASE)

    with pytest.raises(MissingChanges, match="3 changes that were saved are missing"):
        opening.open(PASSPHRASE)

    assert opening.accept_loss(PASSPHRASE).safekeeping.setting("n") is None


def test_that_a_lost_safety_record_is_announced(opening: Opening) -> None:
    opening.create(PASSPHRASE, "K. Boyle")
    opening.close()
    (opening.folder / HEAD).unlink()

    with pytest.raises(MissingChanges, match="The safety record beside the database is gone"):
        opening.open(PASSPHRASE)


def test_that_a_database_of_a_later_release_is_left_untouched(opening: Opening) -> None:
    house, _ = opening.create(PASSPHRASE, "K. Boyle")
    with house.store.engine.execution_options(writes=True).begin() as connection:
        connection.exec_driver_sql("UPDATE store_facts SET value = '9999' WHERE name = 'revision'")
    opening.close()
    before = contents(opening.folder)

    with pytest.raises(Explained, match="written by a later release"):
        opening.open(PASSPHRASE)

    assert contents(opening.folder) == before


def test_that_a_damaged_database_is_told_from_a_wrong_passphrase(opening: Opening) -> None:
    opening.create(PASSPHRASE, "K. Boyle")
    opening.close()
    path = opening.folder / DATABASE
    path.write_bytes(os.urandom(4096) + path.read_bytes()[4096:])

    with pytest.raises(Explained, match="damaged at its beginning"):
        opening.open(PASSPHRASE)


def test_that_yesterdays_backup_is_put_back_and_the_present_data_kept_aside(opening: Opening) -> None:
    house, _ = opening.create(PASSPHRASE, "K. Boyle")
    house.safekeeping.keep("day", "Tuesday")
    made = house.safekeeping.backup_now()
    house.safekeeping.keep("day", "Wednesday")

    restored = opening.restore(made.path, PASSPHRASE)

    assert restored.safekeeping.setting("day") == "Tuesday"
    assert sorted(path.name for path in opening.folder.glob("aside-*")) == [
        f"aside-20261202T184000Z-{name}" for name in (DATABASE, HEAD, KEYS)
    ]
    opening.close()
    assert opening.open(PASSPHRASE).safekeeping.setting("day") == "Tuesday"


def test_that_a_backup_opens_with_the_passphrase_of_its_day(opening: Opening) -> None:
    house, _ = opening.create(PASSPHRASE, "K. Boyle")
    made = house.safekeeping.backup_now()
    opening.change_passphrase(PASSPHRASE, "another long quiet passphrase")

    assert opening.check_backup(made.path, PASSPHRASE) > 0
    with pytest.raises(Explained, match="not right"):
        opening.check_backup(made.path, "another long quiet passphrase")


def test_that_the_recovery_code_stands_in_for_a_forgotten_passphrase(opening: Opening) -> None:
    _, code = opening.create(PASSPHRASE, "K. Boyle")

    opening.change_passphrase(code, "another long quiet passphrase")

    assert opening.open("another long quiet passphrase").safekeeping.actor == "K. Boyle"
    with pytest.raises(Explained, match="not right"):
        opening.change_passphrase("neither of the two", PASSPHRASE)


def test_that_a_backup_is_made_only_when_something_changed_and_half_an_hour_has_passed(
    opening: Opening, clock: Any
) -> None:
    house, _ = opening.create(PASSPHRASE, "K. Boyle")
    made = [house.safekeeping.backup_if_due()]
    clock.now += timedelta(minutes=31)
    made.append(house.safekeeping.backup_if_due())
    house.safekeeping.keep("n", 1)
    made.append(house.safekeeping.backup_if_due())
    house.safekeeping.keep("n", 2)
    made.append(house.safekeeping.backup_if_due())

    assert made == [True, False, True, False]
    assert len(list((opening.folder / BACKUPS).glob("*.db"))) == 2


def test_that_a_check_finds_a_sound_store_sound(opening: Opening) -> None:
    house, _ = opening.create(PASSPHRASE, "K. Boyle")

    assert [finding.is_well for finding in house.safekeeping.check()] == [True, True, True]


def test_that_a_folder_that_cannot_be_used_is_refused(tmp_path: Path, clock: Any) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")

    with pytest.raises(Explained, match="The data folder cannot be made"):
        Opening(tmp_path / "data", clock).hold()

    assert (tmp_path / "data").read_text() == "a file where the folder should be"
