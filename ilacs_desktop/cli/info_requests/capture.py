"""The capture line and the pasted list without a window, and what was supplied already."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from ilacs_desktop.cli.info_requests.finding import request_of
from ilacs_desktop.cli.output import Output, inspection_of
from ilacs_desktop.domain.capture import Captured
from ilacs_desktop.domain.changes import Kind
from ilacs_desktop.domain.moments import said_when
from ilacs_desktop.services.capture import Candidate
from ilacs_desktop.services.house import House


def register(deeds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands that take down what was asked."""
    add = deeds.add_parser("add", help="keep one line: “10:40 Inspector B asked AD for … by 2pm re …”")
    add.add_argument("line")
    add.add_argument("--review", action="store_true", help="show what is understood and store nothing")
    add.add_argument(
        "--same-as", metavar="REF", help="a second asker: the answer given for this request serves"
    )
    add.set_defaults(deed=add_line)
    paste = deeds.add_parser("paste", help="many requests from one list: a mail, a spreadsheet, a text")
    paste.add_argument(
        "file", help="an .eml, .xlsx, .ods, .csv or .txt; “-” reads the text from standard input"
    )
    paste.add_argument("--review", action="store_true", help="show how each line is read and store nothing")
    paste.add_argument(
        "--leave", type=_numbers, default=frozenset(), metavar="1,4", help="lines to leave out"
    )
    paste.add_argument(
        "--take", type=_numbers, default=frozenset(), metavar="2,3", help="lines to take although left"
    )
    paste.set_defaults(deed=paste_list)
    alike = deeds.add_parser("similar", help="was it supplied already? what resembles these words, with why")
    alike.add_argument("words")
    alike.set_defaults(deed=list_similar)


def add_line(house: House, args: argparse.Namespace, out: Output) -> None:
    """Keep one capture line, or show what it is understood to mean."""
    inspection = inspection_of(house, args)
    captured = house.capture.read(inspection.id, args.line)
    told = _told(captured)
    chips = f"[{'] ['.join(chip.text for chip in captured.chips)}]"
    if args.review:
        out.say(f"{captured.about}  {chips}")
        out.result({**told, "stored": False})
        return
    if args.same_as:
        other = request_of(house, argparse.Namespace(**{**vars(args), "ref": args.same_as}))
        ref = house.capture.store_as_same(inspection.id, captured, other.id)
    else:
        ref = house.capture.store(inspection.id, captured)
    name = house.capture.name_of(ref) or captured.kind.value
    stored = house.info_requests.one(ref.id) if ref.kind is Kind.INFO_REQUEST else None
    due_at = stored.due.at if stored else None
    usual = ""
    if due_at is not None and captured.due_at is None:
        usual = f" [due {said_when(due_at, house.clock())} as usual]"
    out.say(f"Kept {name}: {captured.about}  {chips}{usual}")
    kept = {"stored": True, "ref": name, "thing": ref.kind.value, "id": ref.id, "is_due_at": due_at}
    out.result({**told, **kept})


def paste_list(house: House, args: argparse.Namespace, out: Output) -> None:
    """Store what a list asks for, or show how it is read."""
    inspection = inspection_of(house, args)
    if args.file == "-":
        review = house.capture.review_text(inspection.id, sys.stdin.read())
    else:
        review = house.capture.review_file(inspection.id, Path(args.file))
    candidates = house.capture.with_common(
        review.candidates, review.words, asked_by_id=review.asked_by_id, asked_at=review.asked_at
    )
    candidates = tuple(
        replace(each, is_kept=(each.is_kept or each.id in args.take) and each.id not in args.leave)
        for each in candidates
    )
    refs = () if args.review else house.capture.store_many(inspection.id, candidates)
    names = iter([house.capture.name_of(ref) for ref in refs])
    became = [next(names, "") if each.is_kept else "" for each in candidates]
    now = house.clock()
    out.table(
        ("Line", "Take", "What is asked", "Asked by", "Owner", "Due", "Became", "Look at"),
        [
            (
                str(each.id),
                "take" if each.is_kept else "leave",
                each.captured.about or each.piece.line,
                each.captured.asked_by,
                each.captured.owner,
                said_when(each.captured.due_at, now) if each.captured.due_at else "",
                name,
                _look_at(each),
            )
            for each, name in zip(candidates, became, strict=True)
        ],
        json_rows=[
            {
                "line": each.id,
                "taken": each.is_kept,
                **_told(each.captured),
                "verbatim": each.piece.verbatim,
                "look_at": _look_at(each),
                "ref": name,
            }
            for each, name in zip(candidates, became, strict=True)
        ],
    )


def list_similar(house: House, args: argparse.Namespace, out: Output) -> None:
    """Print what resembles some words."""
    found = house.info_requests.similar(inspection_of(house, args).id, args.words)
    out.table(
        ("Ref", "What", "State", "Why"),
        [(each.label, each.title, each.state, each.why) for each in found],
        json_rows=[
            {
                "ref": each.label,
                "thing": each.ref.kind.value,
                "id": each.ref.id,
                "title": each.title,
                "state": each.state,
                "is_given": each.is_given,
                "score": each.score,
                "why": each.why,
            }
            for each in found
        ],
        empty="Nothing like it was asked or given.",
    )


def _told(captured: Captured) -> dict[str, object]:
    return {
        "kind": captured.kind.value,
        "asked_at": captured.asked_at,
        "asked_by": captured.asked_by,
        "asked_of": captured.asked_of,
        "owner": captured.owner,
        "due_at": captured.due_at,
        "slot": captured.slot_uid or None,
        "enquiry": captured.enquiry,
        "about": captured.about,
        "chips": [chip.text for chip in captured.chips],
    }


def _look_at(candidate: Candidate) -> str:
    if candidate.piece.why_not:
        return candidate.piece.why_not
    if candidate.repeats:
        return f"same as line {candidate.repeats}"
    similar = candidate.similar
    return f"{similar.label} {similar.state}: {similar.why}" if similar else ""


def _numbers(text: str) -> frozenset[int]:
    """“1,4” as numbers; argparse says so itself where it is anything else."""
    return frozenset(int(each) for each in text.split(",") if each.strip())
