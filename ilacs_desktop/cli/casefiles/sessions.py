"""``cases sessions|plan|step|back|stand-down|check|checklist|debrief|welfare``: case-file sessions."""

from __future__ import annotations

import argparse
from pathlib import Path

from ilacs_desktop.cli.casefiles.finding import person_of, place_of, session_json, session_of, when
from ilacs_desktop.cli.output import Output, inspection_of, moment_of_text
from ilacs_desktop.cli.shared import count_of_text
from ilacs_desktop.domain.casefiles import (
    Becomes,
    CaseSession,
    CheckPoint,
    Confidence,
    Debrief,
    OurReading,
    Question,
    RecordCheck,
    SessionState,
    Tone,
    ToneFrom,
    debrief_alarm,
    passed_over,
    said_skipped,
)
from ilacs_desktop.domain.casefiles.checklist import BEFORE
from ilacs_desktop.domain.casefiles.session_list import SessionFilter, Stand, found
from ilacs_desktop.domain.enquiry import Enquiry
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import said_when
from ilacs_desktop.domain.timetable import Part, PartKind
from ilacs_desktop.services.house import House

USUAL_MINUTES = 60
Subparsers = argparse._SubParsersAction


def register(deeds: Subparsers[argparse.ArgumentParser]) -> None:
    """Everything about sessions."""
    listing = deeds.add_parser("sessions", help="all sessions and how far they have come")
    listing.add_argument("find", nargs="*", metavar="WORD", help="a code, a name, a team, a place or a state")
    listing.add_argument(
        "--only",
        choices=[each.value for each in Stand],
        default=Stand.ALL.value,
        metavar="WHICH",
        help=", ".join(Stand),
    )
    listing.add_argument("--out", type=Path, metavar="FILE", help="write the list: .xlsx, .pdf, .csv or .txt")
    listing.set_defaults(deed=list_sessions)
    plan = deeds.add_parser("plan", help="put a session into the timetable, or move it there")
    plan.add_argument("case", metavar="CASE", help="a code such as C-014")
    plan.add_argument("--start", required=True, type=moment_of_text, metavar="2026-12-03T09:30")
    plan.add_argument("--minutes", type=count_of_text, metavar="N", help="60, or as long as it is")
    plan.add_argument("--inspector", required=True, metavar="NAME")
    plan.add_argument("--worker", default="", metavar="NAME", help="the child's own worker without it")
    plan.add_argument("--navigator", default="", metavar="NAME")
    plan.add_argument("--place", default="", metavar="NAME")
    plan.add_argument("--sits-in", default="", metavar="NAME", help="a manager who sits in")
    plan.add_argument("--video", action="store_true", help="it is held by video")
    plan.set_defaults(deed=plan_session)
    debrief = deeds.add_parser("debrief", help="write down what was said after a session")
    debrief.add_argument("case", metavar="CASE")
    for name in ("asked", "liked", "worried", "promised", "worker-is"):
        debrief.add_argument(f"--{name}", default="", metavar="TEXT")
    debrief.add_argument(
        "--becomes",
        action="append",
        default=[],
        type=_becoming,
        metavar="promised=request",
        help=f"what an answer is made into: {', '.join(Becomes)}",
    )
    debrief.add_argument("--enquiry", default="", metavar="K-03", help="the line of enquiry of a signal")
    debrief.add_argument("--owner", default="", metavar="NAME", help="the senior owner of a concern")
    debrief.add_argument("--deputy", default="", metavar="NAME")
    debrief.add_argument("--reader", action="append", default=[], metavar="NAME", help="who else may read it")
    debrief.add_argument("--tone", choices=[each.value for each in Tone], help="our reading, never Ofsted’s")
    debrief.add_argument(
        "--tone-from",
        choices=[each.value for each in ToneFrom],
        default=ToneFrom.TOLD.value,
        metavar="WORDS",
        help=", ".join(ToneFrom),
    )
    debrief.add_argument(
        "--sure", choices=[each.value for each in Confidence], default=Confidence.FAIRLY.value
    )
    for word in ("began", "ended"):
        says = f"when it {word}, if nobody marked it; as planned without"
        debrief.add_argument(f"--{word}", type=moment_of_text, metavar="2026-12-03T09:30", help=says)
    debrief.set_defaults(deed=keep_debrief)
    step = deeds.add_parser("step", help="take a session to its next step, or to the one named")
    step.add_argument("case", metavar="CASE")
    step.add_argument("state", nargs="?", choices=[each.value for each in SessionState], metavar="STEP")
    step.set_defaults(deed=take_step)
    back = deeds.add_parser("back", help="take the last step of a session back, for it was a mistake")
    back.add_argument("case", metavar="CASE")
    back.set_defaults(deed=step_back)
    off = deeds.add_parser("stand-down", help="cancel a session, or say that it did not happen")
    off.add_argument("case", metavar="CASE")
    off.add_argument("--why", default="", metavar="WORDS")
    off.set_defaults(deed=stand_down)
    check = deeds.add_parser("check", help="what a reader of the record sees first, and what to have open")
    check.add_argument("case", metavar="CASE")
    check.set_defaults(deed=show_check)
    _register_checklist(deeds)
    welfare = deeds.add_parser("welfare", help="note how the worker is, apart from the debrief")
    welfare.add_argument("case", metavar="CASE")
    welfare.add_argument("words", metavar="WORDS")
    welfare.set_defaults(deed=keep_welfare)


def _register_checklist(deeds: Subparsers[argparse.ArgumentParser]) -> None:
    points = deeds.add_parser("checklist", help="the checklist of sessions; of one session with its ticks")
    points.add_argument("case", nargs="?", default="", metavar="CASE")
    points.add_argument("--tick", action="append", default=[], metavar="KEY")
    points.add_argument("--untick", action="append", default=[], metavar="KEY")
    points.add_argument(
        "--add", action="append", default=[], type=_point, metavar="STEP=WORDS", help="one point more"
    )
    points.add_argument("--remove", action="append", default=[], metavar="KEY", help="one point less")
    points.add_argument(
        "--reword", action="append", default=[], type=_pair, metavar="KEY=WORDS", help="loses its ticks"
    )
    points.add_argument(
        "--default", action="store_true", help="as the type of inspection has it, first of all"
    )
    points.set_defaults(deed=show_checklist)


def plan_session(house: House, args: argparse.Namespace, out: Output) -> None:
    """Put a session into the timetable."""
    inspection = inspection_of(house, args)
    session = session_of(house, inspection, args.case, is_debriefed=False)
    staff: tuple[Part, ...] = ()
    place_id, minutes = None, USUAL_MINUTES
    if session.starts_at is not None and session.ends_at is not None:  # what is not said stays as it is
        slot = house.timetable.slot(inspection.id, session.slot_uid)
        staff, place_id, minutes = slot.staff, slot.place_id, slot.minutes
    navigator = next((part.person_id for part in staff if part.part is PartKind.NAVIGATES), None)
    sits_in = next((part.person_id for part in staff if part.name == session.sits_in), None)
    worker_id = person_of(house, args.worker).id if args.worker else session.worker_id
    if worker_id is None:
        raise Explained(
            f"The worker of {session.case_code} is not on the list of people.", remedy="Name one: --worker"
        )
    planned: CaseSession = house.casefiles.plan(
        session.id,
        starts_at=args.start,
        minutes=args.minutes or minutes,
        inspector_id=person_of(house, args.inspector).id,
        worker_id=worker_id,
        navigator_id=person_of(house, args.navigator).id if args.navigator else navigator,
        place_id=place_of(house, args.place).id if args.place else place_id,
        sits_in_id=person_of(house, args.sits_in).id if args.sits_in else sits_in,
        by_video=args.video or session.by_video,
    )
    out.say(f"{planned.case_code}: {when(house, planned)}, {planned.inspector} with {planned.worker}.")
    out.result(session_json(planned))


def list_sessions(house: House, args: argparse.Namespace, out: Output) -> None:
    """All sessions."""
    now = house.clock()
    key = inspection_of(house, args).id
    wanted = SessionFilter(Stand(args.only), " ".join(args.find))
    sessions = found(house.casefiles.sessions(key), wanted, now)
    if args.out is not None:
        path = house.casefiles.write_sessions(key, args.out, ids={each.id for each in sessions})
        count = "1 session" if len(sessions) == 1 else f"{len(sessions)} sessions"
        out.say(f"{count} in {path.name}. The file is not encrypted.")
        out.result({"file": str(path), "sessions": len(sessions)})
        return
    out.table(
        ("Case", "When", "Inspector", "Worker", "Where", "State", "Alarm", "Tone (not Ofsted’s)"),
        [
            (
                each.case_code,
                when(house, each),
                each.inspector,
                each.worker,
                each.place,
                each.state.value,
                debrief_alarm(each, now),
                each.reading.said if each.reading else "",
            )
            for each in sessions
        ],
        json_rows=[session_json(each) for each in sessions],
        empty="No session is looked for here." if wanted.is_on else "No sessions yet.",
    )


def keep_debrief(house: House, args: argparse.Namespace, out: Output) -> None:
    """Write down what was said after a session, and make of the answers what they are."""
    inspection = inspection_of(house, args)
    session = session_of(house, inspection, args.case, is_debriefed=False)
    reading = None
    if args.tone:
        reading = OurReading(Tone(args.tone), ToneFrom(args.tone_from), Confidence(args.sure))
    debrief: Debrief = house.casefiles.debrief(
        session.id,
        asked=args.asked,
        liked=args.liked,
        worried=args.worried,
        promised=args.promised,
        worker_is=args.worker_is,
        reading=reading,
        becomes=dict(args.becomes),
        enquiry_id=_enquiry(house, inspection.id, args.enquiry) if args.enquiry else None,
        owner_id=person_of(house, args.owner).id if args.owner else None,
        deputy_id=person_of(house, args.deputy).id if args.deputy else None,
        reader_ids=[person_of(house, name).id for name in args.reader],
        began_at=args.began,
        ended_at=args.ended,
    )
    out.say(f"{session.case_code} is debriefed.")
    if debrief.reading is not None:
        out.say(f"{debrief.reading.said[0].upper()}{debrief.reading.said[1:]}.")
    for ref in debrief.became:
        out.say(f"An answer became a {ref.kind.value} ({ref.id}).")
    became = [{"kind": ref.kind.value, "id": ref.id} for ref in debrief.became]
    out.result({**session_json(house.casefiles.one_session(session.id)), "became": became})


def take_step(house: House, args: argparse.Namespace, out: Output) -> None:
    """Take a session one step on, or to the step named."""
    session = session_of(
        house, inspection_of(house, args), args.case, is_debriefed=args.state == "follow-ups done"
    )
    state = SessionState(args.state) if args.state else session.state.following
    if state is None:
        raise Explained(f"Everything is done for {session.case_code}.")
    moved: CaseSession = house.casefiles.advance(session.id, state)
    skipped = passed_over(session.state, state)
    out.say(" ".join(filter(None, (f"{moved.case_code}: {moved.state.value}.", said_skipped(skipped)))))
    out.result({**session_json(moved), "skipped": [each.value for each in skipped]})


def step_back(house: House, args: argparse.Namespace, out: Output) -> None:
    """Take the last step of a session back."""
    session = session_of(house, inspection_of(house, args), args.case, is_debriefed=False)
    back: CaseSession = house.casefiles.step_back(session.id)
    out.say(f"{back.case_code}: back to {back.state.value}.")
    out.result(session_json(back))


def stand_down(house: House, args: argparse.Namespace, out: Output) -> None:
    """Take a session off the timetable; it waits to be planned again."""
    session = session_of(house, inspection_of(house, args), args.case, is_debriefed=False)
    off: CaseSession = house.casefiles.stand_down(session.id, why=args.why)
    out.say(f"{off.case_code} is stood down. The people hear of it by the next issue.")
    out.result(session_json(off))


def show_check(house: House, args: argparse.Namespace, out: Output) -> None:
    """What a reader of the record sees first, and what to have open."""
    session = session_of(house, inspection_of(house, args), args.case, is_debriefed=False)
    check: RecordCheck = house.casefiles.record_check(session.id)
    for words in check.seen_first:
        out.say(f"  Seen first: {words}")
    for words in check.have_open:
        out.say(f"  Have open: {words}")
    out.say(check.rule)
    out.result(
        {
            "case": session.case_code,
            "seen_first": list(check.seen_first),
            "have_open": list(check.have_open),
            "rule": check.rule,
        }
    )


def show_checklist(house: House, args: argparse.Namespace, out: Output) -> None:
    """The points of the checklist; for one session with what is done, after ticking."""
    inspection = inspection_of(house, args)
    _edit_checklist(house, inspection.id, args)
    ticks = {}
    if args.case:
        session = session_of(house, inspection, args.case, is_debriefed=False)
        for key in args.tick:
            house.casefiles.tick(session.id, key)
        for key in args.untick:
            house.casefiles.tick(session.id, key, done=False)
        ticks = {each.key: each for each in house.casefiles.one_session(session.id).ticks}
    elif args.tick or args.untick:
        raise Explained("Points are ticked off for one session.", remedy="Name its code.")
    points: tuple[CheckPoint, ...] = house.casefiles.checklist(inspection.id)
    now = house.clock()
    done = {key: f"{tick.by}, {said_when(tick.at, now)}" for key, tick in ticks.items()}
    out.table(
        ("Key", "Step", "Point", "Done"),
        [(each.key, each.step.value, each.what, done.get(each.key, "")) for each in points],
        json_rows=[
            {"key": each.key, "step": each.step.value, "what": each.what, "done": each.key in ticks}
            for each in points
        ],
    )


def keep_welfare(house: House, args: argparse.Namespace, out: Output) -> None:
    """Note how the worker of a session is."""
    session = session_of(house, inspection_of(house, args), args.case, is_debriefed=True)
    kept: CaseSession = house.casefiles.welfare(session.id, args.words)
    out.say(f"Noted for {kept.worker}, {kept.case_code}.")
    out.result(session_json(kept))


def _edit_checklist(house: House, inspection_id: int, args: argparse.Namespace) -> None:
    """What the window's editor does: points put back, taken out, reworded and added, in one deed."""
    if not (args.default or args.remove or args.reword or args.add):
        return
    points: dict[str, CheckPoint] = {each.key: each for each in house.casefiles.checklist(inspection_id)}
    if args.default:
        points = {each.key: each for each in house.casefiles.usual_checklist(inspection_id)}
    reworded = dict(args.reword)
    unknown = [key for key in (*args.remove, *reworded) if key not in points]
    if unknown:
        raise Explained(
            f"There is no point {', '.join(unknown)}.", remedy="main.py cases checklist shows them."
        )
    lines = [
        (reworded.get(each.key, each.what), each.step)
        for each in points.values()
        if each.key not in args.remove
    ]
    house.casefiles.edit_checklist(inspection_id, [*lines, *((what, step) for step, what in args.add)])


def _pair(text: str) -> tuple[str, str]:
    key, sign, words = text.partition("=")
    if not sign or not words.strip():
        raise argparse.ArgumentTypeError(f"“{text}” is not a key = words")
    return key.strip(), words.strip()


def _point(text: str) -> tuple[SessionState, str]:
    """``worker told=Knows where to park``: a step, and a point that belongs to it."""
    step, words = _pair(text)
    try:
        return SessionState(step), words
    except ValueError:
        known = ", ".join(each.value for each in BEFORE)
        raise argparse.ArgumentTypeError(f"“{step}” is not one of: {known}") from None


def _becoming(text: str) -> tuple[Question, Becomes]:
    """``promised=request``: an answer, and what it is made into."""
    question, _, kind = text.partition("=")
    try:
        return Question(question.replace("-", "_")), Becomes(kind)
    except ValueError:
        known = f"{', '.join(Question)} = {', '.join(Becomes)}"
        raise argparse.ArgumentTypeError(f"“{text}” is not one of {known}") from None


def _enquiry(house: House, inspection_id: int, code: str) -> int:
    enquiries: tuple[Enquiry, ...] = house.enquiry.all(inspection_id)
    for each in enquiries:
        if each.code.casefold() == code.casefold():
            return each.id
    raise Explained(f"There is no line of enquiry {code}.", remedy="main.py enquiry list shows them.")
