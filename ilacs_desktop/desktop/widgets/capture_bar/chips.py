"""What was understood, as chips that can be put right by keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.labels import plain_tooltip
from ilacs_desktop.desktop.widgets.pill import PillText, paint_pill, pill_size
from ilacs_desktop.domain.capture import CaptureKind, Chip, Role

from .correcting import ADD

_ICONS = {
    Role.KIND: "inbox",
    Role.ASKED: "clock",
    Role.BY: "user",
    Role.OF: "user-round-search",
    Role.OWNER: "user-check",
    Role.DUE: "timer",
    Role.SLOT: "calendar-clock",
    Role.ENQUIRY: "telescope",
    Role.CHILD: "folder-open",
    Role.UNSURE: "circle-question-mark",
}
_KIND_ICONS = {
    CaptureKind.SIGNAL: "activity",
    CaptureKind.CLARIFICATION: "message-circle-question-mark",
    CaptureKind.FIGURE: "hash",
    CaptureKind.OFFER: "gift",
    CaptureKind.CONCERN: "circle-alert",
}
_RING = 2


def pill_of(chip: Chip) -> PillText:
    """How a chip looks: its words, a tint and an icon; a pencil where it was put right by hand."""
    if chip.role == ADD:
        return PillText("", "plain", "plus")
    role = Role(chip.role)
    icon = _ICONS[role]
    tint = "info" if role is Role.ENQUIRY else "plain"
    if role is Role.KIND:
        kind = CaptureKind(chip.text)
        icon = _KIND_ICONS.get(kind, icon)
        tint = "alert" if kind is CaptureKind.CONCERN else "accent"
    if role is Role.UNSURE or chip.choices:
        icon, tint = "circle-question-mark", "warn"
    elif chip.is_put_right and role is not Role.KIND:
        icon = "pencil"
    return PillText(chip.text, tint, icon)


class ChipButton(QAbstractButton):
    """One chip. Enter puts it right, Delete takes its understanding off.

    A signal carries the role as the domain knows it.
    """

    taken_off = Signal(str)
    put_back = Signal(str)
    correct_wanted = Signal(object)
    left = Signal()
    """Back to the line."""

    def __init__(self, chip: Chip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chip = chip
        self._pill = pill_of(chip)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setText(chip.text)
        self.setAccessibleName(chip.text)
        self.setAccessibleDescription(self._said())
        self.setToolTip(plain_tooltip(f"{chip.text}\n{self._said()}"))
        self.clicked.connect(self.act)

    @property
    def can_be_taken_off(self) -> bool:
        """Whether there is anything in the line that could be left as text instead."""
        return self.chip.role not in {Role.UNSURE, ADD} and self.chip.end > self.chip.start

    def act(self) -> None:
        """What Enter does: ask what is right."""
        self.correct_wanted.emit(self.chip)

    def take_off(self) -> None:
        """What Delete does: as the line says where it was put right, else leave the words as text."""
        if self.chip.is_put_right:
            self.put_back.emit(self.chip.role)
        elif self.can_be_taken_off:
            self.taken_off.emit(self.chip.role)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The pill and room for the ring of focus."""
        ring = current_theme().px(_RING)
        return pill_size(current_theme(), self._pill) + QSize(2 * ring, 2 * ring)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Delete takes off, Enter acts, the arrows go from chip to chip."""
        key = event.key()
        if key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.take_off()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down, Qt.Key.Key_F2}:
            self.act()
        elif key in {Qt.Key.Key_Escape, Qt.Key.Key_Up}:
            self.left.emit()
        elif key == Qt.Key.Key_Right:
            self.focusNextChild()
        elif key == Qt.Key.Key_Left:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The pill, and a ring while the keyboard is here."""
        theme = current_theme()
        ring = theme.px(_RING)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_pill(painter, theme, self.rect().adjusted(ring, ring, -ring, -ring), self._pill)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), ring))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            half = ring / 2
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(half, half, -half, -half), theme.px(6), theme.px(6)
            )

    def _said(self) -> str:
        if self.chip.role == ADD:
            return self.tr("Enter asks what it is.")
        if self.chip.choices:
            return self.tr("Several fit; Enter shows them. Until then the line is kept without it.")
        if self.chip.role == Role.UNSURE:
            return self.tr("Not understood; it stays in the line as text. Enter says what is meant.")
        if self.chip.is_put_right:
            return self.tr("Put right by hand. Delete takes that back.")
        if self.can_be_taken_off:
            return self.tr("Enter puts it right, Delete leaves these words as text.")
        return self.tr("Taken for granted, as the line says nothing else. Enter puts it right.")


class Chips(QWidget):
    """The chips of one reading, in as many lines as they need."""

    taken_off = Signal(str)
    put_back = Signal(str)
    correct_wanted = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[ChipButton] = []
        self._more = Chip(ADD, self.tr("Add what the line does not say"), 0, 0)
        self.setAccessibleName(self.tr("What was understood"))

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show other chips; the keyboard stays on the same role, or as near as can be."""
        chips = (*chips, self._more)
        if tuple(button.chip for button in self.buttons) == chips:
            return
        held = next((number for number, button in enumerate(self.buttons) if button.hasFocus()), None)
        gone, self.buttons = self.buttons, []
        for chip in chips:
            button = ChipButton(chip, self)
            button.taken_off.connect(self.taken_off)
            button.put_back.connect(self.put_back)
            button.correct_wanted.connect(self.correct_wanted)
            button.left.connect(self.left)
            button.show()
            self.buttons.append(button)
        if held is not None and self.buttons:
            self.buttons[min(held, len(self.buttons) - 1)].setFocus()
        for button in gone:
            button.hide()
            button.deleteLater()
        self.arrange()

    def arrange(self) -> None:
        """Put the chips side by side and below each other, and take the height that needs."""
        theme = current_theme()
        gap, left, top, high = theme.space(0.5), 0, 0, 0
        for button in self.buttons:
            size = button.sizeHint()
            wide = min(size.width(), max(self.width(), 1))
            if left and left + wide > self.width():
                left, top = 0, top + high + theme.px(2)
            button.setGeometry(left, top, wide, size.height())
            left, high = left + wide + gap, size.height()
        self.setFixedHeight(top + high)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Arrange anew."""
        super().resizeEvent(event)
        self.arrange()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Arrange anew at another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.arrange()
