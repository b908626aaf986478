"""The list in groups and views, several requests at once, the board, and the panel that keeps its place."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel

from ilacs_desktop.desktop.pages.info_requests import InfoRequestsPage
from ilacs_desktop.desktop.pages.info_requests.live_columns import LiveColumns
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.info_requests import InfoRequest, OurStatus
from ilacs_desktop.domain.info_requests.arranging import Group, Grouping, ListView, Only
from ilacs_desktop.domain.people import Side


def ask(house, inspection_id):
    """Four requests: two of A. Osei, one of L. Hartley, one of nobody; the first is late."""
    osei, hartley = (house.people.add(name, Side.AUTHORITY) for name in ("Ama Osei", "Lee Hartley"))
    now = house.clock()
    return tuple(
        house.info_requests.add(
            inspection_id,
            verbatim=f"question {number}",
            owner_id=owner,
            asked_at=now - timedelta(hours=9),
            target_at=now + timedelta(minutes=40 * number - 20),
        )
        for number, owner in enumerate((osei.id, hartley.id, osei.id, None))
    )


@pytest.fixture(scope="module")
def filled_once(fill_once):
    return fill_once(ask)


@pytest.fixture
def asked(filled_once):
    """The four requests that were asked."""
    return filled_once.made


@pytest.fixture
def page(in_sight, asked, qtbot):
    """The page in sight."""
    page = in_sight(InfoRequestsPage)
    settle(page, qtbot)
    return page


def settle(page, qtbot):
    qtbot.waitUntil(lambda: page.desk.jobs.is_idle)
    QApplication.sendPostedEvents()
    qtbot.waitUntil(lambda: page.desk.jobs.is_idle)


def rows(page):
    """The rows of the list as they stand: headings by their title, requests by their number."""
    return [row.title if isinstance(row, Group) else row.number for row in page.view.live.rows.rows]


def said(page):
    return [label.text() for label in page.view.detail.findChildren(QLabel) if label.isVisible()]


def press(widget, key, how=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(widget, key, how)


def dialog(page, qtbot):
    qtbot.waitUntil(lambda: any(each.isVisible() for each in page.view.findChildren(QDialog)))
    return next(each for each in page.view.findChildren(QDialog) if each.isVisible())


def test_that_groups_are_folded_by_keys_and_spoken_and_the_request_chosen_stays(page, asked):
    live = page.view.live
    live.select_where(lambda row: row.id == asked[2].id)

    live.show_view(ListView(grouping=Grouping.OWNER))

    assert rows(page) == ["No owner yet", 4, "A. Osei", 1, 3, "L. Hartley", 2]
    assert (page.view.request.id, page.view.view_button.text()) == (asked[2].id, "Everything, by owner")
    press(live, Qt.Key.Key_Left)
    assert page.view.request is None
    heading = live.currentIndex()
    assert heading.data(Qt.ItemDataRole.AccessibleTextRole) == "A. Osei, 2 requests, 1 late, open"
    press(live, Qt.Key.Key_Left)
    assert rows(page) == ["No owner yet", 4, "A. Osei", "L. Hartley", 2]
    assert live.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole).endswith("1 late, folded")
    page.open(Ref(Kind.INFO_REQUEST, asked[0].id))
    assert (rows(page)[2:5], page.view.request.id) == (["A. Osei", 1, 3], asked[0].id)
    press(live, Qt.Key.Key_Z, Qt.KeyboardModifier.ShiftModifier)
    assert rows(page) == ["No owner yet", "A. Osei", "L. Hartley"]


def test_that_the_model_of_groups_and_that_of_cards_keep_the_rules_of_models(page):
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [
        QAbstractItemModelTester(model, fatal) for model in (page.view.live.rows, page.view.board.cards)
    ]

    page.view.live.show_view(ListView(grouping=Grouping.STATUS))
    page.view.live.show_view(ListView(columns=("ref", "title", "kind"), sorted_by="kind"))
    page.view.board.show_requests(())
    page.view.board.show_requests(page.view.live.everything)

    assert [tester.model() for tester in testers] == [page.view.live.rows, page.view.board.cards]


def test_that_a_minute_later_the_time_left_is_another_and_the_place_is_kept(page, clock, asked, qtbot):
    live = page.view.live
    live.select_where(lambda row: row.id == asked[1].id)
    settle(page, qtbot)
    before = (live.rows.columns[5].pill(live.selected()).word, page.view.detail.body.itemAt(0).widget())
    resets = []
    live.rows.modelReset.connect(lambda: resets.append(1))
    clock.now += timedelta(minutes=1)

    page._timer.timeout.emit()
    settle(page, qtbot)

    after = (live.rows.columns[5].pill(live.selected()).word, page.view.detail.body.itemAt(0).widget())
    assert (before[0], after[0]) == ("19:00 · 20 min", "19:00 · 19 min")
    assert (after[1] is before[1], resets, page.view.request.id) == (True, [], asked[1].id)


def test_that_a_view_is_kept_under_a_name_comes_back_by_the_menu_and_is_forgotten(page, house, qtbot):
    live, button = page.view.live, page.view.view_button
    live.show_view(ListView(only=Only.UNOWNED, words="question"))
    assert (rows(page), page.view.filter.text()) == ([4], "question")
    button.keep_wanted.emit()
    keep = dialog(page, qtbot)
    keep.name.setText("Whose & why")
    QTest.mouseClick(keep.accept_button, Qt.MouseButton.LeftButton)
    settle(page, qtbot)
    live.show_view(ListView())
    assert button.text() == "Everything"

    button.menu_of_views.aboutToShow.emit()
    kept = button.menu_of_views.actions()[0]
    assert kept.text() == "Whose && why"
    kept.trigger()

    assert (rows(page), button.text(), page.view.filter.text()) == ([4], "Whose && why", "question")
    button.forget_wanted.emit("Whose & why")
    settle(page, qtbot)
    assert (house.info_requests.list_views(), button.text()) == ((), "Without an owner")


def test_that_what_hides_everything_is_named_and_a_request_wanted_is_shown_all_the_same(page, asked, qtbot):
    page.view.filter.setText("nobody said this")
    assert (rows(page), page.view.empties[0].isVisible()) == ([], True)
    assert page.view.empties[0]._title.text() == "None is like that"

    page.open(Ref(Kind.INFO_REQUEST, asked[3].id))
    settle(page, qtbot)

    assert (page.view.request.id, page.view.filter.text()) == (asked[3].id, "")


def test_that_columns_are_chosen_moved_and_sorted_by(page, qtbot):
    live = page.view.live
    page.view.view_button.columns_wanted.emit()
    columns = dialog(page, qtbot)
    names = [columns.list.item(row).text() for row in range(columns.list.count())]
    for name, state in (("Theirs", Qt.CheckState.Unchecked), ("Asked", Qt.CheckState.Checked)):
        columns.list.item(names.index(name)).setCheckState(state)
    columns.list.setCurrentRow(names.index("Asked"))
    for _ in range(names.index("Asked") - 2):
        press(columns.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.mouseClick(columns.accept_button, Qt.MouseButton.LeftButton)
    settle(page, qtbot)

    titles = [column.title for column in live.rows.columns]
    assert titles == ["Ref", "What was asked", "Asked", "Owner", "Ours", "Due"]
    live.horizontalHeader().sectionClicked.emit(3)
    live.horizontalHeader().setSortIndicator(3, Qt.SortOrder.DescendingOrder)
    assert (rows(page), live.view.sorted_by) == ([4, 2, 1, 3], "owner")


def test_that_several_are_assigned_by_one_dialog_in_one_deed(page, house, asked, qtbot):
    live = page.view.live
    live.setFocus()
    live.selectRow(0)
    press(live, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert (page.view.request, [row.number for row in page.view.many]) == (None, [1, 2])
    assert "2 chosen" in said(page)
    press(live, Qt.Key.Key_A)
    assign = dialog(page, qtbot)
    owner = assign.form.editor("owner_id")
    owner.setCurrentIndex(owner.findData(asked[1].owner_id))
    QTest.mouseClick(assign.accept_button, Qt.MouseButton.LeftButton)
    settle(page, qtbot)

    assert [house.info_requests.one(each.id).owner for each in asked[:3]] == [
        "L. Hartley",
        "L. Hartley",
        "A. Osei",
    ]


def test_that_a_card_is_moved_by_keys_forward_at_once_and_back_with_a_reason(page, house, asked, qtbot):
    board = page.view.board
    QTest.mouseClick(page.view.switch.button("Board"), Qt.MouseButton.LeftButton)
    settle(page, qtbot)
    board.choose(asked[0].id)
    spoken = board.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "IR-001, question 0, assigned, A. Osei, due 18:20, late 20 min"
    press(board, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    settle(page, qtbot)
    assert (house.info_requests.one(asked[0].id).ours, page.view.request.id) == (
        OurStatus.GATHERING,
        asked[0].id,
    )
    press(board, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    back = dialog(page, qtbot)
    back.words.setPlainText("the wrong month")
    QTest.mouseClick(back.accept_button, Qt.MouseButton.LeftButton)
    settle(page, qtbot)

    moved = house.info_requests.one(asked[0].id)
    assert (moved.ours, moved.returned_reason) == (OurStatus.ASSIGNED, "the wrong month")
    assert board.cards.headerData(1, Qt.Orientation.Horizontal) == "Assigned   3"
    press(board, Qt.Key.Key_Left)
    assert page.view.request.id == asked[3].id  # the one nobody owns, in the first column


def test_that_a_card_dropped_in_another_column_is_moved_there(page, house, asked, qtbot):
    cards = page.view.board.cards
    data = cards.mimeData([cards.place_of(asked[1].id)])

    cards.dropMimeData(data, Qt.DropAction.MoveAction, 0, 3, QModelIndex())
    settle(page, qtbot)

    assert house.info_requests.one(asked[1].id).ours is OurStatus.CHECKING
    assert cards.place_of(asked[1].id).column() == 3


def test_that_notes_and_links_stand_in_the_panel_and_lead_there(page, house, inspection, asked, desk, qtbot):
    first, other = asked[0], asked[3]
    here = Ref(Kind.INFO_REQUEST, first.id)
    house.lookup.link(inspection.id, Ref(Kind.INFO_REQUEST, other.id), here, why="the same children")
    house.info_requests.add_note(first.id, "<b>The export</b> runs at six")
    page.open(here)
    settle(page, qtbot)
    gone = []
    page.view.detail.go_wanted.connect(gone.append)

    words = said(page)
    link = next(
        each
        for each in page.view.detail.findChildren(QAbstractButton)
        if each.text() == "The same children: IR-004 question 3"
    )
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)

    assert words.index("Notes") + 1 == words.index("<b>The export</b> runs at six")
    assert gone == [Ref(Kind.INFO_REQUEST, other.id)]
    assert isinstance(page.view.live.selected(), InfoRequest)


def test_that_the_keys_of_the_page_are_each_given_once_and_can_be_looked_up(page, qtbot):
    keys = [key for key, _ in (*page.view.wishes.said_keys(), *page.view.more.said_keys())]
    assert sorted(keys) == sorted(set(keys))
    QTest.keyClicks(page.view.live, "?")
    keys = dialog(page, qtbot)

    words = [label.text() for label in keys.findChildren(QLabel)]
    assert words[words.index("J") + 1] == "Note something"
    assert words[words.index("Z") + 1] == "Views and groups of the list"
    press(keys, Qt.Key.Key_Escape)


def test_that_a_card_moved_to_cleared_is_asked_who_has_checked_it(page, house, asked, qtbot):
    board = page.view.board
    QTest.mouseClick(page.view.switch.button("Board"), Qt.MouseButton.LeftButton)
    settle(page, qtbot)
    board.choose(asked[0].id)
    for _ in range(2):
        press(board, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
        settle(page, qtbot)
    press(board, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)

    assert type(dialog(page, qtbot)).__name__ == "ChecksDialog"
    assert house.info_requests.one(asked[0].id).ours is OurStatus.CHECKING


def test_that_a_row_says_why_it_came_back_and_what_was_due_to_be_said(page, house, asked, clock, qtbot):
    moved = house.info_requests
    moved.set_ours(asked[0].id, OurStatus.GATHERING)
    moved.set_ours(asked[0].id, OurStatus.ASSIGNED, reason="the wrong month")
    moved.change(asked[0].id, promised_at=clock.now - timedelta(minutes=5))
    back = moved.one(asked[0].id)

    known = LiveColumns(page.view.moment).known()

    assert known["ours"].spoken(back) == "assigned. Sent back: the wrong month"
    assert [known[name].pill(back).icon for name in ("ours", "promised", "acknowledged")] == [
        "corner-up-left", "timer", "timer",
    ]  # fmt: skip
    known_by = moved.acknowledge(asked[0].id)
    assert (known["acknowledged"].text(known_by), known["acknowledged"].pill(known_by)) == ("18:40", None)
