"""What clashes in the draft, what is let stand, and what each rule does."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from ilacs_desktop.cli.output import Output, day_of_text, inspection_of
from ilacs_desktop.domain.clashes import Clash, Level, Override, Rule
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import day_of, said_short_day, said_time
from ilacs_desktop.services.house import House


def register(deeds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands about clashes."""
    clashes = deeds.add_parser("clashes", help="list what clashes in the draft")
    clashes.add_argument("--day", type=day_of_text, metavar="2026-12-03")
    clashes.add_argument("--all", action="store_true", help="what was let stand as well")
    clashes.set_defaults(deed=show_clashes)

    override = deeds.add_parser("override", help="let a clash stand until something in it changes")
    override.add_argument("clash", metavar="NUMBER", help="as “clashes” lists it without --day; or its key")
    override.add_argument("--why", metavar="TEXT", help="the reason, which is kept with your name")
    override.add_argument("--take-back", action="store_true", help="ask about it again")
    override.set_defaults(deed=let_stand)

    levels = deeds.add_parser("levels", help="list what each rule does, or change one")
    levels.add_argument("rule", nargs="?", metavar="RULE", help="its first words are enough")
    levels.add_argument("level", nargs="?", choices=[level.value for level in Level])
    levels.set_defaults(deed=show_levels)


def show_clashes(house: House, args: argparse.Namespace, out: Output) -> None:
    """List what clashes in the draft, with the numbers that ``override`` knows."""
    inspection = inspection_of(house, args)
    numbered = _numbered(house.timetable.clashes(inspection.id))
    if args.day is not None:
        there = {clash.key for clash in house.timetable.clashes(inspection.id, args.day)}
        numbered = [(number, clash) for number, clash in numbered if clash.key in there]
    if not args.all:
        numbered = [(number, clash) for number, clash in numbered if not clash.is_let_stand]
    out.table(
        ("Number", "Level", "What", "Slots"),
        [
            (
                str(number),
                "let stand" if clash.is_let_stand else clash.level.value,
                _said(clash),
                " ".join(uid[:8] for uid in clash.uids),
            )
            for number, clash in numbered
        ],
        json_rows=[{"number": number, **_plain(clash)} for number, clash in numbered],
        empty="Nothing clashes.",
    )


def let_stand(house: House, args: argparse.Namespace, out: Output) -> None:
    """Let one clash stand, or ask about it again."""
    inspection = inspection_of(house, args)
    clash = _one(house.timetable.clashes(inspection.id), args.clash)
    rules = house.timetable.rules
    if args.take_back:
        rules.take_back(inspection.id, clash.key)
        out.say(f"It is asked again: {clash.sentence}")
        out.result({"key": clash.key, "override": None})
        return
    if not (args.why or "").strip():
        raise Explained("A clash is let stand for a reason.", remedy="Say it with --why.")
    clash = rules.override(inspection.id, clash.key, reason=args.why)
    out.say(f"Let stand: {clash.sentence}")
    out.result(_plain(clash))


def show_levels(house: House, args: argparse.Namespace, out: Output) -> None:
    """List the level of every rule; with a rule and a level, change it first."""
    rules = house.timetable.rules
    if args.rule is not None:
        rule = _rule(args.rule)
        if args.level is None:
            raise Explained(
                f"“{rule.value}” is on {rules.levels()[rule].value}.",
                remedy=f"Add {', '.join(level.value for level in Level)} to change it.",
            )
        rules.set_level(rule, Level(args.level))
    levels = rules.levels()
    out.table(
        ("Rule", "Level"),
        [(rule.value, levels[rule].value) for rule in Rule],
        json_rows=[{"rule": rule.value, "level": levels[rule].value} for rule in Rule],
    )


def _numbered(clashes: Sequence[Clash]) -> list[tuple[int, Clash]]:
    return list(enumerate(clashes, 1))


def _one(clashes: Sequence[Clash], wanted: str) -> Clash:
    found = [clash for number, clash in _numbered(clashes) if wanted in {str(number), clash.key}]
    if not found:
        raise Explained(f"There is no clash “{wanted}”.", remedy="See: main.py timetable clashes --all")
    return found[0]


def _rule(text: str) -> Rule:
    """The one rule that begins with ``text``; or whose short name it is, such as ``no_worker``."""
    wanted = text.casefold().strip()
    exact = [rule for rule in Rule if wanted in {rule.value, rule.name.lower()}]
    found = exact or [rule for rule in Rule if rule.value.startswith(wanted)]
    if len(found) != 1:
        how_many = "No rule" if not found else "More than one rule"
        raise Explained(f"{how_many} begins with “{text}”.", remedy="See: main.py timetable levels")
    return found[0]


def _said(clash: Clash) -> str:
    if clash.override is None:
        return clash.sentence
    return f"{clash.sentence} {_said_override(clash.override)}"


def _said_override(override: Override) -> str:
    at = f"{said_short_day(day_of(override.at))} {said_time(override.at)}"
    return f"(Let stand by {override.by}, {at}: {override.reason})"


def _plain(clash: Clash) -> dict[str, object]:
    override = clash.override
    return {
        "key": clash.key,
        "rule": clash.rule.value,
        "level": clash.level.value,
        "stops": clash.stops,
        "who": clash.who,
        "sentence": clash.sentence,
        "slots": list(clash.uids),
        "override": None
        if override is None
        else {"reason": override.reason, "by": override.by, "at": override.at},
    }
