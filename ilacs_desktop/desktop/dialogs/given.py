"""Small dialogs of the given register: a receipt, the newest version for all, and what a folder holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.info_request import moment_edit, moment_of
from ilacs_desktop.desktop.tables import Column, ListTable, PillText, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import (
    ElidedLabel,
    EmptyState,
    IconLabel,
    Label,
    Muted,
    RowLine,
    make_button,
)
from ilacs_desktop.domain.info_requests import GivenItem
from ilacs_desktop.domain.info_requests.folder import FileState, FolderCheck, FolderFinding
from ilacs_desktop.domain.info_requests.given import GivenHow, Holder, said_line
from ilacs_desktop.domain.moments import said_when

_STATE_PILLS = {
    FileState.SAME: ("good", "check"),
    FileState.CHANGED: ("alert", "triangle-alert"),
    FileState.SUPERSEDED: ("warn", "history"),
    FileState.MISSING: ("warn", "file-x"),
    FileState.NOT_RECORDED: ("info", "file-question"),
    FileState.UNREADABLE: ("alert", "file-x"),
}


class ReceiptDialog(FormDialog):
    """Asks how and when we came to know that the inspectors have what was given."""

    def __init__(self, lines: Sequence[GivenItem], now: datetime, parent: QWidget | None = None) -> None:
        super().__init__("", parent, "", text=lines[0].title)
        self.setWindowTitle(self.tr("{ref}: the inspectors have it").format(ref=lines[0].ref))
        self._heading.setText(self.windowTitle())
        self.accept_button.setText(self.tr("Note it"))
        self.accept_button.setAccessibleName(self.tr("Note it"))
        self.line = QComboBox()
        for line in lines:
            self.line.addItem(said_line(line), line.id)
        self.line.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.form.add_row(self.tr("&What"), self.line)
        self.form.show_row(self.line, shown=len(lines) > 1 or bool(lines[0].file_name))
        self.what = self.form.add_row(
            self.tr("&How we know"),
            QLineEdit(),
            self.tr("For instance: the sharing site's message, or “Inspector B signed for it”."),
        )
        self.at = self.form.add_row(self.tr("Wh&en"), moment_edit(now))
        self.what.setFocus()

    def validate(self) -> bool:
        """How we know must be said."""
        if self.what.text().strip():
            return True
        self.form.error(self.what, self.tr("Say how we know that they have it."))
        return False

    def values(self) -> dict[str, Any]:
        """As `InfoRequests.receive` takes them, with ``line_id``."""
        return {
            "line_id": self.line.currentData(),
            "what": self.what.text().strip(),
            "received_at": moment_of(self.at),
        }


class GiveNewestDialog(FormDialog):
    """Names who has only the old version, and asks how they were given the newest."""

    def __init__(
        self, newest: GivenItem, holders: Sequence[Holder], now: datetime, parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent, "")
        self.setWindowTitle(self.tr("The newest version for all who had an old one"))
        self._heading.setText(self.windowTitle())
        self.accept_button.setText(self.tr("Record that they have it"))
        self.accept_button.setAccessibleName(self.accept_button.text())
        self.cancel_button.setText(self.tr("Not yet"))
        words = self.tr("{newest} is the one that holds. These have only an older one:")
        self.form.add_wide(Label(words.format(newest=said_line(newest)), wrap=True))
        people = QWidget()
        column = QVBoxLayout(people)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for number, holder in enumerate(holders):
            had = self.tr("version {version}, {when}, {ref}").format(
                version=holder.version_label, when=said_when(holder.given_at, now), ref=holder.ref
            )
            column.addWidget(
                RowLine(IconLabel("history", "warn"), ElidedLabel(holder.who), Muted(had), first=number == 0)
            )
        self.form.add_wide(people)
        self.how = QComboBox()
        said = {
            GivenHow.SHARING_SITE: self.tr("sharing site"),
            GivenHow.SHOWN: self.tr("shown on screen"),
            GivenHow.PRINTED: self.tr("printed"),
        }
        for how, text in said.items():
            self.how.addItem(text, how.value)
        if newest.how == GivenHow.SAID.value or self.how.findData(newest.how) < 0:
            self.how.addItem(newest.how, newest.how)
        self.how.setCurrentIndex(self.how.findData(newest.how))
        self.form.add_row(
            self.tr("&How"),
            self.how,
            self.tr("Each gets a line of the register. Nothing is sent from here."),
            name="how",
        )


class FolderCheckDialog(QDialog):
    """What a look through a folder found; ``again_wanted`` asks for another look."""

    again_wanted = Signal()

    def __init__(self, check: FolderCheck, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setWindowTitle(self.tr("Are these the files that were given?"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(theme.px(860), theme.px(560))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme.space(2.5),) * 4)
        outer.setSpacing(theme.space(1.25))
        outer.addWidget(Label(self.windowTitle(), font="title", wrap=True))
        self.folder = ElidedLabel(check.folder, role="muted")
        outer.addWidget(self.folder)
        verdict = QHBoxLayout()
        verdict.setSpacing(theme.space(1))
        verdict.addWidget(
            IconLabel(
                "check-check" if check.is_right else "triangle-alert", "good" if check.is_right else "warn"
            )
        )
        self.verdict = Label(self._said(check), font="strong", wrap=True)
        verdict.addWidget(self.verdict, 1)
        outer.addLayout(verdict)
        rows = RowTable(
            (
                Column(self.tr("State"), lambda row: row.state.value, pill=_pill),
                Column(self.tr("File"), lambda row: row.path, stretch=True),
                Column(self.tr("For"), lambda row: row.ref),
                Column(self.tr("What the register says"), lambda row: row.note, stretch=True),
            ),
            self,
        )
        self.table = ListTable(rows, self.tr("The files, what needs a look first"))
        self.table.set_empty(
            EmptyState("folder-open", self.tr("The folder is empty"), self.tr("And nothing was to be in it."))
        )
        rows.show(check.findings)
        outer.addWidget(self.table, 1)
        if check.left_out:
            words = self.tr("Not looked at, being hidden, temporary or a link: {names}")
            outer.addWidget(ElidedLabel(words.format(names=", ".join(check.left_out)), role="muted"))
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.space(1.25))
        buttons.addWidget(Muted(self.tr("The files were only read."), font="small"))
        buttons.addStretch(1)
        self.again_button = make_button(self.tr("Look again"), "refresh-cw")
        self.close_button = make_button(self.tr("Close"), main=True)
        self.close_button.setDefault(True)
        buttons.addWidget(self.again_button)
        buttons.addWidget(self.close_button)
        outer.addLayout(buttons)
        self.again_button.clicked.connect(self.again_wanted)
        self.again_button.clicked.connect(self.accept)
        self.close_button.clicked.connect(self.accept)
        self.close_button.setFocus()

    def _said(self, check: FolderCheck) -> str:
        """How many are wrong in which way, and how many as recorded."""
        if not check.findings:
            return self.tr("There is nothing to compare.")
        if check.is_right and len(check.findings) == 1:
            return self.tr("The one file in it is the one recorded.")
        if check.is_right:
            return self.tr("All {count} files are the ones recorded.").format(count=len(check.findings))
        wrong = [
            self.tr("{count} {state}").format(count=count, state=state.value)
            for state in FileState
            if state is not FileState.SAME and (count := check.count(state))
        ]
        return self.tr("{wrong}; {right} as recorded.").format(
            wrong=", ".join(wrong), right=check.count(FileState.SAME)
        )


def _pill(row: FolderFinding) -> PillText:
    role, icon = _STATE_PILLS[row.state]
    return PillText(row.state.value, role, icon)
