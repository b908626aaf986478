from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text

from ilacs_desktop.domain.briefing import Audience, SheetKind
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.inspection import Inspection
from ilacs_desktop.domain.timetable import PartKind, SlotKind
from ilacs_desktop.store.inspection import InspectionRecord

DAY = date(2026, 12, 3)
NINE = datetime(2026, 12, 3, 9, 0, tzinfo=UTC)
MORNING = {"day": DAY, "kind": SheetKind.MORNING, "audience": Audience.ALL_STAFF}


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
    worker = person("J. Adeyemi", phone="01632 960101")
    room = house.people.add_place("Room 2", site="Castle House")
    house.timetable.add(
        inspection.id, starts_at=NINE, ends_at=NINE + timedelta(minutes=80), purpose="records",
        kind=SlotKind.CASE_SESSION, place_id=room.id, case_code="C-014",
        parts=[(inspector.id, PartKind.LEADS), (worker.id, PartKind.ATTENDS)],
    )  # fmt: skip
    house.timetable.add(
        inspection.id, starts_at=NINE + timedelta(hours=3), ends_at=NINE + timedelta(hours=4),
        purpose="Virtual school head", kind=SlotKind.MEETING, parts=[(inspector.id, PartKind.LEADS)],
    )  # fmt: skip
    house.timetable.issue(inspection.id)
    return inspection


def rows_on(house: Any, sheet: Any, key: str) -> tuple[tuple[str, ...], ...]:
    return tuple(house.briefing.one(sheet.id).section(key).rows)


def test_that_a_made_sheet_is_numbered_and_reads_back_as_it_was_frozen(house: Any, day: Any) -> None:
    sheet = house.briefing.make(day.id, **MORNING)

    assert (sheet.number, sheet.issue_number, sheet.made_by) == (1, 1, "K. Boyle")
    assert sheet.audit_code.startswith("A-")
    assert house.briefing.one(sheet.id) == sheet
    assert house.briefing.numbered(day.id, 1) == sheet
    assert house.briefing.sheets(day.id) == (sheet,)


def test_that_all_staff_read_of_a_session_and_managers_read_its_code(house: Any, day: Any) -> None:
    staff = house.briefing.make(day.id, **MORNING)
    managers = house.briefing.make(day.id, **{**MORNING, "audience": Audience.MANAGERS})

    session = ("09:00–10:20", "{}", "Inspector B", "J. Adeyemi", "Room 2, Castle House")
    assert [row for row in rows_on(house, staff, "timetable") if row[0] == "09:00–10:20"] == [
        tuple(cell.format("Case session") for cell in session)
    ]
    assert [row for row in rows_on(house, managers, "timetable") if row[0] == "09:00–10:20"] == [
        tuple(cell.format("C-014 records") for cell in session)
    ]


def test_that_a_sheet_stays_as_it_was_when_the_day_changes_and_prints_the_same_bytes(
    house: Any, day: Any, clock: Any, tmp_path: Path
) -> None:
    sheet = house.briefing.make(day.id, **MORNING)
    formats = ("pdf", "docx", "txt", "xlsx")
    before = [
        path.read_bytes() for path in house.briefing.write(sheet, formats=formats, folder=tmp_path / "a")
    ]
    slot = next(each for each in house.timetable.draft(day.id) if each.case_code)
    house.timetable.cancel(day.id, slot.uid, reason="")
    house.timetable.issue(day.id)
    clock.now += timedelta(hours=13)

    again = house.briefing.numbered(day.id, 1)
    after = [
        path.read_bytes() for path in house.briefing.write(again, formats=formats, folder=tmp_path / "b")
    ]

    assert again == sheet
    assert after == before


def test_that_the_next_sheet_leads_with_what_changed_since_the_issue_its_readers_had(
    house: Any, day: Any
) -> None:
    first = house.briefing.make(day.id, **MORNING)
    slot = next(each for each in house.timetable.draft(day.id) if each.case_code)
    house.timetable.cancel(day.id, slot.uid, reason="")
    house.timetable.issue(day.id)

    second = house.briefing.make(day.id, **MORNING)

    assert second.previous_number == first.number == 1
    assert second.section("changes").title == "Changed since issue 1"
    assert second.section("changes").rows == (
        ("09:00", "Stood down: Case session with Inspector B, J. Adeyemi, Room 2, Castle House"),
    )
    assert house.briefing.make(day.id, **MORNING).section("changes") == second.section("changes")


def test_that_a_sheet_without_a_change_says_so(house: Any, day: Any) -> None:
    house.briefing.make(day.id, **MORNING)

    next_day = house.briefing.make(day.id, **{**MORNING, "day": DAY + timedelta(days=1)})

    assert next_day.section("changes").rows == ()
    assert next_day.section("changes").empty_says == "No change since issue 1."


def test_that_a_sheet_that_would_show_a_code_to_all_staff_is_refused_and_takes_no_number(
    house: Any, day: Any
) -> None:
    house.timetable.add(
        day.id, starts_at=NINE, ends_at=NINE + timedelta(minutes=30), purpose="Strategy talk on C-014",
        kind=SlotKind.MEETING,
    )  # fmt: skip
    house.timetable.issue(day.id)

    with pytest.raises(Explained) as refused:
        house.briefing.make(day.id, **MORNING)

    assert "would show a case code" in refused.value.message
    assert house.briefing.sheets(day.id) == ()
    assert house.briefing.make(day.id, **{**MORNING, "audience": Audience.MANAGERS}).number == 1


def test_that_an_export_is_checked_against_children_who_became_known_later(
    house: Any, day: Any, store: Any, tmp_path: Path
) -> None:
    from ilacs_desktop.store.casefiles import ChildRecord

    house.timetable.add(
        day.id,
        starts_at=NINE,
        ends_at=NINE + timedelta(minutes=30),
        purpose="About BOR-90417",
        kind=SlotKind.MEETING,
    )
    house.timetable.issue(day.id)
    sheet = house.briefing.make(day.id, **MORNING)
    with store.working("Take in a child") as session:
        session.add(ChildRecord(inspection_id=day.id, child_id="bor 90417"))

    with pytest.raises(Explained) as refused:
        house.briefing.write(sheet, formats=("pdf", "txt"), folder=tmp_path / "out")

    assert "a child’s identifier" in refused.value.message
    assert "90417" not in str(refused.value)
    assert not (tmp_path / "out").exists()


def test_that_a_numbered_sheet_cannot_be_changed_or_deleted_in_the_store(
    house: Any, day: Any, store: Any
) -> None:
    house.briefing.make(day.id, **MORNING)

    for deed in ("UPDATE sheets SET title = 'x'", "DELETE FROM sheets"):
        with pytest.raises(Explained, match="stay as they are"), store.working("Tamper") as session:
            session.execute(text(deed))


def test_that_every_kind_is_made_for_each_of_its_audiences(house: Any, day: Any) -> None:
    from ilacs_desktop.domain.briefing import AUDIENCES

    worker = next(each for each in house.people.all() if each.phone)
    made = [
        house.briefing.make(day.id, day=DAY, kind=kind, audience=audience, person_id=worker.id)
        for kind, audiences in AUDIENCES.items()
        for audience in audiences
    ]

    assert [sheet.number for sheet in made] == list(range(1, len(made) + 1))
    assert [sheet.person for sheet in made if sheet.kind.is_personal] == ["J. Adeyemi", "J. Adeyemi"]


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (
            (SheetKind.DAILY_MEETING, Audience.ALL_STAFF, None),
            "The daily-meeting pack is not made for all staff.",
        ),
        ((SheetKind.PERSON, Audience.PERSON, None), "A personal page needs a person."),
        ((SheetKind.PERSON, Audience.PERSON, 999), "This person is not on the list."),
    ],
)
def test_that_a_sheet_there_cannot_be_is_explained(
    house: Any, day: Any, wanted: tuple[SheetKind, Audience, int | None], message: str
) -> None:
    kind, audience, person_id = wanted
    with pytest.raises(Explained) as refused:
        house.briefing.make(day.id, day=DAY, kind=kind, audience=audience, person_id=person_id)

    assert refused.value.message == message


def test_that_a_draft_and_an_unknown_format_are_not_written(house: Any, day: Any, tmp_path: Path) -> None:
    draft = house.briefing.preview(day.id, **MORNING)
    sheet = house.briefing.make(day.id, **MORNING)

    with pytest.raises(Explained, match="A draft is not exported"):
        house.briefing.write(draft, formats=("pdf",), folder=tmp_path / "out")
    with pytest.raises(Explained, match="“odt” is not a format"):
        house.briefing.write(sheet, formats=("pdf", "odt"), folder=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_that_a_cancelled_export_leaves_no_file(house: Any, day: Any, tmp_path: Path) -> None:
    sheet = house.briefing.make(day.id, **MORNING)

    def cancel(done: int, total: int, what: str) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        house.briefing.write(sheet, formats=("pdf", "docx"), folder=tmp_path / "out", on_progress=cancel)

    assert not (tmp_path / "out").exists()


def test_that_the_files_are_named_without_case_or_person(house: Any, day: Any, tmp_path: Path) -> None:
    worker = next(each for each in house.people.all() if each.phone)
    morning = house.briefing.make(day.id, **MORNING)
    page = house.briefing.make(
        day.id, day=DAY, kind=SheetKind.PERSON, audience=Audience.PERSON, person_id=worker.id
    )

    written = [
        *house.briefing.write(morning, formats=("pdf", "docx"), folder=tmp_path / "out"),
        *house.briefing.write(page, formats=("txt",), folder=tmp_path / "out"),
    ]

    assert [path.name for path in written] == [
        "borsetshire-morning-all-staff-2026-12-03-sheet-1.pdf",
        "borsetshire-morning-all-staff-2026-12-03-sheet-1.docx",
        "borsetshire-person-2026-12-03-sheet-2.txt",
    ]


def test_that_a_sheet_is_read_in_the_same_number_of_queries_for_more_rows(
    house: Any, day: Any, store: Any, person: Any
) -> None:
    def issue_with(count: int, word: str) -> None:
        for number in range(count):
            who = person(f"T. Flynn {word} {number}")
            house.info_requests.add(day.id, verbatim=f"Something {word} {number}", owner_id=who.id)
            house.enquiry.start(day.id, f"Line {word} {number}")
            house.timetable.add(
                day.id, starts_at=NINE, ends_at=NINE + timedelta(minutes=30), purpose=f"Talk {word} {number}",
                kind=SlotKind.MEETING, parts=[(who.id, PartKind.ATTENDS)],
            )  # fmt: skip
        house.timetable.issue(day.id)

    counted: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *args: counted.append(args[2]))
    issue_with(1, "one")
    counted.clear()
    house.briefing.preview(day.id, **MORNING)
    few = len(counted)
    issue_with(4, "more")
    counted.clear()

    house.briefing.preview(day.id, **MORNING)

    assert len(counted) == few


def test_that_the_calendar_of_a_sheet_knows_no_more_than_its_readers(
    house: Any, day: Any, tmp_path: Path
) -> None:
    worker = next(each for each in house.people.all() if each.phone)
    staff = house.briefing.make(day.id, **MORNING)
    page = house.briefing.make(
        day.id, day=DAY, kind=SheetKind.PERSON, audience=Audience.PERSON, person_id=worker.id
    )

    summaries = [
        [
            line.removeprefix("SUMMARY:")
            for line in path.read_text(encoding="utf-8").splitlines()
            if line.startswith("SUMMARY:")
        ]
        for sheet in (staff, page)
        for path in house.briefing.write(sheet, formats=("ics",), folder=tmp_path)
    ]

    assert summaries == [
        ["Case session with Inspector B", "Virtual school head with Inspector B"],
        ["C-014 records with Inspector B"],
    ]
