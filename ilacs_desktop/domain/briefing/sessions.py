"""The parts of a sheet about case-file sessions: one's own, a navigator's day, the list by inspector.

What is said of getting ready never asks anybody to alter a record, and never says what to answer.
"""

from __future__ import annotations

from collections.abc import Callable

from ilacs_desktop.domain.briefing.facts import Facts
from ilacs_desktop.domain.briefing.shapes import Section, SectionKind
from ilacs_desktop.domain.briefing.words import Row, bounded, said_count, said_names, said_on, said_span
from ilacs_desktop.domain.casefiles import DEBRIEF_WITHIN, SessionState
from ilacs_desktop.domain.moments import said_short_day, said_time
from ilacs_desktop.domain.redaction import Audience, session_for, slot_for
from ilacs_desktop.domain.timetable import Part, PartKind, Slot, SlotKind
from ilacs_desktop.domain.timetable.session_slips import (
    AFTERWARDS,
    NAVIGATORS_READY,
    have_ready,
    to_have_open,
)

CAME_TO = {
    SessionState.CHOSEN: "to be prepared",
    SessionState.READY: "ready",
}
"""How far a session has come, shorter than its state."""


def own_sessions(facts: Facts) -> tuple[Section, ...]:
    """What to have ready for one's own sessions, and what happens after; nothing without any."""
    person = facts.person
    if person is None:
        return ()
    slots = [slot for slot in _sessions_of(facts, person.id) if not _navigates(slot, person.id)]
    if not slots:
        return ()
    return (
        _steps(
            "have_ready",
            "What to have ready for your session",
            have_ready(slots, facts.have_open),
            len(slots),
        ),
        _steps("afterwards", "What happens after", AFTERWARDS, len(slots)),
    )


def is_read_by(slot: Slot, person_id: int | None) -> bool:
    """Whether a slot is a session somebody has to read in, not to prepare: what they need stands apart."""
    return slot.kind is SlotKind.CASE_SESSION and any(
        part.person_id == person_id and part.part is not PartKind.NAVIGATES for part in slot.parts
    )


def own_concerns(facts: Facts) -> tuple[Section, ...]:
    """The open concerns one is named for: number, code and what comes next; never the words."""
    person = facts.person
    if person is None:
        return ()
    rows: list[Row] = [
        (
            " · ".join(filter(None, (each.ref, each.code))),
            "; ".join(
                (
                    f"raised by {each.said_by} {said_on(each.said_at, facts.day)}",
                    f"{each.owner} owns it",
                    f"next: {each.next_step}",
                )
            ),
        )
        for each in sorted(facts.concerns, key=lambda each: (each.said_at, each.id))
        if each.is_open and each.names_person(person.id)
    ]
    if not rows:
        return ()
    return (
        Section(
            "concerns",
            "Child-safety concerns you are named for",
            SectionKind.LIST,
            rows=tuple(rows),
            note="Not to be passed on. The words are in the app.",
        ),
    )


def navigators_day(facts: Facts) -> tuple[Section, ...]:
    """One navigator's sessions of the day, what to have ready, and when each is to be debriefed."""
    own_id = facts.person.id if facts.person else 0
    slots = [slot for slot in _sessions_of(facts, own_id) if _navigates(slot, own_id)]
    states = {each.slot_uid: each for each in facts.sessions}
    rows: list[Row] = []
    for slot in slots:
        known = states.get(slot.uid)
        line = session_for(known, Audience.PERSON) if known else None
        staff = [part for part in slot.staff if part.part is not PartKind.NAVIGATES]
        rows.append(
            (
                said_span(slot),
                slot.case_code or slot.title,
                said_names([part.name for part in slot.inspectors]),
                said_names([part.name for part in staff]),
                slot.where or "no room yet",
                said_time(slot.ends_at + DEBRIEF_WITHIN),
                _came_to(line.state) if line else "",
            )
        )
    shown, left_out = bounded(rows, 20)
    table = Section(
        "sessions",
        "Your sessions",
        SectionKind.TABLE,
        ("Time", "Case", "Inspector", "Worker", "Where", "Debrief by", "Now"),
        shown,
        left_out=left_out,
        empty_says="You navigate no session on this day.",
        note=said_count(len(rows), "session") if rows else "",
        shares=(0, 0, 4, 5, 5, 0, 4),
    )
    if not rows:
        return (table,)
    lists = to_have_open(slots, facts.have_open)
    return (table, _steps("have_ready", "For each session", (*NAVIGATORS_READY, *lists), len(rows)))


def by_inspector(facts: Facts, audience: Audience) -> Section:
    """Every session from the sheet's day on, an inspector's together and in order of time."""
    states = {each.slot_uid: session_for(each, audience) for each in facts.sessions}
    rows: list[tuple[str, Slot, Row]] = []
    for slot in (slot_for(each, audience) for each in _sessions(facts, lambda slot: slot.day >= facts.day)):
        line = states.get(slot.uid)
        for part in slot.inspectors or (None,):
            inspector = part.name if part else "no inspector yet"
            rows.append((inspector, slot, _listed(inspector, slot, _came_to(line.state) if line else "")))
    rows.sort(key=lambda row: (row[0], row[1].starts_at, row[1].uid))
    shown, left_out = bounded([row for _, _, row in rows], 60)
    inspectors = len({inspector for inspector, _, _ in rows})
    return Section(
        "sessions",
        "Case-file sessions by inspector",
        SectionKind.TABLE,
        ("Inspector", "When", "Case", "With", "Where", "Now"),
        shown,
        left_out=left_out,
        empty_says="No session is planned from this day on.",
        note=f"{said_count(len(rows), 'session')}, {said_count(inspectors, 'inspector')}" if rows else "",
        shares=(3, 0, 0, 5, 5, 4),
    )


def _listed(inspector: str, slot: Slot, state: str) -> Row:
    return (
        inspector,
        f"{said_short_day(slot.day)} {said_span(slot)}",
        slot.case_code or slot.title,
        said_names([_with_part(part) for part in slot.staff]),
        slot.where or "no room yet",
        state,
    )


def _with_part(part: Part) -> str:
    return f"{part.name} (navigates)" if part.part is PartKind.NAVIGATES else part.name


def _came_to(state: SessionState) -> str:
    return CAME_TO.get(state, state.value)


def _steps(key: str, title: str, words: tuple[str, ...], count: int) -> Section:
    return Section(
        key,
        title if count == 1 else title.replace("your session", "your sessions"),
        SectionKind.LIST,
        rows=tuple((str(number), line) for number, line in enumerate(words, start=1)),
    )


def _sessions_of(facts: Facts, person_id: int) -> list[Slot]:
    """The sessions of the day that somebody has a part in, redacted for them alone."""
    found = _sessions(
        facts,
        lambda slot: slot.day == facts.day and any(part.person_id == person_id for part in slot.parts),
    )
    return [slot_for(slot, Audience.PERSON) for slot in found]


def _sessions(facts: Facts, wanted: Callable[[Slot], bool]) -> list[Slot]:
    slots = [
        slot
        for slot in facts.slots
        if slot.kind is SlotKind.CASE_SESSION and not slot.is_cancelled and wanted(slot)
    ]
    return sorted(slots, key=lambda slot: (slot.starts_at, slot.ends_at, slot.uid))


def _navigates(slot: Slot, person_id: int) -> bool:
    return any(part.person_id == person_id and part.part is PartKind.NAVIGATES for part in slot.parts)
