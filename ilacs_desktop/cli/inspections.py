"""``new``, ``inspections`` and ``milestones``: the call and its dates, without a window."""

from __future__ import annotations

import argparse
from datetime import time

from ilacs_desktop.cli.output import Output, day_of_text, inspection_of, moment_of_text
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.inspection import Basis, Inspection, Milestone
from ilacs_desktop.domain.moments import day_of, said_short_day
from ilacs_desktop.domain.readiness import DateRow
from ilacs_desktop.services.house import House


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of this room."""
    new = commands.add_parser("new", help="open an inspection: dates, requests to expect, first timetable")
    new.add_argument("--type", required=True, metavar="TYPE", help="short, standard, focused-visit, …")
    new.add_argument("--authority", required=True, metavar="NAME")
    new.add_argument("--notified", required=True, type=moment_of_text, metavar="2026-11-23T09:20")
    new.add_argument("--lead", default="", metavar="NAME", help="the lead inspector")
    new.add_argument("--focus", default="", metavar="TEXT", help="the theme of a visit")
    new.add_argument("--on-site-from", type=day_of_text, metavar="2026-11-30", help="if it was said")
    new.add_argument("--on-site-until", type=day_of_text, metavar="2026-12-11")
    new.set_defaults(deed=open_new)

    listing = commands.add_parser("inspections", help="list the inspections")
    listing.set_defaults(deed=list_all)

    milestones = commands.add_parser("milestones", help="list the dates of an inspection, or set one")
    milestones.set_defaults(deed=list_milestones)
    deeds = milestones.add_subparsers(metavar="DEED")
    override = deeds.add_parser("override", help="set a date as the lead inspector said it")
    override.add_argument("key", help="as listed, such as annex_a_lists")
    override.add_argument("--on", required=True, type=day_of_text, metavar="2026-11-25")
    override.add_argument("--at", type=time_of_text, metavar="17:00")
    override.add_argument("--basis", choices=[word.value for word in Basis], default=Basis.OFSTED.value)
    override.add_argument("--note", default="", metavar="TEXT")
    override.set_defaults(deed=override_milestone)


def time_of_text(text: str) -> time:
    """A time of day written as 17:00; for ``type=`` of an argument."""
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a time; write it as 17:00") from None


def open_new(house: House, args: argparse.Namespace, out: Output) -> None:
    """Open an inspection and say what follows from the call."""
    inspection: Inspection = house.inspections.open_inspection(
        authority=args.authority,
        framework_key=args.type,
        notified_at=args.notified,
        lead_inspector=args.lead,
        focus=args.focus,
        on_site_from=args.on_site_from,
        on_site_until=args.on_site_until,
    )
    overview = house.readiness.overview(inspection.id)
    slots = len(house.timetable.draft(inspection.id))
    staged = sum(group.total for group in overview.groups)
    out.say(f"Inspection {inspection.id}: {inspection.title}, on site {_said_days(inspection)}.")
    out.say(
        f"{len(overview.dates)} dates, {staged} requests to expect and a first timetable of {slots} lines "
        "are in place."
    )
    for caution in overview.cautions:
        out.say(f"Please note: {caution.sentence}")
    out.result(
        {
            **_values(inspection),
            "dates": len(overview.dates),
            "staged_requests": staged,
            "timetable_lines": slots,
            "warnings": [caution.sentence for caution in overview.cautions],
        }
    )


def list_all(house: House, _args: argparse.Namespace, out: Output) -> None:
    """List the inspections, the newest call first."""
    today = day_of(house.clock())
    inspections: tuple[Inspection, ...] = house.inspections.all()
    out.table(
        ("No", "Inspection", "Called", "On site", "State"),
        [
            (
                str(each.id),
                each.title,
                said_short_day(each.notified_on),
                _said_days(each),
                str(each.state_on(today)),
            )
            for each in inspections
        ],
        json_rows=[{**_values(each), "state": str(each.state_on(today))} for each in inspections],
        empty="There is no inspection yet. Open one with: main.py new --type … --authority … --notified …",
    )


def list_milestones(house: House, args: argparse.Namespace, out: Output) -> None:
    """List the dates of an inspection, each with what it rests on."""
    inspection = inspection_of(house, args)
    rows: tuple[DateRow, ...] = house.readiness.overview(inspection.id).dates
    out.table(
        ("Key", "What", "Due", "Basis", "State"),
        [(row.key, row.what, row.said_due, str(row.basis), row.said_state) for row in rows],
        json_rows=[
            {
                "key": row.key,
                "what": row.what,
                "due_on": row.due_on,
                "due_at_time": f"{row.due_at_time:%H:%M}" if row.due_at_time else None,
                "basis": str(row.basis),
                "source": row.source,
                "hangs_on": row.hangs_on,
                "is_overridden": row.is_overridden,
                "is_late": row.is_late,
                "done_at": row.done_at,
            }
            for row in rows
        ],
    )


def override_milestone(house: House, args: argparse.Namespace, out: Output) -> None:
    """Set one date by hand; what hangs on it moves."""
    inspection = inspection_of(house, args)
    before: dict[str, DateRow] = {row.key: row for row in house.readiness.overview(inspection.id).dates}
    if args.key not in before:
        raise Explained(
            f"There is no date called “{args.key}”.", remedy=f"Known are: {', '.join(sorted(before))}."
        )
    changed: Milestone = house.inspections.override(
        before[args.key].id, due_on=args.on, due_at_time=args.at, basis=Basis(args.basis), note=args.note
    )
    after: tuple[DateRow, ...] = house.readiness.overview(inspection.id).dates
    moved = [row for row in after if row.key != args.key and row.due_on != before[row.key].due_on]
    out.say(f"{changed.what}: {said_short_day(changed.due_on)}, {changed.basis}.")
    for row in moved:
        out.say(f"Moved with it: {row.what}, now {row.said_due}.")
    out.result(
        {
            "key": changed.key,
            "due_on": changed.due_on,
            "basis": str(changed.basis),
            "moved": [{"key": row.key, "due_on": row.due_on} for row in moved],
        }
    )


def _said_days(inspection: Inspection) -> str:
    return f"{said_short_day(inspection.on_site_from)} to {said_short_day(inspection.on_site_until)}"


def _values(inspection: Inspection) -> dict[str, object]:
    return {
        "id": inspection.id,
        "authority": inspection.authority,
        "type": inspection.framework_key,
        "edition": inspection.framework_edition,
        "notified_at": inspection.notified_at,
        "on_site_from": inspection.on_site_from,
        "on_site_until": inspection.on_site_until,
        "lead_inspector": inspection.lead_inspector,
        "focus": inspection.focus,
        "is_rehearsal": inspection.is_rehearsal,
    }
