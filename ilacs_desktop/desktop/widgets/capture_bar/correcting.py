"""Putting one chip right: a line to type in and what there is to choose from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.labels import Heading, Muted
from ilacs_desktop.desktop.widgets.panes import Hairline
from ilacs_desktop.domain.capture import HAS_DEADLINE, Captured, Corrections, Option, Role, Words, options
from ilacs_desktop.domain.moments import Clock

from .rows import ChoiceRows

ADD = "add"
"""Stands for a chip that is not there yet."""


@dataclass(frozen=True)
class _Entry:
    """One row: a thing to choose, or what happens to the chip instead."""

    text: str
    aside: str
    do: Callable[[], object]


class Corrector(QWidget):
    """Asks for one role of a line. Typing finds, the arrows choose, Enter takes, Escape goes back.

    ``picked`` carries a role and what was chosen for it; ``taken_off`` and ``put_back`` a role.
    """

    picked = Signal(str, object)
    taken_off = Signal(str)
    put_back = Signal(str)
    left = Signal()
    resized = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self._clock = clock
        self._role = ""
        self._captured: Captured | None = None
        self._words = Words(())
        self._corrections = Corrections()
        self._entries: list[_Entry] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(0.75))
        column.addWidget(Hairline())
        self._heading = Heading("")
        column.addWidget(self._heading)
        self.typed = QLineEdit()
        self.typed.setAccessibleName(self.tr("What is right"))
        self.typed.textChanged.connect(self._find)
        self.typed.installEventFilter(self)
        column.addWidget(self.typed)
        self.rows = ChoiceRows()
        self.rows.taken.connect(self._do)
        column.addWidget(self.rows)
        self._nothing = Muted("")
        column.addWidget(self._nothing)
        self.hide()

    def begin(self, role: str, captured: Captured, corrections: Corrections, words: Words) -> None:
        """Ask for ``role``, and take the keyboard."""
        self._captured, self._corrections, self._words = captured, corrections, words
        self.show()
        self._ask(role)

    def _ask(self, role: str) -> None:
        self._role = role
        question, hint = self._questions().get(role, (self.tr("What does the line not say?"), ""))
        self._heading.setText(question)
        self.typed.setPlaceholderText(hint or self.tr("Type to find"))
        self.typed.setAccessibleName(question)
        self.typed.clear()
        self._find("")
        self.typed.setFocus(Qt.FocusReason.OtherFocusReason)

    def _questions(self) -> dict[str, tuple[str, str]]:
        when = self.tr("Type a time: 14:30, tomorrow 9, Thu 10:30, in 2 hours")
        return {
            Role.KIND: (self.tr("What is it?"), ""),
            Role.ASKED: (self.tr("When was it asked?"), self.tr("Type a time: 10:40, yesterday 16:10")),
            Role.BY: (self.tr("Who asked?"), ""),
            Role.OWNER: (self.tr("Who owns it?"), ""),
            Role.DUE: (self.tr("By when?"), when),
            Role.SLOT: (self.tr("Before which slot?"), ""),
            Role.ENQUIRY: (self.tr("Which line of enquiry?"), ""),
            Role.CHILD: (self.tr("Which child?"), ""),
        }

    def _find(self, typed: str) -> None:
        captured = self._captured
        if captured is None:
            return
        if self._role == ADD:
            self._entries = self._missing(typed, captured)
        else:
            found = options(self._role, typed, captured, self._words, self._clock())
            self._entries = [self._entry(each) for each in found]
            if not typed:
                self._entries += self._others()
        self.rows.show_choices([(each.text, each.aside) for each in self._entries], key=self.tr("Enter"))
        self._nothing.setText(
            self.tr("No one moment: a day needs its hour, as in tomorrow 9 or Thu 10:30.")
            if self._role in {Role.DUE, Role.ASKED}
            else self.tr("Nothing fits.")
        )
        self._nothing.setVisible(not self._entries)
        self.resized.emit()

    def _entry(self, option: Option) -> _Entry:
        role = self._role
        return _Entry(option.label, option.aside, lambda: self.picked.emit(role, option.choice))

    def _others(self) -> list[_Entry]:
        """What may happen to the words in the line instead."""
        role, found = self._role, []
        corrections, chips = self._corrections, self._captured.chips if self._captured else ()
        if role in corrections.dropped or role in corrections.chosen:
            found.append(_Entry(self.tr("As the line says"), "", lambda: self.put_back.emit(role)))
        if any(chip.role == role and chip.end > chip.start for chip in chips):
            words = self.tr("Leave these words as text")
            found.append(_Entry(words, "", lambda: self.taken_off.emit(role)))
        return found

    def _missing(self, typed: str, captured: Captured) -> list[_Entry]:
        """The roles that have no chip yet."""
        names = {
            Role.ASKED: self.tr("When it was asked"),
            Role.BY: self.tr("Who asked"),
            Role.OWNER: self.tr("Who owns it"),
            Role.DUE: self.tr("By when"),
            Role.SLOT: self.tr("Before a slot"),
            Role.ENQUIRY: self.tr("Line of enquiry"),
            Role.CHILD: self.tr("Child"),
        }
        has = {chip.corrects for chip in captured.chips}
        if captured.kind not in HAS_DEADLINE or Role.DUE in has:
            has |= {Role.SLOT}
        if Role.SLOT in has:
            has |= {Role.DUE} if captured.slot_uid else set()
        return [
            _Entry(name, "", partial(self._ask, role))
            for role, name in names.items()
            if role not in has and typed.strip().casefold() in name.casefold()
        ]

    def _do(self, number: int) -> None:
        if 0 <= number < len(self._entries):
            self._entries[number].do()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The arrows choose, Enter takes, Escape goes back."""
        if watched is not self.typed or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key = event.key() if isinstance(event, QKeyEvent) else None
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.rows.go(1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}:
            self._do(self.rows.at_hand)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            return super().eventFilter(watched, event)
        return True
