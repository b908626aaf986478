"""Puts right what was written down of a request; shows both versions where two people did so at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.info_request import moment_edit, moment_of, people_combo
from ilacs_desktop.desktop.dialogs.tall_form import TallForm
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import Label
from ilacs_desktop.domain.info_requests import ChangedMeanwhile, InfoRequest, RequestKind
from ilacs_desktop.domain.moments import said_when
from ilacs_desktop.domain.people import Person, Side
from ilacs_desktop.domain.timetable import Slot

ASKED_HOW = ("call", "corridor", "in a session", "keep in touch", "e-mail", "sharing site")


class EditRequestDialog(FormDialog):
    """All that can be put right; hands over only what was changed, as `InfoRequests.change` takes it."""

    def __init__(
        self,
        request: InfoRequest,
        people: Sequence[Person],
        enquiries: Sequence[tuple[int, str]],
        slots: Sequence[Slot],
        *,
        now: datetime,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            QCoreApplication.translate("EditRequestDialog", "Put {ref} right").format(ref=request.ref),
            parent,
            text=f"“{' '.join(request.verbatim.split())[:200]}”",
        )
        theme = current_theme()
        self.setMinimumWidth(theme.px(560))
        self._request = request
        add = self.form.add_row
        self.meaning = QPlainTextEdit(request.meaning)
        self.meaning.setFixedHeight(theme.px(72))
        add(self.tr("It &means"), self.meaning)
        self.title_line = add(self.tr("Short &title"), QLineEdit(request.title))
        self.kind = QComboBox()
        for kind in RequestKind:
            self.kind.addItem(kind.value.capitalize(), kind)
        self.kind.setCurrentIndex(self.kind.findData(request.kind))
        add(self.tr("&Kind"), self.kind)
        self.enquiry = QComboBox()
        self.enquiry.addItem(self.tr("None"), None)
        for number, title in enquiries:
            self.enquiry.addItem(title, number)
        self.enquiry.setCurrentIndex(max(0, self.enquiry.findData(request.enquiry_id)))
        add(self.tr("&Line of enquiry"), self.enquiry)
        self.asked_by = people_combo(people, self.tr("Not known"), sides=(Side.INSPECTORATE,))
        self.asked_by.setCurrentIndex(max(0, self.asked_by.findData(request.asked_by_id)))
        add(self.tr("Asked &by"), self.asked_by)
        self.asked_how = QComboBox()
        self.asked_how.addItems(["", *ASKED_HOW])
        self.asked_how.setEditable(True)
        self.asked_how.setCurrentText(request.asked_how)
        add(self.tr("Asked &how"), self.asked_how)
        self.asked_in = QComboBox()
        self.asked_in.addItem(self.tr("In none"), "")
        self.asked_in.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.asked_in.setMinimumContentsLength(38)
        for slot in slots:
            self.asked_in.addItem(f"{said_when(slot.starts_at, now)}  {slot.title_with_inspectors}", slot.uid)
        if request.asked_in_uid and self.asked_in.findData(request.asked_in_uid) < 0:
            self.asked_in.addItem(self.tr("The slot noted before"), request.asked_in_uid)
        self.asked_in.setCurrentIndex(max(0, self.asked_in.findData(request.asked_in_uid)))
        add(self.tr("Asked &in the slot"), self.asked_in)
        self.target = _OrNone(
            self, self.tr("They &named a time"), self.tr("&Wanted by"), request.target_at, now
        )
        self.promised = _OrNone(
            self, self.tr("We &promised a time"), self.tr("Promised &for"), request.promised_at, now
        )
        TallForm(self)
        self.meaning.setFocus()

    def validate(self) -> bool:
        """It needs a title, and cannot be wanted before it was asked."""
        if not self.title_line.text().strip():
            self.form.error(self.title_line, self.tr("A request needs words."))
            return False
        wanted = self.target.moment
        if wanted is not None and wanted != self._request.target_at and wanted < self._request.clock_from:
            self.form.error(self.target.at, self.tr("This is before it was asked."))
            return False
        return True

    def values(self) -> dict[str, Any]:
        """What is no longer as it was when the dialog opened."""
        said = {
            "title": self.title_line.text().strip(),
            "meaning": self.meaning.toPlainText().strip(),
            "kind": self.kind.currentData(),
            "enquiry_id": self.enquiry.currentData(),
            "asked_by_id": self.asked_by.currentData(),
            "asked_how": self.asked_how.currentText().strip(),
            "asked_in_uid": self.asked_in.currentData(),
            "target_at": self.target.moment,
            "promised_at": self.promised.moment,
        }
        return {name: value for name, value in said.items() if value != getattr(self._request, name)}


class _OrNone:
    """A tick and a moment that stands only with the tick."""

    def __init__(self, dialog: FormDialog, tick: str, label: str, at: datetime | None, now: datetime) -> None:
        self._first = at
        self.is_named = QCheckBox(tick)
        self.is_named.setChecked(at is not None)
        dialog.form.add_row("", self.is_named, name=f"{label} named")
        self.is_named.setAccessibleName(tick.replace("&", ""))
        self.at = dialog.form.add_row(label, moment_edit(at or now), name=label)
        self._shown = moment_of(self.at)
        dialog.form.show_row(self.at, shown=at is not None)
        self.is_named.toggled.connect(lambda on: dialog.form.show_row(self.at, shown=on))

    @property
    def moment(self) -> datetime | None:
        """The moment named, to the second as it was while nobody has changed it."""
        if not self.is_named.isChecked():
            return None
        chosen = moment_of(self.at)
        return self._first if self._first is not None and chosen == self._shown else chosen


class TwoVersionsDialog(FormDialog):
    """Theirs beside ours, field by field: hands over the fields in which ours is chosen, ``{field: value}``.

    ``say(field, value)`` puts a value in words. What stands is chosen at first: Enter overwrites nothing.
    """

    def __init__(
        self,
        changed: ChangedMeanwhile,
        say: Callable[[str, object], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            QCoreApplication.translate("TwoVersionsDialog", "{ref} was changed meanwhile").format(
                ref=changed.now.ref
            ),
            parent,
            QCoreApplication.translate("TwoVersionsDialog", "Keep what is chosen"),
            text=QCoreApplication.translate(
                "TwoVersionsDialog", "Somebody else has changed the same. Nothing was overwritten."
            ),
        )
        self.setMinimumWidth(current_theme().px(560))
        self._collisions = changed.collisions
        self.mine: list[QRadioButton] = []
        self.theirs: list[QRadioButton] = []
        for collision in changed.collisions:
            box, column = QWidget(), QVBoxLayout()
            box.setLayout(column)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(current_theme().space(0.25))
            heading = collision.words.removeprefix("the ").capitalize()
            column.addWidget(Label(heading, font="strong", wrap=True))
            group = QButtonGroup(box)
            for buttons, value, words in (
                (self.theirs, collision.theirs, self.tr("It stands")),
                (self.mine, collision.mine, self.tr("Yours")),
            ):
                said = say(collision.field, value) or self.tr("nothing")
                button = QRadioButton(words)
                button.setAccessibleName(f"{heading}. {words}: {said}")
                group.addButton(button)
                column.addWidget(button)
                column.addWidget(self._version(said))
                buttons.append(button)
            self.theirs[-1].setChecked(True)
            self.form.add_wide(box)
        self.theirs[0].setFocus()

    @staticmethod
    def _version(said: str) -> Label:
        """What one of the two says, whole, below its button."""
        label = Label(said, wrap=True)
        label.setContentsMargins(current_theme().px(28), 0, 0, current_theme().space(0.5))
        return label

    def values(self) -> dict[str, Any]:
        """The fields in which ours is to stand."""
        pairs = zip(self._collisions, self.mine, strict=True)
        return {collision.field: collision.mine for collision, button in pairs if button.isChecked()}
