"""Every dialog there is, opened on invented values: named, reached by Tab, left by Escape, no key meant twice.

A dialog is found by being there: its arguments are made from what its constructor says it takes, so that a
new one is held to this without a line here. What cannot be invented stands in ``SPECIAL``.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import typing
from collections import Counter, abc
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from pathlib import Path
from types import SimpleNamespace, UnionType
from typing import ClassVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QPushButton,
    QRadioButton,
    QWidget,
)

from ilacs_desktop import desktop
from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.recovery import BackupFile
from ilacs_desktop.domain.info_requests.changing import Collision

NOW = datetime(2026, 12, 2, 18, 40, tzinfo=UTC)
PLAIN = {
    str: "word",
    int: 1,
    float: 1.0,
    bool: True,
    bytes: b"",
    object: "thing",
    datetime: NOW,
    date: NOW.date(),
    time: time(9, 30),
    timedelta: timedelta(minutes=30),
    Path: Path("folder"),
}
SPECIAL = {
    BackupFile: lambda: SimpleNamespace(path=Path("a.backup"), made_at=NOW, size_bytes=1),
    Collision: lambda: Collision("title", "theirs", "ours"),
}
"""What no constructor can make: a protocol, and the name of a field that there is."""


def every_dialog() -> dict[str, type[QDialog]]:
    """Each class of a dialog, by module and name; those that begin with ``_`` are only built upon."""
    found = {}
    for module in pkgutil.walk_packages(desktop.__path__, desktop.__name__ + "."):
        if "dialog" not in module.name:
            continue
        here = importlib.import_module(module.name)
        for name, kind in vars(here).items():
            is_ours = inspect.isclass(kind) and issubclass(kind, QDialog) and kind.__module__ == here.__name__
            if is_ours and not name.startswith("_"):
                found[f"{module.name.removeprefix('ilacs_desktop.desktop.')}.{name}"] = kind
    return found


DIALOGS = every_dialog()


def invented(kind: object, desk: Callable[[], object], name: str = "") -> object:  # noqa: PLR0911 - one line for each kind of type
    """A value of a type: the first of an enumeration, one of a sequence, a record with what it must have."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if kind in SPECIAL:
        return SPECIAL[kind]()
    if kind in PLAIN:
        return name if kind is str and name else PLAIN[kind]
    if origin in (typing.Union, UnionType):
        return invented(inner[0], desk, name)
    if origin in (abc.Sequence, abc.Iterable, list, set, frozenset) or inner[1:] == (...,):
        return (tuple if origin in (abc.Sequence, abc.Iterable) else origin)([invented(inner[0], desk)])
    if origin in (tuple, abc.Mapping, dict):
        made = tuple(invented(each, desk) for each in inner)
        return made if origin is tuple else dict([made])
    if origin is abc.Callable:
        return lambda *_: invented(inner[1], desk)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    return desk() if kind is Desk else kind(**arguments(kind, desk))


def arguments(kind: type, desk: Callable[[], object]) -> dict[str, object]:
    """What a constructor must have."""
    hints, takes = typing.get_type_hints(kind.__init__), inspect.signature(kind).parameters.values()
    needed = [one.name for one in takes if one.default is one.empty and one.name != "parent"]
    return {name: invented(hints[name], desk, name) for name in needed}


def opened(kind: type[QDialog], desk: Callable[[], object]) -> QDialog:
    """The dialog on invented values, shown, with the keyboard."""
    dialog = kind(**arguments(kind, desk))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.show()
    QTest.qWaitForWindowActive(dialog)
    return dialog


@pytest.mark.parametrize("name", DIALOGS)
def test_that_a_dialog_is_for_everybody(theme, qtbot, unnamed, focusable, request, name):
    dialog = opened(DIALOGS[name], lambda: request.getfixturevalue("desk"))
    qtbot.addWidget(dialog)
    begins_inside = dialog.isAncestorOf(QApplication.focusWidget() or dialog)
    enters = [one for one in dialog.findChildren(QPushButton) if one.isDefault()]
    nameless, missed, twice = unnamed(dialog), not_reached(dialog, focusable), meant_twice(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)

    assert (nameless, missed, twice) == ([], set(), [])
    assert (begins_inside, len(enters), dialog.isVisible()) == (True, 1, False)


def test_that_f1_asks_the_window_for_help_over_the_dialog(theme, qtbot):
    class Window(QWidget):
        asked: ClassVar[list[QDialog]] = []

        def open_help(self, over: QDialog) -> None:
            self.asked.append(over)

    window = Window()
    qtbot.addWidget(window)
    page = QWidget(window)
    dialog = FormDialog("Assign", page)
    dialog.show()
    QTest.qWaitForWindowActive(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_F1)

    assert window.asked == [dialog]


def test_that_a_second_click_brings_the_dialog_that_stands_open_and_no_other(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    first, second, other = (FormDialog(title, page) for title in ("Assign", "Assign", "Plan"))

    for dialog in (first, second, other):
        dialog.open()

    assert [each.isVisible() for each in (first, second, other)] == [True, False, True]


def not_reached(dialog: QDialog, focusable: Callable[[QWidget], list[QWidget]]) -> set[str]:
    """Controls at which the keyboard never comes by Tab; of buttons of which one is on, one is enough."""
    wanted = {one for one in focusable(dialog) if one.isVisible() and one.isEnabled()}
    reached: set[QWidget | None] = set()
    for _ in range(len(wanted) + 20):
        dialog.focusNextPrevChild(True)
        reached.add(QApplication.focusWidget())
    return {
        f"{type(one).__name__} {one.accessibleName()}"
        for one in wanted - reached
        if one.focusProxy() not in reached and not reached & set(_beside(one))
    }


def _beside(widget: QWidget) -> list[QAbstractButton]:
    """Buttons of which only one is on at a time; the arrows go from one to the other."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    if group is not None and group.exclusive():
        return group.buttons()
    return widget.parentWidget().findChildren(QRadioButton) if isinstance(widget, QRadioButton) else []


def meant_twice(dialog: QDialog) -> list[str]:
    """Letters that Alt would take to two controls."""
    words = [one.text() for one in dialog.findChildren(QLabel) if one.buddy() is not None]
    words += [one.text() for one in dialog.findChildren(QAbstractButton)]
    letters = Counter(found.lower() for each in words for found in re.findall(r"&(\w)", each))
    return [letter for letter, count in letters.items() if count > 1]
