"""What every test may lean on: a real encrypted store in a temporary folder, and a clock of its own."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine, event

from ilacs_desktop.domain.inspection import Inspection
from ilacs_desktop.domain.people import Person, Side
from ilacs_desktop.services.house import House, build
from ilacs_desktop.store import schema
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.engine import make_engine
from ilacs_desktop.store.head import Head

settings.register_profile(
    "house", deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
settings.load_profile("house")


def pytest_collection_finish() -> None:
    """Take all that was imported out of the rounds for cyclic rubbish: it stays until the end anyway."""
    gc.collect()
    gc.freeze()


KEY = bytes(range(32))
SECRET = b"the chain secret of the tests"
EVENING = datetime(2026, 12, 2, 18, 40, tzinfo=UTC)


@dataclass
class TestClock:
    """A clock that stands until the test moves it."""

    __test__ = False
    now: datetime = EVENING

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with every table, made once and copied for each test."""
    path = tmp_path_factory.mktemp("template") / "inspection.db"
    engine = make_engine(path, KEY)
    schema.create(engine)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def opened_database(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Path:
    """A database in which the inspection of the tests is open, made once and copied for each test."""
    path = tmp_path_factory.mktemp("opened") / "inspection.db"
    shutil.copy(empty_database, path)
    store = open_store(path, TestClock())
    build(store, store.clock, folder=path.parent, key=KEY).inspections.open_inspection(
        authority="Borsetshire",
        framework_key="standard",
        notified_at=datetime(2026, 11, 23, 9, 20, tzinfo=UTC),
        lead_inspector="P. Marsh",
    )
    store.close()
    return path


_FIRST_ENGINE: list[Engine] = []


def open_engine(path: Path) -> Engine:
    """The engine of a store of the tests, which writes each statement in SQL once for all of them.

    SQLAlchemy keeps what it has written by engine and dialect; a suite that opens a thousand stores
    would spend an eighth of its time on writing the same statements again. Nor does it wait for the disk: no
    power is cut here. What the settings promise then is shown by tests/store/test_engine.py and tests/faults.
    """
    engine = make_engine(path, KEY)
    event.listen(
        engine, "connect", lambda connection, _record: connection.execute("PRAGMA synchronous = OFF")
    )
    if _FIRST_ENGINE:
        engine.dialect = engine.pool._dialect = _FIRST_ENGINE[0].dialect
        engine._compiled_cache = _FIRST_ENGINE[0]._compiled_cache
    else:
        engine.connect().close()  # so that the dialect knows its database
        _FIRST_ENGINE.append(engine)
    return engine


def open_store(path: Path, clock: Callable[[], datetime]) -> Store:
    """The store in ``path``, with the head record beside it."""
    engine = open_engine(path)
    return Store(
        engine,
        clock=clock,
        secret=SECRET,
        head=Head(path.with_suffix(".head"), SECRET),
        generation=schema.generation_of(engine),
        actor="K. Boyle",
    )


@pytest.fixture(scope="session")
def opener() -> Callable[[Path, Callable[[], datetime]], Store]:
    """``opener(path, clock)`` opens the store in ``path`` as the tests do."""
    return open_store


@dataclass(frozen=True)
class Filled:
    """A database that was filled once: where it lies, what was made of it, and how late it was then."""

    path: Path
    made: Any
    now: datetime


@pytest.fixture(scope="session")
def fill_once(
    tmp_path_factory: pytest.TempPathFactory, opened_database: Path
) -> Callable[[Callable[[House, int], Any]], Filled]:
    """``fill_once(fill)`` runs ``fill(house, inspection_id)`` on a store with the inspection of the tests.

    A module gives it as its fixture ``filled_once``; then the ``store`` of each test that asks for that is a copy.
    """

    def make(fill: Callable[[House, int], Any]) -> Filled:
        path = tmp_path_factory.mktemp("filled") / "inspection.db"
        shutil.copy(opened_database, path)
        clock = TestClock()
        store = open_store(path, clock)
        house = build(store, clock, folder=path.parent, key=KEY)
        made = fill(house, house.inspections.all()[0].id)
        store.close()
        return Filled(path, made, clock.now)

    return make


@pytest.fixture
def store(tmp_path: Path, clock: TestClock, request: pytest.FixtureRequest) -> Iterator[Store]:
    path = tmp_path / "inspection.db"
    if "filled_once" in request.fixturenames:
        filled: Filled = request.getfixturevalue("filled_once")
        shutil.copy(filled.path, path)
        clock.now = filled.now
    else:
        template = "opened_database" if "inspection" in request.fixturenames else "empty_database"
        shutil.copy(request.getfixturevalue(template), path)
    store = open_store(path, clock)
    yield store
    store.close()


@pytest.fixture
def house(store: Store, clock: TestClock, tmp_path: Path) -> House:
    return build(store, clock, folder=tmp_path, key=KEY)


@pytest.fixture
def inspection(house: House) -> Inspection:
    """Borsetshire, standard, notified on Monday 23 November 2026 at 09:20."""
    (opened,) = house.inspections.all()
    return opened


@pytest.fixture
def person(house: Any) -> Callable[..., Person]:
    def add(name: str = "J. Adeyemi", side: Side | str = Side.AUTHORITY, **more: Any) -> Person:
        added: Person = house.people.add(name, Side(side), **more)
        return added

    return add


@pytest.fixture
def shared_data() -> Path:
    """Public samples beside the project; tests that need them skip where they are absent."""
    folder = Path(__file__).parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the public samples are not beside this checkout")
    return folder
