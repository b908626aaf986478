"""The board of sessions, the checklist beside the one at hand, and the dialogs around a session."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt, QTime
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from ilacs_desktop.desktop.dialogs.debrief import DebriefDialog
from ilacs_desktop.desktop.dialogs.record_check import RecordCheckDialog, WelfareDialog
from ilacs_desktop.desktop.dialogs.session_checklist import ChecklistDialog
from ilacs_desktop.desktop.pages.casefiles import CasefilesPage
from ilacs_desktop.desktop.pages.today import TodayPage
from ilacs_desktop.domain.casefiles import AnnexAReview, ChildDraft, SessionState, Tone
from ilacs_desktop.domain.casefiles.session_list import Stand
from ilacs_desktop.domain.changes import Kind
from ilacs_desktop.domain.people import Side
from ilacs_desktop.domain.timetable import SlotStatus

START = datetime(2026, 12, 3, 9, 30, tzinfo=UTC)
DRAFTS = tuple(ChildDraft(f"90010{n}", ("child in care",), "Care 1", "R. Malik", "", ()) for n in (1, 2))


def plan(house: Any, inspection_id: int) -> None:
    """Two sessions: one planned and its worker told, one that waits to be planned."""
    house.casefiles.import_annex_a(inspection_id, AnnexAReview("a.xlsx", "Annex A", (), DRAFTS))
    keys = [child.id for child in house.casefiles.children(inspection_id)]
    first, _ = house.casefiles.choose(keys, reason="Sampled")
    inspector = house.people.add("P. Marsh", Side.INSPECTORATE, known_as="Inspector B")
    house.casefiles.plan(
        first.id,
        starts_at=START,
        minutes=60,
        inspector_id=inspector.id,
        worker_id=house.people.add("Rashida Malik", Side.AUTHORITY).id,
    )
    house.casefiles.advance(first.id, SessionState.WORKER_TOLD)


@pytest.fixture(scope="module")
def filled_once(fill_once: Any) -> Any:
    return fill_once(plan)


@pytest.fixture
def page(filled_once: Any, desk: Any, inspection: Any, qtbot: Any) -> CasefilesPage:
    """The page with the two sessions."""
    page = CasefilesPage(desk)
    qtbot.addWidget(page.view)
    desk.changed.connect(page.on_changed)
    desk.set_inspection(inspection)
    page.view.resize(1130, 640)
    page.view.show()
    page.casefiles.show_sessions()
    page.refresh()
    qtbot.waitUntil(lambda: page.casefiles.sessions_view.rows.rowCount() == 2 and desk.jobs.is_idle)
    return page


def test_that_the_board_is_walked_by_arrows_and_every_card_is_spoken(page: Any, qtbot: Any) -> None:
    view = page.casefiles.sessions_view
    tester = QAbstractItemModelTester(view.board.cards, QAbstractItemModelTester.FailureReportingMode.Fatal)
    qtbot.mouseClick(view.switch.button("Board"), Qt.MouseButton.LeftButton)

    assert view.board.session.case_code == "C-001"
    QTest.keyClick(view.board, Qt.Key.Key_Left)

    assert (view.board.session.case_code, view.table.selected().case_code) == ("C-002", "C-002")
    cards = view.board.cards
    spoken = [
        cards.index(0, column).data(Qt.ItemDataRole.AccessibleTextRole)
        for column in range(cards.columnCount())
    ]
    assert tester is not None
    assert spoken[:3] == [
        "C-002, chosen, not planned",
        "C-001, worker told, Thu 09:30, Inspector B",
        "ready: no further session",
    ]


def test_that_a_point_is_ticked_beside_the_session_and_says_who_did_it(
    page: Any, house: Any, inspection: Any, qtbot: Any
) -> None:
    panel = page.casefiles.sessions_view.panel
    qtbot.waitUntil(lambda: set(panel.boxes) == {"manager_told", "calls_covered"})
    panel.boxes["calls_covered"].click()

    def ticked() -> list[str]:
        return [tick.key for each in house.casefiles.sessions(inspection.id) for tick in each.ticks]

    qtbot.waitUntil(lambda: ticked() == ["calls_covered"])
    qtbot.waitUntil(lambda: panel.boxes["calls_covered"].accessibleDescription() != "")
    assert panel.boxes["calls_covered"].isChecked()


def test_that_cards_move_on_and_back_by_keys_or_mouse_and_two_presses_are_one_step(
    page: Any, house: Any, inspection: Any, notices: Any, qtbot: Any
) -> None:
    view, said = page.casefiles.sessions_view, []
    notices.shown.connect(lambda notice: said.append((notice.message, notice.remedy)))
    board = view.board
    qtbot.mouseClick(view.switch.button("Board"), Qt.MouseButton.LeftButton)

    def states() -> list[SessionState]:
        return [step.state for step in house.casefiles.sessions(inspection.id)[0].steps]

    for _ in range(2):
        QTest.keyClick(board, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: states()[-1] is SessionState.MANAGER_TOLD and page.desk.jobs.is_idle)
    assert said == []
    QTest.keyClick(board, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: states()[-1] is SessionState.WORKER_TOLD and page.desk.jobs.is_idle)
    dragged = board.cards.mimeData([board.currentIndex()])
    board.cards.dropMimeData(dragged, Qt.DropAction.MoveAction, 0, 3, QModelIndex())
    qtbot.waitUntil(lambda: states()[-1] is SessionState.IN_SESSION)
    qtbot.waitUntil(lambda: len(said) == 2 and page.desk.jobs.is_idle)

    assert said == [
        ("C-001 is back to: worker told.", ""),
        ("C-001: in session.", "Skipped: manager told; record checked; room, login, navigator ready."),
    ]
    assert states()[1:] == [
        SessionState.WORKER_TOLD, SessionState.MANAGER_TOLD, SessionState.WORKER_TOLD, SessionState.IN_SESSION,
    ]  # fmt: skip


def test_that_sessions_are_found_and_written_as_shown(
    page: Any, opened: Any, qtbot: Any, tmp_path: Any
) -> None:
    view = page.casefiles.sessions_view
    view.stand.setCurrentIndex(view.stand.findData(Stand.NOT_PLANNED))
    found = [each.case_code for each in view.in_sight()]
    view.search.setText("nobody")
    assert (found, view.in_sight(), view.empty.isVisible()) == (["C-002"], (), True)
    view.search.clear()

    view.export_button.click()
    opened(QFileDialog).fileSelected.emit(str(tmp_path / "list.txt"))

    qtbot.waitUntil((tmp_path / "list.txt").exists)
    assert "C-002" in (tmp_path / "list.txt").read_text("utf-8")
    assert "C-001" not in (tmp_path / "list.txt").read_text("utf-8")
    assert view.select(view._sessions[0].id)
    assert (view.search.text(), view.stand.currentData()) == ("", Stand.ALL)


def test_that_the_checklist_is_put_back_as_it_came(
    page: Any, house: Any, inspection: Any, opened: Any, qtbot: Any
) -> None:
    before = house.casefiles.checklist(inspection.id)
    house.casefiles.edit_checklist(inspection.id, [("Water on the table", SessionState.READY)])
    page.casefiles.sessions_view.panel.checklist_wanted.emit()
    dialog = opened(ChecklistDialog)

    dialog.usual_button.click()
    assert not dialog.usual_button.isEnabled()
    dialog.accept_button.click()

    qtbot.waitUntil(lambda: house.casefiles.checklist(inspection.id) == before)


def test_that_a_debrief_is_written_with_few_keys_and_survives_escape(
    page: Any, house: Any, inspection: Any, opened: Any, clock: Any, person: Any, qtbot: Any
) -> None:
    clock.now = START + timedelta(hours=2)
    owner = person("A. Okoro", role="Assistant director")
    session = house.casefiles.sessions(inspection.id)[0]
    keys = 0

    def press(dialog: Any, key: Any, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
        nonlocal keys
        keys += 1
        QTest.keyClick(dialog.focusWidget(), key, modifier)

    page.casefiles.sessions_view.debrief_wanted.emit(session)
    first = opened(DebriefDialog)
    assert not first.isModal()
    QTest.keyClicks(first.focusWidget(), "How soon")
    QTest.keyClick(first, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: house.casefiles.jotting_of(session.id) != {} and page.desk.jobs.is_idle)
    page.casefiles.sessions_view.debrief_wanted.emit(session)
    dialog = opened(DebriefDialog)

    assert (dialog.asked.toPlainText(), dialog.left_off.isVisible()) == ("How soon", True)
    for words, key in (
        (" after?", Qt.Key.Key_F4),
        ("84% in time", Qt.Key.Key_F5),
        ("Not asked", Qt.Key.Key_F6),
        ("Last three", Qt.Key.Key_F2),
        ("Tired", None),
    ):
        QTest.keyClicks(dialog.focusWidget(), words)
        if key is not None:
            press(dialog, key)
        press(dialog, Qt.Key.Key_Tab)
    press(dialog, Qt.Key.Key_P)  # probing
    assert dialog.times.state() == ["09:30", "10:30"]  # as planned
    dialog.times.ended.setTime(QTime(10, 50))
    while dialog.focusWidget() is not dialog.owner:
        press(dialog, Qt.Key.Key_Tab)
    QTest.keyClicks(dialog.focusWidget(), "A. Okoro, Assistant director")
    press(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    qtbot.waitUntil(lambda: house.casefiles.debrief_of(session.id) is not None and page.desk.jobs.is_idle)
    debrief = house.casefiles.debrief_of(session.id)
    assert [ref.kind for ref in debrief.became] == [
        Kind.CLARIFICATION, Kind.FIGURE, Kind.CONCERN, Kind.INFO_REQUEST,
    ]  # fmt: skip
    assert (debrief.asked, debrief.reading.tone) == ("How soon after?", Tone.PROBING)
    assert [each.owner for each in house.casefiles.concerns(inspection.id)] == [owner.label]
    assert house.casefiles.jotting_of(session.id) == {}
    slot = house.timetable.slot(inspection.id, session.slot_uid)
    assert (slot.status, slot.started_at, slot.ended_at) == (
        SlotStatus.ENDED,
        START,
        START + timedelta(minutes=80),
    )
    assert keys <= 15  # beside the words: four kinds, nine from field to field, the tone, and to keep it


def test_that_today_says_what_waits_by_its_code_and_debriefs_it_there(
    page: Any, desk: Any, house: Any, clock: Any, qtbot: Any
) -> None:
    clock.now = START + timedelta(minutes=95)
    today = TodayPage(desk)
    qtbot.addWidget(today.view)
    today.refresh()
    qtbot.waitUntil(lambda: today.view.debriefs.isVisibleTo(today.view) and desk.jobs.is_idle)
    (button,) = [each for each in today.view.findChildren(QPushButton) if each.text() == "Debrief"]

    button.click()

    qtbot.waitUntil(lambda: bool(today.view.findChildren(DebriefDialog)))
    assert today.view.findChildren(DebriefDialog)[0].session_id == house.casefiles.sessions(1)[0].id
    assert button.accessibleName() == "Debrief C-001, ended 35 min ago, not debriefed"
    (ring,) = [each for each in house.reminders.due(1) if each.key.startswith("debrief-")]
    assert ring.text == "C-001 with Inspector B ended 10:30, not debriefed."
    other = house.inspections.open_inspection(
        authority="Wessex", framework_key="standard", notified_at=START - timedelta(days=9)
    )
    desk.set_inspection(other)
    today.refresh()

    def names() -> list[str]:
        return [each.accessibleName() for each in today.view.findChildren(QPushButton)]

    qtbot.waitUntil(lambda: "Debrief Borsetshire, C-001, ended 35 min ago, not debriefed" in names())


def test_that_the_panel_says_when_the_timetable_has_let_a_session_go(
    page: Any, house: Any, inspection: Any, qtbot: Any
) -> None:
    panel = page.casefiles.sessions_view.panel
    (slot,) = [each for each in house.timetable.draft(inspection.id) if each.case_code == "C-001"]

    house.timetable.change(inspection.id, slot.uid, case_code="C-999")

    def words() -> list[str]:
        return [each.text() for each in panel.findChildren(QLabel)]

    qtbot.waitUntil(lambda: any("Plan it again; whoever heard the old time" in each for each in words()))


def test_that_every_control_around_a_session_has_a_spoken_name(
    page: Any, house: Any, inspection: Any, clock: Any, unnamed: Any
) -> None:
    session = house.casefiles.sessions(inspection.id)[0]
    points = house.casefiles.checklist(inspection.id)
    check = house.casefiles.record_check(session.id)
    dialogs = [
        RecordCheckDialog(session, check, points, clock.now, page.view),
        WelfareDialog(session, page.view),
        ChecklistDialog(points, page.view),
    ]

    assert [name for dialog in dialogs for name in unnamed(dialog)] == []
    assert unnamed(page.view) == []
