"""What else is to be known of one slot: its case, lines of enquiry, requests, and its history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.enquiry import Enquiry
from ilacs_desktop.domain.info_requests import InfoRequest
from ilacs_desktop.domain.timetable import Slot
from ilacs_desktop.domain.timetable.journal import SlotEvent

if TYPE_CHECKING:
    from ilacs_desktop.services.house import House


@dataclass(frozen=True, slots=True)
class SlotMore:
    """Fetched once a slot is chosen. ``case`` points at the child whose case it is about, if it is known."""

    uid: str
    case: Ref | None = None
    enquiries: tuple[Enquiry, ...] = ()
    requests: tuple[InfoRequest, ...] = ()
    history: tuple[SlotEvent, ...] = ()


def fetch_more(house: House, inspection_id: int, slot: Slot) -> SlotMore:
    """Look up what belongs to ``slot``. Runs on the worker."""
    return SlotMore(
        slot.uid,
        _case(house, inspection_id, slot),
        _enquiries(house, inspection_id, slot),
        _requests(house, inspection_id, slot),
        house.timetable.journal.history(inspection_id, slot.uid),
    )


def _case(house: House, inspection_id: int, slot: Slot) -> Ref | None:
    if slot.child_id is not None:
        return Ref(Kind.CHILD, slot.child_id)
    if not slot.case_code:
        return None
    found = house.casefiles.children(inspection_id, text=slot.case_code, limit=5)
    return next((Ref(Kind.CHILD, child.id) for child in found if child.code == slot.case_code), None)


def _enquiries(house: House, inspection_id: int, slot: Slot) -> tuple[Enquiry, ...]:
    """Those the slot names, by code or by title."""
    if not slot.enquiries:
        return ()
    named = {name.casefold() for name in slot.enquiries}
    return tuple(
        enquiry
        for enquiry in house.enquiry.all(inspection_id)
        if {enquiry.code.casefold(), enquiry.title.casefold()} & named
    )


def _requests(house: House, inspection_id: int, slot: Slot) -> tuple[InfoRequest, ...]:
    """Those whose deadline hangs on the slot, and those that are linked with it."""
    found = {
        request.id: request for request, uid in house.info_requests.anchored(inspection_id) if uid == slot.uid
    }
    for ref in house.lookup.linked(Ref(Kind.SLOT, slot.id)):
        if ref.kind is Kind.INFO_REQUEST and ref.id not in found:
            found[ref.id] = house.info_requests.one(ref.id)
    return tuple(found.values())
