"""The whole draft and what stands around it, fetched in one go on the worker for the views of many days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from ilacs_desktop.domain.clashes import Clash
from ilacs_desktop.domain.info_requests import InfoRequest
from ilacs_desktop.domain.inspection import Inspection
from ilacs_desktop.domain.moments import day_of
from ilacs_desktop.domain.people import Absence, Person, Place, Travel
from ilacs_desktop.domain.timetable import Change, IssueHeading, Slot

if TYPE_CHECKING:
    from ilacs_desktop.services.house import House


@dataclass(frozen=True, slots=True)
class Whole:
    """Every slot of the draft, and the clashes that nobody has let stand.

    ``changed`` is what is not issued yet, by uid; empty before the first issue.
    ``changed_since`` holds, by the number of an issue that was asked for, the slots changed since it.
    """

    inspection: Inspection
    now: datetime
    days: tuple[date, ...]
    slots: tuple[Slot, ...]
    changes: tuple[Change, ...] = ()
    clashes: tuple[Clash, ...] = ()
    people: tuple[Person, ...] = ()
    places: tuple[Place, ...] = ()
    issues: tuple[IssueHeading, ...] = ()
    absences: tuple[Absence, ...] = ()
    travel: tuple[Travel, ...] = ()
    requests: tuple[InfoRequest, ...] = ()
    changed_since: Mapping[int, frozenset[str]] = field(default_factory=dict)

    @property
    def last_issue(self) -> int:
        """The number of the newest issue; 0 before the first."""
        return self.issues[0].number if self.issues else 0

    @property
    def changed(self) -> Mapping[str, Change]:
        """What is not issued yet, by uid; before the first issue nothing counts as changed."""
        return {change.uid: change for change in self.changes} if self.issues else {}

    @property
    def today(self) -> date:
        """The London day of now."""
        return day_of(self.now)

    @property
    def home_site(self) -> str:
        """The site with most places; what is elsewhere is off-site."""
        sites = Counter(place.site for place in self.places if place.site)
        return max(sorted(sites), key=lambda site: sites[site]) if sites else ""

    def slot(self, uid: str) -> Slot | None:
        """A slot by uid."""
        return next((slot for slot in self.slots if slot.uid == uid), None)


def fetch_whole(house: House, inspection: Inspection, *, since: int | None = None) -> Whole:
    """The whole draft; with ``since``, also what has changed since that issue. Runs on the worker."""
    timetable = house.timetable
    changed_since = {}
    if since is not None:
        changed_since[since] = frozenset(
            change.uid for change in timetable.changes(inspection.id, since=since)
        )
    return Whole(
        inspection=inspection,
        now=house.clock(),
        days=timetable.days(inspection.id),
        slots=timetable.draft(inspection.id),
        changes=timetable.changes(inspection.id),
        clashes=tuple(clash for clash in timetable.clashes(inspection.id) if not clash.is_let_stand),
        people=house.people.all(with_former=True),
        places=house.people.places(),
        issues=timetable.issues(inspection.id),
        absences=house.people.absences(),
        travel=house.people.travel(),
        requests=house.info_requests.open(inspection.id),
        changed_since=changed_since,
    )
