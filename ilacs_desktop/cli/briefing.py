"""Briefing sheets without a window."""

from __future__ import annotations

import argparse
from pathlib import Path

from ilacs_desktop.cli.output import Output, inspection_of
from ilacs_desktop.cli.shared import day_of_text
from ilacs_desktop.domain.briefing import AUDIENCES, Audience, Sheet, SheetKind
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import said_short_day, said_when
from ilacs_desktop.domain.people import Person
from ilacs_desktop.services.briefing import NOT_ENCRYPTED, chosen_formats
from ilacs_desktop.services.house import House

KINDS = {kind.slug: kind for kind in SheetKind}
READERS = {audience.slug: audience for audience in Audience if audience is not Audience.PERSON}


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """``brief`` and ``sheets``."""
    brief = commands.add_parser("brief", help="freeze, number and write a briefing sheet")
    brief.add_argument("--day", type=day_of_text, metavar="DAY", help="the day it is for, as 2026-12-03")
    brief.add_argument("--kind", choices=KINDS, default="morning")
    brief.add_argument("--audience", choices=READERS, help="for whom; the widest the kind allows if not said")
    brief.add_argument("--person", metavar="NAME", help="whose page it is, with --kind person or navigator")
    brief.add_argument("--staff-line", default="", metavar="WORDS", help="a line for staff at its end")
    brief.add_argument(
        "--number", type=int, metavar="N", help="write sheet N once more instead of making one"
    )
    brief.add_argument(
        "--format", default="pdf,docx,txt", metavar="LIST", help="of pdf, docx, txt, xlsx, ics"
    )
    brief.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="the folder to write into")
    brief.set_defaults(deed=make_sheet)
    sheets = commands.add_parser("sheets", help="the briefing sheets made, newest first")
    sheets.set_defaults(deed=show_sheets)


def make_sheet(house: House, args: argparse.Namespace, out: Output) -> None:
    """Make a sheet, or take an old one by its number, and write it.

    Raises:
        Explained: no day was given, the sheet cannot be made, or the folder cannot be written to.
    """
    inspection = inspection_of(house, args)
    formats = chosen_formats(args.format.split(","))
    if args.number is not None:
        sheet = house.briefing.numbered(inspection.id, args.number)
    elif args.day is None:
        raise Explained(
            "Which day is the sheet for?", remedy="Say --day 2026-12-03, or --number of a sheet made before."
        )
    else:
        kind = KINDS[args.kind]
        person = _person_named(house, args.person) if args.person else None
        sheet = house.briefing.make(
            inspection.id,
            day=args.day,
            kind=kind,
            audience=READERS[args.audience] if args.audience else AUDIENCES[kind][0],
            person_id=person.id if person else None,
            staff_line=args.staff_line,
        )
    written = house.briefing.write(sheet, formats=formats, folder=args.out)
    out.say(f"Sheet {sheet.number}: {sheet.title}, for {sheet.person or sheet.audience}.")
    for path in written:
        out.say(f"  {path}")
    out.say(NOT_ENCRYPTED)
    out.result({**_plain(sheet), "files": [str(path) for path in written]})


def show_sheets(house: House, args: argparse.Namespace, out: Output) -> None:
    """Every sheet of the inspection."""
    sheets = house.briefing.sheets(inspection_of(house, args).id)
    now = house.clock()
    out.table(
        ("No.", "Kind", "For", "Day", "Issue", "Made", "Audit"),
        [
            (
                str(sheet.number),
                sheet.kind.value,
                sheet.person or sheet.audience.value,
                said_short_day(sheet.day),
                str(sheet.issue_number or "none"),
                said_when(sheet.as_of, now),
                sheet.audit_code,
            )
            for sheet in sheets
        ],
        json_rows=[_plain(sheet) for sheet in sheets],
        empty="No sheet has been made yet.",
    )


def _plain(sheet: Sheet) -> dict[str, object]:
    return {
        "id": sheet.id,
        "number": sheet.number,
        "kind": sheet.kind.slug,
        "audience": sheet.audience.slug,
        "person": sheet.person,
        "day": sheet.day,
        "title": sheet.title,
        "issue": sheet.issue_number,
        "previous": sheet.previous_number,
        "as_of": sheet.as_of,
        "audit_code": sheet.audit_code,
    }


def _person_named(house: House, name: str) -> Person:
    wanted = name.strip().casefold()
    people: tuple[Person, ...] = house.people.all()
    found = [
        person
        for person in people
        if wanted in {person.name.casefold(), person.label.casefold(), person.short_name.casefold()}
    ]
    if not found:
        raise Explained(f"There is no “{name}” on the list of people.", remedy="Look at: main.py people list")
    if len(found) > 1:
        raise Explained(f"There are {len(found)} people called “{name}”.", remedy="Give the full name.")
    return found[0]
