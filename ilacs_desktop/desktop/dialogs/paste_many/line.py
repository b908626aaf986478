"""One line of a list under review: changed, put right by its chips, taken or left."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import Label, Muted, make_button
from ilacs_desktop.desktop.widgets.capture_bar import Chips, Corrector
from ilacs_desktop.domain.capture import Chip, Corrections, Words
from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.services.capture import Candidate

_PAUSE_MS = 150


class LineEditor(QWidget):
    """Shows one line. ``changed`` carries its text, ``corrected`` its `Corrections`, ``toggled`` nothing."""

    changed = Signal(str)
    corrected = Signal(object)
    toggled = Signal()
    grown = Signal()

    def __init__(self, clock: Clock, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self._words = words
        self._candidate: Candidate | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(0.75))
        row = QHBoxLayout()
        row.setSpacing(theme.space(1.25))
        words_label = Label(self.tr("&Line"), font="strong")
        self.text = QLineEdit()
        self.text.setAccessibleName(self.tr("The line as it is read"))
        self.text.setMaxLength(2000)
        words_label.setBuddy(self.text)
        self.take_button = make_button("")
        row.addWidget(words_label)
        row.addWidget(self.text, 1)
        row.addWidget(self.take_button)
        column.addLayout(row)
        self.chips = Chips()
        column.addWidget(self.chips)
        self.corrector = Corrector(clock)
        column.addWidget(self.corrector)
        self.why = Muted("", wrap=True)
        column.addWidget(self.why)
        self._timer = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._timer.timeout.connect(lambda: self.changed.emit(self.text.text()))
        self.text.textEdited.connect(lambda _: self._timer.start())
        self.take_button.clicked.connect(self.toggled)
        self.chips.taken_off.connect(lambda role: self.corrected.emit(self._corrections.with_dropped(role)))
        self.chips.put_back.connect(lambda role: self.corrected.emit(self._corrections.without(role)))
        self.chips.correct_wanted.connect(self._ask_for)
        self.chips.left.connect(self.text.setFocus)
        self.corrector.picked.connect(
            lambda role, choice: self._put_right(self._corrections.with_chosen(role, choice))
        )
        self.corrector.taken_off.connect(lambda role: self._put_right(self._corrections.with_dropped(role)))
        self.corrector.put_back.connect(lambda role: self._put_right(self._corrections.without(role)))
        self.corrector.left.connect(self._close_corrector)
        self.corrector.resized.connect(self.grown)

    @property
    def _corrections(self) -> Corrections:
        return self._candidate.corrections if self._candidate else Corrections()

    def show_candidate(self, candidate: Candidate | None, why: str) -> None:
        """Show another line, or the same as it is read now; ``why`` says what to look at."""
        is_other = candidate is None or self._candidate is None or candidate.id != self._candidate.id
        self._candidate = candidate
        self.setEnabled(candidate is not None)
        if candidate is None:
            return
        if is_other:
            self._timer.stop()
            self.corrector.hide()
        if is_other or not self.text.hasFocus():
            self.text.setText(candidate.piece.line)
            self.text.setCursorPosition(0)
        self.chips.show_chips(candidate.captured.chips)
        self.why.setText(why)
        self.why.setVisible(bool(why))
        self.take_button.setText(self.tr("Leave out") if candidate.is_kept else self.tr("Take"))
        self.take_button.setAccessibleName(self.take_button.text())

    def _ask_for(self, chip: Chip) -> None:
        if self._candidate is not None:
            captured = self._candidate.captured
            self.corrector.begin(chip.corrects, captured, self._corrections, self._words)

    def _put_right(self, corrections: Corrections) -> None:
        self._close_corrector()
        self.corrected.emit(corrections)

    def _close_corrector(self) -> None:
        self.text.setFocus()
        self.corrector.hide()
