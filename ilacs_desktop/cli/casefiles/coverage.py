"""``cases coverage|far|load|consents`` and ``…-family``: what was seen, and who agreed to talk."""

from __future__ import annotations

import argparse
from pathlib import Path

from ilacs_desktop.cli.casefiles.finding import child_of, warn_of_names
from ilacs_desktop.cli.output import Output, inspection_of, moment_of_text
from ilacs_desktop.domain.casefiles.consents import Consent, ConsentAnswer
from ilacs_desktop.domain.casefiles.coverage import Coverage, Dimension
from ilacs_desktop.domain.casefiles.far import FarLocality, FarRules
from ilacs_desktop.domain.casefiles.load import WorkerLoad
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.listings import Form
from ilacs_desktop.domain.moments import said_when
from ilacs_desktop.services.house import House

Subparsers = argparse._SubParsersAction
DIMENSIONS = tuple(each.value for each in Dimension)
ANSWERS = tuple(each.value for each in ConsentAnswer)


def register(deeds: Subparsers[argparse.ArgumentParser]) -> None:
    """``coverage``, ``far``, ``load``, ``consents``, ``ask-family``, ``change-family``, ``answer-family``."""
    coverage = deeds.add_parser("coverage", help="what was seen and is planned, and what is not")
    coverage.add_argument("--rows", choices=DIMENSIONS, default="team")
    coverage.add_argument("--columns", choices=DIMENSIONS, default="inspector")
    coverage.add_argument("--unseen", action="store_true", help="only what has not been seen")
    coverage.set_defaults(deed=show_coverage)
    far = deeds.add_parser("far", help="localities too far to visit, and how they are sampled")
    far.add_argument("--minutes", type=int, metavar="N", help="too far is what takes longer, one way")
    far.add_argument("--mark", action="append", default=[], metavar="NAME", help="too far in any case")
    far.add_argument("--unmark", action="append", default=[], metavar="NAME")
    far.set_defaults(deed=show_far)
    deeds.add_parser("load", help="what the sessions ask of each worker").set_defaults(deed=show_load)
    consents = deeds.add_parser("consents", help="which families were asked, and what they said")
    consents.add_argument("--answer", choices=ANSWERS, help="only those that answered so")
    consents.add_argument("--out", type=Path, metavar="DIR", help="write the list there, not encrypted")
    consents.add_argument("--format", default="xlsx,csv", metavar="xlsx,pdf,csv,txt")
    consents.set_defaults(deed=list_consents)
    change = deeds.add_parser("change-family", help="put right who asked a family, whom and when")
    change.add_argument("child", metavar="ID", help="ID or code; the latest question to this family")
    change.add_argument("--by", metavar="NAME")
    change.add_argument("--whom", metavar="WORDS")
    change.add_argument("--at", type=moment_of_text, metavar="2026-12-02T09:30")
    change.add_argument("--leaflet", choices=("yes", "no"))
    change.add_argument("--needs", metavar="TEXT")
    change.set_defaults(deed=change_family)
    ask = deeds.add_parser("ask-family", help="note that a family was asked")
    ask.add_argument("child", metavar="ID", help="ID or code")
    ask.add_argument("--by", required=True, metavar="NAME", help="who asked")
    ask.add_argument("--whom", default="", metavar="WORDS", help="for instance: parent; never a name")
    ask.add_argument("--at", type=moment_of_text, metavar="2026-12-02T09:30")
    ask.add_argument("--leaflet", action="store_true", help="they were given the leaflet")
    ask.add_argument("--needs", default="", metavar="TEXT", help="for instance: interpreter")
    ask.add_argument("--note", default="", metavar="TEXT")
    ask.set_defaults(deed=ask_family)
    answer = deeds.add_parser("answer-family", help="note what a family answered")
    answer.add_argument("child", metavar="ID", help="ID or code; the latest question to this family")
    answer.add_argument("answer", choices=ANSWERS)
    answer.add_argument("--at", type=moment_of_text, metavar="2026-12-02T16:00")
    answer.add_argument("--needs", metavar="TEXT")
    answer.add_argument("--note", metavar="TEXT")
    answer.set_defaults(deed=answer_family)


def show_coverage(house: House, args: argparse.Namespace, out: Output) -> None:
    """One dimension against another, or what has not been seen."""
    coverage: Coverage = house.casefiles.coverage(inspection_of(house, args).id)
    if args.unseen:
        unseen = coverage.unseen()
        out.table(
            ("What", "Name", "How far"),
            [(each.dimension.value, each.name, each.said) for each in unseen],
            json_rows=[
                {
                    "what": each.dimension.value,
                    "name": each.name,
                    "planned": each.planned,
                    "children": each.children,
                }
                for each in unseen
            ],
            empty="Something of everything has been seen.",
        )
        return
    if args.rows == args.columns:
        raise Explained("Rows and columns would be the same.", remedy="Choose two different ones.")
    table = coverage.table(Dimension(args.rows), Dimension(args.columns))
    out.table(
        (args.rows.capitalize(), *table.names, "In all"),
        [(row.name, *(cell.said for cell in row.cells), row.total.said) for row in table.lines],
        json_rows=[
            {
                args.rows: row.name,
                **{
                    name: {
                        "seen": cell.seen,
                        "planned": cell.planned,
                        "chosen": cell.chosen,
                        "children": cell.children,
                    }
                    for name, cell in zip((*table.names, "in all"), (*row.cells, row.total), strict=True)
                },
            }
            for row in table.lines
        ],
        empty="There is nothing to be seen yet.",
    )
    for far in house.casefiles.far(inspection_of(house, args).id):
        out.say(f"{far.name}: {far.said}. {far.advice}".strip())


def show_far(house: House, args: argparse.Namespace, out: Output) -> None:
    """Localities too far to visit; with options, say which they are."""
    inspection = inspection_of(house, args)
    rules: FarRules = house.casefiles.far_rules()
    known = {*house.casefiles.localities(), *rules.named}
    if unknown := sorted({*args.mark, *args.unmark} - known):
        raise Explained(
            f"There is no locality called {unknown[0]}.", remedy=f"One of: {', '.join(sorted(known))}."
        )
    if args.minutes is not None or args.mark or args.unmark:
        named = tuple(sorted({*rules.named, *args.mark} - {*args.unmark}))
        minutes = rules.minutes if args.minutes is None else args.minutes
        house.casefiles.set_far(FarRules(minutes, named))
    far: tuple[FarLocality, ...] = house.casefiles.far(inspection.id)
    out.table(
        ("Locality", "How far and how sampled", "What to do"),
        [(each.name, each.said, each.advice) for each in far],
        json_rows=[
            {
                "locality": each.name,
                "minutes": each.minutes,
                "by_video": each.by_video,
                "visits": each.visits,
                "children": each.children,
                "could_be_by_video": [code for _, code in each.to_video],
            }
            for each in far
        ],
        empty="No locality is too far to visit.",
    )


def show_load(house: House, args: argparse.Namespace, out: Output) -> None:
    """Sessions of each worker, a day and in all, and what to look at."""
    loads: tuple[WorkerLoad, ...] = house.casefiles.load(inspection_of(house, args).id)
    out.table(
        ("Worker", "Team", "Sessions", "Each day", "Somebody sits in", "Look at"),
        [
            (
                each.name + (" (newly qualified)" if each.is_newly_qualified else ""),
                each.team,
                str(each.total),
                each.each_day,
                f"{each.with_company} of {each.total}",
                "; ".join(each.cautions),
            )
            for each in loads
        ],
        json_rows=[
            {
                "worker": each.name,
                "team": each.team,
                "newly_qualified": each.is_newly_qualified,
                "sessions": each.total,
                "by_day": {day.isoformat(): count for day, count in each.by_day},
                "with_company": each.with_company,
                "alone": each.alone,
                "held": [
                    {
                        "case": session.code,
                        "starts_at": session.starts_at,
                        "sits_in": session.sits_in,
                        "asked_how_they_are_at": session.welfare_at,
                    }
                    for session in each.sessions
                ],
                "welfare_missing": each.welfare_missing,
                "cautions": list(each.cautions),
            }
            for each in loads
        ],
        empty="No session has a worker yet.",
    )


def list_consents(house: House, args: argparse.Namespace, out: Output) -> None:
    """All questions to families, those without an answer first."""
    now = house.clock()
    inspection = inspection_of(house, args)
    consents: tuple[Consent, ...] = house.casefiles.consents(inspection.id)
    if args.answer:
        consents = tuple(each for each in consents if each.answer.value == args.answer)
    if args.out is not None:
        if args.out.suffix.removeprefix(".").lower() in set(Form):
            raise Explained(
                f"“{args.out.name}” would be a folder: the list is written into one.",
                remedy="Name a folder with --out, and the kinds of file with --format.",
            )
        forms = [_form(word.strip()) for word in args.format.split(",")]
        ids = [each.id for each in consents] if args.answer else None
        written = house.casefiles.write_consents(inspection.id, args.out, forms, ids=ids)
        for path in written:
            out.say(str(path))
        out.result({"files": [str(path) for path in written]})
        return
    out.table(
        ("Child", "Asked by", "Whom", "When", "Answer", "Leaflet", "Needs"),
        [
            (
                each.child,
                each.asked_by,
                each.asked_whom,
                said_when(each.asked_at, now),
                each.answer.value,
                "yes" if each.leaflet else "no",
                each.needs,
            )
            for each in consents
        ],
        json_rows=[consent_json(each) for each in consents],
        empty="No entry like that." if args.answer else "No family has been asked yet.",
    )


def ask_family(house: House, args: argparse.Namespace, out: Output) -> None:
    """Note that a family was asked."""
    child = child_of(house, inspection_of(house, args), args.child)
    consent = house.casefiles.ask_family(
        child.id,
        asked_by=args.by,
        asked_whom=args.whom,
        asked_at=args.at,
        leaflet=args.leaflet,
        needs=args.needs,
        note=args.note,
    )
    out.say(f"{consent.child}: asked by {consent.asked_by}, {said_when(consent.asked_at, house.clock())}.")
    warn_of_names(out, args.whom, args.needs, args.note)
    out.result(consent_json(consent))


def _latest(house: House, args: argparse.Namespace) -> Consent:
    """The latest question to the family of a child. Raises Explained when there is none."""
    inspection = inspection_of(house, args)
    child = child_of(house, inspection, args.child)
    consents: tuple[Consent, ...] = house.casefiles.consents(inspection.id)
    asked = [each for each in consents if each.child_key == child.id]
    if not asked:
        raise Explained(f"The family of {child.label} has not been asked.", remedy="main.py cases ask-family")
    return max(asked, key=lambda each: (each.asked_at, each.id))


def _form(word: str) -> Form:
    try:
        return Form(word)
    except ValueError:
        raise Explained(f"There is no format called {word}.", remedy=f"One of: {', '.join(Form)}.") from None


def change_family(house: House, args: argparse.Namespace, out: Output) -> None:
    """Put right who asked a family, whom and when; what is not said stays."""
    before = _latest(house, args)
    consent = house.casefiles.change_family(
        before.id,
        asked_by=before.asked_by if args.by is None else args.by,
        asked_whom=before.asked_whom if args.whom is None else args.whom,
        asked_at=args.at or before.asked_at,
        leaflet=before.leaflet if args.leaflet is None else args.leaflet == "yes",
        needs=before.needs if args.needs is None else args.needs,
    )
    out.say(f"{consent.child}: asked by {consent.asked_by}, {said_when(consent.asked_at, house.clock())}.")
    warn_of_names(out, args.whom, args.needs)
    out.result(consent_json(consent))


def answer_family(house: House, args: argparse.Namespace, out: Output) -> None:
    """Note what a family answered."""
    latest = _latest(house, args)
    consent = house.casefiles.answer_family(
        latest.id,
        answer=ConsentAnswer(args.answer),
        answered_at=args.at,
        needs=args.needs,
        note=args.note,
    )
    out.say(f"{consent.child}: {consent.answer.value}.")
    warn_of_names(out, args.needs, args.note)
    out.result(consent_json(consent))


def consent_json(consent: Consent) -> dict[str, object]:
    """An entry of the log as JSON can carry it."""
    return {
        "child": consent.child,
        "asked_by": consent.asked_by,
        "asked_whom": consent.asked_whom,
        "asked_at": consent.asked_at,
        "answer": consent.answer.value,
        "answered_at": consent.answered_at,
        "leaflet": consent.leaflet,
        "needs": consent.needs,
        "note": consent.note,
    }
