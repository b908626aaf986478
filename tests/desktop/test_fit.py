"""Nothing is broken on a small laptop, at 100 % and at 150 % text."""

import pytest
import shiboken6
from PySide6.QtCore import QSize

from ilacs_desktop.desktop.theme import ThemeChoice
from ilacs_desktop.desktop.window.frame import Frame
from ilacs_desktop.desktop.window.places import PLACES
from ilacs_desktop.desktop.window.shell import Shell
from ilacs_desktop.settings import Settings

SMALL = QSize(1366, 768)


@pytest.fixture(params=[100, 150, 200])
def frame(desk, inspection, qtbot, tmp_path, request):
    desk.theme.apply(ThemeChoice.LIGHT, request.param)
    frame = Frame(Settings(tmp_path / "settings.json"))
    shell = Shell(desk)
    frame.show_centre(shell)
    frame.resize(SMALL)
    frame.show()
    qtbot.waitUntil(lambda: len(shell.pages) == len(PLACES) and desk.jobs.is_idle, timeout=20_000)
    shell.page("settings").tabs.make_all()
    shell.page("casefiles").casefiles.make_all()
    qtbot.waitUntil(lambda: desk.jobs.is_idle, timeout=20_000)
    yield frame
    frame.allow_close()
    frame.close()
    shiboken6.delete(frame)  # at once: a window that is still there would be given the next size as well
    desk.theme.apply(ThemeChoice.LIGHT, 100)


def test_that_the_window_fits_a_small_laptop(frame, desk):
    least = frame.minimumSizeHint()

    assert (least.boundedTo(SMALL), frame.size()) == (least, SMALL)
    if desk.theme.percent == 100:
        shell = frame.centralWidget()
        room = shell.stack.size()
        needs = {name: page.view.minimumSizeHint() for name, page in shell.pages.items()}
        assert {name: need for name, need in needs.items() if need.boundedTo(room) != need} == {}
