"""What became of a slot of the day, said right in the review: one key each."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import IconButton, make_button
from ilacs_desktop.desktop.widgets.flow import in_flow
from ilacs_desktop.desktop.widgets.labels import Label
from ilacs_desktop.domain.moments import said_time
from ilacs_desktop.domain.timetable import Slot


class Became(StrEnum):
    """What can have become of a slot; the value is the key that says it."""

    ENDED = "E"
    RAN_OVER = "O"
    DID_NOT_HAPPEN = "D"
    ELSEWHERE = "W"


class SlotLine(QFrame):
    """One slot that is over: E ended, O ran over, D did not happen, W the inspector went elsewhere.

    ``said`` carries what became of it and the words that belong to it: the minutes, or why, or where.
    """

    said = Signal(object, str)  # Became, words

    def __init__(self, slot: Slot, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.slot = slot
        self._asking: Became | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setObjectName("slotLine")
        name = f"{said_time(slot.starts_at)} {slot.title_with_inspectors}"
        self.setAccessibleName(name)
        self.setAccessibleDescription(
            self.tr("E ended, O ran over, D did not happen, W the inspector went elsewhere")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.space(0.5), 0, theme.space(0.5))
        column.setSpacing(theme.space(0.5))
        self._name = Label(name, wrap=True)
        self.buttons: dict[Became, IconButton] = {}
        for became, text, tooltip in (
            (Became.ENDED, self.tr("Ended"), self.tr("It ended as planned")),
            (Became.RAN_OVER, self.tr("Over…"), self.tr("It ended later than planned")),
            (Became.DID_NOT_HAPPEN, self.tr("Did not…"), self.tr("It did not happen")),
            (Became.ELSEWHERE, self.tr("Elsewhere…"), self.tr("The inspector went elsewhere")),
        ):
            button = make_button(
                text,
                small=True,
                quiet=became is not Became.ENDED,
                spoken=f"{tooltip}: {name}",
                tooltip=f"{tooltip} ({became.value})",
            )
            button.clicked.connect(lambda _=False, became=became: self.say(became))
            self.buttons[became] = button
        head = QHBoxLayout()
        head.setSpacing(theme.space(0.75))
        head.addWidget(self._name, 1)
        head.addWidget(self.buttons[Became.ENDED])
        column.addLayout(head)
        self._row = in_flow(*(self.buttons[key] for key in Became if key is not Became.ENDED))
        column.addWidget(self._row)
        self._make_line(column)

    def _make_line(self, column: QVBoxLayout) -> None:
        self._more = QWidget(self)
        row = QHBoxLayout(self._more)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current_theme().space(0.5))
        self.words = QLineEdit()
        self.keep = make_button(self.tr("Keep"), small=True)
        self.leave = make_button("", "x", small=True, quiet=True, spoken=self.tr("Leave it open"))
        row.addWidget(self.words, 1)
        row.addWidget(self.keep)
        row.addWidget(self.leave)
        column.addWidget(self._more)
        self._more.hide()
        self.words.returnPressed.connect(self._keep)
        self.keep.clicked.connect(self._keep)
        self.leave.clicked.connect(self.end)

    @property
    def is_asking(self) -> bool:
        """Whether words are being typed here."""
        return self._asking is not None

    @property
    def asked(self) -> tuple[Became, str] | None:
        """What is being asked and typed, to go on with it after the panel was built anew."""
        return None if self._asking is None else (self._asking, self.words.text())

    def say(self, became: Became, words: str = "") -> None:
        """Say what became of it; where words are needed they are asked for here."""
        if became is Became.ENDED:
            self.said.emit(became, "")
            return
        asked = {
            Became.RAN_OVER: self.tr("By how many minutes?"),
            Became.DID_NOT_HAPPEN: self.tr("Why? A word is enough"),
            Became.ELSEWHERE: self.tr("Where to, if it is known"),
        }[became]
        self._asking = became
        self.words.setPlaceholderText(asked)
        self.words.setAccessibleName(asked)
        self.words.setText(words)
        self._row.hide()
        self.buttons[Became.ENDED].hide()
        self._more.show()
        self.words.setFocus()

    def end(self) -> None:
        """Leave it open after all."""
        self._asking = None
        self._more.hide()
        self._row.show()
        self.buttons[Became.ENDED].show()
        self.setFocus()

    def _keep(self) -> None:
        words, became = self.words.text().strip(), self._asking
        if became is None:
            return
        if became is Became.RAN_OVER and not words.isdecimal():
            self.words.setPlaceholderText(self.tr("A number of minutes, please"))
            self.words.clear()
            return
        if became is Became.DID_NOT_HAPPEN and not words:
            self.words.setPlaceholderText(self.tr("A word, please: worker ill"))
            return
        self.said.emit(became, words)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """One key says it, while the line has the keyboard; Escape leaves the words."""
        key = event.text().upper()
        if event.key() == Qt.Key.Key_Escape and self.is_asking:
            self.end()
        elif key in set(Became) and not self.is_asking:
            self.say(Became(key))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802  # Qt's name
        """The name stands out while the keys of the line count."""
        super().focusInEvent(event)
        self._name.set_role("accent")

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802  # Qt's name
        """Back to plain words."""
        super().focusOutEvent(event)
        self._name.set_role("")
