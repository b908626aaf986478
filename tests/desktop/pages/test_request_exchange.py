"""Exporting a list and taking requests in, with the page's own menu, keys and buttons."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from ilacs_desktop.desktop.dialogs.requests_import import RequestsImportDialog
from ilacs_desktop.desktop.pages.info_requests import InfoRequestsPage
from ilacs_desktop.desktop.pages.info_requests.exchange_deeds import ExchangeDeeds
from ilacs_desktop.domain.info_requests.exchange.tracker import Field
from ilacs_desktop.domain.info_requests.exchange.wishes import What
from ilacs_desktop.domain.listings import Form

TRACKER = "Ask,When,Lead,Needed\nThe rota,2 Dec 10:40,Rashida Malik,3 Dec 2pm\nThe plan,2 Dec,Nobody Known,cop Fri 4 Dec\n"


@pytest.fixture
def deeds(desk, inspection, person, qtbot) -> ExchangeDeeds:
    """The page with one request of each sort, at rest."""
    person("Rashida Malik")
    desk.house.info_requests.add(inspection.id, verbatim="<b>Who</b> chairs the panel?")
    page = InfoRequestsPage(desk)
    qtbot.addWidget(page.view)
    page.view.resize(1200, 700)
    page.view.show()
    desk.set_inspection(inspection)
    page.refresh()
    qtbot.waitUntil(lambda: desk.jobs.is_idle and bool(page.view.live.rows.rows))
    return next(each for each in page.deeds if isinstance(each, ExchangeDeeds))


def test_that_the_list_in_sight_is_offered_first_and_written_by_the_button(
    deeds, desk, qtbot, tmp_path: Path, unnamed
) -> None:
    view = deeds.view
    view.show_list(view.staged.accessibleName())
    qtbot.keyClick(
        view, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    dialog = deeds.export_dialog
    qtbot.waitUntil(lambda: not dialog.preview.page.isNull(), timeout=10_000)
    count = len(desk.house.info_requests.staged(desk.inspection_id))
    assert dialog.what.currentText() == f"Staged as shown: {count} rows"
    assert unnamed(dialog) == []
    dialog.formats[Form.CSV].setChecked(True)
    dialog.folder.setText(str(tmp_path / "out"))

    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: desk.jobs.is_idle and len(list(tmp_path.glob("out/*"))) == 2)
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        f"borsetshire-staged-requests-as-shown-2026-12-02.{form}" for form in ("xlsx", "csv")
    }
    view.filter.setText("annual")
    view.show_list(view.live.accessibleName())
    view.filter.clear()
    assert deeds.in_sight().what is What.LIVE


def test_that_a_tracker_is_understood_column_by_column_and_taken_in_by_the_button(
    deeds, desk, qtbot, tmp_path: Path, unnamed
) -> None:
    path = tmp_path / "tracker.csv"
    path.write_text(TRACKER, encoding="utf-8")

    def settled(dialog: RequestsImportDialog) -> bool:
        return desk.jobs.is_idle and not dialog._soon.isActive()

    deeds.review_file(path)
    qtbot.waitUntil(lambda: deeds.import_dialog is not None and settled(deeds.import_dialog), timeout=10_000)
    dialog = deeds.import_dialog
    assert dialog.mapped == (Field.TITLE, Field.SKIP, Field.OWNER, Field.SKIP)
    for at, meant in ((1, Field.ASKED_ON), (3, Field.TARGET_ON)):
        dialog.columns.boxes[at].setCurrentIndex(dialog.columns.boxes[at].findData(meant))
    qtbot.waitUntil(lambda: settled(dialog) and dialog.accept_button.isEnabled())
    assert unnamed(dialog) == []
    assert dialog.sentence.text() == "tracker.csv: 1 added, 1 not known; refused: 0."
    dialog.rows_table.selectRow(1)
    assert dialog.whole_row.text() == (
        "asked Wed 2 Dec 09:00 · due Fri 4 Dec 17:00 · not known: owner “Nobody Known”"
    )
    dialog.columns.boxes[0].setCurrentIndex(0)
    qtbot.waitUntil(lambda: settled(dialog) and "No column says" in dialog._refusal.text())
    assert not dialog.accept_button.isEnabled()
    dialog.columns.boxes[0].setCurrentIndex(dialog.columns.boxes[0].findData(Field.TITLE))
    qtbot.waitUntil(lambda: settled(dialog) and dialog.accept_button.isEnabled())
    dialog.without_unknown.click()
    qtbot.waitUntil(lambda: settled(dialog) and dialog.accept_button.isEnabled())

    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: len(desk.house.info_requests.live(desk.inspection_id)) == 3)
    taken = {row.title: row.owner for row in desk.house.info_requests.live(desk.inspection_id)}
    assert taken == {"<b>Who</b> chairs the panel?": "", "The rota": "R. Malik", "The plan": ""}
