"""The daily review: a calm sequence at the side, each step done, or skipped with a note."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ilacs_desktop.desktop.pages.timetable.flow import in_flow
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import IconButton, make_button
from ilacs_desktop.desktop.widgets.labels import Label, Muted
from ilacs_desktop.desktop.widgets.panes import Hairline, IconLabel, SidePanel
from ilacs_desktop.desktop.widgets.pill import Pill
from ilacs_desktop.domain.daily_review import MUST_BE_EMPTY, ReviewStep, StepState

_MARKS = {
    StepState.OPEN: ("circle", "muted"),
    StepState.NOTHING: ("circle-check", "good"),
    StepState.DONE: ("circle-check", "good"),
    StepState.SKIPPED: ("circle-minus", "muted"),
}


class ReviewPanel(SidePanel):
    """What is left before one can go home, step by step."""

    go_wanted = Signal(str)  # the step's key
    done_wanted = Signal(str)
    skip_wanted = Signal(str, str)  # key, note
    reopen_wanted = Signal(str)
    close_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Daily review"), parent)
        self.steps: dict[str, StepView] = {}
        self._shown: tuple[ReviewStep, ...] | None = None
        close = make_button("", "x", quiet=True, spoken=self.tr("Close the daily review"))
        close.clicked.connect(self.close_wanted)
        self.head.addWidget(close)

    def show_steps(self, steps: Sequence[ReviewStep], day: str) -> None:
        """Show the steps of a day. What is being typed into one of them stays."""
        if tuple(steps) == self._shown:
            return
        self._shown = tuple(steps)
        typed = {key: view.note.text() for key, view in self.steps.items() if view.is_skipping}
        focused = next((key for key, view in self.steps.items() if view.isAncestorOf(self._focus())), "")
        self.clear()
        self.steps = {}
        self.add_text(day, muted=True)
        self.add_text(self.left(steps))
        is_next_found = False
        for number, step in enumerate(steps):
            self.body.addSpacing(current_theme().space(0.5))
            if number:
                self.body.addWidget(Hairline())
            is_next = step.is_open and not is_next_found
            is_next_found = is_next_found or is_next
            view = StepView(step, is_next=is_next, parent=self)
            view.go.clicked.connect(lambda _=False, key=step.key: self.go_wanted.emit(key))
            view.done.clicked.connect(lambda _=False, key=step.key: self.done_wanted.emit(key))
            view.reopen.clicked.connect(lambda _=False, key=step.key: self.reopen_wanted.emit(key))
            view.skipped.connect(lambda note, key=step.key: self.skip_wanted.emit(key, note))
            self.body.addWidget(view)
            self.steps[step.key] = view
            if step.key in typed and step.is_open:
                view.begin_skip(typed[step.key])
        self.body.addStretch(1)
        self._go_on(focused)

    def left(self, steps: Sequence[ReviewStep]) -> str:
        """What is left before one can go home, in a sentence."""
        count = sum(step.is_open for step in steps)
        if not count:
            return self.tr("Everything is done. You can go home.")
        if count == 1:
            return self.tr("One thing before you can go home.")
        return self.tr("{n} things before you can go home.").format(n=count)

    def _focus(self) -> QWidget:
        return self.focusWidget() or self

    def _go_on(self, focused: str) -> None:
        """Keep the keyboard in the sequence: on the step it was in, or on the next that is open."""
        if not focused:
            return
        keys = list(self.steps)
        start = keys.index(focused) if focused in keys else 0
        for key in (*keys[start:], *keys[:start]):
            if self.steps[key].step.is_open:
                self.steps[key].go.setFocus()
                return


class StepView(QFrame):
    """One step: its state, what waits in it, and what can be done about it."""

    skipped = Signal(str)

    def __init__(self, step: ReviewStep, *, is_next: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.step = step
        self.setAccessibleName(f"{step.title}, {step.state.value}, {step.sentence}")
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, theme.space(0.5), 0, theme.space(0.5))
        outer.setSpacing(theme.space(1))
        mark = QVBoxLayout()
        icon, role = _MARKS[step.state]
        mark.addWidget(IconLabel("circle-dot" if is_next else icon, "accent" if is_next else role, 16))
        mark.addStretch(1)
        outer.addLayout(mark)
        column = QVBoxLayout()
        column.setSpacing(theme.space(0.5))
        outer.addLayout(column, 1)
        head = QHBoxLayout()
        head.setSpacing(theme.space(1))
        head.addWidget(Label(step.title, font="strong", role="" if step.is_open else "muted", wrap=True), 1)
        if step.state is StepState.SKIPPED:
            head.addWidget(Pill(step.state.value, "plain", "", self))
        elif step.count and step.is_open:
            head.addWidget(Pill(str(step.count), "warn" if is_next else "plain", "", self))
        column.addLayout(head)
        if step.is_open or step.state is StepState.NOTHING:
            column.addWidget(Muted(step.sentence, wrap=True))
        if step.note:
            column.addWidget(Muted(f"“{step.note}”", wrap=True))
        self.go = make_button(
            self.tr("Go there"), small=True, spoken=self.tr("Go to {what}").format(what=step.title)
        )
        self.done = make_button(
            self.tr("Done"), small=True, spoken=self.tr("Done with {what}").format(what=step.title)
        )
        self.skip = make_button(
            self.tr("Skip…"), small=True, quiet=True, spoken=self.tr("Skip {what}").format(what=step.title)
        )
        self.reopen = make_button(
            self.tr("Take back"),
            small=True,
            quiet=True,
            spoken=self.tr("Take back {what}").format(what=step.title),
        )
        column.addWidget(in_flow(self.go, self.done, self.skip, self.reopen))
        self._make_skip(column)
        self.skip.clicked.connect(lambda: self.begin_skip(""))
        self._show_buttons()

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
