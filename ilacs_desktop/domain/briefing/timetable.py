"""The parts of a sheet that come from the timetable: what changed, what is on, who is not told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

from ilacs_desktop.domain.briefing.facts import Facts
from ilacs_desktop.domain.briefing.shapes import Section, SectionKind
from ilacs_desktop.domain.briefing.words import (
    Row,
    bounded,
    capitalised,
    said_count,
    said_names,
    said_on,
    said_people,
    said_span,
)
from ilacs_desktop.domain.casefiles import SessionState
from ilacs_desktop.domain.moments import said_day, said_short_day, said_time
from ilacs_desktop.domain.redaction import Audience, sees_codes, session_for, slot_for, telling_for
from ilacs_desktop.domain.timetable import Change, ChangeKind, Slot, SlotKind, changes_between, told_units
from ilacs_desktop.domain.timetable.diff import differences
from ilacs_desktop.domain.timetable.slips import line_of
from ilacs_desktop.domain.timetable.slots import said_list


def changes(facts: Facts, audience: Audience, *, day: date, limit: int = 8) -> Section:
    """What leads every sheet: what changed on ``day`` since the issue its readers had."""
    if facts.issue_number is None:
        return _lead("Changed", empty="No timetable has been issued yet; what follows is a draft.")
    if facts.base_number is None:
        return _lead("Changed", empty=f"Issue {facts.issue_number} is the first; everything is new.")
    title = f"Changed since issue {facts.base_number}"
    empty = f"No change since issue {facts.base_number}."
    if facts.base_number == facts.issue_number:
        return _lead(title, empty=empty)
    found = _all_changes(facts, audience)
    here = [change for change in found if day in _days(change)]
    rows, left_out = bounded(
        [_change_row(change, day) for change in here], limit, where="in the timetable below"
    )
    elsewhere = len(found) - len(here)
    if elsewhere:
        other = f"{said_count(elsewhere, 'change')} on other days"
        left_out = f"{left_out}; {other}" if left_out else f"and {other}"
    if not rows and elsewhere:
        empty = f"No change on {said_day(day)} since issue {facts.base_number}."
    return _lead(title, rows=rows, left_out=left_out, empty=empty)


def own_changes(facts: Facts) -> Section:
    """What changed for one person since the issue they had, over all days."""
    person = facts.person
    if person is None or facts.issue_number is None:
        return _lead("Changed for you", empty="No timetable has been issued yet.")
    if facts.base_number is None:
        return _lead("Changed for you", empty=f"Issue {facts.issue_number} is the first; everything is new.")
    lines = [
        (said_short_day(unit.slot.day), line)
        for unit in told_units(_all_changes(facts, Audience.PERSON))
        if (line := line_of(person.id, unit, has_day=False))
    ]
    rows, left_out = bounded(lines, 10)
    return _lead(
        f"Changed for you since issue {facts.base_number}",
        rows=rows,
        left_out=left_out,
        empty=f"No change for you since issue {facts.base_number}.",
    )


def on_day(
    facts: Facts, audience: Audience, *, day: date, limit: int = 24, key: str = "timetable"
) -> Section:
    """Everything that stands on ``day``, in order of time, with what is new or was at another time."""
    marks = {change.uid: _mark(change) for change in _all_changes(facts, audience)}
    slots = [slot_for(slot, audience) for slot in _standing(facts, day)]
    lines = [
        (
            said_span(slot),
            slot.title + marks.get(slot.uid, ""),
            said_people(slot.inspectors),
            said_people(slot.staff),
            slot.where,
        )
        for slot in slots
    ]
    rows, left_out = bounded(lines, limit, where="on the full timetable")
    issue = f"issue {facts.issue_number}" if facts.issue_number else "a draft, not issued"
    return Section(
        key,
        "Timetable" if day == facts.day else f"Timetable, {said_day(day)}",
        SectionKind.TABLE,
        ("Time", "What", "Inspector", "With", "Where"),
        rows,
        left_out=left_out,
        empty_says="Nothing is planned.",
        note=capitalised(f"{said_count(len(lines), 'entry', 'entries')}, {issue}") if lines else "",
        shares=(0, 7, 4, 6, 6),
    )


def own_day(facts: Facts) -> Section:
    """One person's day: only what they have a part in, with what is wanted of them."""
    person = facts.person
    slots = [slot_for(slot, Audience.PERSON) for slot in _standing(facts, facts.day)]
    lines = [
        (
            said_span(slot),
            slot.title,
            part.part.value,
            said_names([other.name for other in slot.parts if other.person_id != part.person_id]),
            slot.where,
        )
        for slot in slots
        for part in slot.parts
        if person is not None and part.person_id == person.id
    ]
    rows, left_out = bounded(lines, 20)
    return Section(
        "timetable",
        f"Your {said_day(facts.day)}",
        SectionKind.TABLE,
        ("Time", "What", "You", "With", "Where"),
        rows,
        left_out=left_out,
        empty_says="You are not wanted for anything on this day.",
        shares=(0, 7, 0, 6, 6),
    )


def ready(
    facts: Facts, audience: Audience, *, day: date, only: Callable[[Slot], bool] = lambda _: True
) -> Section:
    """What to have ready on ``day``: what each case session still wants, and what has no room yet.

    What is looked at and what to have ready, never what to say.
    """
    slots = {slot.uid: slot_for(slot, audience) for slot in _standing(facts, day) if only(slot)}
    sessions = [
        session_for(each, audience)
        for each in facts.sessions
        if each.slot_uid in slots and not each.did_not_happen
    ]
    lines: list[Row] = []
    done = 0
    for session in sessions:
        slot = slots[session.slot_uid]
        missing = WANTED.get(session.state, "")
        if not missing:
            done += 1
            continue
        words = " · ".join(filter(None, (session.code, session.worker, slot.where)))
        lines.append((said_time(slot.starts_at), f"{words}: {missing}" if words else missing))
    lines += [
        (said_time(slot.starts_at), f"{slot.title}: no room yet")
        for slot in slots.values()
        if not slot.where and slot.kind is not SlotKind.LOGISTICS
    ]
    rows, left_out = bounded(sorted(lines), 8)
    note = f"{done} of {said_count(len(sessions), 'case session')} ready" if sessions else ""
    return Section(
        "ready",
        "What to have ready",
        SectionKind.LIST,
        rows=rows,
        left_out=left_out,
        empty_says="Everything planned has its room, and every case session is ready.",
        note=note,
    )


WANTED = {
    SessionState.CHOSEN: "tell worker and manager, check record, set up room",
    SessionState.WORKER_TOLD: "tell manager, check record, set up room",
    SessionState.MANAGER_TOLD: "check record, set up room",
    SessionState.CHECKED: "set up room, login and navigator",
}
"""What is still wanted before a session, by how far it has come."""


def not_told(facts: Facts, audience: Audience, *, limit: int = 6) -> Section:
    """Who has not confirmed what changed for them, the earliest start first."""
    waiting = [telling_for(each, audience) for each in facts.tellings if not each.is_confirmed]
    waiting.sort(key=lambda line: (line.first_starts_at, line.name))
    says_what = sees_codes(audience)
    lines = [
        (
            line.name,
            said_on(line.first_starts_at, facts.day),
            *((f"{_shortened(line.lines)}{_more_lines(len(line.lines))}",) if says_what else ()),
            line.state,
        )
        for line in waiting
    ]
    rows, left_out = bounded(lines, limit)
    return Section(
        "not_told",
        "Not yet told",
        SectionKind.TABLE,
        ("Who", "First wanted", "What changed", "Told") if says_what else ("Who", "First wanted", "Told"),
        rows,
        left_out=left_out,
        empty_says="Everyone concerned has confirmed.",
        note="" if says_what or not rows else "please pass it on if you see them",
        shares=(2, 0, 6, 0) if says_what else (2, 3, 0),
    )


DAY_AND_ALL_AFTER = re.compile(r", (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d+ \w+ \d\d:\d\d\b.*$")
"""The day, time and room within a change slip, which the timetable on the same sheet says already."""


def _shortened(lines: tuple[str, ...]) -> str:
    return DAY_AND_ALL_AFTER.sub("", lines[0]).rstrip(".") if lines else ""


def _more_lines(count: int) -> str:
    return f", and {count - 1} more" if count > 1 else ""


def _lead(title: str, *, rows: tuple[Row, ...] = (), left_out: str = "", empty: str = "") -> Section:
    return Section("changes", title, SectionKind.LIST, rows=rows, left_out=left_out, empty_says=empty)


def _standing(facts: Facts, day: date) -> list[Slot]:
    slots = [
        slot
        for slot in facts.slots
        if slot.day == day and not slot.is_cancelled and slot.kind is not SlotKind.BLOCKER
    ]
    return sorted(slots, key=lambda slot: (slot.starts_at, slot.ends_at, slot.uid))


def _all_changes(facts: Facts, audience: Audience) -> tuple[Change, ...]:
    """The changes as ``audience`` may know them: both timetables are redacted before they are compared."""
    if facts.base_number is None or facts.base_number == facts.issue_number:
        return ()
    found = changes_between(_redacted(facts.base_slots, audience), _redacted(facts.slots, audience))
    return tuple(change for change in found if _stands(change.before) or _stands(change.after))


def _redacted(slots: Iterable[Slot], audience: Audience) -> list[Slot]:
    return [slot_for(slot, audience) for slot in slots]


def _stands(slot: Slot | None) -> bool:
    return slot is not None and not slot.is_cancelled


def _days(change: Change) -> set[date]:
    return {slot.day for slot in (change.before, change.after) if slot is not None}


def _change_row(change: Change, day: date) -> Row:
    """The time the reader has in mind, and the rest of the sentence."""
    before, after = change.before, change.after
    if after is None or ChangeKind.CANCELLED in change.kinds:
        slot = before or change.slot
        return (said_time(slot.starts_at), _sentence("Stood down", slot))
    if before is None or ChangeKind.REINSTATED in change.kinds:
        return (said_time(after.starts_at), _sentence("New" if before is None else "On again", after))
    at = before if before.day == day else after
    time = said_time(at.starts_at)
    said = [words.replace(f"moves from {time} to ", "moves to ") for words in differences(before, after)]
    return (time, f"{before.title_with_inspectors} {said_list(said)}")


def _sentence(word: str, slot: Slot) -> str:
    staff = said_people(slot.staff)
    until = f"until {said_time(slot.ends_at)}" if word != "Stood down" else ""
    return f"{word}: " + ", ".join(filter(None, (slot.title_with_inspectors, staff, slot.where, until)))


def _mark(change: Change) -> str:
    before, after = change.before, change.after
    if after is None:
        return ""
    if before is None or before.is_cancelled:
        return " (new)"
    if ChangeKind.MOVED_DAY in change.kinds:
        return f" (was {said_short_day(before.day)} {said_time(before.starts_at)})"
    if ChangeKind.RETIMED in change.kinds:
        return f" (was {said_time(before.starts_at)})"
    return " (changed)" if change.kinds else ""
