"""The rules of the timetable: how grave each is, how much it allows, and which clashes are let stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import date, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.clashes import Clash, ClashFacts, Level, Limits, Override, Rule, digest_of
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.services.timetable import clashing, reading
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.settings import SettingRecord
from ilacs_desktop.store.timetable import ClashOverrideRecord

WorkingDays = Callable[[Session, int], tuple[date, ...]]


class Rules:
    """Everything one can do with the rules and with clashes that are let stand.

    Levels and limits are one choice for every inspection; what is let stand belongs to one.
    """

    def __init__(self, store: Store, clock: Clock, working_days: WorkingDays) -> None:
        self._store = store
        self._clock = clock
        self._working_days = working_days

    def levels(self) -> Mapping[Rule, Level]:
        """The level of every rule."""
        with self._store.reading() as session:
            return clashing.settings(session)[0]

    def set_level(self, rule: Rule, level: Level, *, by: object | None = None) -> None:
        """Choose what clashes of a rule do from now on."""
        with self._store.working(f"Let “{rule.value}” {SAID[level]}", by=by):
            self.set_levels({rule: level}, by=by)

    def set_levels(self, levels: Mapping[Rule, Level], *, by: object | None = None) -> None:
        """Choose the levels of several rules at once; the others stay as they are."""
        with self._store.working("Choose what clashes do", by=by) as session:
            chosen = {**clashing.settings(session)[0], **levels}
            plain = {each.name.lower(): chosen[each].value for each in Rule}
            _keep(session, clashing.LEVELS_KEY, plain)

    def limits(self) -> Limits:
        """How much the rules allow."""
        with self._store.reading() as session:
            return clashing.settings(session)[1]

    def set_limits(self, *, by: object | None = None, **limits: int | time) -> Limits:
        """Change some of the limits, by name; all of them afterwards.

        Raises:
            Explained: a limit is out of bounds, or lunch would end before it begins.
        """
        unknown = limits.keys() - {each.name for each in fields(Limits)}
        if unknown:
            raise Explained(f"There is no limit called {', '.join(sorted(unknown))}.")
        with self._store.working("Change what the timetable’s rules allow", by=by) as session:
            given: dict[str, Any] = dict(limits)
            chosen = replace(clashing.settings(session)[1], **given)
            _check(chosen)
            _keep(session, clashing.LIMITS_KEY, clashing.limits_to_plain(chosen))
        return chosen

    def facts(self, inspection_id: int) -> ClashFacts:
        """All that the rules look at beside the slots: for trying out timetables that are not stored."""
        with self._store.reading() as session:
            days = self._working_days(session, inspection_id)
            return clashing.facts_of(session, inspection_id, working_days=days, now=self._clock())

    def override(self, inspection_id: int, clash_key: str, *, reason: str, by: object | None = None) -> Clash:
        """Let a clash stand until something in it changes; the clash with its override.

        Raises:
            Explained: no reason is given, or the clash is not there any more.
        """
        if not reason.strip():
            raise Explained("A clash is let stand for a reason.", remedy="Say why in a few words.")
        with self._store.working("Let a clash stand", by=by) as session:
            slots = reading.draft(session, inspection_id)
            clash = self._one(session, inspection_id, clash_key)
            override = Override(reason.strip(), self._store.actor, self._clock())
            record = _record(session, inspection_id, clash_key)
            if record is None:
                record = ClashOverrideRecord(inspection_id=inspection_id, key=clash_key)
                session.add(record)
            record.rule = clash.rule.value
            record.facts = digest_of(clash, {slot.uid: slot for slot in slots})
            record.sentence = clash.sentence
            record.reason, record.made_by, record.made_at = override.reason, override.by, override.at
            session.flush()
            return replace(clash, override=override, lapsed=None)

    def take_back(self, inspection_id: int, clash_key: str, *, by: object | None = None) -> None:
        """Ask about a clash again.

        Raises:
            Explained: nobody has let it stand.
        """
        with self._store.working("Ask about a clash again", by=by) as session:
            record = _record(session, inspection_id, clash_key)
            if record is None:
                raise Explained("Nobody has let this clash stand.", remedy="Look at the clashes again.")
            session.delete(record)

    def overrides(self, inspection_id: int) -> tuple[Clash, ...]:
        """The clashes that are let stand now."""
        with self._store.reading() as session:
            return tuple(clash for clash in self._all(session, inspection_id) if clash.is_let_stand)

    def _all(self, session: Session, inspection_id: int) -> tuple[Clash, ...]:
        days = self._working_days(session, inspection_id)
        return clashing.clashes(session, inspection_id, working_days=days, now=self._clock())

    def _one(self, session: Session, inspection_id: int, clash_key: str) -> Clash:
        found = next((each for each in self._all(session, inspection_id) if each.key == clash_key), None)
        if found is None:
            raise Explained("This clash is not there any more.", remedy="Look at the clashes again.")
        return found


SAID = {Level.STOP: "stop an issue", Level.WARN: "warn", Level.IGNORE: "be ignored"}

BOUNDS = {
    "preparation_minutes": (0, 240),
    "debrief_minutes": (0, 240),
    "lunch_minutes": (5, 120),
    "longest_day_minutes": (60, 24 * 60),
    "most_sessions": (1, 20),
}
"""What each limit may be, both ends included."""


def _check(limits: Limits) -> None:
    for name, (least, most) in BOUNDS.items():
        if not least <= getattr(limits, name) <= most:
            raise Explained(f"{name.replace('_', ' ').capitalize()} must be from {least} to {most}.")
    room = _minutes(limits.lunch_until) - _minutes(limits.lunch_from)
    if room < limits.lunch_minutes:
        raise Explained(
            f"Lunch of {limits.lunch_minutes} minutes does not fit between {limits.lunch_from:%H:%M}"
            f" and {limits.lunch_until:%H:%M}.",
            remedy="Let lunch end later.",
        )


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _keep(session: Session, key: str, value: dict[str, Any]) -> None:
    record = session.scalar(select(SettingRecord).where(SettingRecord.key == key))
    if record is None:
        session.add(SettingRecord(key=key, value=value))
    else:
        record.value = value


def _record(session: Session, inspection_id: int, key: str) -> ClashOverrideRecord | None:
    return session.scalar(
        select(ClashOverrideRecord).where(
            ClashOverrideRecord.inspection_id == inspection_id, ClashOverrideRecord.key == key
        )
    )
