"""Real buttons: printing what is on the board, and taking a list in after a look at it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from ilacs_desktop.desktop.pages.timetable.paper_deeds import PaperDeeds
from ilacs_desktop.domain.papers import Form, What, Wish
from ilacs_desktop.domain.timetable.listing import Fate

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def papers(page) -> PaperDeeds:
    (found,) = [deeds for deeds in page.deeds if isinstance(deeds, PaperDeeds)]
    return found


def test_that_the_day_on_the_board_is_previewed_and_written_into_the_folder(
    papers, qtbot, settle, tmp_path, unnamed
) -> None:
    papers.print_action.trigger()
    qtbot.waitUntil(lambda: papers.export_dialog is not None)
    dialog = papers.export_dialog
    settle()
    assert not dialog.preview.page.isNull()
    assert dialog.day.currentText() == "Thursday 3 December"
    assert unnamed(dialog) == []

    for form in (Form.XLSX, Form.TXT):
        dialog.formats[form].click()
    dialog.folder.setText(str(tmp_path / "papers"))
    qtbot.mouseClick(dialog.accept_button, LEFT)
    settle()

    assert sorted(path.name for path in (tmp_path / "papers").iterdir()) == [
        f"borsetshire-timetable-day-2026-12-03-issue-1.{form}" for form in ("pdf", "txt", "xlsx")
    ]


def test_that_a_wish_says_what_was_chosen(papers, qtbot, settle, sample) -> None:
    papers.print_action.trigger()
    qtbot.waitUntil(lambda: papers.export_dialog is not None)
    dialog = papers.export_dialog

    dialog.what.setCurrentIndex(dialog.what.findData(What.PERSON))
    dialog.edition.setCurrentIndex(dialog.edition.findData(0))
    clarke = sample.people["M. Clarke"].id
    dialog.person.setCurrentIndex(dialog.person.findData(clarke))

    assert dialog.wish() == Wish(What.PERSON, is_draft=True, person_id=clarke, shows_codes=True)
    settle()


def test_that_nothing_is_written_without_a_format(papers, qtbot, settle) -> None:
    papers.print_action.trigger()
    qtbot.waitUntil(lambda: papers.export_dialog is not None)
    dialog = papers.export_dialog
    dialog.formats[Form.PDF].click()

    qtbot.mouseClick(dialog.accept_button, LEFT)

    assert dialog.isVisible()
    assert dialog.form.has_errors
    settle()


def test_that_a_list_is_reviewed_taken_in_and_taken_back(
    papers, qtbot, settle, house, inspection, sample, slot, unnamed, tmp_path: Path
) -> None:
    file = tmp_path / "thursday.csv"
    file.write_text(
        "Date,Time,What,Room,Inspector,Staff\n"
        "Thu 3 Dec 2026,10:00-11:30,records,Room 4,Inspector A,T. Flynn\n"
        "Thu 3 Dec 2026,15:30-16:15,Closing talk,Room 1,Inspector A,D. Quinn\n"
        "Thu 3 Dec 2026,16:00-15:00,Backwards,Room 1,Inspector A,D. Quinn\n",
        encoding="utf-8",
    )
    before = house.timetable.draft(inspection.id)

    papers.review_file(file)
    qtbot.waitUntil(lambda: papers.import_dialog is not None, timeout=20_000)
    dialog = papers.import_dialog
    assert [change.fate for change in dialog.review.changes] == [Fate.CHANGED, Fate.ADDED]
    assert [each.reason for each in dialog.review.refusals] == ["it ends at 15:00, before it starts at 16:00"]
    assert unnamed(dialog) == []
    assert house.timetable.draft(inspection.id) == before

    qtbot.mouseClick(dialog.accept_button, LEFT)
    settle()

    assert slot("009").place == "Room 4"
    assert len(house.timetable.draft(inspection.id)) == len(before) + 1
    house.timetable.journal.undo(inspection.id)
    now = house.timetable.draft(inspection.id)
    assert [(each.uid, each.place, each.parts) for each in now] == [
        (each.uid, each.place, each.parts) for each in before
    ]
    settle()


def test_that_saying_the_file_is_the_whole_day_shows_what_would_be_stood_down(
    papers, qtbot, settle, tmp_path: Path
) -> None:
    file = tmp_path / "thursday.csv"
    file.write_text("Day,Start,End,What\n3/12/2026,09:00,09:45,Daily meeting\n", encoding="utf-8")
    papers.review_file(file)
    qtbot.waitUntil(lambda: papers.import_dialog is not None, timeout=20_000)
    dialog = papers.import_dialog
    assert dialog.review.count(Fate.REMOVED) == 0
    assert not dialog.accept_button.isEnabled()

    dialog.whole_days.click()
    settle()

    assert dialog.review.count(Fate.REMOVED) == 12
    assert dialog.accept_button.isEnabled()
