"""The least-change re-plan of a day without a window."""

from __future__ import annotations

import argparse
from datetime import date, datetime, time, timedelta

from ilacs_desktop.cli.output import Output, day_of_text, inspection_of, moment_of_text
from ilacs_desktop.cli.timetable.finding import person_of, place_of, plain_change, uid_of
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import day_of, moment, said_day
from ilacs_desktop.domain.replan.proposals import Proposal, Proposals
from ilacs_desktop.domain.replan.wishes import Away, Cancel, Closed, Late, Must, Swap, Wish
from ilacs_desktop.services.house import House


def register(deeds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command that proposes and applies."""
    replan = deeds.add_parser(
        "replan",
        help="propose timetables for a day that grant wishes and disturb the fewest people",
        description="SPAN is 2026-12-03T13:00/17:00, or 2026-12-03 for all day; quote what has blanks.",
    )
    replan.add_argument("--day", type=day_of_text, metavar="2026-12-03", help="else the day of the wishes")
    for name, words, metavar in (
        ("--away", "a person is away", "NAME SPAN"),
        ("--closed", "a place is closed", "PLACE SPAN"),
        ("--swap", "a person’s slots are done by another", "NAME=NAME"),
        ("--must", "a slot must happen on the day", "SLOT"),
        ("--cancel", "a slot is cancelled", "SLOT"),
        ("--late", "a person is running late", "NAME MINUTES MOMENT"),
    ):
        replan.add_argument(name, action="append", default=[], help=words, metavar=metavar)
    replan.add_argument("--other-days", action="store_true", help="the next two days may take slots as well")
    replan.add_argument("--apply", type=int, metavar="N", help="put proposal N into the draft")
    replan.set_defaults(deed=propose)


def propose(house: House, args: argparse.Namespace, out: Output) -> None:
    """Propose, and apply one proposal if that is asked for."""
    inspection_id = inspection_of(house, args).id
    wishes = _wishes(house, inspection_id, args)
    day = args.day or _day(house, inspection_id, wishes)
    answer = house.replan.propose(inspection_id, day, wishes, other_days=args.other_days)
    applied: Proposal | None = None
    if args.apply is not None and answer.proposals:
        applied = next((each for each in answer.proposals if each.number == args.apply), None)
        if applied is None:
            raise Explained(
                f"There is no proposal {args.apply}; there are {len(answer.proposals)}.",
                remedy="Leave --apply out to see them.",
            )
    if answer.exclusions:
        first = answer.exclusions[0]
        raise Explained(" ".join(each.sentence for each in answer.exclusions), remedy=first.remedy)
    if not answer.proposals:
        raise Explained("No timetable was found in time that grants this.", remedy="Wish for less.")
    if applied is not None:
        house.replan.apply(inspection_id, applied)
    _say(out, answer, applied)
    out.result(
        {
            "day": answer.day,
            "wishes": list(answer.said),
            "note": answer.note,
            "proposals": [_plain(each) for each in answer.proposals],
            "applied": None if applied is None else applied.number,
        }
    )


def _say(out: Output, answer: Proposals, applied: Proposal | None) -> None:
    out.say(f"{said_day(answer.day)}: {'; '.join(answer.said)}.")
    if answer.note:
        out.say(answer.note)
    for each in answer.proposals:
        out.say(f"\n{each.number}. {each.way.value}: {each.sentence}. {each.gap_sentence}")
        for change in each.changes:
            out.say(f"   {change.sentence}.")
        if each.told:
            out.say(f"   To tell: {', '.join(each.told)}.")
        for clash in each.warnings:
            out.say(f"   Mind: {clash.sentence}")
    if applied is not None:
        out.say(f"\nProposal {applied.number} is in the draft. “timetable undo” takes it back in one step.")


def _plain(proposal: Proposal) -> dict[str, object]:
    found = proposal.disturbance
    return {
        "number": proposal.number,
        "way": proposal.way.value,
        "sentence": proposal.sentence,
        "cost": proposal.cost,
        "gap": proposal.gap,
        "proven": proposal.is_proven,
        "people_to_tell": list(proposal.told),
        "told_anyway": proposal.hearing,
        "moved": found.moved,
        "to_another_day": found.other_day,
        "somebody_else": found.crewed,
        "another_room": found.placed,
        "on_again": found.reinstated,
        "cancelled": found.cancelled,
        "changes": [plain_change(change) for change in proposal.changes],
        "warnings": [clash.sentence for clash in proposal.warnings],
    }


def _wishes(house: House, inspection_id: int, args: argparse.Namespace) -> tuple[Wish, ...]:
    people = house.people.all()
    found: list[Wish] = []
    for text in args.away:
        name, starts_at, ends_at = _named_span(text)
        found.append(Away(person_of(people, name).id, starts_at, ends_at))
    for text in args.closed:
        name, starts_at, ends_at = _named_span(text)
        found.append(Closed(place_of(house, name), starts_at, ends_at))
    for text in args.swap:
        one, sign, other = (each.strip() for each in text.partition("="))
        if not sign:
            raise Explained(
                f"“{text}” names nobody to swap.", remedy="Write: --swap “Inspector B=Inspector C”"
            )
        found.append(Swap(person_of(people, one).id, person_of(people, other).id))
    found += [Must(uid_of(house, inspection_id, text)) for text in args.must]
    found += [Cancel(uid_of(house, inspection_id, text)) for text in args.cancel]
    for text in args.late:
        found.append(_late(house, text))
    return tuple(found)


def _late(house: House, text: str) -> Late:
    words = text.split()
    if len(words) < 3 or not words[-2].isdigit():
        raise Explained(
            f"“{text}” does not say who is late by how much and when.",
            remedy="Write: --late “Inspector B 20 2026-12-03T10:00”",
        )
    person = person_of(house.people.all(), " ".join(words[:-2]))
    return Late(person.id, int(words[-2]), _moment(words[-1]))


def _named_span(text: str) -> tuple[str, datetime, datetime]:
    """``R. Malik 2026-12-03T13:00/17:00``: the name, and the span at the end."""
    name, _, span = text.strip().rpartition(" ")
    first, _, last = span.partition("/")
    if not name:
        raise Explained(
            f"“{text}” does not say who and when.", remedy="Write: “R. Malik 2026-12-03T13:00/17:00”"
        )
    starts_at = _moment(first)
    if not last:
        day = day_of(starts_at)
        return name, moment(day, time()), moment(day + timedelta(days=1), time())
    if "T" in last:
        return name, starts_at, _moment(last)
    return name, starts_at, _moment(f"{day_of(starts_at)}T{last}")


def _moment(text: str) -> datetime:
    try:
        return moment_of_text(text)
    except argparse.ArgumentTypeError as error:
        raise Explained(f"{error}.") from error


def _day(house: House, inspection_id: int, wishes: tuple[Wish, ...]) -> date:
    """The day the wishes are about: of the first that says one, else of its slot."""
    for wish in wishes:
        if isinstance(wish, Away | Closed):
            return day_of(wish.starts_at)
        if isinstance(wish, Late):
            return day_of(wish.at)
    for wish in wishes:
        if isinstance(wish, Cancel | Must):
            return house.timetable.slot(inspection_id, wish.uid).day
    raise Explained("The wishes do not say on which day.", remedy="Add --day 2026-12-03.")
