"""The list with its filters, and one person's or place's day, by keys."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ilacs_desktop.desktop.dialogs.slot import SlotDialog
from ilacs_desktop.desktop.pages.timetable.day_header import Showing
from ilacs_desktop.desktop.pages.timetable.listing.filters import Facet, Filters
from ilacs_desktop.desktop.pages.timetable.views_deeds import ViewsDeeds
from ilacs_desktop.domain.people import AbsenceKind

LEFT = Qt.MouseButton.LeftButton
THURSDAY = date(2026, 12, 3)


@pytest.fixture
def views(page):
    return next(deeds for deeds in page.deeds if isinstance(deeds, ViewsDeeds))


@pytest.fixture
def side(page, views, settle):
    page.view.show_as(Showing.LIST)
    settle()
    return views.list


@pytest.fixture
def shown(side, settle, qtbot):
    """The titles in the list, once typing has rested."""

    def titles():
        qtbot.wait(80)
        settle()
        model = side.table.proxy
        return [model.index(row, 1).data() for row in range(model.rowCount())]

    return titles


def choose(side, facet, word):
    """Tick one of a facet, as its menu does."""
    side.bar.menus[facet].aboutToShow.emit()
    action = next(action for action in side.bar.menus[facet].actions() if action.text().startswith(word))
    action.trigger()


def test_that_the_list_is_narrowed_by_facets_and_words_and_says_how_many(page, side, shown, unnamed, qtbot):
    assert (len(shown()), side.bar.count.text()) == (15, "15 slots")

    choose(side, Facet.INSPECTOR, "Inspector B")
    choose(side, Facet.KIND, "case session")
    assert shown() == ["C-014 records", "C-031 records"]
    assert side.bar.count.text() == "2 of 15 slots"
    assert [chip.text() for chip in side.bar.chips] == [
        "Inspector: Inspector B", "Kind: case session", "Clear all",
    ]  # fmt: skip
    assert side.bar.chips[0].accessibleName() == "Take off Inspector: Inspector B"
    assert unnamed(page.view) == []

    side.bar.chips[1].setFocus()
    QTest.keyClick(side.bar.chips[1], Qt.Key.Key_Delete)
    assert len(shown()) == 3
    assert side.bar.chips[1].hasFocus()
    choose(side, Facet.STATUS, "cancelled")
    assert shown() == ["C-014 records"]
    QTest.mouseClick(side.bar.chips[-1], LEFT)
    assert (len(shown()), side.bar.search.hasFocus(), side.bar.chips_line.isHidden()) == (15, True, True)

    QTest.keyClicks(side.bar.search, "malik room")
    assert shown() == ["C-017 records"]
    QTest.keyClick(side.bar.search, Qt.Key.Key_Down)
    assert side.table.hasFocus()
    assert page.view.slot.case_code == "C-017"
    QTest.keyClick(side.bar.search, Qt.Key.Key_Escape)
    choose(side, Facet.SINCE, "issue 1")
    assert shown() == ["C-014 records", "C-031 records", "C-040 records"]
    choose(side, Facet.TEAM, "Nothing")
    choose(side, Facet.PLACE, "Room 6")
    assert shown() == []
    assert side.table.empty_state.isVisible()


def test_that_all_days_stand_in_one_list_in_which_a_slot_of_any_day_can_be_opened(
    page, side, shown, settle, qtbot, house, inspection
):
    everything = house.timetable.draft(inspection.id)

    QTest.mouseClick(side.bar.scope.button("All days"), LEFT)
    assert len(shown()) == len(everything)
    first = side.table.proxy.index(0, 0)
    assert first.data().startswith("Mon 23 Nov 10:30–")
    assert first.data(Qt.ItemDataRole.AccessibleTextRole).startswith("Monday 23 November, 10:30 to ")
    side.table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert shown() == sorted((slot.title for slot in everything), key=str.casefold, reverse=True)
    side.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)

    side.table.setFocus()
    side.table.selectRow(0)
    QTest.keyClick(side.table, Qt.Key.Key_Return)
    settle()
    assert page.view.sight.day == everything[0].day
    dialog = page.view.findChild(SlotDialog)
    assert dialog.values().purpose == everything[0].purpose
    dialog.reject()
    settle()
    page.refresh()
    settle()
    assert (len(shown()), side.table.selected().uid) == (len(everything), everything[0].uid)
    side.bar.set_filters(Filters("C-009"))
    assert shown() == ["C-009 records"]


def test_that_a_persons_and_a_places_day_are_read_from_above_to_below(
    page, views, settle, house, inspection, sample, at, unnamed
):
    shaw = sample.people["K. Shaw"]
    house.people.add_absence(
        shaw.id, kind=AbsenceKind.COURT, starts_at=at("16:00"), ends_at=at("17:00"), note="Family court"
    )
    house.people.set_travel("Civic Centre", "North House", minutes=25)
    house.info_requests.add(
        inspection.id, verbatim="The pathway plans, please", asked_at=at("09:00"), owner_id=shaw.id, target_at=at("12:30")
    )  # fmt: skip
    side = views.one_day
    board = page.view.board
    lane = next(n for n, lane in enumerate(board.board.layout.lanes) if lane.name == "Inspector D")
    head = board.lanes.lane_rect(lane).center().toPoint()
    QTest.mouseDClick(board.lanes.viewport(), LEFT, pos=head)
    settle()
    assert (side.whose_day.label, page.view.window().focusWidget() is side.column) == ("Inspector D", True)
    QTest.mouseClick(side.back, LEFT)

    def spoken():
        settle()
        rows = side.column.rows
        return [rows.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(rows.rowCount())]

    page.view.header.more_menu.actions()[0].trigger()
    assert page.view.main.currentWidget() is side
    assert side.line.hasFocus()
    QTest.keyClicks(side.line, "shaw")
    QTest.keyClick(side.line, Qt.Key.Key_Return)
    assert spoken() == [
        "1 h 30 free, 09:00 to 10:30",
        "C-055 records, Inspector D with K. Shaw, Room 5, Civic Centre, 10:30 to 12:00",
        "1 h 30 free, 12:00 to 13:30",
        "12:30, IR-001 is due: The pathway plans, please",
        "C-058 records, Inspector D with K. Shaw, Room 5, Civic Centre, 13:30 to 15:00, locked",
        "1 h free, 15:00 to 16:00",
        "16:00, Court until 17:00 · Family court",
    ]
    assert side.figures.text() == "2 slots, 3 h · 10:30 to 15:00 · 4 h free · 1 request due"
    assert unnamed(page.view) == []

    house.timetable.move(inspection.id, sample.slots["duty"].uid, starts_at=at("11:00"))
    views.show_person(sample.people["Inspector C"].id)
    assert spoken()[2] == "10:45, 25 min to North House, and only 15 min for it"
    QTest.mouseClick(side.whose.button("Place"), LEFT)
    QTest.keyClicks(side.line, "room 2")
    QTest.keyClick(side.line, Qt.Key.Key_Return)
    assert [row.slot.title for row in side.column.rows.rows if row.slot] == ["C-014 records", "C-031 records"]

    assert page.view.window().focusWidget() is side.column
    side.column.choose(sample.slots["031"].uid)
    QTest.keyClick(side.column, Qt.Key.Key_Return)
    settle()
    assert page.view.showing is Showing.INSPECTORS
    assert page.view.board.current_block().uid == sample.slots["031"].uid
