"""The hand of the journeys: a person at the real window, who presses, types and lets time pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget

from ilacs_desktop.desktop.application import Keeper
from ilacs_desktop.desktop.theme import Theme, ThemeChoice, current_theme
from ilacs_desktop.domain.moments import local
from ilacs_desktop.services.opening import Opening
from ilacs_desktop.settings import Settings
from ilacs_desktop.store.vault import Cost

PASSPHRASE = "copper lantern quiet harbour"
CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
LEFT, ALT, CONTROL = (
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)
PATIENCE_MS = 20_000


def at(text: str) -> datetime:
    """``2026-12-02 10:41``; in winter London keeps the time of the store."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


class Hand:
    """What a person at the window can do: press, type, wait for what follows, let time pass."""

    def __init__(self, keeper: Keeper, clock: Any, qtbot: Any, folder: Path) -> None:
        self.keeper, self.clock, self.qtbot, self.folder = keeper, clock, qtbot, folder

    @property
    def house(self) -> Any:
        """The services behind the window, to look at what was stored."""
        return self.keeper.house

    @property
    def shell(self) -> Any:
        """The window while it is open."""
        return self.keeper.shell

    @property
    def inspection_id(self) -> int:
        """The inspection at hand."""
        return self.shell.desk.inspection_id

    def wait(self, state: Callable[[], object]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(lambda: bool(state()), timeout=PATIENCE_MS)

    def press(self, button: QAbstractButton) -> None:
        """Press a button that can be seen and pressed."""
        self.wait(lambda: button.isVisible() and button.isEnabled())
        self.qtbot.mouseClick(button, LEFT)

    def dialog(self, kind: type[QWidget]) -> Any:
        """The dialog of a kind, once it stands."""

        def found() -> list[QWidget]:
            return [
                each for each in QApplication.topLevelWidgets() if type(each) is kind and each.isVisible()
            ]

        self.wait(found)
        return found()[0]

    def page(self, name: str) -> Any:
        """Go to a page by its button in the sidebar."""
        self.press(self.shell.sidebar.button(name))
        self.wait(lambda: self.shell.shown == name)
        return self.shell.pages[name]

    def keys(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key of the window, wherever the keyboard is."""
        frame = self.keeper.frame
        frame.activateWindow()
        self.wait(frame.isActiveWindow)
        QTest.keyClick(frame.windowHandle(), key, modifier)

    def pass_time(self, until: str) -> None:
        """Let the clock run, with a touch of the keyboard every half hour, so that nothing locks."""
        while self.clock.now < at(until):
            self.clock.now = min(at(until), self.clock.now + timedelta(minutes=30))
            self.keys(Qt.Key.Key_Shift)

    def unlock(self, passphrase: str) -> None:
        """Type a passphrase into the gate and press its button."""
        gate = self.keeper.gate
        self.wait(gate.passphrase.isEnabled)
        gate.passphrase.clear()
        self.qtbot.keyClicks(gate.passphrase, passphrase)
        self.press(gate.open_button)

    def choose(self, button: QAbstractButton, menu: QMenu, words: str) -> None:
        """Press the button that opens a menu, and click the entry that begins with some words."""
        self.press(button)
        self.wait(menu.isVisible)
        (entry,) = [each for each in menu.actions() if each.isEnabled() and each.text().startswith(words)]
        self.qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(entry).center())
        self.wait(lambda: not menu.isVisible())


@contextmanager
def window(folder: Path, clock: Any, qtbot: Any) -> Iterator[Hand]:
    """The real application on the data in ``folder``; ends without a report of a bug."""
    theme: Theme = current_theme()
    theme.apply(ThemeChoice.LIGHT, 100)
    settings = Settings(folder / "settings.json")
    settings.choose("lock_minutes", 60)
    keeper = Keeper(
        lambda: Opening(folder / "data", clock, cost=CHEAP), clock=clock, settings=settings, theme=theme
    )
    bugs: list[str] = []
    keeper.notices.bug_found.connect(bugs.append)
    keeper.start()
    yield Hand(keeper, clock, qtbot, folder)
    keeper.close()
    keeper.frame.hide()
    keeper.frame.deleteLater()
    assert bugs == []


def shown_in(panel: QWidget) -> list[str]:
    """The words of a panel."""
    return [
        child.text()
        for child in panel.findChildren(QWidget)
        if hasattr(child, "text") and not child.isHidden()
    ]


def move(hand: Hand, view: Any, uid: str, key: Qt.Key, times: int) -> None:
    """A slot by quarters of an hour, on the keyboard."""
    step = timedelta(minutes=15 if key == Qt.Key.Key_Down else -15)
    starts_at = local(hand.house.timetable.slot(hand.inspection_id, uid).starts_at)
    for _ in range(times):
        starts_at += step
        view.board.choose(uid)
        view.board.setFocus()
        QTest.keyClick(view.board, key, ALT)
        minutes = starts_at.hour * 60 + starts_at.minute
        hand.wait(lambda minutes=minutes: view.board.board.layout.find(uid).start == minutes)
    assert hand.house.timetable.slot(hand.inspection_id, uid).starts_at == starts_at
