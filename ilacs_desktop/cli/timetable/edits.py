"""Showing and editing the draft."""

from __future__ import annotations

import argparse

from ilacs_desktop.cli.output import Output, day_of_text, inspection_of, moment_of_text
from ilacs_desktop.cli.timetable.finding import parts_of, place_of, plain_slot, slot_table, uid_of
from ilacs_desktop.domain.moments import said_short_day, said_time
from ilacs_desktop.domain.timetable import Slot, SlotKind
from ilacs_desktop.services.house import House
from ilacs_desktop.services.timetable import KEEP


def register(deeds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands that show and change the draft."""
    listing = deeds.add_parser("show", help="list the slots of the draft, or of an issue")
    listing.add_argument("--day", type=day_of_text, metavar="2026-12-03")
    listing.add_argument("--issue", type=int, metavar="N")
    listing.set_defaults(deed=show)

    add = deeds.add_parser("add", help="put a slot into the draft")
    add.add_argument("--start", required=True, type=moment_of_text, metavar="2026-12-03T09:30")
    add.add_argument("--end", required=True, type=moment_of_text, metavar="2026-12-03T10:30")
    add.add_argument("--purpose", required=True, metavar="TEXT")
    add.add_argument("--kind", choices=[kind.value for kind in SlotKind], default=SlotKind.MEETING.value)
    add.add_argument("--place", metavar="NAME")
    add.add_argument(
        "--people", default="", metavar="NAMES", help="“Inspector B:leads, R. Malik”; without a part: attends"
    )
    add.add_argument("--case", default="", metavar="C-014")
    add.set_defaults(deed=add_slot)

    move = deeds.add_parser("move", help="move a slot; without --end it stays as long as it is")
    move.add_argument("uid", metavar="SLOT", help="as listed; the first letters are enough")
    move.add_argument("--start", required=True, type=moment_of_text, metavar="2026-12-03T11:00")
    move.add_argument("--end", type=moment_of_text, metavar="2026-12-03T12:00")
    move.add_argument("--place", metavar="NAME")
    move.set_defaults(deed=move_slot)

    cancel = deeds.add_parser("cancel", help="stand a slot down")
    cancel.add_argument("uid", metavar="SLOT")
    cancel.add_argument("--reason", default="", metavar="TEXT")
    cancel.set_defaults(deed=cancel_slot)

    reinstate = deeds.add_parser("reinstate", help="put a cancelled slot on again")
    reinstate.add_argument("uid", metavar="SLOT")
    reinstate.set_defaults(deed=reinstate_slot)


def show(house: House, args: argparse.Namespace, out: Output) -> None:
    """List the slots of the draft, or of one issue."""
    inspection = inspection_of(house, args)
    if args.issue is None:
        slots = house.timetable.draft(inspection.id, args.day)
    else:
        issued = house.timetable.issue_numbered(inspection.id, args.issue).slots
        slots = tuple(slot for slot in issued if args.day in {None, slot.day})
    slot_table(out, slots)


def add_slot(house: House, args: argparse.Namespace, out: Output) -> None:
    """Put a slot into the draft."""
    slot = house.timetable.add(
        inspection_of(house, args).id,
        starts_at=args.start,
        ends_at=args.end,
        purpose=args.purpose,
        kind=SlotKind(args.kind),
        place_id=None if args.place is None else place_of(house, args.place),
        parts=parts_of(house, args.people),
        case_code=args.case,
    )
    _said(out, "Added", slot)


def move_slot(house: House, args: argparse.Namespace, out: Output) -> None:
    """Move a slot of the draft."""
    inspection = inspection_of(house, args)
    slot = house.timetable.move(
        inspection.id,
        uid_of(house, inspection.id, args.uid),
        starts_at=args.start,
        ends_at=args.end,
        place_id=KEEP if args.place is None else place_of(house, args.place),
    )
    _said(out, "Moved", slot)


def cancel_slot(house: House, args: argparse.Namespace, out: Output) -> None:
    """Stand a slot down."""
    inspection = inspection_of(house, args)
    uid = uid_of(house, inspection.id, args.uid)
    _said(out, "Cancelled", house.timetable.cancel(inspection.id, uid, reason=args.reason))


def reinstate_slot(house: House, args: argparse.Namespace, out: Output) -> None:
    """Put a cancelled slot on again."""
    inspection = inspection_of(house, args)
    uid = uid_of(house, inspection.id, args.uid)
    _said(out, "On again", house.timetable.reinstate(inspection.id, uid))


def _said(out: Output, what: str, slot: Slot) -> None:
    out.say(
        f"{what}: {slot.title}, {said_short_day(slot.day)}"
        f" {said_time(slot.starts_at)}–{said_time(slot.ends_at)} ({slot.uid[:8]})."
    )
    out.result(plain_slot(slot))
