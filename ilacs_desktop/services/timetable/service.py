"""Everything one can do with the timetable of an inspection."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from ilacs_desktop.domain.clashes import Clash
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import Clock, day_of
from ilacs_desktop.domain.timetable import (
    Change,
    Impact,
    Issue,
    IssueHeading,
    Slip,
    Slot,
    Telling,
    Way,
    slips_of,
    teams_of,
    waiting_of_team,
)
from ilacs_desktop.domain.timetable.slots import said_list
from ilacs_desktop.paths import resources
from ilacs_desktop.services.inspections.calendars import Calendar
from ilacs_desktop.services.timetable import ahead, calendars, clashing, issuing, reading, telling
from ilacs_desktop.services.timetable.actuals import Actuals
from ilacs_desktop.services.timetable.ahead import Ahead
from ilacs_desktop.services.timetable.calendars import CalendarFile
from ilacs_desktop.services.timetable.checkpoints import Checkpoints
from ilacs_desktop.services.timetable.comparing import Comparing
from ilacs_desktop.services.timetable.editing import Editing
from ilacs_desktop.services.timetable.imports import Imports
from ilacs_desktop.services.timetable.journal import Journal
from ilacs_desktop.services.timetable.letters import Letters
from ilacs_desktop.services.timetable.papers import Papers
from ilacs_desktop.services.timetable.rules import Rules
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.inspection import InspectionRecord


class Timetable(Editing):
    """One draft an inspection, and the frozen issues made of it.

    Every method that writes may be called within an open deed of another service on the same
    thread: it joins that deed, and both are stored or neither.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        super().__init__(store, clock)
        self._calendar = Calendar(resources() / "calendars")
        self.letters = Letters(store, clock)
        self.journal = Journal(store)
        self.checkpoints = Checkpoints(store, clock)
        self.actuals = Actuals(store, clock)
        self.rules = Rules(store, clock, self._working_days)
        self.comparing = Comparing(store, self.checkpoints)
        self.papers = Papers(store, clock, self._calendar)
        self.imports = Imports(store, clock, self._working_days)

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

    def roll_back(self, inspection_id: int, number: int, *, by: object | None = None) -> int:
        """Make the draft say what issue ``number`` says; how many slots that changed.

        As ``checkpoints.roll_back``, which also says what was left as it is.
        """
        return self.checkpoints.roll_back(inspection_id, number, by=by).changed

    def clashes(self, inspection_id: int, day: date | None = None) -> tuple[Clash, ...]:
        """What clashes in the draft, gravest first; with ``day``, only what touches that day.

        What somebody has let stand is among them, and says by whom and why.
        """
        with self._store.reading() as session:
            working_days = self._working_days(session, inspection_id)
            return clashing.clashes(
                session, inspection_id, working_days=working_days, now=self._clock(), day=day
            )

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
                return ahead.slips_ahead(session, inspection_id, now=now)
        return slips_of(self.changes(inspection_id, since=since, until=until), now=now)

    def preview(self, inspection_id: int) -> Impact:
        """What issuing the draft now would mean. Nothing is stored and no number is used up."""
        with self._store.reading() as session:
            working_days = self._working_days(session, inspection_id)
            return ahead.preview(session, inspection_id, working_days=working_days, now=self._clock())

    def look_ahead(self, inspection_id: int) -> Ahead:
        """``changes``, ``slips`` and ``preview`` of the draft in one look. Nothing is stored."""
        with self._store.reading() as session:
            working_days = self._working_days(session, inspection_id)
            return ahead.look_ahead(session, inspection_id, working_days=working_days, now=self._clock())

    def issue(self, inspection_id: int, *, note: str = "", by: object | None = None) -> Issue:
        """Freeze the draft under the next number and prepare one message for each person it concerns.

        A message of an earlier issue that was not yet sent is superseded: the new one says all that has
        changed for that person since what they were last told. A clash stops it if its rule does, unless
        somebody let it stand; what is over stops nothing.

        Raises:
            Explained: nothing has changed since the last issue, there is nothing to issue, or a clash
                stops it.
        """
        with self._store.working("Issue the timetable", by=by) as session:
            return issuing.issue_within(
                session,
                inspection_id,
                note=note,
                issued_by=self._store.actor,
                working_days=self._working_days(session, inspection_id),
                now=self._clock(),
            )

    def calendar_files(
        self,
        inspection_id: int,
        *,
        number: int | None = None,
        person_id: int | None = None,
        place_id: int | None = None,
        team: bool = False,
    ) -> tuple[CalendarFile, ...]:
        """The calendar files of an issue, or of the newest: everyone's, every place's and the whole team's.

        Or one person's, one place's, or only the team's. Whoever was stood down since an earlier issue has
        a second file that takes those events back.

        Raises:
            Explained: nothing has been issued, there is no such issue, or the person or place was never
                in one.
        """
        with self._store.reading() as session:
            return calendars.calendar_files(
                session, inspection_id, number=number, person_id=person_id, place_id=place_id, team=team
            )

    def write_calendars(
        self,
        inspection_id: int,
        folder: Path,
        *,
        number: int | None = None,
        person_id: int | None = None,
        place_id: int | None = None,
        team: bool = False,
    ) -> tuple[Path, ...]:
        """Write ``calendar_files`` into ``folder``, all or none; the paths.

        Raises:
            Explained: as ``calendar_files``, or the folder cannot be written to, or the disk is full.
        """
        files = self.calendar_files(
            inspection_id, number=number, person_id=person_id, place_id=place_id, team=team
        )
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

    def confirm_team(
        self, inspection_id: int, team: str, *, how: str = Way.TEAM_BRIEFING, by: object | None = None
    ) -> tuple[Telling, ...]:
        """Note that everyone of a team who was still to be told has heard, as in a briefing; who that was.

        Raises:
            Explained: nobody of this team is still to be told.
        """
        with self._store.working("Confirm a team", by=by) as session:
            board = telling.board(session, inspection_id, None, now=self._clock())
            waiting = waiting_of_team(board, team)
            if not waiting:
                teams = said_list(teams_of(each for each in board if not each.is_confirmed))
                raise Explained(
                    f"Nobody of “{team}” is still to be told.",
                    remedy=f"Teams with somebody to tell: {teams}." if teams else "Everyone has confirmed.",
                )
            ids = [each.id for each in waiting]
            telling.mark_confirmed(session, ids, how=how, who=self._store.actor, now=self._clock())
            return waiting

    def _working_days(self, session: Session, inspection_id: int) -> tuple[date, ...]:
        """The inspection's working days, bank holidays left out."""
        record = session.get(InspectionRecord, inspection_id)
        if record is None:
            return ()
        inspection = record.row(self._calendar.holidays(day_of(record.notified_at), record.on_site_until))
        return (*inspection.off_site_days, *inspection.on_site_days)
