"""Fetching what the page shows: what is the same for every day once, and each day by itself.

A day is opened in a few milliseconds, however big the inspection is: only its own slots are read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ilacs_desktop.desktop.pages.timetable.sight import Sight, day_that_matters
from ilacs_desktop.domain.clashes import Clash
from ilacs_desktop.domain.inspection import Inspection
from ilacs_desktop.domain.people import Person, Place
from ilacs_desktop.domain.timetable import Change, Impact, IssueHeading, Slip, Telling

if TYPE_CHECKING:
    from ilacs_desktop.services.house import House


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a day and is the same whichever day is shown."""

    inspection: Inspection
    days: tuple[date, ...]
    changes: tuple[Change, ...]
    slips: tuple[Slip, ...]
    clashes: tuple[Clash, ...]
    people: tuple[Person, ...]
    places: tuple[Place, ...]
    issues: tuple[IssueHeading, ...]
    tellings: tuple[Telling, ...]
    impact: Impact | None


def look_around(house: House, inspection_id: int) -> Around:
    """Look through the whole inspection: what has changed, clashes, would be told. Runs on the worker."""
    timetable = house.timetable
    ahead = timetable.look_ahead(inspection_id)
    return Around(
        inspection=house.inspections.one(inspection_id),
        days=timetable.days(inspection_id),
        changes=ahead.changes,
        slips=ahead.slips,
        clashes=ahead.clashes,
        people=house.people.all(),
        places=house.people.places(),
        issues=timetable.issues(inspection_id),
        tellings=timetable.tellings(inspection_id),
        impact=ahead.impact,
    )


def look_at(
    house: House,
    around: Around,
    day: date | None,
    *,
    find_id: int | None = None,
    find_uids: Sequence[str] = (),
) -> Sight:
    """Everything the page shows of ``day``; of the day that matters now if there is none.

    ``find_id`` is a slot's id, ``find_uids`` some slots: their day is shown instead. Runs on the worker,
    and reads no more than that day.
    """
    timetable, now, inspection_id = house.timetable, house.clock(), around.inspection.id
    day = day or day_that_matters(now, around.days)
    slots = timetable.draft(inspection_id, day)
    if find_id is not None or find_uids:
        wanted = set(find_uids)
        if not any(slot.id == find_id or slot.uid in wanted for slot in slots):
            whole = timetable.draft(inspection_id)
            found = [slot.day for slot in whole if slot.id == find_id or slot.uid in wanted]
            day = found[0] if found else day
            slots = tuple(slot for slot in whole if slot.day == day)
    here = {slot.uid for slot in slots}
    clashes = [clash for clash in around.clashes if not here.isdisjoint(clash.uids)]
    return Sight(
        day=day,
        days=around.days,
        now=now,
        slots=slots,
        changes=around.changes,
        slips=around.slips,
        clashes=tuple(clash for clash in clashes if not clash.is_let_stand),
        let_stand=tuple(clash for clash in clashes if clash.is_let_stand),
        people=around.people,
        places=around.places,
        issues=around.issues,
        tellings=around.tellings,
        impact=around.impact,
        changed={change.uid: change for change in around.changes},
        counter=around.inspection.day_line(day).rpartition(" · ")[0],
    )
