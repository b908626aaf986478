"""Sessions that wait are planned at once: proposed, looked at, changed by keyboard, stored by one press."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ilacs_desktop.desktop.dialogs.plan_many import PlanManyDialog
from ilacs_desktop.desktop.dialogs.plan_session import PlanSessionDialog
from ilacs_desktop.desktop.pages.casefiles import CasefilesPage
from ilacs_desktop.domain.casefiles import AnnexAReview, ChildDraft
from ilacs_desktop.domain.casefiles.far import FarRules
from ilacs_desktop.domain.moments import local, moment
from ilacs_desktop.domain.timetable import SlotKind

THURSDAY = date(2026, 12, 3)
WORKERS = ("R. Malik", "P. Okafor", "J. Adeyemi")


@pytest.fixture
def view(desk: Any, house: Any, inspection: Any, person: Any, qtbot: Any) -> Any:
    """Three sessions that wait, the worker of the last too far away; a place and an inspector."""
    for name, locality in zip(WORKERS, ("Borchester", "Borchester", "Felpersham"), strict=True):
        person(name, locality=locality)
    person("P. Marsh", "inspectorate", known_as="Inspector B")
    house.people.add_place("Room 1", site="Civic Centre")
    house.casefiles.set_far(FarRules(60, ("Felpersham",)))
    drafts = tuple(
        ChildDraft(f"9001{n}", ("child in care",), "Care", who, "", ()) for n, who in enumerate(WORKERS)
    )
    house.casefiles.import_annex_a(inspection.id, AnnexAReview("a.xlsx", "Annex A", (), drafts))
    house.casefiles.choose([each.id for each in house.casefiles.children(inspection.id)], reason="Sampled")
    page = CasefilesPage(desk)
    qtbot.addWidget(page.view)
    desk.changed.connect(page.on_changed)
    desk.set_inspection(inspection)
    page.view.resize(1130, 640)
    page.view.show()
    page.casefiles.show_sessions()
    page.refresh()
    view = page.casefiles.sessions_view
    qtbot.waitUntil(lambda: view.rows.rowCount() == 3 and desk.jobs.is_idle)
    view.page = page
    return view


def test_that_several_sessions_are_planned_in_one_dialog_by_keyboard(
    view: Any, desk: Any, house: Any, inspection: Any, notices: Any, qtbot: Any
) -> None:
    said: list[str] = []
    notices.shown.connect(lambda notice: said.append(notice.message))
    assert view.many_button.text() == "Plan 3 waiting…"
    view.table.selectAll()
    assert view.many_button.text() == "Plan these 3…"

    assert view.many_button.shortcut().toString() == "Ctrl+Shift+P"
    view.many_button.click()

    qtbot.waitUntil(lambda: opened(PlanManyDialog) is not None and desk.jobs.is_idle)
    dialog = opened(PlanManyDialog)
    before = house.timetable.draft(inspection.id)
    rows = dialog.table.rows.rows
    assert [(row.code, row.by_video) for row in rows] == [("C-001", False), ("C-002", False), ("C-003", True)]
    assert dialog.accept_button.text() == "Plan 3 sessions"
    dialog.table.select_where(lambda row: row.code == "C-003")
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    dialog.table.select_where(lambda row: row.code == "C-002")
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert dialog.focusWidget() is dialog.editor.day
    dialog.editor.starts.setFocus()
    dialog.editor.day.setCurrentText("Thu 3 Dec")
    dialog.editor.starts.setTime(dialog.editor.starts.time().fromString("15:00", "HH:mm"))
    QTest.keyClick(dialog.editor.starts, Qt.Key.Key_Return)
    assert dialog.focusWidget() is dialog.table
    house.timetable.add(
        inspection.id, starts_at=moment(THURSDAY, time(15)), ends_at=moment(THURSDAY, time(16)),
        purpose="Keep in touch", kind=SlotKind.MEETING, place_id=rows[1].place_id,
    )  # fmt: skip
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: "used twice" in dialog._refusal.text())
    assert all(each.starts_at is None for each in house.casefiles.sessions(inspection.id))
    dialog.editor.minutes.setValue(45)
    qtbot.waitUntil(lambda: "used twice" in dialog.editor.says.text())
    dialog.terms.again_button.click()
    qtbot.waitUntil(lambda: desk.jobs.is_idle and dialog.terms.again_button.isEnabled())
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: said == ["2 sessions are planned."] and desk.jobs.is_idle)

    sessions = sorted(house.casefiles.sessions(inspection.id), key=lambda each: each.case_code)
    assert [each.starts_at is None for each in sessions] == [False, False, True]
    assert (f"{local(sessions[1].starts_at):%a %H:%M}", sessions[1].ends_at - sessions[1].starts_at) == (
        "Thu 15:00",
        timedelta(minutes=45),
    )
    assert len(house.timetable.draft(inspection.id)) == len(before) + 3
    view.plan_wanted.emit(sessions[2])
    qtbot.waitUntil(lambda: opened(PlanSessionDialog) is not None)
    assert opened(PlanSessionDialog).by_video.isChecked()
    opened(PlanSessionDialog).reject()


def opened(kind: type) -> Any:
    """The dialog of a kind that is open, or None."""
    return next(
        (one for one in QApplication.topLevelWidgets() if type(one) is kind and one.isVisible()), None
    )
