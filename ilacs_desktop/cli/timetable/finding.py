"""What the commands of the timetable share: finding what is named, and printing slots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ilacs_desktop.cli.output import Output
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import said_short_day, said_time
from ilacs_desktop.domain.people import Person
from ilacs_desktop.domain.timetable import Change, PartKind, Slot
from ilacs_desktop.services.house import House

HEADINGS = ("Day", "Time", "What", "Where", "Who", "Status", "Slot")


def slot_table(out: Output, slots: Iterable[Slot]) -> None:
    """Print slots as a table, or as JSON."""
    slots = tuple(slots)
    out.table(
        HEADINGS,
        [
            (
                said_short_day(slot.day),
                f"{said_time(slot.starts_at)}–{said_time(slot.ends_at)}",
                slot.title,
                slot.where,
                ", ".join(part.name for part in slot.parts),
                f"{slot.status.value}, locked" if slot.locked else slot.status.value,
                slot.uid[:8],
            )
            for slot in slots
        ],
        json_rows=[plain_slot(slot) for slot in slots],
        empty="No slots.",
    )


def plain_slot(slot: Slot) -> dict[str, object]:
    """A slot as JSON shows it."""
    return {
        "uid": slot.uid,
        "starts_at": slot.starts_at,
        "ends_at": slot.ends_at,
        "purpose": slot.purpose,
        "kind": slot.kind.value,
        "place": slot.place,
        "site": slot.site,
        "people": [{"name": part.name, "part": part.part.value} for part in slot.parts],
        "case": slot.case_code,
        "enquiries": list(slot.enquiries),
        "status": slot.status.value,
        "locked": slot.locked,
    }


def plain_change(change: Change) -> dict[str, object]:
    """A change as JSON shows it."""
    return {
        "uid": change.uid,
        "kinds": [kind.value for kind in change.kinds],
        "sentence": change.sentence,
        "before": None if change.before is None else plain_slot(change.before),
        "after": None if change.after is None else plain_slot(change.after),
    }


def uid_of(house: House, inspection_id: int, text: str) -> str:
    """The uid that begins with ``text``, when just one does. Raises Explained otherwise."""
    slots: tuple[Slot, ...] = house.timetable.draft(inspection_id)
    found = [slot.uid for slot in slots if slot.uid.startswith(text)]
    if text in found:
        return text
    if len(found) != 1:
        how_many = "No slot" if not found else "More than one slot"
        raise Explained(f"{how_many} begins with “{text}”.", remedy="See: main.py timetable show")
    return found[0]


def place_of(house: House, name: str) -> int:
    """The id of the one place of this name. Raises Explained when there is none or more."""
    wanted = name.casefold()
    found: list[int] = [
        place.id
        for place in house.people.places()
        if wanted in {place.name.casefold(), place.label.casefold()}
    ]
    if len(found) != 1:
        how_many = "not a known place" if not found else "more than one place"
        raise Explained(f"“{name}” is {how_many}.", remedy="Name the place and its site as they are listed.")
    return found[0]


def parts_of(house: House, text: str) -> list[tuple[int, PartKind]]:
    """The people in ``Inspector B:leads, R. Malik``."""
    people = house.people.all() if text.strip() else ()
    parts = []
    for entry in filter(None, (each.strip() for each in text.split(","))):
        name, _, word = (each.strip() for each in entry.partition(":"))
        if word and word not in set(PartKind):
            raise Explained(f"“{word}” is not a part.", remedy=f"Parts are {', '.join(PartKind)}.")
        parts.append((person_of(people, name).id, PartKind(word or PartKind.ATTENDS)))
    return parts


def person_of(people: Sequence[Person], name: str) -> Person:
    """The one person of this name or label. Raises Explained when there is none or more."""
    wanted = name.casefold()
    found = [
        person
        for person in people
        if wanted in {person.name.casefold(), person.label.casefold(), person.short_name.casefold()}
    ]
    if len(found) != 1:
        how_many = "nobody on the list" if not found else "more than one person"
        raise Explained(f"“{name}” is {how_many}.", remedy="Give the name as it is listed.")
    return found[0]


def counted(number: int, one: str, many: str = "") -> str:
    """``1 change``, ``2 changes``."""
    return f"{number} {one if number == 1 else many or one + 's'}"
