"""``timetable``: the draft, its issues, what changed and who has been told, without a window."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

from ilacs_desktop.cli.output import Output, day_of_text, inspection_of, moment_of_text
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import day_of, said_short_day, said_time
from ilacs_desktop.domain.people import Person
from ilacs_desktop.domain.timetable import Change, PartKind, Slot, SlotKind, Telling
from ilacs_desktop.services.house import House
from ilacs_desktop.services.timetable import KEEP

HEADINGS = ("Day", "Time", "What", "Where", "Who", "Status", "Slot")


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of this room."""
    timetable = commands.add_parser("timetable", help="the draft, its issues, and who has been told")
    timetable.set_defaults(deed=show, day=None, issue=None)
    deeds = timetable.add_subparsers(metavar="DEED")
    _register_edits(deeds)
    _register_issues(deeds)

    listing = deeds.add_parser("show", help="list the slots of the draft, or of an issue")
    listing.add_argument("--day", type=day_of_text, metavar="2026-12-03")
    listing.add_argument("--issue", type=int, metavar="N")
    listing.set_defaults(deed=show)

    clashes = deeds.add_parser("clashes", help="list what clashes in the draft")
    clashes.add_argument("--day", type=day_of_text, metavar="2026-12-03")
    clashes.set_defaults(deed=show_clashes)


def _register_edits(deeds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
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


def _register_issues(deeds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
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


def show(house: House, args: argparse.Namespace, out: Output) -> None:
    """List the slots of the draft, or of one issue."""
    inspection = inspection_of(house, args)
    if args.issue is None:
        slots = house.timetable.draft(inspection.id, args.day)
    else:
        issued = house.timetable.issue_numbered(inspection.id, args.issue).slots
        slots = tuple(slot for slot in issued if args.day in {None, slot.day})
    _table(out, slots)


def show_clashes(house: House, args: argparse.Namespace, out: Output) -> None:
    """List what clashes in the draft."""
    clashes = house.timetable.clashes(inspection_of(house, args).id, args.day)
    out.table(
        ("Level", "What", "Slots"),
        [(clash.level.value, clash.sentence, " ".join(uid[:8] for uid in clash.uids)) for clash in clashes],
        json_rows=[
            {
                "rule": clash.rule.value,
                "level": clash.level.value,
                "who": clash.who,
                "sentence": clash.sentence,
                "slots": list(clash.uids),
            }
            for clash in clashes
        ],
        empty="Nothing clashes.",
    )


def add_slot(house: House, args: argparse.Namespace, out: Output) -> None:
    """Put a slot into the draft."""
    slot = house.timetable.add(
        inspection_of(house, args).id,
        starts_at=args.start,
        ends_at=args.end,
        purpose=args.purpose,
        kind=SlotKind(args.kind),
        place_id=None if args.place is None else _place(house, args.place),
        parts=_parts(house, args.people),
        case_code=args.case,
    )
    _said(out, "Added", slot)


def move_slot(house: House, args: argparse.Namespace, out: Output) -> None:
    """Move a slot of the draft."""
    inspection = inspection_of(house, args)
    slot = house.timetable.move(
        inspection.id,
        _uid(house, inspection.id, args.uid),
        starts_at=args.start,
        ends_at=args.end,
        place_id=KEEP if args.place is None else _place(house, args.place),
    )
    _said(out, "Moved", slot)


def cancel_slot(house: House, args: argparse.Namespace, out: Output) -> None:
    """Stand a slot down."""
    inspection = inspection_of(house, args)
    uid = _uid(house, inspection.id, args.uid)
    _said(out, "Cancelled", house.timetable.cancel(inspection.id, uid, reason=args.reason))


def reinstate_slot(house: House, args: argparse.Namespace, out: Output) -> None:
    """Put a cancelled slot on again."""
    inspection = inspection_of(house, args)
    uid = _uid(house, inspection.id, args.uid)
    _said(out, "On again", house.timetable.reinstate(inspection.id, uid))


def issue_draft(house: House, args: argparse.Namespace, out: Output) -> None:
    """Issue the draft, and say what that means."""
    inspection = inspection_of(house, args)
    impact = house.timetable.preview(inspection.id)
    issue = house.timetable.issue(inspection.id, note=args.note)
    out.say(
        f"Issue {issue.number}: {_counted(len(impact.changes), 'change')},"
        f" {_counted(impact.people_to_tell, 'person', 'people')} to tell,"
        f" {_counted(len(impact.clashes), 'clash', 'clashes')}."
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
        json_rows=[_plain_change(change) for change in changes],
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
    person = None if args.person is None else _person(house.people.all(), args.person).id
    paths = house.timetable.write_calendars(inspection.id, args.out, number=args.issue, person_id=person)
    out.say(f"{_counted(len(paths), 'calendar file')} in {args.out}.")
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


def _table(out: Output, slots: Iterable[Slot]) -> None:
    slots = tuple(slots)
    out.table(
        HEADINGS,
        [
            (
                said_short_day(slot.day),
                f"{said_time(slot.starts_at)}–{said_time(slot.ends_at)}",
                slot.title,
                slot.where,
                ", ".join(part.name for part in slot.parts),
                f"{slot.status.value}, locked" if slot.locked else slot.status.value,
                slot.uid[:8],
            )
            for slot in slots
        ],
        json_rows=[_plain_slot(slot) for slot in slots],
        empty="No slots.",
    )


def _said(out: Output, what: str, slot: Slot) -> None:
    out.say(
        f"{what}: {slot.title}, {said_short_day(slot.day)}"
        f" {said_time(slot.starts_at)}–{said_time(slot.ends_at)} ({slot.uid[:8]})."
    )
    out.result(_plain_slot(slot))


def _plain_slot(slot: Slot) -> dict[str, object]:
    return {
        "uid": slot.uid,
        "starts_at": slot.starts_at,
        "ends_at": slot.ends_at,
        "purpose": slot.purpose,
        "kind": slot.kind.value,
        "place": slot.place,
        "site": slot.site,
        "people": [{"name": part.name, "part": part.part.value} for part in slot.parts],
        "case": slot.case_code,
        "enquiries": list(slot.enquiries),
        "status": slot.status.value,
        "locked": slot.locked,
    }


def _plain_change(change: Change) -> dict[str, object]:
    return {
        "uid": change.uid,
        "kinds": [kind.value for kind in change.kinds],
        "sentence": change.sentence,
        "before": None if change.before is None else _plain_slot(change.before),
        "after": None if change.after is None else _plain_slot(change.after),
    }


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


def _uid(house: House, inspection_id: int, text: str) -> str:
    """The uid that begins with ``text``, when just one does."""
    slots: tuple[Slot, ...] = house.timetable.draft(inspection_id)
    found = [slot.uid for slot in slots if slot.uid.startswith(text)]
    if text in found:
        return text
    if len(found) != 1:
        how_many = "No slot" if not found else "More than one slot"
        raise Explained(f"{how_many} begins with “{text}”.", remedy="See: main.py timetable show")
    return found[0]


def _place(house: House, name: str) -> int:
    wanted = name.casefold()
    found: list[int] = [
        place.id
        for place in house.people.places()
        if wanted in {place.name.casefold(), place.label.casefold()}
    ]
    if len(found) != 1:
        how_many = "not a known place" if not found else "more than one place"
        raise Explained(f"“{name}” is {how_many}.", remedy="Name the place and its site as they are listed.")
    return found[0]


def _parts(house: House, text: str) -> list[tuple[int, PartKind]]:
    """The people in ``Inspector B:leads, R. Malik``."""
    people = house.people.all() if text.strip() else ()
    parts = []
    for entry in filter(None, (each.strip() for each in text.split(","))):
        name, _, word = (each.strip() for each in entry.partition(":"))
        if word and word not in set(PartKind):
            raise Explained(f"“{word}” is not a part.", remedy=f"Parts are {', '.join(PartKind)}.")
        parts.append((_person(people, name).id, PartKind(word or PartKind.ATTENDS)))
    return parts


def _person(people: Sequence[Person], name: str) -> Person:
    wanted = name.casefold()
    found = [
        person
        for person in people
        if wanted in {person.name.casefold(), person.label.casefold(), person.short_name.casefold()}
    ]
    if len(found) != 1:
        how_many = "nobody on the list" if not found else "more than one person"
        raise Explained(f"“{name}” is {how_many}.", remedy="Give the name as it is listed.")
    return found[0]


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
