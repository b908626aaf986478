"""``cases sessions|plan|debrief``: case-file sessions."""

from __future__ import annotations

import argparse

from ilacs_desktop.cli.casefiles.finding import person_of, place_of, session_json, session_of, when
from ilacs_desktop.cli.output import Output, inspection_of, moment_of_text
from ilacs_desktop.domain.casefiles import CaseSession, debrief_alarm
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.services.house import House

Subparsers = argparse._SubParsersAction


def register(deeds: Subparsers[argparse.ArgumentParser]) -> None:
    """``sessions``, ``plan``, ``debrief``."""
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


def plan_session(house: House, args: argparse.Namespace, out: Output) -> None:
    """Put a session into the timetable."""
    inspection = inspection_of(house, args)
    session = session_of(house, inspection, args.case, is_debriefed=False)
    worker_id = person_of(house, args.worker).id if args.worker else session.child.worker_id
    if worker_id is None:
        raise Explained(
            f"The worker of {session.case_code} is not on the list of people.", remedy="Name one: --worker"
        )
    planned: CaseSession = house.casefiles.plan(
        session.id,
        starts_at=args.start,
        minutes=args.minutes,
        inspector_id=person_of(house, args.inspector).id,
        worker_id=worker_id,
        navigator_id=person_of(house, args.navigator).id if args.navigator else None,
        place_id=place_of(house, args.place).id if args.place else None,
    )
    out.say(f"{planned.case_code}: {when(house, planned)}, {planned.inspector} with {planned.worker}.")
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
                when(house, each),
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
    session = session_of(house, inspection_of(house, args), args.case, is_debriefed=False)
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
