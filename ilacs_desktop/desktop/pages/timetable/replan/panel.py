"""What must change on a day: the wishes of a re-plan, put together one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QSpinBox,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from ilacs_desktop.desktop.forms import time_edit
from ilacs_desktop.desktop.pages.timetable.sight import Sight
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.labels import Label, Muted
from ilacs_desktop.desktop.widgets.panes import RowLine, SidePanel, clear_layout
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import moment, said_short_day, said_time
from ilacs_desktop.domain.people import Person, Side
from ilacs_desktop.domain.replan.wishes import (
    Away,
    Cancel,
    Closed,
    Late,
    Must,
    Swap,
    Wish,
    checked_wishes,
    said_wish,
)
from ilacs_desktop.domain.timetable import Slot, SlotKind

AWAY, CLOSED, SWAP, MUST, CANCEL, LATE = "away", "closed", "swap", "must", "cancel", "late"
FIELDS = {
    AWAY: ("who", "times"),
    CLOSED: ("place", "times"),
    SWAP: ("inspector", "other"),
    MUST: ("slot",),
    CANCEL: ("slot",),
    LATE: ("who", "minutes", "at"),
}
"""Which fields each kind of wish asks for."""


class ReplanPanel(SidePanel):
    """Asks for wishes about the day shown; ``propose_wanted`` carries them, and if other days may help."""

    propose_wanted = Signal(object, bool)
    wishes_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName(self.tr("What must change"))
        self.wishes: tuple[Wish, ...] = ()
        self._sight: Sight | None = None
        self._is_busy = False
        self._fields: dict[str, QWidget] = {}
        self._editors: list[QWidget] = []
        self.day = self.add_heading("")
        self.kind = self._kinds()
        self.body.addWidget(self.kind)
        self.who = self._combo("who", self.tr("Who"))
        self.inspector = self._combo("inspector", self.tr("Instead of"))
        self.other = self._combo("other", self.tr("Comes"))
        self.place = self._combo("place", self.tr("Which place"))
        self.slot = self._combo("slot", self.tr("Which slot"))
        self.minutes = QSpinBox()
        self.minutes.setRange(5, 240)
        self.minutes.setSingleStep(5)
        self.minutes.setValue(20)
        self.minutes.setSuffix(self.tr(" min"))
        self._field("minutes", self.tr("Late by"), self.minutes)
        self.starts, self.ends, self.at = time_edit(time(9)), time_edit(time(13)), time_edit(time(10))
        self._times()
        self._field("at", self.tr("At"), self.at)
        self.add = make_button(self.tr("Add to the wishes"), "plus")
        self.add.clicked.connect(self._add)
        self.body.addWidget(self.add)
        self.refusal = Label("", role="alert", wrap=True)
        self.refusal.hide()
        self.body.addWidget(self.refusal)
        self.add_heading(self.tr("Wishes"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(current_theme().space(0.5))
        self.body.addLayout(self._rows)
        self.other_days = QCheckBox(self.tr("Other days may help"))
        self.other_days.setToolTip(self.tr("What finds no room on this day may go to one of the next two."))
        self.body.addWidget(self.other_days)
        self.propose = make_button(self.tr("Propose"), "sparkles", main=True)
        self.propose.clicked.connect(
            lambda: self.propose_wanted.emit(self.wishes, self.other_days.isChecked())
        )
        self.body.addWidget(self.propose)
        self.body.addStretch(1)
        # with large text the panel is narrow: nothing in it may ask for more than there is
        for widget in (self.kind, self.add, self.propose, self.other_days, *self._editors):
            widget.setMinimumWidth(1)
            widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.kind.currentIndexChanged.connect(self._show_fields)
        self.setFocusProxy(self.kind)
        self._show_fields()
        self._show_wishes()

    # -- making --------------------------------------------------------------------------------

    def _kinds(self) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(self.tr("What must change"))
        for kind, words in (
            (AWAY, self.tr("Somebody is away")),
            (CLOSED, self.tr("A place is closed")),
            (SWAP, self.tr("Another inspector comes")),
            (MUST, self.tr("A slot must happen")),
            (CANCEL, self.tr("A slot is cancelled")),
            (LATE, self.tr("Somebody is running late")),
        ):
            box.addItem(words, kind)
        return box

    def _combo(self, name: str, label: str) -> QComboBox:
        box = QComboBox()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        box.view().setMinimumWidth(current_theme().px(280))
        self._field(name, label, box)
        return box

    def _field(self, name: str, label: str, editor: QWidget) -> None:
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(0.25))
        words = Muted(label, font="small")
        words.setBuddy(editor)
        column.addWidget(words)
        column.addWidget(editor)
        editor.setAccessibleName(label)
        self._editors.append(editor)
        self._fields[name] = cell
        self.body.addWidget(cell)

    def _times(self) -> None:
        cell = QWidget()
        line = QHBoxLayout(cell)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(current_theme().space(1))
        for editor, label in ((self.starts, self.tr("From")), (self.ends, self.tr("Until"))):
            column = QVBoxLayout()
            column.setSpacing(current_theme().space(0.25))
            words = Muted(label, font="small")
            words.setBuddy(editor)
            editor.setAccessibleName(label)
            self._editors.append(editor)
            column.addWidget(words)
            column.addWidget(editor)
            line.addLayout(column, 1)
        self._fields["times"] = cell
        self.body.addWidget(cell)

    def _show_fields(self) -> None:
        wanted = FIELDS[self.kind.currentData()]
        for name, cell in self._fields.items():
            cell.setVisible(name in wanted)
        self.refusal.hide()
        if self.kind.currentData() in {MUST, CANCEL}:
            self._fill_slots()

    # -- showing -------------------------------------------------------------------------------

    def show_sight(self, sight: Sight, *, chosen: Slot | None = None) -> None:
        """Ask about this day. Another day than before begins with no wishes; ``chosen`` is offered first."""
        if self._sight is not None and self._sight.day != sight.day:
            self.wishes = ()
        self._sight = sight
        self.day.setText(self.tr("On {day}").format(day=said_short_day(sight.day)))
        inspectors = [person for person in sight.people if person.side is Side.INSPECTORATE]
        ordered = inspectors + [person for person in sight.people if person.side is not Side.INSPECTORATE]
        for box, people in ((self.who, ordered), (self.inspector, inspectors), (self.other, inspectors)):
            _fill(box, [(_said_person(person), person.id) for person in people])
        _fill(self.place, [(place.label, place.id) for place in sight.places])
        self._fill_slots()
        if chosen is not None:
            self._choose(chosen)
        self._show_wishes()

    def _choose(self, slot: Slot) -> None:
        _select(self.slot, slot.uid)
        _select(self.place, slot.place_id)
        if slot.inspectors:
            _select(self.who, slot.inspectors[0].person_id)
            _select(self.inspector, slot.inspectors[0].person_id)

    def _fill_slots(self) -> None:
        if self._sight is None:
            return
        with_cancelled = self.kind.currentData() == MUST
        found = [
            (f"{said_time(slot.starts_at)} {slot.title}", slot.uid)
            for slot in self._sight.slots
            if slot.kind is not SlotKind.BLOCKER and (with_cancelled or not slot.is_cancelled)
        ]
        _fill(self.slot, found)

    def set_busy(self, busy: bool) -> None:
        """While a proposal is looked for nothing more is asked for."""
        self._is_busy = busy
        self.propose.setEnabled(bool(self.wishes) and not busy)
        self.add.setEnabled(not busy)

    def clear_wishes(self) -> None:
        """Begin anew."""
        self.wishes = ()
        self._show_wishes()

    def _show_wishes(self) -> None:
        clear_layout(self._rows)
        if not self.wishes:
            self._rows.addWidget(Muted(self.tr("None yet."), wrap=True))
        for number, wish in enumerate(self.wishes):
            words = self.said(wish)
            label = Label(words, wrap=True)
            remove = make_button("", "x", small=True, spoken=self.tr("Leave out: {wish}").format(wish=words))
            remove.clicked.connect(lambda _=False, gone=wish: self._remove(gone))
            self._rows.addWidget(RowLine(label, remove, first=number == 0))
        self.propose.setEnabled(bool(self.wishes) and not self._is_busy)

    def said(self, wish: Wish) -> str:
        """A wish in words."""
        sight = self._sight
        if sight is None:
            return ""
        return said_wish(wish, **_known(sight))

    # -- wishing -------------------------------------------------------------------------------

    def _add(self) -> None:
        if self._sight is None:
            return
        try:
            wishes = checked_wishes((*self.wishes, self._wish(self._sight.day)), **_known(self._sight))
        except Explained as error:
            self.refusal.setText(str(error))
            self.refusal.show()
            return
        self.refusal.hide()
        self.wishes = wishes
        self._show_wishes()
        self.wishes_changed.emit()

    def _remove(self, wish: Wish) -> None:
        self.wishes = tuple(each for each in self.wishes if each != wish)
        self._show_wishes()
        self.kind.setFocus()
        self.wishes_changed.emit()

    def _wish(self, day: date) -> Wish:
        makers: dict[str, Callable[[], Wish]] = {
            AWAY: lambda: Away(_id(self.who), _at(day, self.starts), _at(day, self.ends)),
            CLOSED: lambda: Closed(_id(self.place), _at(day, self.starts), _at(day, self.ends)),
            SWAP: lambda: Swap(_id(self.inspector), _id(self.other)),
            MUST: lambda: Must(str(self.slot.currentData() or "")),
            CANCEL: lambda: Cancel(str(self.slot.currentData() or "")),
            LATE: lambda: Late(_id(self.who), self.minutes.value(), _at(day, self.at)),
        }
        return makers[self.kind.currentData()]()


def _known(sight: Sight) -> dict[str, Any]:
    return {
        "people": {person.id: person for person in sight.people},
        "places": {place.id: place for place in sight.places},
        "slots": {slot.uid: slot for slot in sight.slots},
    }


def _said_person(person: Person) -> str:
    has_role = person.role and person.side is not Side.INSPECTORATE
    return f"{person.label}, {person.role}" if has_role else person.label


def _fill(box: QComboBox, entries: Sequence[tuple[str, object]]) -> None:
    """Offer these; what was chosen stays chosen."""
    was = box.currentData()
    with QSignalBlocker(box):
        box.clear()
        for words, key in entries:
            box.addItem(words, key)
    _select(box, was)


def _select(box: QComboBox, key: object) -> None:
    place = box.findData(key) if key is not None else -1
    if place >= 0:
        box.setCurrentIndex(place)


def _id(box: QComboBox) -> int:
    return int(box.currentData() or 0)


def _at(day: date, editor: QTimeEdit) -> datetime:
    shown = editor.time()
    return moment(day, time(shown.hour(), shown.minute()))
