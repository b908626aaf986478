"""Unlocking: by passphrase, by recovery code, or on to a backup when something is wrong."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit

from ilacs_desktop.desktop.dialogs.gate import Gate, secret_edit
from ilacs_desktop.desktop.forms import Form
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import Muted, make_button
from ilacs_desktop.domain.errors import Explained

FREE_GUESSES = 2
LONGEST_WAIT_SECONDS = 30


class UnlockPage(Gate):
    """Asks for the passphrase. The wait after a wrong one doubles: 1, 2, 4 … 30 seconds.

    Wishes: ``open_wanted`` (passphrase), ``code_wanted`` (recovery code), ``restore_wanted``,
    ``accept_loss_wanted`` (passphrase), ``rehearse_wanted``.
    """

    open_wanted = Signal(str)
    code_wanted = Signal(str)
    accept_loss_wanted = Signal(str)
    restore_wanted = Signal()
    rehearse_wanted = Signal()

    def __init__(self, *, was_locked: bool = False) -> None:
        super().__init__("", "", icon="lock")
        theme = current_theme()
        self._by_code = False
        self._wrong = 0
        self._wait_seconds = 0
        self._was_locked = was_locked
        self._form = Form()
        self.passphrase = self._form.add_row(self.tr("&Passphrase"), secret_edit())
        self.code = self._form.add_row(
            self.tr("&Recovery code"),
            QLineEdit(),
            self.tr(
                "Six groups of five, as printed on the day the passphrase was made. "
                "Spaces and case do not matter."
            ),
        )
        self.seen = QCheckBox(self.tr("Show what I type"))
        self.open_button = make_button(self.tr("Unlock"), "lock-open", main=True)
        self.open_button.setDefault(True)
        self.way_button = make_button("", link=True)
        self.loss_button = make_button(self.tr("Go on with what is there"), "triangle-alert")
        self.loss_button.hide()
        self.restore_button = make_button(self.tr("Restore a backup…"), link=True)
        self.rehearse_button = make_button(self.tr("Rehearse"), link=True)
        self._waiting = Muted("")
        line = QHBoxLayout()
        line.setSpacing(theme.space(1.25))
        line.addWidget(self.open_button)
        line.addWidget(self._waiting, 1)
        line.addWidget(self.seen)
        ways = QHBoxLayout()
        ways.addWidget(self.way_button)
        ways.addWidget(self.restore_button)
        ways.addStretch(1)
        ways.addWidget(self.rehearse_button)
        for item in (self._form, self.loss_button):
            self.body.addWidget(item)
        self.body.addLayout(line)
        self.body.addLayout(ways)
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self._count_down)
        self._connect()
        self._show_way()

    def _connect(self) -> None:
        self.passphrase.returnPressed.connect(self._open)
        self.code.returnPressed.connect(self._open)
        self.open_button.clicked.connect(self._open)
        self.way_button.clicked.connect(self._other_way)
        self.loss_button.clicked.connect(lambda: self.accept_loss_wanted.emit(self.passphrase.text()))
        self.restore_button.clicked.connect(self.restore_wanted)
        self.rehearse_button.clicked.connect(self.rehearse_wanted)
        self.seen.toggled.connect(self._show_typed)

    def refuse(self, error: Explained, *, may_go_on: bool = False) -> None:
        """Show why it did not open; ``may_go_on`` offers to go on although saved changes are missing."""
        super().refuse(error)
        self.loss_button.setVisible(may_go_on)
        if not may_go_on:
            self._wrong += 1
            if self._wrong > FREE_GUESSES:
                self._wait_seconds = min(LONGEST_WAIT_SECONDS, 2 ** (self._wrong - FREE_GUESSES - 1))
                self.open_button.setEnabled(False)
                self._say_wait()
                self._timer.start()
        editor = self.code if self._by_code else self.passphrase
        editor.selectAll()
        editor.setFocus()

    def _open(self) -> None:
        if not self.open_button.isEnabled():
            return
        typed = self.code.text().strip() if self._by_code else self.passphrase.text()
        self._form.clear_errors()
        self.clear_refusal()
        if not typed:
            self._form.error(self.code if self._by_code else self.passphrase, self.tr("Type it first."))
            return
        self.set_busy(True)
        (self.code_wanted if self._by_code else self.open_wanted).emit(typed)

    def _other_way(self) -> None:
        self._by_code = not self._by_code
        self.clear_refusal()
        self._form.clear_errors()
        self._show_way()

    def _show_way(self) -> None:
        if self._was_locked:
            title, text = self.tr("Locked"), self.tr("Everything is saved. Unlock to go on.")
        else:
            title, text = (
                self.tr("Welcome back"),
                self.tr("Your inspection data is encrypted on this computer."),
            )
        self.say(title, text)
        self._form.show_row(self.passphrase, not self._by_code)
        self._form.show_row(self.code, self._by_code)
        self.seen.setVisible(not self._by_code)
        self.way_button.setText(
            self.tr("Use the passphrase") if self._by_code else self.tr("Use the recovery code")
        )
        self.way_button.setAccessibleName(self.way_button.text())
        self.first = self.code if self._by_code else self.passphrase
        self.first.setFocus()

    def _show_typed(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.passphrase.setEchoMode(mode)

    def _count_down(self) -> None:
        self._wait_seconds -= 1
        if self._wait_seconds <= 0:
            self._timer.stop()
            self.open_button.setEnabled(True)
            self._waiting.setText("")
        else:
            self._say_wait()

    def _say_wait(self) -> None:
        self._waiting.setText(self.tr("Try again in {seconds} s").format(seconds=self._wait_seconds))


class PausePage(Gate):
    """What hides a rehearsal, which has no passphrase, when the window is locked. Wish: ``go_on_wanted``."""

    go_on_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("", "", icon="lock")
        self.say(self.tr("Rehearsal paused"), self.tr("The data is invented, so no passphrase is asked for."))
        self.go_on_button = make_button(self.tr("Go on"), main=True)
        self.go_on_button.setDefault(True)
        self.go_on_button.clicked.connect(self.go_on_wanted)
        line = QHBoxLayout()
        line.addWidget(self.go_on_button)
        line.addStretch(1)
        self.body.addLayout(line)
