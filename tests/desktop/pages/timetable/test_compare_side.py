"""Comparing on the board, in the list and as text; checkpoints; going back with a preview."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.pages.timetable.compare.cards import GHOST
from ilacs_desktop.desktop.pages.timetable.compare.deeds import CompareDeeds
from ilacs_desktop.desktop.pages.timetable.compare.side import TEXT
from ilacs_desktop.desktop.pages.timetable.day_header import Showing
from ilacs_desktop.desktop.pages.timetable.going_back.checkpoints_dialog import CheckpointsDialog
from ilacs_desktop.desktop.pages.timetable.going_back.dialog import GoingBackDialog
from ilacs_desktop.domain.timetable import SlotStatus
from ilacs_desktop.domain.timetable.compare import DRAFT, Edition, EditionKind

LEFT = Qt.MouseButton.LeftButton
FRIDAY = date(2026, 12, 4)
ISSUE_1, ISSUE_2 = Edition(EditionKind.ISSUE, 1), Edition(EditionKind.ISSUE, 2)


@pytest.fixture
def deeds(page):
    return next(deeds for deeds in page.deeds if isinstance(deeds, CompareDeeds))


@pytest.fixture
def side(deeds, settle):
    deeds.action.trigger()
    settle()
    return deeds.side


@pytest.fixture
def dialog(page, settle):
    """``dialog(FormDialog)``: the last one of this kind that is open."""

    def find(kind):
        settle()
        return [each for each in page.view.findChildren(kind) if each.isVisible() and type(each) is kind][-1]

    return find


@pytest.fixture
def click(settle):
    def do(button):
        assert button.isEnabled()
        QTest.mouseClick(button, LEFT)
        settle()

    return do


def rows(side) -> list[tuple[str, ...]]:
    model = side.table.proxy
    return [tuple(model.index(row, column).data() for column in (0, 1, 2)) for row in range(model.rowCount())]


def test_that_the_last_issue_and_the_draft_stand_beside_each_other(
    page, side, deeds, sample, settle, unnamed, slot, at
):
    spoken = {
        block.uid: side.board.board.cell_of(block).data(Qt.ItemDataRole.AccessibleTextRole)
        for block in side.board.board.layout.blocks
    }
    moved = sample.slots["031"].uid

    assert (side.old_box.currentText(), side.new_box.currentText()) == ("Issue 1", "Draft")
    assert side.count.text() == "3 differences on 1 day: 1 cancelled, 1 re-timed, 1 added"
    assert spoken[moved].endswith("11:00 to 12:30, changed, was 09:30")
    assert spoken[moved + GHOST].endswith("09:30 to 11:00, now 11:00")
    assert spoken[sample.slots["014"].uid].endswith("cancelled, changed")
    assert unnamed(page.view) == []

    side.board.choose(moved + GHOST)
    QTest.keyClick(side.board, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settle()
    assert slot("031").starts_at == at("11:00")  # a comparison is looked at, not worked on
    QTest.mouseClick(side.switch.button("As a list"), LEFT)
    assert rows(side) == [
        (
            "Thu 3 Dec 09:00",
            "cancelled",
            "C-014 records with Inspector B, 09:00 to 10:30, Room 2, Civic Centre",
        ),
        (
            "Thu 3 Dec 11:00",
            "re-timed",
            "C-031 records with Inspector B moves from 09:30 to 11:00, Room 2, Civic Centre",
        ),
        ("Thu 3 Dec 13:30", "added", "C-040 records with Inspector C, 13:30 to 15:00, By video"),
    ]
    side.show_face(TEXT)
    QTest.mouseClick(side.copy, LEFT)
    assert QGuiApplication.clipboard().text() == side.text.toPlainText()
    assert side.text.toPlainText().startswith(
        "Borsetshire · Standard inspection\nWhat changed from issue 1 to the draft\n"
    )

    side.table.selectRow(1)
    QTest.keyClick(side.table, Qt.Key.Key_Return)
    settle()
    assert (page.view.showing, page.view.uid) == (Showing.INSPECTORS, moved)


def test_that_any_two_editions_can_be_chosen_and_turned_round(
    page, side, deeds, house, inspection, sample, settle, at, click
):
    timetable = house.timetable
    timetable.change(
        inspection.id, sample.slots["pep"].uid, starts_at=at("10:00", FRIDAY), ends_at=at("11:00", FRIDAY)
    )
    timetable.change(inspection.id, sample.slots["school"].uid, parts=())
    for clash in timetable.clashes(inspection.id):
        if clash.level == "stop":
            timetable.rules.override(inspection.id, clash.key, reason="for the test")
    timetable.issue(inspection.id)
    deeds.compare(ISSUE_1, ISSUE_2)
    settle()

    assert [row[1] for row in rows(side)] == [
        "cancelled",
        "re-crewed",
        "re-timed",
        "added",
        "moved to another day, longer or shorter",
    ]
    ghost = side.board.board.cards[sample.slots["pep"].uid + GHOST]
    assert (ghost.lines[0], ghost.icon) == ("→ Fri 4 Dec 10:00", "corner-down-right")
    button = next(
        each for each in deeds.panel.findChildren(type(side.turn)) if "Friday" in each.accessibleName()
    )
    click(button)
    assert page.view.sight.day == FRIDAY
    assert side.board.board.cards[sample.slots["pep"].uid].is_changed

    click(side.turn)
    assert (side.old_box.currentText(), side.new_box.currentText()) == ("Issue 2", "Issue 1")
    assert {row[1] for row in rows(side)} >= {"reinstated", "removed"}
    deeds.compare(ISSUE_2, DRAFT)
    settle()
    assert (rows(side), side.count.text()) == ([], "No differences")
    click(side.back)
    assert page.view.main.currentWidget() is not side


def test_that_a_checkpoint_is_kept_compared_restored_and_removed(
    page, deeds, dialog, click, settle, house, inspection, slot, at, unnamed, sample
):
    deeds.checkpoints.checkpoints.trigger()
    box = dialog(CheckpointsDialog)
    assert unnamed(box) == []
    click(box.keep)
    assert box.refusal.text().startswith("A checkpoint needs a name.")
    QTest.keyClicks(box.name, "Before the evening")
    QTest.keyClick(box.name, Qt.Key.Key_Return)
    settle()
    assert [row.name for row in box.table.rows.rows] == ["Before the evening"]
    box.reject()
    house.timetable.move(inspection.id, sample.slots["009"].uid, starts_at=at("15:00"))
    house.timetable.move(inspection.id, sample.slots["017"].uid, starts_at=at("16:00"))
    house.timetable.lock(inspection.id, sample.slots["017"].uid)
    settle()

    deeds.checkpoints.open()
    click(dialog(CheckpointsDialog).compare)
    assert deeds.side.old_box.currentText() == "Checkpoint “Before the evening”"
    assert [row[1] for row in rows(deeds.side)] == ["re-timed", "re-timed"]
    deeds.checkpoints.open()
    click(dialog(CheckpointsDialog).restore)
    ask = dialog(GoingBackDialog)
    assert unnamed(ask) == []
    assert ask.said.text() == "1 slot would change."
    assert ask.stays.text() == "Stays as it is: C-017 records Thu 3 Dec (locked)"
    click(ask.accept_button)
    assert slot("009").starts_at == at("10:00")
    assert "Ctrl+Z takes it back." in page.view.property("said")
    house.timetable.journal.undo(inspection.id)
    assert slot("009").starts_at == at("15:00")

    deeds.checkpoints.open()
    QTest.keyClick(dialog(CheckpointsDialog).table, Qt.Key.Key_Delete)
    click(dialog(FormDialog).accept_button)
    assert house.timetable.checkpoints.all(inspection.id) == ()


def test_that_the_draft_is_rolled_back_to_an_issue_after_a_look_at_what_would_change(
    page, deeds, dialog, click, slot, at, sample
):
    deeds.checkpoints.back.trigger()
    ask = dialog(GoingBackDialog)

    assert ask.said.text() == "3 slots would change."
    assert [row.classes[0] for row in ask.table.rows.rows] == ["reinstated", "re-timed", "cancelled"]
    assert ask.accept_button.text() == "Roll back to issue 1"
    click(ask.accept_button)

    assert slot("014").status is SlotStatus.PLANNED
    assert slot("031").starts_at == at("09:30")
    assert slot("040").status is SlotStatus.CANCELLED
    assert "issue 1" in page.view.property("said")
