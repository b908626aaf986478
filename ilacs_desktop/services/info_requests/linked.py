"""What a request is joined to, from either side, each under the title by which it is found."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.info_requests import FIGURE_SERIES, POINT_SERIES, said_ref, said_value
from ilacs_desktop.domain.moments import Clock, said_when
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.info_requests import ClarificationRecord, FigureRecord, InfoRequestRecord
from ilacs_desktop.store.search_index import titles
from ilacs_desktop.store.settings import LinkRecord
from ilacs_desktop.store.timetable import SlotRecord

from .rows import the_record


@dataclass(frozen=True, slots=True)
class Linked:
    """One thing a request is joined to: the way there, its title, and how the two belong together."""

    ref: Ref
    title: str
    how: str = ""


class LinkedThings:
    """The part of :class:`InfoRequests` that follows links."""

    _store: Store
    _clock: Clock

    def linked_things(self, request_id: int) -> tuple[Linked, ...]:
        """What it was merged into, took up, was asked in; figures and points noted with it; its links.

        The line of enquiry and the slot its deadline hangs on are fields of the request itself.
        """
        with self._store.reading() as session:
            record = the_record(session, request_id)
            found = [*self._merged(session, record), *self._asked_in(session, record)]
            found += _noted(session, request_id)
            joined = _joined(session, request_id)
            known = titles(session.connection(), [ref for ref, _ in joined])
        found += [Linked(ref, known.get(ref, ref.kind.value), why) for ref, why in joined]
        return tuple(found)

    @staticmethod
    def _merged(session: Session, record: InfoRequestRecord) -> list[Linked]:
        found = []
        if record.merged_into_id is not None:
            into = the_record(session, record.merged_into_id)
            found.append(Linked(Ref(Kind.INFO_REQUEST, into.id), f"{into.ref} {into.title}", "merged into"))
        query = select(InfoRequestRecord).where(InfoRequestRecord.merged_into_id == record.id)
        for other in session.scalars(query.order_by(InfoRequestRecord.number)):
            found.append(Linked(Ref(Kind.INFO_REQUEST, other.id), f"{other.ref} {other.title}", "took up"))
        return found

    def _asked_in(self, session: Session, record: InfoRequestRecord) -> list[Linked]:
        if not record.asked_in_uid:
            return []
        slot = session.scalar(
            select(SlotRecord).where(
                SlotRecord.inspection_id == record.inspection_id, SlotRecord.uid == record.asked_in_uid
            )
        )
        if slot is None:
            return []
        title = f"{slot.purpose}, {said_when(slot.starts_at, self._clock())}"
        return [Linked(Ref(Kind.SLOT, slot.id), title, "asked in")]


def _noted(session: Session, request_id: int) -> list[Linked]:
    """The figures and the points of clarification that belong to the request."""
    figures = select(FigureRecord).where(FigureRecord.request_id == request_id).order_by(FigureRecord.number)
    points = select(ClarificationRecord).where(ClarificationRecord.request_id == request_id)
    return [
        *(
            Linked(
                Ref(Kind.FIGURE, each.id),
                f"{said_ref(FIGURE_SERIES, each.number)} {each.measure}: {said_value(each.value, each.unit)}",
                "figure",
            )
            for each in session.scalars(figures)
        ),
        *(
            Linked(
                Ref(Kind.CLARIFICATION, each.id),
                f"{said_ref(POINT_SERIES, each.number)} {each.they_said}",
                "point",
            )
            for each in session.scalars(points.order_by(ClarificationRecord.number))
        ),
    ]


def _joined(session: Session, request_id: int) -> list[tuple[Ref, str]]:
    kind = Kind.INFO_REQUEST.value
    there = (LinkRecord.from_kind == kind) & (LinkRecord.from_id == request_id)
    back = (LinkRecord.to_kind == kind) & (LinkRecord.to_id == request_id)
    links = session.scalars(select(LinkRecord).where(there | back).order_by(LinkRecord.id))
    return [
        (
            Ref(Kind(link.to_kind), link.to_id)
            if (link.from_kind, link.from_id) == (kind, request_id)
            else Ref(Kind(link.from_kind), link.from_id),
            link.why,
        )
        for link in links
    ]
