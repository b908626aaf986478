"""Faults to plant in an invented Annex A, each with what the report has to say of it and nothing else.

A cell fault changes cells of one row that fits; the others change the book. Each takes a child of its own, so
that no fault hides another.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tests.intake.annex_a_world import (
    ACCEPTED,
    AGE,
    AUTHORISED,
    BORN,
    CONFERENCE,
    DECIDED,
    DRAWN,
    EPO,
    ID,
    MISSING,
    NO_LONGER,
    OFFERED,
    RESULT,
    SEEN,
    STARTED,
    STRATEGY,
    SUPPORT,
    TEAM,
    TODAY,
    UNNEEDED,
    WORKER,
    Book,
    Row,
)  # fmt: skip

Expected = tuple[int, int, str, str]
"""List, row, column and rule."""
OLD = DRAWN - timedelta(days=230)
LONG_AGO = DRAWN - timedelta(days=430)
CLOSED_ON, STATUS = "CIN Closure Date", "Case Status"
PLAN_ON, PLAN_END = "Child Protection Plan Start Date", "Child Protection Plan End Date"
CARE_ON, CARE_END, CARE_WHY = (
    "Date Started to be Looked After", "Date Ceased to be Looked After", "Reason Ceased to be Looked After",
)  # fmt: skip
REFERRALS, REFERRED = "Number of Referrals in Last 12 Months", "Date of referral"
PLACED_ON, VISIT, ALONE = (
    "Start Date of Most Recent Placement", "Date of the Last Statutory Visit", "Was the Child Seen Alone?",
)  # fmt: skip
HOME, SUITED, DOES, TOUCH = (
    "Type of Accommodation", "Suitability of Accommodation", "Activity Status", "LA in Touch",
)  # fmt: skip
MATCHED, PLACED, ORDERED = (
    "Date of Matching Child and Prospective Adopters", "Date Placed for Adoption", "Date of Adoption Order",
)  # fmt: skip
REVIEWED, PLACEMENTS, ORDER = (
    "Date of latest review conference", "Number of Placements in the Last 12 months", "Date of Placement Order",
)  # fmt: skip
FAMILY, ADOPTER, LEFT = (
    "Family identifier",
    "Individual adopter identifier",
    "Date of leaving adoption process",
)
WHY_LEFT, WITH = "Reason for leaving adoption process", "Date child/children placed with adopter(s)"

Fits = Callable[[Book, Row], bool]


@dataclass(frozen=True)
class Cells:
    """Cells of a fitting row are changed; ``finds`` are the columns and rules the report names."""

    which: int
    fits: Fits
    sets: dict[str, Any]
    finds: tuple[tuple[str, str], ...]


def anyone(_book: Book, _row: Row) -> bool:
    return True


def is_born(_book: Book, row: Row) -> bool:
    return row[AGE] is not None and row[AGE] > 0


def once(which: int) -> Fits:
    return lambda book, row: book.times(which)[row[ID]] == 1 and row[AGE] > 0


def having(*names: str) -> Fits:
    return lambda _, row: all(row.get(name) not in (None, "") for name in names)


def lacking(*names: str) -> Fits:
    return lambda _, row: all(row.get(name) in (None, "") for name in names)


def status(word: str) -> Fits:
    return lambda book, row: word in row[STATUS] and row[ID] not in book.ids(10)


def free(book: Book, row: Row) -> bool:
    """In List 6 with a child in need plan, and neither in 7 nor in 8."""
    return "need plan" in row[STATUS] and row[ID] not in book.ids(7) | book.ids(8)


def both(*fits: Fits) -> Fits:
    return lambda book, row: all(each(book, row) for each in fits)


CELLS: dict[str, Cells] = {
    "a blank gender": Cells(1, anyone, {"Gender": None}, (("Gender", "blank"),)),
    "an unknown gender": Cells(2, anyone, {"Gender": "q) Purple"}, (("Gender", "code"),)),
    "an ethnicity in a sentence": Cells(3, anyone, {"Ethnicity": "to be asked"}, (("Ethnicity", "code"),)),
    "an error of the spreadsheet": Cells(2, anyone, {"Ethnicity": "#N/A"}, (("Ethnicity", "blank"),)),
    "no such day": Cells(3, is_born, {BORN: "31/02/2011"}, ((BORN, "birth"),)),
    "born fifty years ago": Cells(4, is_born, {BORN: "01/05/1976"}, ((BORN, "birth"),)),
    "born in two years": Cells(4, is_born, {BORN: date(2028, 11, 1)}, ((BORN, "birth"),)),
    "an age in words": Cells(1, is_born, {AGE: "eleven"}, ((AGE, "age"),)),
    "an age of forty-five": Cells(2, is_born, {AGE: 45}, ((AGE, "age"),)),
    "an age that is not the birth date's": Cells(3, is_born, {AGE: 24}, ((AGE, "age"),)),
    "an unborn child of nought": Cells(6, lambda _, r: r[AGE] == -1 and r[BORN] is not None, {AGE: 0}, ((AGE, "age"),)),
    "a born child of minus one": Cells(4, is_born, {AGE: -1}, ((AGE, "age"),)),
    "neither age nor birth date": Cells(2, is_born, {AGE: None, BORN: None}, ((AGE, "age"),)),
    "no contact date": Cells(1, anyone, {"Date of Contact": "n/a"}, (("Date of Contact", "blank"),)),
    "a contact date in words": Cells(1, anyone, {"Date of Contact": "last week"}, (("Date of Contact", "date"),)),
    "a contact to come": Cells(1, anyone, {"Date of Contact": TODAY + timedelta(days=3)}, (("Date of Contact", "date"),)),
    "a contact under Victoria": Cells(1, anyone, {"Date of Contact": "01/01/1899"}, (("Date of Contact", "date"),)),
    "a contact before the six months": Cells(1, anyone, {"Date of Contact": OLD}, (("Date of Contact", "window"),)),
    "an unknown source": Cells(1, anyone, {"Contact Source": "7Q: Fortune teller"}, (("Contact Source", "code"),)),
    "early help ended before it began": Cells(2, having("Assessment completion date"), {"Assessment start date": DRAWN}, (("Assessment completion date", "order"),)),
    "early help ended long ago": Cells(2, having("Assessment completion date"), {"Assessment start date": OLD, "Assessment completion date": OLD}, (("Assessment completion date", "window"),)),
    "no organisation": Cells(2, anyone, {"Organisation completing assessment": " "}, (("Organisation completing assessment", "blank"),)),
    "a referral before the six months": Cells(3, once(3), {REFERRED: OLD}, ((REFERRED, "window"),)),
    "neither yes nor no": Cells(3, anyone, {"Referral NFA?": "perhaps"}, (("Referral NFA?", "code"),)),
    "a number in words": Cells(3, once(3), {REFERRALS: "several"}, ((REFERRALS, "whole"),)),
    "half a referral": Cells(3, once(3), {REFERRALS: 1.5}, ((REFERRALS, "whole"),)),
    "no team": Cells(3, anyone, {TEAM: None}, ((TEAM, "blank"),)),
    "no worker": Cells(4, anyone, {WORKER: "-"}, ((WORKER, "blank"),)),
    "authorised before it began": Cells(4, having(AUTHORISED), {STARTED: DRAWN}, ((AUTHORISED, "order"),)),
    "authorised before the six months": Cells(4, having(AUTHORISED), {STARTED: OLD, AUTHORISED: OLD}, ((AUTHORISED, "window"),)),
    "authorised, seen or not": Cells(4, having(AUTHORISED), {SEEN: None}, ((SEEN, "needs"),)),
    "authorised without a result": Cells(4, having(AUTHORISED), {SUPPORT: None}, ((SUPPORT, "needs"),)),
    "a conference that was not needed": Cells(5, having(CONFERENCE), {UNNEEDED: "a) Yes"}, ((CONFERENCE, "blank_when"),)),
    "a conference before its enquiry": Cells(5, having(CONFERENCE), {CONFERENCE: DRAWN - timedelta(days=165)}, ((CONFERENCE, "order"),)),
    "a conference without a result": Cells(5, having(CONFERENCE), {RESULT: None}, ((RESULT, "needs"),)),
    "a result without a conference": Cells(5, lambda b, r: r.get(CONFERENCE) and r[ID] in b.ids(7), {CONFERENCE: None}, ((CONFERENCE, "needs"),)),
    "an enquiry before the six months": Cells(5, both(once(5), lacking(CONFERENCE)), {STRATEGY: OLD}, ((STRATEGY, "window"),)),
    "a plan that List 7 does not know": Cells(5, lambda b, r: r.get(CONFERENCE) and r[ID] not in b.ids(7), {RESULT: "Yes"}, ((RESULT, "not_in_seven"),)),
    "need closed before it began": Cells(6, having(CLOSED_ON), {"CIN Start Date": DRAWN}, ((CLOSED_ON, "order"),)),
    "need closed without a reason": Cells(6, having(CLOSED_ON), {"Reason for Closure": None}, (("Reason for Closure", "needs"),)),
    "a reason for nothing closed": Cells(6, free, {"Reason for Closure": "RC1"}, ((CLOSED_ON, "needs"),)),
    "need closed before the six months": Cells(6, having(CLOSED_ON), {"CIN Start Date": LONG_AGO, CLOSED_ON: OLD}, ((CLOSED_ON, "window"),)),
    "closed but for the date": Cells(6, free, {STATUS: "e) Closed episode"}, ((CLOSED_ON, "needed_when"),)),
    "open with a closing date": Cells(6, having(CLOSED_ON), {STATUS: "c) Child in need plan"}, ((CLOSED_ON, "blank_when"),)),
    "no primary need": Cells(6, anyone, {"Primary Need Code": "#REF!"}, (("Primary Need Code", "blank"),)),
    "seen tomorrow": Cells(6, anyone, {"Date Child Was Last Seen": TODAY + timedelta(days=1)}, (("Date Child Was Last Seen", "date"),)),
    "in care, called in need": Cells(6, status("Looked after"), {STATUS: "c) Child in need plan"}, ((STATUS, "status"),)),
    "in care, called on a plan": Cells(6, status("Looked after"), {STATUS: "b) Child Protection plan"}, ((STATUS, "status"),)),
    "on a plan, called in need": Cells(6, status("Protection"), {STATUS: "Child in need plan"}, ((STATUS, "status"),)),
    "called in care": Cells(6, free, {STATUS: "Looked after child"}, ((STATUS, "status"),)),
    "called on a plan": Cells(6, free, {STATUS: "Child Protection Plan"}, ((STATUS, "status"),)),
    "an assessment nobody knows": Cells(6, free, {STATUS: "d) Open assessment"}, ((STATUS, "status"),)),
    "another team in List 7": Cells(7, lacking(PLAN_END), {TEAM: "Team of nowhere"}, ((TEAM, "team_across"),)),
    "another birthday in List 7": Cells(7, is_born, {BORN: date(2012, 2, 29), AGE: 14}, ((BORN, "birth_across"),)),
    "a plan ended before it began": Cells(7, having(PLAN_END), {PLAN_ON: DRAWN, REVIEWED: None}, ((PLAN_END, "order"),)),
    "a plan ended before the six months": Cells(7, having(PLAN_END), {PLAN_END: OLD, PLAN_ON: LONG_AGO}, ((PLAN_END, "window"),)),
    "reviewed before the plan": Cells(7, lacking(PLAN_END), {REVIEWED: LONG_AGO, PLAN_ON: OLD}, ((REVIEWED, "order"),)),
    "visited, alone or not": Cells(7, anyone, {ALONE: None}, ((ALONE, "needs"),)),
    "alone at no visit": Cells(7, anyone, {VISIT: None}, ((VISIT, "needs"),)),
    "an unknown category": Cells(7, anyone, {"Initial Category of Abuse": "Bad luck"}, (("Initial Category of Abuse", "code"),)),
    "no number of plans": Cells(7, anyone, {"Number of Previous Child Protection Plans": None}, (("Number of Previous Child Protection Plans", "blank"),)),
    "neither protected nor not": Cells(7, anyone, {EPO: "Z"}, ((EPO, "code"),)),
    "another team in List 8": Cells(8, lacking(CARE_END), {TEAM: "Team of nowhere"}, ((TEAM, "team_across"),)),
    "another birthday in List 8": Cells(8, is_born, {BORN: date(2012, 2, 29), AGE: 14}, ((BORN, "birth_across"),)),
    "care ended before it began": Cells(8, having(CARE_END), {CARE_ON: DRAWN}, ((CARE_END, "order"),)),
    "placed after care ended": Cells(8, having(CARE_END), {PLACED_ON: DRAWN}, ((CARE_END, "order"),)),
    "care ended without a reason": Cells(8, having(CARE_END), {CARE_WHY: None}, ((CARE_WHY, "needs"),)),
    "a reason for care that goes on": Cells(8, lacking(CARE_END), {CARE_WHY: "c) E2: Died"}, ((CARE_END, "needs"),)),
    "care ended before the six months": Cells(8, having(CARE_END), {CARE_END: OLD, PLACED_ON: LONG_AGO, CARE_ON: LONG_AGO}, ((CARE_END, "window"),)),
    "no placement at all": Cells(8, anyone, {PLACEMENTS: 0}, ((PLACEMENTS, "between"),)),
    "in care at twenty-one": Cells(8, anyone, {AGE: 21, BORN: None}, ((AGE, "between"),)),
    "accepted what was not offered": Cells(8, lambda _, r: r.get(OFFERED) == "No", {ACCEPTED: "a) Yes"}, ((ACCEPTED, "blank_when"),)),
    "offered, accepted or not": Cells(8, lambda _, r: r.get(OFFERED) == "Yes", {ACCEPTED: None}, ((ACCEPTED, "needed_when"),)),
    "accepted without going missing": Cells(8, lambda _, r: r.get(MISSING) == 0, {ACCEPTED: "Yes"}, ((ACCEPTED, "blank_when"),)),
    "an unknown legal status": Cells(8, anyone, {"Child's Legal Status": "Q9"}, (("Child's Legal Status", "code"),)),
    "no postcode": Cells(8, anyone, {"Placement postcode": None}, (("Placement postcode", "blank"),)),
    "a home though not in touch": Cells(9, lacking(HOME), {HOME: "U: Independent living"}, ((HOME, "blank_when"),)),
    "suitable though not in touch": Cells(9, lacking(HOME), {SUITED: "a) Suitable"}, ((SUITED, "blank_when"),)),
    "active though not in touch": Cells(9, lacking(HOME), {DOES: "P5"}, ((DOES, "blank_when"),)),
    "in touch without a home": Cells(9, having(HOME), {HOME: None}, ((HOME, "needed_when"),)),
    "in touch, active or not": Cells(9, having(HOME), {DOES: None}, ((DOES, "needed_when"),)),
    "a leaver of fourteen": Cells(9, anyone, {AGE: 14, BORN: None}, ((AGE, "between"),)),
    "no adviser": Cells(9, anyone, {"Allocated Personal Advisor": None}, (("Allocated Personal Advisor", "blank"),)),
    "decided before care": Cells(10, lacking(PLACED), {DECIDED: LONG_AGO}, ((DECIDED, "order"),)),
    "ordered before decided": Cells(10, lacking(PLACED), {ORDER: DRAWN - timedelta(days=240)}, ((ORDER, "order"),)),
    "placed before matched": Cells(10, having(PLACED), {MATCHED: DRAWN}, ((PLACED, "order"),)),
    "adopted and still in care": Cells(10, having(PLACED), {ORDERED: DRAWN}, ((ORDERED, "adopted_in_care"),)),
    "reversed without a reason": Cells(10, lacking(PLACED), {NO_LONGER: DRAWN}, (("Reason Why Child No Longer Placed for Adoption", "needs"),)),
    "reversed before the twelve months": Cells(10, lacking(PLACED), {NO_LONGER: LONG_AGO, "Reason Why Child No Longer Placed for Adoption": "RD4"}, ((NO_LONGER, "window"),)),
    "stage one ended before it began": Cells(11, anyone, {"Date Stage 1 started": DRAWN}, (("Date Stage 1 ended", "order"),)),
    "stage two ended before it began": Cells(11, anyone, {"Date Stage 2 started": DRAWN}, (("Date Stage 2 ended", "order"),)),
    "placed before matched with": Cells(11, anyone, {"Date adopter matched with child(ren)": DRAWN}, ((WITH, "order"),)),
    "placed, but how many": Cells(11, anyone, {"No. of children placed": None}, (("No. of children placed", "needs"),)),
    "left without a reason": Cells(11, anyone, {LEFT: DRAWN}, ((WHY_LEFT, "needs"),)),
    "left before the twelve months": Cells(11, anyone, {LEFT: LONG_AGO, WHY_LEFT: "2"}, ((LEFT, "window"),)),
}  # fmt: skip


def plant_cells(book: Book, name: str) -> list[Expected]:
    """Change the cells of one row that fits, of a child no other fault has."""
    fault = CELLS[name]
    for at, row in enumerate(book.lists[fault.which]):
        if row[ID] not in book.used and fault.fits(book, row):
            book.used.add(row[ID])
            row.update(fault.sets)
            return [(fault.which, book.number(at), column, rule) for column, rule in fault.finds]
    raise AssertionError(f"no row fits “{name}”; make the book larger")
