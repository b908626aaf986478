"""What was understood, as chips that can be put right by keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.pill import PillText, paint_pill, pill_size
from ilacs_desktop.domain.capture import CaptureKind, Chip, Role

_ICONS = {
    Role.KIND: "inbox",
    Role.ASKED: "clock",
    Role.BY: "user",
    Role.OF: "user-round-search",
    Role.OWNER: "user-check",
    Role.DUE: "timer",
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
    """How a chip looks: its words, a tint and an icon."""
    role = Role(chip.role)
    icon = _ICONS[role]
    tint = "info" if role is Role.ENQUIRY else "plain"
    if role is Role.KIND:
        kind = CaptureKind(chip.text)
        icon = _KIND_ICONS.get(kind, icon)
        tint = "alert" if kind is CaptureKind.CONCERN else "accent"
    if role is Role.UNSURE or chip.choices:
        icon, tint = "circle-question-mark", "warn"
    return PillText(chip.text, tint, icon)


class ChipButton(QAbstractButton):
    """One chip. Delete or Enter takes its understanding off; one with choices opens them instead.

    A signal carries the role as the domain knows it.
    """

    taken_off = Signal(str)
    chosen = Signal(str, object)
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
        self.setToolTip(self._said())
        self.clicked.connect(self.act)

    @property
    def can_be_taken_off(self) -> bool:
        """Whether there is anything in the line that could be left as text instead."""
        return self.chip.role != Role.UNSURE and self.chip.end > self.chip.start

    def act(self) -> None:
        """What Enter does: open the choices, or take the understanding off."""
        if self.chip.choices:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            for number, label in self.chip.choices:
                menu.addAction(label.replace("&", "&&")).triggered.connect(
                    lambda _, number=number: self.chosen.emit(self.chip.role, number)
                )
            menu.popup(self.mapToGlobal(QPoint(0, self.height())))
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
            if self.can_be_taken_off:
                self.taken_off.emit(self.chip.role)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}:
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
        if self.chip.choices:
            return self.tr("Several fit; Enter shows them. Until then the line is kept without it.")
        if self.chip.role == Role.UNSURE:
            return self.tr("Not understood; it stays in the line as text.")
        if self.can_be_taken_off:
            return self.tr("Delete or Enter leaves these words as text.")
        return self.tr("Taken for granted, as the line says nothing else.")


class Chips(QWidget):
    """The chips of one reading, in as many lines as they need."""

    taken_off = Signal(str)
    chosen = Signal(str, object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[ChipButton] = []
        self.setAccessibleName(self.tr("What was understood"))

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show other chips; the keyboard stays on the same role, or as near as can be."""
        if [button.chip for button in self.buttons] == list(chips):
            return
        held = next((number for number, button in enumerate(self.buttons) if button.hasFocus()), None)
        gone, self.buttons = self.buttons, []
        for chip in chips:
            button = ChipButton(chip, self)
            button.taken_off.connect(self.taken_off)
            button.chosen.connect(self.chosen)
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
