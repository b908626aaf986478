"""The corridor and the evening triage, in the real window: three lines at 17:40, three keys at 18:40, one message."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ilacs_desktop.desktop.dialogs.evening import CanWaitDialog, DigestDialog
from ilacs_desktop.domain.info_requests import Tonight
from ilacs_desktop.domain.people import Side
from ilacs_desktop.services.opening import Opening
from tests.journeys.hand import CHEAP, CONTROL, PASSPHRASE, Hand, at, window

CORRIDOR = (
    "17:40 Inspector B asked A Osei for return-interview data by 6pm",
    "17:41 Inspector B asked L Hartley for supervision records by 7pm",
    "17:42 Inspector B asked A Osei for the LADO report by tomorrow 12:00",
)


@pytest.fixture
def hand(tmp_path: Path, clock: Any, qtbot: Any, qapp: QApplication) -> Iterator[Hand]:
    """The window on the second week of an inspection, with an inspector and two people who answer."""
    clock.now = at("2026-11-23 09:20")
    opening = Opening(tmp_path / "data", clock, cost=CHEAP)
    house, _ = opening.create(PASSPHRASE, "K. Boyle")
    house.inspections.open_inspection(
        authority="Borsetshire", framework_key="standard", notified_at=clock.now
    )
    house.people.add("Paula Marsh", Side.INSPECTORATE, known_as="Inspector B")
    house.people.add("Ama Osei", Side.AUTHORITY, email="a.osei@borsetshire.example")
    house.people.add("Lee Hartley", Side.AUTHORITY)
    opening.close()
    clock.now = at("2026-12-02 17:45")
    with window(tmp_path, clock, qtbot) as hand:
        hand.wait(lambda: hand.keeper.gate is not None)
        hand.unlock(PASSPHRASE)
        hand.wait(lambda: hand.shell is not None and hand.shell.desk.inspection is not None)
        yield hand


def stored(hand: Hand) -> list[Any]:
    return list(hand.house.info_requests.open(hand.inspection_id))


def take_down(hand: Hand, line: str) -> None:
    """In the corridor: Ctrl+K, one line, Enter."""
    bar, before = hand.shell.header.capture, len(stored(hand))
    hand.keys(Qt.Key.Key_K, CONTROL)
    hand.wait(bar.line.hasFocus)
    QTest.keyClicks(bar.line, line[:8])
    QApplication.clipboard().setText(line[8:])  # the rest is pasted, to be quick
    QTest.keyClick(bar.line, Qt.Key.Key_V, CONTROL)
    hand.wait(lambda: len(bar.line.text()) == len(line))
    QTest.keyClick(bar.line, Qt.Key.Key_Return)
    hand.wait(lambda: bar.line.text() == "" and len(stored(hand)) == before + 1)


def press_key(hand: Hand, key: Qt.Key, then: Callable[[], object]) -> None:
    table = hand.shell.pages["info_requests"].view.tonight
    table.setFocus()
    QTest.keyClick(table, key)
    hand.wait(then)


def test_that_a_corridor_of_requests_is_decided_in_the_evening_and_told_once(hand: Hand) -> None:
    for line in CORRIDOR:
        take_down(hand, line)
    assert [(each.ref, each.verbatim, each.owner) for each in stored(hand)] == [
        ("IR-001", CORRIDOR[0], "A. Osei"),
        ("IR-002", CORRIDOR[1], "L. Hartley"),
        ("IR-003", CORRIDOR[2], "A. Osei"),
    ]

    hand.pass_time("2026-12-02 18:40")
    page = hand.page("info_requests")
    hand.press(page.view.switch.button("Tonight"))
    hand.wait(lambda: page.view.tonight.proxy.rowCount() == 3)

    def decided() -> list[Any]:
        return [row.decided for row in hand.house.info_requests.tonight(hand.inspection_id)]

    press_key(hand, Qt.Key.Key_1, lambda: decided() == [Tonight.TONIGHT, None, None])
    hand.wait(lambda: page.view.request is not None and page.view.request.ref == "IR-002")
    press_key(hand, Qt.Key.Key_2, lambda: decided() == [Tonight.TONIGHT, Tonight.BY_EIGHT, None])
    hand.wait(lambda: page.view.request is not None and page.view.request.ref == "IR-003")
    press_key(hand, Qt.Key.Key_3, lambda: True)
    wait = hand.dialog(CanWaitDialog)
    assert wait.agreed_with.text() == "Inspector B"
    hand.press(wait.accept_button)
    hand.wait(lambda: decided()[2] is Tonight.CAN_WAIT)
    hand.wait(lambda: QApplication.activeModalWidget() is None and hand.shell.desk.jobs.is_idle)

    hand.choose(page.view.more.button, page.view.more, "Messages")
    messages = hand.dialog(DigestDialog)
    messages.folder.line.setText(str(hand.folder / "out"))
    hand.press(messages.accept_button)
    hand.wait(lambda: (hand.folder / "out").is_dir() and len(list((hand.folder / "out").iterdir())) == 2)
    assert [each.text.splitlines()[4] for each in hand.house.info_requests.digests(hand.inspection_id)] == [
        "- IR-001: return-interview data. Was due 18:00, late 40 min. Wanted tonight.",
        "- IR-002: supervision records. Due 19:00. Wanted by 08:00.",
    ]
    assert [each.text for each in hand.house.reminders.due(hand.inspection_id) if "IR-" in each.text] == [
        "IR-001 was due 18:00, late 40 min, with A. Osei. Tell the inspection lead."
    ]
