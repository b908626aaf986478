"""Everything one can do with the timetable of an inspection."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from ilacs_desktop.domain.clashes import Clash
from ilacs_desktop.domain.inspection import AgendaItem
from ilacs_desktop.domain.moments import Clock, day_of
from ilacs_desktop.domain.timetable import (
    Change,
    Impact,
    Issue,
    IssueHeading,
    PartKind,
    Slip,
    Slot,
    SlotKind,
    SlotStatus,
    Telling,
    slips_of,
)
from ilacs_desktop.paths import resources
from ilacs_desktop.services.inspections.calendars import Calendar
from ilacs_desktop.services.timetable import calendars, drafting, issuing, reading, telling
from ilacs_desktop.services.timetable.calendars import CalendarFile
from ilacs_desktop.services.timetable.comparing import Comparing
from ilacs_desktop.services.timetable.drafting import KEEP, Keep
from ilacs_desktop.services.timetable.rules import Rules
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.inspection import InspectionRecord


class Timetable:
    """One draft an inspection, and the frozen issues made of it.

    Every method that writes may be called within an open deed of another service on the same
    thread: it joins that deed, and both are stored or neither.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._calendar = Calendar(resources() / "calendars")
        self.rules = Rules(store, clock)
        self.comparing = Comparing(store)

    def draft(self, inspection_id: int, day: date | None = None) -> tuple[Slot, ...]:
        """The draft's slots, cancelled ones and blockers too, in order of time; of one London day, or all."""
        with self._store.reading() as session:
            return reading.draft(session, inspection_id, day)

    def slot(self, inspection_id: int, uid: str) -> Slot:
        """One slot of the draft.

        Raises:
            Explained: there is no such slot.
        """
        with self._store.reading() as session:
            return reading.slot(session, inspection_id, uid)

    def days(self, inspection_id: int) -> tuple[date, ...]:
        """The inspection's working days from the call to the last on site, and any other day with a slot."""
        with self._store.reading() as session:
            return reading.days(session, inspection_id, self._working_days(session, inspection_id))

    def add(
        self,
        inspection_id: int,
        *,
        starts_at: datetime,
        ends_at: datetime,
        purpose: str,
        kind: SlotKind,
        place_id: int | None = None,
        parts: Sequence[tuple[int, PartKind]] = (),
        child_id: int | None = None,
        case_code: str = "",
        enquiries: Sequence[str] = (),
        note: str = "",
        uid: str | None = None,
        by: object | None = None,
    ) -> Slot:
        """Put a new slot into the draft. ``uid`` is made up unless it is given.

        Raises:
            Explained: it ends before it starts or on another day, has no purpose, names a person twice,
                or a person or place is not known.
        """
        with self._store.working("Add a slot", by=by) as session:
            made = drafting.add_within(
                session,
                inspection_id,
                starts_at=starts_at,
                ends_at=ends_at,
                purpose=purpose,
                kind=kind,
                place_id=place_id,
                parts=parts,
                child_id=child_id,
                case_code=case_code,
                enquiries=enquiries,
                note=note,
                uid=uid,
            )
            return reading.slot(session, inspection_id, made)

    def move(
        self,
        inspection_id: int,
        uid: str,
        *,
        starts_at: datetime,
        ends_at: datetime | None = None,
        place_id: int | Keep | None = KEEP,
        by: object | None = None,
    ) -> Slot:
        """Move a slot in time, and to another place if one is given.

        Without ``ends_at`` it stays as long as it is.

        Raises:
            Explained: it is locked or cancelled, or would end before it starts or on another day.
        """
        with self._store.working("Move a slot", by=by) as session:
            drafting.move_within(
                session, inspection_id, uid, starts_at=starts_at, ends_at=ends_at, place_id=place_id
            )
            return reading.slot(session, inspection_id, uid)

    def change(
        self,
        inspection_id: int,
        uid: str,
        *,
        purpose: str | Keep = KEEP,
        kind: SlotKind | Keep = KEEP,
        starts_at: datetime | Keep = KEEP,
        ends_at: datetime | Keep = KEEP,
        place_id: int | Keep | None = KEEP,
        parts: Sequence[tuple[int, PartKind]] | Keep = KEEP,
        child_id: int | Keep | None = KEEP,
        case_code: str | Keep = KEEP,
        enquiries: Sequence[str] | Keep = KEEP,
        note: str | Keep = KEEP,
        version: int | None = None,
        by: object | None = None,
    ) -> Slot:
        """Change anything about a slot; what is not given stays. ``parts`` replaces all the people.

        ``version`` is the one the change was made against; without it the newest is changed.

        Raises:
            Explained: it is locked or cancelled (a note may be changed all the same), somebody else has
                changed it since ``version``, or what is given is refused by ``add`` too.
        """
        with self._store.working("Change a slot", by=by) as session:
            drafting.change_within(
                session,
                inspection_id,
                uid,
                purpose=purpose,
                kind=kind,
                starts_at=starts_at,
                ends_at=ends_at,
                place_id=place_id,
                parts=parts,
                child_id=child_id,
                case_code=case_code,
                enquiries=enquiries,
                note=note,
                version=version,
            )
            return reading.slot(session, inspection_id, uid)

    def cancel(self, inspection_id: int, uid: str, *, reason: str = "", by: object | None = None) -> Slot:
        """Stand a slot down. ``reason`` stays with the coordinator.

        Raises:
            Explained: it is locked, cancelled already, or has begun.
        """
        with self._store.working("Cancel a slot", by=by) as session:
            drafting.cancel_within(session, inspection_id, uid, reason=reason)
            return reading.slot(session, inspection_id, uid)

    def reinstate(self, inspection_id: int, uid: str, *, by: object | None = None) -> Slot:
        """Put a cancelled slot on again, as it was.

        Raises:
            Explained: it is not cancelled, or locked.
        """
        with self._store.working("Reinstate a slot", by=by) as session:
            drafting.reinstate_within(session, inspection_id, uid)
            return reading.slot(session, inspection_id, uid)

    def lock(self, inspection_id: int, uid: str, *, locked: bool = True, by: object | None = None) -> Slot:
        """Lock a slot, so that it cannot be moved, changed or cancelled; or unlock it."""
        with self._store.working("Lock a slot" if locked else "Unlock a slot", by=by) as session:
            drafting.record_of(session, inspection_id, uid).locked = locked
            session.flush()
            return reading.slot(session, inspection_id, uid)

    def mark(
        self, inspection_id: int, uid: str, status: SlotStatus, *, reason: str = "", by: object | None = None
    ) -> Slot:
        """Say what became of a slot: started, ended, did not happen; or planned, to take that back.

        The time is now; a slot that starts after its time keeps by how many minutes. None of it is a
        change of the timetable that anyone has to be told.

        Raises:
            Explained: the slot is cancelled; or ``status`` is cancelled, which ``cancel`` does.
        """
        with self._store.working(f"Mark a slot “{status.value}”", by=by) as session:
            drafting.mark_within(session, inspection_id, uid, status, reason=reason, now=self._clock())
            return reading.slot(session, inspection_id, uid)

    def add_first_draft(
        self, inspection_id: int, agenda: Sequence[AgendaItem], *, by: object | None = None
    ) -> tuple[Slot, ...]:
        """Fill the draft from an agenda; the whole draft.

        People whose role an item names get a part; the other roles go to the note.
        """
        with self._store.working("Make the first timetable", by=by) as session:
            drafting.add_agenda_within(session, inspection_id, agenda)
            return reading.draft(session, inspection_id)

    def roll_back(self, inspection_id: int, number: int, *, by: object | None = None) -> int:
        """Make the draft say what issue ``number`` says; how many slots that changed.

        Locked slots, blockers and what has begun stay. A slot the issue does not know is cancelled.

        Raises:
            Explained: there is no such issue.
        """
        with self._store.working(f"Roll the draft back to issue {number}", by=by) as session:
            issue = reading.issue(session, inspection_id, number)
            return drafting.roll_back_within(session, inspection_id, issue)

    def clashes(self, inspection_id: int, day: date | None = None) -> tuple[Clash, ...]:
        """What clashes in the draft, gravest first; with ``day``, only what touches that day."""
        with self._store.reading() as session:
            working_days = self._working_days(session, inspection_id)
            return reading.clashes(session, inspection_id, working_days=working_days, day=day)

    def issues(self, inspection_id: int) -> tuple[IssueHeading, ...]:
        """All issues, newest first."""
        with self._store.reading() as session:
            return reading.issues(session, inspection_id)

    def issue_numbered(self, inspection_id: int, number: int) -> Issue:
        """One frozen issue with its slots.

        Raises:
            Explained: there is no such issue.
        """
        with self._store.reading() as session:
            return reading.issue(session, inspection_id, number)

    def changes(
        self, inspection_id: int, *, since: int | None = None, until: int | None = None
    ) -> tuple[Change, ...]:
        """What changed from issue ``since`` to issue ``until``.

        Without ``until`` up to the draft; without ``since`` from the issue before that. Issue 0 is empty.

        Raises:
            Explained: there is no such issue.
        """
        with self._store.reading() as session:
            return reading.changes(session, inspection_id, since=since, until=until)

    def slips(
        self, inspection_id: int, *, since: int | None = None, until: int | None = None
    ) -> tuple[Slip, ...]:
        """What each person would hear; nothing about what is over.

        Without numbers: the messages that issuing the draft now would prepare, which say to whoever has
        not been sent an earlier one all that has changed since what they were last told. With numbers:
        what ``changes`` with the same numbers means for each person.

        Raises:
            Explained: there is no such issue.
        """
        now = self._clock()
        if since is None and until is None:
            with self._store.reading() as session:
                return issuing.slips_ahead(session, inspection_id, now=now)
        return slips_of(self.changes(inspection_id, since=since, until=until), now=now)

    def preview(self, inspection_id: int) -> Impact:
        """What issuing the draft now would mean. Nothing is stored and no number is used up."""
        with self._store.reading() as session:
            working_days = self._working_days(session, inspection_id)
            return issuing.preview(session, inspection_id, working_days=working_days, now=self._clock())

    def issue(self, inspection_id: int, *, note: str = "", by: object | None = None) -> Issue:
        """Freeze the draft under the next number and prepare one message for each person it concerns.

        A message of an earlier issue that was not yet sent is superseded: the new one says all that has
        changed for that person since what they were last told. Clashes do not stop it.

        Raises:
            Explained: nothing has changed since the last issue, or there is nothing to issue.
        """
        with self._store.working("Issue the timetable", by=by) as session:
            number = issuing.issue_within(
                session, inspection_id, note=note, issued_by=self._store.actor, now=self._clock()
            )
            return reading.issue(session, inspection_id, number)

    def calendar_files(
        self, inspection_id: int, *, number: int | None = None, person_id: int | None = None
    ) -> tuple[CalendarFile, ...]:
        """The calendar files of an issue, or of the newest: everyone's and the whole team's, or one person's.

        Whoever was stood down since an earlier issue has a second file that takes those events back.

        Raises:
            Explained: nothing has been issued, there is no such issue, or the person was never in one.
        """
        with self._store.reading() as session:
            return calendars.calendar_files(session, inspection_id, number=number, person_id=person_id)

    def write_calendars(
        self, inspection_id: int, folder: Path, *, number: int | None = None, person_id: int | None = None
    ) -> tuple[Path, ...]:
        """Write ``calendar_files`` into ``folder``; the paths.

        Raises:
            Explained: as ``calendar_files``, or the folder cannot be written to.
        """
        files = self.calendar_files(inspection_id, number=number, person_id=person_id)
        return calendars.write_calendars(files, folder)

    def tellings(self, inspection_id: int, number: int | None = None) -> tuple[Telling, ...]:
        """The told board: near and not confirmed first.

        Of issue ``number``; or as it stands now: the newest issue, and of older ones whatever is not
        confirmed, still to come, and not overtaken by a newer confirmed message. Superseded messages
        never show.
        """
        with self._store.reading() as session:
            return telling.board(session, inspection_id, number, now=self._clock())

    def mark_sent(self, telling_ids: Sequence[int], *, how: str, by: object | None = None) -> None:
        """Note that these messages have gone out, and how (“mail”, “in person”). Repeating is harmless.

        Raises:
            Explained: a message is gone, or a newer issue has superseded it; then none is marked.
        """
        with self._store.working("Mark as sent", by=by) as session:
            telling.mark_sent(session, telling_ids, how=how, who=self._store.actor, now=self._clock())

    def mark_confirmed(self, telling_ids: Sequence[int], *, how: str = "", by: object | None = None) -> None:
        """Note that these people have heard. Whoever had not been sent a message was told directly.

        Raises:
            Explained: a message is gone, or a newer issue has superseded it; then none is marked.
        """
        with self._store.working("Mark as confirmed", by=by) as session:
            telling.mark_confirmed(session, telling_ids, how=how, who=self._store.actor, now=self._clock())

    def _working_days(self, session: Session, inspection_id: int) -> tuple[date, ...]:
        """The inspection's working days, bank holidays left out."""
        record = session.get(InspectionRecord, inspection_id)
        if record is None:
            return ()
        inspection = record.row(self._calendar.holidays(day_of(record.notified_at), record.on_site_until))
        return (*inspection.off_site_days, *inspection.on_site_days)
