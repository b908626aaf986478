"""The timetable of the week: sessions and other slots, three issues, debriefs, and the changed evening."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from ilacs_desktop.domain.moments import day_of
from ilacs_desktop.domain.timetable import PartKind, SlotKind, SlotStatus
from ilacs_desktop.services.rehearsal import casefiles
from ilacs_desktop.services.rehearsal.hands import london
from ilacs_desktop.services.rehearsal.stage import Stage


def first_issue(stage: Stage) -> None:
    """Friday: the agenda is filled in, and the first three days are issued."""
    fill_agenda(stage)
    issue(stage, 1)


def second_issue(stage: Stage) -> None:
    """Tuesday evening: Thursday is filled."""
    issue(stage, 2)


def third_issue(stage: Stage) -> None:
    """Wednesday noon: the duty team is seen on Thursday."""
    issue(stage, 3)


def fill_agenda(stage: Stage) -> None:
    """Say who and where for the lines of the default agenda, and leave out what was not wanted."""
    timetable, store = stage.house.timetable, stage.house.store
    stage.hands.set(london("2026-11-27T15:40"))
    with store.working("Fill in the agenda"):
        for slot in timetable.draft(stage.inspection_id):
            if any(
                slot.purpose.startswith(words) and day == str(slot.day)
                for day, words in stage.data.timetable["left_out"]
            ):
                timetable.cancel(stage.inspection_id, slot.uid, reason="not wanted")
                continue
            for words, place, names in stage.data.timetable["agenda"]:
                if slot.purpose.startswith(words):
                    timetable.change(
                        stage.inspection_id,
                        slot.uid,
                        place_id=stage.places[place],
                        parts=parts_of(stage, names),
                    )


def parts_of(stage: Stage, names: list[str]) -> list[tuple[int, PartKind]]:
    """The people by name, the first of them leading."""
    return [(stage.people[name], PartKind.ATTENDS if n else PartKind.LEADS) for n, name in enumerate(names)]


def issue(stage: Stage, number: int) -> None:
    """Add what belongs to this issue, freeze it, and tell people of it."""
    at, note = stage.data.timetable["issues"][number - 1]
    stage.hands.set(london(at) - timedelta(minutes=10))
    for row in stage.data.timetable["slots"]:
        if row[0] == number:
            add_slot(stage, row)
    casefiles.plan_all(stage, sessions_since(stage, number), told_at=london(at))
    let_stand(stage, number)
    stage.hands.set(london(at))
    stage.house.timetable.issue(stage.inspection_id, note=note)
    tellings = stage.house.timetable.tellings(stage.inspection_id, number)
    stage.hands.set(london(at) + timedelta(minutes=20))
    sent = [each.id for each in tellings]
    stage.house.timetable.mark_sent(sent, how="mail")
    stage.hands.set(london(at) + timedelta(minutes=90))
    told = sent if number < 3 else sent[: max(1, len(sent) * 4 // 5)]
    stage.house.timetable.mark_confirmed(told, how="in person")


def let_stand(stage: Stage, number: int) -> None:
    """Let the clashes stand that the script has a reason for, before issue ``number``; 4 is this evening."""
    timetable = stage.house.timetable
    for first_issue, who, words, why in stage.data.timetable["let_stand"]:
        if first_issue == number:
            for clash in timetable.clashes(stage.inspection_id):
                if clash.who == who and words in clash.sentence and not clash.is_let_stand:
                    timetable.rules.override(stage.inspection_id, clash.key, reason=why)


def add_slot(stage: Stage, row: list[Any]) -> None:
    """One slot of the script."""
    _, start, minutes, purpose, kind, place, names = row
    slot = stage.house.timetable.add(
        stage.inspection_id,
        starts_at=london(start),
        ends_at=london(start) + timedelta(minutes=minutes),
        purpose=purpose,
        kind=SlotKind(kind),
        place_id=stage.places[place],
        parts=parts_of(stage, names),
    )
    if purpose in stage.data.timetable.get("locked", []):
        stage.house.timetable.lock(stage.inspection_id, slot.uid)


def hold_sessions(stage: Stage) -> None:
    """Hold what is over: the sessions with their debriefs, then every other slot."""
    casefiles.hold(stage, sessions_since(stage, 1))
    evening_at = stage.data.evening_at
    for slot in stage.house.timetable.draft(stage.inspection_id):
        if (
            slot.status is SlotStatus.PLANNED
            and date(2026, 11, 30) <= slot.day
            and slot.ends_at <= evening_at
        ):
            with stage.house.store.working("Note what was held"):
                stage.hands.set(slot.starts_at)
                stage.house.timetable.mark(stage.inspection_id, slot.uid, SlotStatus.STARTED)
                stage.hands.set(slot.ends_at)
                stage.house.timetable.mark(stage.inspection_id, slot.uid, SlotStatus.ENDED)


def change_tomorrow(stage: Stage) -> None:
    """The lead inspector has changed tomorrow; nothing of it is issued yet."""
    evening = stage.data.timetable["evening"]
    stage.hands.set(london(stage.data.week["evening_at"]) - timedelta(minutes=12))
    for number, reason in evening["cancelled"]:
        stage.house.timetable.cancel(stage.inspection_id, stage.sessions[number].slot_uid, reason=reason)
    for number, start in evening["moved"]:
        slot = stage.house.casefiles.one_session(stage.sessions[number].id)
        stage.house.timetable.move(stage.inspection_id, slot.slot_uid, starts_at=london(start))
    casefiles.plan_all(stage, sessions_since(stage, 0), told_at=stage.data.evening_at)
    stage.hands.set(london(stage.data.week["evening_at"]))
    stage.house.safekeeping.backup_now()


def sessions_since(stage: Stage, number: int) -> list[list[Any]]:
    """The sessions of the script that first stand in issue ``number``; 0 is none yet."""
    return [row for row in stage.data.cases["sessions"] if _first_issue(row) == number]


def _first_issue(row: list[Any]) -> int:
    since = {"this evening": 0, "in session": 3, "later": 3}
    return since.get(row[8], 1 if day_of(london(row[2])) <= date(2026, 12, 2) else 2)
