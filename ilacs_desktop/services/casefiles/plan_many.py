"""Many sessions planned in one deed: what they are planned from, what is proposed, and taking it in."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from ilacs_desktop.domain.casefiles import CaseSession
from ilacs_desktop.domain.casefiles.far import FarRules, said_far
from ilacs_desktop.domain.casefiles.planning import (
    Planning,
    PlanRow,
    PlanTerms,
    Proposal,
    WaitingSession,
    propose,
    slots_of_rows,
    uid_of,
)
from ilacs_desktop.domain.clashes import Clash, ClashFacts, find_clashes
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import day_of
from ilacs_desktop.domain.people import Person, Side, order_of_label
from ilacs_desktop.domain.timetable import PartKind, Slot
from ilacs_desktop.services.casefiles.localities import Localities, localities_of
from ilacs_desktop.services.casefiles.session_deeds import PURPOSE
from ilacs_desktop.store.casefiles import CaseSessionRecord
from ilacs_desktop.store.inspection import InspectionRecord
from ilacs_desktop.store.timetable import SlotRecord

if TYPE_CHECKING:
    from ilacs_desktop.domain.moments import Clock
    from ilacs_desktop.services.people import People
    from ilacs_desktop.services.timetable import Timetable
    from ilacs_desktop.store.door import Store

NAVIGATOR = re.compile(r"\bnavigator", re.IGNORECASE)
"""The role of those who are tried to navigate."""


class PlanManyDeeds:
    """What one can do with many sessions that wait; the case-file room leans on it."""

    _store: Store
    _clock: Clock
    _people: People
    _timetable: Timetable

    if TYPE_CHECKING:

        def sessions(self, inspection_id: int) -> tuple[CaseSession, ...]:
            """Those of the room."""

        def plan(
            self,
            session_id: int,
            *,
            starts_at: datetime,
            minutes: int,
            inspector_id: int,
            worker_id: int,
            navigator_id: int | None = None,
            place_id: int | None = None,
            sits_in_id: int | None = None,
            by_video: bool = False,
            by: object | None = None,
        ) -> CaseSession:
            """One of the room."""

        def far_rules(self) -> FarRules:
            """Those of the room."""

        def minutes_away(self) -> dict[str, int]:
            """Those of the room."""

    def too_far(self, session: CaseSession) -> str:
        """In words that a session's locality is too far to visit; empty when it is not."""
        places = localities_of(self._people.all())
        name = places.of(session.child.team, session.worker_id)
        return said_far(name, self.minutes_away(), self.far_rules())

    def planning(self, inspection_id: int, *, session_ids: Collection[int] | None = None) -> Planning:
        """What these sessions, or all that wait, can be planned from; and what is asked to begin with.

        Days are those on site that are still to come; the first week of them is asked for, with all
        places and the inspectors of social care.
        """
        now, facts = self._clock(), self._timetable.rules.facts(inspection_id)
        people = tuple(each for each in facts.people.values() if each.is_active)
        people = tuple(sorted(people, key=lambda each: order_of_label(each.label)))
        with self._store.reading() as session:
            begins_on = session.scalars(
                select(InspectionRecord.on_site_from).where(InspectionRecord.id == inspection_id)
            ).one()
        first = max(begins_on, day_of(now))
        days = tuple(day for day in sorted(facts.days or ()) if day >= first)
        places = tuple(sorted(facts.places.values(), key=lambda place: (place.site, place.name, place.id)))
        terms = PlanTerms(
            days=_first_week(days, day_of(now)),
            inspector_ids=_readers(people),
            place_ids=tuple(place.id for place in places),
            navigator_ids=tuple(
                each.id
                for each in people
                if each.side is not Side.INSPECTORATE and NAVIGATOR.search(each.role)
            ),
        )
        waiting = self._waiting(inspection_id, session_ids, facts.people)
        return Planning(waiting, days, people, places, terms)

    def propose_plans(
        self,
        inspection_id: int,
        terms: PlanTerms,
        *,
        session_ids: Collection[int] | None = None,
        rows: Sequence[PlanRow] = (),
    ) -> Proposal:
        """A time, crew and place for these sessions, or for all that wait; nothing is stored.

        ``rows`` were set by hand and stay as they are, unless somebody else has changed their session.
        """
        facts, slots = self._timetable.rules.facts(inspection_id), self._timetable.draft(inspection_id)
        by_hand = {row.id: row for row in rows if row.is_set}
        sessions = [
            replace(each, row=_still(by_hand.get(each.row.id, each.row), each.row))
            for each in self._waiting(inspection_id, session_ids, facts.people, slots)
        ]
        found = propose(sessions, terms, slots=slots, facts=facts, now=self._clock())
        return Proposal(found, _clashes(found, slots, facts))

    def clashes_of_plans(self, inspection_id: int, rows: Sequence[PlanRow]) -> Proposal:
        """The same rows, with what they would clash with as the timetable is now."""
        facts, slots = self._timetable.rules.facts(inspection_id), self._timetable.draft(inspection_id)
        return Proposal(tuple(rows), _clashes(rows, slots, facts))

    def plan_many(
        self,
        inspection_id: int,
        rows: Sequence[PlanRow],
        *,
        seen: Collection[str] = (),
        by: object | None = None,
    ) -> tuple[CaseSession, ...]:
        """Put all these sessions into the timetable, or none: one edit of the draft, undone as one.

        ``seen`` are the sentences of the clashes that were looked at.

        Raises:
            Explained: nothing is to be planned; a row lacks a time, an inspector or a worker; a session or
                its slot is not as it was; the timetable has changed so that a row would stop an issue in
                a way nobody has seen; or `plan` refuses.
        """
        wanted = [row for row in rows if not row.is_kept]
        if not wanted:
            raise Explained("There is nothing to plan.", remedy="Tick at least one session.")
        many = f"{len(wanted)} case-file sessions" if len(wanted) > 1 else "a case-file session"
        with self._store.working(f"Plan {many}", by=by):
            self._check_still(inspection_id, wanted, seen)
            return tuple(self._plan_row(inspection_id, row, by) for row in wanted)

    def _check_still(self, inspection_id: int, rows: Sequence[PlanRow], seen: Collection[str]) -> None:
        """Refuse what would stop an issue, as the timetable is by now, in a way nobody has looked at."""
        facts, slots = self._timetable.rules.facts(inspection_id), self._timetable.draft(inspection_id)
        for _, clash in _found(rows, slots, facts):
            if clash.stops and clash.sentence not in seen:
                raise Explained(
                    f"The timetable has changed meanwhile. {clash.sentence}",
                    remedy="Propose again; nothing was planned.",
                )

    def _plan_row(self, inspection_id: int, row: PlanRow, by: object | None) -> CaseSession:
        if row.starts_at is None or row.inspector_id is None or row.worker_id is None:
            raise Explained(f"{row.code} has no time, inspector or worker.", remedy="Set them, or untick it.")
        with self._store.reading() as session:
            record = session.get(CaseSessionRecord, row.session_id)
            slot_version = session.scalar(
                select(SlotRecord.version).where(
                    SlotRecord.inspection_id == inspection_id, SlotRecord.uid == row.slot_uid
                )
            )
        is_same = record is not None and record.inspection_id == inspection_id
        if (
            record is None
            or not is_same
            or (record.version, record.slot_uid, slot_version or 0)
            != (
                row.version,
                row.slot_uid,
                row.slot_version,
            )
        ):
            raise Explained(
                f"Someone else has just changed {row.code}.", remedy="Propose again; nothing was planned."
            )
        return self.plan(
            row.session_id,
            starts_at=row.starts_at,
            minutes=row.minutes,
            inspector_id=row.inspector_id,
            worker_id=row.worker_id,
            navigator_id=row.navigator_id,
            place_id=row.place_id,
            sits_in_id=row.sits_in_id,
            by_video=row.by_video,
            by=by,
        )

    def _waiting(
        self,
        inspection_id: int,
        session_ids: Collection[int] | None,
        people: Mapping[int, Person],
        slots: Sequence[Slot] | None = None,
    ) -> tuple[WaitingSession, ...]:
        """These sessions, or all that wait, in the order of their codes."""
        held = self._timetable.draft(inspection_id) if slots is None else slots
        by_uid = {slot.uid: slot for slot in held}
        far = _Far(localities_of(people.values()), self.minutes_away(), self.far_rules())
        wanted = [
            each
            for each in self.sessions(inspection_id)
            if (_waits(each) if session_ids is None else each.id in session_ids)
        ]
        return tuple(
            _waiting_session(each, by_uid.get(each.slot_uid), people, far)
            for each in sorted(wanted, key=lambda each: (each.case_code, each.id))
        )


def _still(row: PlanRow, now: PlanRow) -> PlanRow:
    """A row, as long as its session and its slot are what they were; else as they are now."""
    is_same = (row.version, row.slot_uid, row.slot_version) == (now.version, now.slot_uid, now.slot_version)
    return row if is_same else now


class _Far:
    """Where a session's worker is, and whether that is too far."""

    def __init__(self, places: Localities, minutes: Mapping[str, int], rules: FarRules) -> None:
        self._places, self._minutes, self._rules = places, minutes, rules

    def of(self, session: CaseSession) -> tuple[str, str]:
        """The locality, and in words that it is too far."""
        name = self._places.of(session.child.team, session.worker_id)
        return name, said_far(name, self._minutes, self._rules)


def _waits(session: CaseSession) -> bool:
    return not session.is_debriefed and (session.starts_at is None or session.did_not_happen)


def _waiting_session(
    session: CaseSession, slot: Slot | None, people: Mapping[int, Person], far: _Far
) -> WaitingSession:
    """A session with what was planned for it once; one that is planned now is kept."""
    worker = people.get(session.worker_id or 0)
    locality, is_far = far.of(session)
    row = PlanRow(
        session_id=session.id,
        code=session.case_code,
        worker=worker.label if worker is not None else session.child.worker,
        worker_id=session.worker_id,
        by_video=session.by_video,
        slot_uid=session.slot_uid,
        version=session.version,
    )
    if slot is not None:
        row = replace(
            row,
            slot_version=slot.version,
            minutes=slot.minutes,
            inspector_id=next((part.person_id for part in slot.inspectors), None),
            navigator_id=next(
                (part.person_id for part in slot.staff if part.part is PartKind.NAVIGATES), None
            ),
            sits_in_id=next(
                (part.person_id for part in slot.staff if session.sits_in and part.name == session.sits_in),
                None,
            ),
            place_id=slot.place_id,
        )
        if not _waits(session):
            row = replace(row, starts_at=slot.starts_at, is_kept=True, note="planned already")
    said_worker = session.child.worker if session.worker_id is None else ""
    return WaitingSession(row, locality, "" if row.is_kept else is_far, said_worker)


def _found(rows: Sequence[PlanRow], slots: Sequence[Slot], facts: ClashFacts) -> Iterator[tuple[int, Clash]]:
    """What each row that is placed and is not kept would clash with, gravest first."""
    new = {uid_of(row): row for row in rows if row.is_placed and not row.is_kept}
    if not new:
        return
    mine = slots_of_rows(new.values(), facts.people, facts.places, PURPOSE)
    for clash in find_clashes([*(slot for slot in slots if slot.uid not in new), *mine], facts=facts):
        yield from ((new[uid].id, clash) for uid in clash.uids if uid in new)


def _clashes(rows: Sequence[PlanRow], slots: Sequence[Slot], facts: ClashFacts) -> dict[int, tuple[str, ...]]:
    said: dict[int, list[str]] = {}
    for key, clash in _found(rows, slots, facts):
        said.setdefault(key, []).append(clash.sentence)
    return {key: tuple(sentences) for key, sentences in said.items()}


def _readers(people: Sequence[Person]) -> tuple[int, ...]:
    """The inspectors who read case files: those of social care by their label, or all where none is."""
    inspectors = [each for each in people if each.side is Side.INSPECTORATE]
    named = [each for each in inspectors if not order_of_label(each.label)[0]]
    return tuple(each.id for each in named or inspectors)


def _first_week(days: Sequence[date], today: date) -> tuple[date, ...]:
    """Those days to come that are in one week with the first after today."""
    later = [day for day in days if day > today] or list(days)
    return tuple(day for day in later if day.isocalendar()[:2] == later[0].isocalendar()[:2])
