"""The timetable as a list: one row a slot, with the lasting id by which it can come back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from ilacs_desktop.domain.briefing import MARKING
from ilacs_desktop.domain.moments import local
from ilacs_desktop.domain.timetable import Part, PartKind, Slot

LISTING = (
    "Day", "Start", "End", "What", "Kind", "Place", "Site", "Inspectors", "Staff", "Case", "Status",
    "Since the issue before", "Slot id",
)  # fmt: skip
"""The headings, in their order; the import knows them all."""

WHOLE = "whole timetable"
"""Said of a list that leaves no slot out, so that what is missing when it comes back was taken out."""


@dataclass(frozen=True, slots=True)
class ListedSlot:
    """One row; day and times are London's."""

    day: date
    starts: time
    ends: time
    what: str
    kind: str
    place: str
    site: str
    inspectors: str
    staff: str
    case: str
    status: str
    since: str
    uid: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The rows and what is said about them. ``covers`` is ``WHOLE`` or what it is a part of."""

    title: str
    authority: str
    inspection_title: str
    edition: str
    number: int | None
    as_of: datetime
    covers: str
    rows: tuple[ListedSlot, ...]
    empty_says: str
    has_ids: bool = True
    marking: str = MARKING


def listed(slot: Slot, since: str = "") -> ListedSlot:
    """A slot as a row."""
    starts, ends = local(slot.starts_at), local(slot.ends_at)
    return ListedSlot(
        day=starts.date(),
        starts=starts.time().replace(tzinfo=None),
        ends=ends.time().replace(tzinfo=None),
        what=slot.purpose,
        kind=slot.kind.value,
        place=slot.place,
        site=slot.site,
        inspectors=said_parts(slot.inspectors),
        staff=said_parts(slot.staff),
        case=slot.case_code,
        status="stood down" if slot.is_cancelled else "planned",
        since=since,
        uid=slot.uid,
    )


def said_parts(parts: Iterable[Part]) -> str:
    """``Inspector B (leads); R. Malik``: who attends has no word behind the name."""
    return "; ".join(
        part.name if part.part is PartKind.ATTENDS else f"{part.name} ({part.part.value})" for part in parts
    )


def listing_of(rows: Iterable[ListedSlot], **about: object) -> Listing:
    """A list in order of time."""
    ordered = tuple(sorted(rows, key=lambda row: (row.day, row.starts, row.ends, row.what, row.uid)))
    return Listing(rows=ordered, **about)  # type: ignore[arg-type]  # handed through by name
