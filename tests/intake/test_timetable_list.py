"""Reading timetables as people write them."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from pathlib import Path

import pytest
import xlsxwriter

from ilacs_desktop.domain.errors import Explained, Refusal
from ilacs_desktop.domain.timetable import SlotKind
from ilacs_desktop.domain.timetable.listing import RowDraft
from ilacs_desktop.intake.timetable_list import read_here, read_timetable_list

AROUND = date(2026, 11, 30)


def csv(folder: Path, text: str) -> Path:
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("day", "span"),
    [
        ("03/12/2026", "09:30-10:30"),
        ("Thu 3 Dec 2026", "9.30 to 10.30"),
        ("Thursday 3rd December", "9:30am – 10:30am"),
        ("2026-12-03", "0930-1030"),
        ("3/12/26", "09:30:00 until 10:30:00"),
    ],
)
def test_that_days_and_times_are_read_as_they_are_written(tmp_path: Path, day: str, span: str) -> None:
    drafts = read_here(csv(tmp_path, f"Date;Time;Activity\n{day};{span};Duty team\n"), AROUND)

    assert drafts.refusals == ()
    assert drafts.rows == (
        RowDraft("list, row 2", date(2026, 12, 3), time(9, 30), time(10, 30), "Duty team"),
    )


def test_that_a_workbook_with_title_rows_days_and_fractions_is_read(tmp_path: Path) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet("Week 2")
    page.write_string(0, 0, "Our timetable")
    page.write_row(2, 0, ["Date", "Start time", "Duration (mins)", "Purpose", "Lead inspector", "Attendees"])
    page.write_datetime(3, 0, datetime(2026, 12, 3), book.add_format({"num_format": "dd/mm/yyyy"}))  # noqa: DTZ001 - as Excel has it
    page.write_number(3, 1, 9.5 / 24)
    page.write_number(3, 2, 60)
    page.write_row(3, 3, ["Records", "Inspector B (leads)", "R. Malik, J. Ames and T. Flynn"])
    book.close()
    path = tmp_path / "week.xlsx"
    path.write_bytes(out.getvalue())

    drafts = read_timetable_list(path, around=AROUND)

    assert (drafts.is_own, drafts.refusals) == (False, ())
    assert [(row.day, row.starts, row.ends, row.purpose) for row in drafts.rows] == [
        (date(2026, 12, 3), time(9, 30), time(10, 30), "Records")
    ]
    assert drafts.rows[0].inspectors == (("Inspector B", "leads"),)
    assert drafts.rows[0].staff == (("R. Malik", ""), ("J. Ames", ""), ("T. Flynn", ""))


def test_that_every_refused_row_is_listed_with_place_and_reason(tmp_path: Path) -> None:
    text = (
        "Day,From,To,What,Case\n"
        "31/02/2026,09:00,10:00,No such day,\n"
        "3/12/2026,10:00,09:00,Backwards,\n"
        "3/12/2026,25:00,26:00,No such time,\n"
        "3/12/2026,09:00,,No end,\n"
        "3/12/2026,09:00,10:00,,\n"
        "3/12/2026,09:00,10:00,Good,C-014\n"
    )

    drafts = read_here(csv(tmp_path, text), AROUND)

    assert drafts.refusals == (
        Refusal("list, row 2, column day", "31/02/2026 is not a day"),
        Refusal("list, row 3", "it ends at 09:00, before it starts at 10:00"),
        Refusal("list, row 4", "its start is not a time, such as 09:30"),
        Refusal("list, row 5", "its end is not a time, such as 10:30"),
        Refusal("list, row 6", "column what is blank"),
    )
    assert [(row.purpose, row.case_code, row.kind) for row in drafts.rows] == [
        ("Good", "C-014", SlotKind.CASE_SESSION)
    ]
    assert not drafts.may_remove


def test_that_a_file_without_a_timetable_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Explained, match=r"No timetable was found in list\.csv"):
        read_here(csv(tmp_path, "Name,Role\nR. Malik,worker\n"), AROUND)
