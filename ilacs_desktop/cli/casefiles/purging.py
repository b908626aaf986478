"""``cases purge|purge-on|certificate``: taking the children's data out."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from ilacs_desktop.cli.output import Output, inspection_of
from ilacs_desktop.cli.shared import day_of_text
from ilacs_desktop.domain.casefiles.purging import WOULD_GO, Purge, PurgeFacts
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.services.house import House

Subparsers = argparse._SubParsersAction


def register(deeds: Subparsers[argparse.ArgumentParser]) -> None:
    """``purge``, ``purge-on`` and ``certificate``."""
    purge = deeds.add_parser("purge", help="what holds children's data; with --why take it out for good")
    purge.add_argument("--why", default="", metavar="TEXT", help="take it out now, and why")
    purge.add_argument("--close", action="store_true", help="close the inspection as well")
    purge.set_defaults(deed=purge_children)
    day = deeds.add_parser("purge-on", help="set the day on which the app asks for it")
    day.add_argument("day", metavar="DAY", help="as 2027-06-30, or none")
    day.set_defaults(deed=set_day)
    paper = deeds.add_parser("certificate", help="write the certificate of a purge")
    paper.add_argument("number", type=int, metavar="N")
    paper.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="a name that ends .pdf or .txt"
    )
    paper.set_defaults(deed=write_certificate)


def purge_children(house: House, args: argparse.Namespace, out: Output) -> None:
    """Say what there is, or take it out."""
    inspection = inspection_of(house, args)
    facts: PurgeFacts = house.casefiles.purge_facts(inspection.id)
    if not args.why:
        for key, words in WOULD_GO.items():
            if facts.counts[key]:
                out.say(f"{facts.counts[key]:>6}  {words}")
        if not facts.has_data:
            out.say("There is no child's data in this inspection.")
        day = facts.purge_on.isoformat() if facts.purge_on else "no day is set"
        out.say(f"To be taken out on: {day}. Nothing was changed; with --why it goes.")
        out.result({"counts": dict(facts.counts), "purge_on": facts.purge_on, "purged": None})
        return
    purge: Purge = house.casefiles.purge(inspection.id, why=args.why, closes=args.close)
    out.say(house.casefiles.certificate_text(purge.id))
    out.result({"counts": dict(purge.counts), "purge_on": None, "purged": purge.number})


def set_day(house: House, args: argparse.Namespace, out: Output) -> None:
    """Set or clear the day."""
    day: date | None = None if args.day == "none" else day_of_text(args.day)
    house.casefiles.set_purge_day(inspection_of(house, args).id, day)
    out.say(f"To be taken out on {day.isoformat()}." if day else "No day is set.")
    out.result({"purge_on": day})


def write_certificate(house: House, args: argparse.Namespace, out: Output) -> None:
    """Write one certificate."""
    facts: PurgeFacts = house.casefiles.purge_facts(inspection_of(house, args).id)
    for purge in facts.purges:
        if purge.number == args.number:
            path = house.casefiles.write_certificate(purge.id, args.out)
            out.say(str(path))
            out.result({"file": str(path)})
            return
    raise Explained(f"There is no certificate {args.number}.")
