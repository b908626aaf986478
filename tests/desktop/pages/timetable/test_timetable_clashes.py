"""Clashes on the timetable page: what stops an issue, letting it stand, and asking again; by real buttons."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from ilacs_desktop.desktop.dialogs.clash_override import ClashOverrideDialog
from ilacs_desktop.desktop.pages.timetable.clashes.rows import ClashRow, StandingRow
from ilacs_desktop.domain.clashes import Level, Rule

LEFT = Qt.MouseButton.LeftButton
SENTENCE = "Inspector C is in two places: C-017 records 09:15–10:45 and Duty team 10:30–12:00, Thu 3 Dec."


@pytest.fixture
def view(page, house, settle):
    """The page, where a person in two places stops an issue."""
    house.timetable.rules.set_level(Rule.PERSON, Level.STOP)
    settle()
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
def let_stand(view, click, settle):
    """Press “Let it stand…” of a row, type why, and accept."""

    def do(row, why="Inspector C comes a little late."):
        click(row.stand_button)
        dialog = view.findChild(ClashOverrideDialog)
        QTest.keyClicks(dialog.reason, why)
        click(dialog.accept_button)

    return do


def said(panel) -> list[str]:
    return [each.text() for each in panel.findChildren(QWidget) if hasattr(each, "text") and each.isVisible()]


def rows(panel) -> list[ClashRow]:
    return [row for row in panel.findChildren(ClashRow) if row.isVisible()]


def test_that_the_day_says_what_stops_the_issue(view):
    (row,) = rows(view.day_panel)

    assert SENTENCE in said(row)
    assert [pill.accessibleName() for pill in row.findChildren(QWidget) if "stops" in pill.accessibleName()]
    assert row.stand_button.accessibleName() == f"Let it stand: {SENTENCE}"


def test_that_a_clash_leads_to_its_slot(view, sample, click):
    click(rows(view.day_panel)[0].show_button)

    assert view.uid == sample.slots["duty"].uid


def test_that_the_preview_does_not_issue_while_a_clash_stops_it(view, click):
    click(view.header.issue)

    assert "One clash stops this issue." in said(view.issue_panel)
    assert not view.issue_panel.issue_button.isEnabled()
    assert [SENTENCE in said(row) for row in rows(view.issue_panel)] == [True]


def test_that_the_preview_leads_to_the_clash_on_the_board(view, sample, click):
    click(view.header.issue)

    click(rows(view.issue_panel)[0].show_button)

    assert not view.is_previewing
    assert view.uid == sample.slots["duty"].uid


def test_that_a_clash_let_stand_in_the_preview_frees_the_issue(view, house, inspection, click, let_stand):
    click(view.header.issue)

    let_stand(rows(view.issue_panel)[0])

    assert rows(view.issue_panel) == []
    click(view.issue_panel.issue_button)
    assert [issue.number for issue in house.timetable.issues(inspection.id)] == [2, 1]


def test_that_what_is_let_stand_is_listed_quietly_and_asked_again(
    view, house, inspection, sample, click, let_stand
):
    let_stand(rows(view.day_panel)[0])

    (row,) = view.day_panel.findChildren(StandingRow)
    assert said(row) == [
        SENTENCE,
        "Let stand by K. Boyle, Wed 2 Dec 18:40: Inspector C comes a little late.",
        "Ask again",
    ]
    assert rows(view.day_panel) == []
    assert "clash" not in view.board.board.cards[sample.slots["duty"].uid].spoken

    click(row.again_button)

    assert [SENTENCE in said(row) for row in rows(view.day_panel)] == [True]
    assert house.timetable.rules.overrides(inspection.id) == ()


def test_that_a_clash_is_let_stand_from_its_slot(view, house, inspection, sample, click):
    view.choose(sample.slots["duty"].uid)
    button = next(
        each
        for each in view.slot_panel.findChildren(QWidget)
        if each.accessibleName() == f"Let it stand: {SENTENCE}"
    )

    click(button)
    dialog = view.findChild(ClashOverrideDialog)
    QTest.keyClicks(dialog.reason, "Comes late.")
    click(dialog.accept_button)

    assert [clash.sentence for clash in house.timetable.rules.overrides(inspection.id)] == [SENTENCE]
    assert not any(SENTENCE in text for text in said(view.slot_panel))


def test_that_a_reason_is_needed(view, house, inspection, click):
    click(rows(view.day_panel)[0].stand_button)
    dialog = view.findChild(ClashOverrideDialog)

    click(dialog.accept_button)

    assert dialog.isVisible()
    assert "Say why in a few words." in said(dialog)
    assert house.timetable.rules.overrides(inspection.id) == ()
    click(dialog.cancel_button)


def test_that_a_changed_clash_is_asked_again_with_the_reason_at_hand(
    view, house, inspection, sample, at, click, settle, let_stand
):
    let_stand(rows(view.day_panel)[0])

    house.timetable.move(inspection.id, sample.slots["duty"].uid, starts_at=at("10:15"))
    settle()

    (row,) = rows(view.day_panel)
    assert "It has changed since K. Boyle let it stand: Inspector C comes a little late." in said(row)
    click(row.stand_button)
    dialog = view.findChild(ClashOverrideDialog)
    assert dialog.reason.toPlainText() == "Inspector C comes a little late."
    click(dialog.accept_button)
    assert rows(view.day_panel) == []


def test_that_a_clash_put_right_meanwhile_is_refused_in_the_dialog(
    view, house, inspection, sample, at, click, settle
):
    click(rows(view.day_panel)[0].stand_button)
    dialog = view.findChild(ClashOverrideDialog)
    QTest.keyClicks(dialog.reason, "It may.")
    house.timetable.move(inspection.id, sample.slots["duty"].uid, starts_at=at("15:00"))

    click(dialog.accept_button)

    assert any("This clash is not there any more." in text for text in said(dialog))
    click(dialog.cancel_button)


def test_that_many_clashes_are_shown_when_asked(view, house, sample, inspection, click, settle):
    house.timetable.rules.set_level(Rule.NO_NAVIGATOR, Level.WARN)
    settle()
    more = next(
        each for each in view.day_panel.findChildren(QWidget) if "more clashes" in each.accessibleName()
    )
    few = len(rows(view.day_panel))

    click(more)

    assert (few, len(rows(view.day_panel))) == (3, len(view.sight.clashes))


def test_that_letting_stand_is_done_by_keyboard(view, house, inspection, settle):
    button = rows(view.day_panel)[0].stand_button
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    settle()
    dialog = view.findChild(ClashOverrideDialog)

    QTest.keyClicks(dialog.reason, "Comes late.")
    QTest.keyClick(dialog.reason, Qt.Key.Key_Tab)
    QTest.keyClick(dialog.accept_button, Qt.Key.Key_Space)
    settle()

    (clash,) = house.timetable.rules.overrides(inspection.id)
    assert clash.override.reason == "Comes late."
