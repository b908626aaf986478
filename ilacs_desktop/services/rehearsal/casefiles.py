"""The case-file sessions of the week: chosen, prepared, held and debriefed, and what is still to come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from itertools import groupby
from typing import Any

from ilacs_desktop.domain.casefiles import (
    Becomes,
    Child,
    Confidence,
    OurReading,
    Question,
    SessionState,
    Tone,
    ToneFrom,
)
from ilacs_desktop.domain.casefiles.choosing import ChildFilter, ReasonKind
from ilacs_desktop.domain.casefiles.consents import ConsentAnswer
from ilacs_desktop.domain.changes import Kind
from ilacs_desktop.domain.moments import day_of, moment
from ilacs_desktop.services.rehearsal.hands import london
from ilacs_desktop.services.rehearsal.stage import Stage
from ilacs_desktop.services.rehearsal.talk import clear_and_give

SAMPLED = ReasonKind.SAMPLED.value
A_WORKERS = 12
"""Of so many children of one worker the first that is free is taken."""
SATURDAY = 5


def write_checklist(stage: Stage) -> None:
    """The checklist as the framework has it, with the points of the authority's own."""
    casefiles, key = stage.house.casefiles, stage.inspection_id
    stage.hands.set(london("2026-11-26T11:30"))
    lines = [(point.what, point.step) for point in casefiles.checklist(key)]
    own = [(what, SessionState(step)) for what, step in stage.data.cases["own_points"]]
    stage.points = casefiles.edit_checklist(key, [*lines, *own])


def plan_all(stage: Stage, rows: Sequence[list[Any]], *, told_at: datetime) -> None:
    """Choose the children of these sessions, plan each, and prepare them from ``told_at`` on."""
    cases, casefiles = stage.data.cases, stage.house.casefiles
    reasons, sits_in = dict(cases["reasons"]), dict(cases["sits_in"])
    now = stage.hands()
    children = {row[0]: _free_child(stage, row[1], row[5]) for row in rows}
    for reason, numbers in groupby(children, key=lambda number: reasons.get(number, SAMPLED)):
        together = tuple(numbers)
        made = casefiles.choose([children[number].id for number in together], reason=reason)
        stage.sessions.update(zip(together, made, strict=True))
    for number, _, start, minutes, inspector, worker, place, navigator, _ in rows:
        manager = sits_in.get(number)
        stage.sessions[number] = casefiles.plan(
            stage.sessions[number].id,
            starts_at=london(start),
            minutes=minutes,
            inspector_id=stage.people[inspector],
            worker_id=stage.people[worker],
            navigator_id=stage.people[navigator],
            place_id=stage.places[place],
            sits_in_id=stage.people[manager] if manager else None,
            by_video=number in cases["by_video"],
        )
    with stage.house.store.working("Prepare the sessions"):
        for row in rows:
            _prepare(stage, row, told_at)
    stage.hands.set(now)


def hold(stage: Stage, rows: Sequence[list[Any]]) -> None:
    """Hold the sessions that are over, and debrief those that were debriefed."""
    debriefs = {each["session"]: each for each in stage.data.cases["debrief"]}
    for number, _, start, minutes, *_, outcome in rows:
        if outcome not in {"debriefed", "ended"}:
            continue
        session, starts_at = stage.sessions[number], london(start)
        stage.hands.set(starts_at)
        stage.house.casefiles.advance(session.id, SessionState.IN_SESSION)
        stage.hands.set(starts_at + timedelta(minutes=minutes))
        stage.house.casefiles.advance(session.id, SessionState.ENDED)
        if outcome == "debriefed":
            stage.hands.set(starts_at + timedelta(minutes=minutes + 18))
            _debrief(stage, debriefs[number])
        if number in stage.data.cases["done"]:
            stage.hands.set(starts_at + timedelta(minutes=minutes + 95))
            with stage.house.store.working("Follow up a session"):
                _tick(stage, number, SessionState.DONE)
                stage.house.casefiles.advance(session.id, SessionState.DONE)
    _see_the_concern_through(stage)


def look_after(stage: Stage) -> None:
    """Ask the families, begin the last session of the day, and choose what is not planned yet."""
    cases, casefiles = stage.data.cases, stage.house.casefiles
    with stage.house.store.working("Note what families were asked"):
        for row in cases["consents"]:
            _ask(stage, row)
    for row in cases["sessions"]:
        if row[-1] == "in session":
            stage.hands.set(london(row[2]) + timedelta(minutes=2))
            casefiles.advance(stage.sessions[row[0]].id, SessionState.IN_SESSION)
    for number, at, words in cases["welfare"]:
        stage.hands.set(london(at))
        casefiles.welfare(stage.sessions[number].id, words)
    audits, drawn = cases["audits"], cases["draw"]
    stage.hands.set(london(audits["at"]))
    casefiles.choose([stage.sessions[each].child.id for each in audits["of"]], kind=ReasonKind.AUDIT)
    first = next(
        each for each in stage.house.info_requests.staged(stage.inspection_id) if each.kind == "audit"
    )
    stage.house.info_requests.assign(first.id, stage.people[audits["owner"]])
    at, reason, numbers = cases["again"]
    stage.hands.set(london(at))
    casefiles.choose([stage.sessions[each].child.id for each in numbers], reason=reason)
    stage.hands.set(london(drawn["at"]))
    draw, found = casefiles.draw(
        stage.inspection_id, drawn["count"], seed=drawn["seed"], among=ChildFilter(team=drawn["team"])
    )
    casefiles.choose([each.id for each in found], reason=draw.said, kind=ReasonKind.OURS)


def _free_child(stage: Stage, cohort: str, worker: str) -> Child:
    """The first child of this worker and cohort whom no session has had; failing that, of the cohort."""
    for text, limit in ((worker, A_WORKERS), ("", A_WORKERS * A_WORKERS)):
        found = stage.house.casefiles.children(stage.inspection_id, text, cohort=cohort, limit=limit)
        for child in found:
            if child.id not in stage.chosen:
                stage.chosen.add(child.id)
                return child
    raise LookupError(f"the rehearsal has too few children: {cohort}")


def _prepare(stage: Stage, row: list[Any], told_at: datetime) -> None:
    number, *_, outcome = row
    usual = (
        SessionState.READY if outcome in {"debriefed", "ended", "in session"} else SessionState.WORKER_TOLD
    )
    until = SessionState(dict(stage.data.cases["prepared"]).get(number, usual))
    for state, at in _preparing(london(row[2]), told_at, stage.data.evening_at):
        if state.place_in_order <= until.place_in_order:
            stage.hands.set(at)
            _tick(stage, number, state)
            stage.house.casefiles.advance(stage.sessions[number].id, state)


def _preparing(
    starts_at: datetime, told_at: datetime, evening_at: datetime
) -> Iterator[tuple[SessionState, datetime]]:
    """When each step is taken: told after the issue, checked the working day before, ready on the day."""
    yield SessionState.WORKER_TOLD, told_at + timedelta(minutes=25)
    yield SessionState.MANAGER_TOLD, told_at + timedelta(minutes=40)
    before = day_of(starts_at) - timedelta(days=1)
    while before.weekday() >= SATURDAY:
        before -= timedelta(days=1)
    yield SessionState.CHECKED, max(told_at + timedelta(minutes=60), moment(before, time(15, 45)))
    yield SessionState.READY, min(starts_at - timedelta(minutes=30), evening_at - timedelta(minutes=25))


def _tick(stage: Stage, number: int, step: SessionState) -> None:
    """Tick off the points of a step, for the sessions whose checklist is kept."""
    cases, casefiles = stage.data.cases, stage.house.casefiles
    if number in cases["ticked"]:
        for point in stage.points:
            if point.step is step and [number, point.key] not in cases["left_open"]:
                casefiles.tick(stage.sessions[number].id, point.key)


def _debrief(stage: Stage, told: dict[str, Any]) -> None:
    """Write down what was said; what was promised is given."""
    tone, source, confidence = told["reading"]
    becomes = {Question(key): Becomes(kind) for key, kind in told.get("becomes", {}).items()}
    kept = stage.house.casefiles.debrief(
        stage.sessions[told["session"]].id,
        **{question.value: told.get(question.value, "") for question in Question},
        reading=OurReading(Tone(tone), ToneFrom(source), Confidence(confidence)),
        becomes=becomes,
        enquiry_id=stage.enquiries[told["enquiry"]] if "enquiry" in told else None,
        owner_id=stage.people[told["owner"]] if "owner" in told else None,
        deputy_id=stage.people[told["deputy"]] if "deputy" in told else None,
    )
    for ref in kept.became:
        if ref.kind is Kind.INFO_REQUEST:
            stage.house.info_requests.assign(ref.id, stage.people[told["given"]["owner"]])
            clear_and_give(stage, ref.id, **told["given"])


def _see_the_concern_through(stage: Stage) -> None:
    """The whole life of the concern that a debrief raised."""
    casefiles, life = stage.house.casefiles, stage.data.cases["concern"]
    session = stage.sessions[life["session"]]
    concern = next(each for each in casefiles.concerns(stage.inspection_id) if each.code == session.case_code)
    stage.hands.set(london(life["acknowledged_at"]))
    casefiles.acknowledge(concern.id, who=concern.owner)
    stage.hands.set(london(life["acted_at"]))
    casefiles.act(concern.id, action=life["action"])
    stage.hands.set(london(life["reported_back_at"]))
    casefiles.report_back(concern.id)
    stage.hands.set(london(life["closed_at"]))
    casefiles.close(concern.id)


def _ask(stage: Stage, row: list[Any]) -> None:
    """One question to a family, and its answer if there is one."""
    number, asked_by, whom, asked_at, answer, answered_at, leaflet, needs = row
    stage.hands.set(london(asked_at) + timedelta(minutes=5))
    asked = stage.house.casefiles.ask_family(
        stage.sessions[number].child.id,
        asked_by=asked_by,
        asked_whom=whom,
        asked_at=london(asked_at),
        leaflet=leaflet,
        needs=needs,
    )
    if answered_at:
        stage.hands.set(london(answered_at) + timedelta(minutes=5))
        stage.house.casefiles.answer_family(
            asked.id, answer=ConsentAnswer(answer), answered_at=london(answered_at)
        )
