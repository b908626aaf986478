"""The timetable on paper: rendering it, and writing it into a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.inspection import Inspection
from ilacs_desktop.domain.moments import Clock, day_of, said_day
from ilacs_desktop.domain.papers import (
    Facts,
    Form,
    Listing,
    Paper,
    State,
    What,
    Wish,
    build,
    days_on_paper,
    listing_of,
    moved_last,
    texts_of,
)
from ilacs_desktop.domain.papers.build import told_slots
from ilacs_desktop.domain.papers.listing import WHOLE, listed
from ilacs_desktop.domain.redaction import findings
from ilacs_desktop.domain.timetable import Slot, issuable
from ilacs_desktop.outlets import files, timetable_text
from ilacs_desktop.services.inspections.calendars import Calendar
from ilacs_desktop.services.inspections.records import record_of
from ilacs_desktop.services.timetable import reading
from ilacs_desktop.store.casefiles import ChildRecord
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.timetable import IssuedSlotRecord, IssueRecord, from_plain

PREVIEW_PPI = 80
Progress = Callable[[int, int, str], None]


class Papers:
    """Everything one can print of a timetable."""

    def __init__(self, store: Store, clock: Clock, calendar: Calendar) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

    def days(
        self, inspection_id: int, *, number: int | None = None, is_draft: bool = False
    ) -> tuple[date, ...]:
        """The days on which something stands in an issue, in the newest, or in the draft.

        Raises:
            Explained: there is no such issue, or none at all.
        """
        wish = Wish(What.WEEK, number=number, is_draft=is_draft)
        with self._store.reading() as session:
            return days_on_paper(self._edition(session, inspection_id, wish)[1])

    def paper(self, inspection_id: int, wish: Wish) -> Paper:
        """What stands on the paper that is wished for, as plain data.

        Raises:
            Explained: there is no such issue, or none at all; the person or place is not in it; or it
                would show something that must not leave the house.
        """
        with self._store.reading() as session:
            facts = self._facts(session, inspection_id, wish)
            paper = build(facts, wish)
            self._refuse(session, wish, texts_of(paper))
            return paper

    def listing(self, inspection_id: int, wish: Wish) -> Listing:
        """The same slots as rows of a list.

        Raises:
            Explained: as ``paper``.
        """
        with self._store.reading() as session:
            facts = self._facts(session, inspection_id, wish)
            listing = _listing(facts, wish)
            self._refuse(session, wish, texts_of(listing))
            return listing

    def render(self, inspection_id: int, wish: Wish) -> tuple[str, bytes]:
        """The name and the bytes of the file; the same issue gives the same bytes.

        Raises:
            Explained: as ``paper``.
        """
        if wish.form is Form.XLSX:
            from ilacs_desktop.outlets.timetable_xlsx import xlsx_bytes

            listing = self.listing(inspection_id, wish)
            return self._name(listing.authority, listing.number, wish), xlsx_bytes(listing)
        paper = self.paper(inspection_id, wish)
        name = self._name(paper.authority, paper.number, wish)
        if wish.form is Form.TXT:
            return name, timetable_text.plain_text(paper).encode("utf-8")
        from ilacs_desktop.outlets.timetable_pdf import pdf_bytes

        return name, pdf_bytes(paper)

    def pages_png(self, inspection_id: int, wish: Wish, *, ppi: float = PREVIEW_PPI) -> list[bytes]:
        """The first pages as pictures, as they would be printed.

        Raises:
            Explained: as ``paper``.
        """
        from ilacs_desktop.outlets.timetable_pdf import page_pictures

        paper = self.paper(inspection_id, wish)
        return page_pictures(replace(paper, pages=paper.pages[:1]), ppi=ppi)

    def write(
        self,
        inspection_id: int,
        wishes: Sequence[Wish],
        folder: Path,
        *,
        on_progress: Progress | None = None,
    ) -> tuple[Path, ...]:
        """Write a file for each wish into ``folder``, which is made if need be; all of them or none.

        ``on_progress`` hears how many are done, of how many, and what comes next; what it raises stops
        the writing. The files are not encrypted.

        Raises:
            Explained: as ``paper``, nothing was wished for, or the folder cannot be written to.
        """
        if not wishes:
            raise Explained("No paper was chosen.", remedy="Choose at least one paper and one format.")
        made: dict[Path, bytes] = {}
        for done, wish in enumerate(dict.fromkeys(wishes)):
            if on_progress:
                on_progress(done, len(wishes), f"{wish.what}, {wish.form}")
            name, data = self.render(inspection_id, wish)
            made[folder / name] = data
        if on_progress:
            on_progress(len(wishes), len(wishes), "")
        files.write_all(tuple(made.items()))
        return tuple(made)

    # -- gathering -----------------------------------------------------------------------------

    def _facts(self, session: Session, inspection_id: int, wish: Wish) -> Facts:
        record = record_of(session, inspection_id)
        inspection: Inspection = record.row(
            self._calendar.holidays(day_of(record.notified_at), record.on_site_until)
        )
        number, slots = self._edition(session, inspection_id, wish)
        as_of = self._clock()
        since = reading.last_number(session, inspection_id) if number is None else number - 1
        if number is not None:
            as_of = reading.issue(session, inspection_id, number).issued_at
        base = reading.issued_slots(session, inspection_id, since) if since else ()
        moved = {}
        if wish.what is What.CUE_CARDS:
            there = [slot for slot in slots if wish.day is None or slot.day == wish.day]
            moved = _moved(session, inspection_id, there, base, number)
        return Facts(
            authority=inspection.authority,
            inspection_title=inspection.title,
            day_line=inspection.day_line,
            number=number,
            as_of=as_of,
            since=since or None,
            slots=slots,
            base=base,
            people=reading.people(session),
            on_site=(inspection.on_site_from, inspection.on_site_until),
            moved=moved,
        )

    def _edition(
        self, session: Session, inspection_id: int, wish: Wish
    ) -> tuple[int | None, tuple[Slot, ...]]:
        """The number (None: the draft) and the slots; of the draft what would be issued, without notes."""
        last = reading.last_number(session, inspection_id)
        if wish.is_draft:
            draft = reading.draft(session, inspection_id)
            return None, issuable(draft, reading.issued_slots(session, inspection_id, last))
        if not last and wish.number is None:
            raise Explained(
                "Nothing has been issued yet.", remedy="Issue the timetable first, or print the draft."
            )
        number = wish.number or last
        return number, reading.issue(session, inspection_id, number).slots

    def _refuse(self, session: Session, wish: Wish, places: Iterable[tuple[str, str]]) -> None:
        known = tuple(session.scalars(select(ChildRecord.child_id)))
        found = findings(places, audience=wish.audience, child_ids=known)
        if found:
            more = f" There are {len(found) - 1} more such places." if len(found) > 1 else ""
            raise Explained(
                f"This paper would show {found[0].what}: {found[0].place}.{more}",
                remedy="Change the wording of the slot, issue again, and print that.",
            )

    def _name(self, authority: str, number: int | None, wish: Wish) -> str:
        """``borsetshire-timetable-day-2026-12-03-issue-6.pdf``; never a word of a case."""
        whose = ""
        with self._store.reading() as session:
            if wish.person_id is not None and (person := reading.people(session).get(wish.person_id)):
                whose = f"{files.slug(person.label) or 'person'}-{person.id}"
        parts = (
            files.slug(authority),
            "timetable",
            wish.what.value.replace(" ", "-"),
            whose or (f"{wish.place_id}" if wish.place_id is not None else ""),
            wish.day.isoformat() if wish.day else "",
            ""
            if wish.with_codes == Wish(wish.what).with_codes
            else ("codes" if wish.with_codes else "no-codes"),
            f"issue-{number}" if number else "DRAFT",
        )
        return f"{'-'.join(filter(None, parts))}.{wish.form}"


def _listing(facts: Facts, wish: Wish) -> Listing:
    paper = build(facts, wish)
    told = [
        each for each in told_slots(facts, wish) if each.state is not State.GONE or each.slot.is_cancelled
    ]
    days = {wish.day} if wish.day else set()
    covers = WHOLE if wish.day is None else f"{wish.day} to {wish.day}"
    if wish.what is What.WEEK and wish.day:
        monday = wish.day - timedelta(days=wish.day.weekday())
        days = {monday + timedelta(days=number) for number in range(7)}
        covers = f"{monday} to {monday + timedelta(days=6)}"
    if wish.person_id is not None or wish.place_id is not None or wish.what in {What.PERSON, What.PLACE}:
        covers = "a part of the timetable"
    rows = [
        listed(each.slot, ", ".join(each.marks))
        for each in told
        if (not days or each.slot.day in days)
        and (wish.person_id is None or any(part.person_id == wish.person_id for part in each.slot.parts))
        and (wish.place_id is None or each.place_id == wish.place_id)
        and (wish.what is not What.PERSON or each.slot.ends_at > facts.as_of)
    ]
    return listing_of(
        rows,
        title=paper.title,
        authority=facts.authority,
        inspection_title=facts.inspection_title,
        edition=paper.edition,
        number=facts.number,
        as_of=facts.as_of,
        covers=covers,
        empty_says=f"Nothing is planned on {said_day(wish.day)}." if wish.day else "Nothing is planned.",
        has_ids=wish.with_codes,
    )


def _moved(
    session: Session,
    inspection_id: int,
    slots: Sequence[Slot],
    base: tuple[Slot, ...],
    number: int | None,
) -> dict[str, str]:
    """Of each slot when it last moved and from where; one query however many issues there are."""
    wanted = {slot.uid: slot for slot in slots}
    query = (
        select(IssuedSlotRecord.uid, IssueRecord.number, IssuedSlotRecord.slot)
        .join(IssueRecord, IssueRecord.id == IssuedSlotRecord.issue_id)
        .where(IssueRecord.inspection_id == inspection_id, IssuedSlotRecord.uid.in_(wanted))
        .order_by(IssuedSlotRecord.uid, IssueRecord.number)
    )
    if number is not None:
        query = query.where(IssueRecord.number <= number)
    said: dict[str, str] = {}
    for uid, rows in groupby(session.execute(query), key=lambda row: row.uid):
        moved, first = moved_last((row.number, from_plain(row.slot)) for row in rows)
        said[uid] = moved.said(wanted[uid]) if moved else f"In issue {first} first, not moved since."
    if number is None:
        before = {slot.uid: slot for slot in base}
        for uid, slot in wanted.items():
            was = before.get(uid)
            if was is None:
                said[uid] = "New in the draft, in no issue yet."
            elif (was.starts_at, was.where) != (slot.starts_at, slot.where):
                moved, _ = moved_last(((0, was), (1, slot)))
                said[uid] = (
                    moved.said(slot).replace("Moved in issue 1", "Moved in the draft") if moved else ""
                )
    return said
