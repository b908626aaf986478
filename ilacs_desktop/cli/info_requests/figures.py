"""``requests figures``: what numbers the inspectors have, and which of them disagree."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace

from ilacs_desktop.cli.info_requests.finding import REF, request_of
from ilacs_desktop.cli.output import Output, inspection_of, moment_of_text
from ilacs_desktop.cli.shared import day_of_text
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import Figure, FigureEntry, InfoRequest, Manner
from ilacs_desktop.domain.moments import said_when
from ilacs_desktop.services.house import House

FIGURE_REF = "the figure, such as F-01"
_FIELDS = ("measure", "unit", "period", "as_of", "source", "manner", "told_to", "told_by", "told_at")

Deed = Callable[[House, argparse.Namespace, Output], None]


def register(deeds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of the figures register."""
    room = deeds.add_parser("figures", help="the figures register: what numbers the inspectors have")
    room.set_defaults(deed=list_figures, disagreeing=False)
    verbs = room.add_subparsers(metavar="DEED")

    def verb(name: str, help_text: str, deed: Deed, *, ref: bool = True) -> argparse.ArgumentParser:
        parser = verbs.add_parser(name, help=help_text)
        parser.set_defaults(deed=deed)
        if ref:
            parser.add_argument("ref", help=FIGURE_REF)
        return parser

    listed = verb("list", "every figure, the latest told first", list_figures, ref=False)
    listed.add_argument("--disagreeing", action="store_true", help="those that disagree, side by side")
    verb("show", "one figure, with who had it and what was done to it", show_figure)
    line = verb("line", "take one down: “84%% of return interviews, June to May”", take_line, ref=False)
    line.add_argument("line")
    line.add_argument("--to", default="", metavar="WHO", help="who was told")
    line.add_argument("--by", default="", metavar="WHO", help="who told it")
    _fields(verb("add", "note a number that was told", add_figure, ref=False), is_new=True)
    _fields(verb("supersede", "a newer number was told; the old one stays, marked", supersede_figure))
    _fields(verb("change", "put right what is noted of one", change_figure))
    explain = verb("explain", "say why it and others that differ are all right", explain_figures)
    explain.add_argument("other", nargs="+", help="the others, such as F-04")
    explain.add_argument("--why", required=True)
    verb("dispute", "they disagree after all: take back why they are right", dispute_figure)
    withdraw = verb("withdraw", "take it back; it stays in the register", withdraw_figure)
    withdraw.add_argument("reason")
    verb("restore", "let one that was taken back stand again", restore_figure)


def _fields(parser: argparse.ArgumentParser, *, is_new: bool = False) -> None:
    parser.add_argument("--value", required=is_new, help="the number, with or without its unit: 84%%")
    parser.add_argument("--measure", required=is_new, help="what it counts")
    parser.add_argument("--unit", help="%%, £, cases")
    parser.add_argument("--period", help="over which time: June to November")
    parser.add_argument("--as-of", type=day_of_text, metavar="DAY", help="the day the data were taken")
    parser.add_argument("--source")
    parser.add_argument("--manner", choices=[each.value for each in Manner])
    parser.add_argument("--to", dest="told_to", metavar="WHO", help="who was told")
    parser.add_argument("--by", dest="told_by", metavar="WHO", help="who told it")
    parser.add_argument("--at", dest="told_at", type=moment_of_text, metavar="WHEN", help="else now")
    parser.add_argument("--request", metavar="REF", help=REF)


def figure_of(house: House, args: argparse.Namespace, ref: str) -> Figure:
    """The figure with the ref given.

    Raises:
        Explained: there is none.
    """
    for row in house.figures.all(inspection_of(house, args).id):
        if row.ref == ref.upper():
            return row
    raise Explained(f"There is no figure {ref.upper()}.", remedy="See: requests figures.")


def list_figures(house: House, args: argparse.Namespace, out: Output) -> None:
    """Print the figures, or those that disagree."""
    inspection, now = inspection_of(house, args), house.clock()
    if args.disagreeing:
        found = house.figures.disagreeing(inspection.id)
        out.table(
            ("What it counts", "Period", "Said"),
            [(each.measure, each.period, _side_by_side(each.figures)) for each in found],
            json_rows=[
                {
                    "measure": each.measure,
                    "period": each.period,
                    "figures": [plain_figure(one) for one in each.figures],
                }
                for each in found
            ],
            empty="No two figures disagree.",
        )
        return
    rows = house.figures.all(inspection.id)
    at_odds = {one.id for each in house.figures.disagreeing(inspection.id) for one in each.figures}
    out.table(
        ("Ref", "What it counts", "Figure", "Told to", "When", "State"),
        [
            (
                row.ref,
                ", ".join(part for part in (row.measure, row.period) if part),
                row.said,
                row.told_to,
                said_when(row.told_at, now),
                _state(row, is_at_odds=row.id in at_odds),
            )
            for row in rows
        ],
        json_rows=[{**plain_figure(row), "disagrees": row.id in at_odds} for row in rows],
    )


def show_figure(house: House, args: argparse.Namespace, out: Output) -> None:
    """Print one figure whole."""
    figure, now = figure_of(house, args, args.ref), house.clock()
    out.say(f"{figure.ref}  {figure.measure}: {figure.said}")
    told = f"{figure.manner.value} to {figure.told_to or 'the inspectors'}"
    by = f" by {figure.told_by}" if figure.told_by else ""
    out.say(f"{told}{by}, {said_when(figure.told_at, now)}")
    for name, value in (
        ("Period", figure.period),
        ("As of", str(figure.as_of or "")),
        ("Source", figure.source),
        ("For", figure.request_ref),
        ("Taken back", figure.withdrawn_reason),
        ("As it was typed", figure.verbatim),
    ):
        if value:
            out.say(f"{name}: {value}")
    out.result(plain_figure(figure))


def take_line(house: House, args: argparse.Namespace, out: Output) -> None:
    """Take a figure down from one line."""
    _told(
        out,
        house.figures.take_down(
            inspection_of(house, args).id, verbatim=args.line, told_to=args.to, told_by=args.by
        ),
    )


def add_figure(house: House, args: argparse.Namespace, out: Output) -> None:
    """Note a figure."""
    inspection = inspection_of(house, args)
    _told(out, house.figures.note(inspection.id, _entry(house, args, FigureEntry("", ""))))


def supersede_figure(house: House, args: argparse.Namespace, out: Output) -> None:
    """Note a newer number."""
    old = figure_of(house, args, args.ref)
    if args.value is None:
        raise Explained("Say the newer number.", remedy="--value 79%")
    kept = replace(entry_of(old), told_at=None, as_of=None)
    new = house.figures.supersede(old.id, _entry(house, args, kept))
    out.say(f"{old.ref}, {old.said}, was told to {old.told_to or 'the inspectors'}.")
    _told(out, new)


def change_figure(house: House, args: argparse.Namespace, out: Output) -> None:
    """Put right what is noted."""
    old = figure_of(house, args, args.ref)
    _told(out, house.figures.put_right(old.id, _entry(house, args, entry_of(old)), version=old.version))


def explain_figures(house: House, args: argparse.Namespace, out: Output) -> None:
    """Say why figures that differ are right."""
    one = figure_of(house, args, args.ref)
    others = [figure_of(house, args, ref).id for ref in args.other]
    _told(out, house.figures.explain(one.id, others, why=args.why))


def dispute_figure(house: House, args: argparse.Namespace, out: Output) -> None:
    """Take back why figures that differ are right."""
    _told(out, house.figures.dispute(figure_of(house, args, args.ref).id))


def withdraw_figure(house: House, args: argparse.Namespace, out: Output) -> None:
    """Take a figure back."""
    _told(out, house.figures.withdraw(figure_of(house, args, args.ref).id, reason=args.reason))


def restore_figure(house: House, args: argparse.Namespace, out: Output) -> None:
    """Let a figure stand again."""
    _told(out, house.figures.restore(figure_of(house, args, args.ref).id))


def entry_of(figure: Figure) -> FigureEntry:
    """What is written down of a figure."""
    return FigureEntry(
        value=figure.value,
        request_id=figure.request_id,
        slot_uid=figure.slot_uid,
        enquiry_id=figure.enquiry_id,
        **{name: getattr(figure, name) for name in _FIELDS},
    )


def _entry(house: House, args: argparse.Namespace, kept: FigureEntry) -> FigureEntry:
    """``kept`` with what the command names; a number with its sign brings its unit."""
    named = {name: getattr(args, name) for name in _FIELDS if getattr(args, name) is not None}
    if args.value is not None:
        named["value"], value = args.value, args.value.strip()
        if args.unit is None and (value.startswith("£") or value.endswith("%")):
            named["unit"] = ""
    if args.request:
        named["request_id"] = request_named(house, args, args.request).id
    return replace(kept, **named)


def request_named(house: House, args: argparse.Namespace, ref: str) -> InfoRequest:
    """The request that belongs to an entry of a register.

    Raises:
        Explained: there is none.
    """
    return request_of(house, argparse.Namespace(**{**vars(args), "ref": ref}))


def _side_by_side(figures: tuple[Figure, ...]) -> str:
    return " / ".join(f"{each.said} ({each.ref}, {each.told_to or 'the inspectors'})" for each in figures)


def _state(figure: Figure, *, is_at_odds: bool) -> str:
    if figure.withdrawn_reason:
        return "taken back"
    if figure.superseded_by_id is not None:
        return "superseded"
    return "disagrees" if is_at_odds else figure.manner.value


def _told(out: Output, figure: Figure) -> None:
    out.say(f"{figure.ref}  {figure.measure}: {figure.said}, {_state(figure, is_at_odds=False)}")
    out.result(plain_figure(figure))


def plain_figure(figure: Figure) -> dict[str, object]:
    """A figure for programs."""
    return {
        "id": figure.id,
        "ref": figure.ref,
        "measure": figure.measure,
        "value": figure.value,
        "unit": figure.unit,
        "period": figure.period,
        "as_of": figure.as_of,
        "source": figure.source,
        "manner": figure.manner.value,
        "told_to": figure.told_to,
        "told_by": figure.told_by,
        "told_at": figure.told_at,
        "request": figure.request_ref,
        "enquiry": figure.enquiry,
        "verbatim": figure.verbatim,
        "supersedes": figure.supersedes_id,
        "superseded_by": figure.superseded_by_id,
        "withdrawn_reason": figure.withdrawn_reason,
        "is_current": figure.is_current,
    }
