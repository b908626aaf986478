"""Re-planning by real buttons: wishes, proposals, into the draft, and back."""

from __future__ import annotations

from datetime import time

import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtTest import QTest

from ilacs_desktop.desktop.pages.timetable.replan.deeds import ReplanDeeds

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def deeds(page, settle):
    found = next(deeds for deeds in page.deeds if isinstance(deeds, ReplanDeeds))
    found.action.trigger()
    settle()
    return found


@pytest.fixture
def click(settle):
    def do(button):
        assert button.isEnabled()
        QTest.mouseClick(button, LEFT)
        settle()

    return do


@pytest.fixture
def wish(deeds, click):
    """``wish("away", who="Inspector B", starts="08:00", ends="18:00")`` typed into the panel."""

    def say(kind: str, **fields: str) -> None:
        panel = deeds.panel
        panel.kind.setCurrentIndex(panel.kind.findData(kind))
        for name, words in fields.items():
            editor = getattr(panel, name)
            if name in {"starts", "ends", "at"}:
                at = time.fromisoformat(words)
                editor.setTime(QTime(at.hour, at.minute))
            else:
                editor.setCurrentIndex(next(n for n in range(editor.count()) if words in editor.itemText(n)))
        click(panel.add)

    return say


def test_that_a_wish_becomes_a_proposal_in_the_draft_and_undo_takes_it_back(
    deeds, wish, click, house, inspection, slot, settle
):
    wish("away", who="R. Malik", starts="09:00", ends="11:00")
    before = slot("017").starts_at
    click(deeds.panel.propose)
    card = deeds.side.cards[0]
    assert "none cancelled" in card.cost.text()

    click(card.take)

    assert slot("017").starts_at > before
    assert not deeds.is_shown
    undone = house.timetable.journal.undo(inspection.id)
    assert undone.said.startswith("Re-plan Thu 3 Dec")
    assert slot("017").starts_at == before


def test_that_wishes_are_listed_and_can_be_left_out_again(deeds, wish, click):
    wish("closed", place="Room 3", starts="08:00", ends="12:00")
    wish("cancel", slot="C-009")
    rows = [deeds.panel.said(each) for each in deeds.panel.wishes]

    remove = next(
        button
        for button in deeds.panel.findChildren(type(deeds.panel.add))
        if button.accessibleName().startswith("Leave out: Room 3")
    )
    click(remove)

    assert rows == [
        "Room 3, Civic Centre is closed Thu 3 Dec 08:00–12:00",
        "“C-009 records” Thu 3 Dec 10:00 is cancelled",
    ]
    assert [deeds.panel.said(each) for each in deeds.panel.wishes] == rows[1:]


def test_that_a_locked_slot_in_the_way_is_named(deeds, wish, click):
    wish("away", who="K. Shaw", starts="13:00", ends="17:00")

    click(deeds.panel.propose)

    (exclusion,) = deeds.side.answer.exclusions
    assert exclusion.sentence.endswith("but “C-058 records” Thu 3 Dec 13:30 is locked.")
    assert deeds.side.cards == ()


def test_that_a_wish_that_says_nothing_possible_is_refused_beside_its_button(deeds, wish):
    wish("away", who="R. Malik", starts="11:00", ends="09:00")

    assert deeds.panel.refusal.text().startswith("A wish ends before it starts.")
    assert deeds.panel.wishes == ()
    assert not deeds.panel.propose.isEnabled()


def test_that_proposals_for_a_day_edited_meanwhile_can_only_be_read(
    deeds, wish, click, house, inspection, sample, settle, page
):
    wish("away", who="R. Malik", starts="09:00", ends="11:00")
    click(deeds.panel.propose)

    house.timetable.cancel(inspection.id, sample.slots["009"].uid)
    settle()

    assert "has been changed since" in deeds.side.note.text()
    assert not any(card.take.isEnabled() for card in deeds.side.cards)


def test_that_everything_has_a_spoken_name_and_the_keyboard_comes_to_the_proposals(
    deeds, wish, click, page, unnamed
):
    wish("away", who="R. Malik", starts="09:00", ends="11:00")

    click(deeds.panel.propose)

    assert unnamed(deeds.side) + unnamed(deeds.panel) == []
    assert deeds.side.cards[0].changes.accessibleName() == "Changes of proposal 1"
    assert deeds.side.cards[0].changes.focusPolicy() & Qt.FocusPolicy.TabFocus
