"""The calendar files of an issue: who gets which events, and which are taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy import Text, cast, func, select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.timetable import Slot
from ilacs_desktop.outlets.files import slug, write_all
from ilacs_desktop.outlets.ics import Calendars, Method, Source
from ilacs_desktop.services.timetable import reading
from ilacs_desktop.store.inspection import InspectionRecord
from ilacs_desktop.store.timetable import IssuedSlotRecord, IssueRecord, from_plain


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """One calendar file: one person's, one place's, or the whole team's when it is neither's."""

    name: str
    content: bytes
    person_id: int | None = None
    is_stand_down: bool = False
    place_id: int | None = None


class Reader(NamedTuple):
    """Whose calendar it is: a person's or a place's by id, or the team's."""

    person_id: int | None = None
    place_id: int | None = None


TEAM: Final = Reader()
"""The reader of everything."""


def calendar_files(
    session: Session,
    inspection_id: int,
    *,
    number: int | None = None,
    person_id: int | None = None,
    place_id: int | None = None,
    team: bool = False,
) -> tuple[CalendarFile, ...]:
    """The files of an issue, or of the newest: everyone's, every place's and the team's, or one of them.

    A second file takes back whatever an earlier issue had given the reader and this one does not, as far
    as it was still to come when this issue was made.

    Raises:
        Explained: nothing has been issued yet, there is no such issue, or the person or place was never
            in one.
    """
    chosen = [Reader(person_id, place_id)] if team or person_id or place_id else None
    return _of_issue(session, inspection_id, number, chosen)


def files_of_people(
    session: Session, inspection_id: int, number: int, person_ids: Iterable[int]
) -> dict[int, tuple[CalendarFile, ...]]:
    """The files of these people, by person. Whoever was in no issue up to this has none."""
    found: dict[int, list[CalendarFile]] = {person_id: [] for person_id in person_ids}
    readers = [Reader(person_id) for person_id in found]
    for file in _of_issue(session, inspection_id, number, readers, refuses=False):
        if file.person_id is not None:
            found[file.person_id].append(file)
    return {person_id: tuple(files) for person_id, files in found.items()}


def write_calendars(
    files: Iterable[CalendarFile], folder: Path, *, on_written: Callable[[int, int], None] | None = None
) -> tuple[Path, ...]:
    """Write the files into ``folder``, which is made if need be: all of them, or none.

    Raises:
        Explained: the folder cannot be made or written to, or the disk is full.
    """
    made = [(folder / file.name, file.content) for file in files]
    write_all(made, on_written=on_written)
    return tuple(path for path, _ in made)


def _of_issue(
    session: Session,
    inspection_id: int,
    number: int | None,
    chosen: list[Reader] | None,
    *,
    refuses: bool = True,
) -> tuple[CalendarFile, ...]:
    number = number or reading.last_number(session, inspection_id)
    if not number:
        raise Explained("Nothing has been issued yet.", remedy="Issue the timetable first.")
    issue = reading.issue(session, inspection_id, number)
    earlier = _latest_before(session, inspection_id, number)
    inspection = session.get(InspectionRecord, inspection_id)
    source = Source(inspection_id, inspection.authority if inspection else "", issue.number, issue.issued_at)
    names = {reader: name for reader, slots in earlier.items() if (name := _name(reader, slots.values()))}
    names |= _names(issue.slots)
    if chosen is None:
        chosen = [*sorted(names, key=lambda each: (each.person_id is None, names[each])), TEAM]
    for reader in chosen:
        if refuses and reader != TEAM and reader not in names:
            what, who = ("person", "somebody who") if reader.person_id else ("place", "one that")
            raise Explained(f"This {what} is in no issue of the timetable.", remedy=f"Choose {who} is.")
    stems = Counter(_stem(reader, names) for reader in names)
    standing = _by_reader(issue.slots)
    calendars, title = Calendars(source), f"{source.authority} inspection"
    files: list[CalendarFile] = []
    for reader in chosen:
        if reader == TEAM or reader in names:
            stem = _stem(reader, names)
            if not stem or stems.get(stem, 0) > 1:
                stem = f"{stem}-{reader.person_id or reader.place_id}".strip("-")
            own, had = standing.get(reader, []), earlier.get(reader, {})
            uids = {slot.uid for slot in own}
            gone = [slot for uid, slot in had.items() if uid not in uids and slot.ends_at > issue.issued_at]
            called = f"{title}, {names.get(reader, 'whole team')}"
            files += _files_of(reader, stem, called, own, gone, calendars=calendars)
    return tuple(files)


def _files_of(
    reader: Reader, stem: str, title: str, own: list[Slot], gone: list[Slot], *, calendars: Calendars
) -> Iterator[CalendarFile]:
    """The file of what stands, and the one that takes back what is gone; the first also of nothing at all."""
    if own or not gone:
        content = calendars.file(own, name=title, place_id=reader.place_id)
        yield CalendarFile(f"{stem}.ics", content, reader.person_id, place_id=reader.place_id)
    if gone:
        content = calendars.file(
            gone, name=f"{title}, stood down", method=Method.CANCEL, place_id=reader.place_id
        )
        yield CalendarFile(
            f"{stem}-stood-down.ics", content, reader.person_id, is_stand_down=True, place_id=reader.place_id
        )


def _latest_before(session: Session, inspection_id: int, number: int) -> dict[Reader, dict[str, Slot]]:
    """Each slot as each of its readers last had it before issue ``number``, by uid.

    A slot that was the same in many issues is kept word for word the same in each, so the store gives
    it once, with the newest of them.
    """
    kept = cast(IssuedSlotRecord.slot, Text)
    newest = func.max(IssueRecord.number)
    held = session.execute(
        select(IssuedSlotRecord.slot, newest)
        .join(IssueRecord, IssueRecord.id == IssuedSlotRecord.issue_id)
        .where(IssueRecord.inspection_id == inspection_id, IssueRecord.number < number)
        .group_by(IssuedSlotRecord.uid, kept)
        .order_by(newest)
    )
    latest: dict[Reader, dict[str, Slot]] = {}
    for plain, _ in held:
        slot = from_plain(plain)
        if not slot.is_cancelled:
            for reader in _readers(slot):
                latest.setdefault(reader, {})[slot.uid] = slot
    return latest


def _by_reader(slots: Iterable[Slot]) -> dict[Reader, list[Slot]]:
    """The slots that stand, under each of their readers."""
    found: dict[Reader, list[Slot]] = {}
    for slot in slots:
        if not slot.is_cancelled:
            for reader in _readers(slot):
                found.setdefault(reader, []).append(slot)
    return found


def _readers(slot: Slot) -> tuple[Reader, ...]:
    people = tuple(Reader(part.person_id) for part in slot.parts)
    places = () if slot.place_id is None else (Reader(None, slot.place_id),)
    return (TEAM, *people, *places)


def _names(slots: Iterable[Slot]) -> dict[Reader, str]:
    names: dict[Reader, str] = {}
    for slot in slots:
        names.update((Reader(part.person_id), part.name) for part in slot.parts)
        if slot.place_id is not None:
            names[Reader(None, slot.place_id)] = slot.where
    return names


def _name(reader: Reader, slots: Iterable[Slot]) -> str:
    """What a reader was called in the last of their slots."""
    return next((name for slot in slots if (name := _names((slot,)).get(reader))), "")


def _stem(reader: Reader, names: Mapping[Reader, str]) -> str:
    """``r-malik``, ``place-room-2-castle-house``, ``whole-team``; no case is ever in it."""
    if reader == TEAM:
        return "whole-team"
    named = slug(names[reader])
    return named if reader.place_id is None else f"place-{named}".strip("-")
