"""The dialog that records what was given; it sends nothing anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.forms import date_edit, to_date
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import ElidedLabel, IconLabel, Label, clear_layout, make_button, scrolled
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import GivenItem, InfoRequest, OurStatus
from ilacs_desktop.domain.info_requests.given import (
    DONE_STATES,
    Caution,
    GivenHow,
    cautions,
    file_key,
    next_version,
    said_line,
)
from ilacs_desktop.domain.moments import day_of, said_when


class MaybeDay(QWidget):
    """A day that may be left open: a box to tick, and the day beside it."""

    changed = Signal()

    def __init__(self, words: str, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QCheckBox(words)
        self.box.setAccessibleName(words)
        self.edit = date_edit(day)
        self.edit.setAccessibleName(words)
        self.edit.setEnabled(False)
        self.box.toggled.connect(self.edit.setEnabled)
        self.box.toggled.connect(lambda _: self.changed.emit())
        self.edit.dateChanged.connect(lambda _: self.changed.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box)
        row.addStretch(1)
        row.addWidget(self.edit)
        self.setFocusProxy(self.box)

    @property
    def day(self) -> date | None:
        """The day, None while it is left open."""
        return to_date(self.edit.date()) if self.box.isChecked() else None


class GiveDialog(FormDialog):
    """Asks which file was given, how, what it answers and what it replaces, and warns of a stale document.

    ``file_chosen`` carries a path; whoever opened the dialog reads the file's facts off the GUI thread and
    hands them back with `show_file` or `refuse_file`. The file is neither copied nor sent. ``given`` is the
    whole register; ``replaces`` a line of it that the new one is meant to supersede.
    """

    file_chosen = Signal(str)

    def __init__(
        self,
        request: InfoRequest,
        given: Sequence[GivenItem],
        now: datetime,
        parent: QWidget | None = None,
        *,
        replaces: GivenItem | None = None,
    ) -> None:
        super().__init__("", parent, "", text=request.title)
        title = self.tr("What was given for {ref}")
        if replaces is not None:
            title = self.tr("Replace what was given for {ref}")
        self.setWindowTitle(title.format(ref=request.ref))
        self._heading.setText(self.windowTitle())
        self.accept_button.setText(self.tr("Record it"))
        self.accept_button.setAccessibleName(self.tr("Record it"))
        self.setMinimumWidth(current_theme().px(620))
        self.setAcceptDrops(True)
        self._request, self._given, self._now, self._replaces = request, tuple(given), now, replaces
        self._facts: Any = None
        self._is_reading = False
        self._stops = False
        self._dialog: QFileDialog | None = None
        self.body.removeWidget(self.form)
        self._area = scrolled(self.form)
        self.body.addWidget(self._area, 1)
        self.form.installEventFilter(self)
        self._add_file_rows()
        self._add_rows()
        self._add_cautions()
        self.how.currentIndexChanged.connect(self._on_how)
        self.supersedes.currentIndexChanged.connect(self._on_replaces)
        self.given_to.textChanged.connect(self._look)
        self.review_on.changed.connect(self._look)
        self._on_replaces()

    # -- its rows ----------------------------------------------------------------------------------------

    def _add_file_rows(self) -> None:
        form = self.form
        self.how = QComboBox()
        said = {
            GivenHow.SHARING_SITE: self.tr("sharing site"),
            GivenHow.SHOWN: self.tr("shown on screen"),
            GivenHow.PRINTED: self.tr("printed"),
            GivenHow.SAID: self.tr("said"),
        }
        for how, words in said.items():
            self.how.addItem(words, how.value)
        form.add_row(self.tr("&How"), self.how)
        self.file_button = make_button(self.tr("Choose the file…"), "file-up")
        self.file_button.clicked.connect(self._choose_file)
        self.file_label = ElidedLabel(self.tr("None yet; it may be dropped here"), role="muted")
        self._file = QWidget()
        row = QHBoxLayout(self._file)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current_theme().space(1))
        row.addWidget(self.file_button)
        row.addWidget(self.file_label, 1)
        help_text = self.tr("Its name, size and fingerprint are recorded. It is neither copied nor sent.")
        form.add_row(self.tr("&File"), self._file, help_text)
        self._file.setFocusProxy(self.file_button)
        self.supersedes = form.add_row(self.tr("Re&places"), QComboBox())
        self._fill_supersedes()
        self.version = form.add_row(self.tr("&Version"), QLineEdit("1"))

    def _add_rows(self) -> None:
        form, request, today = self.form, self._request, day_of(self._now)
        self.item = QComboBox()
        if request.ours is OurStatus.CLEARED:
            self.item.addItem(self.tr("The whole request"), None)
        for item in request.items:
            if item.state not in DONE_STATES and (item.cleared_by or request.ours is OurStatus.CLEARED):
                self.item.addItem(item.what, item.id)
        form.add_row(self.tr("Ans&wers"), self.item)
        form.show_row(self.item, shown=bool(request.items) and self.item.count() > 0)
        self.as_of = form.add_row(self.tr("&As of"), MaybeDay(self.tr("Its figures stand for a day"), today))
        self.review_on = form.add_row(
            self.tr("&Review by"), MaybeDay(self.tr("It is to be looked at again"), today)
        )
        self.cleared_by = form.add_row(
            self.tr("&Cleared by"), QLineEdit("" if self._replaces else request.cleared_by)
        )
        to = self._replaces.given_to if self._replaces else request.asked_by
        self.given_to = form.add_row(self.tr("Given &to"), QLineEdit(to))

    def _add_cautions(self) -> None:
        self._cautions = QWidget()
        column = QVBoxLayout(self._cautions)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(0.5))
        self._lines = column
        self.form.add_wide(self._cautions)
        self._cautions.hide()
        self.despite = self.form.add_row(self.tr("All the same, &because"), QLineEdit())
        self.form.show_row(self.despite, shown=False)

    def _fill_supersedes(self) -> None:
        """Offer what holds of this request, and the lines of the file chosen, whatever they answer."""
        chosen = self.supersedes.currentData() or (self._replaces.id if self._replaces else None)
        name = file_key(self._facts.name) if self._facts is not None else None
        self.supersedes.blockSignals(True)
        self.supersedes.clear()
        self.supersedes.addItem(self.tr("Nothing"), None)
        for line in self._given:
            is_asked_for = self._replaces is not None and line.id == self._replaces.id
            is_meant = line.request_id == self._request.id or (name and file_key(line.file_name) == name)
            if is_asked_for or (is_meant and not line.is_superseded):
                words = said_line(line)
                if line.request_id != self._request.id:
                    words = self.tr("{line}, given for {ref}").format(line=words, ref=line.ref)
                self.supersedes.addItem(words, line.id)
        self.supersedes.setCurrentIndex(max(0, self.supersedes.findData(chosen)))
        self.supersedes.blockSignals(False)
        self.form.show_row(self.supersedes, shown=self.supersedes.count() > 1)

    # -- the file ----------------------------------------------------------------------------------------

    def choose(self, path: str) -> None:
        """Take a file, as if it had been chosen."""
        self._is_reading = True
        self._facts = None
        self.accept_button.setEnabled(False)
        self.file_label.setText(self.tr("Reading it…"))
        self.file_chosen.emit(path)

    def show_file(self, facts: Any) -> None:
        """The file was read: its name, size and fingerprint."""
        self._facts, self._is_reading = facts, False
        self.accept_button.setEnabled(True)
        self.form.clear_errors()
        self.file_label.setText(
            self.tr("{name}, {count} bytes, {start}…").format(
                name=facts.name, count=f"{facts.size_bytes:,}", start=facts.sha256[:12]
            )
        )
        self._fill_supersedes()
        self._on_replaces()

    def refuse_file(self, error: Explained) -> None:
        """The file could not be read."""
        self._is_reading = False
        self.accept_button.setEnabled(True)
        self.file_label.setText(self.tr("None yet"))
        self.form.error(self._file, str(error))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """One file may be dropped."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile() and not self._is_said:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Take the file dropped."""
        event.acceptProposedAction()
        self.choose(event.mimeData().urls()[0].toLocalFile())

    # -- what it hands over --------------------------------------------------------------------------------

    def validate(self) -> bool:
        """What was not merely said needs its file, read to the end; a stale one needs a reason."""
        if self._is_reading:
            return False
        wanted = (
            (
                self._file,
                self._facts is None and not self._is_said,
                self.tr("Choose the file that was given."),
            ),
            (self.version, not self.version.text().strip(), self.tr("Give it a version, such as 1.")),
            (self.cleared_by, not self.cleared_by.text().strip(), self.tr("Say who cleared it.")),
            (
                self.despite,
                self._stops and not self.despite.text().strip(),
                self.tr("Say why it is given all the same."),
            ),
        )
        for editor, is_missing, words in wanted:
            if is_missing:
                self.form.error(editor, words)
                self._area.ensureWidgetVisible(editor, 0, current_theme().px(40))
                return False
        return True

    def values(self) -> dict[str, Any]:
        """As `InfoRequests.give` takes them."""
        values: dict[str, Any] = {
            "how": self.how.currentData(),
            "version_label": self.version.text().strip(),
            "as_of": self.as_of.day,
            "review_on": self.review_on.day,
            "item_id": self.item.currentData(),
            "cleared_by": self.cleared_by.text().strip(),
            "given_to": self.given_to.text().strip(),
            "supersedes_id": self.supersedes.currentData(),
            "despite": self.despite.text().strip() if self._stops else "",
        }
        if self._facts is not None and not self._is_said:
            values |= {
                "file_name": self._facts.name,
                "sha256": self._facts.sha256,
                "size_bytes": self._facts.size_bytes,
            }
        return values

    @property
    def _is_said(self) -> bool:
        return bool(self.how.currentData() == GivenHow.SAID.value)

    # -- what to know before -------------------------------------------------------------------------------

    def _on_how(self) -> None:
        self.form.show_row(self._file, shown=not self._is_said)
        self.form.show_row(self.version, shown=not self._is_said)
        self._look()

    def _on_replaces(self) -> None:
        """The version after the one replaced, unless another was typed."""
        line = self._line_replaced()
        if line is not None and self.version.text() == "1":
            self.version.setText(next_version(line.version_label))
        self._look()

    def _line_replaced(self) -> GivenItem | None:
        wanted = self.supersedes.currentData()
        return next((line for line in self._given if line.id == wanted), None)

    def _look(self) -> None:
        """Say what the register knows of this document, and who has what is replaced."""
        has_file = self._facts is not None and not self._is_said
        found = cautions(
            self._given,
            file_name=self._facts.name if has_file else "",
            sha256=self._facts.sha256 if has_file else "",
            now=self._now,
            given_to=self.given_to.text().strip(),
            review_on=self.review_on.day,
            supersedes_id=self.supersedes.currentData(),
        )
        self._stops = any(caution.stops for caution in found)
        self._show(found)
        self.form.show_row(self.despite, shown=self._stops)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Rows came, went or grew."""
        if watched is self.form and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """As high as its rows need; on a small screen, or with large text, they scroll."""
        around = self.sizeHint().height() - self._area.sizeHint().height()
        room = self.screen().availableGeometry().height() * 9 // 10 - around
        self._area.setMinimumHeight(min(self.form.heightForWidth(self._area.width()), room))

    def _show(self, found: Sequence[Caution]) -> None:
        clear_layout(self._lines)
        words = [(caution.text, caution.stops) for caution in found]
        replaced = self._line_replaced()
        if replaced is not None:
            words.append((self._who_has(replaced), False))
        for text, stops in words:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(IconLabel("triangle-alert" if stops else "info", "alert" if stops else "info"))
            row.addWidget(Label(text, font="strong" if stops else "body", wrap=True), 1)
            self._lines.addWidget(line)
        self._cautions.setVisible(bool(words))

    def _who_has(self, line: GivenItem) -> str:
        """“rhi.xlsx”, version 1 was given to Inspector B (16:55, IR-031) and Inspector C (17:20, IR-035)."""
        same = [
            row for row in self._given if row.id == line.id or (line.sha256 and row.sha256 == line.sha256)
        ]
        said = [
            self.tr("{who} ({when}, {ref})").format(
                who=row.given_to or self.tr("the inspectors"),
                when=said_when(row.given_at, self._now),
                ref=row.ref,
            )
            for row in sorted(same, key=lambda row: row.given_at)
        ]
        return self.tr("{line} was given to {people}.").format(line=said_line(line), people=", ".join(said))

    def _choose_file(self) -> None:
        self._dialog = QFileDialog(self, self.tr("Which file was given?"))
        self._dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._dialog.fileSelected.connect(self.choose)
        self._dialog.open()
