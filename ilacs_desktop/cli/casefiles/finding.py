"""What a command names: a child, a session, a person, a place; and how they stand in JSON."""

from __future__ import annotations

from ilacs_desktop.cli.output import Output
from ilacs_desktop.domain.casefiles import CaseSession, Child
from ilacs_desktop.domain.casefiles.names import seems_to_name
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.inspection import Inspection
from ilacs_desktop.domain.moments import said_when
from ilacs_desktop.domain.people import Person, Place
from ilacs_desktop.services.house import House


def child_of(house: House, inspection: Inspection, name: str) -> Child:
    """The child of an ID or a code. Raises Explained when there is none."""
    if not name.strip():
        raise Explained("No child was named.", remedy="Give an ID or a code; main.py cases list shows them.")
    found: tuple[Child, ...] = house.casefiles.children(inspection.id, name, limit=50)
    for child in found:
        if name.casefold() in {child.child_id.casefold(), child.code.casefold()}:
            return child
    raise Explained(f"There is no child {name}.", remedy="main.py cases list shows them.")


def session_of(house: House, inspection: Inspection, code: str, *, is_debriefed: bool) -> CaseSession:
    """The latest session of a code. Raises Explained when there is none."""
    sessions: tuple[CaseSession, ...] = house.casefiles.sessions(inspection.id)
    found = [each for each in sessions if each.case_code.casefold() == code.casefold()]
    waiting = [each for each in found if each.is_debriefed is is_debriefed]
    if not found:
        raise Explained(
            f"There is no session of {code}.", remedy="Choose the child first: main.py cases choose"
        )
    return max(waiting or found, key=lambda each: each.id)


def person_of(house: House, name: str) -> Person:
    """The one person called ``name``, by name, short name or what sheets say. Raises Explained otherwise."""
    people: tuple[Person, ...] = house.people.all()
    wanted = name.casefold()
    found = [
        each
        for each in people
        if wanted in {each.name.casefold(), each.short_name.casefold(), each.label.casefold()}
    ]
    if len(found) != 1:
        words = "Nobody" if not found else f"{len(found)} people"
        raise Explained(
            f"{words} on the list is called {name}.", remedy="main.py people list shows everyone."
        )
    return found[0]


def place_of(house: House, name: str) -> Place:
    """The one place called ``name``. Raises Explained otherwise."""
    places: tuple[Place, ...] = house.people.places()
    found = [each for each in places if name.casefold() in {each.name.casefold(), each.label.casefold()}]
    if len(found) != 1:
        raise Explained(f"There is no one place called {name}.", remedy="main.py places list shows them.")
    return found[0]


def warn_of_names(out: Output, *words: str | None) -> None:
    """Say so, and refuse nothing, when free text beside a child's code seems to hold a name in full."""
    if any(seems_to_name(each or "") for each in words):
        out.say("This seems to hold a person’s name beside a child’s code. A role is enough.")


def when(house: House, session: CaseSession) -> str:
    """When a session is, or that it is not planned."""
    return said_when(session.starts_at, house.clock()) if session.starts_at else "not planned"


def child_json(child: Child) -> dict[str, object]:
    """A child as JSON can carry it."""
    return {
        "code": child.code,
        "child_id": child.child_id,
        "cohorts": list(child.cohorts),
        "team": child.team,
        "worker": child.worker,
        "manager": child.manager,
        "age_band": child.age_band,
        "last_seen_on": child.last_seen_on,
        "last_visit_on": child.last_visit_on,
        "weak_spots": list(child.weak_spots),
        "facts": dict(child.facts),
    }


def session_json(session: CaseSession) -> dict[str, object]:
    """A session as JSON can carry it."""
    return {
        "id": session.id,
        "case": session.case_code,
        "child_id": session.child.child_id,
        "state": session.state.value,
        "reason": session.reason,
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
        "inspector": session.inspector,
        "worker": session.worker,
        "navigator": session.navigator,
        "place": session.place,
        "slot": session.slot_uid,
        "debriefed_at": session.debriefed_at,
        "sits_in": session.sits_in,
        "stood_down": session.did_not_happen,
        "by_video": session.by_video,
        "ticked": [tick.key for tick in session.ticks],
        "welfare": session.welfare,
        "our_reading": session.reading.said if session.reading else "",
        "steps": [{"step": step.state.value, "at": step.at, "by": step.by} for step in session.steps],
    }
