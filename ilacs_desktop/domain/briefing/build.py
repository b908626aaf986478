"""Which parts make which sheet, for whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from ilacs_desktop.domain.briefing import daywork, sessions, timetable
from ilacs_desktop.domain.briefing.facts import Facts
from ilacs_desktop.domain.briefing.shapes import Section, Sheet, SheetKind
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import said_day
from ilacs_desktop.domain.redaction import Audience, sees_codes

AUDIENCES: Mapping[SheetKind, tuple[Audience, ...]] = {
    SheetKind.MORNING: (Audience.ALL_STAFF, Audience.MANAGERS, Audience.SENIOR_LEADERS),
    SheetKind.EVENING: (Audience.ALL_STAFF, Audience.MANAGERS, Audience.SENIOR_LEADERS),
    SheetKind.DAILY_MEETING: (Audience.MANAGERS, Audience.SENIOR_LEADERS),
    SheetKind.FALLBACK: (Audience.MANAGERS, Audience.SENIOR_LEADERS),
    SheetKind.PERSON: (Audience.PERSON,),
    SheetKind.NAVIGATOR: (Audience.PERSON,),
    SheetKind.SESSIONS: (Audience.MANAGERS, Audience.SENIOR_LEADERS),
}
"""For whom a sheet of each kind can be made; the first is offered."""

PACK_DAYS = 3
"""How many days with entries a fallback pack holds."""


def check(kind: SheetKind, audience: Audience, *, has_person: bool) -> None:
    """Raises Explained when there is no such sheet."""
    if audience not in AUDIENCES[kind]:
        names = " or ".join(each.value for each in AUDIENCES[kind])
        raise Explained(f"The {kind} is not made for {audience}.", remedy=f"Choose {names}.")
    if kind.is_personal and not has_person:
        words = "A navigator’s day" if kind is SheetKind.NAVIGATOR else "A personal page"
        raise Explained(f"{words} needs a person.", remedy="Say whose page it is to be.")


def build(facts: Facts, kind: SheetKind, audience: Audience) -> Sheet:
    """The sheet as it follows from ``facts``: a draft, without number or audit code.

    Raises:
        Explained: there is no such sheet for this audience, or a personal page lacks its person.
    """
    check(kind, audience, has_person=facts.person is not None)
    return Sheet(
        id=0,
        number=0,
        kind=kind,
        audience=audience,
        day=facts.day,
        as_of=facts.as_of,
        title=_title(facts, kind),
        issue_number=facts.issue_number,
        sections=BUILDERS[kind](facts, audience),
        authority=facts.authority,
        inspection_title=facts.inspection_title,
        day_line=facts.day_line,
        embargo=facts.embargo if sees_codes(audience) else "",
        person=facts.person.label if facts.person else "",
        person_id=facts.person.id if facts.person else None,
        inspection_id=facts.inspection_id,
    )


def _title(facts: Facts, kind: SheetKind) -> str:
    if kind.is_personal and facts.person:
        whose = f"{facts.person.label}, {said_day(facts.day)}"
        return whose if kind is SheetKind.PERSON else f"{kind.value.capitalize()}: {whose}"
    return f"{kind.value.capitalize()}, {said_day(facts.day)}"


def _morning(facts: Facts, audience: Audience) -> tuple[Section, ...]:
    day = facts.day
    return (
        timetable.changes(facts, audience, day=day),
        *_concerns(facts, audience),
        timetable.on_day(facts, audience, day=day),
        daywork.enquiries(facts, audience),
        timetable.ready(facts, audience, day=day),
        daywork.requests_due(facts, audience, by=day),
        timetable.not_told(facts, audience),
        *_own_words(facts),
    )


def _evening(facts: Facts, audience: Audience) -> tuple[Section, ...]:
    following = facts.following_day() or facts.day + timedelta(days=1)
    if sees_codes(audience):
        requests: tuple[Section, ...] = (
            daywork.not_debriefed(facts, audience),
            daywork.requests_by_slack(facts, audience),
        )
    else:
        requests = (daywork.requests_due(facts, audience, by=following),)
    return (
        timetable.changes(facts, audience, day=following),
        *_concerns(facts, audience),
        daywork.today(facts, audience),
        *requests,
        daywork.enquiries(facts, audience),
        timetable.on_day(facts, audience, day=following),
        timetable.not_told(facts, audience),
        *_own_words(facts),
    )


def _daily_meeting(facts: Facts, audience: Audience) -> tuple[Section, ...]:
    following = facts.following_day()
    return (
        timetable.changes(facts, audience, day=facts.day),
        *_concerns(facts, audience),
        daywork.to_raise(facts, audience),
        daywork.given_lately(facts, audience),
        daywork.enquiries(facts, audience),
        timetable.on_day(facts, audience, day=facts.day),
        *((timetable.on_day(facts, audience, day=following, key="timetable_next"),) if following else ()),
    )


def _fallback(facts: Facts, audience: Audience) -> tuple[Section, ...]:
    return (
        timetable.changes(facts, audience, day=facts.day),
        daywork.carry_on(facts),
        *_concerns(facts, audience),
        *(
            timetable.on_day(facts, audience, day=day, limit=40, key=f"timetable_{day}")
            for day in _pack_days(facts)
        ),
        timetable.not_told(facts, audience, limit=30),
        daywork.requests_by_slack(facts, audience, limit=40),
        daywork.enquiries(facts, audience, limit=20),
        daywork.contacts(facts),
    )


def _person(facts: Facts, _audience: Audience) -> tuple[Section, ...]:
    person_id = facts.person.id if facts.person else None
    read = sessions.own_sessions(facts)
    own = timetable.ready(
        facts,
        Audience.PERSON,
        day=facts.day,
        only=lambda slot: (
            any(part.person_id == person_id for part in slot.parts)
            and not sessions.is_read_by(slot, person_id)
        ),
    )
    planned = timetable.own_day(facts)
    is_asked = bool(own.rows) or (bool(planned.rows) and not read)
    return (
        timetable.own_changes(facts),
        *sessions.own_concerns(facts),
        planned,
        *((replace(own, empty_says="All that you are wanted for has its room."),) if is_asked else ()),
        *read,
        daywork.own_requests(facts),
        *_own_words(facts),
    )


def _navigator(facts: Facts, _audience: Audience) -> tuple[Section, ...]:
    return (timetable.own_changes(facts), *sessions.navigators_day(facts), *_own_words(facts))


def _sessions(facts: Facts, audience: Audience) -> tuple[Section, ...]:
    return (
        timetable.changes(facts, audience, day=facts.day),
        sessions.by_inspector(facts, audience),
        *_own_words(facts),
    )


def _concerns(facts: Facts, audience: Audience) -> tuple[Section, ...]:
    shown = audience is Audience.SENIOR_LEADERS and any(each.is_open for each in facts.concerns)
    return (daywork.concerns(facts),) if shown else ()


def _own_words(facts: Facts) -> tuple[Section, ...]:
    return (daywork.own_words(facts),) if facts.staff_line.strip() else ()


def _pack_days(facts: Facts) -> list[date]:
    days = sorted({slot.day for slot in facts.slots if slot.day >= facts.day and not slot.is_cancelled})
    return days[:PACK_DAYS] or [facts.day]


BUILDERS: Mapping[SheetKind, Callable[[Facts, Audience], tuple[Section, ...]]] = {
    SheetKind.MORNING: _morning,
    SheetKind.EVENING: _evening,
    SheetKind.DAILY_MEETING: _daily_meeting,
    SheetKind.FALLBACK: _fallback,
    SheetKind.PERSON: _person,
    SheetKind.NAVIGATOR: _navigator,
    SheetKind.SESSIONS: _sessions,
}
