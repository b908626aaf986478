"""The timetable on paper, and a timetable from a file."""

from __future__ import annotations

import argparse
from pathlib import Path

from ilacs_desktop.cli.output import Output, inspection_of
from ilacs_desktop.cli.shared import day_of_text
from ilacs_desktop.cli.timetable.finding import counted, person_of, place_of
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.papers import Form, What, Wish
from ilacs_desktop.domain.timetable.listing import Fate, ListReview
from ilacs_desktop.services.briefing import NOT_ENCRYPTED
from ilacs_desktop.services.house import House

EVERYBODY = "all"


def register(deeds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``write`` and ``import``."""
    write = deeds.add_parser("write", help="write the timetable as PDF, XLSX and text; all weeks if not said")
    write.add_argument("--out", type=Path, required=True, metavar="DIR")
    write.add_argument("--day", type=day_of_text, metavar="DAY", help="the board of a day, as 2026-12-03")
    write.add_argument("--week", action="store_true", help="weeks; with --day only that one")
    write.add_argument("--person", metavar="NAME", help="one person's page; “all” for everybody's")
    write.add_argument("--place", metavar="NAME", help="the sign on one door; “all” for every place")
    write.add_argument("--cue-cards", action="store_true", help="a small card for each slot")
    write.add_argument("--format", default="pdf", metavar="LIST", help="of pdf, xlsx, txt")
    edition = write.add_mutually_exclusive_group()
    edition.add_argument("--issue", type=int, metavar="N", help="the newest without it")
    edition.add_argument("--draft", action="store_true", help="the draft, clearly marked")
    codes = write.add_mutually_exclusive_group()
    codes.add_argument("--codes", action="store_true", help="case codes on door signs too")
    codes.add_argument("--no-codes", action="store_true", help="no case code anywhere")
    write.set_defaults(deed=write_papers)

    take = deeds.add_parser("import", help="take a timetable in from XLSX, XLS, ODS or CSV")
    take.add_argument("file", type=Path, metavar="FILE")
    take.add_argument("--review", action="store_true", help="say what would change, and store nothing")
    take.add_argument(
        "--whole-days",
        action="store_true",
        help="the file holds all of its days: what it lacks is stood down",
    )
    take.add_argument(
        "--without-unknown",
        action="store_true",
        help="take rows with unknown people or places without them, and say so in the note",
    )
    take.set_defaults(deed=take_in)


def write_papers(house: House, args: argparse.Namespace, out: Output) -> None:
    """Write the papers that are wished for."""
    inspection = inspection_of(house, args)
    written = house.timetable.papers.write(inspection.id, _wishes(house, args), args.out)
    for path in written:
        out.say(str(path))
    out.say(NOT_ENCRYPTED)
    out.result({"files": list(written)})


def _wishes(house: House, args: argparse.Namespace) -> list[Wish]:
    papers: list[tuple[What, int | None, int | None]] = []
    if args.week:
        papers.append((What.WEEK, None, None))
    if args.person:
        everybody = args.person.casefold() == EVERYBODY
        key = None if everybody else person_of(house.people.all(), args.person).id
        papers.append((What.PERSON, key, None))
    if args.place:
        key = None if args.place.casefold() == EVERYBODY else place_of(house, args.place)
        papers.append((What.PLACE, None, key))
    if args.cue_cards:
        papers.append((What.CUE_CARDS, None, None))
    if not papers:
        papers.append((What.DAY if args.day else What.WEEK, None, None))
    return [
        Wish(
            what,
            form,
            number=args.issue,
            is_draft=args.draft,
            day=args.day,
            person_id=person_id,
            place_id=place_id,
            shows_codes=True if args.codes else False if args.no_codes else None,
        )
        for what, person_id, place_id in papers
        for form in _forms(args.format)
    ]


def _forms(text: str) -> list[Form]:
    forms = []
    for each in filter(None, (word.strip().lower() for word in text.split(","))):
        if each not in set(Form):
            raise Explained(f"“{each}” is not a format.", remedy=f"Choose from {', '.join(Form)}.")
        forms.append(Form(each))
    return forms


def take_in(house: House, args: argparse.Namespace, out: Output) -> None:
    """Say what a list would do to the draft, and do it unless only the review is wanted."""
    inspection, imports = inspection_of(house, args), house.timetable.imports
    drafts = imports.read(inspection.id, args.file)
    review = imports.review(
        inspection.id, drafts, whole_days=args.whole_days, without_unknown=args.without_unknown
    )
    out.say(f"{review.file_name}: {said_counts(review)}.")
    for note in review.notes:
        out.say(f"  {note}")
    for change in review.changes:
        if change.fate is not Fate.SAME:
            why = f": {'; '.join(change.what)}" if change.what else ""
            out.say(f"  {change.fate.value}: {change.when} {change.title}{why}")
    for refusal in review.refusals:
        out.say(f"  refused: {refusal.place}: {refusal.reason}")
    for sentence in review.clashes:
        out.say(f"  clash: {sentence}")
    is_stored = not args.review and not review.is_empty
    if is_stored:
        house.timetable.imports.take(inspection.id, review)
        out.say("Taken into the draft; one undo takes it back.")
    else:
        out.say("Nothing was stored.")
    out.result(
        {
            "file": review.file_name,
            "stored": is_stored,
            "own_list": review.is_own,
            "counts": {fate.name.lower(): review.count(fate) for fate in Fate},
            "changes": [
                {
                    "fate": change.fate.value,
                    "row": change.row,
                    "uid": change.uid,
                    "title": change.title,
                    "when": change.when,
                    "what": list(change.what),
                    "is_guess": change.is_guess,
                }
                for change in review.changes
            ],
            "refused": [{"place": each.place, "reason": each.reason} for each in review.refusals],
            "clashes": list(review.clashes),
            "notes": list(review.notes),
        }
    )


def said_counts(review: ListReview) -> str:
    """``2 added, 1 changed, 0 removed, 85 no change; refused: 1``."""
    counts = ", ".join(f"{review.count(fate)} {fate.value}" for fate in Fate if review.count(fate))
    clashes = f"; {counted(len(review.clashes), 'new clash', 'new clashes')}" if review.clashes else ""
    return f"{counts or 'no rows'}; refused: {len(review.refusals)}{clashes}"
