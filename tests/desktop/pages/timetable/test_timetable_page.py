"""The timetable page: dialog, list, issue, told board and the daily review, by pressing their buttons."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ilacs_desktop.desktop.dialogs.slot import SlotDialog
from ilacs_desktop.desktop.pages.timetable.day_header import Showing
from ilacs_desktop.desktop.pages.timetable.page import TimetablePage
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.daily_review import said_left
from ilacs_desktop.domain.timetable import PartKind, SlotKind, SlotStatus, TellingState

LEFT = Qt.MouseButton.LeftButton
STOOD_DOWN = (
    "Stood down: C-014 records with Inspector B, Thursday 3 December 09:00 to 10:30, Room 2, Civic Centre."
)


@pytest.fixture
def view(page):
    return page.view


@pytest.fixture
def click(settle):
    """Press a button and wait for what follows."""

    def do(button):
        assert button.isEnabled()
        QTest.mouseClick(button, LEFT)
        settle()

    return do


@pytest.fixture
def dialog(view):
    """The slot dialog that is open."""
    return lambda: view.findChild(SlotDialog)


def shown_in(panel) -> list[str]:
    return [
        label.text()
        for label in panel.findChildren(QWidget)
        if hasattr(label, "text") and not label.isHidden()
    ]


# -- showing -----------------------------------------------------------------------------------


def test_that_in_the_evening_the_page_opens_on_the_next_day(view):
    assert view.header._title.accessibleName() == "Thursday 3 December"
    assert view.header.pill.accessibleName() == "3 changes not issued"
    assert view.header.issue.text() == "Issue 2…"


def test_that_the_badge_counts_what_is_not_issued(page, qtbot):
    with qtbot.waitSignal(page.badge_changed) as badge:
        page.refresh()

    assert badge.args == ["3"]


def test_that_the_days_of_the_inspection_follow_each_other(view, click):
    click(view.header.next)
    assert view.header._title.accessibleName() == "Friday 4 December"

    click(view.header.previous)
    click(view.header.previous)
    assert view.header._title.accessibleName() == "Wednesday 2 December"


def test_that_a_day_is_chosen_from_the_list_of_days(view, settle):
    action = next(
        action for action in view.header.days_menu.actions() if action.text() == "Monday 7 December"
    )

    action.trigger()
    settle()

    assert view.header._title.accessibleName() == "Monday 7 December"


def test_that_the_list_says_the_same_as_the_board(view):
    view.show_as(Showing.LIST)
    rows = view.slot_list.rows.rows
    board = view.board.board

    assert {card.uid for card in rows} == {block.uid for block in board.layout.blocks}
    assert [card.spoken for card in rows] == [
        board.cell_of(board.layout.find(card.uid)).data(Qt.ItemDataRole.AccessibleTextRole) for card in rows
    ]
    assert [card.slot.starts_at for card in rows] == sorted(card.slot.starts_at for card in rows)


def test_that_without_an_inspection_the_page_says_so(page, desk, view):
    desk.set_inspection(None)
    page.refresh()

    assert view.empty.isVisible()
    assert view.body.isHidden()


def test_that_the_day_panel_says_what_changed_and_what_it_would_mean(view):
    texts = shown_in(view.day_panel)

    assert texts[texts.index("Stood down") :][:2] == ["Stood down", "J. Adeyemi, 09:00"]
    assert texts[texts.index("Moved") :][:2] == ["Moved", "M. Clarke 09:30 → 11:00"]
    assert texts[texts.index("Added") :][:2] == ["Added", "C-040 records, 13:30"]
    assert texts[texts.index("People to tell") :][:2] == ["People to tell", "4"]
    assert texts[texts.index("Gone home already") :][:2] == ["Gone home already", "2"]


def test_that_a_clash_is_said_in_words_and_leads_to_its_slot(view, sample, click):
    show = next(
        button
        for button in view.day_panel.findChildren(QWidget)
        if button.accessibleName() == "Show Duty team"
    )

    click(show)

    assert view.uid == sample.slots["duty"].uid
    assert any("Inspector C is in two places" in text for text in shown_in(view.slot_panel))


def test_that_a_slot_opened_from_elsewhere_is_shown_on_its_day(page, view, sample, settle):
    page.show_day(date(2026, 12, 8))
    settle()

    page.open(Ref(Kind.SLOT, sample.slots["017"].id))
    settle()

    assert view.header._title.accessibleName() == "Thursday 3 December"
    assert view.uid == sample.slots["017"].uid


def test_that_what_a_colleague_stores_appears_by_itself(house, inspection, view, sample, qtbot, at):
    house.timetable.move(inspection.id, sample.slots["files"].uid, starts_at=at("15:00"))

    qtbot.waitUntil(lambda: view.board.board.layout.find(sample.slots["files"].uid).start == 15 * 60)


# -- the slot panel ----------------------------------------------------------------------------


def test_that_the_panel_cancels_and_reinstates(view, sample, slot, click):
    view.choose(sample.slots["009"].uid)

    click(view.slot_panel.buttons["cancel"])
    assert slot("009").status is SlotStatus.CANCELLED
    assert view.property("said") == "C-009 records is cancelled and stays visible"

    click(view.slot_panel.buttons["cancel"])
    assert slot("009").status is SlotStatus.PLANNED


def test_that_the_panel_marks_what_became_of_a_slot(view, sample, slot, click):
    view.choose(sample.slots["009"].uid)

    click(view.slot_panel.buttons["started"])
    assert slot("009").status is SlotStatus.STARTED

    click(view.slot_panel.buttons["ended"])
    assert slot("009").status is SlotStatus.ENDED

    click(view.slot_panel.buttons["planned"])
    assert slot("009").status is SlotStatus.PLANNED


# -- the dialog --------------------------------------------------------------------------------


def test_that_a_slot_is_added_by_the_dialog(view, click, dialog, house, inspection, sample, at, settle):
    click(view.header.add)
    form = dialog()
    QTest.keyClicks(form.purpose, "Front door observation")
    form.kind.setCurrentIndex(list(SlotKind).index(SlotKind.OBSERVATION))
    form.starts.setTime(QTime(15, 30))
    form.place.setCurrentIndex(form.place.findText("Room 4, Civic Centre"))
    QTest.keyClicks(form.people.line, "inspector d")
    QTest.keyClick(form.people.line, Qt.Key.Key_Return)
    QTest.keyClicks(form.people.line, "osei")
    QTest.keyClick(form.people.line, Qt.Key.Key_Return)
    assert form.isVisible()

    click(form.accept_button)

    made = next(s for s in house.timetable.draft(inspection.id) if s.purpose == "Front door observation")
    assert (made.kind, made.starts_at, made.ends_at, made.place) == (
        SlotKind.OBSERVATION,
        at("15:30"),
        at("16:30"),
        "Room 4",
    )
    assert {(part.name, part.part) for part in made.parts} == {
        ("Inspector D", PartKind.LEADS),
        ("A. Osei", PartKind.ATTENDS),
    }
    assert view.uid == made.uid
    assert view.property("said") == "Front door observation added at 15:30"


def test_that_the_dialog_says_what_is_missing_beside_the_field(view, click, dialog, house, inspection):
    before = house.timetable.draft(inspection.id)
    click(view.header.add)
    form = dialog()
    form.ends.setTime(QTime(8, 0))

    click(form.accept_button)

    assert form.isVisible()
    assert form.form.has_errors
    assert form.purpose.accessibleDescription() == "Say in a word what happens."
    assert house.timetable.draft(inspection.id) == before


def test_that_enter_edits_the_chosen_slot_and_only_what_changed_is_stored(
    view, sample, dialog, click, slot, settle
):
    view.choose(sample.slots["009"].uid)
    QTest.keyClick(view.board, Qt.Key.Key_Return)
    form = dialog()
    assert (form.purpose.text(), form.case_code.text()) == ("records", "C-009")
    form.note.setPlainText("second screen wanted")

    click(form.accept_button)

    assert slot("009").note == "second screen wanted"
    assert slot("009").parts == sample.slots["009"].parts


def test_that_a_person_is_left_out_in_the_dialog(view, sample, dialog, click, slot):
    view.edit_wanted.emit(sample.slots["009"].uid)
    form = dialog()
    drop = next(b for b in form.people.findChildren(QWidget) if b.accessibleName() == "Leave out T. Flynn")
    click(drop)

    click(form.accept_button)

    assert [part.name for part in slot("009").parts] == ["Inspector A"]


def test_that_a_later_start_keeps_the_length(view, sample, dialog):
    view.edit_wanted.emit(sample.slots["009"].uid)
    form = dialog()

    form.starts.setTime(QTime(13, 0))

    assert form.ends.time() == QTime(14, 30)
    assert form.length.text() == "1 h 30"


def test_that_a_cancelled_slot_is_not_edited_and_the_page_says_why(view, sample, desk, dialog, qtbot):
    with qtbot.waitSignal(desk.notices.shown) as shown:
        view.edit_wanted.emit(sample.slots["014"].uid)

    assert shown.args[0].message == "“C-014 records” is cancelled."
    assert dialog() is None


# -- issue and told ----------------------------------------------------------------------------


def test_that_the_preview_shows_each_person_their_own_words(view, click):
    click(view.header.issue)

    texts = shown_in(view.sheet)
    assert view.main.currentWidget() is view.sheet
    assert "If issue 2 goes out now" in texts
    at = texts.index("J. Adeyemi")
    assert texts[at + 1 : at + 3] == [
        "first Thu 09:00",
        STOOD_DOWN,
    ]
    assert view.header.issue.isHidden()


def test_that_not_yet_goes_back_and_issues_nothing(view, click, house, inspection):
    click(view.header.issue)

    click(view.issue_panel.back_button)

    assert view.board.isVisible()
    assert [issue.number for issue in house.timetable.issues(inspection.id)] == [1]


def test_that_the_issue_is_frozen_and_the_told_board_follows(view, click, house, inspection):
    click(view.header.issue)
    view.issue_panel.note.setPlainText("Room 2 is by the stairs.")

    click(view.issue_panel.issue_button)

    newest = house.timetable.issues(inspection.id)[0]
    assert (newest.number, newest.note) == (2, "Room 2 is by the stairs.")
    assert view.main.currentWidget() is view.told
    assert view.told.heading.text() == "Told, issue 2"
    assert view.header.pill.isHidden()
    assert not view.header.issue.isEnabled()
    assert view.property("said") == "Issue 2 is frozen."


def test_that_people_are_copied_marked_sent_and_confirmed(view, click, house, inspection, settle):
    click(view.header.issue)
    click(view.issue_panel.issue_button)
    view.told.table.select_where(lambda telling: telling.name == "J. Adeyemi" and telling.issue_number == 2)

    click(view.told.copy_button)
    assert QApplication.clipboard().text() == STOOD_DOWN

    next(action for action in view.told.sent_menu.actions() if action.text() == "phone").trigger()
    settle()
    told = {t.name: t for t in house.timetable.tellings(inspection.id, 2)}
    assert (told["J. Adeyemi"].state, told["J. Adeyemi"].how) == (TellingState.SENT, "phone")

    click(view.told.confirmed_button)
    told = {t.name: t for t in house.timetable.tellings(inspection.id, 2)}
    assert told["J. Adeyemi"].state is TellingState.CONFIRMED


def test_that_many_are_confirmed_at_once_and_the_filter_hides_them(view, click, house, inspection):
    view.show_as(Showing.TOLD)
    view.told.table.selectAll()

    click(view.told.confirmed_button)
    assert all(telling.is_confirmed for telling in house.timetable.tellings(inspection.id))

    view.told.only_waiting.setChecked(True)
    assert view.told.table.rows.rows == ()
    assert view.told.note.text() == "everyone has confirmed"


# -- the daily review --------------------------------------------------------------------------


def test_that_the_daily_review_says_what_is_left_and_steps_are_finished(
    page, view, click, settle, house, inspection, qtbot
):
    page.open(Ref(Kind.REVIEW, 0))
    settle()
    evening = house.daily_review.evening(inspection.id, date(2026, 12, 2))
    assert list(view.review.steps) == [step.key for step in evening.steps]
    assert said_left(evening.left) in shown_in(view.review)

    click(view.review.steps["clashes"].done)

    qtbot.waitUntil(lambda: said_left(evening.left[:-1]) in shown_in(view.review))
    click(view.review.steps["clashes"].reopen)
    qtbot.waitUntil(lambda: said_left(evening.left) in shown_in(view.review))


def test_that_a_step_is_skipped_only_with_a_note(page, view, click, settle, house, inspection):
    page.open(Ref(Kind.REVIEW, 0))
    settle()
    click(view.review.steps["told"].skip)

    click(view.review.steps["told"].skip_now)
    assert view.review.steps["told"].is_skipping

    QTest.keyClicks(view.review.steps["told"].note, "Team briefing at 08:15")
    click(view.review.steps["told"].skip_now)
    step = next(s for s in house.daily_review.steps(inspection.id, date(2026, 12, 2)) if s.key == "told")
    assert (step.state.value, step.note) == ("skipped", "Team briefing at 08:15")


def test_that_the_review_leads_to_the_preview_and_comes_back(page, view, click, settle):
    page.open(Ref(Kind.REVIEW, 0))
    settle()

    click(view.review.steps["issue"].go)
    assert view.main.currentWidget() is view.sheet

    click(view.issue_panel.back_button)
    assert view.side.currentWidget() is view.review


def test_that_a_step_of_another_page_asks_the_desk(page, view, click, settle, desk, qtbot, house, inspection):
    house.info_requests.add(inspection.id, verbatim="The supervision records of one team, please")
    page.open(Ref(Kind.REVIEW, 0))
    settle()

    with qtbot.waitSignal(desk.go_wanted) as went:
        click(view.review.steps["requests"].go)

    assert went.args == [Ref(Kind.INFO_REQUEST, 0)]


# -- speaking ----------------------------------------------------------------------------------


def unnamed(root: QWidget) -> list[str]:
    """Widgets that take the keyboard but say nothing of themselves."""
    silent = []
    for widget in (root, *root.findChildren(QWidget)):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or widget.objectName().startswith("qt_"):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface and widget.isVisible() and not interface.text(QAccessible.Text.Name):
            silent.append(f"{type(widget).__name__} {widget.objectName()}")
    return silent


def test_that_every_control_has_a_spoken_name(view):
    for showing in Showing:
        view.show_as(showing)
        assert unnamed(view) == [], showing


def test_that_every_control_of_preview_review_and_dialog_has_a_spoken_name(
    page, view, click, settle, dialog, sample
):
    page.open(Ref(Kind.REVIEW, 0))
    settle()
    assert unnamed(view.review) == []
    click(view.header.issue)
    assert unnamed(view) == []
    view.edit_wanted.emit(sample.slots["009"].uid)
    assert unnamed(dialog()) == []


def test_that_the_page_fits_a_small_laptop(view):
    for showing in Showing:
        view.show_as(showing)
        assert view.minimumSizeHint().width() <= 1130, showing


def test_that_without_an_inspection_the_page_offers_to_open_one(desk, qtbot):
    page = TimetablePage(desk)
    qtbot.addWidget(page.view)
    page.view.show()
    page.refresh()

    with qtbot.waitSignal(desk.new_inspection_wanted):
        qtbot.mouseClick(page.view.empty.button, Qt.MouseButton.LeftButton)
