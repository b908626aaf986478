"""``cases plan-all``: every session that waits, proposed and planned in one deed."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import time

from ilacs_desktop.cli.casefiles.finding import person_of, place_of, session_of
from ilacs_desktop.cli.output import Output, inspection_of
from ilacs_desktop.cli.shared import day_of_text
from ilacs_desktop.domain.casefiles.planning import Planning, PlanRow, Proposal
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import day_of, said_short_day, said_time
from ilacs_desktop.services.house import House

Subparsers = argparse._SubParsersAction
READERS, DAYS = "those of social care without it", "the days on site of the week to come without it"
REMEDY = "Name other days, hours or inspectors."


def register(deeds: Subparsers[argparse.ArgumentParser]) -> None:
    """The command."""
    plan = deeds.add_parser("plan-all", help="plan every session that waits; --dry-run only proposes")
    plan.add_argument("case", nargs="*", metavar="CASE", help="only these, such as C-014")
    plan.add_argument("--day", action="append", default=[], type=day_of_text, metavar="2026-12-03", help=DAYS)
    plan.add_argument("--from", dest="begins", type=_time, metavar="09:30")
    plan.add_argument("--until", dest="ends", type=_time, metavar="17:00", help="when all is over")
    plan.add_argument("--minutes", type=int, metavar="N", help="60 without it")
    plan.add_argument("--inspector", action="append", default=[], metavar="NAME", help=READERS)
    plan.add_argument("--place", action="append", default=[], metavar="NAME", help="all without it")
    plan.add_argument("--dry-run", action="store_true", help="store nothing")
    plan.set_defaults(deed=plan_all)


def plan_all(house: House, args: argparse.Namespace, out: Output) -> None:
    """Propose times for all sessions that wait, and plan those that could be placed."""
    inspection = inspection_of(house, args)
    ids = {session_of(house, inspection, case, is_debriefed=False).id for case in args.case} or None
    planning: Planning = house.casefiles.planning(inspection.id, session_ids=ids)
    usual = planning.terms
    terms = replace(
        usual,
        days=tuple(args.day) or usual.days,
        begins=args.begins or usual.begins,
        ends=args.ends or usual.ends,
        minutes=usual.minutes if args.minutes is None else args.minutes,
        inspector_ids=tuple(person_of(house, name).id for name in args.inspector) or usual.inspector_ids,
        place_ids=tuple(place_of(house, name).id for name in args.place) or usual.place_ids,
    )
    proposal: Proposal = house.casefiles.propose_plans(inspection.id, terms, session_ids=ids)
    placed = [row for row in proposal.rows if row.is_placed and not row.is_kept]
    if proposal.rows and not args.dry_run:
        if not placed:
            reasons = [f"{row.code}: {row.why}" for row in proposal.rows if row.why]
            raise Explained(" ".join(reasons) or "All of them are planned.", remedy=REMEDY)
        seen = {sentence for row in placed for sentence in proposal.clashes.get(row.id, ())}
        house.casefiles.plan_many(inspection.id, placed, seen=seen)
    _show(planning, proposal, out, is_dry=args.dry_run)


def _show(planning: Planning, proposal: Proposal, out: Output, *, is_dry: bool) -> None:
    people = {each.id: each.label for each in planning.people}
    places = {each.id: each.label for each in planning.places}
    rows, plain = [], []
    for row in proposal.rows:
        clashes = proposal.clashes.get(row.id, ())
        when = "not placed"
        if row.starts_at is not None:
            when = f"{said_short_day(day_of(row.starts_at))} {said_time(row.starts_at)}"
        inspector = people.get(row.inspector_id or 0, "")
        where = "by video" if row.by_video else places.get(row.place_id or 0, "")
        navigator = people.get(row.navigator_id or 0, "")
        says = " ".join(word for word in (row.why or row.note, *clashes) if word)
        rows.append((row.code, row.worker, when, str(row.minutes), inspector, navigator, where, says))
        plain.append(_json(row, inspector, navigator, places.get(row.place_id or 0, ""), clashes))
    out.table(
        ("Case", "Worker", "When", "Minutes", "Inspector", "Navigator", "Where", "Says"),
        rows,
        json_rows=plain,
        empty="No session waits to be planned.",
    )
    if proposal.rows:
        out.say(f"{proposal.said}{' Nothing was stored.' if is_dry else ''}")


def _json(
    row: PlanRow, inspector: str, navigator: str, place: str, clashes: tuple[str, ...]
) -> dict[str, object]:
    return {
        "case": row.code,
        "worker": row.worker,
        "starts_at": row.starts_at,
        "minutes": row.minutes,
        "inspector": inspector,
        "navigator": navigator,
        "place": place,
        "by_video": row.by_video,
        "planned_before": row.is_kept,
        "why_not": row.why,
        "note": row.note,
        "clashes": list(clashes),
    }


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a time such as 09:30") from None
