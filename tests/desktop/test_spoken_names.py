"""Every control of the whole window has a spoken name and can be reached by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from ilacs_desktop.desktop.dialogs.first_run import FirstRunPage
from ilacs_desktop.desktop.dialogs.unlock import PausePage, UnlockPage
from ilacs_desktop.desktop.window.error_report import ErrorReport
from ilacs_desktop.desktop.window.help import HelpDialog
from ilacs_desktop.desktop.window.places import PLACES
from ilacs_desktop.desktop.window.reminders_panel import RemindersPanel

NAMES = [place.name for place in PLACES]
GATES = {"first run": FirstRunPage, "unlock": UnlockPage, "pause": PausePage}
DIALOGS = {
    "error report": lambda _: ErrorReport("ValueError"),
    "help": lambda _: HelpDialog("today"),
    "reminders": RemindersPanel,
}
"""Those that are no dialog of a deed; all others: `dialogs/test_every_dialog.py`."""


def test_that_every_control_of_every_page_has_a_spoken_name(full_shell, unnamed):
    found = {name: unnamed(page.view) for name, page in full_shell.pages.items()}

    assert (set(found), {name: those for name, those in found.items() if those}) == (set(NAMES), {})


def test_that_every_control_around_the_pages_has_a_spoken_name(full_shell, unnamed):
    parts = (full_shell.header, full_shell.sidebar, full_shell.status, full_shell.banner)

    assert [name for part in parts for name in unnamed(part)] == []


@pytest.mark.parametrize("name", GATES)
def test_that_every_control_of_a_gate_has_a_spoken_name(theme, qtbot, unnamed, name):
    gate = GATES[name]()
    qtbot.addWidget(gate)

    assert unnamed(gate) == []


@pytest.mark.parametrize("name", DIALOGS)
def test_that_every_control_of_a_dialog_has_a_spoken_name(desk, qtbot, unnamed, name):
    dialog = DIALOGS[name](desk)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)

    assert (isinstance(dialog, QDialog), unnamed(dialog)) == (True, [])


def test_that_tab_reaches_every_control_of_every_page(full_shell, focusable):
    missed = {}
    for name, page in full_shell.pages.items():
        full_shell.show_page(name)
        full_shell.setFocus()
        wanted = {one for one in focusable(page.view) if one.isVisible() and one.isEnabled()}
        reached = tour(full_shell, wanted, steps=len(focusable(full_shell)) + 10)
        missed[name] = {
            f"{type(one).__name__} {one.accessibleName()}"
            for one in wanted - reached
            if stands_alone(one, reached)
        }

    assert {name: those for name, those in missed.items() if those} == {}


def tour(shell, wanted, steps) -> set:
    """What the keyboard comes to by pressing Tab again and again."""
    reached = set()
    for _ in range(steps):
        shell.focusNextPrevChild(True)
        reached.add(QApplication.focusWidget())
        if wanted <= reached:
            break
    return reached


def stands_alone(widget, reached) -> bool:
    """Of buttons of which one is on, and of a proxied editor, reaching one is enough."""
    group = getattr(widget, "group", None)
    if callable(group) and group() is not None and group().exclusive():
        return not any(button in reached for button in group().buttons())
    proxy = widget.focusProxy()
    return proxy is None or proxy not in reached
