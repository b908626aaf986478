"""What is left before one can go home: the steps of a day, done or skipped, and kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.daily_review import (
    HOME,
    MUST_BE_EMPTY,
    TITLES,
    ReviewRecord,
    ReviewStep,
    StepState,
    off_duty,
    review_day,
    said_left,
)
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import Busy, TriageRow, busy_tomorrow, taken_by, triage
from ilacs_desktop.domain.moments import Clock, moment
from ilacs_desktop.domain.people import Absence
from ilacs_desktop.services.capture import Captures
from ilacs_desktop.services.casefiles import Casefiles
from ilacs_desktop.services.daily_review import records
from ilacs_desktop.services.daily_review.evening import Evening
from ilacs_desktop.services.daily_review.meeting import Meeting, refuse_past
from ilacs_desktop.services.enquiry import Enquiries
from ilacs_desktop.services.info_requests import InfoRequests
from ilacs_desktop.services.timetable import Timetable
from ilacs_desktop.store.briefing import SheetRecord
from ilacs_desktop.store.daily_review import ReviewStepRecord
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.people import AbsenceRecord, PersonRecord
from ilacs_desktop.store.timetable import DraftDeedRecord, SlotEditRecord, SlotRecord, recording


class DailyReview:
    """The review of a day: what waits in each step now, and what was done with it.

    Counts and sentences are found when they are looked at; only what a person did is kept.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        *,
        timetable: Timetable,
        casefiles: Casefiles,
        info_requests: InfoRequests,
        enquiry: Enquiries,
        captures: Captures,
    ) -> None:
        self._store = store
        self._clock = clock
        self._timetable = timetable
        self._casefiles = casefiles
        self._info_requests = info_requests
        self._enquiry = enquiry
        self.meeting = Meeting(store, clock, captures=captures, timetable=timetable)

    def day(self) -> date:
        """The day under review now; in the small hours it is still yesterday's."""
        return review_day(self._clock())

    def evening(self, inspection_id: int, day: date) -> Evening:
        """Everything the review of ``day`` looks at, as things stand now; the queries do not grow with it."""
        now, timetable = self._clock(), self._timetable
        with self._store.reading() as session:
            following = self._next_day(inspection_id, day)
            draft = timetable.draft(inspection_id)
            coming = tuple(slot for slot in draft if slot.day == following)
            uids, ahead = {slot.uid for slot in coming}, timetable.look_ahead(inspection_id)
            absences = _absences(session, now)
            busy = [Busy(each.person_id, each.starts_at, each.ends_at, each.kind.value) for each in absences]
            requests = triage(
                self._info_requests.open(inspection_id),
                now,
                busy=busy_tomorrow((*busy, *taken_by(coming)), now, following=following),
            )
            return Evening(
                day=day,
                following=following,
                now=now,
                slots=tuple(slot for slot in draft if slot.day == day),
                coming=coming,
                concerns=tuple(each for each in self._casefiles.concerns(inspection_id) if each.is_open),
                sessions=self._casefiles.not_debriefed(inspection_id, now),
                points=records.points(session, inspection_id, day, now=now),
                requests=requests,
                off_duty=_off_duty(session, requests, absences, now),
                enquiries=self._enquiry.all(inspection_id),
                clashes=tuple(clash for clash in ahead.clashes if uids.intersection(clash.uids)),
                changes=len(ahead.changes),
                impact=ahead.impact,
                issues=timetable.issues(inspection_id),
                tellings=timetable.tellings(inspection_id),
                sheet=_newest_sheet(session, inspection_id, following),
                edited_at=_last_edit(session, inspection_id, following),
                kept={
                    key: records.kept(each)
                    for key, each in records.step_records(session, inspection_id, day).items()
                },
            )

    def steps(self, inspection_id: int, day: date) -> tuple[ReviewStep, ...]:
        """The steps of the review of ``day``, in order, as things stand now."""
        return self.evening(inspection_id, day).steps

    def left(self, inspection_id: int, day: date | None = None) -> tuple[str, ...]:
        """What is left before one can go home, a sentence each; of the day under review without ``day``."""
        return self.evening(inspection_id, day or self.day()).left

    def record(self, inspection_id: int, day: date) -> ReviewRecord:
        """What is kept of the review of a day: what was done and skipped, by whom, when and why."""
        with self._store.reading() as session:
            return records.record(session, inspection_id, day, now=self._clock())

    def days(self, inspection_id: int) -> tuple[date, ...]:
        """The days of which something is kept, the latest first."""
        with self._store.reading() as session:
            return records.days(session, inspection_id)

    def finish(
        self,
        inspection_id: int,
        day: date,
        key: str,
        *,
        note: str = "",
        skipped: bool = False,
        by: object | None = None,
    ) -> ReviewStep:
        """Finish a step, or skip it and say why; finishing it again replaces what was noted.

        Raises:
            Explained: there is no such step; something still waits in a step that has to be empty; a
                step is skipped without a note; or the day's review is over.
        """
        if key not in TITLES:
            raise Explained(f"There is no step “{key}”.", remedy=f"Its steps: {', '.join(TITLES)}.")
        refuse_past(day, self.day())
        if skipped and not note.strip():
            raise Explained("A step that is skipped needs a note.", remedy="Say why it can wait.")
        deed = "Skip a review step" if skipped else "Finish a review step"
        with self._store.working(deed, by=by) as session:
            waits = self.evening(inspection_id, day).step(key)
            if not skipped and key in MUST_BE_EMPTY and waits.count:
                raise Explained(
                    waits.sentence, remedy="Do it first, or skip the step and say why it can wait."
                )
            state = StepState.SKIPPED if skipped else StepState.DONE
            held = records.step_records(session, inspection_id, day).get(key)
            record = held or ReviewStepRecord(inspection_id=inspection_id, day=day, key=key)
            self._keep(session, record, state=state, note=note)
            return self.evening(inspection_id, day).step(key)

    def reopen(self, inspection_id: int, day: date, key: str, *, by: object | None = None) -> ReviewStep:
        """Take back that a step was finished or skipped; the audit trail keeps that it was.

        Raises:
            Explained: the day's review is over.
        """
        refuse_past(day, self.day())
        with self._store.working("Reopen a review step", by=by) as session:
            record = records.step_records(session, inspection_id, day).get(key)
            if record is not None:
                session.delete(record)
                session.flush()
            return self.evening(inspection_id, day).step(key)

    def end_all(self, inspection_id: int, uids: Sequence[str], *, by: object | None = None) -> int:
        """Note that slots ended as planned: one deed, undone at once. Gives how many there were.

        Raises:
            Explained: one of them is not in the draft any more, or is cancelled.
        """
        with self._store.working("Mark slots: ended", by=by) as session:
            said = f"Mark {len(uids)} slots as ended"
            with recording(session, inspection_id, said):
                for uid in uids:
                    self._timetable.actuals.end(inspection_id, uid, by=by)
        return len(uids)

    def close(self, inspection_id: int, day: date, *, by: object | None = None) -> ReviewRecord:
        """Close the day: nothing is left, one can go home. What each step then said is kept with it.

        Raises:
            Explained: something is left, or the day's review is over.
        """
        refuse_past(day, self.day())
        with self._store.working("Close the day", by=by) as session:
            evening = self.evening(inspection_id, day)
            if evening.left:
                raise Explained(said_left(evening.left), remedy=" ".join(evening.left))
            held = records.step_records(session, inspection_id, day)
            notes = {step.key: step.sentence for step in evening.steps if step.state is StepState.NOTHING}
            for key, note in {**notes, HOME: ""}.items():
                record = held.get(key) or ReviewStepRecord(inspection_id=inspection_id, day=day, key=key)
                self._keep(session, record, state=StepState.DONE, note=note)
            return self.record(inspection_id, day)

    def _keep(self, session: Session, record: ReviewStepRecord, *, state: StepState, note: str = "") -> None:
        session.add(record)
        record.state, record.note = state, note.strip()
        record.finished_at, record.finished_by = self._clock(), self._store.actor
        session.flush()

    def _next_day(self, inspection_id: int, day: date) -> date:
        """The next day of the inspection after ``day``, or simply the next day when there is none."""
        later = [each for each in self._timetable.days(inspection_id) if each > day]
        return later[0] if later else day + timedelta(days=1)


def _absences(session: Session, now: datetime) -> tuple[Absence, ...]:
    """All absences that are not over."""
    query = select(AbsenceRecord).where(AbsenceRecord.ends_at > now).order_by(AbsenceRecord.starts_at)
    return tuple(record.row() for record in session.scalars(query))


def _off_duty(
    session: Session, rows: Sequence[TriageRow], absences: Sequence[Absence], now: datetime
) -> dict[int, str]:
    """By request: why its owner is not to be had just now."""
    owners = {row.request.owner_id for row in rows if row.request.owner_id is not None}
    found = session.scalars(select(PersonRecord).where(PersonRecord.id.in_(owners)))
    people = {person.id: person.row() for person in found}
    said = {
        row.request.id: off_duty(people[row.request.owner_id], absences, now)
        for row in rows
        if row.request.owner_id in people
    }
    return {number: words for number, words in said.items() if words}


def _last_edit(session: Session, inspection_id: int, since: date) -> datetime | None:
    """When a slot on ``since`` or later was last changed; what is marked of today does not count."""
    return session.scalar(
        select(func.max(DraftDeedRecord.done_at))
        .join(SlotEditRecord, SlotEditRecord.deed_id == DraftDeedRecord.id)
        .join(SlotRecord, SlotRecord.uid == SlotEditRecord.uid)
        .where(
            DraftDeedRecord.inspection_id == inspection_id,
            SlotRecord.inspection_id == inspection_id,
            SlotRecord.starts_at >= moment(since, time()),
        )
    )


def _newest_sheet(session: Session, inspection_id: int, day: date) -> tuple[int, int | None] | None:
    """The number of the newest sheet for ``day``, and the issue it knows."""
    row = session.execute(
        select(SheetRecord.number, SheetRecord.issue_number)
        .where(SheetRecord.inspection_id == inspection_id, SheetRecord.day == day)
        .order_by(SheetRecord.number.desc())
        .limit(1)
    ).first()
    return (row[0], row[1]) if row else None
