"""The keys of the window, in one place; the help lists what stands here."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

if TYPE_CHECKING:
    from ilacs_desktop.desktop.window.shell import Shell


class Actions(QObject):
    """Makes the window's shortcuts: each is an action of the shell with a text that names it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self.all: list[QAction] = []
        for number, place in enumerate(shell.places[:9], start=1):
            self._add(f"Ctrl+{number}", shell.sidebar.tr(place.word), partial(shell.show_page, place.name))
        self._add("Ctrl+,", self.tr("Settings"), lambda: shell.show_page("settings"))
        self._add("Ctrl+K", self.tr("Capture what was said"), shell.header.focus_capture)
        self._add("Ctrl+F", self.tr("Look up"), self._look_up)
        self._add("Ctrl+L", self.tr("Lock"), shell.lock_wanted.emit)
        self._add("Ctrl+Shift+N", self.tr("New inspection"), shell.open_new_inspection)
        self._add("Ctrl+Shift+R", self.tr("Reminders"), shell.open_reminders)
        self._add("Ctrl+Q", self.tr("Close the window"), shell.quit_wanted.emit)
        self._add("F1", self.tr("Help on this page"), shell.open_help)
        self._add("F5", self.tr("Fetch anew"), shell.refresh)
        self._add("F6", self.tr("Go to the list of pages"), shell.sidebar.focus_shown)

    def _add(self, keys: str, text: str, deed: Callable[[], object]) -> None:
        action = QAction(text, self._shell)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _=False: deed())
        self._shell.addAction(action)
        self.all.append(action)

    def _look_up(self) -> None:
        self._shell.show_page("lookup")
        focus = getattr(self._shell.page("lookup"), "focus_search", None)
        if callable(focus):
            focus()
