from datetime import date, time

import openpyxl
import pytest

from ilacs_desktop.domain.errors import Explained, Refusal
from ilacs_desktop.domain.people import PeopleDrafts, PersonDraft, PlaceDraft, Side
from ilacs_desktop.intake.people_list import read_here, read_people_list


def csv(tmp_path, text, name="staff.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_that_a_list_with_a_title_row_and_its_own_headings_is_read(tmp_path):
    path = csv(
        tmp_path,
        "Borsetshire staff,,,,\n"
        "Forename,Surname,Job Title,Service Area,E-mail Address\n"
        "Rashida,Malik,Team manager,Court 1,r.malik@borset.example\n"
        ",,,,\n"
        "Kit,Boyle,Social worker,,n/a\n",
    )

    assert read_people_list(path) == PeopleDrafts(
        "staff.csv",
        people=(
            PersonDraft(
                "Rashida Malik",
                "staff, row 3",
                role="Team manager",
                team="Court 1",
                email="r.malik@borset.example",
            ),
            PersonDraft("Kit Boyle", "staff, row 5", role="Social worker"),
        ),
    )


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("Ofsted", Side.INSPECTORATE),
        ("council", Side.AUTHORITY),
        ("Police", Side.PARTNER),
        ("Local authority", Side.AUTHORITY),
    ],
)
def test_that_a_side_is_understood(tmp_path, words, side):
    drafts = read_here(csv(tmp_path, f"name,side,role\nP. Marsh,{words},x\n"))

    assert drafts.people[0].side is side


def test_that_an_inspector_by_role_is_of_the_inspectorate(tmp_path):
    assert (
        read_here(csv(tmp_path, "name,role\nP. Marsh,Lead inspector\n")).people[0].side is Side.INSPECTORATE
    )


@pytest.mark.parametrize(
    ("hours", "both"),
    [
        ("08:30-16:30", (time(8, 30), time(16, 30))),
        ("9am to 5.30pm", (time(9), time(17, 30))),
        ("10 – 14:00", (time(10), time(14))),
    ],
)
def test_that_hours_are_read_as_people_write_them(tmp_path, hours, both):
    (person,) = read_here(csv(tmp_path, f'name,role,hours\nA B,x,"{hours}"\n')).people

    assert (person.works_from, person.works_until) == both


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",Social worker,,", "column name is blank"),
        ("A B,x,not-an-address,", "column email is not an address"),
        ("A B,x,,sometimes", "column hours does not say from when to when, as in 09:00-17:00"),
        ("A B,x,,17:00-09:00", "hours end at 09:00 before they start at 17:00"),
        ("12345,x,,", "12345 is not a name"),
    ],
)
def test_that_a_row_that_cannot_be_taken_is_refused_with_place_and_reason(tmp_path, row, reason):
    drafts = read_here(csv(tmp_path, f"name,role,email,hours\n{row}\n"))

    assert (drafts.people, drafts.refusals) == ((), (Refusal("staff, row 2", reason),))


def test_that_people_and_places_come_from_one_workbook(tmp_path):
    path = tmp_path / "all.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "Staff"
    book.active.append(["Name", "Role", "From", "Until"])
    book.active.append(["Rashida Malik", "Manager", time(8), time(16)])
    rooms = book.create_sheet("Rooms")
    rooms.append(["Room", "Building", "Seats"])
    rooms.append(["Room 2", "Castle House", 8])
    book.create_sheet("Old").sheet_state = "hidden"
    book.create_sheet("Notes").append(["Only words here"])
    book.save(path)

    assert read_here(path) == PeopleDrafts(
        "all.xlsx",
        people=(
            PersonDraft(
                "Rashida Malik", "Staff, row 2", role="Manager", works_from=time(8), works_until=time(16)
            ),
        ),
        places=(PlaceDraft("Room 2", "Rooms, row 2", "Castle House", 8),),
        notes=(
            "Sheet Old is hidden and was not read.",
            "Sheet Notes is no list of people or places and was not read.",
        ),
    )


def test_that_a_file_without_a_list_is_refused(tmp_path):
    with pytest.raises(Explained, match="No list of people or places"):
        read_people_list(csv(tmp_path, "just,some\nwords,here\n"))


def test_that_a_list_says_when_an_inspector_is_on_site_and_what_cannot_be_is_refused(tmp_path):
    path = csv(
        tmp_path,
        "Name,Role,Side,First day on site,Last day\n"
        "Paula Marsh,HMI,Ofsted,01/12/2026,4 December 2026\n"
        "Ama Osei,Analyst,Council,01/12/2026,\n"
        "Otto Reed,HMI,Ofsted,04/12/2026,01/12/2026\n"
        "Sia Holt,HMI,Ofsted,soon,\n",
    )

    read = read_here(path)

    assert read.people == (
        PersonDraft(
            "Paula Marsh",
            "staff, row 2",
            Side.INSPECTORATE,
            role="HMI",
            on_site_from=date(2026, 12, 1),
            on_site_until=date(2026, 12, 4),
        ),
    )
    assert read.refusals == (
        Refusal("staff, row 3", "only an inspector has days on site, and column side does not say inspector"),
        Refusal("staff, row 4", "the last day on site is before the first"),
        Refusal("staff, row 5", "column on site from: a text is not a date"),
    )
