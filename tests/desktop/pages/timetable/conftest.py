"""The timetable page on a real day."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ilacs_desktop.desktop.pages.timetable.page import TimetablePage
from ilacs_desktop.services.house import build

LEFT = Qt.MouseButton.LeftButton
KEY = bytes(range(32))
EVENING = datetime(2026, 12, 2, 18, 40, tzinfo=UTC)


def _sample_module() -> Any:
    name = "timetable_sample"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name("sample.py"))
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.fixture
def at():
    """``at("09:30")`` of Thursday 3 December as a moment."""
    return _sample_module().at


@pytest.fixture(scope="session")
def filled(tmp_path_factory, empty_database, opener):
    """An opened inspection with a filled Thursday, made once and copied for each test; see sample.py."""
    folder = tmp_path_factory.mktemp("filled")
    shutil.copy(empty_database, folder / "inspection.db")
    store = opener(folder / "inspection.db", lambda: EVENING)
    house = build(store, lambda: EVENING, folder=folder, key=KEY)
    inspection = house.inspections.open_inspection(
        authority="Borsetshire",
        framework_key="standard",
        notified_at=datetime(2026, 11, 23, 9, 20, tzinfo=UTC),
        lead_inspector="P. Marsh",
    )
    sample = _sample_module().fill(house, inspection.id)
    store.close()
    return folder, inspection, sample


@pytest.fixture
def store(tmp_path, filled, clock, opener):
    """A copy of the filled store."""
    for file in filled[0].glob("inspection.*"):
        if file.is_file():
            shutil.copy(file, tmp_path / file.name)
    store = opener(tmp_path / "inspection.db", clock)
    yield store
    store.close()


@pytest.fixture
def inspection(filled):
    """The inspection that is open in the filled store."""
    return filled[1]


@pytest.fixture
def sample(filled):
    """What the filled Thursday holds."""
    return filled[2]


@pytest.fixture
def settle(qtbot, desk):
    """Wait until everything asked for has been delivered and shown."""

    def wait() -> None:
        # an announcement passes through two queues behind the result of its deed
        for _ in range(3):
            qtbot.waitUntil(lambda: desk.jobs.is_idle, timeout=10_000)
            qtbot.wait(1)
        qtbot.waitUntil(lambda: desk.jobs.is_idle, timeout=10_000)

    return wait


@pytest.fixture
def page(qtbot, desk, inspection, sample, settle) -> TimetablePage:
    """The page on that Thursday, at the size of a small laptop."""
    desk.set_inspection(inspection)
    page = TimetablePage(desk)
    desk.changed.connect(page.on_changed)
    qtbot.addWidget(page.view)
    page.view.resize(1130, 658)
    page.view.show()
    page.refresh()
    settle()
    return page


@pytest.fixture
def slot(house, inspection, sample):
    """``slot("031")`` as it now stands in the store."""
    return lambda name: house.timetable.slot(inspection.id, sample.slots[name].uid)


@pytest.fixture
def board(page):
    return page.view.board


@pytest.fixture
def block(board, sample):
    """``block("031")`` as it lies on the board."""
    return lambda name: board.board.layout.find(sample.slots[name].uid)


@pytest.fixture
def lane(board):
    """``lane("Inspector A")`` as its number."""

    def number(name):
        return [lane.name for lane in board.board.layout.lanes].index(name)

    return number


@pytest.fixture
def press(board, sample, settle):
    """``press("031", Qt.Key.Key_Down, ALT)``: go to a slot, press a key, wait for what follows."""

    def do(name, key, modifiers=Qt.KeyboardModifier.NoModifier):
        board.choose(sample.slots[name].uid)
        board.setFocus()
        QTest.keyClick(board, key, modifiers)
        settle()

    return do


@pytest.fixture
def drag(board, settle):
    """Drag from one point of the board to another."""

    def do(start: QPoint, end: QPoint, held=Qt.KeyboardModifier.NoModifier):
        viewport = board.viewport()
        QTest.mousePress(viewport, LEFT, held, start)
        for at in ((start + end) / 2, end):
            move = QMouseEvent(
                QMouseEvent.Type.MouseMove,
                QPointF(at),
                QPointF(viewport.mapToGlobal(at)),
                Qt.MouseButton.NoButton,
                LEFT,
                held,
            )
            QApplication.sendEvent(viewport, move)
        QTest.mouseRelease(viewport, LEFT, held, end)
        settle()

    return do
