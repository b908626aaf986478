"""The first run: your name and a passphrase, the recovery code, then a new inspection or a rehearsal."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ilacs_desktop.desktop.dialogs.gate import Gate, secret_edit
from ilacs_desktop.desktop.dialogs.recovery import RecoveryCode
from ilacs_desktop.desktop.forms import Form
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import Muted, clear_layout, make_button

SHORTEST_PASSPHRASE = 14


class FirstRunPage(Gate):
    """Three steps on one card.

    Wishes: ``create_wanted`` (passphrase, name), ``rehearse_wanted``, ``restore_wanted``,
    ``begin_wanted`` ("new" or "rehearse") once the code is kept.
    """

    create_wanted = Signal(str, str)
    rehearse_wanted = Signal()
    restore_wanted = Signal()
    begin_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__("", "")
        self._show_welcome()

    # -- 1: welcome ------------------------------------------------------------------------------

    def _show_welcome(self) -> None:
        theme = current_theme()
        self.say(
            self.tr("Welcome"),
            self.tr(
                "This is the coordinator's control room for one inspection at a time, or two. "
                "Everything stays on this computer, encrypted with a passphrase that only you know."
            ),
        )
        self.form = Form()
        self.name = self.form.add_row(
            self.tr("Your &name"), QLineEdit(), self.tr("As the audit trail shall show it, such as K. Boyle.")
        )
        self.passphrase = self.form.add_row(
            self.tr("&Passphrase"),
            secret_edit(),
            self.tr("At least 14 characters; four unrelated words are easy to remember."),
        )
        self.strength = Muted("")
        self.form.add_wide(self.strength)
        self.again = self.form.add_row(self.tr("Once &more"), secret_edit())
        self.body.addWidget(self.form)
        self.create_button = make_button(self.tr("Create the passphrase"), "key-round", main=True)
        self.create_button.setDefault(True)
        self.rehearse_button = make_button(self.tr("Only rehearse"), link=True)
        self.restore_button = make_button(self.tr("Restore a backup…"), link=True)
        line = QHBoxLayout()
        line.setSpacing(theme.space(1))
        line.addWidget(self.create_button)
        line.addStretch(1)
        self.body.addLayout(line)
        ways = QHBoxLayout()
        ways.addWidget(self.rehearse_button)
        ways.addWidget(self.restore_button)
        ways.addStretch(1)
        self.body.addLayout(ways)
        self.passphrase.textChanged.connect(self._show_strength)
        self.again.returnPressed.connect(self._create)
        self.create_button.clicked.connect(self._create)
        self.rehearse_button.clicked.connect(self.rehearse_wanted)
        self.restore_button.clicked.connect(self.restore_wanted)
        self.strength.hide()
        self.first = self.name

    def _create(self) -> None:
        self.form.clear_errors()
        self.clear_refusal()
        if not self.name.text().strip():
            self.form.error(self.name, self.tr("Type your name."))
        elif len(self.passphrase.text()) < SHORTEST_PASSPHRASE:
            self.form.error(self.passphrase, self.tr("Use at least 14 characters."))
        elif self.passphrase.text() != self.again.text():
            self.form.error(self.again, self.tr("The two are not the same."))
        else:
            self.set_busy(True)
            self.create_wanted.emit(self.passphrase.text(), self.name.text().strip())

    def _show_strength(self, text: str) -> None:
        self.strength.setText(self._said_strength(text))
        self.strength.setVisible(bool(text))

    def _said_strength(self, text: str) -> str:
        if not text:
            return ""
        if len(text) < SHORTEST_PASSPHRASE:
            return self.tr("{count} more characters").format(count=SHORTEST_PASSPHRASE - len(text))
        variety, words = len(set(text)), len(text.split())
        if variety < 6:
            return self.tr("Too few different characters")
        if len(text) >= 24 or words >= 5:
            return self.tr("Very strong")
        return self.tr("Strong") if words >= 4 or (len(text) >= 18 and variety >= 10) else self.tr("Good")

    # -- 2: the recovery code --------------------------------------------------------------------

    def show_code(self, code: str) -> None:
        """Show the recovery code, once; one goes on only with the tick that it is kept."""
        self.set_busy(False)
        clear_layout(self.body)
        self.say(
            self.tr("Your recovery code"),
            self.tr(
                "If the passphrase is ever forgotten, only this code opens the data. "
                "Nobody else has it, nor have we."
            ),
        )
        self.code = RecoveryCode(code)
        self.code.refused.connect(self.refuse)
        self.body.addWidget(self.code)
        self.go_on_button = make_button(self.tr("Go on"), main=True)
        self.go_on_button.setEnabled(False)
        self.code.kept_changed.connect(self.go_on_button.setEnabled)
        self.go_on_button.clicked.connect(self._show_choice)
        self._add_line(self.go_on_button)
        self.code.copy_button.setFocus()

    # -- 3: what now -----------------------------------------------------------------------------

    def _show_choice(self) -> None:
        clear_layout(self.body)
        self.clear_refusal()
        self.say(
            self.tr("What now?"),
            self.tr(
                "Has the call come? Begin a new inspection. Otherwise rehearse a whole invented week "
                "first; it is kept apart from your own data."
            ),
        )
        self.new_button = make_button(self.tr("New inspection"), "phone-call", main=True)
        self.practise_button = make_button(self.tr("Rehearse"), "drama")
        self.new_button.clicked.connect(lambda: self.begin_wanted.emit("new"))
        self.practise_button.clicked.connect(lambda: self.begin_wanted.emit("rehearse"))
        self._add_line(self.new_button, self.practise_button)
        self.new_button.setFocus()

    def _add_line(self, *widgets: QWidget) -> None:
        line = QHBoxLayout()
        line.setSpacing(current_theme().space(1.25))
        for widget in widgets:
            line.addWidget(widget)
        line.addStretch(1)
        self.body.addLayout(line)
