"""One step of the daily review: its state, what waits in it, and what can be done about it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import IconButton, make_button
from ilacs_desktop.desktop.widgets.flow import in_flow
from ilacs_desktop.desktop.widgets.labels import Label, Muted
from ilacs_desktop.desktop.widgets.panes import IconLabel
from ilacs_desktop.desktop.widgets.pill import Pill
from ilacs_desktop.domain.daily_review import MUST_BE_EMPTY, ReviewStep, StepState
from ilacs_desktop.domain.moments import said_when

MARKS = {
    StepState.OPEN: ("circle", "muted"),
    StepState.NOTHING: ("circle-check", "good"),
    StepState.DONE: ("circle-check", "good"),
    StepState.SKIPPED: ("circle-minus", "muted"),
}
"""The icon and colour role of each state."""


class StepView(QFrame):
    """A step, unfolded when ``details`` are given: they stand below its sentence.

    ``can_unfold`` offers the details where they are folded away.
    """

    skipped = Signal(str)
    unfold_wanted = Signal()

    def __init__(
        self,
        step: ReviewStep,
        *,
        now: datetime,
        go: str = "",
        is_next: bool = False,
        details: QWidget | None = None,
        can_unfold: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.step = step
        self.setAccessibleName(f"{step.title}, {step.state.value}, {step.sentence}")
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, theme.space(0.5), 0, theme.space(0.5))
        outer.setSpacing(theme.space(1))
        mark = QVBoxLayout()
        icon, role = MARKS[step.state]
        mark.addWidget(IconLabel("circle-dot" if is_next else icon, "accent" if is_next else role, 16))
        mark.addStretch(1)
        outer.addLayout(mark)
        column = QVBoxLayout()
        column.setSpacing(theme.space(0.5))
        outer.addLayout(column, 1)
        self._make_head(column, is_next=is_next, can_unfold=can_unfold, is_unfolded=details is not None)
        if step.is_open or step.state is StepState.NOTHING:
            column.addWidget(Muted(step.sentence, wrap=True))
        if step.finished_at is not None and not step.is_open:
            who = f", {step.finished_by}" if step.finished_by else ""
            column.addWidget(Muted(f"{step.state.value} {said_when(step.finished_at, now)}{who}", wrap=True))
        if step.note:
            column.addWidget(Muted(f"“{step.note}”", wrap=True))
        if details is not None:
            column.addWidget(details)
        self._make_buttons(go)
        column.addWidget(in_flow(self.go, self.done, self.skip, self.reopen))
        self._make_skip(column)
        self._show_buttons()

    def _make_head(self, column: QVBoxLayout, *, is_next: bool, can_unfold: bool, is_unfolded: bool) -> None:
        step, head = self.step, QHBoxLayout()
        head.setSpacing(current_theme().space(0.5))
        head.addWidget(Label(step.title, font="strong", role="" if step.is_open else "muted", wrap=True), 1)
        if step.state is StepState.SKIPPED:
            head.addWidget(Pill(step.state.value, "plain", "", self))
        elif step.count and step.is_open:
            role = "alert" if step.key == "concerns" else "warn" if is_next else "plain"
            head.addWidget(Pill(str(step.count), role, "", self))
        words = self.tr("Fold {what}") if is_unfolded else self.tr("Unfold {what}")
        self.unfold = make_button(
            "",
            "chevron-up" if is_unfolded else "chevron-down",
            quiet=True,
            small=True,
            spoken=words.format(what=step.title),
        )
        self.unfold.clicked.connect(self.unfold_wanted)
        self.unfold.setVisible(can_unfold)
        head.addWidget(self.unfold)
        column.addLayout(head)

    def _make_buttons(self, go: str) -> None:
        title = self.step.title
        self.go = make_button(
            go or self.tr("Go there"),
            small=True,
            spoken=self.tr("{where}, for {what}").format(where=go or self.tr("Go there"), what=title),
        )
        self.done = make_button(
            self.tr("Done"), small=True, spoken=self.tr("Done with {what}").format(what=title)
        )
        self.skip = make_button(
            self.tr("Skip…"), small=True, quiet=True, spoken=self.tr("Skip {what}").format(what=title)
        )
        self.reopen = make_button(
            self.tr("Take back"),
            small=True,
            quiet=True,
            spoken=self.tr("Take back {what}").format(what=title),
        )
        self.skip.clicked.connect(lambda: self.begin_skip(""))

    def _show_buttons(self) -> None:
        """What must first be empty has no “Done”: it can be done, or skipped with a reason."""
        waits = self.step.is_open
        self.go.setVisible(waits)
        self.done.setVisible(waits and not (self.step.key in MUST_BE_EMPTY and self.step.count))
        self.skip.setVisible(waits)
        self.reopen.setVisible(self.step.state in {StepState.DONE, StepState.SKIPPED})

    def _make_skip(self, column: QVBoxLayout) -> None:
        theme = current_theme()
        self._skip_line = QWidget(self)
        line = QVBoxLayout(self._skip_line)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.space(0.5))
        self.note = QLineEdit()
        self.note.setPlaceholderText(self.tr("Why not today?"))
        self.note.setAccessibleName(self.tr("Why {what} is skipped").format(what=self.step.title))
        self.skip_now: IconButton = make_button(self.tr("Skip"), small=True)
        self.keep = make_button(self.tr("Keep it"), small=True, quiet=True)
        line.addWidget(self.note)
        buttons = QHBoxLayout()
        buttons.addWidget(self.skip_now)
        buttons.addWidget(self.keep)
        buttons.addStretch(1)
        line.addLayout(buttons)
        column.addWidget(self._skip_line)
        self._skip_line.hide()
        self.skip_now.clicked.connect(self._skip)
        self.note.returnPressed.connect(self._skip)
        self.keep.clicked.connect(self.end_skip)

    @property
    def is_skipping(self) -> bool:
        """Whether a note is being written."""
        return not self._skip_line.isHidden()

    def begin_skip(self, text: str) -> None:
        """Ask why the step is skipped."""
        for button in (self.go, self.done, self.skip):
            button.hide()
        self._skip_line.show()
        self.note.setText(text)
        self.note.setFocus()

    def end_skip(self) -> None:
        """Leave the step open after all."""
        self._skip_line.hide()
        self._show_buttons()
        self.skip.setFocus()

    def _skip(self) -> None:
        note = self.note.text().strip()
        if not note:
            self.note.setPlaceholderText(self.tr("A few words, please"))
            self.note.setFocus()
            return
        self.skipped.emit(note)
