"""The figures register: every number the inspectors have from us, and where two of them disagree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.changes import Kind
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import (
    FIGURE_SERIES,
    Disagreement,
    Figure,
    FigureEntry,
    Manner,
    disagreements,
    read_figure,
    said_ref,
)
from ilacs_desktop.domain.moments import Clock, day_of
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.info_requests import FigureRecord
from ilacs_desktop.store.numbers import next_number
from ilacs_desktop.store.settings import LinkRecord

from .around import LOOK_AGAIN, SOMEONE_ELSE, Around, around, check_around

_SERIES = "figure"
_LONGEST = {"value": 60, "unit": 60, "period": 120, "told_to": 200, "told_by": 200}
_WITH_UNIT_RE = re.compile(r"(?P<pound>£\s?)?(?P<value>\d[\d,.]*)(?P<percent>\s?%)?")


class Figures:
    """Everything one can do with the numbers that were said or written to the inspectors.

    A number that was told stays as a line; a later one supersedes it and the line says who had the old one.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def all(self, inspection_id: int) -> tuple[Figure, ...]:
        """Every figure of an inspection, the latest told first."""
        query = select(FigureRecord).where(FigureRecord.inspection_id == inspection_id)
        with self._store.reading() as session:
            records = session.scalars(query).all()
            rows = _rows(session, records)
        return tuple(sorted(rows, key=lambda row: (row.told_at, row.number), reverse=True))

    def one(self, figure_id: int) -> Figure:
        """One figure.

        Raises:
            Explained: there is no such figure.
        """
        with self._store.reading() as session:
            return _row(session, _record(session, figure_id))

    def disagreeing(self, inspection_id: int) -> tuple[Disagreement, ...]:
        """The figures that stand and disagree, side by side; pairs that were explained are left out."""
        return disagreements(self.all(inspection_id), explained=frozenset(self.explained(inspection_id)))

    def explained(self, inspection_id: int) -> dict[frozenset[int], str]:
        """The pairs of figures of which somebody has said why both are right, with the reason."""
        query = select(LinkRecord).where(
            LinkRecord.inspection_id == inspection_id,
            LinkRecord.from_kind == Kind.FIGURE.value,
            LinkRecord.to_kind == Kind.FIGURE.value,
        )
        with self._store.reading() as session:
            return {frozenset((link.from_id, link.to_id)): link.why for link in session.scalars(query)}

    def note(
        self, inspection_id: int, entry: FigureEntry, *, verbatim: str = "", by: object | None = None
    ) -> Figure:
        """Write down a number that was told.

        Raises:
            Explained: it says no number or not what it counts, is told in the future, or names what is not
                there.
        """
        with self._store.working("Note a figure", by=by) as session:
            return _row(session, self._add(session, inspection_id, entry, verbatim))

    def take_down(
        self,
        inspection_id: int,
        *,
        verbatim: str,
        about: str = "",
        told_to: str = "",
        told_by: str = "",
        told_at: datetime | None = None,
        request_id: int | None = None,
        slot_uid: str = "",
        enquiry_id: int | None = None,
        by: object | None = None,
    ) -> Figure:
        """Take a figure down from one line; ``about`` is the part that speaks of it, else the whole line.

        Raises:
            Explained: no number is in it, or nothing that it counts.
        """
        at = told_at or self._clock()
        words = read_figure(about or verbatim, day_of(at))
        entry = FigureEntry(
            measure=words.measure,
            value=words.value,
            unit=words.unit,
            period=words.period,
            as_of=words.as_of,
            source=words.source,
            told_to=told_to or words.told_to,
            told_by=told_by,
            told_at=at,
            request_id=request_id,
            slot_uid=slot_uid,
            enquiry_id=enquiry_id,
        )
        return self.note(inspection_id, entry, verbatim=verbatim, by=by)

    def put_right(
        self, figure_id: int, entry: FigureEntry, *, version: int | None = None, by: object | None = None
    ) -> Figure:
        """Put right what we wrote down of a figure, where it was noted wrongly; its number stays.

        Raises:
            Explained: it was changed since ``version``, has been superseded or withdrawn, or the entry is
                refused as by `note`.
        """
        with self._store.working("Put a figure right", by=by) as session:
            record = _record(session, figure_id)
            _check_version(record, version)
            self._check_stands(session, record)
            for name, value in self._checked(session, record.inspection_id, entry).items():
                setattr(record, name, value)
            session.flush()
            return _row(session, record)

    def supersede(
        self,
        figure_id: int,
        entry: FigureEntry,
        *,
        verbatim: str = "",
        version: int | None = None,
        by: object | None = None,
    ) -> Figure:
        """Write down the number that was told instead of an earlier one, which is marked as superseded.

        Raises:
            Explained: the earlier one was changed since ``version``, superseded or withdrawn, or the entry
                is refused as by `note`.
        """
        with self._store.working("Supersede a figure", by=by) as session:
            old = _record(session, figure_id)
            _check_version(old, version)
            self._check_stands(session, old)
            told_at = entry.told_at or self._clock()
            if told_at < old.told_at:
                raise Explained(
                    f"This was told before {_ref(old)}.",
                    remedy="Only a later number supersedes; note an earlier one by itself.",
                )
            new = self._add(session, old.inspection_id, entry, verbatim)
            new.supersedes_id = old.id
            session.flush()
            return _row(session, new)

    def withdraw(self, figure_id: int, *, reason: str, by: object | None = None) -> Figure:
        """Take a figure back, with the reason; it stays in the register and no longer counts.

        Raises:
            Explained: there is no reason, or it does not stand any more.
        """
        if not reason.strip():
            raise Explained("Say why the figure is taken back.", remedy="One line is enough.")
        with self._store.working("Withdraw a figure", by=by) as session:
            record = _record(session, figure_id)
            self._check_stands(session, record)
            record.withdrawn_reason = reason
            session.flush()
            return _row(session, record)

    def restore(self, figure_id: int, *, by: object | None = None) -> Figure:
        """Let a figure that was taken back stand again.

        Raises:
            Explained: it was not taken back.
        """
        with self._store.working("Let a figure stand again", by=by) as session:
            record = _record(session, figure_id)
            if not record.withdrawn_reason:
                raise Explained(f"{_ref(record)} was not taken back.")
            record.withdrawn_reason = ""
            session.flush()
            return _row(session, record)

    def explain(
        self, figure_id: int, other_ids: Sequence[int], *, why: str, by: object | None = None
    ) -> Figure:
        """Say why a figure and others that differ from it are all right; they no longer disagree.

        Raises:
            Explained: there is no reason, or one is of another inspection or the same.
        """
        if not why.strip() or len(why) > 200:
            raise Explained("Say in one line why both are right.", remedy="For instance “another cohort”.")
        with self._store.working("Explain figures that differ", by=by) as session:
            one = _record(session, figure_id)
            known = {frozenset((link.from_id, link.to_id)): link for link in _explained(session, one)}
            for other_id in other_ids:
                other = _record(session, other_id)
                if other is one or other.inspection_id != one.inspection_id:
                    raise Explained(f"{_ref(one)} and {_ref(other)} cannot be compared.")
                link = known.get(frozenset((one.id, other.id)))
                if link is not None:
                    link.why = why
                    continue
                session.add(
                    LinkRecord(
                        inspection_id=one.inspection_id,
                        from_kind=Kind.FIGURE.value,
                        from_id=one.id,
                        to_kind=Kind.FIGURE.value,
                        to_id=other.id,
                        why=why,
                    )
                )
            session.flush()
            return _row(session, one)

    def dispute(self, figure_id: int, *, by: object | None = None) -> Figure:
        """Take back all that was said of why a figure and others are both right; they disagree again.

        Raises:
            Explained: nothing was said of it.
        """
        with self._store.working("Let figures disagree again", by=by) as session:
            record = _record(session, figure_id)
            links = [each for each in _explained(session, record) if figure_id in {each.from_id, each.to_id}]
            if not links:
                raise Explained(f"Nobody has said why {_ref(record)} and another are both right.")
            for link in links:
                session.delete(link)
            session.flush()
            return _row(session, record)

    # -- inside a transaction ----------------------------------------------------------------------------

    def _add(self, session: Session, inspection_id: int, entry: FigureEntry, verbatim: str) -> FigureRecord:
        record = FigureRecord(
            inspection_id=inspection_id,
            number=next_number(session, inspection_id, _SERIES),
            verbatim=verbatim,
            noted_at=self._clock(),
            noted_by=self._store.actor,
            withdrawn_reason="",
            **self._checked(session, inspection_id, entry),
        )
        session.add(record)
        session.flush()
        return record

    def _checked(self, session: Session, inspection_id: int, entry: FigureEntry) -> dict[str, object]:
        """The entry as columns; a sign that came with the number is its unit."""
        if not entry.value.strip():
            raise Explained("There is no number in this.", remedy="Say the number: “84% of …”.")
        if not entry.measure.strip():
            raise Explained("A figure needs to say what it counts.", remedy="Name what was counted.")
        if (match := _WITH_UNIT_RE.fullmatch(entry.value.strip())) is not None:
            sign = "%" if match["percent"] else "£" if match["pound"] else ""
            if sign and entry.unit in {"", sign}:
                entry = replace(entry, value=match["value"], unit=sign)
        for name, most in _LONGEST.items():
            if len(getattr(entry, name)) > most:
                raise Explained(
                    f"“{getattr(entry, name)[:30]}…” is longer than {most} signs.",
                    remedy="Say it shorter, and the rest in the source.",
                )
        told_at = entry.told_at or self._clock()
        if told_at > self._clock():
            raise Explained("A figure cannot be told in the future.", remedy="Put the time right.")
        check_around(session, inspection_id, request_id=entry.request_id, enquiry_id=entry.enquiry_id)
        return {
            "measure": entry.measure,
            "value": entry.value,
            "unit": entry.unit,
            "period": entry.period,
            "as_of": entry.as_of,
            "source": entry.source,
            "manner": str(Manner(entry.manner)),
            "told_to": entry.told_to,
            "told_by": entry.told_by,
            "told_at": told_at,
            "request_id": entry.request_id,
            "slot_uid": entry.slot_uid or None,
            "enquiry_id": entry.enquiry_id,
        }

    @staticmethod
    def _check_stands(session: Session, record: FigureRecord) -> None:
        if record.withdrawn_reason:
            raise Explained(f"{_ref(record)} was taken back.", remedy="Let it stand again first.")
        later = session.scalar(select(FigureRecord).where(FigureRecord.supersedes_id == record.id))
        if later is not None:
            raise Explained(
                f"{_ref(record)} has been superseded by {_ref(later)}.", remedy="Change its successor."
            )


def _ref(record: FigureRecord) -> str:
    return said_ref(FIGURE_SERIES, record.number)


def _record(session: Session, figure_id: int) -> FigureRecord:
    record = session.get(FigureRecord, figure_id)
    if record is None:
        raise Explained("There is no such figure.", remedy="Refresh the list.")
    return record


def _explained(session: Session, record: FigureRecord) -> Sequence[LinkRecord]:
    """What was said of why two figures of the inspection are both right."""
    query = select(LinkRecord).where(
        LinkRecord.inspection_id == record.inspection_id,
        LinkRecord.from_kind == Kind.FIGURE.value,
        LinkRecord.to_kind == Kind.FIGURE.value,
    )
    return session.scalars(query).all()


def _check_version(record: FigureRecord, version: int | None) -> None:
    if version is not None and record.version != version:
        raise Explained(SOMEONE_ELSE.format(ref=_ref(record)), remedy=LOOK_AGAIN)


def _row(session: Session, record: FigureRecord) -> Figure:
    return _rows(session, (record,))[0]


def _rows(session: Session, records: Sequence[FigureRecord]) -> list[Figure]:
    named = around(session, records)
    later = select(FigureRecord.supersedes_id, FigureRecord.id).where(FigureRecord.supersedes_id.is_not(None))
    if len(records) == 1:
        later = later.where(FigureRecord.supersedes_id == records[0].id)
    successors = dict(session.execute(later).all())
    return [_as_row(record, named, successors.get(record.id)) for record in records]


def _as_row(record: FigureRecord, named: Around, superseded_by_id: int | None) -> Figure:
    slot = named.slot(record.slot_uid)
    return Figure(
        id=record.id,
        inspection_id=record.inspection_id,
        number=record.number,
        measure=record.measure,
        value=record.value,
        unit=record.unit,
        period=record.period,
        as_of=record.as_of,
        source=record.source,
        manner=Manner(record.manner),
        told_to=record.told_to,
        told_by=record.told_by,
        told_at=record.told_at,
        verbatim=record.verbatim,
        request_id=record.request_id,
        request_ref=named.request(record.request_id),
        slot_uid=record.slot_uid or "",
        slot=slot.title_with_inspectors if slot else "",
        enquiry_id=record.enquiry_id,
        enquiry=named.enquiry(record.enquiry_id),
        supersedes_id=record.supersedes_id,
        superseded_by_id=superseded_by_id,
        withdrawn_reason=record.withdrawn_reason,
        noted_at=record.noted_at,
        noted_by=record.noted_by,
        version=record.version,
    )
