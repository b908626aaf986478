"""``cases list|card|choose|add|draw``: children, their cards, and choosing them."""

from __future__ import annotations

import argparse

from ilacs_desktop.cli.casefiles.finding import (
    child_json,
    child_of,
    person_of,
    session_json,
    warn_of_names,
)
from ilacs_desktop.cli.output import Output, inspection_of, moment_of_text
from ilacs_desktop.cli.shared import count_of_text
from ilacs_desktop.domain.casefiles import CaseSession, Child
from ilacs_desktop.domain.casefiles.choosing import ChildFilter, ReasonKind
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import said_when
from ilacs_desktop.services.house import House

Subparsers = argparse._SubParsersAction
KINDS = {kind.name.lower().replace("_", "-"): kind for kind in ReasonKind}
KINDS_SAID = f"{', '.join(sorted(KINDS))}; an audit is staged as a request as well"


def register(deeds: Subparsers[argparse.ArgumentParser]) -> None:
    """``list``, ``card``, ``choose``, ``add``, ``draw``."""
    listing = deeds.add_parser("list", help="children, chosen ones first")
    listing.add_argument(
        "text", nargs="?", default="", help="part of an ID, code, team or worker; or several IDs"
    )
    _add_filter(listing)
    listing.add_argument("--limit", type=count_of_text, default=100, metavar="N")
    listing.set_defaults(deed=list_children)
    card = deeds.add_parser("card", help="one child's card: what is expected, and all that touches it")
    card.add_argument("child", metavar="ID", help="ID or code")
    card.set_defaults(deed=show_card)
    choose = deeds.add_parser("choose", help="choose children for sessions")
    choose.add_argument("children", nargs="*", metavar="ID", help="IDs or codes")
    choose.add_argument("--pasted", default="", metavar="TEXT", help="an e-mail that names them")
    choose.add_argument("--reason", default="", metavar="TEXT")
    choose.add_argument("--kind", choices=sorted(KINDS), metavar="KIND", help=f"why: {KINDS_SAID}")
    choose.add_argument("--audit-by", type=moment_of_text, metavar="2026-12-03T17:00")
    choose.add_argument("--add-unknown", action="store_true", help="add IDs nobody has, by ID alone")
    choose.set_defaults(deed=choose_children)
    add = deeds.add_parser("add", help="add a child whom Annex A does not have, by ID; never a name")
    add.add_argument("child", metavar="ID")
    add.add_argument("--cohort", default="", metavar="WORDS")
    add.add_argument("--team", default="", metavar="NAME")
    add.add_argument("--worker", default="", metavar="NAME")
    add.set_defaults(deed=add_child)
    draw = deeds.add_parser("draw", help="draw children by chance; the same seed draws the same again")
    draw.add_argument("count", type=int, metavar="N")
    draw.add_argument("--seed", required=True, metavar="WORD")
    _add_filter(draw)
    draw.add_argument("--choose", action="store_true", help="choose those drawn; the reason says the draw")
    draw.add_argument("--kind", choices=sorted(KINDS), default="ours", metavar="KIND")
    draw.set_defaults(deed=draw_children)


def _add_filter(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cohort", default="", metavar="WORDS", help="for instance: child in care")
    parser.add_argument("--leading", action="store_true", help="the cohort is the child's most telling")
    parser.add_argument("--team", default="", metavar="NAME")
    parser.add_argument("--locality", default="", metavar="NAME", help="where the worker works")
    parser.add_argument("--weak-spot", default="", metavar="WORDS", help="for instance: last seen")
    parser.add_argument("--not-chosen", action="store_true", help="only those with no session yet")


def _check_spot(house: House, words: str) -> None:
    kinds = house.casefiles.weak_spot_kinds()
    if words and words not in kinds:
        raise Explained(f"There is no weak spot called {words}.", remedy=f"One of: {', '.join(kinds)}.")


def list_children(house: House, args: argparse.Namespace, out: Output) -> None:
    """Children by text, cohort, team, locality and weak spot."""
    _check_spot(house, args.weak_spot)
    children: tuple[Child, ...] = house.casefiles.children(
        inspection_of(house, args).id,
        args.text,
        cohort=args.cohort,
        team=args.team,
        locality=args.locality,
        weak_spot=args.weak_spot,
        leads=args.leading,
        not_chosen=args.not_chosen,
        limit=args.limit,
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
    now = house.clock()
    card = house.casefiles.card(child_of(house, inspection_of(house, args), args.child).id)
    child = card.child
    out.say(f"{child.code or child.child_id} · {', '.join(child.cohorts)}")
    for label, value in (
        ("Child ID", child.child_id),
        ("Team", child.team),
        ("Worker", child.worker),
        ("Manager", child.manager),
        ("Locality", card.locality),
        ("Age", child.age_band),
        ("Placement", child.placement),
    ):
        if value:
            out.say(f"  {label}: {value}")
    for spot in child.weak_spots:
        out.say(f"  Weak spot: {spot}")
    for each in card.intervals:
        out.say(f"  {each.what[:1].upper()}{each.what[1:]}: {each.said}{', overdue' if each.is_over else ''}")
    source = f" ({card.extract})" if card.extract else ""
    out.say(f"Inspectors can see this{source}:")
    for label, value in child.facts:
        out.say(f"  {label}: {value}")
    out.say("What touches it; inspectors do not see this:")
    for touch in card.touches:
        when = f", {said_when(touch.at, now)}" if touch.at else ""
        out.say(f"  {touch.what[:1].upper()}{touch.what[1:]}: {touch.title}{when}")
    for consent in card.consents:
        out.say(f"  Family asked by {consent.asked_by}, {said_when(consent.asked_at, now)}: {consent.answer}")
    if not card.touches and not card.consents:
        out.say("  Nothing yet.")
    out.result(
        {
            **child_json(child),
            "placement": child.placement,
            "locality": card.locality,
            "expected": [
                {
                    "what": each.what,
                    "on": each.on,
                    "days": each.days,
                    "expected_days": each.expected_days,
                    "is_over": each.is_over,
                    "basis": each.basis,
                    "source": each.source,
                }
                for each in card.intervals
            ],
            "touches": [
                {"what": each.what, "id": each.ref.id, "title": each.title, "at": each.at}
                for each in card.touches
            ],
            "extract": card.extract,
        }
    )


def choose_children(house: House, args: argparse.Namespace, out: Output) -> None:
    """Choose children for sessions."""
    inspection = inspection_of(house, args)
    keys = [child_of(house, inspection, name).id for name in args.children]
    new: tuple[str, ...] = ()
    if args.pasted:
        pasted, found = house.casefiles.pasted(inspection.id, args.pasted)
        if pasted.names:
            out.say(f"The text seems to hold names of people ({pasted.names}). None is kept; ask for IDs.")
        if pasted.repeated:
            out.say(f"Named more than once: {', '.join(pasted.repeated)}.")
        if pasted.waiting:
            out.say(f"Left out, for they are chosen already: {', '.join(pasted.waiting)}.")
        if pasted.unknown and not args.add_unknown:
            raise Explained(
                f"Not on the list of children: {', '.join(pasted.unknown)}.",
                remedy="Leave them out, import the list they stand in, or say --add-unknown.",
            )
        new = pasted.unknown
        keys += [child.id for child in found if child.child_id not in pasted.waiting]
    sessions: tuple[CaseSession, ...] = house.casefiles.choose_pasted(
        inspection.id,
        keys,
        new_ids=new,
        reason=args.reason,
        kind=KINDS[args.kind] if args.kind else None,
        audit_by=args.audit_by,
    )
    _say_chosen(sessions, out)
    warn_of_names(out, args.reason)
    out.result({"sessions": [session_json(session) for session in sessions]})


def add_child(house: House, args: argparse.Namespace, out: Output) -> None:
    """Add a child by ID."""
    worker_id = person_of(house, args.worker).id if args.worker else None
    child = house.casefiles.add_child(
        inspection_of(house, args).id, args.child, cohort=args.cohort, team=args.team, worker_id=worker_id
    )
    out.say(f"{child.child_id} is on the list.")
    out.result(child_json(child))


def draw_children(house: House, args: argparse.Namespace, out: Output) -> None:
    """Draw children by chance, and choose them if that is wanted."""
    _check_spot(house, args.weak_spot)
    among = ChildFilter(
        "", args.cohort, args.team, args.locality, args.weak_spot, args.leading, args.not_chosen
    )
    drawn, children = house.casefiles.draw(
        inspection_of(house, args).id, args.count, seed=args.seed, among=among
    )
    out.say(f"{drawn.said[:1].upper()}{drawn.said[1:]}:")
    for child in children:
        out.say(f"  {child.label}  {child.team}")
    sessions: tuple[CaseSession, ...] = ()
    if args.choose:
        kind = KINDS[args.kind]
        reason = f"{kind.value[:1].upper()}{kind.value[1:]}: {drawn.said}"
        sessions = house.casefiles.choose([child.id for child in children], reason=reason, kind=kind)
        _say_chosen(sessions, out)
    out.result(
        {
            "seed": drawn.seed,
            "among": drawn.among,
            "filter": drawn.filters,
            "children": [child_json(child) for child in children],
            "sessions": [session_json(session) for session in sessions],
        }
    )


def _say_chosen(sessions: tuple[CaseSession, ...], out: Output) -> None:
    for session in sessions:
        out.say(f"{session.case_code} is child {session.child.child_id}.")
