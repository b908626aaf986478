"""Looking the draft through for clashes within an open session: a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.clashes import (
    LEVELS,
    Clash,
    ClashFacts,
    DueMoment,
    Level,
    Limits,
    Override,
    Rule,
    Standing,
    eased,
    find_clashes,
    with_overrides,
)
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import TheirStatus
from ilacs_desktop.domain.timetable import Slot
from ilacs_desktop.services.info_requests.rows import read_clocks, whole_requests
from ilacs_desktop.services.timetable import reading
from ilacs_desktop.store.info_requests import InfoRequestRecord
from ilacs_desktop.store.people import PlaceRecord, TravelRecord
from ilacs_desktop.store.settings import SettingRecord
from ilacs_desktop.store.timetable import ClashOverrideRecord

LEVELS_KEY = "clash_levels"
LIMITS_KEY = "clash_limits"
MOST_NAMED = 3


def clashes(
    session: Session,
    inspection_id: int,
    *,
    working_days: Collection[date],
    now: datetime,
    day: date | None = None,
    slots: Sequence[Slot] | None = None,
) -> tuple[Clash, ...]:
    """What clashes in the draft, with what was let stand; with ``day``, only clashes with a slot on it.

    ``slots`` is the whole draft where it has been read already.
    """
    slots = reading.draft(session, inspection_id) if slots is None else slots
    facts = facts_of(session, inspection_id, working_days=working_days, now=now)
    found = eased(find_clashes(slots, facts=facts), slots, now)
    seen = with_overrides(found, _standing(session, inspection_id), slots)
    if day is None:
        return seen
    there = {slot.uid for slot in slots if slot.day == day}
    return tuple(clash for clash in seen if there.intersection(clash.uids))


def check_nothing_stops(found: Sequence[Clash]) -> None:
    """Refuse to issue while one of ``found`` stops it.

    Raises:
        Explained: one does; the sentence names it.
    """
    stops = [clash for clash in found if clash.stops]
    if not stops:
        return
    named = " ".join(clash.sentence for clash in stops[:MOST_NAMED])
    if len(stops) == 1:
        said = f"One clash stops the issue. {named}"
    elif len(stops) <= MOST_NAMED:
        said = f"{len(stops)} clashes stop the issue. {named}"
    else:
        said = f"{len(stops)} clashes stop the issue, the gravest first. {named}"
    raise Explained(said, remedy="Put it right, or let it stand with a reason.")


def facts_of(
    session: Session, inspection_id: int, *, working_days: Collection[date], now: datetime
) -> ClashFacts:
    """Everything the rules look at beside the slots."""
    levels, limits = settings(session)
    is_asked = levels[Rule.REQUEST_DUE] is not Level.IGNORE
    return ClashFacts(
        people=reading.people(session),
        absences=reading.absences(session),
        places={record.id: record.row() for record in session.scalars(select(PlaceRecord))},
        travel=tuple(record.row() for record in session.scalars(select(TravelRecord))),
        dues=_dues(session, inspection_id, now) if is_asked else (),
        days=frozenset(working_days),
        levels=levels,
        limits=limits,
    )


def settings(session: Session) -> tuple[dict[Rule, Level], Limits]:
    """The levels and limits that are chosen; what is not chosen, or not understood, is as at first."""
    records = session.scalars(select(SettingRecord).where(SettingRecord.key.in_((LEVELS_KEY, LIMITS_KEY))))
    held = {record.key: record.value for record in records}
    return levels_from(held.get(LEVELS_KEY) or {}), limits_from(held.get(LIMITS_KEY) or {})


def levels_from(held: Mapping[str, str]) -> dict[Rule, Level]:
    """The levels from what ``levels_to_plain`` kept."""
    known = set(Level)
    return {
        rule: Level(held[rule.name.lower()]) if held.get(rule.name.lower()) in known else LEVELS[rule]
        for rule in Rule
    }


def limits_from(held: Mapping[str, Any]) -> Limits:
    """The limits from plain values, clock times as ``12:00``."""
    given: dict[str, Any] = {}
    for each in fields(Limits):
        value = held.get(each.name)
        if isinstance(value, str):
            given[each.name] = time.fromisoformat(value)
        elif value is not None:
            given[each.name] = int(value)
    return replace(Limits(), **given)


def limits_to_plain(limits: Limits) -> dict[str, Any]:
    """Limits as JSON can carry them."""
    plain: dict[str, Any] = {}
    for each in fields(Limits):
        value = getattr(limits, each.name)
        plain[each.name] = f"{value:%H:%M}" if isinstance(value, time) else value
    return plain


def _standing(session: Session, inspection_id: int) -> list[Standing]:
    records = session.scalars(
        select(ClashOverrideRecord).where(ClashOverrideRecord.inspection_id == inspection_id)
    )
    return [
        Standing(record.key, record.facts, Override(record.reason, record.made_by, record.made_at))
        for record in records
    ]


def _dues(session: Session, inspection_id: int, now: datetime) -> tuple[DueMoment, ...]:
    """When the open requests that somebody owns are due."""
    query = whole_requests().where(
        InfoRequestRecord.inspection_id == inspection_id,
        InfoRequestRecord.staged.is_(False),
        InfoRequestRecord.owner_id.is_not(None),
        InfoRequestRecord.merged_into_id.is_(None),
        InfoRequestRecord.theirs.in_((TheirStatus.NOT_GIVEN, TheirStatus.MORE_WANTED)),
    )
    rows = read_clocks(session, session.scalars(query), now, None)
    return tuple(
        DueMoment(row.ref, row.owner_id, row.due.at)
        for row in rows
        if row.owner_id is not None and row.due.at is not None
    )
