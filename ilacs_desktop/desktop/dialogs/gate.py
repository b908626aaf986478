"""The gate: what stands in the whole window while the house is closed. It shows no case data."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import IconLabel, Label, Muted
from ilacs_desktop.desktop.widgets.panes import scrolled
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.paths import APPLICATION

CARD_WIDTH = 540


class Gate(QWidget):
    """A card in the middle of the window: a title, a sentence, ``body`` to fill, a place for a refusal."""

    def __init__(self, title: str, text: str, *, icon: str = "shield-check") -> None:
        super().__init__()
        theme = current_theme()
        self.first: QWidget | None = None
        self.setObjectName("ground")
        self.card = QFrame()
        self.card.setObjectName("pane")
        self.card.setMaximumWidth(theme.px(CARD_WIDTH))
        self.card.setMinimumWidth(min(theme.px(CARD_WIDTH), 820))
        self.card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        inner = QVBoxLayout(self.card)
        inner.setContentsMargins(*(theme.space(4),) * 4)
        inner.setSpacing(theme.space(1.5))
        brand = QHBoxLayout()
        brand.setSpacing(theme.space(1))
        brand.addWidget(IconLabel(icon, "accent", 20))
        brand.addWidget(Muted(APPLICATION))
        brand.addStretch(1)
        inner.addLayout(brand)
        self._title = Label(title, font="title", wrap=True)
        self._text = Muted(text, wrap=True)
        inner.addWidget(self._title)
        inner.addWidget(self._text)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.space(1.5))
        inner.addLayout(self.body)
        self._refusal = Label("", role="alert", wrap=True)
        self._refusal.hide()
        inner.addWidget(self._refusal)
        ground = QWidget()
        middle = QVBoxLayout(ground)
        middle.setContentsMargins(*(theme.space(3),) * 4)
        middle.addStretch(2)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.card, 100)
        line.addStretch(1)
        middle.addLayout(line)
        middle.addStretch(3)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(ground))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Put the keyboard where one types first."""
        super().showEvent(event)
        if self.first is not None:
            QTimer.singleShot(0, self.first, self.first.setFocus)

    def say(self, title: str, text: str) -> None:
        """Change what the card says."""
        self._title.setText(title)
        self._text.setText(text)

    def refuse(self, error: Explained) -> None:
        """Show a refusal on the card."""
        self._refusal.setText(str(error))
        self._refusal.setAccessibleName(str(error))
        self._refusal.show()
        self.set_busy(False)

    def clear_refusal(self) -> None:
        """Take the refusal back."""
        self._refusal.hide()
        self._refusal.setText("")

    @property
    def refusal(self) -> str:
        """The refusal that is shown; empty for none."""
        return self._refusal.text()

    def set_busy(self, busy: bool) -> None:
        """Keep fingers off while the work runs."""
        self.card.setEnabled(not busy)
        if busy:
            self.setCursor(Qt.CursorShape.BusyCursor)
        else:
            self.unsetCursor()


def secret_edit() -> QLineEdit:
    """An editor for a passphrase: hidden, without suggestions or spelling."""
    editor = QLineEdit()
    editor.setEchoMode(QLineEdit.EchoMode.Password)
    editor.setInputMethodHints(
        Qt.InputMethodHint.ImhHiddenText
        | Qt.InputMethodHint.ImhSensitiveData
        | Qt.InputMethodHint.ImhNoAutoUppercase
        | Qt.InputMethodHint.ImhNoPredictiveText
    )
    return editor
