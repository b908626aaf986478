"""Requests leaving the house as lists, and coming in as lists, on a real store."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pdfua
import pytest
import python_calamine
import xlsxwriter
from sqlalchemy import select

from ilacs_desktop.domain.errors import Explained, Refusal
from ilacs_desktop.domain.info_requests import (
    InfoRequest,
    ItemState,
    OurStatus,
    RequestKind,
    TheirStatus,
)
from ilacs_desktop.domain.info_requests.exchange.tracker import Field
from ilacs_desktop.domain.info_requests.exchange.wishes import What, Wish
from ilacs_desktop.domain.inspection import Inspection
from ilacs_desktop.domain.listings import Form
from ilacs_desktop.domain.people import Side
from ilacs_desktop.domain.timetable.listing import Fate
from ilacs_desktop.intake.request_list import read_here
from ilacs_desktop.services.house import House, build
from ilacs_desktop.store.info_requests import (
    GivenItemRecord,
    GivenReceiptRecord,
    InfoRequestRecord,
    RequestItemRecord,
)
from tests.conftest import EVENING, KEY, TestClock, open_store

OWN = frozenset(
    {
        "id",
        "inspection_id",
        "version",
        "asked_by_id",
        "owner_id",
        "enquiry_id",
        "merged_into_id",
        "request_id",
    }
    | {"item_id", "supersedes_id", "superseded_by_id"}
)
"""What belongs to one store and is another number in the next."""


@dataclasses.dataclass
class Here:
    """One house with its inspection."""

    house: House
    inspection: Inspection
    clock: TestClock

    @property
    def requests(self) -> dict[str, InfoRequest]:
        return {row.ref: row for row in self.house.info_requests.all(self.inspection.id)}

    def review(self, path: Path, **more: Any) -> Any:
        return self.house.request_imports.review(self.inspection.id, read_here(path), **more)

    def write(self, folder: Path, what: What, form: Form = Form.XLSX, **more: Any) -> Path:
        return self.house.request_exports.write(self.inspection.id, [Wish(what, form, **more)], folder)[0]


@pytest.fixture(scope="module")
def houses(tmp_path_factory: pytest.TempPathFactory, opened_database: Path) -> Iterator[list[Here]]:
    """Three houses with the same people and an inspection each; the second gets its requests by lists only."""
    made = []
    for name in ("one", "two", "three"):
        folder = tmp_path_factory.mktemp(name)
        shutil.copy(opened_database, folder / "inspection.db")
        clock = TestClock()
        store = open_store(folder / "inspection.db", clock)
        house = build(store, clock, folder=folder, key=KEY)
        house.people.add("P. Marsh", Side.INSPECTORATE, known_as="Inspector B")
        house.people.add("Rashida Malik", Side.AUTHORITY)
        house.people.add("Jo Ames", Side.AUTHORITY)
        (inspection,) = house.inspections.all()
        house.enquiry.start(inspection.id, "Children missing from home")
        made.append(Here(house, inspection, clock))
    yield made
    for each in made:
        each.house.store.close()


@pytest.fixture(scope="module")
def full(houses: list[Here]) -> Here:
    """A day's requests: paused, with items, returned, merged, given twice with a receipt, withdrawn."""
    here = houses[0]
    requests, number = here.house.info_requests, here.inspection.id
    marsh, malik, ames = (
        next(each.id for each in here.house.people.all() if each.name == name)
        for name in ("P. Marsh", "Rashida Malik", "Jo Ames")
    )
    enquiry = here.house.enquiry.all(number)[0].id
    here.clock.now = EVENING - timedelta(hours=5, microseconds=-123456)
    data = requests.add(
        number,
        verbatim="Return interview data by 2pm?\nAll of it.",
        title="Return interview data",
        meaning="April to September",
        asked_by_id=marsh,
        owner_id=malik,
        enquiry_id=enquiry,
        kind="data",
        items=("April", "May – and “June”"),
        target_at=EVENING + timedelta(hours=2),
        promised_at=EVENING + timedelta(hours=1),
    )
    requests.set_item(data.items[0].id, ItemState.WAIVED, reason="not wanted")
    requests.pause(data.id, why="asked which months")
    here.clock.now = EVENING - timedelta(hours=4)
    requests.resume(data.id)
    policy = requests.add(number, verbatim='=HYPERLINK("http://x") policy', asked_by_id=marsh, owner_id=ames)
    again = requests.add(number, verbatim="the same policy, please")
    requests.merge(again.id, into_id=policy.id)
    gone = requests.add(number, verbatim="Who chairs the panel?", kind="clarification")
    requests.withdraw(gone.id, reason="they found it")
    _give(here, policy.id)
    here.clock.now = EVENING
    return here


def _give(here: Here, request_id: int) -> None:
    """As it came to be: recorded as given, replaced by a second version, and a receipt for that."""
    with here.house.store.working("Give") as session:
        record = session.get(InfoRequestRecord, request_id)
        record.ours, record.theirs, record.given_at = OurStatus.CLEARED, TheirStatus.GIVEN, here.clock.now
        before = None
        for version in ("1", "2"):
            line = GivenItemRecord(
                inspection_id=here.inspection.id,
                request_id=request_id,
                title=record.title,
                file_name="+policy.pdf",
                version_label=version,
                sha256=version * 64,
                size_bytes=1234,
                as_of=EVENING.date(),
                cleared_by="R. Malik",
                given_by="K. Boyle",
                given_to="Inspector B",
                how="sharing site",
                given_at=here.clock.now,
                review_on=EVENING.date() + timedelta(days=30),
                supersedes_id=before,
            )
            session.add(line)
            session.flush()
            before = line.id
        session.add(
            GivenReceiptRecord(
                given_item_id=before, received_at=here.clock.now, what="an e-mail", noted_by="K."
            )
        )


def bare(row: Any) -> Any:
    """A row without what belongs to one store only."""
    if dataclasses.is_dataclass(row) and not isinstance(row, type):
        return {f.name: bare(getattr(row, f.name)) for f in dataclasses.fields(row) if f.name not in OWN}
    return tuple(map(bare, row)) if isinstance(row, tuple) else row


def cells_of(path: Path, sheet: int = 0) -> list[dict[str, Any]]:
    rows = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(sheet).to_python()
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


@pytest.mark.parametrize("form", [Form.XLSX, Form.CSV])
def test_that_a_list_taken_in_where_it_came_from_changes_nothing(
    full: Here, tmp_path: Path, form: Form
) -> None:
    full.clock.now = EVENING + timedelta(minutes=7)
    try:
        review = full.review(full.write(tmp_path, What.ALL, form))
    finally:
        full.clock.now = EVENING

    assert (review.is_own, review.is_empty, review.refusals) == (True, True, ())
    assert {change.fate for change in review.changes} == {Fate.SAME}
    assert all(change.what == () for change in review.changes)


def test_that_a_workbook_taken_in_elsewhere_is_the_same_without_loss(
    full: Here, houses: list[Here], tmp_path: Path
) -> None:
    there = houses[1]
    path = full.write(tmp_path, What.ALL)

    taken = there.house.request_imports.take(there.inspection.id, there.review(path))

    assert dataclasses.astuple(taken) == (4, 0, 2)
    assert {ref: bare(row) for ref, row in there.requests.items()} == {
        ref: bare(row) for ref, row in full.requests.items()
    }
    given = [here.house.info_requests.given(here.inspection.id) for here in (full, there)]
    assert bare(given[1]) == bare(given[0])
    newest = given[1][0]
    assert (newest.version_label, newest.receipt, newest.supersedes_id) == ("2", "an e-mail", given[1][1].id)
    assert there.requests["IR-003"].merged_into_id == there.requests["IR-002"].id
    assert there.review(path).is_empty


def test_that_a_workbook_has_real_dates_a_frozen_head_filters_and_no_formula(
    full: Here, tmp_path: Path
) -> None:
    path = full.write(tmp_path, What.LIVE)

    rows = cells_of(path)
    with zipfile.ZipFile(path) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        styles = book.read("xl/styles.xml").decode()
    assert rows[0]["Asked at"] == datetime(2026, 12, 2, 13, 40)  # noqa: DTZ001 - as Excel has it
    assert [row["Ref"] for row in rows] == [
        row.ref for row in full.house.info_requests.live(full.inspection.id)
    ]
    assert 'state="frozen"' in sheet
    assert "<autoFilter" in sheet
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert 'quotePrefix="1"' in styles
    assert path.read_bytes() == full.write(tmp_path / "again", What.LIVE).read_bytes()


def test_that_naughty_strings_come_through_every_list_and_back_byte_for_byte(
    houses: list[Here], tmp_path: Path, shared_data: Path
) -> None:
    strings = json.loads((shared_data / "strings" / "blns.json").read_text(encoding="utf-8"))
    strings += [
        "a\r\nb\rc",
        "_x0041_",
        "\ufffe\uffff",
        "\x00 nul",
        "'apostrophe",
        "''",
        " white ",
        "long " * 9000,
    ]
    strings = [each for each in strings if each.strip()]
    csv.field_size_limit(1_000_000)
    here, there = houses[2], houses[1]
    with here.house.store.working("Take down") as session:
        session.add_all(
            InfoRequestRecord(
                inspection_id=here.inspection.id, number=1000 + at, verbatim=text, title=text, meaning=text,
                source=text, group=text[:200], asked_of=text[:300], returned_reason=text, owner_role=text[:200],
                asked_how=text[:60], cleared_by=text[:200], tonight_note=text, asked_at=EVENING,
                moved_at=EVENING, items=[RequestItemRecord(what=text, returned_reason=text)], pauses=[],
            )
            for at, text in enumerate(strings)
        )  # fmt: skip
        session.flush()
        session.add_all(
            GivenItemRecord(
                inspection_id=here.inspection.id, request_id=record.id, title=record.title,
                file_name=record.title, version_label=record.title[:60], how=record.title[:200],
                given_to=record.title[:200], given_by=record.title[:200], cleared_by=record.title[:200],
                given_at=EVENING,
            )
            for record in session.scalars(select(InfoRequestRecord).where(InfoRequestRecord.number % 5 == 0))
            if record.number >= 1000
        )  # fmt: skip
    before = {ref: row for ref, row in here.requests.items() if row.number >= 1000}
    given = here.house.info_requests.given(here.inspection.id)
    ids = tuple(row.id for row in before.values())
    paths = {form: here.write(tmp_path, What.ALL, form, ids=ids) for form in (Form.XLSX, Form.CSV)}
    for form in (Form.PDF, Form.TXT):
        here.write(tmp_path, What.ALL, form, ids=ids[::5])

    shown = {row["In their words"] for row in cells_of(paths[Form.XLSX])}
    plain = [each for each in strings if len(each) < 32_000 and "\ufffe" not in each]
    assert [each for each in plain if each not in shown] == []
    with paths[Form.CSV].open(encoding="utf-8-sig", newline="") as file:
        listed = list(csv.DictReader(file))
    assert not [
        row for row in listed for cell in row.values() if cell.lstrip().startswith(tuple("=+-@＝＋－＠"))
    ]
    words = {row["In their words"] for row in listed}
    assert [each for each in plain if each not in words and f"'{each}" not in words] == []
    for form in (Form.CSV, Form.XLSX):
        review = here.review(paths[form])
        lines = len(strings) + (len(given) if form is Form.XLSX else 0)
        assert (review.is_empty, review.refusals, review.count(Fate.SAME)) == (True, (), lines)

    taken = there.house.request_imports.take(there.inspection.id, there.review(paths[Form.XLSX]))

    after = {ref: row for ref, row in there.requests.items() if row.number >= 1000}
    assert (taken.added, taken.given, len(after)) == (len(strings), len(given), len(strings))
    there_too = there.house.info_requests.given(there.inspection.id)
    assert bare(there_too[: len(given)]) == bare(given)
    assert [ref for ref in before if bare(after[ref]) != bare(before[ref])] == []


TRACKER = (
    ("Borsetshire ILACS", "", "", "", "", "", "", "", "", "OFFICIAL"),
    ("", "", "", "", "", "", "", "", "", ""),
    ("No.", "Date", "Time", "Request", "Inspector", "Lead Officer", "Deadline", "RAG", "Theme", "Comments"),
    (1, datetime(2026, 12, 2), 10.5 / 24, "Missing protocol", "B", "R Malik", "3/12/26 2pm", "Sent",  # noqa: DTZ001 - as Excel has it
     "children missing from home", "with AD"),
    (2, "Wed 2 Dec", "", "=1+1 Audit of strategy meetings\n(last 6 months)", "Inspector B", "Jo Ames", "cop Thu 3rd December",
     "Amber", "", ""),
    ("", "", "", "", "", "", "", "", "", ""),
    (3, "31/02/2026", "", "No such day", "", "", "", "", "", ""),
    (4, "02/12/2026", "", "", "B", "", "", "", "", ""),
    (5, "02/12/2026", "half past", "No such time", "", "", "", "", "", ""),
    ("No.", "Date", "Time", "Request", "Inspector", "Lead Officer", "Deadline", "RAG", "Theme", "Comments"),
    (6, 46358.4375, "", "Supervision policy", "Inspector Z", "T. Nobody", "ASAP", "purple", "", ""),
    (7, "02/12/2026", "", "Missing   PROTOCOL", "", "", "", "", "", ""),
    ("Total", "", "", "", "", "", "", "", "", ""),
)  # fmt: skip


def tracker(path: Path, rows: Any = TRACKER) -> Path:
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    page = book.add_worksheet("Day 3")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, datetime):
                page.write_datetime(at, column, cell, day)
            elif cell != "":
                page.write(at, column, cell)
    book.add_worksheet("Old").hide()
    book.close()
    return path


def test_that_a_tracker_of_anybodys_is_read_reviewed_taken_in_and_known_again(
    house: House, inspection: Inspection, person: Any, tmp_path: Path
) -> None:
    person("P. Marsh", Side.INSPECTORATE, known_as="Inspector B")
    person("Rashida Malik")
    person("Jo Ames")
    house.enquiry.start(inspection.id, "Children missing from home")
    imports = house.request_imports
    raw = imports.read(tracker(tmp_path / "tracker.xlsx"))
    mapped, is_remembered = imports.suggested(raw.tables[0])

    review = imports.review(inspection.id, raw, mapped=mapped)

    assert not is_remembered
    assert mapped == (
        Field.THEIR_REF, Field.ASKED_ON, Field.ASKED_TIME, Field.TITLE, Field.ASKED_BY, Field.OWNER,
        Field.TARGET_ON, Field.STATUS, Field.ENQUIRY, Field.NOTE,
    )  # fmt: skip
    assert review.notes == ("Sheet Old is hidden and was not read.",)
    assert review.refusals == (
        Refusal("Day 3, row 7, column Date", "31/02/2026 is not a day"),
        Refusal("Day 3, row 8, column Request", "what was asked is blank"),
        Refusal("Day 3, row 9, column Time", "“half past” is not a time, such as 14:00"),
    )
    assert [(change.fate, change.row, change.title, change.what) for change in review.changes] == [
        (Fate.ADDED, "Day 3, row 4", "Missing protocol",
         ("asked Wed 2 Dec 10:30", "by Inspector B", "owner R. Malik", "cleared, given", "due Thu 3 Dec 14:00",
          "when it was given is not said: taken as now")),
        (Fate.ADDED, "Day 3, row 5", "=1+1 Audit of strategy meetings",
         ("asked Wed 2 Dec 09:00", "by Inspector B", "owner J. Ames", "gathering, not given", "due Thu 3 Dec 17:00")),
        (Fate.WAITING, "Day 3, row 11", "Supervision policy",
         ("asked Wed 2 Dec 10:30",
          "not known: asked by “Inspector Z”, owner “T. Nobody”",
          "RAG “purple” is not known: not taken", "Deadline says “ASAP”: no time is taken")),
        (Fate.KEPT, "Day 3, row 12", "Missing PROTOCOL", ("the same as Day 3, row 4",)),
    ]  # fmt: skip

    imports.take(inspection.id, imports.review(inspection.id, raw, mapped=mapped, without_unknown=True))

    rows = house.info_requests.live(inspection.id)
    assert {(row.ref, row.title, row.owner, row.ours, row.theirs) for row in rows} == {
        ("IR-001", "Missing protocol", "R. Malik", OurStatus.CLEARED, TheirStatus.GIVEN),
        ("IR-002", "=1+1 Audit of strategy meetings", "J. Ames", OurStatus.GATHERING, TheirStatus.NOT_GIVEN),
        ("IR-003", "Supervision policy", "", OurStatus.CAPTURED, TheirStatus.NOT_GIVEN),
    }
    second = next(row for row in rows if row.ref == "IR-002")
    assert second.verbatim == "=1+1 Audit of strategy meetings\n(last 6 months)"
    third = next(row for row in rows if row.ref == "IR-003")
    (born,) = house.info_requests.history(third.id)
    assert born.what == "taken in from tracker.xlsx"
    assert born.why == (
        "Day 3, row 11\nNot known here: asked by “Inspector Z”, owner “T. Nobody”.\nIts number there was 6."
    )
    assert imports.suggested(raw.tables[0]) == (mapped, True)
    assert imports.review(inspection.id, raw, without_unknown=True).is_empty


def test_that_what_was_changed_in_a_list_of_ours_is_changed_here_unless_both_were(
    house: House, inspection: Inspection, person: Any, tmp_path: Path
) -> None:
    person("Rashida Malik")
    requests, imports = house.info_requests, house.request_imports
    one = requests.add(inspection.id, verbatim="The rota", kind=RequestKind.LIST)
    two = requests.add(inspection.id, verbatim="The plan", meaning="of this year")
    path = house.request_exports.write(inspection.id, [Wish(What.OPEN, Form.CSV)], tmp_path)[0]
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["Owner"], row["What we take it to mean"] = "R Malik", "of last year"
        row["In their words"], row["Promised for"] = "Another word", "2026-12-03 10:00"
        row["Minutes left"] = "7"
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0], delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8")
    requests.change(two.id, meaning="of next year")

    review = imports.review(inspection.id, read_here(path))

    assert [
        (change.fate, change.ref, change.what)
        for change in sorted(review.changes, key=lambda change: change.ref)
    ] == [
        (
            Fate.CHANGED,
            ref,
            (
                *changed,
                "owner: none → “R. Malik”",
                "promised for: none → Thu 3 Dec 10:00",
                *both,
                "“In their words” is not changed by a list",
            ),
        )
        for ref, changed, both in (
            (one.ref, ("meaning: none → “of last year”",), ()),
            (two.ref, (), ("meaning: “of last year” in the list, “of next year” here by now",)),
        )
    ]

    requests.change(one.id, title="The duty rota")
    with pytest.raises(Explained, match="has changed since"):
        imports.take(inspection.id, review)
    imports.take(inspection.id, imports.review(inspection.id, read_here(path)))

    assert [
        (row.title, row.meaning, row.owner, row.verbatim, row.ours)
        for row in sorted(requests.open(inspection.id), key=lambda row: row.ref)
    ] == [
        ("The duty rota", "of last year", "R. Malik", "The rota", OurStatus.ASSIGNED),
        ("of this year", "of next year", "R. Malik", "The plan", OurStatus.ASSIGNED),
    ]


def test_that_a_line_for_coming_back_that_was_changed_by_hand_is_refused(
    house: House, inspection: Inspection, tmp_path: Path
) -> None:
    house.info_requests.add(inspection.id, verbatim="The rota")
    path = house.request_exports.write(inspection.id, [Wish(What.OPEN, Form.CSV)], tmp_path)[0]
    text = path.read_text("utf-8-sig")
    broken = {
        text.replace('""edition"":1', '""edition"":2'): "it was written by a newer edition",
        re.sub(
            r'""asked_at"":""[^"]*""', '""asked_at"":""2026-12-02T10:00:00""', text
        ): "a time without a zone",
        re.sub(
            r'""kind"":""[^"]*""', '""kind"":7', text.replace('""title""', '""kind"":7,""title""')
        ): "by hand",
        text.replace('""verbatim"":""The rota""', '""verbatim"":"" ""'): "a request that cannot be",
        text.replace('{""edition', '{""edition"":[[[,""'): "by hand",
    }

    for content, why in broken.items():
        path.write_text(content, encoding="utf-8")
        review = house.request_imports.review(inspection.id, read_here(path))

        assert [change.fate for change in review.changes] == []
        (refusal,) = review.refusals
        assert refusal.place.endswith("row 2, column For coming back")
        assert why in refusal.reason


def test_that_a_long_list_is_several_files_on_paper_and_every_list_can_be_written(
    full: Here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ilacs_desktop.services.info_requests.exports.PDF_ROWS", 40)
    exports, number = full.house.request_exports, full.inspection.id
    heard = []

    written = exports.write(
        number,
        [Wish(what, Form.TXT) for what in What] + [Wish(What.STAGED, Form.PDF)],
        tmp_path,
        on_progress=lambda done, total, text: heard.append((done, total, text)),
    )

    assert [path.name for path in written] == [
        *(f"borsetshire-{what.slug}-2026-12-02.txt" for what in What),
        "borsetshire-staged-requests-2026-12-02-part-1-of-2.pdf",
        "borsetshire-staged-requests-2026-12-02-part-2-of-2.pdf",
    ]
    assert heard[-1] == (9, 9, "")
    text = written[1].read_text("utf-8")
    outcomes = pdfua.validate(str(written[-1])).outcomes
    assert [finding for outcome in outcomes for finding in outcome.findings] == []
    assert "IR-001 · Return interview data · asked at Wed 2 Dec 13:40 · Inspector B · R. Malik" in text
    with pytest.raises(Explained, match="No format was chosen"):
        exports.write(number, [], tmp_path)
