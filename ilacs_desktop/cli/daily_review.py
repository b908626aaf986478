"""The daily review without a window: what is left before one can go home, and what was kept of the days."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from ilacs_desktop.cli.output import Output, day_of_text, inspection_of, one_line
from ilacs_desktop.domain.daily_review import (
    POINT_KINDS,
    KeptStep,
    MeetingPoint,
    ReviewRecord,
    ReviewStep,
    said_left,
)
from ilacs_desktop.domain.moments import said_day, said_when
from ilacs_desktop.services.house import House

Deed = Callable[[House, argparse.Namespace, Output], None]


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """``review [left|note|close|days]``: the steps, what is left, the meeting's points, the record."""
    review = commands.add_parser("review", help="the daily review: what is left before you can go home")
    review.add_argument("--day", type=day_of_text, help="the day; the one under review without it")
    review.add_argument("--finish", metavar="STEP", help="mark this step as done")
    review.add_argument("--skip", metavar="STEP", help="skip this step; wants a --note")
    review.add_argument("--note", default="", help="a word on what was done, or why it is skipped")
    review.add_argument("--reopen", metavar="STEP", help="take back that a step was done or skipped")
    review.set_defaults(deed=show_review)
    verbs = review.add_subparsers(metavar="DEED")

    def verb(name: str, help_text: str, deed: Deed) -> argparse.ArgumentParser:
        parser = verbs.add_parser(name, help=help_text)
        parser.set_defaults(deed=deed)
        parser.add_argument("--day", type=day_of_text, default=argparse.SUPPRESS)
        return parser

    verb("left", "what is left before you can go home", show_left)
    note = verb("note", "keep a point of the daily meeting; the line says what it becomes", keep_point)
    note.add_argument("line", help="as in “Inspector B asked for the audit schedule by 9am”")
    note.add_argument("--as", dest="kind", choices=POINT_KINDS, default="", help="what to keep it as")
    note.add_argument("--slot", metavar="UID", help="the slot of the draft that it changes")
    verb("close", "nothing is left: close the day", close_day)
    verb("days", "the days of which a review is kept", list_days)


def show_review(house: House, args: argparse.Namespace, out: Output) -> None:
    """Show the steps of the day under review, after finishing one if asked; of a day before, its record."""
    inspection = inspection_of(house, args)
    review = house.daily_review
    today = review.day()
    day = args.day or today
    for key, is_skipped in ((args.finish, False), (args.skip, True)):
        if key:
            review.finish(inspection.id, day, key, note=args.note, skipped=is_skipped)
    if args.reopen:
        review.reopen(inspection.id, day, args.reopen)
    if day < today:
        _show_record(review.record(inspection.id, day), house, out)
        return
    evening = review.evening(inspection.id, day)
    out.table(
        ("Step", "State", "What"),
        [(step.key, str(step.state), step.sentence) for step in evening.steps],
        json_rows=[_plain_step(step) for step in evening.steps],
    )
    for point in evening.points:
        out.say(f"  {_said_point(point)}")
    out.say(said_left(evening.left))


def show_left(house: House, args: argparse.Namespace, out: Output) -> None:
    """Say what is left before one can go home."""
    inspection, review = inspection_of(house, args), house.daily_review
    day = args.day or review.day()
    left = review.left(inspection.id, day)
    out.say(said_left(left))
    for sentence in left:
        out.say(f"  {sentence}")
    out.result({"day": day, "count": len(left), "sentence": said_left(left), "left": list(left)})


def keep_point(house: House, args: argparse.Namespace, out: Output) -> None:
    """Keep a point of the daily meeting."""
    inspection, review = inspection_of(house, args), house.daily_review
    point = review.meeting.keep(
        inspection.id, args.day or review.day(), args.line, kind=args.kind, slot_uid=args.slot
    )
    out.say(f"Kept: {_said_point(point)}")
    out.result(_plain_point(point))


def close_day(house: House, args: argparse.Namespace, out: Output) -> None:
    """Close the day."""
    inspection, review = inspection_of(house, args), house.daily_review
    record = review.close(inspection.id, args.day or review.day())
    out.say(f"The review of {said_day(record.day)} is closed. You can go home.")
    out.result(_plain_record(record))


def list_days(house: House, args: argparse.Namespace, out: Output) -> None:
    """List the days of which something is kept."""
    inspection, review = inspection_of(house, args), house.daily_review
    found = [review.record(inspection.id, day) for day in review.days(inspection.id)]
    out.table(
        ("Day", "Steps", "Points", "Closed"),
        [
            (
                said_day(record.day),
                str(len(record.steps)),
                str(len(record.points)),
                said_when(record.closed.finished_at, house.clock()) if record.closed else "",
            )
            for record in found
        ],
        json_rows=[_plain_record(record) for record in found],
        empty="No review is kept yet.",
    )


def _show_record(record: ReviewRecord, house: House, out: Output) -> None:
    now = house.clock()
    out.say(f"The review of {said_day(record.day)}, as it was kept.")
    for step in record.steps:
        note = f": “{one_line(step.note)}”" if step.note else ""
        out.say(f"  {step.title}: {step.state}, {said_when(step.finished_at, now)}, {step.finished_by}{note}")
    for point in record.points:
        out.say(f"  {_said_point(point)}")
    if record.not_kept:
        out.say(f"Nothing is kept of: {', '.join(record.not_kept)}.")
    if record.closed is not None:
        out.say(f"Closed {said_when(record.closed.finished_at, now)}, {record.closed.finished_by}.")
    out.result(_plain_record(record))


def _said_point(point: MeetingPoint) -> str:
    became = f" {point.said}" if point.said else ""
    return one_line(f"[{point.kind}{became}] {point.text}")


def _plain_step(step: ReviewStep) -> dict[str, object]:
    return {
        "key": step.key,
        "title": step.title,
        "count": step.count,
        "sentence": step.sentence,
        "state": str(step.state),
        "note": step.note,
        "finished_at": step.finished_at,
        "finished_by": step.finished_by,
    }


def _plain_kept(step: KeptStep) -> dict[str, object]:
    return {
        "key": step.key,
        "title": step.title,
        "state": str(step.state),
        "note": step.note,
        "finished_at": step.finished_at,
        "finished_by": step.finished_by,
    }


def _plain_point(point: MeetingPoint) -> dict[str, object]:
    return {
        "id": point.id,
        "day": point.day,
        "text": point.text,
        "kind": point.kind,
        "became": point.said or None,
        "thing": point.became.kind.value if point.became else None,
        "thing_id": point.became.id if point.became else None,
        "noted_at": point.noted_at,
        "noted_by": point.noted_by,
    }


def _plain_record(record: ReviewRecord) -> dict[str, object]:
    return {
        "day": record.day,
        "steps": [_plain_kept(step) for step in record.steps],
        "not_kept": list(record.not_kept),
        "points": [_plain_point(point) for point in record.points],
        "closed": _plain_kept(record.closed) if record.closed else None,
    }
