"""``cases list|card|choose``: children and their cards."""

from __future__ import annotations

import argparse

from ilacs_desktop.cli.casefiles.finding import child_json, child_of, session_json
from ilacs_desktop.cli.output import Output, inspection_of
from ilacs_desktop.domain.casefiles import CaseSession, Child
from ilacs_desktop.services.house import House

Subparsers = argparse._SubParsersAction


def register(deeds: Subparsers[argparse.ArgumentParser]) -> None:
    """``list``, ``card``, ``choose``."""
    listing = deeds.add_parser("list", help="children, chosen ones first")
    listing.add_argument(
        "text", nargs="?", default="", help="part of an ID, code, team or worker; or several IDs"
    )
    listing.add_argument("--cohort", default="", metavar="WORDS", help="for instance: child in care")
    listing.add_argument("--team", default="", metavar="NAME")
    listing.add_argument("--limit", type=int, default=100, metavar="N")
    listing.set_defaults(deed=list_children)
    card = deeds.add_parser("card", help="one child's card")
    card.add_argument("child", metavar="ID", help="ID or code")
    card.set_defaults(deed=show_card)
    choose = deeds.add_parser("choose", help="choose children for sessions")
    choose.add_argument("children", nargs="+", metavar="ID", help="IDs or codes")
    choose.add_argument("--reason", required=True, metavar="TEXT")
    choose.set_defaults(deed=choose_children)


def list_children(house: House, args: argparse.Namespace, out: Output) -> None:
    """Children by text, cohort and team."""
    key = inspection_of(house, args).id
    children: tuple[Child, ...] = house.casefiles.children(
        key, args.text, cohort=args.cohort, team=args.team, limit=args.limit
    )
    out.table(
        ("Code", "Child ID", "Cohorts", "Team", "Worker", "Last seen", "Weak spots"),
        [
            (
                child.code,
                child.child_id,
                ", ".join(child.cohorts),
                child.team,
                child.worker,
                child.last_seen_on.isoformat() if child.last_seen_on else "",
                "; ".join(child.weak_spots),
            )
            for child in children
        ],
        json_rows=[child_json(child) for child in children],
        empty="No children found.",
    )


def show_card(house: House, args: argparse.Namespace, out: Output) -> None:
    """One child's card."""
    child = child_of(house, inspection_of(house, args), args.child)
    out.say(f"{child.code or child.child_id} · {', '.join(child.cohorts)}")
    for label, value in (
        ("Child ID", child.child_id),
        ("Team", child.team),
        ("Worker", child.worker),
        ("Manager", child.manager),
        ("Age", child.age_band),
        *child.facts,
    ):
        if value:
            out.say(f"  {label}: {value}")
    for spot in child.weak_spots:
        out.say(f"  Weak spot: {spot}")
    out.result(child_json(child))


def choose_children(house: House, args: argparse.Namespace, out: Output) -> None:
    """Choose children for sessions."""
    inspection = inspection_of(house, args)
    keys = [child_of(house, inspection, name).id for name in args.children]
    sessions: tuple[CaseSession, ...] = house.casefiles.choose(keys, reason=args.reason)
    for session in sessions:
        out.say(f"{session.case_code} is child {session.child.child_id}.")
    out.result({"sessions": [session_json(session) for session in sessions]})
