"""Faults that are more than a cell: rows too many, rows nobody can take, sheets that are not what they say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.intake.annex_a_faults import ADOPTER, FAMILY, REFERRALS, Expected
from tests.intake.annex_a_world import AUTHORISED, ICPCS, ID, S47S, Book, Row

Stroke = Callable[[Book], list[Expected]]
STRANGER = 990_000


def _find(book: Book, which: int, fits: Callable[[Row], bool]) -> tuple[int, Row]:
    for at, row in enumerate(book.lists[which]):
        if row[ID] not in book.used and fits(row):
            book.used.add(row[ID])
            return at, row
    raise AssertionError(f"no row of List {which} fits; make the book larger")


def _add(book: Book, which: int, row: Row) -> int:
    """Append a row; gives its number in the file."""
    book.lists[which].append(row)
    return book.number(len(book.lists[which]) - 1)


def _again(which: int, column: str, rule: str, **sets: Any) -> Stroke:
    """A row is there a second time."""

    def stroke(book: Book) -> list[Expected]:
        _, row = _find(book, which, lambda r: book.times(which)[r[ID]] == 1)
        return [(which, _add(book, which, {**row, **sets}), column, rule)]

    return stroke


def _differs(which: int, column: str) -> Stroke:
    """The two rows of a child say two numbers."""

    def stroke(book: Book) -> list[Expected]:
        _, row = _find(book, which, lambda r: book.times(which)[r[ID]] == 2)
        later = max(at for at, each in enumerate(book.lists[which]) if each[ID] == row[ID])
        book.lists[which][later][column] = row[column] + 4
        return [(which, book.number(later), column, "same")]

    return stroke


def _too_few(which: int, column: str) -> Stroke:
    """The two rows of a child both say nought."""

    def stroke(book: Book) -> list[Expected]:
        first, row = _find(book, which, lambda r: book.times(which)[r[ID]] == 2)
        for each in book.lists[which]:
            if each[ID] == row[ID]:
                each[column] = 0
        return [(which, book.number(first), column, "counts_rows")]

    return stroke


def _stranger(which: int, column: str, rule: str, **sets: Any) -> Stroke:
    """A child is in a list and missing where it should be as well."""

    def stroke(book: Book) -> list[Expected]:
        _, row = _find(book, which, lambda r: which != 4 or not r.get(AUTHORISED))
        key = STRANGER + which
        book.used.add(key)
        return [(which, _add(book, which, {**row, ID: key, **sets}), column, rule)]

    return stroke


def _leaver_in_care(book: Book) -> list[Expected]:
    _, care = _find(
        book, 8, lambda r: not r.get("Date Ceased to be Looked After") and r[ID] not in book.ids(10)
    )
    leaver = {**book.lists[9][0], ID: care[ID], "Date of Birth": None, "Age of Child (Years)": 17}
    return [(9, _add(book, 9, leaver), "Eligibility Category", "leaver_in_care")]


def _third_adopter(book: Book) -> list[Expected]:
    _, row = _find(book, 11, lambda r: sum(e[FAMILY] == r[FAMILY] for e in book.lists[11]) == 2)
    return [(11, _add(book, 11, {**row, ADOPTER: "A99999"}), FAMILY, "shared_by")]


def _adopter_twice(book: Book) -> list[Expected]:
    _, row = _find(book, 11, lambda _: True)
    return [(11, _add(book, 11, {**row, FAMILY: "F99999"}), ADOPTER, "once")]


STROKES: dict[str, Stroke] = {
    "the same contact twice": _again(1, ID, "twice"),
    "the same early help twice": _again(2, ID, "twice"),
    "two rows in List 6": _again(6, ID, "once"),
    "two rows in List 7": _again(7, ID, "once"),
    "two rows in List 8": _again(8, ID, "once"),
    "two rows in List 9": _again(9, ID, "once"),
    "two numbers of referrals": _differs(3, REFERRALS),
    "two numbers of enquiries": _differs(5, S47S),
    "two numbers of conferences": _differs(5, ICPCS),
    "fewer referrals than rows": _too_few(3, REFERRALS),
    "fewer enquiries than rows": _too_few(5, S47S),
    "assessed, but not in List 6": _stranger(4, ID, "not_in_six"),
    "on a plan, but not in List 6": _stranger(7, ID, "not_in_six"),
    "in care, but not in List 6": _stranger(8, ID, "not_in_six"),
    "to be adopted, but not in List 8": _stranger(10, ID, "not_in_eight"),
    "a leaver in care": _leaver_in_care,
    "a third adopter in a family": _third_adopter,
    "the same adopter twice": _adopter_twice,
}
"""Faults of rows that are taken all the same."""


def _unfit(which: int, key: Any, rule: str) -> Stroke:
    def stroke(book: Book) -> list[Expected]:
        row = (
            {**book.lists[which][0], ID: key} if which != 11 else {**book.lists[11][0], ADOPTER: key, ID: key}
        )
        return [(which, _add(book, which, row), ID if which != 11 else ADOPTER, rule)]

    return stroke


def _headings_again(book: Book) -> list[Expected]:
    return [(4, _add(book, 4, {name: name for name in book.heads[4]}), ID, "id")]


REFUSED: dict[str, Stroke] = {
    "a row without an ID": _unfit(1, None, "blank"),
    "a name for an ID": _unfit(3, "Jane Example", "id"),
    "one word for an ID": _unfit(6, "Jane", "id"),
    "an ID longer than any": _unfit(7, "9" * 60, "id"),
    "an adopter's name": _unfit(11, "Mr and Mrs Example", "id"),
    "the headings once more": _headings_again,
    "a total below the list": lambda book: [(2, _add(book, 2, {ID: "Total rows: 41"}), ID, "id")],
    "a note below the list": lambda book: [
        (5, _add(book, 5, {ID: "* provisional figures, see the note"}), ID, "id")
    ],
    "rubbish below the list": lambda book: [
        (9, _add(book, 9, {"LA in Touch": "checked by KB"}), ID, "blank")
    ],
}
"""Rows that cannot be taken."""


def _hidden(book: Book) -> str:
    book.extra["List 6 old"] = [book.heads[6], ["1", "2"]]
    book.hidden.append("List 6 old")
    return "Sheet List 6 old is hidden and was not read."


def _second(book: Book) -> str:
    book.extra["Copy of List 9"] = [book.heads[9], ["900001"], ["900002"]]
    return "Sheet Copy of List 9 is a second List 9; its 2 rows were not read."


def _no_list(book: Book) -> str:
    book.extra["Chart"] = [["Month", "Contacts"], ["May", 4]]
    return "Sheet Chart is no list of Annex A and was not read (2 rows)."


def _strange_column(book: Book) -> str:
    book.heads[1].append("Colour of the door")
    return "List 1: not known and not read: Colour of the door."


def _no_column(book: Book) -> str:
    book.heads[8].remove("URN of Placement")
    return "List 8 has no column: URN of Placement."


def _stale(book: Book) -> str:
    book.titles[0] = ["Borsetshire, data as at 17/11/2026"]
    return (
        "These lists say they are of Tuesday 17 November 2026; "
        "the template asks for lists drawn on Wednesday 18 November 2026 or later."
    )


WHOLE: dict[str, Callable[[Book], str]] = {
    "a hidden sheet": _hidden,
    "a list twice": _second,
    "a sheet that is no list": _no_list,
    "a strange column": _strange_column,
    "a column that is not there": _no_column,
    "lists that are too old": _stale,
}
"""Faults of the file as a whole, and the sentence about each."""
