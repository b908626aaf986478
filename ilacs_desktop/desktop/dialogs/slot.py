"""The slot dialog: one form to add a slot and to change it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from PySide6.QtCore import QTime
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QTimeEdit, QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.people_picker import PeoplePicker
from ilacs_desktop.desktop.forms import time_edit
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.labels import Muted
from ilacs_desktop.domain.moments import local, moment, said_day, said_minutes
from ilacs_desktop.domain.people import Person, Place
from ilacs_desktop.domain.timetable import PartKind, Slot, SlotKind


@dataclass(frozen=True, slots=True)
class SlotDraft:
    """What a slot dialog begins with, and what it hands over."""

    day: date
    starts: time
    ends: time
    purpose: str = ""
    kind: SlotKind = SlotKind.CASE_SESSION
    place_id: int | None = None
    parts: tuple[tuple[int, PartKind], ...] = ()
    case_code: str = ""
    note: str = ""

    @property
    def starts_at(self) -> datetime:
        """The moment it starts."""
        return moment(self.day, self.starts)

    @property
    def ends_at(self) -> datetime:
        """The moment it ends."""
        return moment(self.day, self.ends)


def draft_of(slot: Slot) -> SlotDraft:
    """What the dialog shows of a slot that is there already."""
    return SlotDraft(
        day=slot.day,
        starts=local(slot.starts_at).time(),
        ends=local(slot.ends_at).time(),
        purpose=slot.purpose,
        kind=slot.kind,
        place_id=slot.place_id,
        parts=tuple((part.person_id, part.part) for part in slot.parts),
        case_code=slot.case_code,
        note=slot.note,
    )


class SlotDialog(FormDialog):
    """Asks for everything about a slot; stays open until the slot is stored.

    ``accepted_values`` carries a `SlotDraft`.
    """

    def __init__(
        self,
        title: str,
        accept_text: str,
        draft: SlotDraft,
        *,
        days: Sequence[date],
        people: Sequence[Person],
        places: Sequence[Place],
        names: Mapping[int, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent, accept_text)
        self.stays_open = True
        self.setMinimumWidth(current_theme().px(560))
        self._length = _minutes(draft.starts, draft.ends)
        form = self.form
        self.purpose = form.add_row(self.tr("&Purpose"), QLineEdit(draft.purpose))
        self.purpose.setPlaceholderText(self.tr("What happens: records, duty team, focus group …"))
        self.kind = QComboBox()
        for kind in SlotKind:
            self.kind.addItem(kind.value.capitalize(), kind)
        self.kind.setCurrentIndex(list(SlotKind).index(draft.kind))
        form.add_row(self.tr("&Kind"), self.kind)
        self.day = QComboBox()
        for day in sorted({*days, draft.day}):
            self.day.addItem(said_day(day), day)
        self.day.setCurrentIndex(sorted({*days, draft.day}).index(draft.day))
        form.add_row(self.tr("&Day"), self.day)
        self.starts = time_edit(draft.starts)
        self.ends = time_edit(draft.ends)
        self.length = Muted("")
        self.times = self._times()
        form.add_row(self.tr("&From"), self.times)
        self.times.setFocusProxy(self.starts)
        self.place = QComboBox()
        self.place.addItem(self.tr("No place yet"), None)
        for place in places:
            self.place.addItem(place.label, place.id)
        known = [None, *(place.id for place in places)]
        self.place.setCurrentIndex(known.index(draft.place_id) if draft.place_id in known else 0)
        form.add_row(self.tr("P&lace"), self.place)
        self.people = PeoplePicker(people)
        self.people.show_parts(draft.parts, names)
        form.add_row(self.tr("P&eople"), self.people)
        self.case_code = form.add_row(
            self.tr("&Case"),
            QLineEdit(draft.case_code),
            help=self.tr("The code only, such as C-014. Never a name."),
        )
        self.note = form.add_row(
            self.tr("&Note"), QPlainTextEdit(draft.note), help=self.tr("For you alone. It is never issued.")
        )
        self.note.setFixedHeight(current_theme().px(64))
        self.starts.timeChanged.connect(self._on_start_changed)
        self.ends.timeChanged.connect(self._on_end_changed)
        self._say_length()
        self.purpose.setFocus()

    def values(self) -> Any:
        """The slot as it was typed."""
        return SlotDraft(
            day=self.day.currentData(),
            starts=_time(self.starts),
            ends=_time(self.ends),
            purpose=self.purpose.text().strip(),
            kind=SlotKind(self.kind.currentData()),
            place_id=self.place.currentData(),
            parts=self.people.parts(),
            case_code=self.case_code.text().strip().upper(),
            note=self.note.toPlainText().strip(),
        )

    def validate(self) -> bool:
        """A slot needs a purpose and some length; a name left in the people line is asked about."""
        is_right = True
        if self.people.line.text().strip():
            self.form.error(
                self.people, self.tr("Nobody of that name is on the list. Press Enter on one who is.")
            )
            is_right = False
        if _minutes(_time(self.starts), _time(self.ends)) <= 0:
            self.form.error(self.times, self.tr("It must end after it starts, on the same day."))
            is_right = False
        if not self.purpose.text().strip():
            self.form.error(self.purpose, self.tr("Say in a word what happens."))
            is_right = False
        return is_right

    def _times(self) -> QWidget:
        both = QWidget()
        line = QHBoxLayout(both)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(current_theme().space(1))
        self.starts.setAccessibleName(self.tr("Starts at"))
        self.ends.setAccessibleName(self.tr("Ends at"))
        line.addWidget(self.starts)
        line.addWidget(Muted(self.tr("to")))
        line.addWidget(self.ends)
        line.addWidget(self.length)
        line.addStretch(1)
        return both

    def _on_start_changed(self) -> None:
        """Starting later ends later: the slot keeps its length."""
        if self._length > 0:
            day = date(2000, 1, 3)
            end = datetime.combine(day, _time(self.starts)) + timedelta(minutes=self._length)
            if end.date() == day:
                self.ends.blockSignals(True)  # Qt's own call
                self.ends.setTime(QTime(end.hour, end.minute))
                self.ends.blockSignals(False)  # see above
        self._say_length()

    def _on_end_changed(self) -> None:
        self._length = _minutes(_time(self.starts), _time(self.ends))
        self._say_length()

    def _say_length(self) -> None:
        minutes = _minutes(_time(self.starts), _time(self.ends))
        self.length.setText(said_minutes(minutes) if minutes > 0 else self.tr("ends before it starts"))


def _time(editor: QTimeEdit) -> time:
    return time(editor.time().hour(), editor.time().minute())


def _minutes(start: time, end: time) -> int:
    return (end.hour - start.hour) * 60 + end.minute - start.minute
