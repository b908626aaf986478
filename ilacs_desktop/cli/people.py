"""People and places, without a window."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from ilacs_desktop.cli.output import Output
from ilacs_desktop.domain.errors import Refusal
from ilacs_desktop.domain.people import Outcome, PeopleReview, Person, PersonChange, Place, PlaceChange, Side
from ilacs_desktop.services.house import House

Subparsers = argparse._SubParsersAction


def register(commands: Subparsers[argparse.ArgumentParser]) -> None:
    """``people list|add`` and ``places list|add``."""
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
    add.set_defaults(deed=add_person)

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
    )
    out.say(f"{person.name} is on the list as number {person.id}.")
    out.result(person_json(person))


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
