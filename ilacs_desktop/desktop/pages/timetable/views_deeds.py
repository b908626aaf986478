"""Week, list and one's own day: fetches the whole draft when one of them is seen, and moves slots by days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.pages.timetable.board.lane_days import LaneDays, lane_key
from ilacs_desktop.desktop.pages.timetable.cards import Card, LanesBy
from ilacs_desktop.desktop.pages.timetable.day_header import Showing
from ilacs_desktop.desktop.pages.timetable.deeds import Deeds
from ilacs_desktop.desktop.pages.timetable.listing.filters import Filters, Ground
from ilacs_desktop.desktop.pages.timetable.listing.side import ListSide
from ilacs_desktop.desktop.pages.timetable.more_menu import More
from ilacs_desktop.desktop.pages.timetable.one_day.rows import Entry
from ilacs_desktop.desktop.pages.timetable.one_day.side import OneDaySide
from ilacs_desktop.desktop.pages.timetable.sight import Sight
from ilacs_desktop.desktop.pages.timetable.view import TimetableView
from ilacs_desktop.desktop.pages.timetable.week.layout import WeekLayout, lay_out
from ilacs_desktop.desktop.pages.timetable.week.view import WeekView
from ilacs_desktop.desktop.pages.timetable.whole import Whole, fetch_whole
from ilacs_desktop.domain.changes import Changes, Kind, Ref
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.inspection import Inspection
from ilacs_desktop.domain.moments import day_of, local, moment, said_short_day, said_time

FOLLOW_MS = 120
"""How long the keyboard must rest on a slot of another day before the panel shows it."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was fetched, and what the worker has made of it already."""

    whole: Whole
    cards: Mapping[str, Card]
    layout: WeekLayout


class ViewsDeeds(Deeds):
    """The views that look at more than the lanes of one day."""

    def __init__(self, desk: Desk, view: TimetableView) -> None:
        super().__init__(desk, view)
        self._asked = 0
        self._whole: Whole | None = None
        self._seen: _Seen | None = None
        self._not_shown: set[QWidget | None] = set()
        self._is_stale = True
        self._follows: tuple[str, date] | None = None
        self._edits = ""
        self.week = WeekView(desk.theme, view.phrases)
        self.list = ListSide(view.slot_list)
        self.one_day = OneDaySide(desk.theme, view.phrases)
        view.add_main(self.week, Showing.WEEK)
        view.add_main(self.list, Showing.LIST)
        view.add_main(self.one_day)
        self._following = QTimer(self, interval=FOLLOW_MS, singleShot=True)
        self._following.timeout.connect(self._follow)
        view.header.more_menu.add(
            More.PLAN, self.tr("Day of one person or place…"), "user-search", self.open_one_day
        )
        self._connect()

    def _connect(self) -> None:
        self.desk.changed.connect(self._on_stored)
        self.desk.inspection_changed.connect(self._on_inspection)
        self.view.main.currentChanged.connect(lambda _: self._on_main())
        self.view.sight_shown.connect(self._on_sight)
        self.week.chosen.connect(self._on_chosen)
        self.week.day_opened.connect(self._open_day)
        self.week.slot_opened.connect(self._open_slot)
        self.week.move_wanted.connect(self.move_to_day)
        LaneDays(self.view.board).day_wanted.connect(self._open_lane)
        self.list.whole_wanted.connect(self._fetch)
        self.list.table.chosen.connect(self._on_row)
        self.list.table.opened.connect(self._edit_row)
        self.one_day.back_wanted.connect(self.view.leave_main)
        self.one_day.opened.connect(self._open_entry)
        self.one_day.chosen.connect(self._on_entry)

    # -- fetching and showing ------------------------------------------------------------------

    def refresh(self) -> None:
        """Fetch the whole if it is in sight and something was stored, or another day has begun."""
        if self._whole is not None and day_of(self.desk.clock()) != self._whole.today:
            self._is_stale = True
        self._look()

    def on_changed(self, changes: Changes) -> None:
        """A request may be due on somebody's day."""
        if changes.touch(Kind.INFO_REQUEST):
            self._look()

    def _on_stored(self, _changes: Changes | None = None) -> None:
        self._is_stale = True

    def _on_inspection(self, inspection: Inspection | None) -> None:
        """What was chosen in one inspection says nothing about another."""
        self._is_stale = True
        if inspection is None or self._whole is None or inspection.id != self._whole.inspection.id:
            self._whole = self._seen = None
            self.list.bar.set_filters(Filters())

    def _on_main(self) -> None:
        """Another view is in sight; the weeks begin where the page is."""
        is_week = self.view.main.currentWidget() is self.week
        if is_week and self.sight is not None:
            self.week.expect(self.view.uid, self.sight.day)
        self._look()
        if is_week and self.sight is not None:
            self.week.choose(self.view.uid, self.sight.day)

    def open_one_day(self) -> None:
        """Ask whose day is wanted; at first it is that of the lane the board's cursor is in."""
        board = self.view.board
        lane = lane_key(board, board.currentIndex().column()) if board.isVisible() else None
        self.view.show_main(self.one_day)
        if lane is not None:
            self._show_lane(lane)
        self.one_day.line.setFocus()

    def show_person(self, person_id: int) -> None:
        """Show one person's day."""
        self.view.show_main(self.one_day)
        self.one_day.show_person(person_id)
        self.one_day.column.setFocus()

    def show_place(self, place_id: int) -> None:
        """Show one place's day."""
        self.view.show_main(self.one_day)
        self.one_day.show_place(place_id)
        self.one_day.column.setFocus()

    def _show_lane(self, key: int) -> None:
        (self.one_day.show_place if self.view.lanes_by is LanesBy.PLACES else self.one_day.show_person)(key)

    def _open_lane(self, key: int) -> None:
        self.view.show_main(self.one_day)
        self._show_lane(key)
        self.one_day.column.setFocus()

    def _needs_whole(self) -> bool:
        main = self.view.main.currentWidget()
        return main in {self.week, self.one_day} or (main is self.list and self.list.needs_whole)

    def _look(self) -> None:
        if self._needs_whole() and self._is_stale:
            self._fetch()
        else:
            self._show()

    def _fetch(self) -> None:
        inspection = self.desk.inspection
        if inspection is None:
            return
        self._asked += 1
        asked, house, since = self._asked, self.desk.house, self.list.filters.since
        self._is_stale = False
        phrases = self.view.phrases

        def work() -> _Seen:
            whole = fetch_whole(house, inspection, since=since)
            cards = phrases.cards(
                whole.slots,
                changes=whole.changed,
                clashes=whole.clashes,
                lanes_by=LanesBy.INSPECTORS,
                home_site=whole.home_site,
            )
            return _Seen(whole, cards, lay_out(whole))

        self.desk.jobs.run(self.view, work, lambda seen: self._keep(seen, asked))

    def _keep(self, seen: _Seen, asked: int) -> None:
        if asked != self._asked:
            return  # a newer look is on its way
        self._seen, self._whole = seen, seen.whole
        self._not_shown = {self.week, self.list, self.one_day}
        self._show()

    def _show(self) -> None:
        """Show what was fetched where it is in sight; the other views show it when they are."""
        seen, main = self._seen, self.view.main.currentWidget()
        if seen is None or main not in self._not_shown:
            return
        self._not_shown.discard(main)
        whole = seen.whole
        if main is self.week:
            self.week.show_weeks(seen.layout, seen.cards, whole.days)
        elif main is self.list:
            people = {person.id: person for person in whole.people}
            numbers = tuple(issue.number for issue in whole.issues)
            self.list.show_whole(seen.cards, Ground(people, numbers, whole.changed_since))
        else:
            self.one_day.show_whole(whole)

    def _on_sight(self, sight: Sight) -> None:
        self.one_day.show_day(sight.day)
        self.list.show_people(sight.people, tuple(issue.number for issue in sight.issues))
        if self.week.day != sight.day and not self._following.isActive():
            self.week.choose("", sight.day)
        uid, self._edits = self._edits, ""
        if uid and sight.slot(uid) is not None:
            self.view.edit_wanted.emit(uid)

    # -- what is chosen here is shown at the side ----------------------------------------------

    def _on_chosen(self, uid: str, day: date) -> None:
        self._follows = (uid, day)
        self._following.start()

    def _on_row(self, card: Card | None) -> None:
        if self.list.all_days and card is not None:
            self._on_chosen(card.uid, card.slot.day)

    def _on_entry(self, entry: Entry | None) -> None:
        if entry is not None and entry.slot is not None:
            self._on_chosen(entry.slot.uid, entry.slot.day)

    def _follow(self) -> None:
        """Show the day of what is chosen at the side, with all that can be done with it."""
        if self._follows is None or self.sight is None:
            return
        uid, day = self._follows
        self._follows = None
        slot = self._whole.slot(uid) if self._whole else None
        if self.sight.slot(uid) is not None:
            self.view.board.choose(uid)
        elif slot is not None:
            self.slot_wanted.emit(slot.id)
        elif self.sight.day != day:
            self.day_wanted.emit(day)
        else:
            self.view.board.choose_nothing()

    def _edit_row(self, card: Card) -> None:
        """A slot of another day is shown first, for only what is shown can be changed."""
        if self.sight is not None and self.sight.slot(card.uid) is None:
            self._following.stop()
            self._edits = card.uid
            self.slot_wanted.emit(card.slot.id)

    # -- going to a day or a slot --------------------------------------------------------------

    def _open_day(self, day: date) -> None:
        self._following.stop()
        self.view.show_as(Showing.INSPECTORS)
        self.day_wanted.emit(day)
        self.view.board.setFocus()

    def _open_slot(self, uid: str, _day: date) -> None:
        slot = self._whole.slot(uid) if self._whole else None
        if slot is not None:
            self._following.stop()
            self.view.show_as(Showing.INSPECTORS)
            self.slot_wanted.emit(slot.id)

    def _open_entry(self, entry: Entry) -> None:
        if entry.slot is not None:
            self._open_slot(entry.slot.uid, entry.slot.day)
        elif entry.request is not None:
            self.desk.go(Ref(Kind.INFO_REQUEST, entry.request.id))

    # -- moving a slot to another day ----------------------------------------------------------

    def move_to_day(self, uid: str, day: date) -> None:
        """Move a slot to another day at the same times, and say so."""
        slot = self._whole.slot(uid) if self._whole else None
        if slot is None:
            return
        timetable, inspection_id = self.desk.house.timetable, self.desk.inspection_id
        before = slot.day
        self.week.expect(uid, day)
        self.desk.jobs.run(
            self.view,
            lambda: timetable.change(
                inspection_id,
                uid,
                starts_at=_on(day, slot.starts_at),
                ends_at=_on(day, slot.ends_at),
                by=self,
            ),
            lambda now: self.say(
                self.tr("{slot} moved to {day} {time}").format(
                    slot=now.title, day=said_short_day(now.day), time=said_time(now.starts_at)
                )
            ),
            refused=lambda error: self._not_moved(error, uid, before),
        )

    def _not_moved(self, error: Explained, uid: str, day: date) -> None:
        self.week.expect(uid, day)
        self.desk.notices.explain(error)
        self.say(str(error))


def _on(day: date, at: datetime) -> datetime:
    """The same time by London clocks on another day."""
    return moment(day, local(at).time())
