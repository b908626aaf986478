"""The list with its filters: this day or all days, narrowed, counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ilacs_desktop.desktop.pages.timetable.cards import Card
from ilacs_desktop.desktop.pages.timetable.listing.filter_bar import FilterBar
from ilacs_desktop.desktop.pages.timetable.listing.filters import Filters, Ground, narrowed
from ilacs_desktop.desktop.pages.timetable.listing.slot_list import SlotList
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.domain.people import Person

TYPING_MS = 60


class ListSide(QWidget):
    """Joins the filters to the list. What is chosen here lasts as long as the window.

    ``whole_wanted`` asks for every day, and for what has changed since an issue (or None).
    """

    whole_wanted = Signal()

    def __init__(self, table: SlotList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.all_days = False
        self._is_stale = False
        self._day: Sequence[Card] = ()
        self._whole: Sequence[Card] | None = None
        self._ground = Ground()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(1))
        self.bar = FilterBar()
        column.addWidget(self.bar)
        column.addWidget(table, 1)
        table.show()  # it may have been hidden where it stood before
        self.setFocusProxy(table)
        self._typing = QTimer(self, interval=TYPING_MS, singleShot=True)
        self._typing.timeout.connect(self._show)
        self.bar.changed.connect(self._on_filters)
        self.bar.scope_changed.connect(self.show_scope)
        self.bar.list_wanted.connect(self._enter_list)
        table.feed = self._on_day

    @property
    def filters(self) -> Filters:
        """What is on."""
        return self.bar.filters

    @property
    def needs_whole(self) -> bool:
        """Whether what is asked for is more than the day."""
        return self.all_days or self.filters.since is not None

    def show_scope(self, all_days: bool) -> None:
        """Show this day, or all days."""
        self.all_days = all_days
        self.bar.show_scope(all_days=all_days)
        if all_days:
            self.whole_wanted.emit()
        self._show()

    def show_people(self, people: Sequence[Person], issues: tuple[int, ...]) -> None:
        """Say who the people are and which issues there are, as far as the day knows."""
        known = {**self._ground.people, **{person.id: person for person in people}}
        self._ground = Ground(known, issues, self._ground.changed_since)
        self._show()

    def show_whole(self, cards: Mapping[str, Card], ground: Ground) -> None:
        """Show every day as it now stands."""
        self._whole, self._ground = tuple(cards.values()), ground
        self._show()

    def _on_day(self, cards: Mapping[str, Card]) -> None:
        self._day = tuple(cards.values())
        if not self.all_days:
            self._show()

    def _on_filters(self, filters: Filters) -> None:
        if filters.since is not None and filters.since not in self._ground.changed_since:
            self.whole_wanted.emit()
        self._typing.start()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  # Qt's name
        """Nothing is filled while it is out of sight; now it is."""
        if self._is_stale:
            self._is_stale = False
            self._fill()
        super().showEvent(event)

    def _show(self) -> None:
        if self.isVisible():
            self._fill()
        else:
            self._is_stale = True

    def _fill(self) -> None:
        cards = (self._whole or ()) if self.all_days else self._day
        shown = narrowed(cards, self.filters, self._ground)
        self.bar.show_ground(cards, self._ground)
        self.bar.show_count(len(shown), len(cards))
        self.table.say_empty(is_narrowed=bool(cards) or self.all_days, all_days=self.all_days)
        self.table.show_rows(shown, has_days=self.all_days)

    def _enter_list(self) -> None:
        self._typing.stop()
        self._show()
        self.table.setFocus()
        if self.table.selected() is None and self.table.proxy.rowCount():
            self.table.selectRow(0)
