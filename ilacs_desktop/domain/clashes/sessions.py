"""Case sessions: who is in them, the child's record, and the worker's time before and after."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import combinations

from ilacs_desktop.domain.clashes.week import Busy, Found, Week, said_minute
from ilacs_desktop.domain.clashes.words import said_absence
from ilacs_desktop.domain.moments import minutes_between, said_minutes, said_short_day
from ilacs_desktop.domain.people import Absence, Side
from ilacs_desktop.domain.timetable.clash import Rule
from ilacs_desktop.domain.timetable.slots import PartKind, said_list


def crews(week: Week, found: Found) -> None:
    """A session still to come without the child's worker, or with nobody to navigate the record."""
    for each in week.busy:
        if not each.is_session or not each.is_planned:
            continue
        who = each.slot.case_code or each.slot.title
        if not each.workers:
            sentence = f"Nobody of ours is asked in {each.said}, {each.on}: a worker is missing."
            found.add(Rule.NO_WORKER, "", who, sentence, each)
        if not any(part.part is PartKind.NAVIGATES for part in each.bound):
            sentence = f"Nobody navigates the record in {each.said}, {each.on}."
            found.add(Rule.NO_NAVIGATOR, "", who, sentence, each)


def children(week: Week, found: Found) -> None:
    """A child's record with different inspectors in different sessions: at once, or one after the other."""
    groups: dict[str | int, list[Busy]] = {}
    for each in week.busy:
        child = each.slot.case_code or each.slot.child_id
        if each.is_session and child is not None:
            groups.setdefault(child, []).append(each)
    for child, sessions in groups.items():
        if len(sessions) < 2:
            continue
        crews = [(each, _inspectors(each)) for each in sessions]
        for (one, first), (other, second) in combinations(crews, 2):
            if not first or not second or first.keys() & second.keys():
                continue
            at_once = one.ends_at > other.starts_at
            rule = Rule.CHILD_AT_ONCE if at_once else Rule.CHILD
            who = one.slot.case_code or other.slot.case_code or "The same child"
            sentence = (
                f"{who} is with {said_list(list(first.values()))} on {one.on} {said_minute(one.first)}"
                f" and with {said_list(list(second.values()))} on {other.on} {said_minute(other.first)}."
            )
            found.add(rule, child, who, sentence, one, other)


def around(week: Week, found: Found) -> None:
    """The worker prepares before a session and is debriefed after it: that time is taken as well.

    Two sessions of one worker that leave less than both need are back to back; of them nothing else is
    said. What overlaps the session itself is a matter of other rules.
    """
    for person_id, lane in week.lanes.items():
        asked = [person_id in each.workers for each in lane]
        if any(asked):
            worker = _Worker(week, found, person_id)
            worker.look_between(lane, asked)
            worker.look_at_absences([each for each, is_asked in zip(lane, asked, strict=True) if is_asked])


class _Worker:
    """One worker's time before and after their sessions."""

    def __init__(self, week: Week, found: Found, person_id: int) -> None:
        self._found = found
        self._id = person_id
        self._who = week.names[person_id]
        self._away = week.away.get(person_id, ())
        self._before = week.facts.limits.preparation_minutes
        self._after = week.facts.limits.debrief_minutes

    def look_between(self, lane: list[Busy], asked: list[bool]) -> None:
        """At each two slots, not at once, with less than a debrief and a preparation between them."""
        reach = timedelta(minutes=self._before + self._after)
        for number, one in enumerate(lane):
            for at in range(number + 1, len(lane)):
                other = lane[at]
                gap = other.starts_at - one.ends_at
                if gap >= reach:
                    break
                if gap < timedelta():
                    continue
                if asked[number] and asked[at]:
                    self._back_to_back(one, other, gap)
                elif asked[number] and gap < timedelta(minutes=self._after):
                    self._no_debrief(one, other)
                elif asked[at] and gap < timedelta(minutes=self._before):
                    self._no_preparation(other, one)

    def _back_to_back(self, one: Busy, other: Busy, gap: timedelta) -> None:
        minutes = self._before + self._after
        has = said_minutes(minutes_between(one.ends_at, other.starts_at)) if gap else "no time"
        sentence = (
            f"{self._who} has {has} between two sessions, and needs {said_minutes(minutes)} to be debriefed"
            f" and to prepare: {one.said} and {other.said}, {other.on}."
        )
        self._found.add(Rule.BACK_TO_BACK, self._id, self._who, sentence, one, other, because=(minutes,))

    def _no_debrief(self, session: Busy, other: Busy) -> None:
        sentence = (
            f"{self._who} has no {said_minutes(self._after)} for the debrief of {session.said}:"
            f" {other.said}, {session.on}."
        )
        self._found.add(Rule.DEBRIEF, self._id, self._who, sentence, session, other, because=(self._after,))

    def _no_preparation(self, session: Busy, other: Busy) -> None:
        sentence = (
            f"{self._who} has no {said_minutes(self._before)} to prepare {session.said}:"
            f" {other.said}, {session.on}."
        )
        self._found.add(
            Rule.PREPARATION, self._id, self._who, sentence, session, other, because=(self._before,)
        )

    def look_at_absences(self, sessions: list[Busy]) -> None:
        """At an absence that begins before the debrief is over, or ends when one should be preparing."""
        for absence in self._away:
            for each in sessions:
                if _share(absence, each.starts_at, each.ends_at):
                    continue
                if _share(absence, each.starts_at - timedelta(minutes=self._before), each.starts_at):
                    self._away_around(Rule.PREPARATION, self._before, absence, each)
                elif _share(absence, each.ends_at, each.ends_at + timedelta(minutes=self._after)):
                    self._away_around(Rule.DEBRIEF, self._after, absence, each)

    def _away_around(self, rule: Rule, minutes: int, absence: Absence, each: Busy) -> None:
        what = f"to prepare {each.said}" if rule is Rule.PREPARATION else f"for the debrief of {each.said}"
        sentence = (
            f"{self._who} {said_absence(absence)} and has no {said_minutes(minutes)} {what}, {each.on}."
        )
        because = (minutes, absence.kind.value, absence.starts_at, absence.ends_at)
        about = f"{self._id}/{absence.id}"
        self._found.add(rule, about, self._who, sentence, each, because=because)


def too_many(week: Week, found: Found) -> None:
    """More sessions of one worker on a day than one can do well."""
    most = week.facts.limits.most_sessions
    for person_id, on, day in week.days:
        if len(day) <= most:
            continue
        sessions = [each for each in day if person_id in each.workers]
        if len(sessions) > most:
            who = week.names[person_id]
            sentence = (
                f"{who} has {len(sessions)} sessions on {said_short_day(on)},"
                f" from {said_minute(sessions[0].first)}; {most} {'is' if most == 1 else 'are'} the most."
            )
            about = f"{person_id}/{on}"
            found.add(Rule.TOO_MANY, about, who, sentence, *sessions, because=(most,), whole_day=True)


def _share(absence: Absence, starts_at: datetime, ends_at: datetime) -> bool:
    return absence.starts_at < ends_at and starts_at < absence.ends_at


def _inspectors(each: Busy) -> dict[int, str]:
    return {part.person_id: part.name for part in each.bound if part.side is Side.INSPECTORATE}
