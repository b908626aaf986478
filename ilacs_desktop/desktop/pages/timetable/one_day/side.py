"""One person's or one place's day: choose whose by typing, then read it from above to below."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ilacs_desktop.desktop.dialogs.people_picker import words_for
from ilacs_desktop.desktop.pages.timetable.cards import Card, LanesBy, Phrases
from ilacs_desktop.desktop.pages.timetable.one_day.column import DayColumn
from ilacs_desktop.desktop.pages.timetable.one_day.rows import (
    Entry,
    Totals,
    day_of_person,
    day_of_place,
    totals_of,
)
from ilacs_desktop.desktop.pages.timetable.whole import Whole
from ilacs_desktop.desktop.theme import Theme, current_theme
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.labels import ElidedLabel
from ilacs_desktop.desktop.widgets.panes import EmptyState, Switch
from ilacs_desktop.domain.moments import said_minutes, said_time
from ilacs_desktop.domain.people import Person, Place, Side

MOST_OFFERED = 10


class OneDaySide(QWidget):
    """Whose day, the day itself, and its figures in one line."""

    back_wanted = Signal()
    opened = Signal(object)  # Entry
    chosen = Signal(object)  # Entry or None

    def __init__(self, theme: Theme, phrases: Phrases, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._phrases = phrases
        self._whole: Whole | None = None
        self._day: date | None = None
        self._is_place = False
        self._ids: dict[bool, int | None] = {False: None, True: None}
        self._by_words: dict[str, int] = {}
        self._waiting = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        column.addLayout(self._head())
        self.title = ElidedLabel("", font="subtitle")
        self.figures = ElidedLabel("", role="muted")
        column.addWidget(self.title)
        column.addWidget(self.figures)
        self.column = DayColumn(theme)
        column.addWidget(self.column, 1)
        self.empty = EmptyState(
            "user-search", self.tr("Whose day?"), self.tr("Type a few letters of a name.")
        )
        column.addWidget(self.empty, 1)
        self.column.opened.connect(self.opened)
        self.column.chosen.connect(self.chosen)
        self.setFocusProxy(self.line)
        self.setMinimumWidth(1)
        self._offer()
        self._show()

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(current_theme().space(1))
        self.back = make_button(
            "",
            "arrow-left",
            spoken=self.tr("Back to the timetable"),
            tooltip=self.tr("Back to the timetable"),
        )
        self.back.clicked.connect(self.back_wanted)
        line.addWidget(self.back)
        self._person_word, self._place_word = self.tr("Person"), self.tr("Place")
        self.whose = Switch([self._person_word, self._place_word], spoken=self.tr("Whose day"))
        if (inner := self.whose.layout()) is not None:
            inner.setSpacing(current_theme().space(0.5))
        self.whose.switched.connect(lambda name: self._turn(is_place=name == self._place_word))
        line.addWidget(self.whose)
        self.line = QLineEdit()
        self.line.setMinimumWidth(current_theme().px(90))
        self._offers = QStringListModel(self)
        self._completer = QCompleter(self._offers, self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setMaxVisibleItems(MOST_OFFERED)
        self.line.setCompleter(self._completer)
        self._completer.activated.connect(self._take_words, Qt.ConnectionType.QueuedConnection)
        self.line.installEventFilter(self)
        line.addWidget(self.line, 1)
        return line

    # -- showing -------------------------------------------------------------------------------

    def show_whole(self, whole: Whole) -> None:
        """Show the same day as it now stands."""
        self._whole = whole
        self._offer()
        self._show()
        waiting, self._waiting = self._waiting, ""
        if waiting:
            self._take_words(waiting)

    def show_day(self, day: date) -> None:
        """Show another day of whoever it is."""
        self._day = day
        self._show()

    def show_person(self, person_id: int) -> None:
        """Show the day of a person."""
        self._ids[False] = person_id
        self._turn(is_place=False)

    def show_place(self, place_id: int) -> None:
        """Show the day of a place."""
        self._ids[True] = place_id
        self._turn(is_place=True)

    @property
    def whose_day(self) -> Person | Place | None:
        """The person or the place whose day is shown; None until one is chosen."""
        if self._whole is None:
            return None
        known = self._whole.places if self._is_place else self._whole.people
        return next((each for each in known if each.id == self._ids[self._is_place]), None)

    def _turn(self, *, is_place: bool) -> None:
        self._is_place = is_place
        self.whose.choose(self._place_word if is_place else self._person_word)
        self._offer()
        self._show()

    def _offer(self) -> None:
        words = (
            self.tr("Type a place, Enter takes it")
            if self._is_place
            else self.tr("Type a name, Enter takes it")
        )
        self.line.setPlaceholderText(words)
        self.line.setAccessibleName(self.tr("Which place") if self._is_place else self.tr("Which person"))
        if self._whole is None:
            return
        if self._is_place:
            self._by_words = {place.label: place.id for place in self._whole.places}
        else:
            held = {part.person_id for slot in self._whole.slots for part in slot.parts}
            self._by_words = {
                words_for(person): person.id
                for person in self._whole.people
                if person.is_active or person.id in held
            }
        self._offers.setStringList(sorted(self._by_words, key=str.casefold))

    def _show(self) -> None:
        whose, whole, day = self.whose_day, self._whole, self._day
        is_known = whose is not None and whole is not None and day is not None
        self.column.setVisible(is_known)
        self.title.setVisible(is_known)
        self.figures.setVisible(is_known)
        self.empty.setVisible(not is_known)
        if whose is None or whole is None or day is None:
            self._say_empty()
            return
        if isinstance(whose, Person):
            entries = day_of_person(whole, whose, day)
            self.title.setText(words_for(whose))
        else:
            entries = day_of_place(whole, whose, day)
            self.title.setText(whose.label)
        self.figures.setText(self.said_figures(totals_of(entries)))
        self.column.setAccessibleName(self.tr("Day of {who}").format(who=whose.label))
        self.column.show_entries(entries, self._cards(whole, whose, entries))

    def _say_empty(self) -> None:
        if self._is_place:
            self.empty.say(
                self.tr("Which place?"), self.tr("Type a few letters of its name."), icon="map-pin"
            )
        else:
            self.empty.say(
                self.tr("Whose day?"), self.tr("Type a few letters of a name."), icon="user-search"
            )

    def _cards(self, whole: Whole, whose: Person | Place, entries: tuple[Entry, ...]) -> Mapping[str, Card]:
        if not isinstance(whose, Person):
            lanes_by = LanesBy.PLACES
        elif whose.side is Side.INSPECTORATE:
            lanes_by = LanesBy.INSPECTORS
        else:
            lanes_by = LanesBy.PEOPLE
        return self._phrases.cards(
            [entry.slot for entry in entries if entry.slot is not None],
            changes=whole.changed,
            clashes=whole.clashes,
            lanes_by=lanes_by,
            home_site=whole.home_site,
        )

    def said_figures(self, totals: Totals) -> str:
        """A day in one line: ``4 slots, 5 h 30 · 09:00 to 15:30 · 2 h free · 25 min on the way``."""
        if not totals.slots or totals.first_at is None or totals.last_at is None:
            words = [self.tr("nothing planned")]
        else:
            slots = self.tr("1 slot") if totals.slots == 1 else self.tr("{n} slots").format(n=totals.slots)
            words = [
                f"{slots}, {said_minutes(totals.busy_minutes)}",
                self.tr("{start} to {end}").format(
                    start=said_time(totals.first_at), end=said_time(totals.last_at)
                ),
            ]
        if totals.free_minutes:
            words.append(self.tr("{length} free").format(length=said_minutes(totals.free_minutes)))
        if totals.travel_minutes:
            words.append(self.tr("{length} on the way").format(length=said_minutes(totals.travel_minutes)))
        if totals.due:
            words.append(
                self.tr("1 request due")
                if totals.due == 1
                else self.tr("{n} requests due").format(n=totals.due)
            )
        return " · ".join(words)

    # -- choosing whose ------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Enter takes the first that answers to what was typed; Down goes on to the day."""
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._take_words(self.line.text())
                return True
            popup = self._completer.popup()
            if event.key() == Qt.Key.Key_Down and not (popup and popup.isVisible()) and not self.line.text():
                self.column.setFocus()
                return True
        return super().eventFilter(watched, event)

    def _take_words(self, text: str) -> None:
        if self._whole is None:
            self._waiting = text  # typed faster than the names came
            return
        found = self._best(text)
        if found is None:
            return
        with QSignalBlocker(self.line):
            self.line.clear()
        if (popup := self._completer.popup()) is not None:
            popup.hide()
        (self.show_place if self._is_place else self.show_person)(found)
        self.column.setFocus()

    def _best(self, text: str) -> int | None:
        """The one meant: the very words, else the first whose words begin with or hold them."""
        wanted = text.strip().casefold()
        if not wanted:
            return None
        held = [words for words in self._offers.stringList() if wanted in words.casefold()]
        held.sort(key=lambda words: (words.casefold() != wanted, not words.casefold().startswith(wanted)))
        return self._by_words[held[0]] if held else None
