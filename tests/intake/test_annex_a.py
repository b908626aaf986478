from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilacs_desktop.domain.casefiles import ChildDraft, ListCount
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.intake.annex_a import read_annex_a
from ilacs_desktop.intake.annex_a.forms import load_forms
from ilacs_desktop.intake.annex_a.headings import list_number
from ilacs_desktop.intake.annex_a.values import age_band, age_on, as_date, is_blank, read_id
from ilacs_desktop.intake.bounded import run_bounded
from ilacs_desktop.paths import resources

FOLDER = resources() / "annex_a"
TODAY = date(2026, 12, 2)
FORMS = load_forms(FOLDER)
NEWEST = FORMS[-1]
SIX = [column.name for column in NEWEST.lists[6].columns]
EIGHT = [column.name for column in NEWEST.lists[8].columns]


def six(child="900101", **more):
    row = {
        "Child Unique ID": child,
        "Gender": "b) Female",
        "Ethnicity": "WBRI",
        "Date of Birth": "25/01/2015",
        "Age of Child (Years)": 11,
        "Does the Child have a Disability": "No",
        "CIN Start Date": "01/02/2025",
        "Primary Need Code": "N1",
        "Date Child Was Last Seen": "16/10/2026",
        "Case Status": "Child in need plan",
        "Allocated Team": "Duty",
        "Allocated Worker": "R. Malik",
    }
    row.update({name.replace("_", " "): value for name, value in more.items()})
    return [row.get(name, "") for name in SIX]


def workbook(tmp_path, **sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(row)
    path = tmp_path / "annex-a.xlsx"
    book.save(path)
    return path


def read(*paths: Path):
    return read_annex_a(list(paths), FOLDER, TODAY)


def said(findings):
    """Where and why, of each finding."""
    return [(finding.place, finding.reason) for finding in findings]


def test_that_every_edition_knows_its_eleven_lists():
    assert [(form.key, {n: len(f.columns) for n, f in form.lists.items()}) for form in FORMS] == [
        ("2019-08", {1: 7, 2: 8, 3: 11, 4: 12, 5: 14, 6: 14, 7: 17, 8: 34, 9: 13, 10: 16, 11: 19}),
        ("2024-01", {1: 7, 2: 8, 3: 11, 4: 12, 5: 14, 6: 14, 7: 17, 8: 34, 9: 17, 10: 16, 11: 19}),
    ]


def test_that_a_clean_row_becomes_a_child_without_birth_date_or_ethnicity(tmp_path):
    review = read(workbook(tmp_path, List_6=[SIX, six()]))

    assert review.children == (
        ChildDraft(
            "900101",
            ("child in need",),
            "Duty",
            "R. Malik",
            "10 to 15",
            (
                ("need_started_on", "2025-02-01"),
                ("primary_need", "N1 - Abuse or neglect"),
                ("last_seen_on", "2026-10-16"),
                ("case_status", "Child in need plan"),
            ),
            (6,),
        ),
    )
    assert review.lists == (ListCount(6, "Children in need", "List 6", 1, 1, 0, 0),)
    assert (review.problems, review.refusals) == ((), ())


def test_that_headings_are_found_below_titles_in_any_spelling(tmp_path):
    headings = [
        "CHILD ID",
        "sex",
        "Ethnic origin",
        "DOB",
        "Age",
        "Disability",
        "CIN start date ",
        "Primary need",
    ]
    headings += [
        "Last seen",
        "CIN Closure Date",
        "Reason for closure",
        "Case  status",
        "Team",
        "Social worker",
    ]
    rows = [["Borsetshire"], [], ["List 6: Children in Need"], headings, six(), [], six("900102")]

    review = read(workbook(tmp_path, CIN=rows))

    assert [child.child_id for child in review.children] == ["900101", "900102"]
    assert review.lists[0] == ListCount(6, "Children in need", "CIN", 2, 2, 0, 0)


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("Date_Child_Was_Last_Seen", "31/02/2026", "31/02/2026 is not a date"),
        ("Date_Child_Was_Last_Seen", "03/12/2026", "03/12/2026 lies in the future"),
        ("Date_Child_Was_Last_Seen", "some day", "a text is not a date"),
        ("Primary_Need_Code", "N77", "a text is not one of the codes"),
        ("Primary_Need_Code", "#N/A", "is blank"),
        ("Allocated_Team", "", "is blank"),
        ("Date_of_Birth", "01/01/1970", "is more than thirty years ago"),
    ],
)
def test_that_a_problem_is_told_with_its_place_and_the_row_is_taken(tmp_path, column, value, reason):
    review = read(workbook(tmp_path, List_6=[["Title"], SIX, six(), six("900102", **{column: value})]))

    assert said(review.problems) == [(f"List 6, row 4, column {column.replace('_', ' ')}", reason)]
    assert review.lists == (ListCount(6, "Children in need", "List 6", 2, 1, 1, 0),)
    assert len(review.children) == 2


@pytest.mark.parametrize(
    ("child", "reason"),
    [
        ("", "is blank"),
        ("Jane Example", "holds words instead of an ID; names are not taken in"),
        ("9" * 41, "is too long for an ID"),
        ("+cmd|'/c calc'!A0", "holds signs that no ID has"),
        ("<b>900101</b>", "holds signs that no ID has"),
    ],
)
def test_that_a_row_without_an_id_is_refused_and_no_name_comes_in(tmp_path, child, reason):
    review = read(workbook(tmp_path, List_6=[SIX, six(child)]))

    assert said(review.refusals) == [("List 6, row 2, column Child Unique ID", reason)]
    assert (review.children, review.lists[0].refused) == ((), 1)


def test_that_lists_are_held_against_one_another(tmp_path):
    seven = [column.name for column in NEWEST.lists[7].columns]
    known = dict(zip(SIX, six(), strict=True)) | {
        "Child Protection Plan Start Date": "01/03/2026",
        "Initial Category of Abuse": "a) Neglect",
        "Latest Category of Abuse": "Neglect",
        "Date of the Last Statutory Visit": "20/11/2026",
        "Was the Child Seen Alone?": "Y",
        "Number of Previous Child Protection Plans": 0,
        "Allocated Team": "Court 1",
    }
    emergency = next(name for name in seven if name.startswith("Subject to Emergency"))
    known[emergency] = "N"
    row = [known.get(name, "") for name in seven]
    stranger = [known.get(name, "") if name != "Child Unique ID" else "900999" for name in seven]

    review = read(workbook(tmp_path, List_6=[SIX, six()], List_7=[seven, row, stranger]))

    assert said(review.problems) == [
        (
            "List 6, row 2, column Case Status",
            "should be Child Protection plan, for List 7, row 2 has a plan that goes on",
        ),
        ("List 7, row 2, column Allocated Team", "another team than in List 6, row 2"),
        ("List 7, row 3, column Child Unique ID", "is not in List 6, which holds the whole caseload"),
    ]
    assert [(child.child_id, child.cohorts, child.team) for child in review.children] == [
        ("900101", ("child protection", "child in need"), "Court 1"),
        ("900999", ("child protection",), "Court 1"),
    ]


def test_that_one_row_a_child_is_asked_for_and_the_latest_counts(tmp_path):
    later = six(CIN_Start_Date="01/05/2026", Allocated_Team="Court 1")

    review = read(workbook(tmp_path, List_6=[SIX, six(), later]))

    assert said(review.problems) == [("List 6, row 3, column Child Unique ID", "the same ID stands in row 2")]
    assert [child.team for child in review.children] == ["Court 1"]


def test_that_hidden_and_strange_sheets_are_named_and_not_read(tmp_path):
    path = workbook(
        tmp_path, List_6=[SIX, six()], List_7=[["nothing", "of", "use"], [1, 2, 3]], Chart=[["x", 1]]
    )
    book = openpyxl.load_workbook(path)
    book.create_sheet("List 8").sheet_state = "hidden"
    book.save(path)

    assert read(path).notes == (
        "Sheet List 7 is called a list, but the headings of List 7 were not found; its 2 rows were not read.",
        "Sheet Chart is no list of Annex A and was not read (1 row).",
        "Sheet List 8 is hidden and was not read.",
        "Not in this file: lists 1, 2, 3, 4, 5, 7, 8, 9, 10, 11.",
    )


def test_that_what_stands_in_merged_cells_is_read_in_each_of_their_rows(tmp_path):
    path = workbook(tmp_path, List_6=[SIX, six(), six("", Case_Status=""), six("900103")])
    book = openpyxl.load_workbook(path)
    for column in ("A", "L"):
        book["List 6"].merge_cells(f"{column}2:{column}3")
    book.save(path)

    review = read(path)

    assert said(review.problems) == [("List 6, row 3, column Child Unique ID", "the same ID stands in row 2")]
    assert review.refusals == ()
    assert review.notes[0] == "List 6: what stands in merged cells was read in each of their rows (2)."


def test_that_one_csv_a_list_is_read_together(tmp_path):
    first, second = tmp_path / "list 6.csv", tmp_path / "list 9.csv"
    nine = [column.name for column in NEWEST.lists[9].columns]
    first.write_text("\n".join(",".join(map(str, row)) for row in (SIX, six())), encoding="utf-8")
    second.write_text(
        ",".join(f'"{name}"' for name in nine) + "\n900200" + "," * (len(nine) - 1), encoding="utf-8"
    )

    review = read(first, second)

    assert [(count.number, count.rows) for count in review.lists] == [(6, 1), (9, 1)]
    assert review.edition == "Annex A, with the four later care-leaver columns"


@pytest.mark.parametrize("name", ["sfdata-annexa-clean", "liia-tools", "liia-tools-pipeline"])
def test_that_every_public_workbook_is_read_and_its_sums_agree(shared_data, name):
    for path in sorted((shared_data / "annex-a" / name).glob("*.xls*")):
        review = read(path)

        assert [count.number for count in review.lists] == list(range(1, 12)), path.name
        assert all(c.rows == c.taken + c.with_problems + c.refused for c in review.lists)


def test_that_the_pages_of_the_template_are_named_in_one_line(shared_data):
    review = read(shared_data / "annex-a" / "sfdata-annexa-clean" / "2016-01-sample.xlsx")

    (note,) = review.notes
    assert note == (
        "The template's own pages hold no list and were not read: "
        "Front_Sheet, FAQ_and_changes, Guidance, Codes_used."
    )


def test_that_the_newest_sample_is_told_from_the_older(shared_data):
    newest = read(shared_data / "annex-a" / "liia-tools-pipeline" / "Annex_A_2024_Jan.xlsx")
    older = read(shared_data / "annex-a" / "liia-tools" / "Annex_A.xlsx")

    assert (newest.edition, older.edition) == (NEWEST.title, FORMS[0].title)
    assert (len(newest.children), newest.rows) == (48, 59)


def test_that_a_workbook_is_read_the_same_in_a_bounded_child(shared_data):
    path = shared_data / "annex-a" / "liia-tools" / "Annex_A.xlsx"

    assert run_bounded(read_annex_a, [path], FOLDER, TODAY) == read(path)


@pytest.mark.parametrize(
    "name", ["ofsted_csc_ilacs_overview.xlsx", "ofsted_csc_ilacs_history.csv", "Provider_data_lookup.csv"]
)
def test_that_a_table_of_something_else_is_refused(shared_data, name):
    with pytest.raises(Explained) as refusal:
        read(shared_data / "annex-a" / "ilacs-outcomes" / name)

    assert refusal.value.message == f"No list of Annex A was found in {name}."


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("05/03/2026", date(2026, 3, 5)),
        ("5.3.26", date(2026, 3, 5)),
        ("2026-03-05T00:00:00", date(2026, 3, 5)),
        ("05/03/2026 14:30", date(2026, 3, 5)),
        ("5th March 2026", date(2026, 3, 5)),
        ("05-Mar-26", date(2026, 3, 5)),
        ("46086", date(2026, 3, 5)),
        (46086.0, date(2026, 3, 5)),
        ("31/02/2011", None),
        ("13/13/2020", None),
        ("soon", None),
        (True, None),
    ],
)
def test_that_a_date_is_read_as_people_write_it(text, day):
    assert as_date(text) == day


@pytest.mark.parametrize("cell", ["", " ", "#N/A", "n/a", "-", "NULL", "\u00a0", "#REF!"])
def test_that_what_says_nothing_is_blank(cell):
    assert is_blank(cell)


def test_that_what_cannot_be_seen_is_neither_a_value_nor_part_of_one():
    assert [is_blank(cell) for cell in ("\u200b\ufeff", "\ufffe", " \u202e ", "\u202e9")] == [
        True,
        True,
        True,
        False,
    ]
    assert read_id("\ufeff9001\u200b01\u202e") == ("900101", "")


def test_that_an_id_keeps_its_noughts_and_loses_its_decimals():
    assert [read_id(cell)[0] for cell in ("00123", 123.0, " A 12 ", 9212044.0)] == [
        "00123",
        "123",
        "A 12",
        "9212044",
    ]


@pytest.mark.parametrize(
    ("born", "band"),
    [
        (date(2027, 3, 1), "unborn"),
        (date(2026, 6, 1), "under 1"),
        (date(2008, 12, 3), "16 to 17"),
        (date(2008, 12, 2), "18 and over"),
    ],
)
def test_that_a_birth_date_becomes_a_band(born, band):
    assert age_band(age_on(born, TODAY)) == band


def test_that_a_number_in_a_name_tells_the_list():
    names = [
        "List 6",
        "list_06",
        "Annex A - List 11 (adopters)",
        "List-1",
        "Wishlist 6",
        "Listing",
        "List 12",
    ]

    assert [list_number(name) for name in names] == [6, 6, 11, 1, None, None, None]


@given(
    st.dates(date(1990, 1, 1), TODAY),
    st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%d-%b-%Y", "%d.%m.%Y"]),
)
def test_that_a_written_date_comes_back_the_same(day, how):
    assert as_date(day.strftime(how)) == day


@settings(max_examples=30)  # each reads the editions from their files anew
@given(st.lists(st.sampled_from(["ok", "late", "nameless", "blank"]), max_size=12))
def test_that_no_row_is_ever_dropped(tmp_path_factory, rows):
    made = {
        "ok": lambda n: six(str(900100 + n)),
        "late": lambda n: six(str(900100 + n), Date_Child_Was_Last_Seen=TODAY + timedelta(days=1)),
        "nameless": lambda _: six(""),
        "blank": lambda _: [""] * len(SIX),
    }
    lines = [SIX, *(made[kind](number) for number, kind in enumerate(rows))]
    text = "\n".join(",".join(map(str, line)) for line in lines)
    path = tmp_path_factory.mktemp("rows") / "list 6.csv"
    path.write_text(text, encoding="utf-8")

    (count,) = read(path).lists

    assert (count.taken, count.with_problems, count.refused) == (
        rows.count("ok"),
        rows.count("late"),
        rows.count("nameless"),
    )
    assert count.rows == len(rows) - rows.count("blank")
