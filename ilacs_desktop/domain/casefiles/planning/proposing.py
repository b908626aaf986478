"""Proposes times, crews and places for many case-file sessions, around all that the timetable holds.

Nobody and no place is promised twice, the way between two sites and the worker's time before and after a
session are kept free, no worker has more sessions on a day than the rules allow, and nothing lies outside
the hours given. Whoever has the fewest times to choose from is placed first; sessions are spread over
inspectors and days. The same question has always the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from ilacs_desktop.domain.casefiles.load import is_newly_qualified
from ilacs_desktop.domain.casefiles.planning.board import Board
from ilacs_desktop.domain.casefiles.planning.shapes import (
    PlanRow,
    PlanTerms,
    WaitingSession,
    slots_of_rows,
)
from ilacs_desktop.domain.casefiles.planning.words import said_missing, said_reasons
from ilacs_desktop.domain.clashes import ClashFacts
from ilacs_desktop.domain.moments import day_of, moment, said_minutes, said_time
from ilacs_desktop.domain.people import Person, Place, Side, plain
from ilacs_desktop.domain.replan.situation import minute_of, moment_of
from ilacs_desktop.domain.timetable import Slot

GRID_MINUTES = 15
"""Sessions begin so many minutes after the first hour, or twice as many, and so on."""

Option = tuple[tuple[int, ...], tuple[int, ...], int, int, int, int | None, int | None]
"""What it costs before and after a place is sought, start, order of the inspector, who, where, navigator."""


def propose(
    sessions: Sequence[WaitingSession],
    terms: PlanTerms,
    *,
    slots: Sequence[Slot],
    facts: ClashFacts,
    now: datetime,
) -> tuple[PlanRow, ...]:
    """A row for every session, in their order: with a time, or with a reason why there is none.

    ``slots`` is the whole draft of the timetable. A session that is planned, or was set by hand, stays as
    it is. Nothing begins before ``now``.
    """
    found = {each.row.id: each.row for each in sessions if each.row.is_placed and _stands(each.row)}
    by_hand = [row for row in found.values() if row.is_set]
    moved = {row.slot_uid for row in by_hand} - {""}
    standing = [slot for slot in slots if slot.uid not in moved]
    standing += slots_of_rows(by_hand, facts.people, facts.places, "")
    left = [each for each in sessions if each.row.id not in found]
    missing = said_missing(terms)
    if missing:
        found.update({each.row.id: _unplaced(each, missing) for each in left})
    elif left:
        planner = _Planner(terms, Board(standing, facts, terms.days, now), now)
        found.update(planner.place_all(left))
    return tuple(found[each.row.id] for each in sessions)


def _stands(row: PlanRow) -> bool:
    return row.is_kept or row.is_set


def _unplaced(session: WaitingSession, why: str) -> PlanRow:
    return replace(session.row, starts_at=None, why=why, note=session.far)


class _Planner:
    """Places sessions one after another on a board that fills up."""

    def __init__(self, terms: PlanTerms, board: Board, now: datetime) -> None:
        self._terms, self._board, self._now = terms, board, minute_of(now)
        self._days = tuple(sorted(set(terms.days)))
        facts = board.facts
        known = [facts.people.get(each) for each in dict.fromkeys(terms.inspector_ids)]
        self._inspectors = [each for each in known if each is not None and each.side is Side.INSPECTORATE]
        places = [facts.places.get(each) for each in dict.fromkeys(terms.place_ids)]
        held = [each for each in places if each is not None]
        self._links = [each.id for each in held if _is_at_a_distance(each)]
        self._rooms = [each.id for each in held if not _is_at_a_distance(each)]

    def place_all(self, sessions: Sequence[WaitingSession]) -> dict[int, PlanRow]:
        """A row for each; whoever has the fewest times to choose from is asked first."""
        choice = {
            each.row.id: sum(len(self._starts(each, day)[0]) for day in self._days) for each in sessions
        }
        return {
            each.row.id: self._place(each) for each in sorted(sessions, key=lambda each: choice[each.row.id])
        }

    def _place(self, session: WaitingSession) -> PlanRow:
        """The best there is; or why there is nothing, day by day."""
        best: Option | None = None
        reasons: list[tuple[date, str]] = []
        for day in self._days:
            starts, why = self._starts(session, day)
            for start in starts:
                for option in self._options(session, day, start, best):
                    best = option if best is None else min(best, option, key=lambda one: one[:4])
            if best is None:
                reasons.append((day, why or self._why_nobody(session, day, starts)))
        if best is None:
            return _unplaced(session, said_reasons(reasons, self._days))
        row = self._row(session, best)
        self._board.add(row)
        return row

    def _row(self, session: WaitingSession, option: Option) -> PlanRow:
        _, _, start, _, inspector_id, place_id, navigator_id = option
        lonely = bool(self._terms.navigator_ids) and navigator_id is None
        worker = self._board.facts.people.get(session.row.worker_id or 0)
        is_new = worker is not None and is_newly_qualified(worker.role) and session.row.sits_in_id is None
        notes = (
            session.far,
            "nobody is free to navigate" if lonely else "",
            "newly qualified, and nobody sits in" if is_new else "",
        )
        return replace(
            session.row,
            starts_at=moment_of(start),
            minutes=self._terms.minutes,
            inspector_id=inspector_id,
            place_id=place_id,
            navigator_id=navigator_id,
            by_video=self._by_video(session),
            why="",
            note="; ".join(note for note in notes if note),
        )

    @staticmethod
    def _by_video(session: WaitingSession) -> bool:
        return session.row.by_video or bool(session.far)

    # -- when the worker and the child can be had ------------------------------------------------

    def _starts(self, session: WaitingSession, day: date) -> tuple[list[int], str]:
        """The starts on a day at which the worker is free; or none, and why."""
        terms, board, length = self._terms, self._board, self._terms.minutes
        person = board.facts.people.get(session.row.worker_id or 0)
        if person is None or not person.is_active:
            return [], _no_worker(session, person)
        opens, closes = minute_of(moment(day, terms.begins)), minute_of(moment(day, terms.ends))
        starts = [at for at in range(opens, closes - length + 1, GRID_MINUTES) if at > self._now]
        if not starts:
            return [], "its hours are over"
        if board.is_shut(day):
            return [], "it is no working day of the inspection"
        for suits, why in self._checks(session, person, day):
            starts = [at for at in starts if suits(at, at + length)]
            if not starts:
                return [], why
        return starts, ""

    def _checks(
        self, session: WaitingSession, person: Person, day: date
    ) -> Iterator[tuple[Callable[[int, int], bool], str]]:
        """What a start has to stand up to, one thing after another, and the words for when none does."""
        board, who, limits = self._board, person.label, self._board.facts.limits
        before, after = limits.preparation_minutes, limits.debrief_minutes
        opens, closes = minute_of(moment(day, person.works_from)), minute_of(moment(day, person.works_until))
        count, sits_in = board.sessions_of(person.id, day), session.row.sits_in_id
        yield (
            lambda start, end: not board.is_away(person.id, start - before, end + after),
            board.said_away(person, day),
        )
        yield (
            lambda start, end: opens <= start and end <= closes,
            f"{who} works {person.works_from:%H:%M}–{person.works_until:%H:%M}",  # en dash
        )
        yield (
            lambda *_: count < limits.most_sessions,
            f"{who} already has {count} session{'' if count == 1 else 's'}, the most for a day,",
        )
        yield (
            partial(board.has_time_around, person.id),
            f"{who} is not free for {said_minutes(self._terms.minutes)} and what belongs around it",
        )
        if sits_in is not None:
            yield partial(board.is_there, sits_in), "whoever sits in is not there"
            yield partial(board.is_free, sits_in), f"whoever sits in is not free when {who} is"
        yield (
            partial(board.is_child_free, session.row.code),
            "the child has another session at those times",
        )

    def _why_nobody(self, session: WaitingSession, day: date, starts: Sequence[int]) -> str:
        """What is missing on a day on which the worker is free."""
        worker = self._board.facts.people[session.row.worker_id or 0].label
        length = self._terms.minutes
        there = [
            each
            for each in self._inspectors
            if any(self._board.is_there(each.id, at, at + length) for at in starts)
        ]
        if not there and len(self._inspectors) == 1 and self._board.absences_of(self._inspectors[0], day):
            return self._board.said_away(self._inspectors[0], day)
        if not there:
            return f"{self._said_inspectors(self._inspectors)} on site"
        free = [each for each in there if any(self._board.is_free(each.id, at, at + length) for at in starts)]
        if not free:
            return f"{self._said_inspectors(there)} free when {worker} is"
        times = f" ({said_time(moment_of(starts[0]))})" if len(starts) == 1 else ""
        return f"no place is free, and reached in time, when {worker} and an inspector are{times}"

    @staticmethod
    def _said_inspectors(inspectors: Sequence[Person]) -> str:
        return f"{inspectors[0].label} is not" if len(inspectors) == 1 else "no inspector is"

    # -- with whom and where ---------------------------------------------------------------------

    def _options(self, session: WaitingSession, day: date, start: int, best: Option | None) -> list[Option]:
        """What is possible at a start, without what cannot be better than ``best``, which begins no later."""
        board, row, end = self._board, session.row, start + self._terms.minutes
        found: list[Option] = []
        least = (0, self._least_way(session), 0)
        for number, inspector in enumerate(self._inspectors):
            if inspector.id in {row.worker_id, row.sits_in_id}:
                continue
            if not (board.is_there(inspector.id, start, end) and board.is_free(inspector.id, start, end)):
                continue
            cost = self._cost(session, day, start, inspector.id)
            if best is not None and (cost > best[0] or (cost == best[0] and best[1] <= least)):
                continue
            where = self._where(session, start, inspector.id)
            if where is not None:
                (*after, _), place_id, navigator_id = where
                found.append((cost, tuple(after), start, number, inspector.id, place_id, navigator_id))
        return found

    def _least_way(self, session: WaitingSession) -> int:
        """The way to the nearest place there is to choose from."""
        if self._by_video(session) or not self._rooms:
            return 0
        places = (self._board.facts.places[place_id] for place_id in self._rooms)
        return min(self._board.minutes_from(session.locality, place.site) for place in places)

    def _cost(self, session: WaitingSession, day: date, start: int, inspector_id: int) -> tuple[int, ...]:
        board, row, end = self._board, session.row, start + self._terms.minutes
        worker_id = row.worker_id or 0
        warnings = board.loses_lunch(inspector_id, day, start, end) + board.loses_lunch(
            worker_id, day, start, end
        )
        return (
            row.inspector_id not in {None, inspector_id},
            board.had_other_inspector(row.code, inspector_id),
            warnings + board.has_request_due(worker_id, start, end),
            board.is_tight(inspector_id, start, end),
            board.sessions_of(worker_id, day),
            board.sessions_of(inspector_id, day),
            board.sessions_on(day),
        )

    def _where(
        self, session: WaitingSession, start: int, inspector_id: int
    ) -> tuple[tuple[int, ...], int | None, int | None] | None:
        """The best place and navigator at a time; None when every place is taken or too far to reach."""
        offers: list[int | None] = [*self._rooms] or [None]
        if self._by_video(session):
            offers = [*self._links, None]
        found: list[tuple[tuple[int, ...], int | None, int | None]] = []
        for number, place_id in enumerate(offers):
            suits = self._suits(session, start, inspector_id, place_id)
            if suits is not None:
                missing, way, navigator_id = suits
                is_other = session.row.place_id not in {None, place_id}
                found.append(((missing, way, is_other, number), place_id, navigator_id))
        return min(found, key=lambda each: each[0], default=None)

    def _suits(
        self, session: WaitingSession, start: int, inspector_id: int, place_id: int | None
    ) -> tuple[int, int, int | None] | None:
        """Whether a place can be had and reached, how far it is for the worker, and who navigates there."""
        board, row, end = self._board, session.row, start + self._terms.minutes
        place = board.facts.places.get(place_id or 0)
        site = place.site if place is not None else ""
        needed = {inspector_id, row.worker_id or 0, row.sits_in_id or inspector_id}
        if place_id is not None and not board.is_place_free(place_id, start, end):
            return None
        if not all(board.is_free(person_id, start, end, site) for person_id in needed):
            return None
        navigator_id = self._navigator(session, start, needed, site)
        bound = len(needed) + (navigator_id is not None)
        if place is not None and place.capacity is not None and bound > place.capacity:
            return None
        missing = 2 * (bool(self._terms.navigator_ids) and navigator_id is None)
        if navigator_id is not None:
            missing = int(board.loses_lunch(navigator_id, day_of(moment_of(start)), start, end))
        way = board.minutes_from(session.locality, site)
        return missing, way, navigator_id

    def _navigator(self, session: WaitingSession, start: int, needed: set[int], site: str) -> int | None:
        """Who is free to navigate, the one of before first, then whoever does so least."""
        board, end, before = self._board, start + self._terms.minutes, session.row.navigator_id
        offered = dict.fromkeys([*([before] if before is not None else []), *self._terms.navigator_ids])
        day = day_of(moment_of(start))
        free = [
            (one != before, board.loses_lunch(one, day, start, end), board.navigates(one), number, one)
            for number, one in enumerate(offered)
            if one not in needed
            and board.is_there(one, start, end)
            and board.is_free(one, start, end, site)
            and board.leaves_time_around(one, start, end)
        ]
        return min(free)[4] if free else None


def _is_at_a_distance(place: Place) -> bool:
    """Whether a place is a link to meet at, and no room anybody could come to."""
    return bool(place.link and not place.site) or "video" in plain(place.label).split()


def _no_worker(session: WaitingSession, person: Person | None) -> str:
    if person is not None:
        return f"{person.label} is off the list of people"
    if session.said_worker:
        return f"{session.said_worker} is not on the list of people"
    return "nobody is named as the worker"
