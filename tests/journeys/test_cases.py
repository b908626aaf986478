"""A list arrives, twelve children are chosen, their sessions planned, one falls, one is debriefed, a concern closed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLineEdit

from ilacs_desktop.desktop.dialogs.concern import ActionDialog
from ilacs_desktop.desktop.dialogs.concern_steps import StepDialog
from ilacs_desktop.desktop.dialogs.debrief import DebriefDialog
from ilacs_desktop.desktop.dialogs.find_children import PasteChildrenDialog
from ilacs_desktop.desktop.dialogs.plan_session import PlanSessionDialog
from ilacs_desktop.desktop.dialogs.record_check import RecordCheckDialog
from ilacs_desktop.domain.casefiles import LATE_ENTRY, SessionState
from ilacs_desktop.domain.moments import said_when
from ilacs_desktop.domain.people import Side
from ilacs_desktop.domain.timetable import SlotKind
from ilacs_desktop.services.opening import Opening
from tests.journeys.conftest import _add_list
from tests.journeys.hand import CHEAP, CONTROL, PASSPHRASE, Hand, at, shown_in, window

IDS = [f"9003{number:02}" for number in range(1, 15)]
CHOSEN = IDS[:12]
MAIL = "\n".join(
    [
        "Dear Karen,",
        "from Wednesday we would like to read, please by 10:00 on 02/12:",
        *(f"  {number}) {each}, Care 1" for number, each in enumerate(CHOSEN, 1)),
        "and 990001, if she is still with you. With thanks, the lead inspector",
    ]
)
PLANNED = (
    ("Wednesday 2 December", (10, 13)),
    ("Thursday 3 December", (9, 11, 13, 15)),
    ("Friday 4 December", (9, 11, 13, 15)),
    ("Monday 7 December", (9, 11)),
)
"""Twelve sessions of an hour, by day and hour."""


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Fourteen children in care; one row without an ID."""
    row = {
        "Gender": "a) Male", "Ethnicity": "WBRI", "Date of Birth": "02/06/2012", "Age of Child (Years)": 14,
        "Does the Child have a Disability": "No", "Date Started to be Looked After": "03/03/2025",
        "Date of Last Social Work Visit": "16/10/2026", "Allocated Team": "Care 1",
        "Allocated Worker": "Rashida Malik",
    }  # fmt: skip
    book = openpyxl.Workbook()
    book.remove(book.active)
    _add_list(book, 8, [{**row, "Child Unique ID": each} for each in (*IDS, "")])
    path = tmp_path / "annex-a.xlsx"
    book.save(path)
    return path


@pytest.fixture
def hand(tmp_path: Path, clock: Any, qtbot: Any, qapp: QApplication) -> Iterator[Hand]:
    """The application with an inspection and its people, unlocked on Wednesday at 08:30."""
    clock.now = at("2026-11-23 09:20")
    opening = Opening(tmp_path / "data", clock, cost=CHEAP)
    house: Any = opening.create(PASSPHRASE, "K. Boyle")[0]
    house.inspections.open_inspection(
        authority="Borsetshire", framework_key="standard", notified_at=clock.now, lead_inspector="P. Lane"
    )
    house.people.add("Paula Marsh", Side.INSPECTORATE, known_as="Inspector B")
    house.people.add("Rashida Malik", Side.AUTHORITY, role="Social worker", team="Care 1")
    house.people.add("Rosa Quinn", Side.AUTHORITY, role="Assistant Director")
    house.people.add("K. Boyle", Side.AUTHORITY, role="Inspection coordinator")
    opening.close()
    clock.now = at("2026-12-02 08:30")
    with window(tmp_path, clock, qtbot) as hand:
        hand.wait(lambda: hand.keeper.gate is not None and hand.keeper.gate.isVisible())
        hand.unlock(PASSPHRASE)
        hand.wait(lambda: hand.shell is not None and hand.shell.desk.inspection is not None)
        yield hand


def take_the_list_in(hand: Hand, workbook: Path) -> None:
    """The list is opened and looked at, then taken in; the row without an ID is refused and told."""
    page = hand.page("casefiles")
    hand.press(page.casefiles.import_button)
    opening = hand.dialog(QFileDialog)
    opening.findChild(QLineEdit, "fileNameEdit").setText(str(workbook))
    hand.press(opening.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Open))
    review = page.annex_a.review
    hand.wait(review.isVisible)
    refused = [each.finding.place for each in review.found.shown if each.is_refused]
    assert refused == ["List 8, row 17, column Child Unique ID"]
    hand.press(review.take_button)
    hand.wait(lambda: page.casefiles.children_view.rows.rowCount() == len(IDS))


def choose_twelve(hand: Hand) -> None:
    """Twelve are chosen out of a pasted e-mail; whom nobody here knows is named."""
    view = hand.page("casefiles").casefiles
    hand.press(view.children_view.paste_button)
    dialog = hand.dialog(PasteChildrenDialog)
    QApplication.clipboard().setText(MAIL)
    QTest.keyClick(dialog.text, Qt.Key.Key_V, CONTROL)
    hand.wait(lambda: len(dialog.children_found) == 12)
    assert dialog.missing.text().startswith("Not on the list of children: 990001")
    hand.press(dialog.accept_button)
    hand.wait(lambda: view.sessions_view.rows.rowCount() == 12)
    assert [each.child.child_id for each in hand.house.casefiles.sessions(hand.inspection_id)] == CHOSEN


def plan_twelve(hand: Hand) -> None:
    """Each by its button; then the timetable has the twelve, and they stand here in its order."""
    hours = [(day, hour) for day, hours in PLANNED for hour in hours]
    key = hand.inspection_id
    waiting = hand.house.casefiles.sessions(key)
    view = hand.page("casefiles").casefiles.sessions_view
    for each, (day, hour) in zip(waiting, hours, strict=True):
        view.select(each.id)
        plan(hand, view, day, hour)
    sessions = hand.house.casefiles.sessions(key)
    slots = [slot for slot in hand.house.timetable.draft(key) if slot.kind is SlotKind.CASE_SESSION]
    assert [(each.case_code, each.slot_uid, each.worker, each.sits_in) for each in sessions] == [
        (slot.case_code, slot.uid, "R. Malik", "R. Quinn") for slot in slots
    ]
    assert [each.case_code for each in sessions] == [f"C-{number:03}" for number in range(1, 13)]
    now = hand.clock()
    assert [said_when(each.starts_at, now) for each in sessions[:4]] == [
        "10:00", "13:00", "Thu 09:00", "Thu 11:00",
    ]  # fmt: skip


def plan(hand: Hand, sessions: Any, day: str, hour: int) -> None:
    """The session that is chosen, by its button: on a day, at an hour, with Inspector B, the manager sitting in."""
    hand.wait(lambda: sessions.next_button.text() == "Plan…")
    hand.press(sessions.next_button)
    dialog = hand.dialog(PlanSessionDialog)
    dialog.day.setCurrentText(day)
    dialog.starts.setTime(QTime(hour, 0))
    dialog.inspector.setCurrentIndex(dialog.inspector.findText("Inspector B"))
    dialog.sits_in.setCurrentIndex(dialog.sits_in.findText("R. Quinn, Assistant Director"))
    hand.press(dialog.accept_button)
    hand.wait(lambda: sessions.next_button.text() == "Worker told")


def code_id(hand: Hand, code: str) -> int:
    """The session of a code."""
    sessions = hand.house.casefiles.sessions(hand.inspection_id)
    return next(each.id for each in sessions if each.case_code == code)


def one(hand: Hand, code: str) -> Any:
    """The session of a code, as stored."""
    return hand.house.casefiles.one_session(code_id(hand, code))


def cancel_in_the_timetable(hand: Hand, code: str) -> None:
    """It is one thing: cancelled there, it is stood down here."""
    view = hand.page("timetable").view
    uid = one(hand, code).slot_uid
    hand.wait(lambda: view.board.board.layout.find(uid) is not None)
    view.board.choose(uid)
    view.board.setFocus()
    QTest.keyClick(view.board, Qt.Key.Key_Delete)
    hand.wait(lambda: one(hand, code).did_not_happen)


def prepare_and_hold(hand: Hand, code: str) -> None:
    """Told, the record looked at, ready, begun and ended: each with who and when."""
    sessions = hand.page("casefiles").casefiles.sessions_view
    sessions.select(code_id(hand, code))
    for words in ("Worker told", "Manager told", "Look at the record…", "Room ready"):
        hand.wait(lambda words=words: sessions.next_button.text() == words)
        if words == "Worker told":
            sessions.panel.boxes["worker_told"].click()
            hand.wait(lambda: [tick.key for tick in one(hand, code).ticks] == ["worker_told"])
        hand.press(sessions.next_button)
        if words == "Look at the record…":
            check = hand.dialog(RecordCheckDialog)
            assert LATE_ENTRY in shown_in(check)
            assert "No social work visit for 47 days" in shown_in(check)
            hand.press(check.accept_button)
    hand.wait(lambda: sessions.next_button.text() == "It has started")
    hand.pass_time("2026-12-02 10:00")
    hand.press(sessions.next_button)
    hand.wait(lambda: sessions.next_button.text() == "It has ended")
    hand.pass_time("2026-12-02 11:00")
    hand.press(sessions.next_button)
    hand.wait(lambda: sessions.next_button.text() == "Debrief…")
    assert {step.by for step in one(hand, code).steps} == {"K. Boyle"}


def let_it_ring(hand: Hand, code: str) -> None:
    """After half an hour it rings, and Today says so."""
    hand.pass_time("2026-12-02 11:31")
    due = hand.house.reminders.due(hand.inspection_id)
    assert [each.text for each in due if each.key.startswith("debrief")] == [
        f"{code} with Inspector B ended 11:00, not debriefed."
    ]
    today = hand.page("today").view
    hand.wait(lambda: any(code in words for words in shown_in(today.debrief_pane)))


def debrief(hand: Hand, code: str) -> None:
    """Keys alone: an answer that is promised becomes a request, one that worries a concern."""
    sessions = hand.page("casefiles").casefiles.sessions_view
    sessions.select(code_id(hand, code))
    hand.wait(lambda: sessions.next_button.text() == "Debrief…")
    hand.press(sessions.next_button)
    dialog = hand.dialog(DebriefDialog)
    for words, key in (
        ("Who saw the child since October", None),
        ("Clear chronology", None),
        ("Nobody asked the child", Qt.Key.Key_F6),
        ("The last three visits", Qt.Key.Key_F2),
        ("Tired but well", None),
    ):
        QTest.keyClicks(dialog.focusWidget(), words)
        if key is not None:
            QTest.keyClick(dialog.focusWidget(), key)
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert dialog.isVisible()  # a concern needs its senior owner
    dialog.owner.setCurrentIndex(dialog.owner.findText("R. Quinn, Assistant Director"))
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    hand.wait(lambda: one(hand, code).state is SessionState.DEBRIEFED)
    (request,) = hand.house.info_requests.live(hand.inspection_id)
    assert (request.verbatim, request.asked_by, request.asked_at) == (
        "The last three visits", "Inspector B", at("2026-12-02 11:00"),
    )  # fmt: skip


def close_the_concern(hand: Hand, code: str) -> None:
    """Acknowledged, acted on, reported back, closed."""
    view = hand.page("casefiles").casefiles
    hand.press(view.switch.button("Concerns"))
    concerns = view.concerns_view
    for words, kind in (
        ("Acknowledge…", StepDialog),
        ("Say what is done…", ActionDialog),
        ("Reported back…", StepDialog),
        ("Close", None),
    ):
        hand.wait(lambda words=words: concerns.next_button.text() == words)
        hand.press(concerns.next_button)
        if kind is not None:
            dialog = hand.dialog(kind)
            if kind is ActionDialog:
                dialog.action.setPlainText("The child was visited at noon")
            hand.press(dialog.accept_button)
    hand.wait(concerns.next_button.isHidden)
    (concern,) = hand.house.casefiles.concerns(hand.inspection_id)
    assert (concern.code, concern.said_at, concern.owner, concern.is_open) == (
        code, at("2026-12-02 11:00"), "R. Quinn", False,
    )  # fmt: skip


def test_that_a_list_becomes_sessions_a_debrief_and_a_closed_concern(hand: Hand, workbook: Path) -> None:
    take_the_list_in(hand, workbook)
    choose_twelve(hand)
    plan_twelve(hand)
    cancel_in_the_timetable(hand, "C-002")
    prepare_and_hold(hand, "C-001")
    let_it_ring(hand, "C-001")
    debrief(hand, "C-001")
    close_the_concern(hand, "C-001")
