"""The briefing page on a real house: look, freeze, export, copy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.pages.briefing import BriefingPage
from ilacs_desktop.desktop.pages.briefing.export import ExportDialog
from ilacs_desktop.domain.briefing import Audience, SheetKind
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.inspection import Inspection
from ilacs_desktop.domain.timetable import PartKind, SlotKind
from ilacs_desktop.services.briefing import Format
from ilacs_desktop.store.inspection import InspectionRecord

DAY = date(2026, 12, 3)
NINE = datetime(2026, 12, 3, 9, 0, tzinfo=UTC)


@pytest.fixture
def inspection(house: Any) -> Inspection:
    """Borsetshire with an empty draft; opening it properly is another room's business."""
    record = InspectionRecord(
        authority="Borsetshire",
        framework_key="standard",
        framework_name="Standard inspection",
        framework_edition="2026",
        notified_at=datetime(2026, 11, 23, 9, 20, tzinfo=UTC),
        on_site_from=date(2026, 11, 30),
        on_site_until=date(2026, 12, 11),
    )
    with house.store.working("Prepare") as session:
        session.add(record)
    return record.row()


@pytest.fixture
def day(house: Any, inspection: Any, person: Any) -> Any:
    """One case session and one meeting on Thursday, issued."""
    inspector = person("P. Marsh", "inspectorate", known_as="Inspector B")
    worker = person("J. Adeyemi")
    house.timetable.add(
        inspection.id, starts_at=NINE, ends_at=NINE + timedelta(minutes=80), purpose="records",
        kind=SlotKind.CASE_SESSION, case_code="C-014",
        parts=[(inspector.id, PartKind.LEADS), (worker.id, PartKind.ATTENDS)],
    )  # fmt: skip
    house.timetable.issue(inspection.id)
    return inspection


@pytest.fixture
def page(desk: Any, day: Any, qtbot: Any) -> Iterator[BriefingPage]:
    desk.set_inspection(day)
    page = BriefingPage(desk)
    desk.changed.connect(page.on_changed)
    qtbot.addWidget(page.view)
    page.view.resize(1170, 692)
    page.view.show()
    page.refresh()
    qtbot.waitUntil(lambda: page.briefing.sheet is not None)
    yield page
    page.view.hide()
    qtbot.waitUntil(lambda: desk.jobs.is_idle)


def settle(page: BriefingPage, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: page.desk.jobs.is_idle)


def open_dialog(page: BriefingPage, kind: type[FormDialog]) -> Any:
    return next(dialog for dialog in page.view.findChildren(kind) if dialog.isVisible())


def freeze(page: BriefingPage, qtbot: Any) -> None:
    qtbot.mouseClick(page.briefing.make, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(open_dialog(page, FormDialog).accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.briefing.sheet is not None and not page.briefing.sheet.is_draft)
    settle(page, qtbot)


def test_that_the_page_opens_with_the_draft_of_tomorrows_morning_sheet(page: BriefingPage) -> None:
    sheet = page.briefing.sheet

    assert sheet is not None
    assert (sheet.kind, sheet.audience, sheet.day, sheet.is_draft) == (
        SheetKind.MORNING,
        Audience.ALL_STAFF,
        DAY,
        True,
    )
    assert page.briefing.preview.pill.pill.word == "draft"
    assert len(page.briefing.preview.pictures) >= 1
    assert not page.briefing.preview.pictures[0].page.isNull()
    assert not page.briefing.export.isEnabled()
    assert not page.briefing.chat.isEnabled()


def test_that_freezing_stores_what_was_on_show_and_then_shows_it_numbered(
    page: BriefingPage, house: Any, day: Any, qtbot: Any
) -> None:
    freeze(page, qtbot)

    (stored,) = house.briefing.sheets(day.id)
    assert page.briefing.sheet == stored
    assert page.briefing.preview.pill.pill.word == "sheet 1"
    assert page.briefing.rows.rows == (stored,)
    assert page.briefing.export.isEnabled()
    assert not page.briefing.make.isEnabled()


def test_that_exporting_writes_the_chosen_files_into_the_folder(
    page: BriefingPage, qtbot: Any, tmp_path: Path
) -> None:
    freeze(page, qtbot)
    qtbot.mouseClick(page.briefing.export, Qt.MouseButton.LeftButton)
    dialog = open_dialog(page, ExportDialog)
    dialog.folder.setText(str(tmp_path / "out"))
    dialog.formats[Format.DOCX].setChecked(False)
    dialog.formats[Format.ICS].setChecked(True)

    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)

    settle(page, qtbot)
    stem = "borsetshire-morning-all-staff-2026-12-03-sheet-1"
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        f"{stem}.ics",
        f"{stem}.pdf",
        f"{stem}.txt",
    ]


def test_that_the_export_dialog_says_that_files_are_not_encrypted_and_wants_a_format(
    page: BriefingPage, qtbot: Any
) -> None:
    freeze(page, qtbot)
    qtbot.mouseClick(page.briefing.export, Qt.MouseButton.LeftButton)
    dialog = open_dialog(page, ExportDialog)
    for box in dialog.formats.values():
        box.setChecked(False)

    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)

    assert dialog.isVisible()
    assert dialog.form.has_errors
    assert any(
        "not encrypted" in label.text() for label in dialog.findChildren(QWidget) if hasattr(label, "text")
    )


def test_that_the_chat_text_is_copied(page: BriefingPage, house: Any, day: Any, qtbot: Any) -> None:
    freeze(page, qtbot)

    qtbot.mouseClick(page.briefing.chat, Qt.MouseButton.LeftButton)

    settle(page, qtbot)
    assert QGuiApplication.clipboard().text() == house.briefing.chat_text(house.briefing.sheets(day.id)[0])


def test_that_a_sheet_that_may_not_go_out_says_where_and_cannot_be_frozen(
    page: BriefingPage, house: Any, day: Any, qtbot: Any
) -> None:
    house.timetable.add(
        day.id,
        starts_at=NINE,
        ends_at=NINE + timedelta(minutes=30),
        purpose="Talk on C-014",
        kind=SlotKind.MEETING,
    )
    house.timetable.issue(day.id)

    qtbot.waitUntil(page.briefing.preview.problem.isVisible)

    assert page.briefing.preview.problem.text().startswith("This may not go to all staff: ")
    assert not page.briefing.make.isEnabled()


def test_that_a_personal_page_asks_whose_it_is(page: BriefingPage, house: Any, qtbot: Any) -> None:
    combo = page.briefing.kind
    combo.setCurrentIndex(combo.findData(SheetKind.PERSON))
    people = page.briefing.person
    worker = next(each for each in house.people.all() if each.name == "J. Adeyemi")

    people.setCurrentIndex(people.findData(worker.id))

    qtbot.waitUntil(lambda: page.briefing.sheet is not None and page.briefing.sheet.person == "J. Adeyemi")
    settle(page, qtbot)
    assert people.isVisible()
    assert not page.briefing.audience.isVisible()


def test_that_a_change_elsewhere_makes_the_draft_anew_and_leaves_a_numbered_sheet_alone(
    page: BriefingPage, house: Any, day: Any, qtbot: Any
) -> None:
    house.enquiry.start(day.id, "Permanence planning")
    qtbot.waitUntil(lambda: "Permanence planning" in page.briefing.preview.text.toPlainText())
    freeze(page, qtbot)
    frozen = page.briefing.sheet

    house.enquiry.start(day.id, "Front door")
    page.refresh()
    settle(page, qtbot)

    assert page.briefing.sheet == frozen


def test_that_a_reference_opens_its_sheet(page: BriefingPage, house: Any, day: Any, qtbot: Any) -> None:
    sheet = house.briefing.make(day.id, day=DAY, kind=SheetKind.EVENING, audience=Audience.SENIOR_LEADERS)

    page.open(Ref(Kind.SHEET, sheet.id))

    qtbot.waitUntil(lambda: page.briefing.sheet == sheet)
    settle(page, qtbot)


def test_that_the_same_words_can_be_read_as_text(page: BriefingPage, house: Any, qtbot: Any) -> None:
    preview = page.briefing.preview

    qtbot.mouseClick(preview.switch.button("Text"), Qt.MouseButton.LeftButton)

    assert preview.text.isVisible()
    assert preview.text.toPlainText() == house.briefing.plain_text(page.briefing.sheet)
    assert preview.pictures[0].accessibleDescription().startswith("OFFICIAL-SENSITIVE")


def test_that_without_an_inspection_the_page_says_what_to_do_first(desk: Any, qtbot: Any) -> None:
    page = BriefingPage(desk)
    qtbot.addWidget(page.view)
    page.view.show()

    page.refresh()

    assert page.briefing.none.isVisible()
    with qtbot.waitSignal(desk.new_inspection_wanted):
        qtbot.mouseClick(page.briefing.none.button, Qt.MouseButton.LeftButton)


def test_that_every_control_has_a_spoken_name(page: BriefingPage, qtbot: Any) -> None:
    freeze(page, qtbot)
    qtbot.mouseClick(page.briefing.export, Qt.MouseButton.LeftButton)

    unnamed = [
        widget.metaObject().className()
        for widget in page.view.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]

    assert unnamed == []
    QAbstractItemModelTester(page.briefing.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
