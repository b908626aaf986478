"""``cases purge|purge-on|purge-backups|close|certificate``: the end of the children's data."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from ilacs_desktop.cli.output import Output, inspection_of
from ilacs_desktop.cli.shared import day_of_text, day_or_none
from ilacs_desktop.domain.casefiles.purging import (
    ITS_DAY,
    OldBackup,
    Purge,
    PurgeFacts,
    said_age,
    said_would_go,
)
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import said_when
from ilacs_desktop.services.house import House

Subparsers = argparse._SubParsersAction


def register(deeds: Subparsers[argparse.ArgumentParser]) -> None:
    """``purge``, ``purge-on``, ``purge-backups``, ``close`` and ``certificate``."""
    purge = deeds.add_parser("purge", help="what holds children's data; with --why take it out for good")
    purge.add_argument("--why", default="", metavar="TEXT", help="take it out now, and why")
    purge.add_argument("--close", action="store_true", help="close the inspection as well")
    purge.add_argument(
        "--due", action="store_true", help="take it out of every inspection whose agreed day has come"
    )
    purge.set_defaults(deed=purge_children)
    day = deeds.add_parser("purge-on", help="set the day from which on the app asks for it")
    day.add_argument("day", type=day_or_none, metavar="DAY", help="as 2027-06-30, or none")
    day.set_defaults(deed=set_day)
    backups = deeds.add_parser("purge-backups", help="backups from before the data went, and their age")
    backups.add_argument("--delete", action="store_true", help="delete them; a fresh one is made first")
    backups.add_argument("--second", type=Path, default=None, metavar="DIR", help="the second backup folder")
    backups.set_defaults(deed=old_backups)
    close = deeds.add_parser("close", help="close the inspection: its children's data goes now or on a day")
    close.add_argument("--why", default="", metavar="TEXT", help="take the data out now, and why")
    close.add_argument("--keep-until", type=day_of_text, metavar="DAY", help="the day on which it goes")
    close.set_defaults(deed=close_inspection)
    paper = deeds.add_parser("certificate", help="write the certificate of a purge")
    paper.add_argument("number", type=int, metavar="N")
    paper.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="a name that ends .pdf or .txt"
    )
    paper.set_defaults(deed=write_certificate)


def purge_children(house: House, args: argparse.Namespace, out: Output) -> None:
    """Say what there is, or take it out."""
    if args.due:
        purge_due(house, out)
        return
    inspection = inspection_of(house, args)
    facts: PurgeFacts = house.casefiles.purge_facts(inspection.id)
    if not args.why:
        for count, words in said_would_go(facts):
            out.say(f"{count:>6}  {words}")
        if not facts.has_data:
            out.say("There is no child's data in this inspection.")
        for each in facts.old_backups:
            out.say(f"        {each.name}, {said_age(each.made_at, house.clock())}, holds it as well")
        day = facts.purge_on.isoformat() if facts.purge_on else "no day is set"
        out.say(f"To be taken out on: {day}. Nothing was changed; with --why it goes.")
        out.result(
            {
                "counts": dict(facts.counts),
                "purge_on": facts.purge_on,
                "purged": None,
                "backups": _backups_json(facts.old_backups),
            }
        )
        return
    purge: Purge = house.casefiles.purge(
        inspection.id, why=args.why, closes=args.close, on_progress=out.progress
    )
    out.say(house.casefiles.certificate_text(purge.id))
    _say_backups(house, inspection.id, out)
    out.result({**_json(purge), "backups": _backups_json(house.casefiles.old_backups(inspection.id))})


def purge_due(house: House, out: Output) -> None:
    """What had been agreed for today or earlier, without being asked again: for an unattended machine.

    An inspection that was closed without a day is not touched: nobody agreed on one.

    Raises:
        Explained: an open concern keeps data where it is; everything else has gone by then.
    """
    done: list[dict[str, object]] = []
    kept: list[str] = []
    for due in house.casefiles.purges_due():
        facts: PurgeFacts = house.casefiles.purge_facts(due.inspection_id)
        if facts.purge_on is None:
            out.say(f"{due.title} is closed and no day is set; it is not touched.")
            continue
        if due.open_concerns:
            kept.append(f"{due.title}: {', '.join(due.open_concerns)} is open.")
            continue
        purge: Purge = house.casefiles.purge(due.inspection_id, why=ITS_DAY, on_progress=out.progress)
        out.say(house.casefiles.certificate_text(purge.id))
        _say_backups(house, due.inspection_id, out)
        done.append({"inspection": due.inspection_id, **_json(purge)})
    if not done and not kept:
        out.say("Nothing is due.")
    out.result({"purged": done, "kept": kept})
    if kept:
        raise Explained(" ".join(kept), remedy="Close every concern first.")


def old_backups(house: House, args: argparse.Namespace, out: Output) -> None:
    """List the backups from before, or delete them."""
    inspection = inspection_of(house, args)
    if args.delete:
        gone: int = house.casefiles.delete_old_backups(inspection.id, second_folder=args.second)
        out.say(f"Deleted: {gone}." if gone else "There is none from before.")
        out.result({"deleted": gone})
        return
    now = house.clock()
    found: tuple[OldBackup, ...] = house.casefiles.old_backups(inspection.id, second_folder=args.second)
    out.table(
        ("Backup", "Made", "Age"),
        [(each.name, said_when(each.made_at, now), said_age(each.made_at, now)) for each in found],
        json_rows=_backups_json(found),
        empty="No backup in the app's folders holds data that was taken out.",
    )


def close_inspection(house: House, args: argparse.Namespace, out: Output) -> None:
    """Close the inspection, and say what becomes of its children's data."""
    inspection = inspection_of(house, args)
    keep_until: date | None = args.keep_until
    purge: Purge | None = house.casefiles.close_inspection(
        inspection.id, why=args.why, keep_until=keep_until, on_progress=out.progress
    )
    out.say(f"{inspection.title} is closed.")
    if purge is not None:
        out.say(house.casefiles.certificate_text(purge.id))
        _say_backups(house, inspection.id, out)
    out.result({"closed": True, "purge_on": keep_until, "purged": purge.number if purge else None})


def _say_backups(house: House, inspection_id: int, out: Output) -> None:
    if found := house.casefiles.old_backups(inspection_id):
        count = f"{len(found)} backup{'s' if len(found) > 1 else ''}"
        out.say(f"{count} from before hold the data still: cases purge-backups --delete deletes them.")


def _json(purge: Purge) -> dict[str, object]:
    return {
        "counts": dict(purge.counts),
        "purge_on": None,
        "purged": purge.number,
        "trail_entries": purge.trail,
        "ids_left_in": dict(purge.mentions),
    }


def _backups_json(found: tuple[OldBackup, ...]) -> list[dict[str, object]]:
    return [{"name": each.name, "made_at": each.made_at} for each in found]


def set_day(house: House, args: argparse.Namespace, out: Output) -> None:
    """Set or clear the day."""
    day: date | None = args.day
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
