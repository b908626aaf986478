"""Everything that touches one child: found by its key, by its code or ID in words, or by a link."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.casefiles.card import Touch
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.store import search_index
from ilacs_desktop.store.casefiles import CaseSessionRecord, ChildRecord, ConcernRecord
from ilacs_desktop.store.enquiry import EnquiryRecord, SignalRecord
from ilacs_desktop.store.feedback import MessageRecord, NoteRecord
from ilacs_desktop.store.info_requests import ClarificationRecord, FigureRecord, InfoRequestRecord
from ilacs_desktop.store.settings import LinkRecord
from ilacs_desktop.store.timetable import SlotRecord

WORDS = {
    Kind.CASE_SESSION: "session",
    Kind.CONCERN: "concern",
    Kind.SLOT: "in the timetable",
    Kind.INFO_REQUEST: "request",
    Kind.CLARIFICATION: "clarification",
    Kind.FIGURE: "figure",
    Kind.MESSAGE: "message",
    Kind.NOTE: "notes",
    Kind.SIGNAL: "signal",
    Kind.ENQUIRY: "line of enquiry",
    Kind.GIVEN_ITEM: "given",
}
"""What the card calls each sort of thing, in the order it has them."""
SPOKEN_OF = (
    Kind.SLOT,
    Kind.INFO_REQUEST,
    Kind.CLARIFICATION,
    Kind.FIGURE,
    Kind.MESSAGE,
    Kind.NOTE,
    Kind.SIGNAL,
    Kind.GIVEN_ITEM,
)
MOMENTS: dict[Kind, tuple[Any, Any]] = {
    Kind.SLOT: (SlotRecord.id, SlotRecord.starts_at),
    Kind.INFO_REQUEST: (InfoRequestRecord.id, InfoRequestRecord.asked_at),
    Kind.CLARIFICATION: (ClarificationRecord.id, ClarificationRecord.said_at),
    Kind.FIGURE: (FigureRecord.id, FigureRecord.told_at),
    Kind.MESSAGE: (MessageRecord.id, MessageRecord.received_at),
    Kind.NOTE: (NoteRecord.id, NoteRecord.day),
    Kind.SIGNAL: (SignalRecord.id, SignalRecord.at),
    Kind.ENQUIRY: (EnquiryRecord.id, EnquiryRecord.started_at),
}
SHORTEST_ID = 4
"""An ID of fewer letters is too common a word to look for."""
MOST = 60


def touching(session: Session, child: ChildRecord) -> tuple[Touch, ...]:
    """What has to do with a child, in the order of `WORDS`, the latest of each sort first.

    What was said in a concern stays out of it: a concern is its number alone.
    """
    held = list(
        session.scalars(
            select(CaseSessionRecord)
            .where(CaseSessionRecord.child_key == child.id)
            .order_by(CaseSessionRecord.id)
        )
    )
    concerns = session.scalars(select(ConcernRecord).where(ConcernRecord.child_key == child.id))
    uids = {each.slot_uid for each in held if each.slot_uid}
    query = select(SlotRecord.uid, SlotRecord.starts_at).where(
        SlotRecord.inspection_id == child.inspection_id, SlotRecord.uid.in_(uids)
    )
    starts = {uid: at for uid, at in session.execute(query)}  # noqa: C416 - rows, not pairs, to mypy
    own = [
        Touch(
            Ref(Kind.CASE_SESSION, each.id), WORDS[Kind.CASE_SESSION], each.reason, starts.get(each.slot_uid)
        )
        for each in held
    ]
    own += [
        Touch(Ref(Kind.CONCERN, each.id), WORDS[Kind.CONCERN], f"Concern {each.ref}", each.said_at)
        for each in concerns
    ]
    found = [*own, *_spoken_of(session, child, uids), *_linked(session, child)]
    order = tuple(WORDS)
    once = {touch.ref: touch for touch in reversed(found)}
    return tuple(
        sorted(
            once.values(),
            key=lambda each: (
                order.index(each.ref.kind),
                -(each.at.timestamp() if each.at else 0),
                each.ref.id,
            ),
        )
    )


def _spoken_of(session: Session, child: ChildRecord, uids: set[str]) -> list[Touch]:
    names = [child.code] if child.code else []
    if len(child.child_id) >= SHORTEST_ID:
        names.append(child.child_id)
    found = search_index.naming(
        session.connection(), names, kinds=SPOKEN_OF, inspection_id=child.inspection_id, limit=MOST
    )
    slots = [each.ref.id for each in found if each.ref.kind is Kind.SLOT]
    query = select(SlotRecord.id, SlotRecord.uid).where(
        SlotRecord.inspection_id == child.inspection_id,
        or_(SlotRecord.id.in_(slots), SlotRecord.child_id == child.id),
    )
    ours = {key for key, uid in session.execute(query) if uid in uids}
    titles = {
        each.ref: each.title for each in found if each.ref.kind is not Kind.SLOT or each.ref.id not in ours
    }
    return _touches(session, titles)


def _linked(session: Session, child: ChildRecord) -> list[Touch]:
    kind = Kind.CHILD.value
    there = (LinkRecord.from_kind == kind) & (LinkRecord.from_id == child.id)
    back = (LinkRecord.to_kind == kind) & (LinkRecord.to_id == child.id)
    refs = [
        Ref(Kind(link.to_kind), link.to_id)
        if (link.from_kind, link.from_id) == (kind, child.id)
        else Ref(Kind(link.from_kind), link.from_id)
        for link in session.scalars(select(LinkRecord).where(or_(there, back)))
    ]
    known = [ref for ref in refs if ref.kind in WORDS]
    titles = search_index.titles(session.connection(), known)
    return _touches(session, {ref: titles.get(ref, "") for ref in known}, is_linked=True)


def _touches(session: Session, titles: dict[Ref, str], *, is_linked: bool = False) -> list[Touch]:
    moments: dict[Ref, datetime] = {}
    for kind in {ref.kind for ref in titles} & MOMENTS.keys():
        key, at = MOMENTS[kind]
        moments |= _moments(
            kind, session.execute(select(key, at).where(key.in_([r.id for r in titles if r.kind is kind])))
        )
    return [Touch(ref, WORDS[ref.kind], title, moments.get(ref), is_linked) for ref, title in titles.items()]


def _moments(kind: Kind, rows: Iterable[Any]) -> dict[Ref, datetime]:
    found = {}
    for key, at in rows:
        if isinstance(at, datetime):
            found[Ref(kind, key)] = at
        elif isinstance(at, date):
            found[Ref(kind, key)] = datetime.combine(at, time(12), UTC)
    return found
