"""Holds the lists against one another: who is missing where, who differs, and which status comes first."""

from __future__ import annotations

from collections.abc import Mapping

from ilacs_desktop.intake.annex_a.forms import plain_words
from ilacs_desktop.intake.annex_a.reading import WRONG, ReadList

CASELOAD, PROTECTION, CARE, LEAVERS, ADOPTION = 6, 7, 8, 9, 10
ENDS = {
    CASELOAD: "CIN Closure Date",
    PROTECTION: "Child Protection Plan End Date",
    CARE: "Date Ceased to be Looked After",
}
FIRST_ASKED = (6, 8, 7, 9, 5, 4, 3, 2, 1, 10)
"""Whose date of birth the others are held against: List 6 holds the whole caseload."""
STATUS = "Case Status"
IN_CARE, ON_PLAN, OPEN, CLOSED = (
    "Looked after child", "Child Protection plan", "Open assessment", "Closed episode",
)  # fmt: skip


class Across:
    """The lists of one file, each child by its first row."""

    def __init__(self, lists: Mapping[int, ReadList]) -> None:
        self._lists = lists
        self._rows = {number: _first_rows(read) for number, read in lists.items() if read.form.cohort}

    def check(self) -> None:
        """Note what does not fit between lists, at the row of the later or narrower list."""
        self._births()
        self._caseload()
        self._statuses()
        self._assessments()
        self._plans_from_conferences()
        self._leavers()
        self._adoptions()

    def _births(self) -> None:
        known: dict[str, tuple[str, int, int]] = {}
        for number in FIRST_ASKED:
            read = self._lists.get(number)
            births = read.of_type("birth") if read else None
            if read is None or births is None:
                continue
            name, values = births
            for at, (child, born) in enumerate(zip(read.ids, values, strict=True)):
                if born <= WRONG:
                    continue
                other = known.setdefault(child, (born, number, read.numbers[at]))
                if other[0] != born:
                    where = f"List {other[1]}, row {other[2]}"
                    read.problem(at, name, f"another date of birth than in {where}", "birth_across")

    def _caseload(self) -> None:
        known = self._rows.get(CASELOAD)
        if not known:
            return
        caseload = self._lists[CASELOAD]
        for number in (PROTECTION, CARE):
            read = self._lists.get(number)
            if read is None:
                continue
            teams, theirs = read.of_type("team"), caseload.of_type("team")
            for at, child in enumerate(read.ids):
                other = known.get(child)
                if other is None:
                    reason = "is not in List 6, which holds the whole caseload"
                    read.problem(at, read.form.columns[0].name, reason, "not_in_six")
                elif teams and theirs and self._is_open(number, at) and self._is_open(CASELOAD, other):
                    here, there = teams[1][at], theirs[1][other]
                    if here > WRONG and there > WRONG and plain_words(here) != plain_words(there):
                        reason = f"another team than in List 6, row {caseload.numbers[other]}"
                        read.problem(at, teams[0], reason, "team_across")

    def _statuses(self) -> None:
        """The first of looked after, plan, need and assessment that applies is the status (template)."""
        caseload = self._lists.get(CASELOAD)
        if caseload is None or STATUS not in caseload.values:
            return
        for at, (child, status) in enumerate(zip(caseload.ids, caseload.values[STATUS], strict=True)):
            if status <= WRONG or status == CLOSED or not self._is_open(CASELOAD, at):
                continue
            care, plan = self._open_row(CARE, child), self._open_row(PROTECTION, child)
            reason = ""
            if care is not None and status != IN_CARE:
                reason = f"should be {IN_CARE}, for List 8, row {care} has the child in care"
            elif care is None and CARE in self._lists and status == IN_CARE:
                reason = f"is {IN_CARE}, but List 8 has no care that goes on"
            elif status != IN_CARE and plan is not None and status != ON_PLAN:
                reason = f"should be {ON_PLAN}, for List 7, row {plan} has a plan that goes on"
            elif status == ON_PLAN and plan is None and PROTECTION in self._lists:
                reason = f"is {ON_PLAN}, but List 7 has no plan that goes on"
            if reason:
                caseload.problem(at, STATUS, reason, "status")

    def _assessments(self) -> None:
        read, known = self._lists.get(4), self._rows.get(CASELOAD)
        authorised = "Continuous Assessment Date of Authorisation"
        if read is None or not known or authorised not in read.values:
            return
        open_now = {
            child: at
            for at, (child, done) in enumerate(zip(read.ids, read.values[authorised], strict=True))
            if not done
        }
        for child, at in open_now.items():
            if child not in known:
                reason = "has an open assessment, but is not in List 6"
                read.problem(at, read.form.columns[0].name, reason, "not_in_six")
        caseload = self._lists[CASELOAD]
        for at, status in enumerate(caseload.values.get(STATUS, ())):
            if status == OPEN and caseload.ids[at] not in open_now and self._is_open(CASELOAD, at):
                caseload.problem(at, STATUS, f"is {OPEN}, but List 4 has none that is open", "status")

    def _plans_from_conferences(self) -> None:
        read = self._lists.get(5)
        name = "Did the Initial Child Protection Conference Result in a Child Protection Plan"
        if read is None or PROTECTION not in self._rows or name not in read.values:
            return
        for at, (child, answer) in enumerate(zip(read.ids, read.values[name], strict=True)):
            if answer == "Yes" and child not in self._rows[PROTECTION]:
                read.problem(at, name, "is Yes, but the child is not in List 7", "not_in_seven")

    def _leavers(self) -> None:
        read, name = self._lists.get(LEAVERS), "Eligibility Category"
        if read is None or name not in read.values:
            return
        for at, (child, category) in enumerate(zip(read.ids, read.values[name], strict=True)):
            row = self._open_row(CARE, child)
            if row is not None and category > WRONG and not category.startswith("Eligible"):
                reason = f"is {category}, but List 8, row {row} has the young person in care"
                read.problem(at, name, reason, "leaver_in_care")

    def _adoptions(self) -> None:
        read = self._lists.get(ADOPTION)
        if read is None or CARE not in self._lists:
            return
        order, reversal = (
            "Date of Adoption Order", "Date of Decision that Child Should No Longer be Placed for Adoption",
        )  # fmt: skip
        for at, child in enumerate(read.ids):
            if read.given(at, order):
                row = self._open_row(CARE, child)
                if row is not None:
                    reason = f"is given, but List 8, row {row} has the child in care"
                    read.problem(at, order, reason, "adopted_in_care")
            elif not read.given(at, reversal) and child not in self._rows[CARE]:
                reason = "is neither adopted nor is the decision reversed, but the child is not in List 8"
                read.problem(at, read.form.columns[0].name, reason, "not_in_eight")

    def _is_open(self, number: int, at: int) -> bool:
        return not self._lists[number].given(at, ENDS[number])

    def _open_row(self, number: int, child: str) -> int | None:
        """The number of the row in which a child's care or plan goes on, if there is one."""
        at = self._rows.get(number, {}).get(child)
        return self._lists[number].numbers[at] if at is not None and self._is_open(number, at) else None


def _first_rows(read: ReadList) -> dict[str, int]:
    rows: dict[str, int] = {}
    for at, child in enumerate(read.ids):
        rows.setdefault(child, at)
    return rows
