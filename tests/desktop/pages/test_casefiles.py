"""The page of case files, pressed: from the list that arrives to the concern that is closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QFileDialog

from ilacs_desktop.desktop.dialogs.annex_a_imports import AnnexAImportsDialog
from ilacs_desktop.desktop.dialogs.choose_children import ChooseChildrenDialog
from ilacs_desktop.desktop.dialogs.concern import ActionDialog, ConcernDialog
from ilacs_desktop.desktop.dialogs.concern_steps import NamedDialog, StepDialog
from ilacs_desktop.desktop.dialogs.debrief import DebriefDialog, DebriefFacts
from ilacs_desktop.desktop.dialogs.plan_session import PlanSessionDialog
from ilacs_desktop.desktop.pages.casefiles import CasefilesPage
from ilacs_desktop.domain.casefiles import (
    AnnexAReview,
    ChildDraft,
    SessionState,
)
from ilacs_desktop.domain.changes import Kind, Ref

MORNING = datetime(2026, 12, 2, 16, 0, tzinfo=UTC)
DRAFTS = tuple(
    ChildDraft(
        f"9001{n:02}",
        ("child in care",),
        "Care 1",
        "Rashida Malik",
        "10 to 15",
        (("care_visit_on", "2026-10-16"),),
    )
    for n in range(1, 4)
)


@pytest.fixture
def crew(person):
    return {
        "worker": person("Rashida Malik", role="Social worker", team="Care 1"),
        "inspector": person("P. Marsh", "inspectorate", known_as="Inspector B"),
        "director": person("A. Okoro", role="Assistant director"),
        "coordinator": person("K. Boyle", role="Coordinator"),
    }


@pytest.fixture
def children(house, inspection, crew):
    house.casefiles.import_annex_a(inspection.id, AnnexAReview("a.xlsx", "Annex A", (), DRAFTS))
    return house.casefiles.children(inspection.id)


@pytest.fixture
def page(in_sight):
    return in_sight(CasefilesPage)


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_that_an_annex_a_is_reviewed_and_then_taken_in(page, house, inspection, opened, qtbot, tmp_path):
    path = tmp_path / "annex-a.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "List 1"
    book.active.append(
        [
            "Child Unique ID",
            "Gender",
            "Ethnicity",
            "Date of Birth",
            "Age",
            "Date of Contact",
            "Contact Source",
        ]
    )
    book.active.append([900101, "F", "WBRI", "25/01/2015", 11, "soon", "6: Police"])
    book.active.append(["", "F", "WBRI", "25/01/2015", 11, "01/11/2026", "6: Police"])
    book.save(path)

    page.annex_a.import_files([path])
    review = page.annex_a.review
    qtbot.waitUntil(review.isVisible)

    assert house.casefiles.children(inspection.id) == ()
    shown = [(each.finding.place, each.finding.reason, each.is_refused) for each in review.found.shown]
    assert shown == [
        ("List 1, row 3, column Child Unique ID", "is blank", True),
        ("List 1, row 2, column Date of Contact", "a text is not a date", False),
    ]

    assert [(row.number, row.rows, row.taken, row.with_problems, row.refused) for row in review.sums.rows.rows] == [
        (0, 2, 0, 1, 1), (1, 2, 0, 1, 1),
    ]  # fmt: skip

    press(qtbot, review.take_button)

    qtbot.waitUntil(lambda: page.casefiles.children_view.rows.rowCount() == 1)
    assert [child.child_id for child in house.casefiles.children(inspection.id)] == ["900101"]
    assert not review.isVisible()


def test_that_the_report_is_saved_and_an_import_is_undone_by_its_buttons(
    page, house, inspection, children, opened, notices, qtbot, tmp_path
):
    path = tmp_path / "list 1.csv"
    path.write_text(
        "Child Unique ID,Gender,Ethnicity,Date of Birth,Age,Date of Contact,Contact Source\n"
        "900101,F,WBRI,25/01/2015,11,20/11/2026,6: Police\n900999,F,WBRI,25/01/2015,11,soon,6: Police\n"
    )
    before = house.casefiles.children(inspection.id)
    page.annex_a.import_files([path])
    review = page.annex_a.review
    qtbot.waitUntil(review.isVisible)

    assert review.changes.rows.rows[0][0] == "900101"
    assert review.changes.rows.rows[1] == ("900999", "", "new")
    press(qtbot, review.pdf_button)
    ask = opened(QFileDialog)
    ask.fileSelected.emit(str(tmp_path / "report.pdf"))
    qtbot.waitUntil(lambda: review.done.text() == "Saved: report.pdf. It is not encrypted.")
    ask.close()
    press(qtbot, review.take_button)
    qtbot.waitUntil(lambda: len(house.casefiles.children(inspection.id)) == 4)

    press(qtbot, page.view.imports_button)
    imports = opened(AnnexAImportsDialog)
    assert [each.file_name for each in imports.table.rows.rows] == ["list 1.csv", "a.xlsx"]
    with qtbot.waitSignal(notices.shown) as shown:
        press(qtbot, imports.accept_button)

    assert shown.args[0].message == "Undone: 1 child taken off the list, 1 put back as before."
    assert [replace(child, version=0) for child in house.casefiles.children(inspection.id)] == [
        replace(child, version=0) for child in before
    ]
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")


def test_that_a_file_that_is_no_workbook_is_refused_and_nothing_opens(page, notices, qtbot, tmp_path):
    path = tmp_path / "picture.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))

    with qtbot.waitSignal(notices.shown) as shown:
        page.annex_a.import_files([path])

    assert shown.args[0].message == "picture.xlsx is not a workbook, whatever its name says."
    assert not page.annex_a.review.isVisible()


def test_that_a_report_waits_beside_the_lists_and_leaves_nothing_when_discarded(
    page, house, inspection, notices, qtbot, tmp_path
):
    path = tmp_path / "list 1.csv"
    path.write_text(
        "Child Unique ID,Gender,Ethnicity,Date of Birth,Age,Date of Contact,Contact Source\n"
        "900101,F,WBRI,25/01/2015,11,20/11/2026,6: Police\n"
    )
    review, side = page.annex_a.review, page.view.switch.button("Annex A report")
    assert not side.isVisible()
    page.annex_a.import_files([path])
    qtbot.waitUntil(review.isVisible)

    page.view.show_children()
    page.refresh()
    qtbot.waitUntil(lambda: page.desk.jobs.is_idle)
    assert not review.isVisible()
    press(qtbot, side)
    assert review.isVisible()
    with qtbot.waitSignal(notices.shown) as shown:
        press(qtbot, review.discard_button)

    assert shown.args[0].message == "list 1.csv was discarded. Nothing was stored."
    assert (side.isVisible(), page.view.switch.chosen) == (False, "Children")
    assert house.casefiles.children(inspection.id) == house.casefiles.imports(inspection.id) == ()


def test_that_children_are_chosen_with_a_reason(page, house, inspection, children, opened, qtbot):
    view = page.casefiles.children_view
    page.refresh()
    qtbot.waitUntil(lambda: view.rows.rowCount() == 3)
    view.table.selectAll()

    press(qtbot, view.choose_button)
    dialog = opened(ChooseChildrenDialog)
    press(qtbot, dialog.accept_button)

    qtbot.waitUntil(lambda: page.casefiles.sessions_view.rows.rowCount() == 3)
    sessions = house.casefiles.sessions(inspection.id)
    assert [(each.case_code, each.reason) for each in sessions] == [
        (code, "Sampled by Ofsted") for code in ("C-001", "C-002", "C-003")
    ]
    assert page.casefiles.stack.currentWidget() is page.casefiles.sessions_view


def test_that_a_session_is_planned_into_the_timetable(page, house, inspection, children, crew, opened, qtbot):
    (chosen,) = house.casefiles.choose([children[0].id], reason="Sampled")
    page.open(Ref(Kind.CASE_SESSION, chosen.id))
    view = page.casefiles.sessions_view
    qtbot.waitUntil(lambda: view.table.selected() is not None)
    assert view.next_button.text() == "Plan…"

    press(qtbot, view.next_button)
    dialog = opened(PlanSessionDialog)
    press(qtbot, dialog.accept_button)
    assert dialog.form.has_errors
    dialog.inspector.setCurrentIndex(dialog.inspector.findData(crew["inspector"].id))
    press(qtbot, dialog.accept_button)

    qtbot.waitUntil(lambda: view.table.selected() is not None and bool(view.table.selected().slot_uid))
    (session,) = house.casefiles.sessions(inspection.id)
    assert (session.inspector, session.worker) == ("Inspector B", "R. Malik")
    assert house.timetable.slot(inspection.id, session.slot_uid).case_code == "C-001"
    assert view.next_button.text() == "Worker told"


@pytest.fixture
def ended(house, inspection, children, crew):
    """A session that ended 100 minutes ago."""
    (chosen,) = house.casefiles.choose([children[0].id], reason="Sampled")
    return house.casefiles.plan(
        chosen.id,
        starts_at=MORNING,
        minutes=60,
        inspector_id=crew["inspector"].id,
        worker_id=crew["worker"].id,
    )


def test_that_a_step_is_one_press(page, house, children, crew, qtbot, clock):
    clock.now = MORNING - timedelta(hours=4)
    (chosen,) = house.casefiles.choose([children[0].id], reason="Sampled")
    house.casefiles.plan(
        chosen.id,
        starts_at=MORNING,
        minutes=60,
        inspector_id=crew["inspector"].id,
        worker_id=crew["worker"].id,
    )
    page.open(Ref(Kind.CASE_SESSION, chosen.id))
    view = page.casefiles.sessions_view
    qtbot.waitUntil(lambda: view.next_button.text() == "Worker told")

    press(qtbot, view.next_button)

    qtbot.waitUntil(lambda: view.next_button.text() == "Manager told")
    assert house.casefiles.one_session(chosen.id).state is SessionState.WORKER_TOLD


def test_that_an_ended_session_rings_and_is_debriefed_by_keyboard_alone(page, house, ended, opened, qtbot):
    badges = []
    page.badge_changed.connect(badges.append)
    page.open(Ref(Kind.CASE_SESSION, ended.id))
    view = page.casefiles.sessions_view
    qtbot.waitUntil(lambda: view.next_button.text() == "Debrief…")
    assert badges[-1] == "1"
    assert view.rows.data(view.rows.index(0, 5)) == "ended 1 h 40 ago, not debriefed"

    press(qtbot, view.next_button)
    dialog = opened(DebriefDialog)
    for words in ("The plan", "Clear chronology", "", "", "Tired but well"):
        QTest.keyClicks(dialog.focusWidget(), words)
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    QTest.keySequence(dialog, QKeySequence("Ctrl+Return"))

    qtbot.waitUntil(lambda: view.next_button.text() == "Follow-ups done")
    debrief = house.casefiles.debrief_of(ended.id)
    assert (debrief.asked, debrief.liked, debrief.worried, debrief.worker_is) == (
        "The plan",
        "Clear chronology",
        "",
        "Tired but well",
    )
    assert badges[-1] == ""


def test_that_a_concern_is_raised_and_closed_step_by_step(
    page, house, inspection, children, crew, opened, qtbot
):
    page.refresh()
    qtbot.waitUntil(lambda: page.casefiles.children_view.rows.rowCount() == 3)
    press(qtbot, page.casefiles.concern_button)
    dialog = opened(ConcernDialog)
    press(qtbot, dialog.accept_button)
    assert dialog.form.has_errors
    dialog.said_by.setCurrentIndex(dialog.said_by.findData(crew["inspector"].id))
    dialog.owner.setCurrentIndex(dialog.owner.findData(crew["director"].id))
    dialog.what.setPlainText("Not seen since the injury")
    press(qtbot, dialog.accept_button)
    view = page.casefiles.concerns_view
    qtbot.waitUntil(lambda: view.next_button.text() == "Acknowledge…" and view.isVisible())

    press(qtbot, view.next_button)
    press(qtbot, opened(StepDialog).accept_button)
    qtbot.waitUntil(lambda: view.next_button.text() == "Say what is done…")
    press(qtbot, view.next_button)
    action = opened(ActionDialog)
    action.action.setPlainText("Visited today")
    press(qtbot, action.accept_button)
    qtbot.waitUntil(lambda: view.next_button.text() == "Reported back…")
    press(qtbot, view.next_button)
    press(qtbot, opened(StepDialog).accept_button)
    qtbot.waitUntil(lambda: view.next_button.text() == "Close")
    press(qtbot, view.next_button)
    qtbot.waitUntil(view.next_button.isHidden)

    (concern,) = house.casefiles.concerns(inspection.id)
    assert (concern.is_open, concern.action, concern.said_by, concern.owner) == (
        False,
        "Visited today",
        "Inspector B",
        "A. Okoro",
    )


def test_that_the_words_of_a_concern_are_shown_to_those_who_are_named(
    page, house, inspection, crew, opened, qtbot
):
    house.store.actor = "Somebody else"
    house.casefiles.raise_concern(
        inspection.id, said_by_id=crew["inspector"].id, what="Not seen", owner_id=crew["director"].id
    )
    page.refresh()
    page.casefiles.show_concerns()
    view = page.casefiles.concerns_view
    qtbot.waitUntil(lambda: view.rows.rowCount() == 1)
    said = [view.rows.index(0, column).data() for column in range(6)]

    press(qtbot, view.people_button)
    dialog = opened(NamedDialog)
    dialog.readers.take(crew["coordinator"].id)
    press(qtbot, dialog.accept_button)
    house.store.actor = "K. Boyle"
    page.refresh()

    assert said == [
        "CC-01", "said 0 min ago, not acknowledged", "–", "Restricted to A. Okoro", "A. Okoro",
        "acknowledge by 18:55",
    ]  # fmt: skip
    qtbot.waitUntil(lambda: view.rows.index(0, 3).data() == "Not seen")


def test_that_children_are_searched_while_typing(page, children, qtbot):
    view = page.casefiles.children_view
    page.refresh()
    qtbot.waitUntil(lambda: view.rows.rowCount() == 3)

    qtbot.keyClicks(view.search, "900102")

    qtbot.waitUntil(lambda: [child.child_id for child in view.rows.rows] == ["900102"])
    assert view.table.selected().child_id == "900102"


def test_that_any_child_can_be_opened_by_its_ref(page, children, qtbot):
    page.open(Ref(Kind.CHILD, children[2].id))

    qtbot.waitUntil(lambda: page.casefiles.children_view.table.selected() is not None)
    assert page.casefiles.children_view.table.selected() == children[2]


def test_that_without_an_inspection_the_page_says_so(desk, qtbot):
    page = CasefilesPage(desk)
    qtbot.addWidget(page.view)

    page.refresh()

    assert page.casefiles.stack.currentWidget() is page.casefiles.none


def test_that_every_list_is_a_sound_model_and_every_control_has_a_spoken_name(page, ended, qtbot, unnamed):
    page.refresh()
    qtbot.waitUntil(lambda: page.casefiles.sessions_view.rows.rowCount() == 1)
    views = (page.casefiles.children_view, page.casefiles.sessions_view, page.casefiles.concerns_view)

    testers = [
        QAbstractItemModelTester(view.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
        for view in views
    ]

    assert len(testers) == 3
    assert unnamed(page.view) == []


def test_that_every_control_of_the_dialogs_has_a_spoken_name(
    page, house, children, crew, ended, unnamed, clock
):
    people = house.people.all()
    session = house.casefiles.one_session(ended.id)
    from ilacs_desktop.desktop.dialogs.plan_session import PlanStart

    dialogs = [
        ChooseChildrenDialog(children, clock.now.date(), page.view),
        DebriefDialog(session, DebriefFacts(people=people), clock.now, page.view),
        ConcernDialog(children, people, clock.now, parent=page.view),
        AnnexAImportsDialog(house.casefiles.imports(session.inspection_id), clock.now, page.view),
        PlanSessionDialog(
            session,
            days=(),
            today=clock.now.date(),
            people=people,
            places=(),
            start=PlanStart(),
            parent=page.view,
        ),
    ]

    assert [name for dialog in dialogs for name in unnamed(dialog)] == []
