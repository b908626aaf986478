"""The entry in the system tray: capture, show, quit, and nothing said of any case."""

from __future__ import annotations

import pytest

from ilacs_desktop.desktop.keeper import Keeper
from ilacs_desktop.desktop.tray import Tray
from ilacs_desktop.paths import APPLICATION
from ilacs_desktop.services.opening import Opening
from ilacs_desktop.settings import Settings


@pytest.fixture
def keeper(theme, qtbot, tmp_path, clock):
    """A window that is shown, with nothing open yet."""
    keeper = Keeper(
        lambda: Opening(tmp_path / "data", clock),
        clock=clock,
        settings=Settings(tmp_path / "settings.json"),
        theme=theme,
    )
    keeper.frame.show()
    qtbot.waitExposed(keeper.frame)
    yield keeper
    keeper._leave_shell()
    keeper.frame.allow_close()
    keeper.close()
    keeper.frame.deleteLater()


def test_that_the_tray_captures_once_the_house_is_open_and_says_nothing_of_cases(
    keeper, house, inspection, qtbot
):
    tray = Tray(keeper)
    assert [action.text() for action in tray.menu.actions()] == ["Capture…", "Show", "", "Quit"]
    assert tray.icon.toolTip() == APPLICATION

    tray.menu.actions()[0].trigger()
    keeper._enter(house)
    line = keeper.shell.header.capture.line
    qtbot.waitUntil(lambda: keeper.frame.focusWidget() is line, timeout=10_000)
    keeper.shell.setFocus()
    keeper.frame.showMinimized()
    tray.menu.actions()[0].trigger()

    assert (keeper.frame.isMinimized(), keeper.frame.focusWidget()) == (False, line)
    with qtbot.waitSignal(keeper.finished, timeout=10_000):
        tray.menu.actions()[3].trigger()
