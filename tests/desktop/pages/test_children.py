"""Children on the page of case files: the card, choosing by e-mail and by a draw, coverage, load, families."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QPushButton

from ilacs_desktop.desktop.dialogs.add_child import AddChildDialog
from ilacs_desktop.desktop.dialogs.choose_children import ChooseChildrenDialog
from ilacs_desktop.desktop.dialogs.concern import ConcernDialog
from ilacs_desktop.desktop.dialogs.consent import AnswerFamilyDialog, AskFamilyDialog
from ilacs_desktop.desktop.dialogs.consents_export import ConsentsExportDialog
from ilacs_desktop.desktop.dialogs.far_localities import FarLocalitiesDialog
from ilacs_desktop.desktop.dialogs.find_children import DrawChildrenDialog, PasteChildrenDialog
from ilacs_desktop.desktop.pages.casefiles import CasefilesPage
from ilacs_desktop.domain.casefiles import AnnexAReview, ChildDraft
from ilacs_desktop.domain.casefiles.choosing import ChildFilter
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.people import Side

MORNING = datetime(2026, 12, 2, 9, 30, tzinfo=UTC)
DRAFTS = tuple(
    ChildDraft(
        f"9001{n:02}",
        ("child in care",),
        "Care 1",
        "Rashida Malik",
        "10 to 15",
        (("care_visit_on", "2026-10-16"), ("placement_kind", "Foster carers")),
    )
    for n in range(1, 7)
)


def take_in(house, inspection_id):
    """A worker, an inspector and six children."""
    house.people.add("Rashida Malik", Side.AUTHORITY, role="Social worker", team="Care 1", locality="North")
    house.people.add("P. Marsh", Side.INSPECTORATE, known_as="Inspector B")
    house.casefiles.import_annex_a(inspection_id, AnnexAReview("annex-a.xlsx", "Annex A", (), DRAFTS))


@pytest.fixture(scope="module")
def filled_once(fill_once):
    return fill_once(take_in)


@pytest.fixture
def page(filled_once, desk, inspection, qtbot):
    page = CasefilesPage(desk)
    qtbot.addWidget(page.view)
    desk.changed.connect(page.on_changed)
    desk.set_inspection(inspection)
    page.view.resize(1130, 640)
    page.view.show()
    page.refresh()
    qtbot.waitUntil(lambda: desk.jobs.is_idle)
    return page


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def words_of(widget):
    return [label.text() for label in widget.findChildren(QLabel)]


def test_that_the_card_says_what_is_expected_and_leads_to_what_touches_the_child(
    page, house, desk, inspection, qtbot
):
    (child, *_) = house.casefiles.children(inspection.id)
    asked = house.info_requests.add(inspection.id, verbatim=f"Plan of {child.child_id}", asked_at=MORNING)
    wanted = []
    desk.go_wanted.connect(wanted.append)
    page.open(Ref(Kind.CHILD, child.id))
    card = page.casefiles.children_view.card

    def openers():
        buttons = card.findChildren(type(page.casefiles.import_button))
        return [each for each in buttons if each.accessibleName().startswith("Open request")]

    qtbot.waitUntil(lambda: len(openers()) == 1)
    words = words_of(card)
    assert "Social work visit: 47 days ago, expected every 42 days, overdue" in words
    assert {"North", "Foster carers", "annex-a.xlsx"} <= set(words)
    press(qtbot, openers()[0])

    assert wanted == [Ref(Kind.INFO_REQUEST, asked.id)]


def test_that_an_email_is_pasted_and_its_children_chosen(page, house, inspection, opened, qtbot):
    press(qtbot, page.casefiles.children_view.paste_button)
    dialog = opened(PasteChildrenDialog)
    assert not dialog.accept_button.isEnabled()
    dialog.text.setPlainText("Could we see 900102, 900104 and 900999, please?")

    qtbot.waitUntil(lambda: dialog.found.text() == "2 found: 900102, 900104")
    assert dialog.missing.text() == "Not on the list of children: 900999"
    assert dialog.accept_button.text() == "Choose 2"
    dialog.adds_unknown.setChecked(True)
    assert dialog.accept_button.text() == "Choose 3"
    dialog.text.setPlainText("900102 Ann Other, 900104 and 900999, please")
    qtbot.waitUntil(lambda: "seems to hold names" in dialog.missing.text())
    dialog.adds_unknown.setChecked(False)
    press(qtbot, dialog.accept_button)

    qtbot.waitUntil(lambda: len(house.casefiles.sessions(inspection.id)) == 2)
    assert [(each.child.child_id, each.reason_kind) for each in house.casefiles.sessions(inspection.id)] == [
        ("900102", "sampled by Ofsted"),
        ("900104", "sampled by Ofsted"),
    ]


def test_that_a_child_nobody_found_is_added_by_id_and_its_audit_chosen_with_a_day(
    page, house, inspection, opened, unnamed, desk, qtbot
):
    view = page.casefiles.children_view
    view.search.setText("P/2026-9")
    qtbot.waitUntil(lambda: view.rows.rowCount() == 0 and view.empty.button.text() == "Add by ID…")
    press(qtbot, view.empty.button)
    dialog = opened(AddChildDialog)
    assert (dialog.child_id.text(), unnamed(dialog)) == ("P/2026-9", [])
    dialog.child_id.setText("Mary Jones")
    press(qtbot, dialog.accept_button)
    assert dialog.isVisible()
    dialog.child_id.setText("P/2026-9")
    press(qtbot, dialog.accept_button)
    qtbot.waitUntil(
        lambda: view.table.selected() is not None and view.table.selected().child_id == "P/2026-9"
    )

    press(qtbot, view.choose_button)
    choose = opened(ChooseChildrenDialog)
    assert not choose.audit.isVisible()
    choose.reason.setCurrentText("Audit asked for by Ofsted")
    assert choose.audit.isVisible()
    choose.audit.is_known.setChecked(True)
    press(qtbot, choose.accept_button)

    qtbot.waitUntil(lambda: len(house.casefiles.sessions(inspection.id)) == 1)
    (asked,) = house.info_requests.open(inspection.id)
    assert (asked.title, asked.due.at) == (
        "Audit of the record of C-001",
        datetime(2026, 12, 3, 17, tzinfo=UTC),
    )


def test_that_children_are_drawn_with_a_seed_and_chosen(page, house, inspection, opened, qtbot):
    press(qtbot, page.casefiles.children_view.draw_button)
    dialog = opened(DrawChildrenDialog)
    dialog.count.setValue(2)
    dialog.seed.setText("4711")

    qtbot.waitUntil(lambda: dialog.found.text().startswith("Random draw of 2 of 6, seed 4711:"))
    dialog.count.setValue(50)
    qtbot.waitUntil(lambda: dialog.missing.text().startswith("There are 6 children to draw from"))
    assert not dialog.accept_button.isEnabled()
    dialog.count.setValue(2)
    qtbot.waitUntil(dialog.accept_button.isEnabled)
    press(qtbot, dialog.accept_button)

    qtbot.waitUntil(lambda: len(house.casefiles.sessions(inspection.id)) == 2)
    assert [each.reason for each in house.casefiles.sessions(inspection.id)] == [
        "Chosen by us: random draw of 2 of 6, seed 4711"
    ] * 2


def test_that_the_list_is_narrowed_by_locality_and_weak_spot(page, qtbot):
    view = page.casefiles.children_view
    qtbot.waitUntil(lambda: view.locality.findData("North") > 0)

    view.locality.setCurrentIndex(view.locality.findData("North"))
    qtbot.waitUntil(lambda: view.rows.rowCount() == 6)
    view.weak_spot.setCurrentIndex(view.weak_spot.findData("placements"))

    qtbot.waitUntil(lambda: view.rows.rowCount() == 0)


@pytest.fixture
def planned(house, inspection):
    """One session of the morning that has been, and one that is chosen."""
    first, second, *_ = house.casefiles.children(inspection.id)
    (session, _) = house.casefiles.choose([first.id, second.id], reason="Sampled by Ofsted")
    worker, inspector = (
        next(each.id for each in house.people.all() if each.name == name)
        for name in ("Rashida Malik", "P. Marsh")
    )
    return house.casefiles.plan(
        session.id, starts_at=MORNING, minutes=60, inspector_id=inspector, worker_id=worker
    )


def test_that_coverage_and_load_are_counted_on_the_page(page, planned, desk, qtbot):
    view, deeds = page.casefiles, page.rooms[-1]
    press(qtbot, view.switch.button("Coverage"))
    qtbot.waitUntil(lambda: deeds.coverage.rows is not None and deeds.coverage.rows.rowCount() == 1)
    (row,) = deeds.coverage.rows.rows
    assert (row.name, row.total.said) == ("Care 1", "1 seen, 1 chosen")

    deeds.coverage.down.setCurrentIndex(deeds.coverage.down.findData("inspector"))

    assert [row.name for row in deeds.coverage.rows.rows] == ["Inspector B", "no inspector yet"]
    assert deeds.coverage.across.currentData() != "inspector"
    QAbstractItemModelTester(
        deeds.coverage.rows, QAbstractItemModelTester.FailureReportingMode.Fatal, page.view
    )
    press(qtbot, view.switch.button("Load"))
    qtbot.waitUntil(lambda: deeds.load.rows.rowCount() == 1)
    assert [(row.name, row.cautions) for row in deeds.load.rows.rows] == [
        ("R. Malik", ("not asked how they are after C-001",))
    ]
    deeds.load.session_wanted.emit(planned.id)
    qtbot.waitUntil(lambda: view.switch.chosen == "Sessions" and desk.jobs.is_idle)


def test_that_a_cell_of_coverage_leads_to_its_session_and_to_its_children_by_key(page, planned, desk, qtbot):
    view, deeds = page.casefiles, page.rooms[-1]
    press(qtbot, view.switch.button("Coverage"))
    qtbot.waitUntil(lambda: deeds.coverage.rows is not None and deeds.coverage.rows.rowCount() == 1)
    deeds.coverage.across.setCurrentIndex(deeds.coverage.across.findData("day"))
    table, wanted = deeds.coverage.table, []
    deeds.coverage.panel.session_wanted.connect(wanted.append)
    deeds.coverage.panel.children_wanted.connect(wanted.append)
    names = [column.title.replace("\n", " ") for column in table.rows.columns]

    table.setCurrentIndex(table.model().index(0, names.index("Wed 2 Dec")))
    assert "C-001 · Wed 2 Dec · Inspector B" in words_of(deeds.coverage.panel)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert wanted == [planned.id]
    qtbot.waitUntil(lambda: view.switch.chosen == "Sessions" and desk.jobs.is_idle)

    press(qtbot, view.switch.button("Coverage"))
    qtbot.keyClick(table, Qt.Key.Key_Escape)
    assert "Not seen yet" in words_of(deeds.coverage.panel)
    deeds.coverage.down.setCurrentIndex(deeds.coverage.down.findData("locality"))
    deeds.coverage.across.setCurrentIndex(deeds.coverage.across.findData("cohort"))
    deeds.coverage.table.setCurrentIndex(deeds.coverage.table.model().index(0, 1))

    def buttons():
        every = deeds.coverage.panel.findChildren(QPushButton)
        return [each for each in every if each.isVisible() and each.text() == "Show the children"]

    qtbot.waitUntil(lambda: bool(buttons()))
    press(qtbot, buttons()[0])

    assert wanted[-1] == ChildFilter(cohort="child in care", locality="North", leads=True)
    assert view.switch.chosen == "Children"
    assert view.children_view.wanted == wanted[-1]
    qtbot.waitUntil(lambda: desk.jobs.is_idle and view.children_view.rows.rowCount() == 6)


def test_that_a_locality_is_marked_as_too_far(page, planned, house, inspection, opened, unnamed, qtbot):
    view, deeds = page.casefiles, page.rooms[-1]
    press(qtbot, view.switch.button("Coverage"))
    qtbot.waitUntil(lambda: deeds.coverage.rows is not None and deeds.coverage.rows.rowCount() == 1)
    deeds.coverage.panel.far_wanted.emit()
    dialog = opened(FarLocalitiesDialog)
    dialog.boxes["North"].setChecked(True)
    assert unnamed(dialog) == []
    press(qtbot, dialog.accept_button)

    words = "North: marked as too far: not sampled by video yet, 1 face to face. Could be by video: C-002."
    qtbot.waitUntil(lambda: words in words_of(deeds.coverage.panel))


def test_that_a_family_is_asked_and_answers_on_the_page(
    page, planned, house, inspection, opened, desk, unnamed, qtbot, tmp_path, clock
):
    view, deeds = page.casefiles, page.rooms[-1]
    page.refresh()
    qtbot.waitUntil(lambda: desk.jobs.is_idle)
    press(qtbot, view.switch.button("Families"))
    press(qtbot, deeds.families.ask_button)
    dialog = opened(AskFamilyDialog)
    dialog.asked_by.setCurrentText("R. Malik")
    dialog.leaflet.setChecked(True)
    dialog.needs.setText("Ask Anna Kowalska")
    assert "person’s name in full" in dialog.hint.text()
    dialog.needs.setText("Ask R. Malik, in Polish")
    assert (dialog.hint.text(), dialog.hint.isVisible()) == ("", False)
    dialog.needs.clear()
    clock.now += timedelta(minutes=30)
    press(qtbot, dialog.accept_button)
    qtbot.waitUntil(lambda: deeds.families.rows.rowCount() == 1)

    press(qtbot, deeds.families.answer_button)
    answer = opened(AnswerFamilyDialog)
    answer.answer.setCurrentIndex(1)
    answer.needs.setText("interpreter")
    answer.time.setTime(answer.time.time().addSecs(-3600))
    assert not answer.validate()
    answer.time.setTime(answer.time.time().addSecs(3600 - 1200))
    press(qtbot, answer.accept_button)

    qtbot.waitUntil(lambda: "yes" in [each.answer for each in house.casefiles.consents(inspection.id)])
    (kept,) = house.casefiles.consents(inspection.id)
    assert kept.answered_at == clock.now - timedelta(minutes=20)
    assert (kept.child, kept.asked_by, kept.leaflet, kept.needs) == ("C-001", "R. Malik", True, "interpreter")
    deeds.families.answer.setCurrentIndex(deeds.families.answer.findData("no"))
    assert deeds.families.rows.rowCount() == 0
    deeds.families.answer.setCurrentIndex(0)
    deeds.families.search.setText("interp")
    qtbot.waitUntil(lambda: deeds.families.in_sight() == (kept.id,))
    press(qtbot, deeds.families.change_button)
    change = next(each for each in [opened(AskFamilyDialog)] if each.asked_by.currentText() == "R. Malik")
    change.asked_by.setCurrentText("O. Price")
    press(qtbot, change.accept_button)
    qtbot.waitUntil(
        lambda: [each.asked_by for each in house.casefiles.consents(inspection.id)] == ["O. Price"]
    )
    assert house.casefiles.consents(inspection.id)[0].asked_at == kept.asked_at
    press(qtbot, deeds.families.export_button)
    export = opened(ConsentsExportDialog)
    qtbot.waitUntil(lambda: desk.jobs.is_idle)
    assert (export.wish().ids, unnamed(export)) == ((kept.id,), [])
    export.folder.setText(str(tmp_path))
    press(qtbot, export.accept_button)
    qtbot.waitUntil(lambda: [each.suffix for each in tmp_path.glob("*families*")] == [".xlsx"])
    assert unnamed(page.view) == []


def test_that_those_chosen_already_are_left_out_when_asked(page, house, inspection, desk, qtbot):
    view = page.casefiles.children_view
    qtbot.waitUntil(lambda: view.rows.rowCount() == len(DRAFTS))
    house.casefiles.choose([house.casefiles.children(inspection.id)[0].id], reason="Sampled")

    view.not_chosen.click()

    qtbot.waitUntil(lambda: view.rows.rowCount() == len(DRAFTS) - 1)
    assert view.wanted == ChildFilter(not_chosen=True)
    view.look_for(ChildFilter())
    qtbot.waitUntil(lambda: view.rows.rowCount() == len(DRAFTS))


def test_that_another_inspection_is_not_searched_with_the_words_of_the_last(
    page, house, inspection, desk, qtbot
):
    other = house.inspections.open_inspection(
        authority="Northshire", framework_key="standard", notified_at=inspection.notified_at
    )
    house.casefiles.import_annex_a(other.id, AnnexAReview("b.xlsx", "Annex A", (), DRAFTS[4:]))
    view = page.casefiles.children_view
    view.search.setText("900101")
    qtbot.waitUntil(lambda: view.rows.rowCount() == 1)

    desk.set_inspection(other)
    page.refresh()

    qtbot.waitUntil(lambda: [row.child_id for row in view.rows.rows] == ["900105", "900106"])
    assert view.search.text() == ""


def test_that_a_search_takes_no_chosen_child_from_the_dialogs(page, house, inspection, opened, qtbot):
    chosen = house.casefiles.children(inspection.id)[:2]
    house.casefiles.choose([child.id for child in chosen], reason="Sampled by Ofsted")
    view = page.casefiles.children_view
    view.search.setText(DRAFTS[4].child_id)
    qtbot.waitUntil(lambda: view.rows.rowCount() == 1)

    press(qtbot, page.casefiles.concern_button)

    dialog = opened(ConcernDialog)
    offered = {dialog.child.itemText(number)[:5] for number in range(dialog.child.count())}
    assert {"C-001", "C-002"} <= offered
