"""Requests from a file: looked at first, taken in afterwards in one deed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests.exchange.review import Here, Review, RowChange, review
from ilacs_desktop.domain.info_requests.exchange.tracker import (
    Drafts,
    Field,
    Mapped,
    RawFile,
    RawTable,
    Remembered,
    suggest,
)
from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.domain.timetable.listing import Fate
from ilacs_desktop.intake.request_list import read_tracker
from ilacs_desktop.intake.request_rows import understand
from ilacs_desktop.services.enquiry import Enquiries
from ilacs_desktop.services.info_requests import coming_in
from ilacs_desktop.services.info_requests.deeds import InfoRequests
from ilacs_desktop.services.inspections import Inspections
from ilacs_desktop.services.people import People
from ilacs_desktop.services.safekeeping import Safekeeping
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.info_requests import InfoRequestRecord
from ilacs_desktop.store.settings import SettingRecord

TRACKERS_KEY = "requests_trackers"
MOST_REMEMBERED = 20
STALE = "A request has changed since this list was looked at."


@dataclass(frozen=True, slots=True)
class Taken:
    """How many requests were added and changed, and how many lines of the register came with them."""

    added: int
    changed: int
    given: int


class RequestImports:
    """Everything one can do with requests that come as a list."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        *,
        inspections: Inspections,
        info_requests: InfoRequests,
        people: People,
        enquiry: Enquiries,
        safekeeping: Safekeeping,
    ) -> None:
        self._store = store
        self._clock = clock
        self._inspections = inspections
        self._requests = info_requests
        self._people = people
        self._enquiry = enquiry
        self._safekeeping = safekeeping

    def read(self, path: Path, *, cancelled: Callable[[], bool] | None = None) -> RawFile:
        """What stands in a file; nothing is understood, compared or stored.

        Raises:
            Explained: it cannot be read, or holds no table.
        """
        return read_tracker(path, cancelled=cancelled)

    def suggested(self, table: RawTable) -> tuple[Mapped, bool]:
        """What each column may mean, and whether that is how the same headings were taken in before."""
        return suggest(table.headings, self._remembered())

    def review(
        self,
        inspection_id: int,
        raw: RawFile,
        *,
        table: RawTable | None = None,
        mapped: Mapped | None = None,
        staged: bool = False,
        without_unknown: bool = False,
    ) -> Review:
        """What taking the list in would do; nothing is stored.

        ``table`` is the first if not said, ``mapped`` what is suggested. Of a list of ours all tables that
        can come back are read. ``staged``: what the list does not say otherwise has not been asked for yet.
        ``without_unknown``: people and lines of enquiry that are not known here are left out.

        Raises:
            Explained: there is no such inspection, or no column says what was asked.
        """
        around = self._inspections.one(inspection_id).on_site_from
        own = [each for each in raw.tables if Field.KEPT in suggest(each.headings)[0]]
        drafts = None
        for each in own or [table or raw.tables[0]]:
            columns = mapped if mapped is not None and not own else self.suggested(each)[0]
            _check(columns)
            found = understand(raw, each, columns, around=around)
            drafts = found if drafts is None else _with(drafts, found)
        assert drafts is not None  # noqa: S101 - a file that was read has a table
        here = Here(
            self._requests.all(inspection_id),
            self._requests.given(inspection_id),
            self._people.all(with_former=True),
            tuple((each.id, each.title) for each in self._enquiry.all(inspection_id)),
            self._clock(),
        )
        return review(drafts, here, staged=staged, without_unknown=without_unknown)

    def take(self, inspection_id: int, found: Review, *, by: object | None = None) -> Taken:
        """Do what was reviewed, in one deed, after a backup; how the columns were read is remembered.

        Raises:
            Explained: nothing would change, or a request has changed since the review; nothing is stored.
        """
        if found.is_empty:
            raise Explained("There is nothing new in this list.")
        self._safekeeping.backup_now()
        now = self._clock()
        with self._store.working("Take in a list of requests", by=by) as session:
            self._change(session, found, now)
            coming = coming_in.Coming(session, inspection_id, found.file_name, self._store.actor, now)
            for change in sorted(_added(found), key=_order):
                coming.add(change)
            coming.join()
            lines = [change.given for change in found.changes if change.fate is Fate.ADDED and change.given]
            coming.add_given(lines)
            if not found.is_own:
                self._remember(session, Remembered(found.headings, found.mapped))
        return Taken(len(_added(found)), found.count(Fate.CHANGED), len(lines))

    # -- storing -----------------------------------------------------------------------------------

    def _change(self, session: Session, found: Review, now: datetime) -> None:
        changes = {change.request_id: change for change in found.changes if change.fate is Fate.CHANGED}
        query = select(InfoRequestRecord).where(InfoRequestRecord.id.in_(changes))
        records = {record.id: record for record in session.scalars(query)} if changes else {}
        for number, change in changes.items():
            record = records.get(number)
            if record is None or record.version != change.version:
                raise Explained(STALE, remedy="Look at the list again, then take it in.")
            coming_in.change(session, record, change, found.file_name, self._store.actor, now)

    def _remembered(self) -> tuple[Remembered, ...]:
        with self._store.reading() as session:
            record = _setting(session)
            entries: Sequence[Mapping[str, Sequence[str]]] = record.value if record else ()
            return tuple(
                Remembered(tuple(each["headings"]), tuple(map(Field, each["mapped"]))) for each in entries
            )

    @staticmethod
    def _remember(session: Session, how: Remembered) -> None:
        entry = {"headings": list(how.headings), "mapped": [each.value for each in how.mapped]}
        record = _setting(session)
        if record is None:
            session.add(SettingRecord(key=TRACKERS_KEY, value=[entry]))
            return
        others = [each for each in record.value if each["headings"] != entry["headings"]]
        if [entry, *others] != record.value:
            record.value = [entry, *others][:MOST_REMEMBERED]


def _setting(session: Session) -> SettingRecord | None:
    found: SettingRecord | None = session.scalar(
        select(SettingRecord).where(SettingRecord.key == TRACKERS_KEY)
    )
    return found


def _check(mapped: Mapped) -> None:
    if not {Field.TITLE, Field.VERBATIM, Field.KEPT} & set(mapped):
        raise Explained(
            "No column says what was asked.", remedy=f"Choose which one is “{Field.TITLE.value}”."
        )


def _with(first: Drafts, second: Drafts) -> Drafts:
    return Drafts(
        first.file_name,
        first.rows + second.rows,
        first.refusals + second.refusals,
        first.notes,
        first.headings,
        first.mapped,
    )


def _added(found: Review) -> list[RowChange]:
    return [change for change in found.changes if change.fate is Fate.ADDED and change.new is not None]


def _order(change: RowChange) -> tuple[str, int]:
    """Those with a number of their own by it, so that none stands in the way of another."""
    return (change.ref.partition("-")[0], change.new.number if change.new else 0)
