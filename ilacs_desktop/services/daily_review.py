"""The daily review: the evening as a row of steps, kept for each day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.daily_review import ReviewStep, StepState
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import Clock, said_day, said_minutes, said_when
from ilacs_desktop.domain.timetable import SlotKind, SlotStatus, TellingState
from ilacs_desktop.services.briefing import Briefing
from ilacs_desktop.services.casefiles import Casefiles
from ilacs_desktop.services.enquiry import Enquiries
from ilacs_desktop.services.info_requests import InfoRequests
from ilacs_desktop.services.timetable import Timetable
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.daily_review import ReviewStepRecord

TITLES = {
    "today": "What happened today",
    "debriefs": "Sessions to debrief",
    "requests": "Requests by slack",
    "enquiries": "Lines of enquiry",
    "clashes": "Tomorrow’s clashes",
    "issue": "Issue the timetable",
    "told": "Who has been told",
    "sheet": "Tomorrow’s sheet",
}
"""The steps in their order, by key."""

MUST_BE_EMPTY = frozenset({"debriefs", "issue", "told", "sheet"})
"""Steps that are not done while something waits in them; they can only be skipped, with a reason."""

NOBODY_MARKS = frozenset({SlotKind.BLOCKER, SlotKind.LOGISTICS})


class DailyReview:
    """What is left before one can go home."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        *,
        timetable: Timetable,
        casefiles: Casefiles,
        info_requests: InfoRequests,
        enquiry: Enquiries,
        briefing: Briefing,
    ) -> None:
        self._store = store
        self._clock = clock
        self._timetable = timetable
        self._casefiles = casefiles
        self._info_requests = info_requests
        self._enquiry = enquiry
        self._briefing = briefing

    def steps(self, inspection_id: int, day: date) -> tuple[ReviewStep, ...]:
        """The steps of the review of ``day``, in order, as things stand now."""
        with self._store.reading() as session:
            kept = _kept(session, inspection_id, day)
            return tuple(self._step(key, inspection_id, day, kept.get(key)) for key in TITLES)

    def left(self, inspection_id: int, day: date) -> tuple[str, ...]:
        """What is left before one can go home: the sentences of the steps that are still open."""
        return tuple(step.sentence for step in self.steps(inspection_id, day) if step.is_open)

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
            Explained: there is no such step; something still waits in a step that has to be empty; or a
                step is skipped without a note.
        """
        if key not in TITLES:
            raise Explained(f"There is no step “{key}”.", remedy=f"Its steps: {', '.join(TITLES)}.")
        with self._store.working(
            "Skip a review step" if skipped else "Finish a review step", by=by
        ) as session:
            now = self._step(key, inspection_id, day, None)
            if skipped and not note.strip():
                raise Explained("A step that is skipped needs a note.", remedy="Say why it can wait.")
            if not skipped and key in MUST_BE_EMPTY and now.count:
                raise Explained(now.sentence, remedy="Do it first, or skip the step and say why it can wait.")
            record = _kept(session, inspection_id, day).get(key)
            if record is None:
                record = ReviewStepRecord(inspection_id=inspection_id, day=day, key=key)
                session.add(record)
            record.state = StepState.SKIPPED if skipped else StepState.DONE
            record.note = note.strip()
            record.finished_at, record.finished_by = self._clock(), self._store.actor
            session.flush()
            return self._step(key, inspection_id, day, record)

    def reopen(self, inspection_id: int, day: date, key: str, *, by: object | None = None) -> ReviewStep:
        """Take back that a step was finished or skipped; the audit trail keeps that it was."""
        with self._store.working("Reopen a review step", by=by) as session:
            record = _kept(session, inspection_id, day).get(key)
            if record is not None:
                session.delete(record)
                session.flush()
            return self._step(key, inspection_id, day, None)

    def _step(self, key: str, inspection_id: int, day: date, kept: ReviewStepRecord | None) -> ReviewStep:
        looks: dict[str, Callable[[int, date], tuple[int, str]]] = {
            "today": self._today,
            "debriefs": self._debriefs,
            "requests": self._requests,
            "enquiries": self._enquiries,
            "clashes": self._clashes,
            "issue": self._issue,
            "told": self._told,
            "sheet": self._sheet,
        }
        count, sentence = looks[key](inspection_id, day)
        state = StepState.OPEN if count else StepState.NOTHING
        if kept is not None and not (kept.state is StepState.DONE and key in MUST_BE_EMPTY and count):
            state = kept.state
        return ReviewStep(key, TITLES[key], count, sentence, state, kept.note if kept else "")

    def _today(self, inspection_id: int, day: date) -> tuple[int, str]:
        now = self._clock()
        slots = self._timetable.draft(inspection_id, day)
        open_ = [
            slot
            for slot in slots
            if slot.ends_at <= now
            and slot.status in {SlotStatus.PLANNED, SlotStatus.STARTED}
            and slot.kind not in NOBODY_MARKS
        ]
        missed = sum(slot.status is SlotStatus.DID_NOT_HAPPEN for slot in slots)
        if len(open_) == 1:
            return 1, "1 slot is over and does not say yet whether it happened."
        if open_:
            return len(open_), f"{len(open_)} slots are over and do not say yet whether they happened."
        words = f"; {missed} did not happen" if missed else ""
        return 0, f"Everything that is over today says what became of it{words}."

    def _debriefs(self, inspection_id: int, _day: date) -> tuple[int, str]:
        sessions = self._casefiles.not_debriefed(inspection_id, self._clock())
        if not sessions:
            return 0, "Every session that has ended is debriefed."
        codes = _some([session.case_code for session in sessions])
        return len(sessions), f"{_count(len(sessions), 'session')} not debriefed: {codes}."

    def _requests(self, inspection_id: int, _day: date) -> tuple[int, str]:
        rows = self._info_requests.open(inspection_id)
        if not rows:
            return 0, "No request is open."
        overdue = sum(row.due.is_overdue for row in rows)
        said = [f"{_count(len(rows), 'request')} open"]
        if overdue:
            said.append(f"{overdue} overdue")
        running = [row for row in rows if row.due.slack_minutes is not None and not row.due.is_overdue]
        if running:
            least = min(running, key=lambda row: row.due.slack_minutes or 0)
            said.append(f"least slack {least.ref}, {said_minutes(least.due.slack_minutes or 0)}")
        return len(rows), f"{'; '.join(said)}."

    def _enquiries(self, inspection_id: int, _day: date) -> tuple[int, str]:
        moved = [row for row in self._enquiry.all(inspection_id) if row.state is not row.suggested_state]
        if not moved:
            return 0, "No line of enquiry has moved."
        lines = _some([f"{row.code} {row.state.value} → {row.suggested_state.value}" for row in moved])
        return len(moved), f"{_count(len(moved), 'line')} of enquiry moved: {lines}."

    def _clashes(self, inspection_id: int, day: date) -> tuple[int, str]:
        following = self._next_day(inspection_id, day)
        clashes = self._timetable.clashes(inspection_id, following)
        if not clashes:
            return 0, f"Nothing clashes on {said_day(following)}."
        return len(clashes), (
            f"{_count(len(clashes), 'clash', 'clashes')} on {said_day(following)}: {clashes[0].sentence}"
        )

    def _issue(self, inspection_id: int, _day: date) -> tuple[int, str]:
        changes = len(self._timetable.changes(inspection_id))
        headings = self._timetable.issues(inspection_id)
        if not headings:
            return changes, f"No issue yet; {_count(changes, 'slot')} in the draft."
        newest = headings[0]
        if not changes:
            when = said_when(newest.issued_at, self._clock())
            return 0, f"Everything is issued: issue {newest.number}, {when}."
        return changes, f"{_count(changes, 'change')} since issue {newest.number}, not yet issued."

    def _told(self, inspection_id: int, _day: date) -> tuple[int, str]:
        tellings = self._timetable.tellings(inspection_id)
        waiting = [telling for telling in tellings if not telling.is_confirmed]
        if not waiting:
            return 0, "Everyone has confirmed." if tellings else "There is nobody to tell."
        unsent = sum(telling.state is TellingState.PREPARED for telling in waiting)
        words = f"; {unsent} not sent yet" if unsent else ""
        verb = "message is" if len(waiting) == 1 else "messages are"
        return len(waiting), f"{len(waiting)} {verb} not confirmed{words}."

    def _sheet(self, inspection_id: int, day: date) -> tuple[int, str]:
        following = self._next_day(inspection_id, day)
        sheets = [sheet for sheet in self._briefing.sheets(inspection_id) if sheet.day == following]
        if not sheets:
            return 1, f"No sheet for {said_day(following)} yet."
        newest = max(sheets, key=lambda sheet: sheet.number)
        headings = self._timetable.issues(inspection_id)
        if headings and newest.issue_number != headings[0].number:
            return 1, f"The sheets for {said_day(following)} do not know issue {headings[0].number} yet."
        return 0, f"Sheet {newest.number} for {said_day(following)} is made."

    def _next_day(self, inspection_id: int, day: date) -> date:
        """The next day of the inspection after ``day``, or simply the next day when there is none."""
        later = [each for each in self._timetable.days(inspection_id) if each > day]
        return later[0] if later else day + timedelta(days=1)


def _kept(session: Session, inspection_id: int, day: date) -> dict[str, ReviewStepRecord]:
    records = session.scalars(
        select(ReviewStepRecord).where(
            ReviewStepRecord.inspection_id == inspection_id, ReviewStepRecord.day == day
        )
    )
    return {record.key: record for record in records}


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _some(words: Sequence[str], limit: int = 3) -> str:
    """The first few, and how many more there are."""
    more = len(words) - limit
    return ", ".join(words[:limit]) + (f" and {more} more" if more > 0 else "")
