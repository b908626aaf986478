"""Issuing the timetable, what that would mean, and what changed."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator

from ilacs_desktop.cli.output import Output, inspection_of
from ilacs_desktop.cli.timetable.finding import counted, plain_change
from ilacs_desktop.domain.timetable import Replacement, Swap, Told, said_with_day, told_units
from ilacs_desktop.domain.timetable.slots import said_list
from ilacs_desktop.services.house import House


def register(deeds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands about issues."""
    issue = deeds.add_parser("issue", help="freeze the draft under the next number and prepare the messages")
    issue.add_argument("--note", default="", metavar="TEXT")
    issue.add_argument("--preview", action="store_true", help="say what it would mean, and issue nothing")
    issue.set_defaults(deed=issue_draft)

    impact = deeds.add_parser("impact", help="what issuing the draft now would mean; nothing is stored")
    impact.set_defaults(deed=show_impact)

    diff = deeds.add_parser("diff", help="what changed since the last issue, or between two")
    _add_between(diff)
    diff.set_defaults(deed=show_changes)


def _add_between(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--since", type=int, metavar="N", help="0 is the empty timetable")
    parser.add_argument("--until", type=int, metavar="N", help="the draft without it")


def issue_draft(house: House, args: argparse.Namespace, out: Output) -> None:
    """Issue the draft, and say what that means; or only say it."""
    if args.preview:
        show_impact(house, args, out)
        return
    inspection = inspection_of(house, args)
    impact = house.timetable.preview(inspection.id)
    issue = house.timetable.issue(inspection.id, note=args.note)
    out.say(
        f"Issue {issue.number}: {counted(len(impact.changes), 'change')},"
        f" {counted(impact.people_to_tell, 'person', 'people')} to tell,"
        f" {counted(len(impact.clashes), 'clash', 'clashes')}."
    )
    for who in impact.gone_home:
        out.say(f"Not at work now: {who}.")
    out.result(
        {
            "number": issue.number,
            "issued_at": issue.issued_at,
            "slots": len(issue.slots),
            "changes": len(impact.changes),
            "people_to_tell": impact.people_to_tell,
            "gone_home": list(impact.gone_home),
            "sheets_out_of_date": impact.sheets_out_of_date,
            "clashes": len(impact.clashes),
        }
    )


def show_impact(house: House, args: argparse.Namespace, out: Output) -> None:
    """Say what breaks and where, who would hear, which deadlines move and what goes stale."""
    impact = house.timetable.look_ahead(inspection_of(house, args).id).impact
    if impact is None:
        out.say("Nothing has changed. There is nothing to issue.")
        out.result({"changes": 0})
        return
    now = house.clock()
    out.say(
        f"Issue {impact.issue_number} would bring {counted(len(impact.changes), 'change')}"
        f" to {counted(impact.people_to_tell, 'person', 'people')}."
    )
    lists = (
        ("What changes", [said_with_day(unit) for unit in told_units(impact.changes)]),
        ("What breaks", [f"{each.said}: {each.clash.sentence}" for each in impact.breaks]),
        ("People to tell", list(impact.people)),
        ("Gone home or away", list(impact.gone_home)),
        ("Deadlines that move", [move.said(now) for move in impact.deadlines]),
        ("Sheets out of date", [sheet.said for sheet in impact.sheets]),
        ("Calendar files out of date", list(impact.calendars)),
    )
    for title, lines in lines_that_are(lists):
        out.say(f"\n{title}")
        for line in lines:
            out.say(f"  {line}")
    out.result(
        {
            "issue": impact.issue_number,
            "changes": [plain_told(unit) for unit in told_units(impact.changes)],
            "breaks": [
                {
                    "rule": each.clash.rule.value,
                    "level": each.clash.level.value,
                    "stops": each.clash.stops,
                    "at": each.at,
                    "where": each.where,
                    "sentence": each.clash.sentence,
                }
                for each in impact.breaks
            ],
            "people_to_tell": list(impact.people),
            "gone_home": list(impact.gone_home),
            "deadlines": [
                {"ref": move.ref, "was_at": move.was_at, "now_at": move.now_at} for move in impact.deadlines
            ],
            "sheets": [
                {"number": each.number, "title": each.title, "day": each.day} for each in impact.sheets
            ],
            "calendars": list(impact.calendars),
        }
    )


def lines_that_are(
    lists: Iterable[tuple[str, list[str]]],
) -> Iterator[tuple[str, list[str]]]:
    """Those with something in them."""
    return ((title, lines) for title, lines in lists if lines)


def show_changes(house: House, args: argparse.Namespace, out: Output) -> None:
    """List what changed between two issues, or since one: a swap and a replacement are one line."""
    changes = house.timetable.changes(inspection_of(house, args).id, since=args.since, until=args.until)
    units = told_units(changes)
    out.table(
        ("Change", "What", "Slot"),
        [
            (classes_of(unit), said_with_day(unit), " ".join(change.uid[:8] for change in unit.changes))
            for unit in units
        ],
        json_rows=[plain_told(unit) for unit in units],
        empty="Nothing has changed.",
    )


def classes_of(unit: Told) -> str:
    """``swap of times and rooms``, ``replaced by``, ``re-timed, re-placed``."""
    if isinstance(unit, Swap):
        return f"swap of {said_list(unit.of)}"
    if isinstance(unit, Replacement):
        return "replaced by"
    return ", ".join(kind.value for kind in unit.kinds)


def plain_told(unit: Told) -> dict[str, object]:
    """A unit as JSON shows it: a plain change as ever; of a swap or replacement both changes."""
    if isinstance(unit, Swap):
        words = [each.value for each in unit.of]
        both = [plain_change(change) for change in unit.changes]
        return {"told_as": "swap", "of": words, "sentence": unit.sentence, "changes": both}
    if isinstance(unit, Replacement):
        both = [plain_change(change) for change in unit.changes]
        return {"told_as": "replaced by", "sentence": unit.sentence, "changes": both}
    return {"told_as": "change", **plain_change(unit)}
