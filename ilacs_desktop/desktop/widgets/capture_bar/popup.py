"""What hangs below the capture line: the chips, what was supplied already, and the keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QHBoxLayout, QVBoxLayout, QWidget

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.labels import ElidedLabel, Heading, Label, Muted
from ilacs_desktop.desktop.widgets.panes import Hairline, IconLabel, RowLine, clear_layout
from ilacs_desktop.desktop.widgets.pill import Pill
from ilacs_desktop.domain.capture import Captured
from ilacs_desktop.domain.info_requests import Similar

from .chips import Chips


class CapturePopup(QFrame):
    """Floats below the bar while a line is typed; part of the window, so it never takes the keyboard away."""

    taken_off = Signal(str)
    chosen = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setObjectName("floating")
        self.setAccessibleName(self.tr("What the line means"))
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(theme.px(28))
        shadow.setOffset(0, theme.px(8))
        tint = QColor(Qt.GlobalColor.black)
        tint.setAlphaF(0.5 if theme.is_dark else 0.18)
        shadow.setColor(tint)
        self.setGraphicsEffect(shadow)
        column = QVBoxLayout(self)
        margin = theme.space(1.5)
        column.setContentsMargins(margin, margin, margin, theme.space(1.25))
        column.setSpacing(theme.space(1))
        self.chips = Chips()
        self.chips.taken_off.connect(self.taken_off)
        self.chips.chosen.connect(self.chosen)
        column.addWidget(self.chips)
        self._about = Muted("", wrap=True)
        column.addWidget(self._about)
        self.refusal = Label("", role="alert", wrap=True)
        column.addWidget(self.refusal)
        self._supplied = QWidget()
        supplied = QVBoxLayout(self._supplied)
        supplied.setContentsMargins(0, 0, 0, 0)
        supplied.setSpacing(theme.space(0.75))
        supplied.addWidget(Hairline())
        head = QHBoxLayout()
        head.setSpacing(theme.space(1))
        head.addWidget(IconLabel("copy-check"))
        head.addWidget(Heading(self.tr("Already supplied?")))
        head.addStretch(1)
        supplied.addLayout(head)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.space(0.5))
        supplied.addLayout(self._rows)
        column.addWidget(self._supplied)
        self._keys = Muted("", font="small", wrap=True)
        column.addWidget(self._keys)
        self.refuse("")
        self.show_similar(())
        self.hide()

    def show_reading(self, captured: Captured, note: str) -> None:
        """Show what was understood; ``note`` says what was taken as usual."""
        self.chips.show_chips(captured.chips)
        self._about.setText(note)
        self._about.setVisible(bool(note))
        self.refuse("")

    def show_similar(self, similar: Sequence[Similar]) -> None:
        """Show what resembles the line."""
        clear_layout(self._rows)
        for number, each in enumerate(similar):
            label = Label(each.label, font="strong")
            pill = Pill(each.state, "good" if each.is_given else "plain", "check" if each.is_given else "")
            row = RowLine(label, ElidedLabel(each.title), pill, first=number == 0)
            row.setToolTip(each.why)
            self._rows.addWidget(row)
        self._supplied.setVisible(bool(similar))
        keys = [self.tr("Tab  correct a chip"), self.tr("Shift Enter  keep and open"), self.tr("Esc  leave")]
        if any(each.is_given for each in similar):
            keys.insert(1, self.tr("Alt S  same answer, second asker"))
        self._keys.setText("    ".join(keys))

    def fit(self) -> None:
        """Take the height that the width needs, and no more."""
        layout = self.layout()
        if layout is None:
            return
        margins = layout.contentsMargins()
        inner = self.width() - margins.left() - margins.right() - 2 * self.frameWidth()
        for label in (self._keys, self._about, self.refusal):
            words = QRect(0, 0, inner, 10_000)
            needed = label.fontMetrics().boundingRect(words, int(Qt.TextFlag.TextWordWrap), label.text())
            label.setFixedHeight(needed.height() + 2)
        layout.invalidate()
        self.resize(self.width(), layout.sizeHint().height())

    def refuse(self, text: str) -> None:
        """Say why the line cannot be kept as it is; empty takes it back."""
        self.refusal.setText(text)
        self.refusal.setVisible(bool(text))
