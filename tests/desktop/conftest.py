"""A desk on a real house, with real jobs and the light theme."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QWidget

from ilacs_desktop.desktop.bridge import Jobs
from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.notices import Notices
from ilacs_desktop.desktop.theme import Theme, ThemeChoice, current_theme
from ilacs_desktop.desktop.window.shell import Shell

INSIDE = (QAbstractSpinBox, QComboBox)


def all_focusable(window: QWidget) -> list[QWidget]:
    """Every widget that the keyboard can come to, apart from the parts inside an editor."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.isHidden()
        and not (isinstance(widget, QLineEdit | QAbstractItemView) and is_part_of_an_editor(widget))
        and not widget.objectName().startswith("qt_")
    ]


def is_part_of_an_editor(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, INSIDE):
            return True
        parent = parent.parentWidget()
    return False


def all_unnamed(window: QWidget) -> list[str]:
    """Those that a screen reader has no name for: class, object name and text, to find them by."""
    found = []
    for widget in all_focusable(window):
        interface = QAccessible.queryAccessibleInterface(widget)
        name = interface.text(QAccessible.Text.Name) if interface else widget.accessibleName()
        if not name.strip():
            parents = []
            parent = widget.parentWidget()
            while parent is not None and len(parents) < 4:
                parents.append(type(parent).__name__)
                parent = parent.parentWidget()
            found.append(f"{type(widget).__name__} in {' in '.join(parents)}")
    return found


@pytest.fixture
def focusable() -> Callable[[QWidget], list[QWidget]]:
    """Finds every widget that the keyboard can come to."""
    return all_focusable


@pytest.fixture
def unnamed() -> Callable[[QWidget], list[str]]:
    """Finds those controls for which a screen reader has no name."""
    return all_unnamed


@pytest.fixture
def theme(qapp) -> Theme:
    """The light theme at 100 %, on the test application."""
    theme = current_theme()
    if theme.choice is not ThemeChoice.LIGHT or theme.percent != 100:
        theme.apply(ThemeChoice.LIGHT, 100)
    return theme


@pytest.fixture
def notices(qapp) -> Notices:
    """Where refusals and bugs are told; a bug fails no test by itself, ask ``notices.bug_found``."""
    return Notices()


@pytest.fixture
def desk(house, notices, theme, qtbot) -> Iterator[Desk]:
    """A desk on the ``house`` fixture; it has no inspection until ``desk.set_inspection(…)``."""
    jobs = Jobs(notices)
    desk = Desk(house, jobs, notices, theme, house.clock)
    yield desk
    jobs.close()


@pytest.fixture
def shell(desk, inspection, qtbot) -> Shell:
    """The window on one inspection, at rest, 1366 × 768; a page is made when it is first shown."""
    shell = Shell(desk, prepares=False)
    qtbot.addWidget(shell)
    shell.resize(1366, 768)
    shell.show()
    qtbot.waitUntil(lambda: desk.inspection is not None and desk.jobs.is_idle, timeout=20_000)
    return shell


@pytest.fixture
def full_shell(desk, inspection, qtbot) -> Shell:
    """As ``shell``, with every page made, and every tab and list of those that have many."""
    shell = Shell(desk)
    qtbot.addWidget(shell)
    shell.resize(1366, 768)
    shell.show()
    qtbot.waitUntil(lambda: len(shell.pages) == len(shell.places) and desk.jobs.is_idle, timeout=20_000)
    shell.page("settings").tabs.make_all()
    shell.page("casefiles").casefiles.make_all()
    qtbot.waitUntil(lambda: desk.jobs.is_idle, timeout=20_000)
    return shell
