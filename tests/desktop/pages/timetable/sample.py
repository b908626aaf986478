"""Thursday 3 December of an invented inspection: six inspectors, issue 1, and what changed since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from ilacs_desktop.domain.clashes import Level, Rule
from ilacs_desktop.domain.moments import moment
from ilacs_desktop.domain.people import Person, Place, Side
from ilacs_desktop.domain.timetable import PartKind, Slot, SlotKind

DAY = date(2026, 12, 3)
MONDAY = date(2026, 12, 7)

INSPECTORS = (
    ("P. Lane", "Inspector A", "lead"),
    ("P. Marsh", "Inspector B", "children in care"),
    ("O. Reed", "Inspector C", "help and protection"),
    ("S. Holt", "Inspector D", "care leavers"),
    ("G. Firth", "Regulatory", "fostering"),
    ("W. Dale", "Education", "virtual school"),
)
STAFF = (
    ("D. Quinn", "director"),
    ("T. Flynn", "social worker"),
    ("J. Adeyemi", "social worker"),
    ("M. Clarke", "social worker"),
    ("R. Malik", "social worker"),
    ("K. Shaw", "personal adviser"),
    ("A. Osei", "analyst"),
    ("P. Nandy", "participation"),
)
PLACES = (
    *((f"Room {number}", "Civic Centre") for number in range(1, 7)),
    ("Locality North", "North House"),
    ("By video", ""),
)
KINDS = SlotKind
LEVELS = {
    Rule.PERSON: Level.WARN,
    Rule.PLACE: Level.WARN,
    Rule.NO_WORKER: Level.IGNORE,
    Rule.NO_NAVIGATOR: Level.IGNORE,
}
"""Here nothing stops an issue, and workers navigate their own records."""


def at(clock: str, day: date = DAY) -> Any:
    """``09:30`` of a day as a moment."""
    hour, minute = clock.split(":")
    return moment(day, time(int(hour), int(minute)))


@dataclass(frozen=True)
class Sample:
    """What was filled in."""

    people: dict[str, Person]
    places: dict[str, Place]
    slots: dict[str, Slot]


def fill(house: Any, inspection_id: int) -> Sample:
    """Fill the day; slots are known by the names used in the tests."""
    people = {
        label: house.people.add(name, Side.INSPECTORATE, known_as=label, role=role)
        for name, label, role in INSPECTORS
    }
    people |= {name: house.people.add(name, Side.AUTHORITY, role=role) for name, role in STAFF}
    places = {name: house.people.add_place(name, site=site) for name, site in PLACES}
    for slot in house.timetable.draft(inspection_id, DAY):
        house.timetable.change(
            inspection_id, slot.uid, starts_at=at("08:15", MONDAY), ends_at=at("08:45", MONDAY)
        )

    def add(start, end, purpose, kind, place, *who, case=""):
        return house.timetable.add(
            inspection_id,
            starts_at=at(start),
            ends_at=at(end),
            purpose=purpose,
            kind=kind,
            place_id=places[place].id if place else None,
            parts=[
                (people[name].id, PartKind.LEADS if number == 0 else PartKind.ATTENDS)
                for number, name in enumerate(who)
            ],
            case_code=case,
        )

    case = KINDS.CASE_SESSION
    slots = {
        "meeting": add(
            "09:00", "09:45", "Daily meeting", KINDS.KEEP_IN_TOUCH, None, "Inspector A", "D. Quinn"
        ),
        "009": add("10:00", "11:30", "records", case, "Room 1", "Inspector A", "T. Flynn", case="C-009"),
        "panel": add("13:30", "14:30", "Permanence panel", KINDS.OBSERVATION, "Room 4", "Inspector A"),
        "014": add("09:00", "10:30", "records", case, "Room 2", "Inspector B", "J. Adeyemi", case="C-014"),
        "031": add("09:30", "11:00", "records", case, "Room 2", "Inspector B", "M. Clarke", case="C-031"),
        "return": add("14:00", "15:00", "Return interviews", KINDS.MEETING, None, "Inspector B", "A. Osei"),
        "017": add("09:15", "10:45", "records", case, "Room 3", "Inspector C", "R. Malik", case="C-017"),
        "duty": add("10:30", "12:00", "Duty team", KINDS.VISIT, "Locality North", "Inspector C"),
        "leavers": add(
            "09:00", "10:00", "Care leavers’ group", KINDS.FOCUS_GROUP, None, "Inspector D", "P. Nandy"
        ),
        "055": add("10:30", "12:00", "records", case, "Room 5", "Inspector D", "K. Shaw", case="C-055"),
        "058": add("13:30", "15:00", "records", case, "Room 5", "Inspector D", "K. Shaw", case="C-058"),
        "files": add("10:00", "12:00", "Assessment files", KINDS.MEETING, None, "Regulatory"),
        "school": add("09:30", "11:00", "Virtual school head", KINDS.INTERVIEW, "Room 6", "Education"),
        "pep": add("13:00", "14:30", "PEP sample, six files", KINDS.INTERVIEW, "Room 6", "Education"),
    }
    timetable = house.timetable
    for rule, level in LEVELS.items():
        timetable.rules.set_level(rule, level)
    timetable.lock(inspection_id, slots["058"].uid)
    for rule, level in timetable.rules.levels().items():
        if level is Level.STOP:
            timetable.rules.set_level(rule, Level.WARN)  # the day clashes, and is issued all the same
    timetable.issue(inspection_id)
    told = [telling.id for telling in timetable.tellings(inspection_id)]
    timetable.mark_sent(told, how="chat")
    timetable.mark_confirmed(told[:9])
    timetable.cancel(inspection_id, slots["014"].uid)
    timetable.move(inspection_id, slots["031"].uid, starts_at=at("11:00"))
    slots["040"] = add("13:30", "15:00", "records", case, "By video", "Inspector C", case="C-040")
    return Sample(
        people, places, {name: timetable.slot(inspection_id, slot.uid) for name, slot in slots.items()}
    )
