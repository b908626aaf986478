"""``cases concern|concerns|concern-step|concern-people``: concerns for a child's safety."""

from __future__ import annotations

import argparse

from ilacs_desktop.cli.casefiles.finding import child_of, person_of
from ilacs_desktop.cli.output import Output, inspection_of, moment_of_text
from ilacs_desktop.domain.casefiles import Concern, concern_clock, restricted_to
from ilacs_desktop.domain.casefiles.concerns import due_of
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.services.house import House

Subparsers = argparse._SubParsersAction
STEPS = ("acknowledge", "act", "report-back", "close", "reopen")


def register(deeds: Subparsers[argparse.ArgumentParser]) -> None:
    """``concern``, ``concerns``, ``concern-step`` and ``concern-people``."""
    concern = deeds.add_parser("concern", help="raise a concern for a child's safety")
    concern.add_argument("what", metavar="WORDS", help="in the inspector's words; codes only")
    concern.add_argument("--by", required=True, metavar="NAME", help="the inspector who said it")
    concern.add_argument("--owner", required=True, metavar="NAME")
    concern.add_argument("--deputy", default="", metavar="NAME")
    concern.add_argument("--child", default="", metavar="ID")
    concern.add_argument("--at", type=moment_of_text, metavar="2026-12-02T16:48")
    concern.add_argument(
        "--reader", action="append", default=[], metavar="NAME", help="who else may read it; once a person"
    )
    concern.set_defaults(deed=raise_concern)
    deeds.add_parser(
        "concerns", help="all concerns, open ones first; their words for the people named alone"
    ).set_defaults(deed=list_concerns)
    step = deeds.add_parser("concern-step", help="take a concern one step on, or open it again")
    step.add_argument("ref", metavar="REF", help="such as CC-01")
    step.add_argument("step", choices=STEPS)
    step.add_argument("--action", default="", metavar="TEXT", help="what is done, with act")
    step.add_argument("--who", default="", metavar="NAME", help="who acknowledged it")
    step.add_argument("--at", type=moment_of_text, metavar="2026-12-02T17:05")
    step.set_defaults(deed=take_step)
    named = deeds.add_parser("concern-people", help="say who owns a concern and who may read it")
    named.add_argument("ref", metavar="REF")
    named.add_argument("--owner", default="", metavar="NAME")
    named.add_argument("--deputy", default=None, metavar="NAME", help="empty for nobody")
    named.add_argument("--reader", action="append", default=None, metavar="NAME", help="all of them anew")
    named.set_defaults(deed=name_people)


def raise_concern(house: House, args: argparse.Namespace, out: Output) -> None:
    """Raise a concern for a child's safety."""
    inspection = inspection_of(house, args)
    concern: Concern = house.casefiles.raise_concern(
        inspection.id,
        child_id=child_of(house, inspection, args.child).id if args.child else None,
        said_by_id=person_of(house, args.by).id,
        what=args.what,
        owner_id=person_of(house, args.owner).id,
        deputy_id=person_of(house, args.deputy).id if args.deputy else None,
        said_at=args.at,
        reader_ids=[person_of(house, name).id for name in args.reader],
    )
    out.say(f"{concern.ref} is raised; {concern.owner} owns it.")
    out.result(concern_json(concern))


def list_concerns(house: House, args: argparse.Namespace, out: Output) -> None:
    """All concerns, open ones first."""
    now = house.clock()
    concerns: tuple[Concern, ...] = house.casefiles.concerns(inspection_of(house, args).id)
    out.table(
        ("Ref", "Child", "Owner", "Clock", "What was said"),
        [
            (
                each.ref,
                each.code,
                each.owner,
                concern_clock(each, now),
                restricted_to(each) if each.is_withheld else each.what,
            )
            for each in concerns
        ],
        json_rows=[concern_json(each) for each in concerns],
        empty="No concern has been raised.",
    )


def take_step(house: House, args: argparse.Namespace, out: Output) -> None:
    """Acknowledge, act, report back, close, or open again."""
    concern, room = _concern_of(house, args), house.casefiles
    taken: Concern
    if args.step == "acknowledge":
        taken = room.acknowledge(concern.id, who=args.who, at=args.at)
    elif args.step == "act":
        taken = room.act(concern.id, action=args.action)
    elif args.step == "report-back":
        taken = room.report_back(concern.id, at=args.at)
    elif args.step == "close":
        taken = room.close(concern.id)
    else:
        taken = room.reopen(concern.id)
    out.say(f"{taken.ref}: {concern_clock(taken, house.clock())}.")
    out.result(concern_json(taken))


def name_people(house: House, args: argparse.Namespace, out: Output) -> None:
    """Owner, deputy and readers; what is not said stays."""
    concern = _concern_of(house, args)
    deputy_id = concern.deputy_id
    if args.deputy is not None:
        deputy_id = person_of(house, args.deputy).id if args.deputy else None
    named: Concern = house.casefiles.name_people(
        concern.id,
        owner_id=person_of(house, args.owner).id if args.owner else concern.owner_id,
        deputy_id=deputy_id,
        reader_ids=concern.reader_ids
        if args.reader is None
        else [person_of(house, name).id for name in args.reader if name],
    )
    out.say(f"{named.ref}: {restricted_to(named)}.")
    out.result(concern_json(named))


def _concern_of(house: House, args: argparse.Namespace) -> Concern:
    concerns: tuple[Concern, ...] = house.casefiles.concerns(inspection_of(house, args).id)
    for concern in concerns:
        if concern.ref.casefold() == args.ref.casefold():
            return concern
    raise Explained(f"There is no concern {args.ref}.", remedy="main.py cases concerns shows them.")


def concern_json(concern: Concern) -> dict[str, object]:
    """A concern as JSON can carry it."""
    return {
        "ref": concern.ref,
        "child": concern.code,
        "said_at": concern.said_at,
        "said_by": concern.said_by,
        "what": concern.what,
        "is_withheld": concern.is_withheld,
        "owner": concern.owner,
        "deputy": concern.deputy,
        "readers": list(concern.readers),
        "next": concern.next_step,
        "due_at": due_of(concern, concern.stage) if concern.stage else None,
        "acknowledged_at": concern.acknowledged_at,
        "acknowledged_by": concern.acknowledged_by,
        "action": concern.action,
        "reported_back_at": concern.reported_back_at,
        "closed_at": concern.closed_at,
    }
