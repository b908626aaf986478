"""Slips, e-mails, calendar files and the told board."""

from __future__ import annotations

import argparse
from pathlib import Path

from ilacs_desktop.cli.output import Output, inspection_of
from ilacs_desktop.cli.timetable.finding import counted, person_of, place_of
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import day_of, said_short_day, said_time
from ilacs_desktop.domain.timetable import Telling, Way
from ilacs_desktop.domain.timetable.slots import said_list
from ilacs_desktop.services.house import House


def register(deeds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands about telling people."""
    slips = deeds.add_parser("slips", help="what each person would hear; or their e-mails, to be sent")
    slips.add_argument("--since", type=int, metavar="N", help="0 is the empty timetable")
    slips.add_argument("--until", type=int, metavar="N", help="the draft without it")
    slips.add_argument("--eml", action="store_true", help="write the messages as unsent e-mail files")
    slips.add_argument("--out", type=Path, metavar="DIR", help="where to write the e-mail files")
    slips.add_argument("--issue", type=int, metavar="N", help="only the e-mails of this issue")
    slips.set_defaults(deed=show_slips)

    ics = deeds.add_parser("ics", help="write the calendar files of an issue")
    ics.add_argument("--out", required=True, type=Path, metavar="DIR")
    whose = ics.add_mutually_exclusive_group()
    whose.add_argument("--person", metavar="NAME", help="one person's only")
    whose.add_argument("--place", metavar="NAME", help="one place's only")
    whose.add_argument("--team", action="store_true", help="only the one of the whole team")
    ics.add_argument("--issue", type=int, metavar="N", help="the newest without it")
    ics.set_defaults(deed=write_ics)

    ways = ", ".join(Way)
    told = deeds.add_parser("told", help="the told board; or mark messages as sent or confirmed")
    told.add_argument("--issue", type=int, metavar="N")
    told.add_argument("--sent", type=int, nargs="+", default=[], metavar="NUMBER", help="as listed")
    told.add_argument("--confirmed", type=int, nargs="+", default=[], metavar="NUMBER", help="as listed")
    told.add_argument("--team", metavar="TEAM", help="only this team; with --confirm-team everyone in it")
    told.add_argument("--confirm-team", action="store_true", help="all of --team have heard")
    told.add_argument("--waiting", action="store_true", help="only who has not confirmed")
    told.add_argument("--how", default="", metavar="TEXT", help=ways)
    told.set_defaults(deed=show_told)


def show_slips(house: House, args: argparse.Namespace, out: Output) -> None:
    """List what each person would hear, or write the messages of the told board as e-mails."""
    if args.eml or args.out:
        _write_mails(house, args, out)
        return
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


def _write_mails(house: House, args: argparse.Namespace, out: Output) -> None:
    if args.out is None or not args.eml:
        raise Explained("E-mails need --eml and --out.", remedy="See: main.py timetable slips --help")
    inspection = inspection_of(house, args)
    written = house.timetable.letters.write(inspection.id, args.out, number=args.issue)
    out.say(f"{counted(len(written.paths), 'unsent e-mail')} in {args.out}.")
    if written.without_address:
        out.say(f"No e-mail address is known of {said_list(written.without_address)}.")
    out.result(
        {
            "files": [path.name for path in written.paths],
            "without_address": list(written.without_address),
        }
    )


def write_ics(house: House, args: argparse.Namespace, out: Output) -> None:
    """Write calendar files."""
    inspection = inspection_of(house, args)
    person = None if args.person is None else person_of(house.people.all(), args.person).id
    place = None if args.place is None else place_of(house, args.place)
    paths = house.timetable.write_calendars(
        inspection.id, args.out, number=args.issue, person_id=person, place_id=place, team=args.team
    )
    out.say(f"{counted(len(paths), 'calendar file')} in {args.out}.")
    out.result({"files": [path.name for path in paths]})


def show_told(house: House, args: argparse.Namespace, out: Output) -> None:
    """Show the told board, after marking messages if asked."""
    inspection = inspection_of(house, args)
    if args.confirm_team:
        if not args.team:
            raise Explained("Which team has been told?", remedy="Name it with --team.")
        house.timetable.confirm_team(inspection.id, args.team, how=args.how or Way.TEAM_BRIEFING)
    if args.sent:
        house.timetable.mark_sent(args.sent, how=args.how)
    if args.confirmed:
        house.timetable.mark_confirmed(args.confirmed, how=args.how)
    board = [
        telling
        for telling in house.timetable.tellings(inspection.id, args.issue)
        if (not args.team or telling.team.casefold() == args.team.strip().casefold())
        and not (args.waiting and telling.is_confirmed)
    ]
    out.table(
        ("Number", "Who", "Team", "Issue", "State", "First start", "What they hear"),
        [
            (
                str(telling.id),
                telling.name,
                telling.team,
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
        "team": telling.team,
        "issue": telling.issue_number,
        "state": telling.state.value,
        "how": telling.how,
        "by": telling.by,
        "first_starts_at": telling.first_starts_at,
        "sent_at": telling.sent_at,
        "confirmed_at": telling.confirmed_at,
        "lines": list(telling.lines),
    }
