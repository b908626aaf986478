"""``people``, ``places``, ``cases`` and their imports on a whole house: what is printed, and as JSON."""

from __future__ import annotations

import argparse
import io
import json
from datetime import date, timedelta

import pytest

from ilacs_desktop.cli import casefiles, people
from ilacs_desktop.cli.output import Output
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.intake.annex_a import read_annex_a
from ilacs_desktop.intake.sheets import read_sheets
from ilacs_desktop.paths import resources

STAFF = (
    "name,side,role,team,email\n"
    "Rashida Malik,council,Social worker,Duty,r@borset.example\n"
    "P. Marsh,ofsted,Inspector,,\n"
)
SIX = (
    "Child Unique ID,Gender,Ethnicity,Date of Birth,Age,Does the Child have a Disability,CIN Start Date,"
    "Primary Need Code,Date Child Was Last Seen,CIN Closure Date,Reason for Closure,Case Status,"
    "Allocated Team,Allocated Worker\n"
    "900101,F,WBRI,25/01/2015,11,N,01/02/2025,N1,16/10/2026,,,c,Duty,R. Malik\n"
    ",F,WBRI,25/01/2015,11,N,01/02/2025,N1,16/10/2026,,,c,Duty,R. Malik\n"
)


@pytest.fixture
def say(house, inspection, tmp_path):
    """Says a command and gives back what it prints."""
    (tmp_path / "staff.csv").write_text(STAFF, encoding="utf-8")
    (tmp_path / "list 6.csv").write_text(SIX, encoding="utf-8")
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers()
    imports = commands.add_parser("import").add_subparsers()
    for room in (people, casefiles):
        room.register(commands)
        room.register_import(imports)

    def run(*words: str, as_json: bool = False) -> str:
        args = parser.parse_args([word.replace("TMP", str(tmp_path)) for word in words])
        args.inspection = inspection.id
        stream = io.StringIO()
        args.deed(house, args, Output(as_json, stream))
        return stream.getvalue()

    return run


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory):
    """The list of children as it is read, once for all tests: plain values, which no test can change."""
    path = tmp_path_factory.mktemp("lists") / "list 6.csv"
    path.write_text(SIX, encoding="utf-8")
    return read_annex_a([path], resources() / "annex_a", date(2026, 12, 2), date(2026, 11, 23))


@pytest.fixture
def filled(say, house, inspection, person, reviewed):
    """The same, with staff and one child taken in."""
    person("Rashida Malik", role="Social worker", team="Duty", email="r@borset.example")
    person("P. Marsh", "inspectorate", role="Inspector")
    house.casefiles.import_annex_a(inspection.id, reviewed)
    return say


def test_that_a_review_prints_and_stores_nothing(say, house, inspection):
    staff = say("import", "people", "TMP/staff.csv", "--review")
    annex = json.loads(say("import", "annex-a", "TMP/list 6.csv", "--review", as_json=True))

    assert staff == "staff.csv: 2 new, 0 changed, 0 no change, 0 refused.\nNothing was stored.\n"
    assert annex["lists"] == [
        {
            "list": 6,
            "title": "Children in need",
            "sheet": "list 6",
            "rows": 2,
            "taken": 1,
            "with_problems": 0,
            "refused": 1,
        }
    ]
    assert annex["refused"] == [
        {
            "place": "List 6, row 3, column Child Unique ID",
            "list": 6,
            "row": 3,
            "column": "Child Unique ID",
            "value": "blank",
            "reason": "is blank",
            "rule": "blank",
        }
    ]
    assert (house.people.all(), house.casefiles.children(inspection.id)) == ((), ())


def test_that_an_import_says_what_it_took(say):
    say("import", "people", "TMP/staff.csv")

    words = say("import", "annex-a", "TMP/list 6.csv").splitlines()

    assert words[0] == "list 6.csv · Annex A, August 2019 template"
    assert words[-2:] == [
        "  refused: List 6, row 3, column Child Unique ID: is blank",
        "1 child new, 0 changed, 0 the same.",
    ]


def test_that_a_child_is_chosen_planned_and_debriefed(filled):
    assert filled("cases", "choose", "900101", "--reason", "Sampled") == "C-001 is child 900101.\n"
    planned = filled("cases", "plan", "c-001", "--start", "2026-12-02T09:30", "--inspector", "P. Marsh")
    sessions = filled("cases", "sessions").splitlines()
    filled("cases", "debrief", "C-001", "--liked", "Clear")
    after = json.loads(filled("cases", "sessions", as_json=True))

    assert planned == "C-001: 09:30, P. Marsh with R. Malik.\n"
    assert sessions[-1].split("  ")[-1] == "ended 8 h 10 ago, not debriefed"
    assert [(each["case"], each["state"], each["worker"]) for each in after] == [
        ("C-001", "debriefed", "R. Malik")
    ]


def test_that_a_card_says_what_a_reader_will_notice(filled):
    assert filled("cases", "card", "900101").splitlines() == [
        "900101 · child in need",
        "  Child ID: 900101",
        "  Team: Duty",
        "  Worker: R. Malik",
        "  Age: 10 to 15",
        "  Weak spot: not seen for 47 days",
        "  Last seen: 47 days ago, expected every 42 days, overdue",
        "Inspectors can see this (list 6.csv):",
        "  In need since: 1 Feb 2025, 669 days ago",
        "  Primary need: N1 - Abuse or neglect",
        "  Last seen: 16 Oct 2026, 47 days ago",
        "  Case status: Child in need plan",
        "What touches it; inspectors do not see this:",
        "  Nothing yet.",
    ]


def test_that_a_concern_is_raised_and_listed(filled):
    filled("people", "add", "A. Okoro", "--role", "Assistant director")
    words = ("No visit since the injury", "--by", "P. Marsh", "--owner", "A. Okoro", "--child", "900101")

    raised = filled("cases", "concern", *words, "--at", "2026-12-02T18:00")
    (listed,) = json.loads(filled("cases", "concerns", as_json=True))

    assert raised == "CC-01 is raised; A. Okoro owns it.\n"
    assert (listed["ref"], listed["child"], listed["next"], listed["what"]) == (
        "CC-01",
        "C-001",
        "acknowledge",
        "",
    )
    assert filled("cases", "concerns").splitlines()[-1].endswith("Restricted to A. Okoro")


def test_that_a_concern_is_taken_to_its_close_and_its_readers_named(filled):
    filled("people", "add", "A. Okoro", "--role", "Assistant director")
    filled("people", "add", "K. Boyle", "--role", "Coordinator")
    filled(
        "cases", "concern", "No visit", "--by", "P. Marsh", "--owner", "A. Okoro", "--at", "2026-12-02T18:00"
    )

    named = filled("cases", "concern-people", "cc-01", "--deputy", "R. Malik", "--reader", "K. Boyle")
    said = [
        filled("cases", "concern-step", "CC-01", *words).strip()
        for words in (
            ("acknowledge", "--who", "A. Okoro", "--at", "2026-12-02T18:10"),
            ("act", "--action", "Visited"),
            ("report-back",),
            ("close",),
        )
    ]
    (listed,) = json.loads(filled("cases", "concerns", as_json=True))

    assert named == "CC-01: Restricted to A. Okoro, R. Malik and K. Boyle.\n"
    assert said == [
        "CC-01: said 40 min ago, no action recorded.",
        "CC-01: said 40 min ago, not reported back.",
        "CC-01: said 40 min ago, reported back, not closed.",
        "CC-01: closed after 40 min.",
    ]
    assert (listed["what"], listed["action"], listed["acknowledged_by"], listed["due_at"]) == (
        "No visit",
        "Visited",
        "A. Okoro",
        None,
    )


def test_that_people_and_places_are_listed(filled):
    filled("places", "add", "Room 2", "--site", "Castle House", "--capacity", "8")

    people_rows = json.loads(filled("people", "list", "--side", "inspectorate", as_json=True))
    places = filled("places", "list").splitlines()

    assert [row["name"] for row in people_rows] == ["P. Marsh"]
    assert places[-1] == "1    Room 2  Castle House  8"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("cases", "card", "900999"), "There is no child 900999"),
        (
            ("cases", "plan", "C-009", "--start", "2026-12-03T09:30", "--inspector", "P. Marsh"),
            "no session of C-009",
        ),
        (
            ("cases", "concern", "x", "--by", "Nobody", "--owner", "R. Malik"),
            "Nobody on the list is called Nobody",
        ),
    ],
)
def test_that_an_unknown_name_is_refused_in_a_sentence(filled, words, said):
    with pytest.raises(Explained, match=said):
        filled(*words)


def test_that_a_report_is_written_and_an_import_is_listed_and_undone(filled, house, inspection, tmp_path):
    said = filled(
        "import", "annex-a", "TMP/list 6.csv", "--review", "--report", "TMP/r.xlsx", "--report", "TMP/r.pdf"
    )
    listed = json.loads(filled("import", "annex-a", "--list", as_json=True))
    undone = json.loads(filled("import", "annex-a", "--undo", as_json=True))

    assert f"Written: {tmp_path / 'r.xlsx'}" in said.splitlines()
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")
    sheets = [(sheet.name, sheet.rows) for sheet in read_sheets(tmp_path / "r.xlsx")]
    assert [name for name, _ in sheets] == [
        "Sums",
        "Notes",
        "What to mend",
        "Row by row",
        "Child by child",
        "About",
    ]
    assert sheets[0][1][-1] == ["", "All lists", "", 2.0, 1.0, 0.0, 1.0]
    assert sheets[3][1][1] == ["refused", 6.0, 3.0, "Child Unique ID", "blank", "is blank"]
    assert [(each["file"], each["added"], each["can_undo"]) for each in listed] == [("list 6.csv", 1, True)]
    assert undone == {"removed": 1, "restored": 0, "stayed": []}
    assert house.casefiles.children(inspection.id) == ()


def test_that_a_report_of_another_kind_is_refused(filled):
    with pytest.raises(Explained, match="neither a workbook nor a PDF"):
        filled("import", "annex-a", "TMP/list 6.csv", "--review", "--report", "TMP/r.docx")


def test_that_the_childrens_data_is_counted_taken_out_and_certified(filled, tmp_path):
    looked = filled("cases", "purge")
    day = filled("cases", "purge-on", "2027-06-30")
    purged = json.loads(filled("cases", "purge", "--why", "Retention period over", as_json=True))
    filled("cases", "certificate", "1", "--out", str(tmp_path / "certificate.pdf"))

    assert (
        looked.splitlines()[-1]
        == "To be taken out on: no day is set. Nothing was changed; with --why it goes."
    )
    assert day == "To be taken out on 2027-06-30.\n"
    assert (purged["purged"], purged["counts"]["children"] > 0) == (1, True)
    assert (tmp_path / "certificate.pdf").read_bytes().startswith(b"%PDF")
    assert filled("cases", "purge").splitlines()[0] == "There is no child's data in this inspection."
    listed = json.loads(filled("cases", "purge-backups", as_json=True))
    gone = json.loads(filled("cases", "purge-backups", "--delete", as_json=True))
    assert (len(listed), gone["deleted"], filled("cases", "purge-backups")) == (
        len(purged["backups"]),
        len(listed),
        "No backup in the app's folders holds data that was taken out.\n",
    )


def test_that_what_is_due_goes_without_being_asked_again_and_nothing_else(filled, house, inspection, clock):
    house.casefiles.set_purge_day(inspection.id, clock.now.date() + timedelta(days=1))
    early = filled("cases", "purge", "--due")
    clock.now += timedelta(days=1)
    done = json.loads(filled("cases", "purge", "--due", as_json=True))

    assert early == "Nothing is due.\n"
    assert [each["inspection"] for each in done["purged"]] == [inspection.id]
    assert filled("cases", "close") == "Borsetshire · Standard inspection is closed.\n"
