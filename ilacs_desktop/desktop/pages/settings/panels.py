"""The panels of Settings. They know widgets and rows, no services."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

import ilacs_desktop
from ilacs_desktop.desktop.dialogs.recovery import said_backup
from ilacs_desktop.desktop.forms import Form
from ilacs_desktop.desktop.tables import Column, ListTable, RowTable
from ilacs_desktop.desktop.theme import TEXT_PERCENTS, Theme, ThemeChoice, current_theme
from ilacs_desktop.desktop.widgets import EmptyState, Label, Muted, Pane, make_button, scrolled

if TYPE_CHECKING:
    from ilacs_desktop.services.safekeeping import Finding

FORM_WIDTH = 560
PARTS = (
    ("Qt and PySide6", "LGPL-3.0"),
    ("SQLCipher, SQLite and sqlcipher3", "BSD-3-Clause, public domain, zlib"),
    ("SQLAlchemy, Alembic", "MIT"),
    ("APScheduler", "MIT"),
    ("argon2-cffi, keyring", "MIT"),
    ("Typst", "Apache-2.0"),
    ("python-docx, python-calamine, RapidFuzz, nh3", "MIT"),
    ("XlsxWriter, icalendar", "BSD"),
    ("Inter typeface", "SIL Open Font License 1.1"),
    ("Lucide icons", "ISC"),
)
"""What the application is built on, and under which licence."""


class AppearancePanel(QWidget):
    """Wish: ``look_wanted`` (a `ThemeChoice`, text size in per cent)."""

    look_wanted = Signal(object, int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.form = Form()
        self.choice = QComboBox()
        for choice, word in (
            (ThemeChoice.SYSTEM, self.tr("As the system")),
            (ThemeChoice.LIGHT, self.tr("Light")),
            (ThemeChoice.DARK, self.tr("Dark")),
            (ThemeChoice.CONTRAST, self.tr("High contrast")),
        ):
            self.choice.addItem(word, choice)
        self.percent = QComboBox()
        for percent in TEXT_PERCENTS:
            self.percent.addItem(self.tr("{percent} %").format(percent=percent), percent)
        self.form.add_row(self.tr("&Appearance"), self.choice)
        self.form.add_row(
            self.tr("&Text size"),
            self.percent,
            self.tr("Everything grows with it; the window keeps its size."),
        )
        _fill(self, Pane(self.tr("Appearance"), "palette"), self.form)
        self.show_look(theme)
        self.choice.activated.connect(self._wish)
        self.percent.activated.connect(self._wish)

    def show_look(self, theme: Theme) -> None:
        """Show what is chosen."""
        self.choice.setCurrentIndex(self.choice.findData(theme.choice))
        self.percent.setCurrentIndex(max(0, self.percent.findData(theme.percent)))

    def _wish(self) -> None:
        self.look_wanted.emit(self.choice.currentData(), self.percent.currentData())


class YouPanel(QWidget):
    """Wish: ``name_wanted``: who is at the keyboard from now on."""

    name_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.form = Form()
        self.name = self.form.add_row(
            self.tr("Your &name"),
            QLineEdit(),
            self.tr(
                "As the audit trail and the issued sheets show it. "
                "A handover to a deputy is itself in the trail."
            ),
        )
        self.save = make_button(self.tr("Take over"), main=True)
        _fill(self, Pane(self.tr("At the keyboard"), "user-round"), self.form, _line(self.save))
        self.save.clicked.connect(self._wish)
        self.name.returnPressed.connect(self._wish)

    def show_name(self, name: str) -> None:
        """Show who is at the keyboard."""
        if not self.name.hasFocus():
            self.name.setText(name)

    def _wish(self) -> None:
        self.form.clear_errors()
        if self.name.text().strip():
            self.name_wanted.emit(self.name.text().strip())
        else:
            self.form.error(self.name, self.tr("Type a name."))


class BackupsPanel(QWidget):
    """Wishes: ``backup_wanted``, ``restore_wanted``, ``check_wanted``, ``folder_wanted`` (path or empty)."""

    backup_wanted = Signal()
    restore_wanted = Signal()
    check_wanted = Signal()
    folder_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        theme = current_theme()
        pane = Pane(self.tr("Backups"), "archive")
        self.rows = RowTable(
            [
                Column(
                    self.tr("Made"),
                    lambda one: said_backup(one).split(" · ")[0],
                    sort=lambda one: one.made_at.isoformat(),
                ),
                Column(
                    self.tr("Size"),
                    lambda one: said_backup(one).split(" · ")[1],
                    sort=lambda one: one.size_bytes,
                ),
                Column(
                    self.tr("Audit entries"),
                    lambda one: f"{one.sequence:,}" if one.sequence >= 0 else "–",
                    sort=lambda one: one.sequence,
                ),
                Column(self.tr("File"), lambda one: one.path.name, stretch=True, muted=True),
            ],
            self,
        )
        self.table = ListTable(self.rows, self.tr("Backups"))
        self.table.set_empty(
            EmptyState(
                "archive",
                self.tr("No backup yet"),
                self.tr("One is made every half hour when something changed."),
            )
        )
        self.now = make_button(self.tr("Back up now"), "archive", main=True)
        self.check = make_button(self.tr("Check everything"), "shield-check")
        self.restore = make_button(self.tr("Restore…"), "history")
        self.folder = QLineEdit()
        self.folder.setReadOnly(True)
        self.folder.setPlaceholderText(self.tr("None"))
        self.folder.setAccessibleName(self.tr("Second backup folder"))
        self.choose = make_button(self.tr("Choose…"), spoken=self.tr("Choose a second backup folder"))
        self.none = make_button(self.tr("No copy"), spoken=self.tr("No second backup folder"))
        self.findings = Label("", wrap=True)
        self.findings.hide()
        pane.body.addWidget(
            Muted(
                self.tr("Each is encrypted like the store itself, and opened and checked after it was made."),
                wrap=True,
            )
        )
        pane.body.addWidget(self.table, 1)
        pane.body.addWidget(self.findings)
        pane.body.addLayout(_line(self.now, self.check, self.restore))
        second = QHBoxLayout()
        second.setSpacing(theme.space(1.25))
        second.addWidget(Label(self.tr("A second copy in")))
        second.addWidget(self.folder, 1)
        second.addWidget(self.choose)
        second.addWidget(self.none)
        pane.body.addLayout(second)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.space(1.5), 0, 0)
        column.addWidget(pane)
        self.now.clicked.connect(self.backup_wanted)
        self.check.clicked.connect(self.check_wanted)
        self.restore.clicked.connect(self.restore_wanted)
        self.choose.clicked.connect(self._choose)
        self.none.clicked.connect(lambda: self.folder_wanted.emit(""))

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Say what a check found."""
        self.findings.set_role("good" if all(one.is_well for one in findings) else "alert")
        self.findings.setText(" ".join(one.sentence for one in findings))
        self.findings.show()

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose a second backup folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.folder_wanted)
        dialog.open()


class SecurityPanel(QWidget):
    """Wishes: ``passphrase_wanted``, ``code_wanted``, ``minutes_wanted`` (int), ``keyring_wanted`` (bool)."""

    passphrase_wanted = Signal()
    code_wanted = Signal()
    minutes_wanted = Signal(int)
    keyring_wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.form = Form()
        self.minutes = QSpinBox()
        self.minutes.setRange(1, 60)
        self.form.add_row(
            self.tr("&Lock after"),
            self.minutes,
            self.tr("Without key or mouse; time asleep counts. Ctrl+L locks at once."),
            self.tr("minutes"),
        )
        self.keyring = self.form.add_row(
            self.tr("&Key store"),
            QCheckBox(self.tr("Open without the passphrase when I am signed in to this computer")),
            self.tr(
                "Keeps the key in the computer's own key store. "
                "Whoever can sign in as you can then open the data."
            ),
        )
        self.passphrase = make_button(self.tr("Change the passphrase…"), "key-round")
        self.code = make_button(self.tr("New recovery code…"), "life-buoy")
        _fill(self, Pane(self.tr("Security"), "lock"), self.form, _line(self.passphrase, self.code))
        self.passphrase.clicked.connect(self.passphrase_wanted)
        self.code.clicked.connect(self.code_wanted)
        self.minutes.editingFinished.connect(lambda: self.minutes_wanted.emit(self.minutes.value()))
        self.keyring.clicked.connect(self.keyring_wanted)

    def show_choices(self, *, minutes: int, keyring: bool) -> None:
        """Show what is chosen."""
        if not self.minutes.hasFocus():
            self.minutes.setValue(minutes)
        self.keyring.setChecked(keyring)


class AboutPanel(QWidget):
    """Versions, and the parts the application is built on with their licences."""

    def __init__(self) -> None:
        super().__init__()
        from PySide6 import __version__ as binding
        from PySide6.QtCore import qVersion

        pane = Pane(self.tr("About"), "info")
        facts = [
            self.tr("ILACS Desktop {version}").format(version=ilacs_desktop.__version__),
            self.tr("Python {python}, PySide6 {binding}, Qt {qt}").format(
                python=platform.python_version(), binding=binding, qt=qVersion()
            ),
            self.tr("Licence: MIT. It is not made, endorsed or checked by Ofsted."),
        ]
        self.text = Label("\n".join(facts), wrap=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        rows = RowTable(
            [
                Column(self.tr("Built on"), lambda part: part[0], stretch=True),
                Column(self.tr("Licence"), lambda part: part[1]),
            ],
            self,
        )
        rows.show(PARTS)
        table = ListTable(rows, self.tr("Built on"))
        pane.body.addWidget(self.text)
        pane.body.addWidget(table, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, current_theme().space(1.5), 0, 0)
        column.addWidget(pane)


def _line(*widgets: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(current_theme().space(1.25))
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch(1)
    return line


def _fill(panel: QWidget, pane: Pane, *items: QWidget | QHBoxLayout) -> None:
    """Put a pane of forms at the top left of a panel, not wider than one reads."""
    theme = current_theme()
    ground = QWidget()
    outer = QVBoxLayout(panel)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(scrolled(ground))
    inner = QVBoxLayout(ground)
    inner.setContentsMargins(0, theme.space(1.5), 0, 0)
    inner.addWidget(pane)
    inner.addStretch(1)
    pane.body.setSpacing(theme.space(1.5))
    for item in items:
        if isinstance(item, QWidget):
            pane.body.addWidget(item)
        else:
            pane.body.addLayout(item)
    pane.setMaximumWidth(theme.px(FORM_WIDTH))
