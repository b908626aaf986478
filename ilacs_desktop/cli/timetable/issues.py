"""Issuing the timetable, what changed, and who has been told."""

from __future__ import annotations

import argparse
from pathlib import Path

from ilacs_desktop.cli.output import Output, inspection_of
from ilacs_desktop.cli.timetable.finding import counted, person_of, plain_change
from ilacs_desktop.domain.moments import day_of, said_short_day, said_time
from ilacs_desktop.domain.timetable import Telling
from ilacs_desktop.services.house import House


def register(deeds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands about issues."""
    issue = deeds.add_parser("issue", help="freeze the draft under the next number and prepare the messages")
    issue.add_argument("--note", default="", metavar="TEXT")
    issue.set_defaults(deed=issue_draft)

    for name, deed, words in (
        ("diff", show_changes, "what changed since the last issue, or between two"),
        ("slips", show_slips, "the same, person by person"),
    ):
        between = deeds.add_parser(name, help=words)
        between.add_argument("--since", type=int, metavar="N", help="0 is the empty timetable")
        between.add_argument("--until", type=int, metavar="N", help="the draft without it")
        between.set_defaults(deed=deed)

    ics = deeds.add_parser("ics", help="write the calendar files of an issue")
    ics.add_argument("--out", required=True, type=Path, metavar="DIR")
    ics.add_argument("--person", metavar="NAME", help="one person's only")
    ics.add_argument("--issue", type=int, metavar="N", help="the newest without it")
    ics.set_defaults(deed=write_ics)

    told = deeds.add_parser("told", help="the told board; or mark messages as sent or confirmed")
    told.add_argument("--issue", type=int, metavar="N")
    told.add_argument("--sent", type=int, nargs="+", default=[], metavar="NUMBER", help="as listed")
    told.add_argument("--confirmed", type=int, nargs="+", default=[], metavar="NUMBER", help="as listed")
    told.add_argument("--how", default="", metavar="TEXT", help="mail, chat, in person, …")
    told.set_defaults(deed=show_told)


def issue_draft(house: House, args: argparse.Namespace, out: Output) -> None:
    """Issue the draft, and say what that means."""
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


def show_changes(house: House, args: argparse.Namespace, out: Output) -> None:
    """List what changed between two issues, or since one."""
    changes = house.timetable.changes(inspection_of(house, args).id, since=args.since, until=args.until)
    out.table(
        ("Change", "What", "Slot"),
        [
            (", ".join(kind.value for kind in change.kinds), f"{change.sentence}.", change.uid[:8])
            for change in changes
        ],
        json_rows=[plain_change(change) for change in changes],
        empty="Nothing has changed.",
    )


def show_slips(house: House, args: argparse.Namespace, out: Output) -> None:
    """List what each person would hear."""
    slips = house.timetable.slips(inspection_of(house, args).id, since=args.since, until=args.until)
    out.table(
        ("Who", "What they hear"),
        [
            (slip.name if number == 0 else "", line)
            for slip in slips
            for number, line in enumerate(slip.lines)
        ],
        json_rows=[
            {
                "person_id": slip.person_id,
                "name": slip.name,
                "first_starts_at": slip.first_starts_at,
                "lines": list(slip.lines),
            }
            for slip in slips
        ],
        empty="Nobody has to hear anything.",
    )


def write_ics(house: House, args: argparse.Namespace, out: Output) -> None:
    """Write calendar files."""
    inspection = inspection_of(house, args)
    person = None if args.person is None else person_of(house.people.all(), args.person).id
    paths = house.timetable.write_calendars(inspection.id, args.out, number=args.issue, person_id=person)
    out.say(f"{counted(len(paths), 'calendar file')} in {args.out}.")
    out.result({"files": [path.name for path in paths]})


def show_told(house: House, args: argparse.Namespace, out: Output) -> None:
    """Show the told board, after marking messages if asked."""
    inspection = inspection_of(house, args)
    if args.sent:
        house.timetable.mark_sent(args.sent, how=args.how)
    if args.confirmed:
        house.timetable.mark_confirmed(args.confirmed, how=args.how)
    board: tuple[Telling, ...] = house.timetable.tellings(inspection.id, args.issue)
    out.table(
        ("Number", "Who", "Issue", "State", "First start", "What they hear"),
        [
            (
                str(telling.id),
                telling.name,
                str(telling.issue_number),
                " ".join(filter(None, (telling.state.value, telling.how and f"({telling.how})"))),
                f"{said_short_day(day_of(telling.first_starts_at))} {said_time(telling.first_starts_at)}",
                " ".join(telling.lines),
            )
            for telling in board
        ],
        json_rows=[_plain_telling(telling) for telling in board],
        empty="There is nobody to tell.",
    )


def _plain_telling(telling: Telling) -> dict[str, object]:
    return {
        "number": telling.id,
        "name": telling.name,
        "issue": telling.issue_number,
        "state": telling.state.value,
        "how": telling.how,
        "first_starts_at": telling.first_starts_at,
        "sent_at": telling.sent_at,
        "confirmed_at": telling.confirmed_at,
        "lines": list(telling.lines),
    }
