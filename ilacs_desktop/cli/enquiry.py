"""Lines of enquiry without a window."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from ilacs_desktop.cli.output import Output, inspection_of
from ilacs_desktop.cli.shared import moment_of_text
from ilacs_desktop.domain.enquiry import Enquiry, EnquiryState, Provenance, Strength
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import said_short_day, said_when
from ilacs_desktop.domain.people import Side
from ilacs_desktop.services.house import House

Subparsers = argparse._SubParsersAction


def register(commands: Subparsers[argparse.ArgumentParser]) -> None:
    """``enquiry list``, ``start``, ``signal``, ``state`` and ``heat``."""
    enquiry = commands.add_parser("enquiry", help="lines of enquiry and their signals")
    deeds = enquiry.add_subparsers(dest="what", metavar="WHAT", required=True)
    deeds.add_parser("list", help="all lines with state and suggestion").set_defaults(deed=list_enquiries)
    start = deeds.add_parser("start", help="start a line of enquiry")
    start.add_argument("title")
    start.set_defaults(deed=start_enquiry)
    signal = deeds.add_parser("signal", help="write down a sign of one")
    signal.add_argument("code", metavar="K-01")
    signal.add_argument("quote", metavar="WORDS")
    signal.add_argument("--source", required=True, help="the session, call or message it came in")
    signal.add_argument("--inspector", default="", help="as sheets call them, “Inspector B”")
    signal.add_argument("--at", type=moment_of_text, metavar="MOMENT", help="when; now if not said")
    signal.add_argument("--strength", choices=[each.value for each in Strength], default=Strength.CLEAR.value)
    signal.add_argument(
        "--provenance", choices=[each.value for each in Provenance], default=Provenance.FIRST_HAND.value
    )
    signal.set_defaults(deed=add_signal)
    state = deeds.add_parser("state", help="confirm where a line stands")
    state.add_argument("code", metavar="K-01")
    state.add_argument("state", choices=[each.value for each in EnquiryState])
    state.set_defaults(deed=set_state)
    deeds.add_parser("heat", help="signals by day and inspector").set_defaults(deed=show_heat)


def list_enquiries(house: House, args: argparse.Namespace, out: Output) -> None:
    """All lines of enquiry of the inspection."""
    now = house.clock()
    enquiries = house.enquiry.all(inspection_of(house, args).id)
    out.table(
        ("Code", "Line of enquiry", "State", "Suggested", "Signals", "Today", "Last"),
        [
            (
                each.code,
                each.title,
                each.state,
                each.suggested_state if each.has_movement else "",
                str(each.signal_count),
                str(each.today_count or ""),
                said_when(each.last_at, now) if each.last_at else "",
            )
            for each in enquiries
        ],
        json_rows=[asdict(each) for each in enquiries],
        empty="There is no line of enquiry yet.",
    )


def start_enquiry(house: House, args: argparse.Namespace, out: Output) -> None:
    """Start one."""
    started = house.enquiry.start(inspection_of(house, args).id, args.title)
    out.say(f"{started.code} {started.title} is {started.state}.")
    out.result(asdict(started))


def add_signal(house: House, args: argparse.Namespace, out: Output) -> None:
    """Write down a signal."""
    enquiry = _enquiry(house, args)
    signal = house.enquiry.add_signal(
        enquiry.id,
        quote=args.quote,
        source=args.source,
        at=args.at,
        inspector_id=_inspector(house, args.inspector),
        strength=Strength(args.strength),
        provenance=Provenance(args.provenance),
    )
    out.say(f"Written down for {enquiry.code} {enquiry.title}.")
    out.result(asdict(signal))


def set_state(house: House, args: argparse.Namespace, out: Output) -> None:
    """Confirm where one stands."""
    moved = house.enquiry.set_state(_enquiry(house, args).id, EnquiryState(args.state))
    out.say(f"{moved.code} {moved.title} is {moved.state}.")
    out.result(asdict(moved))


def show_heat(house: House, args: argparse.Namespace, out: Output) -> None:
    """Signals counted by day and inspector."""
    heat = house.enquiry.heat(inspection_of(house, args).id)
    out.table(
        ("Line of enquiry", *map(said_short_day, heat.days), *heat.inspectors),
        [
            (
                f"{row.enquiry.code} {row.enquiry.title}",
                *(str(n or "") for n in (*row.by_day, *row.by_inspector)),
            )
            for row in heat.rows
        ],
        json_rows=[
            {
                "code": row.enquiry.code,
                "title": row.enquiry.title,
                "by_day": dict(zip(map(str, heat.days), row.by_day, strict=True)),
                "by_inspector": dict(zip(heat.inspectors, row.by_inspector, strict=True)),
            }
            for row in heat.rows
        ],
        empty="There is no line of enquiry yet.",
    )


def _enquiry(house: House, args: argparse.Namespace) -> Enquiry:
    wanted = args.code.strip().upper().removeprefix("K-").lstrip("0")
    for each in house.enquiry.all(inspection_of(house, args).id):
        if each.code.removeprefix("K-").lstrip("0") == wanted:
            found: Enquiry = each
            return found
    raise Explained(f"There is no line of enquiry {args.code}.", remedy="See: main.py enquiry list")


def _inspector(house: House, name: str) -> int | None:
    if not name:
        return None
    for person in house.people.all(Side.INSPECTORATE):
        if name.casefold() in {person.label.casefold(), person.name.casefold(), person.short_name.casefold()}:
            found: int = person.id
            return found
    raise Explained(f"There is no inspector called {name}.", remedy="Say it as the list of people does.")
