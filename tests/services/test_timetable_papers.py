"""The timetable on paper, and coming back as a list, on a real store."""

from __future__ import annotations

import errno
import io
import json
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pdfua
import pypdf
import pytest
import python_calamine

from ilacs_desktop.domain.clashes import Level
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import moment
from ilacs_desktop.domain.papers import BoardPage, Form, What, Wish, listing_of
from ilacs_desktop.domain.papers.listing import listed
from ilacs_desktop.domain.people import Side
from ilacs_desktop.domain.timetable import PartKind, Slot, SlotKind
from ilacs_desktop.domain.timetable.listing import Fate, Known, review_list
from ilacs_desktop.intake.timetable_list import read_here
from ilacs_desktop.outlets import files
from ilacs_desktop.outlets.safe_text import one_line
from ilacs_desktop.outlets.timetable_xlsx import xlsx_bytes
from ilacs_desktop.store.casefiles import ChildRecord

DAY = date(2026, 12, 3)
ALL = [What.DAY, What.WEEK, What.PERSON, What.PLACE, What.CUE_CARDS]


def at(clock: str, day: date = DAY) -> datetime:
    hour, minute = clock.split(":")
    return moment(day, time(int(hour), int(minute)))


def words_of(data: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split()).replace("\u00a0", " ")


def findings_of(data: bytes, folder: Path) -> Sequence[object]:
    path = folder / "paper.pdf"
    path.write_bytes(data)
    return [finding for outcome in pdfua.validate(str(path)).outcomes for finding in outcome.findings]


def fill(house, inspection_id):
    """Issues 1 and 2 of a Thursday: records move from 09:30, Room 2 to 11:00, Room 4; the draft goes on."""
    table = house.timetable
    table.rules.set_levels(dict.fromkeys(table.rules.levels(), Level.IGNORE))
    table.cancel_many(inspection_id, [slot.uid for slot in table.draft(inspection_id, DAY)])
    inspector = house.people.add("P. Marsh", Side.INSPECTORATE, known_as="Inspector B", role="lead")
    other = house.people.add("O. Reed", Side.INSPECTORATE, known_as="Inspector C")
    worker, navigator = (house.people.add(name, Side.AUTHORITY) for name in ("R. Malik", "J. Ames"))
    rooms = [house.people.add_place(name, site="Civic Centre") for name in ("Room 2", "Room 4")]

    def add(start, end, purpose, *who, kind=SlotKind.MEETING, place=0, case="", note=""):
        return table.add(
            inspection_id,
            starts_at=at(start),
            ends_at=at(end),
            purpose=purpose,
            kind=kind,
            place_id=rooms[place].id,
            parts=who,
            case_code=case,
            note=note,
        )

    leads, navigates, attends = PartKind.LEADS, PartKind.NAVIGATES, PartKind.ATTENDS
    slots = {
        "records": add(
            "09:30",
            "10:30",
            "records",
            (inspector.id, leads),
            (worker.id, attends),
            (navigator.id, navigates),
            kind=SlotKind.CASE_SESSION,
            case="C-014",
            note="a private note",
        ),
        "talk": add("09:00", "09:45", "Daily meeting", (other.id, attends), place=1),
        "same": add("09:15", "09:30", "Short talk", (other.id, attends)),
    }
    table.add(
        inspection_id,
        starts_at=at("14:00"),
        ends_at=at("15:00"),
        purpose="Secret blocker",
        kind=SlotKind.BLOCKER,
    )
    table.issue(inspection_id)
    table.move(inspection_id, slots["records"].uid, starts_at=at("11:00"), place_id=rooms[1].id)
    house.clock.now = datetime(2026, 12, 2, 19, 0, tzinfo=UTC)
    table.issue(inspection_id)
    return {name: table.slot(inspection_id, slot.uid) for name, slot in slots.items()} | {
        "people": (inspector, other, worker, navigator)
    }


@pytest.fixture(scope="module")
def filled_once(fill_once):
    return fill_once(fill)


@pytest.fixture
def filled(filled_once):
    return filled_once.made


@pytest.mark.parametrize("what", ALL)
def test_that_every_paper_is_tagged_and_the_same_bytes_again(
    house, inspection, filled, what, tmp_path, clock
) -> None:
    papers, wish = house.timetable.papers, Wish(what, day=DAY)

    name, data = papers.render(inspection.id, wish)
    clock.now = datetime(2026, 12, 9, 9, tzinfo=UTC)

    assert papers.render(inspection.id, wish) == (name, data)
    assert name == f"borsetshire-timetable-{what.value.replace(' ', '-')}-2026-12-03-issue-2.pdf"
    assert list(findings_of(data, tmp_path)) == []
    words = words_of(data)
    for said in ("issue 2", "as of Wed 2 Dec 19:00", "Borsetshire · Standard inspection", "Page 1 of"):
        assert said in words
    assert "Secret blocker" not in words
    assert "private note" not in words


def test_that_what_changed_is_said_in_words(house, inspection, filled) -> None:
    papers = house.timetable.papers
    worker = filled["people"][2]

    board = words_of(papers.render(inspection.id, Wish(What.DAY, day=DAY))[1])
    page = words_of(papers.render(inspection.id, Wish(What.PERSON, person_id=worker.id))[1])
    card = words_of(papers.render(inspection.id, Wish(What.CUE_CARDS, day=DAY))[1])

    assert "was 09:30, was Room 2" in board
    assert "Changed since issue 1" in page
    assert "moves from 09:30 to 11:00" in page
    assert "Moved in issue 2 from 09:30, Room 2, Civic Centre." in card
    assert "In issue 1 first, not moved since." in card


def test_that_a_door_sign_has_no_case_code_unless_it_is_asked_for(house, inspection, filled) -> None:
    papers, sign = house.timetable.papers, Wish(What.PLACE, day=DAY)

    plain = words_of(papers.render(inspection.id, sign)[1])
    asked = words_of(papers.render(inspection.id, replace(sign, shows_codes=True))[1])

    assert ("C-014" in plain, "Case session" in plain, "C-014" in asked) == (False, True, True)


def test_that_the_draft_is_marked_and_a_day_without_slots_says_so(house, inspection, filled) -> None:
    name, data = house.timetable.papers.render(
        inspection.id, Wish(What.DAY, day=date(2026, 12, 5), is_draft=True)
    )

    assert name == "borsetshire-timetable-day-2026-12-05-DRAFT.pdf"
    words = words_of(data)
    assert "DRAFT – not issued" in words
    assert "Nothing is planned on Saturday 5 December." in words


def test_that_overlapping_slots_lie_side_by_side(house, inspection, filled) -> None:
    (page,) = house.timetable.papers.paper(inspection.id, Wish(What.DAY, day=DAY)).pages

    assert isinstance(page, BoardPage)
    lanes = {
        lane.name: [(each.title, each.column, each.columns) for each in lane.entries] for lane in page.lanes
    }
    assert lanes == {
        "Inspector B": [("C-014 records", 0, 1)],
        "Inspector C": [("Daily meeting", 0, 2), ("Short talk", 1, 2)],
    }


def test_that_twelve_lanes_take_two_pages_of_six(house, inspection, person) -> None:
    for number in range(12):
        who = person(f"X. Y{number}", Side.INSPECTORATE, known_as=f"Inspector {chr(65 + number)}")
        house.timetable.add(
            inspection.id,
            starts_at=at("10:00"),
            ends_at=at("11:00"),
            purpose="Talk",
            kind=SlotKind.MEETING,
            parts=[(who.id, PartKind.LEADS)],
        )

    paper = house.timetable.papers.paper(inspection.id, Wish(What.DAY, day=DAY, is_draft=True))

    named = [[lane.name[-1] for lane in page.lanes if lane.name.startswith("Insp")] for page in paper.pages]
    assert "".join(map("".join, named)) == "ABCDEFGHIJKL"
    assert [len(page.lanes) <= 8 for page in paper.pages] == [True, True]


def test_that_a_childs_identifier_is_never_printed(house, inspection, filled) -> None:
    with house.store.working("Take in a child") as session:
        session.add(ChildRecord(inspection_id=inspection.id, child_id="BOR-90417", code="C-014"))
    house.timetable.change(inspection.id, filled["talk"].uid, purpose="About BOR 90417")

    with pytest.raises(Explained, match="a child’s identifier"):
        house.timetable.papers.render(inspection.id, Wish(What.DAY, day=DAY, is_draft=True))


def test_that_the_workbook_holds_real_days_and_times_and_no_formula(house, inspection, filled) -> None:
    house.timetable.change(inspection.id, filled["talk"].uid, purpose='=HYPERLINK("http://x","y")')

    _, data = house.timetable.papers.render(inspection.id, Wish(What.DAY, Form.XLSX, day=DAY, is_draft=True))

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    rows = book.get_sheet_by_name("Timetable").to_python()
    assert rows[1][:4] == [DAY, time(9), time(9, 45), '=HYPERLINK("http://x","y")']
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert not any(re.search(rb"<f[ >]|<hyperlink", parts.read(name)) for name in parts.namelist())
        assert b"<pane " in parts.read("xl/worksheets/sheet1.xml")
        assert b"<autoFilter " in parts.read("xl/worksheets/sheet1.xml")


def test_that_a_full_disk_leaves_nothing_and_is_said_in_a_sentence(
    house, inspection, filled, tmp_path, monkeypatch
) -> None:
    real, calls = files.os.fsync, []

    def full(handle: int) -> None:
        calls.append(handle)
        if len(calls) > 2:
            raise OSError(errno.ENOSPC, "no room")
        real(handle)

    monkeypatch.setattr(files.os, "fsync", full)
    wishes = [Wish(What.DAY, form, day=DAY) for form in (Form.TXT, Form.XLSX)]

    with pytest.raises(Explained, match="The disk is full"):
        house.timetable.papers.write(inspection.id, wishes, tmp_path / "out")

    assert list((tmp_path / "out").iterdir()) == []


def test_that_writing_can_be_stopped_and_leaves_nothing(house, inspection, filled, tmp_path) -> None:
    class Stop(Exception):
        pass

    def progress(done: int, _total: int, _text: str) -> None:
        if done:
            raise Stop

    with pytest.raises(Stop):
        house.timetable.papers.write(
            inspection.id,
            [Wish(What.DAY, Form.TXT, day=DAY), Wish(What.WEEK, Form.TXT)],
            tmp_path / "out",
            on_progress=progress,
        )

    assert not (tmp_path / "out").exists()


def written(house, inspection, folder: Path, **wish) -> Path:
    (path,) = house.timetable.papers.write(inspection.id, [Wish(What.WEEK, Form.XLSX, **wish)], folder)
    return path


@pytest.mark.parametrize("is_draft", [False, True])
def test_that_our_own_workbook_comes_back_as_no_change(house, inspection, filled, tmp_path, is_draft) -> None:
    imports = house.timetable.imports

    drafts = imports.read(inspection.id, written(house, inspection, tmp_path, is_draft=is_draft))
    review = imports.review(inspection.id, drafts)

    assert drafts.is_own
    assert {change.fate for change in review.changes} == {Fate.SAME}
    assert (review.is_empty, review.refusals, review.clashes) == (True, (), ())
    with pytest.raises(Explained, match="nothing new"):
        imports.take(inspection.id, review)


def test_that_a_list_of_an_issue_leaves_alone_what_changed_in_the_draft_since(
    house, inspection, filled, tmp_path
) -> None:
    table = house.timetable
    path = written(house, inspection, tmp_path)
    table.move(inspection.id, filled["talk"].uid, starts_at=at("13:00"))
    table.add(
        inspection.id,
        starts_at=at("16:00"),
        ends_at=at("16:30"),
        purpose="Added since",
        kind=SlotKind.MEETING,
    )

    drafts = table.imports.read(inspection.id, path)
    kept = tuple(row for row in drafts.rows if row.uid != filled["same"].uid)
    review = table.imports.review(inspection.id, replace(drafts, rows=kept))

    assert [(each.title, each.fate) for each in review.changes if each.fate is not Fate.SAME] == [
        ("Short talk", Fate.REMOVED)
    ]
    table.imports.take(inspection.id, review)
    assert table.slot(inspection.id, filled["same"].uid).is_cancelled
    assert table.slot(inspection.id, filled["talk"].uid).starts_at == at("13:00")


def test_that_naughty_strings_come_back_the_same(shared_data, tmp_path) -> None:
    strings = json.loads((shared_data / "strings" / "blns.json").read_text(encoding="utf-8"))
    texts = [words for text in strings if one_line(text) and len(words := " ".join(text.split())) <= 300]
    draft = [
        Slot(
            f"{number:032x}", at("09:00"), at("10:00"), text, SlotKind.MEETING, place=text, case_code="C-014"
        )
        for number, text in enumerate(texts)
    ]
    about = dict.fromkeys(("title", "authority", "inspection_title", "edition", "covers", "empty_says"), "x")
    data = xlsx_bytes(listing_of(map(listed, draft), **about, number=None, as_of=at("08:00")))
    (tmp_path / "naughty.xlsx").write_bytes(data)

    drafts = read_here(tmp_path / "naughty.xlsx", DAY)
    plain = replace(drafts, rows=tuple(replace(row, place=None) for row in drafts.rows))
    changes = review_list(plain, draft, base=None, known=Known((), ()))

    assert len(texts) > 400
    assert [(change.title, change.what) for change in changes if change.fate is not Fate.SAME] == []
    assert drafts.refusals == ()
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert not any(re.search(rb"<f[ >]|<hyperlink", parts.read(name)) for name in parts.namelist())
