"""``cases concern|concerns``: concerns for a child's safety."""

from __future__ import annotations

import argparse

from ilacs_desktop.cli.casefiles.finding import child_of, person_of
from ilacs_desktop.cli.output import Output, inspection_of, moment_of_text
from ilacs_desktop.domain.casefiles import Concern, concern_clock
from ilacs_desktop.services.house import House

Subparsers = argparse._SubParsersAction


def register(deeds: Subparsers[argparse.ArgumentParser]) -> None:
    """``concern`` and ``concerns``."""
    concern = deeds.add_parser("concern", help="raise a concern for a child's safety")
    concern.add_argument("what", metavar="WORDS", help="in the inspector's words; codes only")
    concern.add_argument("--by", required=True, metavar="NAME", help="the inspector who said it")
    concern.add_argument("--owner", required=True, metavar="NAME")
    concern.add_argument("--deputy", default="", metavar="NAME")
    concern.add_argument("--child", default="", metavar="ID")
    concern.add_argument("--at", type=moment_of_text, metavar="2026-12-02T16:48")
    concern.set_defaults(deed=raise_concern)
    deeds.add_parser("concerns", help="all concerns, open ones first").set_defaults(deed=list_concerns)


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
    )
    out.say(f"{concern.ref} is raised; {concern.owner} owns it.")
    out.result(concern_json(concern))


def list_concerns(house: House, args: argparse.Namespace, out: Output) -> None:
    """All concerns, open ones first."""
    now = house.clock()
    concerns: tuple[Concern, ...] = house.casefiles.concerns(inspection_of(house, args).id)
    out.table(
        ("Ref", "Child", "Owner", "Clock", "What was said"),
        [(each.ref, each.code, each.owner, concern_clock(each, now), each.what) for each in concerns],
        json_rows=[concern_json(each) for each in concerns],
        empty="No concern has been raised.",
    )


def concern_json(concern: Concern) -> dict[str, object]:
    """A concern as JSON can carry it."""
    return {
        "ref": concern.ref,
        "child": concern.code,
        "said_at": concern.said_at,
        "said_by": concern.said_by,
        "what": concern.what,
        "owner": concern.owner,
        "deputy": concern.deputy,
        "next": concern.next_step,
        "closed_at": concern.closed_at,
    }
