"""What a sheet is built from: everything read in one go, before anything is chosen or withheld."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from ilacs_desktop.domain.casefiles import CaseSession, Concern
from ilacs_desktop.domain.enquiry import Enquiry
from ilacs_desktop.domain.info_requests import Clarification, Disagreement, GivenItem, InfoRequest
from ilacs_desktop.domain.people import Person
from ilacs_desktop.domain.timetable import Slot, Telling


@dataclass(frozen=True, slots=True)
class Facts:
    """The state of an inspection at ``as_of``, as its services gave it.

    ``slots`` are those of issue ``issue_number``, of the draft when nothing has been issued;
    ``base_slots`` those of issue ``base_number``, with which the sheet compares. ``person`` is
    whose page it is; ``points`` are those still open; ``staff_line`` the coordinator's own words to staff.
    ``have_open`` is what the record check of each session says to have open, by the uid of its slot.
    """

    inspection_id: int
    authority: str
    inspection_title: str
    day: date
    day_line: str
    as_of: datetime
    issue_number: int | None = None
    base_number: int | None = None
    slots: tuple[Slot, ...] = ()
    base_slots: tuple[Slot, ...] = ()
    requests: tuple[InfoRequest, ...] = ()
    given: tuple[GivenItem, ...] = ()
    points: tuple[Clarification, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    sessions: tuple[CaseSession, ...] = ()
    concerns: tuple[Concern, ...] = ()
    enquiries: tuple[Enquiry, ...] = ()
    tellings: tuple[Telling, ...] = ()
    people: tuple[Person, ...] = ()
    person: Person | None = None
    have_open: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    staff_line: str = ""
    embargo: str = ""

    def following_day(self) -> date | None:
        """The next day with anything on it after the sheet's day; None when there is none."""
        return min((slot.day for slot in self.slots if slot.day > self.day), default=None)


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier sheet of the same series: its number, its day and the issue it rested on."""

    number: int
    day: date
    issue_number: int | None


def base_issue(issue_number: int | None, day: date, earlier: Sequence[Earlier]) -> int | None:
    """The issue with which a sheet for ``day`` compares: the one its readers had before.

    That is the issue of the last sheet of the same series that was for another day or rested on
    another issue; a sheet made twice thus says the same twice. Without such a sheet it is the
    issue before this one. None: there is nothing to compare with.
    """
    if issue_number is None:
        return None
    for sheet in sorted(earlier, key=lambda each: each.number, reverse=True):
        if sheet.issue_number is not None and (sheet.day, sheet.issue_number) != (day, issue_number):
            return min(sheet.issue_number, issue_number)
    return issue_number - 1 or None
