"""The dialogs of a request: a new one, its owner, its items, and the ones that ask for a few words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from PySide6.QtCore import QDate, QDateTime, QTime, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateTimeEdit,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.tall_form import TallForm
from ilacs_desktop.desktop.forms import to_naive
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import Heading
from ilacs_desktop.desktop.widgets.similar_rows import SimilarRows
from ilacs_desktop.domain.info_requests import (
    InfoRequest,
    RequestKind,
    Similar,
    default_target,
    said_length,
)
from ilacs_desktop.domain.moments import local, moment
from ilacs_desktop.domain.people import Person, Side

_PAUSE_MS = 250


def moment_edit(at: datetime) -> QDateTimeEdit:
    """An editor for a London day and time."""
    shown = local(at)
    editor = QDateTimeEdit(
        QDateTime(QDate(shown.year, shown.month, shown.day), QTime(shown.hour, shown.minute))
    )
    editor.setDisplayFormat("ddd d MMM yyyy  HH:mm")
    editor.setCalendarPopup(True)
    return editor


def moment_of(editor: QDateTimeEdit) -> datetime:
    """The moment an editor of `moment_edit` shows."""
    shown = to_naive(editor.dateTime())
    return moment(shown.date(), time(shown.hour, shown.minute))


def people_combo(people: Sequence[Person], nobody: str, *, sides: Sequence[Side]) -> QComboBox:
    """A choice among people of some sides, or nobody; typing finds."""
    combo = QComboBox()
    combo.addItem(nobody, None)
    for person in sorted((each for each in people if each.side in sides), key=lambda each: each.label):
        words = ", ".join(part for part in (person.label, person.role) if part)
        combo.addItem(words, person.id)
    return combo


class WordsDialog(FormDialog):
    """Asks for a few words, which must not be empty; hands over ``{"words": …}``."""

    def __init__(
        self,
        title: str,
        label: str,
        accept_text: str,
        *,
        text: str = "",
        help: str = "",  # noqa: A002 - the word of the form
        words: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent, accept_text, text=text)
        self.words = QPlainTextEdit(words)
        self.words.setFixedHeight(current_theme().px(84))
        self.form.add_row(label, self.words, help, name="words")
        self.words.setFocus()

    def validate(self) -> bool:
        """Words are needed."""
        if self.words.toPlainText().strip():
            return True
        self.form.error(self.words, self.tr("A few words are needed here."))
        return False


class AssignDialog(FormDialog):
    """Asks who owns a request; hands over ``{"owner_id": …}``."""

    def __init__(self, request: InfoRequest, people: Sequence[Person], parent: QWidget | None = None) -> None:
        super().__init__("", parent, self.tr("Assign"), text=request.title)
        self.setWindowTitle(self.tr("Assign {ref}").format(ref=request.ref))
        self._heading.setText(self.windowTitle())
        self.owner = people_combo(people, self.tr("Nobody"), sides=(Side.AUTHORITY, Side.PARTNER))
        self.owner.setCurrentIndex(max(0, self.owner.findData(request.owner_id)))
        self.form.add_row(self.tr("&Owner"), self.owner, name="owner_id")
        self.owner.setFocus()


class ItemDialog(FormDialog):
    """Asks for one of the things a request wants; hands over ``{"what": …, "owner_id": …}``."""

    def __init__(self, request: InfoRequest, people: Sequence[Person], parent: QWidget | None = None) -> None:
        super().__init__("", parent, self.tr("Add"), text=request.title)
        self.setWindowTitle(self.tr("An item of {ref}").format(ref=request.ref))
        self._heading.setText(self.windowTitle())
        self.what = self.form.add_row(self.tr("&What"), QLineEdit(), name="what")
        owner = people_combo(
            people, self.tr("Whoever owns the request"), sides=(Side.AUTHORITY, Side.PARTNER)
        )
        self.owner = self.form.add_row(self.tr("&Owner"), owner, name="owner_id")

    def validate(self) -> bool:
        """It needs words."""
        if self.what.text().strip():
            return True
        self.form.error(self.what, self.tr("Say what is wanted."))
        return False


class _Wanted:
    """A tick and a moment: "they named a time"."""

    def __init__(self, form_dialog: FormDialog, now: datetime, *, tick: str, label: str) -> None:
        self.is_named = QCheckBox(tick)
        form_dialog.form.add_row("", self.is_named, name="is_named")
        self.is_named.setAccessibleName(tick)
        self.at = form_dialog.form.add_row(label, moment_edit(now), name="target")
        form_dialog.form.show_row(self.at, shown=False)
        self.is_named.toggled.connect(lambda on: form_dialog.form.show_row(self.at, shown=on))

    @property
    def moment(self) -> datetime | None:
        """The moment named, if one is."""
        return moment_of(self.at) if self.is_named.isChecked() else None


class ActivateDialog(FormDialog):
    """Ofsted has asked for a staged request: who, when, and by when."""

    def __init__(
        self, request: InfoRequest, people: Sequence[Person], now: datetime, parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent, self.tr("Start its clock"), text=request.title)
        self.setWindowTitle(self.tr("They asked for {ref}").format(ref=request.ref))
        self._heading.setText(self.windowTitle())
        self.asked_by = self.form.add_row(
            self.tr("Asked &by"), people_combo(people, self.tr("Not known"), sides=(Side.INSPECTORATE,))
        )
        self.asked_at = self.form.add_row(self.tr("Asked &at"), moment_edit(now))
        self.wanted = _Wanted(self, now, tick=self.tr("They named a time"), label=self.tr("&Wanted by"))

    def values(self) -> dict[str, Any]:
        """As `InfoRequests.activate` takes them."""
        return {
            "asked_by_id": self.asked_by.currentData(),
            "asked_at": moment_of(self.asked_at),
            "target_at": self.wanted.moment,
        }


class NewRequestDialog(FormDialog):
    """Takes down a request; says at once what may have been supplied already."""

    similar_wanted = Signal(str)

    def __init__(
        self,
        people: Sequence[Person],
        enquiries: Sequence[tuple[int, str]],
        now: datetime,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent, "")
        theme = current_theme()
        self.setWindowTitle(self.tr("New request"))
        self._heading.setText(self.windowTitle())
        self.accept_button.setText(self.tr("Take it down"))
        self.accept_button.setAccessibleName(self.tr("Take it down"))
        self.setMinimumWidth(theme.px(560))
        form = self.form
        self.verbatim = QPlainTextEdit()
        self.verbatim.setFixedHeight(theme.px(64))
        form.add_row(self.tr("In their &words"), self.verbatim, self.tr("Kept for ever as it is typed here."))
        self.title_line = form.add_row(self.tr("Short &title"), QLineEdit())
        self.title_line.setPlaceholderText(self.tr("What the lists show; else the first words"))
        self.meaning = form.add_row(self.tr("What it &means"), QLineEdit())
        nobody = self.tr("Not known")
        self.asked_by = form.add_row(
            self.tr("Asked &by"), people_combo(people, nobody, sides=(Side.INSPECTORATE,))
        )
        self.asked_at = form.add_row(self.tr("Asked &at"), moment_edit(now))
        self.owner = form.add_row(
            self.tr("&Owner"),
            people_combo(people, self.tr("Nobody yet"), sides=(Side.AUTHORITY, Side.PARTNER)),
        )
        self.enquiry = QComboBox()
        self.enquiry.addItem(self.tr("None"), None)
        for number, title in enquiries:
            self.enquiry.addItem(title, number)
        form.add_row(self.tr("&Line of enquiry"), self.enquiry)
        self.kind = QComboBox()
        for kind in RequestKind:
            self.kind.addItem(
                self.tr("{kind}, usually {length}").format(
                    kind=kind.value.capitalize(), length=said_length(default_target(kind).minutes)
                ),
                kind,
            )
        form.add_row(self.tr("&Kind"), self.kind)
        self.wanted = _Wanted(self, now, tick=self.tr("They named a time"), label=self.tr("Wante&d by"))
        TallForm(self)
        self._similar = QWidget()
        column = QVBoxLayout(self._similar)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Heading(self.tr("Already supplied?")))
        self._rows = SimilarRows(opens=False)
        column.addWidget(self._rows)
        self._similar.hide()
        self.body.addWidget(self._similar)
        self._timer = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._timer.timeout.connect(lambda: self.similar_wanted.emit(self.verbatim.toPlainText()))
        self.verbatim.textChanged.connect(self._timer.start)
        self.verbatim.setFocus()

    def show_similar(self, similar: Sequence[Similar]) -> None:
        """Show what resembles the words typed so far."""
        self._rows.show_similar(similar)
        self._similar.setVisible(bool(similar))

    def validate(self) -> bool:
        """It needs words, and cannot be wanted before it was asked."""
        if not self.verbatim.toPlainText().strip():
            self.form.error(self.verbatim, self.tr("Write down what was asked."))
            return False
        wanted = self.wanted.moment
        if wanted is not None and wanted < moment_of(self.asked_at):
            self.form.error(self.wanted.at, self.tr("This is before it was asked."))
            return False
        return True

    def values(self) -> dict[str, Any]:
        """As `InfoRequests.add` takes them."""
        return {
            "verbatim": self.verbatim.toPlainText(),
            "title": self.title_line.text().strip(),
            "meaning": self.meaning.text().strip(),
            "asked_by_id": self.asked_by.currentData(),
            "asked_at": moment_of(self.asked_at),
            "owner_id": self.owner.currentData(),
            "enquiry_id": self.enquiry.currentData(),
            "kind": self.kind.currentData(),
            "target_at": self.wanted.moment,
        }
