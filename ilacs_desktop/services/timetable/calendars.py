"""The calendar files of an issue: who gets which events, and which are taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.timetable import Issue, Slot
from ilacs_desktop.outlets.files import explained, slug, write_whole
from ilacs_desktop.outlets.ics import Method, Source, calendar
from ilacs_desktop.services.timetable import reading
from ilacs_desktop.store.inspection import InspectionRecord
from ilacs_desktop.store.timetable import IssuedSlotRecord, IssueRecord, from_plain


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """One calendar file. ``person_id`` is None for the whole team's."""

    name: str
    content: bytes
    person_id: int | None = None
    is_stand_down: bool = False


def calendar_files(
    session: Session, inspection_id: int, *, number: int | None = None, person_id: int | None = None
) -> tuple[CalendarFile, ...]:
    """The files of an issue, or of the newest: everyone's and the team's, or one person's only.

    A second file takes back whatever an earlier issue had given the person and this one does not, as far
    as it was still to come when this issue was made.

    Raises:
        Explained: nothing has been issued yet, there is no such issue, or the person was never in one.
    """
    number = number or reading.last_number(session, inspection_id)
    if not number:
        raise Explained("Nothing has been issued yet.", remedy="Issue the timetable first.")
    issue = reading.issue(session, inspection_id, number)
    earlier = _latest_before(session, inspection_id, number)
    inspection = session.get(InspectionRecord, inspection_id)
    source = Source(inspection_id, inspection.authority if inspection else "", issue.number, issue.issued_at)
    names = _names((*earlier.values(), *issue.slots))
    if person_id is not None and person_id not in names:
        raise Explained("This person is in no issue of the timetable.", remedy="Choose somebody who is.")
    wanted: list[int | None] = [person_id]
    if person_id is None:
        wanted = [*sorted(names, key=lambda each: names[each]), None]
    return tuple(
        file for each in wanted for file in _files_of(each, issue, earlier, source=source, names=names)
    )


def write_calendars(files: Iterable[CalendarFile], folder: Path) -> tuple[Path, ...]:
    """Write the files into ``folder``, which is made if need be; each is whole or not there at all.

    Raises:
        Explained: the folder cannot be made or written to, or the disk is full.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise explained(error, folder) from error
    written = []
    for file in files:
        path = folder / file.name
        write_whole(path, file.content)
        written.append(path)
    return tuple(written)


def _files_of(
    person_id: int | None,
    issue: Issue,
    earlier: dict[tuple[str, int | None], Slot],
    *,
    source: Source,
    names: dict[int, str],
) -> list[CalendarFile]:
    stem = _stem(person_id, names)
    name = "whole team" if person_id is None else names[person_id]
    slots = [slot for slot in issue.slots if _concerns(slot, person_id)]
    standing = {slot.uid for slot in slots}
    gone = [
        slot
        for (uid, whose), slot in earlier.items()
        if whose == person_id and uid not in standing and slot.ends_at > issue.issued_at
    ]
    title = f"{source.authority} inspection, {name}"
    files = [CalendarFile(f"{stem}.ics", calendar(slots, source=source, name=title), person_id)]
    if gone:
        content = calendar(gone, source=source, name=f"{title}, stood down", method=Method.CANCEL)
        files.append(CalendarFile(f"{stem}-stood-down.ics", content, person_id, is_stand_down=True))
    return files


def _latest_before(session: Session, inspection_id: int, number: int) -> dict[tuple[str, int | None], Slot]:
    """Each slot as each of its people, and the team, last had it before issue ``number``."""
    held = session.scalars(
        select(IssuedSlotRecord.slot)
        .join(IssueRecord, IssueRecord.id == IssuedSlotRecord.issue_id)
        .where(IssueRecord.inspection_id == inspection_id, IssueRecord.number < number)
        .order_by(IssueRecord.number)
    )
    latest: dict[tuple[str, int | None], Slot] = {}
    for plain in held:
        slot = from_plain(plain)
        if not slot.is_cancelled:
            latest[slot.uid, None] = slot
            latest.update({(slot.uid, part.person_id): slot for part in slot.parts})
    return latest


def _concerns(slot: Slot, person_id: int | None) -> bool:
    if slot.is_cancelled:
        return False
    return person_id is None or any(part.person_id == person_id for part in slot.parts)


def _names(slots: Iterable[Slot]) -> dict[int, str]:
    return {part.person_id: part.name for slot in slots for part in slot.parts}


def _stem(person_id: int | None, names: dict[int, str]) -> str:
    """``r-malik``; with the number of the person when two people would share a name."""
    if person_id is None:
        return "whole-team"
    stem = slug(names[person_id])
    same = [each for each, name in names.items() if slug(name) == stem]
    return stem if stem and len(same) == 1 else f"{stem}-{person_id}".strip("-")
