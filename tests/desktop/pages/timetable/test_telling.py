"""The told board and the preview with real buttons: teams, ways, e-mails, and what an issue would cost."""

from __future__ import annotations

from email import message_from_bytes, policy

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from ilacs_desktop.desktop.pages.timetable.day_header import Showing
from ilacs_desktop.desktop.pages.timetable.telling.issue_deeds import IssueDeeds
from ilacs_desktop.domain.timetable import PartKind, TellingState


@pytest.fixture
def view(page):
    return page.view


@pytest.fixture
def click(qtbot, settle):
    def press(button):
        assert button.isEnabled()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        settle()

    return press


@pytest.fixture
def board(page, house, inspection, sample, settle):
    """The told board of issue 2; J. Adeyemi and M. Clarke are of the duty team, one with an address."""
    people = sample.people
    house.people.change(people["J. Adeyemi"].id, team="Duty", email="j.adeyemi@borsetshire.example")
    house.people.change(people["M. Clarke"].id, team="Duty")
    house.timetable.issue(inspection.id)
    page.view.show_as(Showing.TOLD)
    settle()
    return page.view.told


@pytest.fixture
def deeds(page):
    return page.view.findChild(IssueDeeds)


def names(board):
    return [telling.name for telling in board.table.rows.rows if telling.issue_number == 2]


def test_that_a_team_is_confirmed_after_its_briefing(board, click, settle, house, inspection, view):
    (action,) = board.team_menu.actions()
    assert action.text() == "Duty: 2 people"

    action.trigger()
    settle()

    told = {each.name: each for each in house.timetable.tellings(inspection.id, 2)}
    assert [(told[name].state, told[name].how) for name in ("J. Adeyemi", "M. Clarke")] == [
        (TellingState.CONFIRMED, "team briefing")
    ] * 2
    assert view.property("said") == "Duty: 2 confirmed, told in their briefing"
    assert not board.team_button.isEnabled()


def test_that_the_board_is_narrowed_to_a_team_and_to_who_has_not_confirmed(board, settle):
    board.team.setCurrentText("Duty")
    assert set(names(board)) == {"J. Adeyemi", "M. Clarke"}

    board.table.select_where(lambda telling: telling.name == "M. Clarke" and telling.issue_number == 2)
    board.confirm()
    settle()
    board.only_waiting.setChecked(True)

    assert names(board) == ["J. Adeyemi"]
    assert board.team.currentText() == "Duty"


def test_that_somebody_is_told_by_their_manager(board, settle, house, inspection):
    board.table.select_where(lambda telling: telling.name == "M. Clarke" and telling.issue_number == 2)

    next(action for action in board.how_menu.actions() if action.text() == "told by manager").trigger()
    settle()

    told = {each.name: each for each in house.timetable.tellings(inspection.id, 2)}
    assert (told["M. Clarke"].state, told["M. Clarke"].how) == (TellingState.CONFIRMED, "told by manager")


def test_that_every_way_of_telling_is_offered(board):
    ways = ["e-mail", "phone", "in person", "team briefing", "told by manager", "chat"]

    assert [action.text() for action in board.sent_menu.actions()] == ways
    assert [action.text() for action in board.how_menu.actions()] == ways


def test_that_the_keyboard_copies_and_confirms(board, settle, house, inspection, qtbot):
    board.table.select_where(lambda telling: telling.name == "J. Adeyemi" and telling.issue_number == 2)
    board.table.setFocus()

    QTest.keyClick(board.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text().startswith("Stood down: C-014 records with Inspector B")
    QTest.keyClick(board.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()

    told = {each.name: each for each in house.timetable.tellings(inspection.id, 2)}
    assert told["J. Adeyemi"].is_confirmed


def test_that_the_panel_says_who_told_whom_how_and_when(board, settle, view, clock):
    board.table.select_where(lambda telling: telling.name == "M. Clarke" and telling.issue_number == 2)
    next(action for action in board.how_menu.actions() if action.text() == "phone").trigger()
    settle()
    board.table.select_where(lambda telling: telling.name == "M. Clarke" and telling.issue_number == 2)

    texts = [label.text() for label in view.told_panel.findChildren(QLabel)]
    assert "Duty" in texts
    assert "18:40, phone, K. Boyle" in texts


def test_that_mails_are_written_for_the_chosen_into_a_folder(board, settle, tmp_path, view):
    board.table.select_where(lambda telling: telling.name == "J. Adeyemi" and telling.issue_number == 2)

    for_chosen, for_all = board.mails_menu.actions()
    assert [action.text() for action in (for_chosen, for_all)] == [
        "For the chosen: 1",
        "For all not yet sent: 4",
    ]
    for_chosen.trigger()
    dialog = view.findChild(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "out"))
    dialog.close()
    settle()

    (path,) = (tmp_path / "out").iterdir()
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert (path.name, message["To"]) == (
        "issue-2-j-adeyemi.eml",
        '"J. Adeyemi" <j.adeyemi@borsetshire.example>',
    )
    assert view.property("said") == "1 e-mail is in “out”, not sent yet."


def test_that_mails_are_written_for_all_when_nobody_is_chosen(board, click, settle, tmp_path, deeds):
    board.table.clearSelection()

    assert board.mails_button.isEnabled()
    assert [action.isEnabled() for action in board.mails_menu.actions()] == [False, True]
    deeds.write_mails((), tmp_path / "out")
    settle()

    written = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert written == [
        "issue-2-inspector-b.eml",
        "issue-2-inspector-c.eml",
        "issue-2-j-adeyemi.eml",
        "issue-2-m-clarke.eml",
    ]


def test_that_mails_that_cannot_be_written_are_explained_and_cancelling_leaves_nothing(
    board, settle, tmp_path, deeds, desk, qtbot
):
    (tmp_path / "file").write_text("in the way")

    with qtbot.waitSignal(desk.notices.shown) as told:
        deeds.write_mails((), tmp_path / "file")
    assert told.args[0].message == "“file” is a file, not a folder."
    desk.jobs.long_started.connect(lambda progress: progress.cancel())
    deeds.write_mails((), tmp_path / "out")
    settle()

    assert sorted(path.name for path in tmp_path.glob("**/*.eml")) == []


# -- the preview -------------------------------------------------------------------------------


def shown_in(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.text() and not label.isHidden()]


def test_that_the_preview_names_deadlines_sheets_and_calendars(
    page, view, click, house, inspection, sample, settle, at
):
    request = house.info_requests.add(inspection.id, verbatim="Supervision notes", asked_at=at("08:00"))
    house.info_requests.anchor(request.id, slot_uid=sample.slots["files"].uid, minutes=30)
    house.timetable.move(inspection.id, sample.slots["files"].uid, starts_at=at("11:00"))
    settle()

    click(view.header.issue)

    texts = shown_in(view.issue_panel)
    assert "Deadlines that move" in texts
    assert f"{request.ref} Thu 09:30 → 10:30" in texts
    assert any(text.startswith("Inspector B, Inspector C") for text in texts)


def test_that_a_swap_is_told_as_one_change_on_the_preview_and_beside_the_day(
    page, view, click, house, inspection, sample, settle, at
):
    house.timetable.change(
        inspection.id,
        sample.slots["009"].uid,
        parts=[
            (sample.people["Inspector A"].id, PartKind.LEADS),
            (sample.people["K. Shaw"].id, PartKind.ATTENDS),
        ],
    )
    house.timetable.change(
        inspection.id,
        sample.slots["055"].uid,
        parts=[
            (sample.people["Inspector D"].id, PartKind.LEADS),
            (sample.people["T. Flynn"].id, PartKind.ATTENDS),
        ],
    )
    settle()

    beside = shown_in(view.day_panel)
    assert "Swapped" in beside
    click(view.header.issue)

    assert any("You change places with K. Shaw" in text for text in shown_in(view.sheet))
