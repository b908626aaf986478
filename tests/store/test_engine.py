"""The engine: a sound SQLite, settings that lose nothing, and a wrong key that is told from damage."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.store.engine import (
    DEMANDED,
    WrongKey,
    connect,
    driver,
    is_sound,
    make_engine,
    refuse_unsound,
)

KEY = bytes(range(32))


def test_that_the_sqlite_inside_is_free_of_the_wal_reset_fault() -> None:
    assert is_sound(driver.sqlite_version_info)


@pytest.mark.parametrize(
    ("version", "verdict"),
    [
        ((3, 51, 3), True), ((3, 53, 4), True), ((3, 51, 2), False), ((3, 50, 7), True), ((3, 50, 6), False),
        ((3, 44, 6), True), ((3, 44, 5), False), ((3, 45, 0), False), ((3, 40, 1), False),
    ],
)  # fmt: skip
def test_that_affected_versions_are_known(version: tuple[int, int, int], verdict: bool) -> None:
    assert is_sound(version) is verdict


def test_that_an_affected_build_is_refused_in_a_sentence() -> None:
    with pytest.raises(Explained, match=r"SQLite 3\.51\.1, which can lose saved changes"):
        refuse_unsound((3, 51, 1))


def test_that_every_setting_reads_back_as_demanded(tmp_path: Path) -> None:
    connection = connect(tmp_path / "a.db", KEY)

    read = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in DEMANDED}

    assert read == {name: expected for name, (_, expected) in DEMANDED.items()}


def test_that_another_key_is_refused_and_nothing_is_written_to_standard_error(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    connection = connect(tmp_path / "a.db", KEY)
    connection.execute("CREATE TABLE t (x)")
    connection.close()

    with pytest.raises(WrongKey):
        connect(tmp_path / "a.db", bytes(32))

    assert capfd.readouterr().err == ""


def test_that_an_error_never_carries_the_values(tmp_path: Path) -> None:
    engine = make_engine(tmp_path / "a.db", KEY)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (x UNIQUE)"))
        connection.execute(text("INSERT INTO t VALUES (:x)"), {"x": "a child"})

    with pytest.raises(Exception, match="UNIQUE") as caught, engine.begin() as connection:
        connection.execute(text("INSERT INTO t VALUES (:x)"), {"x": "a child"})

    assert "a child" not in str(caught.value)
