"""What became of a slot on the day, and running late."""

from __future__ import annotations

import argparse

from ilacs_desktop.cli.output import Output, inspection_of
from ilacs_desktop.cli.timetable.finding import counted, person_of, place_of, plain_slot, uid_of
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import said_time
from ilacs_desktop.services.house import House

WORDS = ("started", "ended", "ran-over", "missed", "elsewhere", "planned")


def register(deeds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands about what happened."""
    mark = deeds.add_parser("mark", help="say what became of a slot; “planned” takes it back")
    mark.add_argument("uid", metavar="SLOT")
    mark.add_argument("what", choices=WORDS)
    mark.add_argument("--why", default="", metavar="TEXT", help="why it was missed, or where they went")
    mark.add_argument("--minutes", type=int, metavar="N", help="by how much it ran over")
    mark.set_defaults(deed=mark_slot)

    late = deeds.add_parser("late", help="shift the rest of a lane up to the next gap or lunch")
    late.add_argument("uid", metavar="SLOT", help="the slot that runs late")
    late.add_argument("minutes", type=int, metavar="MINUTES")
    late.add_argument("--person", metavar="NAME", help="this person’s lane, not the inspector’s")
    late.add_argument("--place", metavar="NAME", help="this place’s lane")
    late.add_argument("--do", action="store_true", help="do it; without it only say what would move")
    late.set_defaults(deed=run_late)


def mark_slot(house: House, args: argparse.Namespace, out: Output) -> None:
    """Say what became of a slot."""
    inspection = inspection_of(house, args)
    uid, actuals = uid_of(house, inspection.id, args.uid), house.timetable.actuals
    if args.why and args.what not in {"missed", "elsewhere"}:
        raise Explained("A reason belongs to “missed” or “elsewhere”.")
    if args.minutes is not None and args.what != "ran-over":
        raise Explained("Minutes belong to “ran-over”.")
    ways = {
        "started": lambda: actuals.start(inspection.id, uid),
        "ended": lambda: actuals.end(inspection.id, uid),
        "ran-over": lambda: actuals.ran_over(inspection.id, uid, args.minutes),
        "missed": lambda: actuals.did_not_happen(inspection.id, uid, args.why),
        "elsewhere": lambda: actuals.went_elsewhere(inspection.id, uid, args.why),
        "planned": lambda: actuals.take_back(inspection.id, uid),
    }
    slot = ways[args.what]()
    out.say(f"{slot.title}: {slot.outcome or 'planned'}.")
    out.result(
        plain_slot(slot)
        | {
            "outcome": slot.outcome,
            "reason": slot.status_reason,
            "late_minutes": slot.late_minutes,
            "minutes_over": slot.minutes_over,
            "started_at": slot.started_at,
            "ended_at": slot.ended_at,
        }
    )


def run_late(house: House, args: argparse.Namespace, out: Output) -> None:
    """Say what running late would mean; with ``--do`` shift the lane."""
    inspection = inspection_of(house, args)
    if args.person is not None and args.place is not None:
        raise Explained("A lane is that of a person or of a place.", remedy="Name one of them.")
    late = house.timetable.actuals.late(
        inspection.id,
        uid_of(house, inspection.id, args.uid),
        args.minutes,
        person_id=None if args.person is None else person_of(house.people.all(), args.person).id,
        place_id=None if args.place is None else place_of(house, args.place),
    )
    titles = {slot.uid: slot for slot in house.timetable.draft(inspection.id)}
    if args.do:
        house.timetable.actuals.shift(inspection.id, late)
    for move in late.moves:
        slot = titles[move.uid]
        out.say(f"{said_time(slot.starts_at)} → {said_time(move.starts_at)}  {slot.title_with_inspectors}")
    out.say(late.sentence)
    if late.moves:
        heard = counted(late.people, "person", "people")
        out.say(
            f"Done; {heard} in it." if args.do else f"{heard} in it. Nothing was moved; add --do to do it."
        )
    out.result(
        {
            "sentence": late.sentence,
            "is_possible": late.is_possible,
            "done": bool(args.do),
            "moves": [
                {"uid": move.uid, "starts_at": move.starts_at, "ends_at": move.ends_at} for move in late.moves
            ],
            "stops_at": late.stops_at,
            "overlaps": list(late.overlaps),
            "people": late.people,
        }
    )
