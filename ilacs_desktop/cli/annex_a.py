"""Annex A without a window: what a file would bring, and taking it in."""

from __future__ import annotations

import argparse
from pathlib import Path

from ilacs_desktop.cli.output import Output, inspection_of
from ilacs_desktop.domain.casefiles import AnnexAReview, Finding
from ilacs_desktop.services.house import House

Subparsers = argparse._SubParsersAction
MOST_SAID = 50


def register_import(imports: Subparsers[argparse.ArgumentParser]) -> None:
    """``import annex-a``."""
    parser = imports.add_parser("annex-a", help="child-level lists: one workbook, or one CSV a list")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--review", action="store_true", help="say what would be taken, and store nothing")
    parser.set_defaults(deed=import_annex_a)


def import_annex_a(house: House, args: argparse.Namespace, out: Output) -> None:
    """Take in Annex A, or with ``--review`` say what would be taken and refused."""
    inspection = None if args.review else inspection_of(house, args)
    review: AnnexAReview = house.casefiles.review_annex_a(args.files)
    _say_review(review, out)
    answer = review_json(review)
    if inspection is None:
        out.say(f"{len(review.children)} children. Nothing was stored.")
    else:
        counts = house.casefiles.import_annex_a(inspection.id, review)
        out.say(f"{counts.added} children new, {counts.changed} changed, {counts.same} the same.")
        answer["stored"] = {
            "added": counts.added,
            "changed": counts.changed,
            "same": counts.same,
            "absent": counts.absent,
        }
    out.result(answer)


def _say_review(review: AnnexAReview, out: Output) -> None:
    out.say(f"{review.file_name} · {review.edition}")
    if not out.as_json:
        out.table(
            ("List", "Title", "Sheet", "Rows", "Taken", "With problems", "Refused"),
            [
                (
                    str(c.number),
                    c.title,
                    c.sheet,
                    str(c.rows),
                    str(c.taken),
                    str(c.with_problems),
                    str(c.refused),
                )
                for c in review.lists
            ],
            json_rows=[],
        )
    for note in review.notes:
        out.say(f"  {note}")
    for findings, word in ((review.refusals, "refused"), (review.problems, "problem")):
        for found in findings[:MOST_SAID]:
            out.say(f"  {word}: {found.place}: {found.reason}")
        if len(findings) > MOST_SAID:
            out.say(f"  and {len(findings) - MOST_SAID} more; --json lists them all.")


def review_json(review: AnnexAReview) -> dict[str, object]:
    """A review as JSON can carry it."""
    return {
        "file": review.file_name,
        "edition": review.edition,
        "drawn_on": review.extract_on,
        "children": len(review.children),
        "lists": [
            {
                "list": count.number,
                "title": count.title,
                "sheet": count.sheet,
                "rows": count.rows,
                "taken": count.taken,
                "with_problems": count.with_problems,
                "refused": count.refused,
            }
            for count in review.lists
        ],
        "refused": [_finding_json(each) for each in review.refusals],
        "problems": [_finding_json(each) for each in review.problems],
        "problem_count": review.all_problems,
        "notes": list(review.notes),
    }


def _finding_json(found: Finding) -> dict[str, object]:
    return {
        "place": found.place,
        "list": found.list,
        "row": found.row,
        "column": found.column,
        "value": found.value,
        "reason": found.reason,
        "rule": found.rule,
    }
