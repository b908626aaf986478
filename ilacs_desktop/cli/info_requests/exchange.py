"""Requests and registers as files, and requests from a file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TypeVar

from ilacs_desktop.cli.output import Output, inspection_of
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests.exchange.review import Review
from ilacs_desktop.domain.info_requests.exchange.tracker import Field, Mapped, RawTable
from ilacs_desktop.domain.info_requests.exchange.wishes import What, Wish
from ilacs_desktop.domain.listings import Form
from ilacs_desktop.domain.timetable.listing import Fate
from ilacs_desktop.services.briefing import NOT_ENCRYPTED
from ilacs_desktop.services.house import House

Choice = TypeVar("Choice")
OTHERS = frozenset({What.GIVEN, What.FIGURES, What.CLARIFICATIONS})
NAMES = {what.name.lower(): what for what in What}


def register(deeds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``write`` and ``import``."""
    write = deeds.add_parser("write", help="write a list or a register as XLSX, PDF, CSV and text")
    write.add_argument("--out", type=Path, required=True, metavar="DIR")
    write.add_argument(
        "--list", default="all", dest="lists", metavar="LIST", help=f"of {', '.join(NAMES)}; all if not said"
    )
    write.add_argument("--format", default="xlsx", metavar="LIST", help=f"of {', '.join(Form)}")
    write.add_argument(
        "--only", default=None, metavar="REFS", help="these requests in this order, as IR-031,IR-007"
    )
    write.add_argument("--plain", action="store_true", help="without the column by which it can come back")
    write.set_defaults(deed=write_lists)

    take = deeds.add_parser(
        "import", help="take requests in from XLSX, XLS, ODS or CSV: a list of ours, or anybody's tracker"
    )
    take.add_argument("file", type=Path, metavar="FILE")
    take.add_argument("--review", action="store_true", help="say what would change, and store nothing")
    take.add_argument(
        "--sheet", metavar="NAME", help="the sheet to read; the one best understood if not said"
    )
    take.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="HEADING=MEANING",
        help="what a column means, such as “Lead=owner”; “do not read” leaves it out",
    )
    take.add_argument("--staged", action="store_true", help="they have not been asked for yet")
    take.add_argument(
        "--without-unknown",
        action="store_true",
        help="take rows with people or lines of enquiry that are not known without them, said in the history",
    )
    take.set_defaults(deed=take_in)


def write_lists(house: House, args: argparse.Namespace, out: Output) -> None:
    """Write the lists that are wished for."""
    inspection = inspection_of(house, args)
    whats = [_one(each, NAMES, "list") for each in _words(args.lists)]
    forms = [_one(each, {form.value: form for form in Form}, "format") for each in _words(args.format)]
    ids = _ids(house, inspection.id, args.only) if args.only else None
    if ids is not None and (others := OTHERS & set(whats)):
        raise Explained(f"“{min(others)}” is no list of requests.", remedy="Leave out --only, or this list.")
    wishes = [Wish(what, form, ids, comes_back=not args.plain) for what in whats for form in forms]
    written = house.request_exports.write(inspection.id, wishes, args.out)
    for path in written:
        out.say(str(path))
    out.say(NOT_ENCRYPTED)
    out.result({"files": list(written)})


def take_in(house: House, args: argparse.Namespace, out: Output) -> None:
    """Say what a list would do, and do it unless only the review is wanted."""
    inspection, imports = inspection_of(house, args), house.request_imports
    raw = imports.read(args.file)
    table = _table(raw.tables, args.sheet)
    mapped, is_remembered = imports.suggested(table)
    mapped = _mapped(table, mapped, args.column)
    review = imports.review(
        inspection.id,
        raw,
        table=table,
        mapped=mapped,
        staged=args.staged,
        without_unknown=args.without_unknown,
    )
    if not review.is_own:
        out.say("Columns as they were read before." if is_remembered else "Columns:")
        for heading, meant in zip(table.headings, mapped, strict=True):
            out.say(f"  {heading or '(no heading)'}: {meant.value}")
    out.say(f"{review.file_name}: {said_counts(review)}.")
    for note in review.notes:
        out.say(f"  {note}")
    for change in review.changes:
        if change.fate is not Fate.SAME:
            why = f": {'; '.join(change.what)}" if change.what else ""
            out.say(f"  {change.fate.value}: {' '.join(filter(None, (change.ref, change.title)))}{why}")
    for refusal in review.refusals:
        out.say(f"  refused: {refusal.place}: {refusal.reason}")
    is_stored = not args.review and not review.is_empty
    if is_stored:
        imports.take(inspection.id, review)
    out.say("Taken in." if is_stored else "Nothing was stored.")
    out.result(
        {
            "file": review.file_name,
            "stored": is_stored,
            "own_list": review.is_own,
            "columns": dict(zip(table.headings, (meant.value for meant in mapped), strict=True)),
            "counts": {fate.name.lower(): review.count(fate) for fate in Fate},
            "changes": [
                {
                    "fate": change.fate.value,
                    "row": change.row,
                    "ref": change.ref,
                    "title": change.title,
                    "what": list(change.what),
                    "is_guess": change.is_guess,
                }
                for change in review.changes
            ],
            "refused": [{"place": each.place, "reason": each.reason} for each in review.refusals],
            "notes": list(review.notes),
        }
    )


def said_counts(review: Review) -> str:
    """``12 added, 1 changed, 85 no change; refused: 1``."""
    counts = ", ".join(f"{review.count(fate)} {fate.value}" for fate in Fate if review.count(fate))
    return f"{counts or 'no rows'}; refused: {len(review.refusals)}"


def _words(text: str) -> list[str]:
    return [word for word in (each.strip() for each in text.split(",")) if word]


def _one(word: str, choices: dict[str, Choice], what: str) -> Choice:
    found = choices.get(word.casefold())
    if found is None:
        raise Explained(f"“{word}” is no {what}.", remedy=f"Choose from {', '.join(choices)}.")
    return found


def _ids(house: House, inspection_id: int, refs: str) -> tuple[int, ...]:
    by_ref = {row.ref: row.id for row in house.info_requests.all(inspection_id)}
    wanted = [each.upper() for each in _words(refs)]
    if unknown := [each for each in wanted if each not in by_ref]:
        raise Explained(f"There is no request {unknown[0]}.", remedy="See: requests list --all.")
    return tuple(by_ref[each] for each in wanted)


def _table(tables: tuple[RawTable, ...], name: str | None) -> RawTable:
    if name is None:
        return tables[0]
    for table in tables:
        if name.casefold() in {each.strip().casefold() for each in (table.name, *table.name.split(","))}:
            return table
    raise Explained(
        f"There is no sheet “{name}”.", remedy=f"There are: {', '.join(each.name for each in tables)}."
    )


def _mapped(table: RawTable, mapped: Mapped, said: list[str]) -> Mapped:
    made = list(mapped)
    for each in said:
        heading, _, meaning = each.rpartition("=")
        at = next(
            (at for at, text in enumerate(table.headings) if text.casefold() == heading.casefold()), None
        )
        if at is None:
            raise Explained(
                f"There is no column “{heading}”.",
                remedy=f"There are: {', '.join(filter(None, table.headings))}.",
            )
        meant = _one(meaning.strip(), {each.value: each for each in Field}, "meaning of a column")
        made = [Field.SKIP if old is meant else old for old in made]
        made[at] = meant
    return tuple(made)
