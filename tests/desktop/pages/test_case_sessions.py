"""The board of sessions, the checklist beside the one at hand, and the dialogs around a session."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from ilacs_desktop.desktop.dialogs.record_check import RecordCheckDialog, WelfareDialog
from ilacs_desktop.desktop.dialogs.session_checklist import ChecklistDialog
from ilacs_desktop.desktop.pages.casefiles import CasefilesPage
from ilacs_desktop.domain.casefiles import AnnexAReview, ChildDraft, SessionState

START = datetime(2026, 12, 3, 9, 30, tzinfo=UTC)
DRAFTS = tuple(ChildDraft(f"90010{n}", ("child in care",), "Care 1", "R. Malik", "", ()) for n in (1, 2))


@pytest.fixture
def page(desk: Any, house: Any, inspection: Any, person: Any, qtbot: Any) -> CasefilesPage:
    """The page with two sessions: one planned and its worker told, one that waits to be planned."""
    house.casefiles.import_annex_a(inspection.id, AnnexAReview("a.xlsx", "Annex A", (), DRAFTS))
    keys = [child.id for child in house.casefiles.children(inspection.id)]
    first, _ = house.casefiles.choose(keys, reason="Sampled")
    inspector = person("P. Marsh", "inspectorate", known_as="Inspector B")
    house.casefiles.plan(
        first.id,
        starts_at=START,
        minutes=60,
        inspector_id=inspector.id,
        worker_id=person("Rashida Malik").id,
    )
    house.casefiles.advance(first.id, SessionState.WORKER_TOLD)
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
