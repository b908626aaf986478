"""An invented authority's Annex A of any size in which every rule is kept; faults are planted in it elsewhere.

Nobody in it exists. The same seed gives the same workbook.
"""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

from ilacs_desktop.intake.annex_a.forms import Form, load_forms
from ilacs_desktop.intake.annex_a.values import age_on
from ilacs_desktop.paths import resources

FOLDER = resources() / "annex_a"
FORM: Form = load_forms(FOLDER)[-1]
NOTIFIED = date(2026, 11, 23)
DRAWN = date(2026, 11, 20)
TODAY = date(2026, 11, 24)

ID, BORN, AGE = "Child Unique ID", "Date of Birth", "Age of Child (Years)"
TEAM, WORKER = "Allocated Team", "Allocated Worker"
DISABLED = "Does the Child have a Disability"
STARTED, AUTHORISED = "Continuous Assessment Start Date", "Continuous Assessment Date of Authorisation"
SEEN = "Child Seen During Continuous Assessment"
SUPPORT = "Was the child assessed as requiring LA children's social care support?"
STRATEGY = "Strategy discussion initiating Section 47 Enquiry Start Date"
UNNEEDED = "Was an Initial Child Protection Conference deemed unnecessary?"
CONFERENCE = "Date of Initial Child Protection Conference"
RESULT = "Did the Initial Child Protection Conference Result in a Child Protection Plan"
S47S, ICPCS = "Number of Section 47 Enquiries in the last 12 months", "Number of ICPCs in the last 12 months"
EPO = "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)"
UASC = "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)"
SECOND = "Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)"
MISSING = "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months"
ABSENT = "Number of Episodes the Child has been 'Absent' from their Placement in the last 12 months"
OFFERED = "Was the child offered a Return Interview after their last missing episode (Y/N)?"
ACCEPTED = "Did the child accept a Return Interview after their last missing episode (Y/N)?"
FORMER_UASC = "Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)"
NO_LONGER = "Date of Decision that Child Should No Longer be Placed for Adoption"
DECIDED = "Date of Decision that Child Should be Placed for Adoption"

Row = dict[str, Any]
SHARES = {1: 3.0, 2: 1.0, 3: 2.0, 4: 1.2, 5: 1.2, 6: 1.0, 7: 0.3, 8: 0.3, 9: 0.2, 10: 0.08, 11: 0.1}
"""Rows of each list for one of List 6."""


class Book:
    """Eleven lists, row by row; ``titles`` are the rows above the headings of each sheet."""

    def __init__(self, rows: Mapping[int, int], seed: int = 1) -> None:
        self.dice = random.Random(seed)  # noqa: S311 - the same book for the same seed
        self.rows = dict(rows)
        self.titles: list[list[str]] = [["Borsetshire"], []]
        self.heads = {n: [column.name for column in form.columns] for n, form in FORM.lists.items()}
        self.lists: dict[int, list[Row]] = {n: [] for n in FORM.lists}
        self.hidden: list[str] = []
        self.extra: dict[str, list[list[Any]]] = {}
        self.used: set[Any] = set()
        self._people: dict[Any, Row] = {}
        for number in (1, 2, 3):
            self._events(number)
        for number, make in ((4, self._assessment), (5, self._enquiry)):
            self.lists[number] = [make(at) for at in range(rows[number])]
        self.lists[6] = [self._caseload(at) for at in range(rows[6])]
        self.lists[7] = [self._plan(at) for at in range(rows[7])]
        self.lists[8] = [self._care(rows[6] - rows[8] + at) for at in range(rows[8])]
        self.lists[9] = [self._leaver(at) for at in range(rows[9])]
        self.lists[10] = [self._adoption(rows[6] - rows[8] + at) for at in range(rows[10])]
        self.lists[11] = [self._adopter(at) for at in range(rows[11])]
        self.lists[1][0]["Date of Contact"] = DRAWN

    def number(self, at: int) -> int:
        """The row's own number in the file."""
        return len(self.titles) + 2 + at

    def times(self, which: int) -> Counter[Any]:
        """How many rows each child has in a list."""
        return Counter(row[ID] for row in self.lists[which])

    def ids(self, which: int) -> set[Any]:
        """The children of a list."""
        return {row[ID] for row in self.lists[which]}

    def write(self, path: Path) -> Path:
        """As a workbook."""
        book = xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "dd/mm/yyyy"})
        for number, rows in self.lists.items():
            sheet = book.add_worksheet(f"List {number}")
            lines = [
                *self.titles,
                self.heads[number],
                *([row.get(n) for n in self.heads[number]] for row in rows),
            ]
            for at, line in enumerate(lines):
                sheet.write_row(at, 0, line)
        for name, lines in self.extra.items():
            sheet = book.add_worksheet(name)
            for at, line in enumerate(lines):
                sheet.write_row(at, 0, line)
            if name in self.hidden:
                sheet.hide()
        book.close()
        return path

    def write_csv(self, folder: Path) -> list[Path]:
        """As one CSV a list."""
        paths = []
        for number, rows in self.lists.items():
            paths.append(folder / f"List {number}.csv")
            with paths[-1].open("w", encoding="utf-8-sig", newline="") as file:
                writer = csv.writer(file)
                writer.writerows([*self.titles, self.heads[number]])
                for row in rows:
                    cells = [row.get(name, "") for name in self.heads[number]]
                    writer.writerow([f"{c:%d/%m/%Y}" if isinstance(c, date) else c for c in cells])
        return paths

    # One row each

    def day(self, least: int = 5, most: int = 175) -> date:
        """A day so many days before the lists were drawn; all of six months without it."""
        return DRAWN - timedelta(days=self.dice.randint(least, most))

    def _who(self, key: Any, *, young: int = 0, old: int = 17) -> Row:
        if key not in self._people:
            dice = self.dice
            born = DRAWN - timedelta(days=dice.randint(young * 366 + 8, old * 365 + 300))
            if age_on(born, NOTIFIED - timedelta(days=5)) != age_on(born, TODAY):
                born -= timedelta(days=30)  # no birthday between the days on which the lists may be drawn
            self._people[key] = {
                ID: key,
                "Gender": dice.choice(("a) Male", "b) Female", "Female", "M", "c) Not stated/recorded")),
                "Ethnicity": dice.choice(("a) WBRI", "WBRI: White British", "k) APKN", "NOBT", "r) OOTH")),
                BORN: born,
                AGE: age_on(born, TODAY),
                TEAM: f"Team {dice.randint(1, 9)}",
                WORKER: dice.choice(("R. Malik", "J. Adeyemi", "K. Boyle", "T. Okafor")),
                DISABLED: dice.choice(("a) Yes", "No", "b) No", "c) Unknown")),
            }
        return dict(self._people[key])

    def _child(self, at: int) -> Row:
        row = self._who(700_000 + at, old=17)
        if at % 23 == 7 and self._care_place(at) is None:  # not born yet, some without an expected date
            row[BORN] = DRAWN + timedelta(days=90) if at % 2 else None
            row[AGE] = -1
        return row

    def _care_place(self, at: int) -> int | None:
        place = at - (self.rows[6] - self.rows[8])
        return place if place >= 0 else None

    def _is_in_care(self, at: int) -> bool:
        place = self._care_place(at)
        return place is not None and (place < self.rows[10] or at % 8 != 3)

    def _is_on_plan(self, at: int) -> bool:
        return at < self.rows[7] and at % 6 != 4

    def _has_open_assessment(self, at: int) -> bool:
        return at % 5 == 1 and at < self.rows[4]

    def _is_closed(self, at: int) -> bool:
        return not (self._is_in_care(at) or self._is_on_plan(at) or self._has_open_assessment(at) or at % 7)

    def _events(self, number: int) -> None:
        """Contacts, early help and referrals: some children stand here twice, on other days."""
        rows, singles = self.lists[number], max(1, self.rows[number] * 3 // 4)
        for at in range(self.rows[number]):
            child = at % singles
            row = self._child(child) if number != 2 else self._who(500_000 + child)
            day = DRAWN - timedelta(days=5 + (at * 7) % 70 + (75 if at >= singles else 0))
            if number == 1:
                row |= {
                    "Date of Contact": day,
                    "Contact Source": self.dice.choice(("q) 6: Police", "2A: Schools")),
                }
            elif number == 2:
                done = day + timedelta(days=4) if at % 3 else None
                row |= {"Assessment start date": day, "Assessment completion date": done,
                        "Organisation completing assessment": "Early help"}  # fmt: skip
            else:
                row |= {"Date of referral": f"{day:%d/%m/%Y}", "Referral Source": "1B", "Referral NFA?": "No",
                        "Number of Referrals in Last 12 Months": child % 3 + (child + singles < self.rows[number])}  # fmt: skip
            rows.append(row)

    def _assessment(self, at: int) -> Row:
        child, turn = at % self.rows[6], at // self.rows[6]
        is_open = turn == 0 and self._has_open_assessment(child)
        begun = DRAWN - timedelta(days=20 + child % 60 + 70 * turn)
        done = {} if is_open else {AUTHORISED: begun + timedelta(days=15), SEEN: "a) Yes", SUPPORT: "b) No"}
        return {**self._child(child), STARTED: begun, **done}

    def _enquiry(self, at: int) -> Row:
        child, turn = at % self.rows[6], at // self.rows[6]
        begun = DRAWN - timedelta(days=20 + child % 60 + 70 * turn)
        held = {UNNEEDED: "a) Yes"} if child % 3 == 0 else {
            UNNEEDED: "No", CONFERENCE: begun + timedelta(days=9),
            RESULT: "a) Yes" if child < self.rows[7] else "b) No",
        }  # fmt: skip
        more = child + self.rows[6] < self.rows[5]
        return {**self._child(child), STRATEGY: begun, **held, S47S: child % 2 + more, ICPCS: child % 2}

    def _caseload(self, at: int) -> Row:
        begun = self.day(200, 900)
        row = {**self._child(at), "CIN Start Date": begun, "Date Child Was Last Seen": self.day(3, 30),
               "Primary Need Code": self.dice.choice(("N1 - Abuse or neglect", "N1", "N5: Family dysfunction"))}  # fmt: skip
        if self._is_closed(at):
            row |= {"CIN Closure Date": self.day(), "Reason for Closure": "RC7"}
        row["Case Status"] = (
            "a) Looked after child" if self._is_in_care(at)
            else "Child Protection plan" if self._is_on_plan(at)
            else "e) Closed episode" if self._is_closed(at)
            else "d) Open assessment" if self._has_open_assessment(at)
            else "c) Child in need plan"
        )  # fmt: skip
        return row

    def _plan(self, at: int) -> Row:
        ended = None if self._is_on_plan(at) else self.day(5, 80)
        return {
            **self._child(at), "Child Protection Plan Start Date": self.day(200, 700),
            "Initial Category of Abuse": "a) Neglect", "Latest Category of Abuse": "Emotional abuse",
            "Date of the Last Statutory Visit": self.day(2, 20), "Was the Child Seen Alone?": "a) Yes",
            "Date of latest review conference": self.day(85, 170), "Child Protection Plan End Date": ended,
            EPO: "b) No", "Number of Previous Child Protection Plans": at % 3,
        }  # fmt: skip

    def _care(self, at: int) -> Row:
        gone = at % 4 == 1
        row = {
            **self._child(at), UASC: "b) No", "Date Started to be Looked After": self.day(300, 900),
            "Child's Category of Need": "N1", SECOND: "No", "Start date of current legal status": self.day(190, 290),
            "Child's Legal Status": "C2: FCO", "Date of Latest Statutory Review": self.day(5, 150),
            "Date of Last Social Work Visit": self.day(2, 30), "What is the permanence plan for this child?": "f) Long-term fostering",
            "Number of Placements in the Last 12 months": 1 + at % 3,
            "Start Date of Most Recent Placement": self.day(190, 290), "Placement Type": "d) U4: Foster placement - long term",
            "Placement Provider": "PR1", "Placement postcode": "BO1 1AA", "Placement Location": "a) In",
            "LA of Placement": "Borsetshire", MISSING: 2 if gone else 0, ABSENT: 0,
            OFFERED: ("Yes" if at % 8 == 1 else "No") if gone else None, ACCEPTED: "b) No" if at % 8 == 1 else None,
        }  # fmt: skip
        if not self._is_in_care(at):
            row |= {
                "Date Ceased to be Looked After": self.day(5, 150),
                "Reason Ceased to be Looked After": "d) E3",
            }
        return row

    def _leaver(self, at: int) -> Row:
        touch = {"Type of Accommodation": "U: Independent living", "Suitability of Accommodation": "a) Suitable",
                 "Activity Status": "F2: Full time in education other than higher"}  # fmt: skip
        is_lost = at % 5 == 3
        return {
            **self._who(900_000 + at, young=17, old=24), FORMER_UASC: "b) No",
            "Allocated Personal Advisor": "S. Marsh", "Eligibility Category": "b) Former relevant child",
            "Latest Pathway Plan Review Date": self.day(5, 150), "Latest Date of Contact": self.day(5, 60),
            "LA in Touch": "b) No" if is_lost else "a) Yes", **({} if is_lost else touch),
        }  # fmt: skip

    def _adoption(self, at: int) -> Row:
        day = DRAWN - timedelta(days=250)
        row = {**self._child(at), "Family identifier": f"F{at}", "Date the Child Entered Care": day,
               DECIDED: day + timedelta(days=60), "Date of Placement Order": day + timedelta(days=100)}  # fmt: skip
        if at % 2:
            row |= {"Date of Matching Child and Prospective Adopters": day + timedelta(days=120),
                    "Date Placed for Adoption": day + timedelta(days=150)}  # fmt: skip
        return row

    def _adopter(self, at: int) -> Row:
        day = DRAWN - timedelta(days=300)
        names = ("Date enquiry received", "Date Stage 1 started", "Date Stage 1 ended", "Date Stage 2 started",
                 "Date Stage 2 ended", "Date adopter matched with child(ren)",
                 "Date child/children placed with adopter(s)")  # fmt: skip
        return {
            ID: f"A{at}", "Individual adopter identifier": f"A{at}", "Family identifier": f"F{at // 2}", "Gender": "Male",
            "Ethnicity": "WBRI", "Disability": "No", "Is the (prospective) adopter fostering for adoption?": "b) No",
            **{name: day + timedelta(days=30 * step) for step, name in enumerate(names)}, "No. of children placed": 1,
        }  # fmt: skip


def book(size: int = 240, seed: int = 1) -> Book:
    """A whole authority with ``size`` children in List 6."""
    return Book({number: max(1, int(size * share)) for number, share in SHARES.items()}, seed)


def equal_book(rows: int, seed: int = 1) -> Book:
    """Eleven lists of the same length, for measuring."""
    return Book(dict.fromkeys(range(1, 12), rows), seed)
