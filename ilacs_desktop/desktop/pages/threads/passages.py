"""A text in which words can be selected and made into something."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import ElidedLabel, IconButton, Muted, PillText, make_button
from ilacs_desktop.domain.feedback import Became, Extract

LOOKS = {
    Became.REQUEST: ("info", "inbox"),
    Became.SIGNAL: ("accent", "telescope"),
    Became.CLARIFICATION: ("plain", "circle-question-mark"),
    Became.CONCERN: ("alert", "circle-alert"),
}


def became_pill(extract: Extract) -> PillText:
    """What an extract became, as its pill: “IR-031”, “signal K-02”."""
    role, icon = LOOKS[extract.kind]
    word = f"{extract.kind.value} {extract.label}" if extract.kind is Became.SIGNAL else extract.label
    return PillText(word, role, icon)


def characters_before(text: str, units: int) -> int:
    """How many characters the first ``units`` UTF-16 units of ``text`` are; Qt counts the latter."""
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore"))


def units_before(text: str, characters: int) -> int:
    """How many UTF-16 units the first ``characters`` characters of ``text`` are."""
    return len(text[:characters].encode("utf-16-le", "surrogatepass")) // 2


class PassageText(QPlainTextEdit):
    """Plain text that knows which of its characters are selected."""

    selected = Signal(bool)
    """Whether anything is selected now."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFont(current_theme().font("body"))
        self.selectionChanged.connect(lambda: self.selected.emit(self.passage() is not None))

    def passage(self) -> tuple[str, int, int] | None:
        """The words selected, and from which character to which; None when there are none.

        White space at the edges of the selection is left out.
        """
        cursor, text = self.textCursor(), self.toPlainText()
        start = characters_before(text, cursor.selectionStart())
        end = characters_before(text, cursor.selectionEnd())
        quote = text[start:end]
        start += len(quote) - len(quote.lstrip())
        quote = quote.strip()
        return (quote, start, start + len(quote)) if quote else None

    def select_characters(self, start: int, end: int) -> None:
        """Select from one character to another and bring them into view."""
        text = self.toPlainText()
        cursor = self.textCursor()
        cursor.setPosition(units_before(text, start))
        cursor.setPosition(units_before(text, end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()


class DeedBar(QWidget):
    """What the selected words can become; the buttons sleep until something is selected."""

    wanted = Signal(object)
    """The `Became` that was chosen."""

    def __init__(self, kinds: Sequence[Became], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(current_theme().space(1))
        hint = ElidedLabel(self.tr("Select words to make them a"), font="small", role="muted")
        hint.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        line.addWidget(hint)
        words = {
            Became.REQUEST: self.tr("Request"),
            Became.SIGNAL: self.tr("Signal"),
            Became.CLARIFICATION: self.tr("Clarification"),
            Became.CONCERN: self.tr("Concern"),
        }
        self.buttons: dict[Became, IconButton] = {}
        for kind in kinds:
            spoken = self.tr("Make the selected words a %1").replace("%1", kind.value)
            button = make_button(words[kind], LOOKS[kind][1], small=True, spoken=spoken)
            button.clicked.connect(lambda _=False, chosen=kind: self.wanted.emit(chosen))
            line.addWidget(button)
            self.buttons[kind] = button
        line.addStretch(1)
        self.wake(False)

    def wake(self, awake: bool) -> None:
        """Let the buttons be pressed, or not."""
        for button in self.buttons.values():
            button.setEnabled(awake)


class Outcomes(QWidget):
    """What became of the words of a text: one link a thing, wrapping into lines."""

    go_wanted = Signal(object)
    """The `Extract` whose thing is to be seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current_theme().space(0.5))
        self.hide()

    def show_extracts(self, extracts: Sequence[Extract]) -> None:
        """Show these, or hide when there are none."""
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.setParent(None)
                old.deleteLater()
        for start in range(0, len(extracts), PER_LINE):
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(current_theme().space(1))
            if start == 0:
                line.addWidget(Muted(self.tr("Became"), font="small"))
            for extract in extracts[start : start + PER_LINE]:
                line.addWidget(self._link(extract))
            line.addStretch(1)
            self._column.addWidget(row)
        self.setVisible(bool(extracts))

    def _link(self, extract: Extract) -> IconButton:
        pill = became_pill(extract)
        spoken = self.tr("“%1” became %2").replace("%1", extract.quote[:60]).replace("%2", pill.word)
        button = make_button(pill.word, pill.icon, small=True, spoken=spoken)
        button.clicked.connect(lambda: self.go_wanted.emit(extract))
        return button


PER_LINE = 5
