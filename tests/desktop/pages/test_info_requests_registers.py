"""Figures, points of clarification and offers on the requests page, by real keys and buttons."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from ilacs_desktop.desktop.dialogs.clarification import PointDialog
from ilacs_desktop.desktop.dialogs.figure import FigureDialog
from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.tall_form import TallForm
from ilacs_desktop.desktop.pages.info_requests import InfoRequestsPage
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.info_requests import (
    FigureEntry,
    Manner,
    OfferState,
    PointEntry,
    PointState,
    offer_state,
)
from ilacs_desktop.domain.timetable import SlotKind

NAUGHTY = "<b>84</b> =1+1 \u202e%n"


@pytest.fixture
def page(in_sight, desk):
    """The page in sight, with an inspection and nothing asked yet."""
    page = in_sight(InfoRequestsPage)
    desk.go_wanted.connect(page.open)
    return page


def settle(page, qtbot):
    qtbot.waitUntil(lambda: page.desk.jobs.is_idle)


def show(page, qtbot, name):
    QTest.mouseClick(page.view.switch.button(name), Qt.MouseButton.LeftButton)
    settle(page, qtbot)
    return page.view.table


def dialog(page, qtbot) -> FormDialog:
    """The dialog that is open."""
    qtbot.waitUntil(lambda: bool(page.view.findChildren(FormDialog)))
    return page.view.findChildren(FormDialog)[-1]


def store(page, qtbot, opened):
    closed = []
    opened.accepted.connect(lambda: closed.append(True))
    QTest.mouseClick(opened.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(closed))
    settle(page, qtbot)
    QApplication.sendPostedEvents(None, 0)


def press(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def words(page):
    """All that the panel says."""
    return [label.text() for label in page.view.detail.findChildren(QLabel) if not label.isHidden()]


def deeds_of(page, name):
    return next(each for each in page.deeds if type(each).__name__ == name)


def test_that_a_figure_is_noted_by_its_key_and_stands_with_what_it_disagrees_with(
    page, house, inspection, clock, qtbot, unnamed
):
    figures = house.figures
    first = figures.note(
        inspection.id,
        FigureEntry(
            "Return interviews within 72 hours",
            "79%",
            period="June to November",
            told_to="Inspector C",
            told_at=clock.now - timedelta(hours=1),
        ),
    )
    table = show(page, qtbot, "Figures")
    qtbot.waitUntil(lambda: table.selected() is not None)
    QTest.keyClick(table, Qt.Key.Key_F)
    asked = dialog(page, qtbot)
    QTest.keyClicks(asked.value, "84%")
    QTest.keyClicks(asked.measure, "RHIs within 72 hours")
    told_before = [label.text() for label in asked.findChildren(QLabel) if not label.isHidden()]
    store(page, qtbot, asked)

    assert "F-01  79%" in told_before
    row = table.selected()
    assert (row.figure.ref, row.figure.said, page.view.detail.ours.pill.word) == ("F-02", "84%", "disagrees")
    assert [each.id for each in row.disagreement.figures] == [first.id, row.id]
    said = words(page)
    assert "They do not agree" in said
    assert [text for text in said if text in {"79%", "84%"}] == ["84%", "79%", "84%"]
    assert [each.ref for each in (one.figure for one in table.rows.rows)] == ["F-02", "F-01"]
    assert unnamed(page.view) == []

    deeds = deeds_of(page, "FigureDeeds").deeds
    assert deeds.button.text() == "Both are right…"
    press(deeds.button)
    asked = dialog(page, qtbot)
    QTest.keyClicks(asked.why, "One counts children, the other episodes")
    store(page, qtbot, asked)

    qtbot.waitUntil(lambda: page.view.detail.ours.pill.word == "said")
    assert figures.disagreeing(inspection.id) == ()


def test_that_a_newer_number_marks_the_old_and_says_who_had_it(page, house, inspection, clock, qtbot):
    old = house.figures.note(
        inspection.id,
        FigureEntry("Children in care", "412", told_to="Inspector B", told_at=clock.now - timedelta(days=1)),
    )
    table = show(page, qtbot, "Figures")
    qtbot.waitUntil(lambda: table.selected() is not None)
    press(deeds_of(page, "FigureDeeds").deeds.button)
    asked = dialog(page, qtbot)
    QTest.keyClicks(asked.value, "418")
    store(page, qtbot, asked)
    page.open(Ref(Kind.FIGURE, old.id))
    settle(page, qtbot)

    assert table.selected().id == old.id
    assert page.view.detail.ours.pill.word == "superseded"
    assert "Superseded 18:40 by F-02, 418. This one was told to Inspector B." in words(page)
    assert house.figures.all(inspection.id)[0].said == "418"


def test_that_figures_show_strange_signs_as_they_are_in_a_sound_model(page, house, inspection, qtbot):
    table = show(page, qtbot, "Figures")
    QAbstractItemModelTester(table.model(), QAbstractItemModelTester.FailureReportingMode.Fatal, table)
    made = house.figures.note(inspection.id, FigureEntry(NAUGHTY, NAUGHTY, told_to=NAUGHTY, source=NAUGHTY))
    qtbot.waitUntil(lambda: table.selected() is not None)
    settle(page, qtbot)

    assert house.figures.one(made.id) == replace(made)
    assert NAUGHTY in words(page)


def test_that_a_point_gets_its_evidence_is_raised_and_ends_in_an_outcome(
    page, house, inspection, person, clock, qtbot, unnamed
):
    marsh = person("Paula Marsh", side="inspectorate", known_as="Inspector B")
    starts_at = clock.now + timedelta(hours=14)
    slot = house.timetable.add(
        inspection.id,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=30),
        purpose="Keep-in-touch meeting",
        kind=SlotKind.KEEP_IN_TOUCH,
    )
    page.refresh()
    table = show(page, qtbot, "Clarifications")
    QTest.keyClick(page.view, Qt.Key.Key_Q)
    asked = dialog(page, qtbot)
    QTest.keyClicks(asked.they_said, "Only half are seen alone")
    asked.said_by.setCurrentIndex(asked.said_by.findData(marsh.id))
    asked.raised.setCurrentIndex(asked.raised.findData(slot.uid))
    store(page, qtbot, asked)
    point = table.selected()
    assert (point.ref, point.said_by, point.raise_at) == ("Q-01", "Inspector B", starts_at)
    assert page.view.detail.ours.pill.word == "no evidence yet"

    deeds = deeds_of(page, "ClarificationDeeds").deeds
    said = []
    for button, fill in (
        ("Write down the evidence…", lambda asked: QTest.keyClicks(asked.evidence, "41 of 44")),
        ("It was raised…", lambda asked: asked.where.setText("Call")),
        ("What came of it…", lambda asked: QTest.keyClicks(asked.outcome, "They take it back")),
    ):
        said.append(deeds.button.text())
        press(deeds.button)
        asked = dialog(page, qtbot)
        assert unnamed(asked) == []
        fill(asked)
        store(page, qtbot, asked)
        assert said[-1] == button

    settled = house.clarifications.one(point.id)
    assert (settled.state, settled.raise_where, settled.outcome) == (
        PointState.ACCEPTED,
        "Call",
        "They take it back",
    )
    qtbot.waitUntil(lambda: page.view.detail.ours.pill.word == "accepted")
    assert "Raised 18:40: Call" in words(page)
    assert unnamed(page.view) == []


def test_that_an_offer_is_noted_by_its_key_and_taken_up_by_its_button(
    page, house, inspection, qtbot, unnamed
):
    table = show(page, qtbot, "Offers")
    QTest.keyClick(page.view, Qt.Key.Key_O)
    asked = dialog(page, qtbot)
    QTest.keyClicks(asked.what, "Our practice week report")
    store(page, qtbot, asked)
    qtbot.waitUntil(lambda: table.selected() is not None)
    settle(page, qtbot)
    offer = table.selected()
    assert (offer.ref, offer_state(offer), page.view.table) == ("IR-001", OfferState.OFFERED, table)
    assert "They have not said yet whether they want it." in words(page)

    button = next(
        each
        for each in page.view.detail.findChildren(QAbstractButton)
        if each.text() == "They take it up…" and not each.isHidden()
    )
    press(button)
    asked = dialog(page, qtbot)
    QTest.keyClicks(asked.words, "For the session on supervision")
    store(page, qtbot, asked)

    qtbot.waitUntil(lambda: offer_state(table.selected()) is OfferState.TAKEN_UP)
    settle(page, qtbot)
    assert house.info_requests.offers(inspection.id) == table.rows.rows
    actions = page.view.wishes.actions
    assert (actions["take_up"].isEnabled(), actions["decline"].isEnabled()) == (False, True)
    assert unnamed(page.view) == []


def test_that_what_nobody_touched_in_a_form_stays_as_it_was_to_the_last_sign(
    theme, clock, qtbot, shared_data
):
    strange = json.loads((shared_data / "strings" / "blns.json").read_text(encoding="utf-8"))[::130]
    for text in [*strange, "\u2029", "\ufeff", "a\u00a0b", " =1+1 ", "<b>x</b>\nsecond"]:
        at = clock.now
        entry = FigureEntry(text, text, text, text, None, text, Manner.SAID, text, text, at)
        shown = FigureDialog("F", "Save", figures=(), people=(), enquiries=(), now=at, entry=entry)
        point = PointEntry(text, None, at, text, None, at, text)
        beside = PointDialog("Q", "Save", people=(), enquiries=(), slots=(), now=at, entry=point)
        qtbot.addWidget(shown)
        qtbot.addWidget(beside)
        assert (shown.entry, beside.entry) == (entry, point if point.raise_where else replace(point))


def test_that_a_form_taller_than_the_screen_scrolls_and_its_buttons_stay(theme, clock, qtbot):
    shown = FigureDialog("F", "Save", figures=(), people=(), enquiries=(), now=clock.now)
    qtbot.addWidget(shown)
    shown.show()
    area = shown.findChild(TallForm)
    is_whole = area.verticalScrollBar().maximum() == 0

    shown.form.setMinimumHeight(2000)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)

    assert is_whole
    assert shown.minimumSizeHint().height() <= shown.screen().availableGeometry().height()
