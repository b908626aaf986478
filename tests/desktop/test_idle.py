"""The window locks itself, and time asleep counts."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from ilacs_desktop.desktop.idle import Idle


@pytest.fixture
def idle(qapp, clock):
    idle = Idle(clock, 5)
    idle.start()
    yield idle
    idle.stop()


def test_that_five_minutes_of_sleep_ask_for_the_lock(idle, clock, qtbot):
    clock.now += timedelta(minutes=5)

    with qtbot.waitSignal(idle.lock_wanted):
        idle.look()


def test_that_less_does_not(idle, clock, qtbot):
    clock.now += timedelta(minutes=4, seconds=59)

    with qtbot.assertNotEmitted(idle.lock_wanted):
        idle.look()


def test_that_a_clock_set_back_does_not_keep_it_open_for_longer(idle, clock):
    clock.now -= timedelta(hours=3)

    assert 0 <= idle.idle_seconds() < 60


def test_that_a_key_begins_the_count_anew(idle, clock, qtbot):
    editor = QLineEdit()
    qtbot.addWidget(editor)
    editor.show()
    idle._watch(editor.windowHandle())
    clock.now += timedelta(minutes=4)

    qtbot.keyClick(editor.windowHandle(), Qt.Key.Key_A)

    assert idle.idle_seconds() < 60


def test_that_the_first_key_after_a_sleep_locks_instead_of_going_on(idle, clock, qtbot):
    editor = QLineEdit()
    qtbot.addWidget(editor)
    editor.show()
    idle._watch(editor.windowHandle())
    clock.now += timedelta(hours=9)

    with qtbot.waitSignal(idle.lock_wanted):
        qtbot.keyClick(editor.windowHandle(), Qt.Key.Key_A)
