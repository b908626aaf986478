"""Every control of the whole window has a spoken name and can be reached by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from ilacs_desktop.desktop.dialogs.first_run import FirstRunPage
from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.recovery import RestoreDialog
from ilacs_desktop.desktop.dialogs.security import AskPassphraseDialog, ChangePassphraseDialog, NewCodeDialog
from ilacs_desktop.desktop.dialogs.unlock import PausePage, UnlockPage
from ilacs_desktop.desktop.window.error_report import ErrorReport
from ilacs_desktop.desktop.window.help import HelpDialog
from ilacs_desktop.desktop.window.places import PLACES
from ilacs_desktop.desktop.window.reminders_panel import RemindersPanel

CODE = "4XK2M-9QPTD-7HNWC-3VBZR-8FJGS-6YAE5"
GATES = {"first run": FirstRunPage, "unlock": UnlockPage, "pause": PausePage}
DIALOGS = {
    "form": lambda _: FormDialog("Assign", None, "Assign"),
    "restore": lambda _: RestoreDialog(()),
    "change passphrase": lambda _: ChangePassphraseDialog(),
    "ask passphrase": lambda _: AskPassphraseDialog("New recovery code", "Once.", "Make"),
    "new code": lambda _: NewCodeDialog(CODE),
    "error report": lambda _: ErrorReport("ValueError"),
    "help": lambda _: HelpDialog("today"),
    "reminders": RemindersPanel,
}


@pytest.mark.parametrize("name", [place.name for place in PLACES])
def test_that_every_control_of_a_page_has_a_spoken_name(shell, unnamed, name):
    shell.show_page(name)

    assert unnamed(shell.page(name).view) == []


def test_that_every_control_around_the_pages_has_a_spoken_name(shell, unnamed):
    parts = (shell.header, shell.sidebar, shell.status, shell.banner)

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


@pytest.mark.parametrize("name", [place.name for place in PLACES])
def test_that_tab_reaches_every_control_of_a_page(shell, qtbot, focusable, name):
    shell.show_page(name)
    shell.setFocus()
    view = shell.page(name).view
    wanted = {widget for widget in focusable(view) if widget.isVisible() and widget.isEnabled()}

    reached = set()
    for _ in range(len(focusable(shell)) + 10):
        focused = QApplication.focusWidget()
        if focused in reached and focused is not None and wanted <= reached:
            break
        reached.add(focused)
        shell.focusNextPrevChild(True)

    missed = {one for one in wanted - reached if stands_alone(one, reached)}
    assert {f"{type(one).__name__} {one.accessibleName()}" for one in missed} == set()


def stands_alone(widget, reached) -> bool:
    """Of buttons of which one is on, and of a proxied editor, reaching one is enough."""
    group = getattr(widget, "group", None)
    if callable(group) and group() is not None and group().exclusive():
        return not any(button in reached for button in group().buttons())
    proxy = widget.focusProxy()
    return proxy is None or proxy not in reached
