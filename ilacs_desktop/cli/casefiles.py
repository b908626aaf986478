"""Children, case-file sessions and concerns, without a window."""

from __future__ import annotations

import argparse

from ilacs_desktop.cli.annex_a import register_import
from ilacs_desktop.cli.output import Output, inspection_of, moment_of_text
from ilacs_desktop.domain.casefiles import (
    CaseSession,
    Child,
    Concern,
    concern_clock,
    debrief_alarm,
)
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.inspection import Inspection
from ilacs_desktop.domain.moments import said_when
from ilacs_desktop.domain.people import Person, Place
from ilacs_desktop.services.house import House

__all__ = ["register", "register_import"]

Subparsers = argparse._SubParsersAction


def register(commands: Subparsers[argparse.ArgumentParser]) -> None:
    """``cases list|card|choose|plan|debrief|sessions|concern|concerns``."""
    cases = commands.add_parser("cases", help="children's records, sessions and concerns; IDs and codes only")
    deeds = cases.add_subparsers(dest="what", metavar="WHAT", required=True)
    listing = deeds.add_parser("list", help="children, chosen ones first")
    listing.add_argument(
        "text", nargs="?", default="", help="part of an ID, code, team or worker; or several IDs"
    )
    listing.add_argument("--cohort", default="", metavar="WORDS", help="for instance: child in care")
    listing.add_argument("--team", default="", metavar="NAME")
    listing.add_argument("--limit", type=int, default=100, metavar="N")
    listing.set_defaults(deed=list_children)
    card = deeds.add_parser("card", help="one child's card")
    card.add_argument("child", metavar="ID", help="ID or code")
    card.set_defaults(deed=show_card)
    choose = deeds.add_parser("choose", help="choose children for sessions")
    choose.add_argument("children", nargs="+", metavar="ID", help="IDs or codes")
    choose.add_argument("--reason", required=True, metavar="TEXT")
    choose.set_defaults(deed=choose_children)
    deeds.add_parser("sessions", help="all sessions and how far they have come").set_defaults(
        deed=list_sessions
    )
    plan = deeds.add_parser("plan", help="put a session into the timetable")
    plan.add_argument("case", metavar="CASE", help="a code such as C-014")
    plan.add_argument("--start", required=True, type=moment_of_text, metavar="2026-12-03T09:30")
    plan.add_argument("--minutes", type=int, default=60, metavar="N")
    plan.add_argument("--inspector", required=True, metavar="NAME")
    plan.add_argument("--worker", default="", metavar="NAME", help="the child's own worker without it")
    plan.add_argument("--navigator", default="", metavar="NAME")
    plan.add_argument("--place", default="", metavar="NAME")
    plan.set_defaults(deed=plan_session)
    debrief = deeds.add_parser("debrief", help="write down what was said after a session")
    debrief.add_argument("case", metavar="CASE")
    for name in ("asked", "liked", "worried", "promised", "worker-is"):
        debrief.add_argument(f"--{name}", default="", metavar="TEXT")
    debrief.set_defaults(deed=keep_debrief)
    concern = deeds.add_parser("concern", help="raise a concern for a child's safety")
    concern.add_argument("what", metavar="WORDS", help="in the inspector's words; codes only")
    concern.add_argument("--by", required=True, metavar="NAME", help="the inspector who said it")
    concern.add_argument("--owner", required=True, metavar="NAME")
    concern.add_argument("--deputy", default="", metavar="NAME")
    concern.add_argument("--child", default="", metavar="ID")
    concern.add_argument("--at", type=moment_of_text, metavar="2026-12-02T16:48")
    concern.set_defaults(deed=raise_concern)
    deeds.add_parser("concerns", help="all concerns, open ones first").set_defaults(deed=list_concerns)


def list_children(house: House, args: argparse.Namespace, out: Output) -> None:
    """Children by text, cohort and team."""
    key = inspection_of(house, args).id
    children: tuple[Child, ...] = house.casefiles.children(
        key, args.text, cohort=args.cohort, team=args.team, limit=args.limit
    )
    out.table(
        ("Code", "Child ID", "Cohorts", "Team", "Worker", "Last seen", "Weak spots"),
        [
            (
                child.code,
                child.child_id,
                ", ".join(child.cohorts),
                child.team,
                child.worker,
                child.last_seen_on.isoformat() if child.last_seen_on else "",
                "; ".join(child.weak_spots),
            )
            for child in children
        ],
        json_rows=[child_json(child) for child in children],
        empty="No children found.",
    )


def show_card(house: House, args: argparse.Namespace, out: Output) -> None:
    """One child's card."""
    child = _child(house, inspection_of(house, args), args.child)
    out.say(f"{child.code or child.child_id} · {', '.join(child.cohorts)}")
    for label, value in (
        ("Child ID", child.child_id),
        ("Team", child.team),
        ("Worker", child.worker),
        ("Manager", child.manager),
        ("Age", child.age_band),
        *child.facts,
    ):
        if value:
            out.say(f"  {label}: {value}")
    for spot in child.weak_spots:
        out.say(f"  Weak spot: {spot}")
    out.result(child_json(child))


def choose_children(house: House, args: argparse.Namespace, out: Output) -> None:
    """Choose children for sessions."""
    inspection = inspection_of(house, args)
    keys = [_child(house, inspection, name).id for name in args.children]
    sessions: tuple[CaseSession, ...] = house.casefiles.choose(keys, reason=args.reason)
    for session in sessions:
        out.say(f"{session.case_code} is child {session.child.child_id}.")
    out.result({"sessions": [session_json(session) for session in sessions]})


def plan_session(house: House, args: argparse.Namespace, out: Output) -> None:
    """Put a session into the timetable."""
    inspection = inspection_of(house, args)
    session = _session(house, inspection, args.case, is_debriefed=False)
    worker_id = _person(house, args.worker).id if args.worker else session.child.worker_id
    if worker_id is None:
        raise Explained(
            f"The worker of {session.case_code} is not on the list of people.", remedy="Name one: --worker"
        )
    planned: CaseSession = house.casefiles.plan(
        session.id,
        starts_at=args.start,
        minutes=args.minutes,
        inspector_id=_person(house, args.inspector).id,
        worker_id=worker_id,
        navigator_id=_person(house, args.navigator).id if args.navigator else None,
        place_id=_place(house, args.place).id if args.place else None,
    )
    out.say(f"{planned.case_code}: {_when(house, planned)}, {planned.inspector} with {planned.worker}.")
    out.result(session_json(planned))


def list_sessions(house: House, args: argparse.Namespace, out: Output) -> None:
    """All sessions."""
    now = house.clock()
    sessions: tuple[CaseSession, ...] = house.casefiles.sessions(inspection_of(house, args).id)
    out.table(
        ("Case", "When", "Inspector", "Worker", "Where", "State", "Alarm"),
        [
            (
                each.case_code,
                _when(house, each),
                each.inspector,
                each.worker,
                each.place,
                each.state.value,
                debrief_alarm(each, now),
            )
            for each in sessions
        ],
        json_rows=[session_json(each) for each in sessions],
        empty="No sessions yet.",
    )


def keep_debrief(house: House, args: argparse.Namespace, out: Output) -> None:
    """Write down what was said after a session."""
    session = _session(house, inspection_of(house, args), args.case, is_debriefed=False)
    house.casefiles.debrief(
        session.id,
        asked=args.asked,
        liked=args.liked,
        worried=args.worried,
        promised=args.promised,
        worker_is=args.worker_is,
    )
    out.say(f"{session.case_code} is debriefed.")
    out.result(session_json(house.casefiles.one_session(session.id)))


def raise_concern(house: House, args: argparse.Namespace, out: Output) -> None:
    """Raise a concern for a child's safety."""
    inspection = inspection_of(house, args)
    concern: Concern = house.casefiles.raise_concern(
        inspection.id,
        child_id=_child(house, inspection, args.child).id if args.child else None,
        said_by_id=_person(house, args.by).id,
        what=args.what,
        owner_id=_person(house, args.owner).id,
        deputy_id=_person(house, args.deputy).id if args.deputy else None,
        said_at=args.at,
    )
    out.say(f"{concern.ref} is raised; {concern.owner} owns it.")
    out.result(concern_json(concern))


def list_concerns(house: House, args: argparse.Namespace, out: Output) -> None:
    """All concerns, open ones first."""
    now = house.clock()
    concerns: tuple[Concern, ...] = house.casefiles.concerns(inspection_of(house, args).id)
    out.table(
        ("Ref", "Child", "Owner", "Clock", "What was said"),
        [(each.ref, each.code, each.owner, concern_clock(each, now), each.what) for each in concerns],
        json_rows=[concern_json(each) for each in concerns],
        empty="No concern has been raised.",
    )


def _child(house: House, inspection: Inspection, name: str) -> Child:
    """The child of an ID or a code. Raises Explained when there is none."""
    found: tuple[Child, ...] = house.casefiles.children(inspection.id, name, limit=50)
    for child in found:
        if name.casefold() in {child.child_id.casefold(), child.code.casefold()}:
            return child
    raise Explained(f"There is no child {name}.", remedy="main.py cases list shows them.")


def _session(house: House, inspection: Inspection, code: str, *, is_debriefed: bool) -> CaseSession:
    """The latest session of a code. Raises Explained when there is none."""
    sessions: tuple[CaseSession, ...] = house.casefiles.sessions(inspection.id)
    found = [each for each in sessions if each.case_code.casefold() == code.casefold()]
    waiting = [each for each in found if each.is_debriefed is is_debriefed]
    if not found:
        raise Explained(
            f"There is no session of {code}.", remedy="Choose the child first: main.py cases choose"
        )
    return max(waiting or found, key=lambda each: each.id)


def _person(house: House, name: str) -> Person:
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


def _place(house: House, name: str) -> Place:
    places: tuple[Place, ...] = house.people.places()
    found = [each for each in places if name.casefold() in {each.name.casefold(), each.label.casefold()}]
    if len(found) != 1:
        raise Explained(f"There is no one place called {name}.", remedy="main.py places list shows them.")
    return found[0]


def _when(house: House, session: CaseSession) -> str:
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
    }


def concern_json(concern: Concern) -> dict[str, object]:
    """A concern as JSON can carry it."""
    return {
        "ref": concern.ref,
        "child": concern.code,
        "said_at": concern.said_at,
        "said_by": concern.said_by,
        "what": concern.what,
        "owner": concern.owner,
        "deputy": concern.deputy,
        "next": concern.next_step,
        "closed_at": concern.closed_at,
    }
