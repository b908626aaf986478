"""A short list that is gone through from a line of text, which keeps the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.labels import ElidedLabel, Label
from ilacs_desktop.desktop.widgets.panes import clear_layout


class ChoiceRows(QWidget):
    """Rows of words with an aside; one of them is at hand. ``taken`` carries the number of one clicked."""

    taken = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._rows: list[_Row] = []
        self.at_hand = 0

    @property
    def texts(self) -> tuple[str, ...]:
        """What the rows say."""
        return tuple(row.text for row in self._rows)

    def show_choices(self, choices: Sequence[tuple[str, str]], *, key: str = "") -> None:
        """Show other rows, (words, aside); the first is at hand, and ``key`` stands beside it."""
        clear_layout(self._column)
        self._rows = [_Row(self, number, *choice, key) for number, choice in enumerate(choices)]
        for row in self._rows:
            self._column.addWidget(row)
            row.show()  # at once, so that whoever asks for the height is told the right one
        self.at_hand = 0
        self._light()

    def go(self, steps: int) -> None:
        """Take another row at hand, and say it to a screen reader; it stops at both ends."""
        if self._rows:
            self.at_hand = min(max(self.at_hand + steps, 0), len(self._rows) - 1)
            self._light()
            said = self.tr("{words}, {number} of {many}").format(
                words=self._rows[self.at_hand].text, number=self.at_hand + 1, many=len(self._rows)
            )
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def _light(self) -> None:
        for row in self._rows:
            row.light(is_lit=row.number == self.at_hand)


class _Row(QWidget):
    def __init__(self, rows: ChoiceRows, number: int, text: str, aside: str, key: str) -> None:
        super().__init__(rows)
        theme = current_theme()
        self._rows, self.number, self.text, self._is_lit = rows, number, text, False
        self.setAccessibleName(f"{text}, {aside}" if aside else text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.space(1), theme.px(3), theme.space(1), theme.px(3))
        line.setSpacing(theme.space(1.25))
        words = Label(text) if aside else ElidedLabel(text)
        line.addWidget(words, 0 if aside else 1)
        if aside:
            line.addWidget(ElidedLabel(aside, role="muted"), 1)
        self._key = Label(key, font="small", role="muted")
        line.addWidget(self._key)

    def light(self, *, is_lit: bool) -> None:
        """Be the one at hand, or no longer."""
        self._is_lit = is_lit
        self._key.setVisible(is_lit and bool(self._key.text()))
        self.update()

    def mousePressEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take it."""
        self._rows.taken.emit(self.number)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The tint of the one at hand."""
        if self._is_lit:
            theme = current_theme()
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selection"))
            painter.drawRoundedRect(QRectF(self.rect()), theme.px(6), theme.px(6))
