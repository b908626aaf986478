"""People and places, without a window."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from ilacs_desktop.cli.output import Output, day_of_text
from ilacs_desktop.domain.errors import Explained, Refusal
from ilacs_desktop.domain.keep import KEEP
from ilacs_desktop.domain.moments import said_short_day
from ilacs_desktop.domain.people import Outcome, PeopleReview, Person, PersonChange, Place, PlaceChange, Side
from ilacs_desktop.services.house import House

Subparsers = argparse._SubParsersAction


def register(commands: Subparsers[argparse.ArgumentParser]) -> None:
    """``people list|add|change`` and ``places list|add``."""
    people = commands.add_parser("people", help="the list of people")
    deeds = people.add_subparsers(dest="what", metavar="WHAT", required=True)
    listing = deeds.add_parser("list", help="everyone on the list")
    listing.add_argument("--side", choices=[side.value for side in Side])
    listing.set_defaults(deed=list_people)
    add = deeds.add_parser("add", help="put a person on the list")
    add.add_argument("name")
    add.add_argument("--side", choices=[side.value for side in Side], default=Side.AUTHORITY.value)
    for name in ("role", "team", "locality", "email", "phone"):
        add.add_argument(f"--{name}", default="", metavar="TEXT")
    add.add_argument("--known-as", default="", metavar="TEXT", help="what sheets say: Inspector B")
    add.add_argument("--on-site-from", type=day_of_text, metavar="DAY", help="an inspector's own first day")
    add.add_argument("--on-site-until", type=day_of_text, metavar="DAY", help="an inspector's own last day")
    add.set_defaults(deed=add_person)
    change = deeds.add_parser("change", help="change what is given about a person")
    change.add_argument("who", help="the number on the list, the name, or what sheets say")
    change.add_argument("--name", metavar="TEXT")
    for name in ("role", "team", "locality", "email", "phone", "known-as"):
        change.add_argument(f"--{name}", metavar="TEXT")
    for name, what in (("from", "first"), ("until", "last")):
        change.add_argument(
            f"--on-site-{name}",
            type=_day_or_none,
            default=KEEP,
            metavar="DAY",
            help=f"an inspector's own {what} day on site; “none” for the inspection's",
        )
    change.set_defaults(deed=change_person)

    places = commands.add_parser("places", help="rooms and links")
    deeds = places.add_subparsers(dest="what", metavar="WHAT", required=True)
    deeds.add_parser("list", help="all places").set_defaults(deed=list_places)
    add = deeds.add_parser("add", help="put a place on the list")
    add.add_argument("name")
    add.add_argument("--site", default="", metavar="TEXT")
    add.add_argument("--capacity", type=int, metavar="N")
    add.add_argument("--link", default="", metavar="URL")
    add.set_defaults(deed=add_place)


def register_import(imports: Subparsers[argparse.ArgumentParser]) -> None:
    """``import people``."""
    parser = imports.add_parser("people", help="lists of people or places, CSV, XLSX or ODS")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--review", action="store_true", help="say what would be taken, and store nothing")
    parser.set_defaults(deed=import_people)


def list_people(house: House, args: argparse.Namespace, out: Output) -> None:
    """Everyone on the list, or of one side."""
    people: tuple[Person, ...] = house.people.all(Side(args.side) if args.side else None)
    out.table(
        ("No.", "Name", "On sheets", "Side", "Role", "Team", "E-mail"),
        [
            (str(each.id), each.name, each.label, each.side.value, each.role, each.team, each.email)
            for each in people
        ],
        json_rows=[person_json(each) for each in people],
        empty="Nobody is on the list yet.",
    )


def add_person(house: House, args: argparse.Namespace, out: Output) -> None:
    """Put a person on the list."""
    person: Person = house.people.add(
        args.name,
        Side(args.side),
        role=args.role,
        team=args.team,
        locality=args.locality,
        email=args.email,
        phone=args.phone,
        known_as=args.known_as,
        on_site_from=args.on_site_from,
        on_site_until=args.on_site_until,
    )
    out.say(f"{person.name} is on the list as number {person.id}.")
    out.result(person_json(person))


def change_person(house: House, args: argparse.Namespace, out: Output) -> None:
    """Change what is given about a person."""
    before = _person(house, args.who)
    person: Person = house.people.change(
        before.id,
        name=args.name,
        role=args.role,
        team=args.team,
        locality=args.locality,
        email=args.email,
        phone=args.phone,
        known_as=args.known_as,
        on_site_from=args.on_site_from,
        on_site_until=args.on_site_until,
    )
    first, last = person.on_site_from, person.on_site_until
    days = [f"from {said_short_day(first)}" if first else "", f"until {said_short_day(last)}" if last else ""]
    on_site = f", on site {' '.join(day for day in days if day)}" if first or last else ""
    out.say(f"{person.name} is changed{on_site}.")
    out.result(person_json(person))


def _person(house: House, who: str) -> Person:
    """The one person meant by a number, a name, or what sheets say.

    Raises:
        Explained: nobody is, or several are.
    """
    said = who.casefold()
    found = [
        each
        for each in house.people.all()
        if said in {str(each.id), each.name.casefold(), each.label.casefold()}
    ]
    if len(found) == 1:
        return found[0]
    if not found:
        raise Explained(f"Nobody is called “{who}”.", remedy="See: people list.")
    raise Explained(f"{len(found)} people fit “{who}”.", remedy="Give the number of: people list.")


def _day_or_none(text: str) -> date | None:
    return None if text.casefold() == "none" else day_of_text(text)


def list_places(house: House, args: argparse.Namespace, out: Output) -> None:  # noqa: ARG001 - every deed takes them
    """All places."""
    places: tuple[Place, ...] = house.people.places()
    out.table(
        ("No.", "Name", "Site", "Holds", "Link"),
        [(str(each.id), each.name, each.site, str(each.capacity or ""), each.link) for each in places],
        json_rows=[place_json(each) for each in places],
        empty="No place is on the list yet.",
    )


def add_place(house: House, args: argparse.Namespace, out: Output) -> None:
    """Put a place on the list."""
    place: Place = house.people.add_place(args.name, site=args.site, capacity=args.capacity, link=args.link)
    out.say(f"{place.label} is on the list as number {place.id}.")
    out.result(place_json(place))


def import_people(house: House, args: argparse.Namespace, out: Output) -> None:
    """Take in lists of people and places, or with ``--review`` say what they would do."""
    results = []
    for path in args.files:
        review: PeopleReview = house.people.review_people(path)
        words = ", ".join(f"{review.count(outcome)} {outcome.value}" for outcome in Outcome)
        out.say(f"{review.file_name}: {words}, {len(review.refusals)} refused.")
        for note in review.notes:
            out.say(f"  {note}")
        say_refusals(out, review.refusals, "refused")
        results.append({**review_json(review), "stored": False})
        if not args.review and not review.is_empty:
            house.people.import_people(review)
            results[-1]["stored"] = True
    if args.review:
        out.say("Nothing was stored.")
    out.result({"files": results})


def say_refusals(out: Output, refusals: Iterable[Refusal], word: str, *, most: int = 50) -> None:
    """Print refusals or problems, a line each; beyond ``most`` they are counted."""
    rows = list(refusals)
    for row in rows[:most]:
        out.say(f"  {word}: {row.place}: {row.reason}")
    if len(rows) > most:
        out.say(f"  and {len(rows) - most} more; --json lists them all.")


def review_json(review: PeopleReview) -> dict[str, object]:
    """A review as JSON can carry it."""
    changes: list[PersonChange | PlaceChange] = [*review.people, *review.places]
    return {
        "file": review.file_name,
        **{outcome.name.lower(): review.count(outcome) for outcome in Outcome},
        "changes": [
            {
                "outcome": change.outcome.value,
                "name": change.draft.name,
                "row": change.draft.row,
                "what": list(change.what),
            }
            for change in changes
        ],
        "refused": [{"place": refusal.place, "reason": refusal.reason} for refusal in review.refusals],
        "notes": list(review.notes),
    }


def person_json(person: Person) -> dict[str, object]:
    """A person as JSON can carry it."""
    return {
        "id": person.id,
        "name": person.name,
        "known_as": person.known_as,
        "side": person.side.value,
        "role": person.role,
        "team": person.team,
        "locality": person.locality,
        "email": person.email,
        "phone": person.phone,
        "on_site_from": person.on_site_from,
        "on_site_until": person.on_site_until,
    }


def place_json(place: Place) -> dict[str, object]:
    """A place as JSON can carry it."""
    return {
        "id": place.id,
        "name": place.name,
        "site": place.site,
        "capacity": place.capacity,
        "link": place.link,
    }
