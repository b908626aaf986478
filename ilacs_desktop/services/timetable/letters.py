"""Change slips as e-mail files that somebody still has to send, each with the person's calendar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.domain.people import Person
from ilacs_desktop.domain.timetable import IssueHeading, Slot, Telling, TellingState
from ilacs_desktop.domain.timetable.letters import letter_subject, letter_text
from ilacs_desktop.domain.timetable.session_slips import NOTHING_KNOWN, HaveOpenBySlot, session_page
from ilacs_desktop.outlets.files import slug, write_all
from ilacs_desktop.outlets.ics import Method
from ilacs_desktop.outlets.mail import CalendarPart, Letter, address_of, eml
from ilacs_desktop.services.timetable import reading, telling
from ilacs_desktop.services.timetable.calendars import CalendarFile, files_of_people
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.inspection import InspectionRecord
from ilacs_desktop.store.timetable import IssueRecord


@dataclass(frozen=True, slots=True)
class MailFile:
    """One unsent e-mail. Without ``has_address`` the person has no e-mail address that can be used."""

    file_name: str
    content: bytes
    telling_id: int
    name: str
    has_address: bool


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, and who has no e-mail address, so that the To is still to be filled in."""

    paths: tuple[Path, ...]
    without_address: tuple[str, ...]


class Letters:
    """Writes the messages of the told board as e-mail files. Nothing is sent and nothing is marked."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self.have_open: Callable[[int], HaveOpenBySlot] = lambda _: NOTHING_KNOWN
        """What to have open in each session by its slot; the case files, which know it, put theirs here."""

    def text(self, inspection_id: int, telling_id: int) -> str:
        """One message in full, to copy or to print.

        Raises:
            Explained: it is gone, or a newer issue has superseded it.
        """
        with self._store.reading() as session:
            (chosen,) = self._chosen(session, inspection_id, (telling_id,), None)
            headings = _headings(session, inspection_id)
            page = session_page(
                reading.issue(session, inspection_id, max(headings)).slots,
                chosen.person_id,
                since=self._clock(),
                have_open=self.have_open(inspection_id),
            )
        heading = headings[chosen.issue_number]
        return letter_text(chosen, heading, sender=self._store.actor, page=page)

    def mails(
        self,
        inspection_id: int,
        *,
        telling_ids: Collection[int] | None = None,
        number: int | None = None,
        on_made: Callable[[int, int], None] | None = None,
    ) -> tuple[MailFile, ...]:
        """An unsent e-mail for each of these messages; without ids, for all that have not been sent.

        With ``number`` those of one issue. The calendar files that go along are of the newest issue, for
        that is the timetable that stands. ``on_made`` is told how many of how many are made.

        Raises:
            Explained: no message waits, or one of the messages is gone or superseded.
        """
        with self._store.reading() as session:
            chosen = self._chosen(session, inspection_id, telling_ids, number)
            post = self._post(session, inspection_id, chosen)
        stems = Counter(_stem(each) for each in chosen)
        made = []
        for each in chosen:
            stem = _stem(each)
            file_name = f"{stem}.eml" if stems[stem] == 1 else f"{stem}-{each.person_id}.eml"
            letter = post.letter(each)
            has_address = address_of(letter.name, letter.address) is not None
            made.append(MailFile(file_name, eml(letter), each.id, each.name, has_address))
            if on_made is not None:
                on_made(len(made), len(chosen))
        return tuple(made)

    def write(
        self,
        inspection_id: int,
        folder: Path,
        *,
        telling_ids: Collection[int] | None = None,
        number: int | None = None,
        on_written: Callable[[int, int], None] | None = None,
    ) -> Written:
        """Write ``mails`` into ``folder``, which is made if need be: all of them, or none.

        ``on_written`` is told how far it is; what it raises stops the writing, and no file is left.

        Raises:
            Explained: as ``mails``, or the folder cannot be written to, or the disk is full.
        """
        mails = self.mails(inspection_id, telling_ids=telling_ids, number=number, on_made=on_written)
        paths = [folder / mail.file_name for mail in mails]
        write_all(
            [(path, mail.content) for path, mail in zip(paths, mails, strict=True)], on_written=on_written
        )
        return Written(tuple(paths), tuple(mail.name for mail in mails if not mail.has_address))

    def _chosen(
        self,
        session: Session,
        inspection_id: int,
        telling_ids: Collection[int] | None,
        number: int | None,
    ) -> Sequence[Telling]:
        board = telling.board(session, inspection_id, number, now=self._clock())
        if telling_ids is None:
            chosen = [each for each in board if each.state is TellingState.PREPARED]
            if not chosen:
                raise Explained(
                    "No message waits to be sent.",
                    remedy="Choose people on the told board to write to them again.",
                )
            return chosen
        wanted = set(telling_ids)
        chosen = [each for each in board if each.id in wanted]
        if not chosen or len(chosen) != len(wanted):
            raise Explained(
                "One of these messages does not stand any more.", remedy="Look at the told board again."
            )
        return chosen

    def _post(self, session: Session, inspection_id: int, chosen: Sequence[Telling]) -> _Post:
        headings = _headings(session, inspection_id)
        inspection = session.get(InspectionRecord, inspection_id)
        return _Post(
            inspection_id,
            inspection.authority if inspection else "",
            self._store.actor,
            headings,
            reading.people(session),
            files_of_people(session, inspection_id, max(headings), [each.person_id for each in chosen]),
            reading.issue(session, inspection_id, max(headings)).slots,
            self._clock(),
            self.have_open(inspection_id),
        )


@dataclass(frozen=True, slots=True)
class _Post:
    """What all the letters of one writing are made of."""

    inspection_id: int
    authority: str
    sender: str
    headings: Mapping[int, IssueHeading]
    people: Mapping[int, Person]
    calendars: Mapping[int, tuple[CalendarFile, ...]]
    slots: tuple[Slot, ...]
    now: datetime
    have_open: HaveOpenBySlot

    def letter(self, each: Telling) -> Letter:
        person, heading = self.people.get(each.person_id), self.headings[each.issue_number]
        files = self.calendars.get(each.person_id, ())
        return Letter(
            key=f"slip-{each.issue_number}-{each.person_id}.{self.inspection_id}",
            name=each.name,
            address=person.email if person else "",
            subject=letter_subject(self.authority, each.issue_number),
            text=letter_text(
                each,
                heading,
                sender=self.sender,
                has_calendar=any(not file.is_stand_down for file in files),
                has_stand_down=any(file.is_stand_down for file in files),
                page=session_page(self.slots, each.person_id, since=self.now, have_open=self.have_open),
            ),
            made_at=each.prepared_at or heading.issued_at,
            calendars=tuple(
                CalendarPart(
                    file.name,
                    file.content,
                    (Method.CANCEL if file.is_stand_down else Method.PUBLISH).value,
                )
                for file in files
            ),
        )


def _headings(session: Session, inspection_id: int) -> dict[int, IssueHeading]:
    records = session.scalars(select(IssueRecord).where(IssueRecord.inspection_id == inspection_id))
    return {record.number: record.heading() for record in records}


def _stem(each: Telling) -> str:
    """``issue-7-r-malik``; no case is in it."""
    return "-".join(filter(None, (f"issue-{each.issue_number}", slug(each.name))))
