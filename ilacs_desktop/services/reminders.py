"""Reminders: what rings now, worked out from the data, and what was decided about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.casefiles import CaseSession, Concern, concern_clock, concern_ring
from ilacs_desktop.domain.casefiles.purging import WHERE
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests.ladder import (
    CATCH_UP,
    ReminderRules,
    caught_up,
    check_reminder_rules,
    reminder_rules_of,
    rings_of,
)
from ilacs_desktop.domain.inspection import InspectionState, Milestone
from ilacs_desktop.domain.moments import Clock, day_of, moment, said_when
from ilacs_desktop.domain.reminders import Decision, Reminder, Urgency, due
from ilacs_desktop.domain.timetable import Telling
from ilacs_desktop.domain.timetable.slots import said_list
from ilacs_desktop.services.casefiles import Casefiles
from ilacs_desktop.services.info_requests import InfoRequests
from ilacs_desktop.services.inspections import Inspections
from ilacs_desktop.services.timetable import Timetable
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.reminders import ReminderRecord
from ilacs_desktop.store.settings import SettingRecord

RULES_KEY = "reminders.rules"
NOT_DEBRIEFED_MINUTES = 30
BEFORE_START_MINUTES = 90
"""Time enough to ring somebody up, and for them to turn round on the way."""
MOST_NAMES = 4
"""More people than that are counted, so that the line stays a line."""


class Reminders:
    """What rings, and what was decided about it. Thresholds are ours, in minutes, not Ofsted's."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        *,
        inspections: Inspections,
        info_requests: InfoRequests,
        casefiles: Casefiles,
        timetable: Timetable,
    ) -> None:
        self._store = store
        self._clock = clock
        self._inspections = inspections
        self._info_requests = info_requests
        self._casefiles = casefiles
        self._timetable = timetable

    def due(self, inspection_id: int) -> tuple[Reminder, ...]:
        """All that should ring now, each thing once, child safety first.

        Asked again after any sleep or closure it gives the same answer: nothing is missed and
        nothing comes in a burst.
        """
        now = self._clock()
        return self._due(inspection_id, now, is_one_line=True)

    def _due(self, inspection_id: int, now: datetime, *, is_one_line: bool) -> tuple[Reminder, ...]:
        """What rings at ``now``; with ``is_one_line`` many requests are one line."""
        with self._store.reading() as session:
            rules = _kept_rules(session)
            kept = session.scalars(
                select(ReminderRecord).where(_is_of(inspection_id)).order_by(ReminderRecord.id)
            ).all()
            decisions = {
                record.key: Decision(record.snoozed_until, is_dismissed=record.dismissed_at is not None)
                for record in kept
            }
            own = [
                Reminder(record.key, record.due_at, record.text)
                for record in kept
                if record.due_at is not None and record.text
            ]
        others = tuple(self._worked_out(inspection_id, now))
        requests = self._info_requests.open(inspection_id)
        rings = due(rings_of(requests, rules, now), decisions, now)
        if is_one_line:
            rings = caught_up(rings, requests)
        ringing = due([*own, *others, *rings], decisions, now)
        if not rules.is_quiet(now):
            return ringing
        set_by_hand = {each.key for each in own}
        return tuple(each for each in ringing if each.level is Urgency.SAFETY or each.key in set_by_hand)

    def rules(self) -> ReminderRules:
        """When requests ring, and the quiet hours: as agreed, or else as usual."""
        with self._store.reading() as session:
            return _kept_rules(session)

    def set_rules(self, rules: ReminderRules, *, by: object | None = None) -> ReminderRules:
        """Agree on another ladder or other quiet hours.

        Raises:
            Explained: there is no step, or one is out of bounds.
        """
        check_reminder_rules(rules)
        with self._store.working("Change when reminders ring", by=by) as session:
            record = session.scalar(select(SettingRecord).where(SettingRecord.key == RULES_KEY))
            if record is None:
                session.add(SettingRecord(key=RULES_KEY, value=rules.plain()))
            else:
                record.value = rules.plain()
        return rules

    def set(self, inspection_id: int, *, at: datetime, text: str, by: object | None = None) -> None:
        """Set a reminder by hand.

        Raises:
            Explained: there are no words, or the moment has passed.
        """
        if not text.strip():
            raise Explained("The reminder has no words.", remedy="Say what you want to be reminded of.")
        if at <= self._clock():
            raise Explained("This moment has passed.", remedy="Choose a later one.")
        with self._store.working("Set a reminder", by=by) as session:
            count = len(session.scalars(select(ReminderRecord.id)).all())
            session.add(
                ReminderRecord(
                    inspection_id=inspection_id, key=f"own-{count + 1}", due_at=at, text=text.strip()
                )
            )

    def snooze(self, inspection_id: int, key: str, *, minutes: int = 15, by: object | None = None) -> None:
        """Put a reminder off for ``minutes``; the one line for many requests stands for each of them."""
        until = self._clock() + timedelta(minutes=minutes)
        self._decide(inspection_id, self._keys(inspection_id, key), "Put a reminder off", until=until, by=by)

    def dismiss(self, inspection_id: int, key: str, *, by: object | None = None) -> None:
        """Let a reminder go. A concern about a child's safety rings until it is closed.

        Raises:
            Explained: it is about a child's safety, or says that the children's data is to go.
        """
        if key.startswith("concern-"):
            raise Explained(
                "A reminder about a child's safety cannot be dismissed.",
                remedy="Put it off, or close the concern.",
            )
        if key.startswith("purge-"):
            raise Explained(
                "The children's data is still here.",
                remedy="Take it out, or set another day, in Settings, Children’s data.",
            )
        self._decide(inspection_id, self._keys(inspection_id, key), "Let a reminder go", until=None, by=by)

    def _keys(self, inspection_id: int, key: str) -> tuple[str, ...]:
        if not key.startswith(CATCH_UP):
            return (key,)
        ringing = self._due(inspection_id, self._clock(), is_one_line=False)
        return tuple(each.key for each in ringing if each.key.startswith("request-"))

    def _decide(
        self,
        inspection_id: int,
        keys: Sequence[str],
        deed: str,
        *,
        until: datetime | None,
        by: object | None,
    ) -> None:
        with self._store.working(deed, by=by) as session:
            found = session.scalars(
                select(ReminderRecord).where(_is_of(inspection_id), ReminderRecord.key.in_(keys))
            )
            records = list(found)
            for key in dict.fromkeys(keys):
                if all(record.key != key for record in records):
                    records.append(ReminderRecord(inspection_id=inspection_id, key=key))
                    session.add(records[-1])
            for record in records:
                record.snoozed_until = until
                record.dismissed_at = None if until is not None else self._clock()

    def _worked_out(self, inspection_id: int, now: datetime) -> Iterator[Reminder]:
        # A child's safety rings whichever inspection is shown, and after one was closed as well; a debrief
        # that is due, as long as its inspection is open.
        for other in self._inspections.all():
            is_at_hand = other.id == inspection_id
            whose = "" if is_at_hand else f"{other.authority}, "
            for concern in self._casefiles.concerns(other.id):
                yield from _of_concern(concern, now, whose)
            if is_at_hand or other.state is not InspectionState.CLOSED:
                for ended in self._casefiles.not_debriefed(other.id, now):
                    yield _of_debrief(ended, now, whose)
        yield from _of_tellings(self._timetable.tellings(inspection_id), now)
        if why := self._casefiles.why_purge(inspection_id):
            text = f"The children’s data is to be taken out, for {why}: Settings, Children’s data."
            yield Reminder(f"purge-{inspection_id}-{day_of(now)}", now, text, WHERE, Urgency.SOON)
        for milestone in self._inspections.milestones(inspection_id):
            if milestone.done_at is None and milestone.due_on == day_of(now):
                yield _of_milestone(milestone, now)


def _is_of(inspection_id: int) -> ColumnElement[bool]:
    """What is kept for an inspection, and what was decided about rings that are heard in every other too."""
    heard_everywhere = (ReminderRecord.key.startswith(each) for each in ("concern-", "debrief-"))
    return or_(ReminderRecord.inspection_id == inspection_id, *heard_everywhere)


def _of_concern(concern: Concern, now: datetime, whose: str = "") -> Iterator[Reminder]:
    """The ring that stands: the longer a step is not taken, the more people are to be rung."""
    ring = concern_ring(concern, now)
    if ring is None:
        return
    about = f"{concern.ref}, {concern.code}" if concern.code else concern.ref
    text = (
        f"{whose}{about}: safety concern, {concern_clock(concern, now)}. Ring {said_list(list(ring.names))}."
    )
    key = f"concern-{concern.id}-{ring.stage.name.lower()}-{ring.rung}"
    where = Ref(Kind.CONCERN, concern.id, concern.inspection_id)
    yield Reminder(key, ring.at, text, where, Urgency.SAFETY)


def _of_debrief(session: CaseSession, now: datetime, whose: str = "") -> Reminder:
    ended_at = session.ends_at or now
    who = f" with {session.inspector}" if session.inspector else ""
    text = f"{whose}{session.case_code}{who} ended {said_when(ended_at, now)}, not debriefed."
    rings_at = ended_at + timedelta(minutes=NOT_DEBRIEFED_MINUTES)
    where = Ref(Kind.CASE_SESSION, session.id, session.inspection_id)
    return Reminder(f"debrief-{session.id}", rings_at, text, where, Urgency.SOON)


def _of_tellings(board: Sequence[Telling], now: datetime) -> Iterator[Reminder]:
    """One line for all whose first start is near and who are not known to have heard."""
    lead = timedelta(minutes=BEFORE_START_MINUTES)
    near = [each for each in board if now < each.first_starts_at <= now + lead]
    waiting = [each for each in near if not each.is_confirmed]
    if not waiting:
        return
    first = min(waiting, key=lambda each: (each.first_starts_at, each.name))
    names = list(dict.fromkeys(each.name for each in waiting))
    said = said_list(names[:MOST_NAMES] + ([f"{len(names) - MOST_NAMES} more"] if names[MOST_NAMES:] else []))
    word = "has" if len(names) == 1 else "have"
    text = f"{said} {word} not confirmed; first thing {said_when(first.first_starts_at, now)}."
    # The key holds the issue and the last start that is near: it rings anew when somebody else comes near,
    # and not when one of these has confirmed.
    latest = max(near, key=lambda each: each.first_starts_at)
    issue = max(each.issue_number for each in near)
    key = f"tellings-{issue}-{latest.first_starts_at:%d%H%M}"
    yield Reminder(key, first.first_starts_at - lead, text, Ref(Kind.TELLING, first.id), Urgency.SOON)


def _of_milestone(milestone: Milestone, now: datetime) -> Reminder:
    rings_at = moment(milestone.due_on, milestone.due_at_time) if milestone.due_at_time else now
    key = f"milestone-{milestone.id}-{milestone.due_on}"
    return Reminder(key, rings_at, f"Due today: {milestone.what}.", Ref(Kind.MILESTONE, milestone.id))


def _kept_rules(session: Session) -> ReminderRules:
    kept: Any = session.scalar(select(SettingRecord.value).where(SettingRecord.key == RULES_KEY))
    return ReminderRules() if kept is None else reminder_rules_of(kept)
