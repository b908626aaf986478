"""Annex A without a window: what a file would bring, and taking it in."""

from __future__ import annotations

import argparse
from pathlib import Path

from ilacs_desktop.cli.output import Output, inspection_of
from ilacs_desktop.domain.casefiles import (
    AnnexAComparison,
    AnnexACounts,
    AnnexAImport,
    AnnexAReview,
    AnnexAUndone,
    Finding,
)
from ilacs_desktop.domain.casefiles.report import said_changes, said_children
from ilacs_desktop.domain.inspection import Inspection
from ilacs_desktop.domain.moments import said_when
from ilacs_desktop.services.house import House

Subparsers = argparse._SubParsersAction
MOST_SAID = 50


def register_import(imports: Subparsers[argparse.ArgumentParser]) -> None:
    """``import annex-a``."""
    parser = imports.add_parser("annex-a", help="child-level lists: one workbook, or one CSV a list")
    parser.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar="FILE",
        help="a workbook, the CSV files, or the folder they are in",
    )
    parser.add_argument("--review", action="store_true", help="say what would be taken, and store nothing")
    parser.add_argument(
        "--report",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="the report, as .xlsx or .pdf",
    )
    parser.add_argument("--undo", action="store_true", help="take the newest import back whole")
    parser.add_argument("--list", action="store_true", dest="imports", help="what was taken in so far")
    parser.set_defaults(deed=import_annex_a)


def import_annex_a(house: House, args: argparse.Namespace, out: Output) -> None:
    """Take in Annex A, or with ``--review`` say what would be taken and refused."""
    if args.undo or args.imports:
        (undo_import if args.undo else list_imports)(house, args, out)
        return
    inspection = _inspection(house, args)
    key = inspection.id if inspection else None
    review: AnnexAReview = house.casefiles.review_annex_a(args.files, out.progress, inspection_id=key)
    comparison = house.casefiles.compare_annex_a(key, review) if key is not None else None
    _say_review(review, out)
    if comparison is not None:
        _say_changes(comparison, out)
    if args.report:
        for path in house.casefiles.write_annex_a_report(review, args.report, inspection_id=key):
            out.say(f"Written: {path}")
    answer = {**review_json(review), "changes": _comparison_json(comparison), "report": args.report}
    if args.review or key is None:
        out.say(f"{said_children(len(review.children))}. Nothing was stored.")
    else:
        counts = house.casefiles.import_annex_a(key, review, on_progress=out.progress)
        out.say(f"{said_children(counts.added)} new, {counts.changed:,} changed, {counts.same:,} the same.")
        answer["stored"] = _counts_json(counts)
    out.result(answer)


def undo_import(house: House, args: argparse.Namespace, out: Output) -> None:
    """Take the newest import back whole."""
    key = inspection_of(house, args).id
    undone: AnnexAUndone = house.casefiles.undo_annex_a(key, on_progress=out.progress)
    out.say(f"{said_children(undone.removed)} taken off the list, {undone.restored:,} put back as before.")
    if undone.stayed:
        out.say(f"Chosen or written about since, so kept by ID and code alone: {', '.join(undone.stayed)}.")
    out.result({"removed": undone.removed, "restored": undone.restored, "stayed": list(undone.stayed)})


def list_imports(house: House, args: argparse.Namespace, out: Output) -> None:
    """What was taken in so far, newest first."""
    taken: tuple[AnnexAImport, ...] = house.casefiles.imports(inspection_of(house, args).id)
    now = house.clock()
    out.table(
        ("When", "File", "By", "New", "Changed", "Same", "Undone"),
        [
            (
                said_when(each.taken_at, now),
                each.file_name,
                each.by,
                str(each.counts.added),
                str(each.counts.changed),
                str(each.counts.same),
                f"{said_when(each.undone_at, now)} by {each.undone_by}" if each.undone_at else "",
            )
            for each in taken
        ],
        json_rows=[
            {
                "id": each.id,
                "file": each.file_name,
                "edition": each.edition,
                "taken_at": each.taken_at,
                "by": each.by,
                **_counts_json(each.counts),
                "undone_at": each.undone_at,
                "undone_by": each.undone_by,
                "can_undo": each.can_undo,
            }
            for each in taken
        ],
        empty="No Annex A has been taken in.",
    )


def _inspection(house: House, args: argparse.Namespace) -> Inspection | None:
    """The inspection meant; a review can do without one, unless one was named."""
    if args.review and getattr(args, "inspection", None) is None and house.inspections.current() is None:
        return None
    return inspection_of(house, args)


def _say_changes(comparison: AnnexAComparison, out: Output) -> None:
    if comparison.is_first:
        return
    out.say(f"  {said_changes(comparison)}")
    for change in comparison.changed[:MOST_SAID]:
        out.say(f"  changes: {change.code or change.child_id}: {change.said}")
    if len(comparison.changed) > MOST_SAID:
        out.say(f"  and {len(comparison.changed) - MOST_SAID} more; --json lists them all.")


def _counts_json(counts: AnnexACounts) -> dict[str, object]:
    return {"added": counts.added, "changed": counts.changed, "same": counts.same, "absent": counts.absent}


def _comparison_json(comparison: AnnexAComparison | None) -> dict[str, object] | None:
    if comparison is None:
        return None
    return {
        "added": list(comparison.added),
        "changed": [
            {
                "child_id": each.child_id,
                "code": each.code,
                "what": [
                    {"what": label, "before": before, "after": after} for label, before, after in each.what
                ],
            }
            for each in comparison.changed
        ],
        "same": comparison.same,
        "absent": list(comparison.absent),
    }


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
