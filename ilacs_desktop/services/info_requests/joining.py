"""Requests and other requests: the same answer, merged, divided, asked again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from ilacs_desktop.domain.changes import Kind
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import (
    InfoRequest,
    ItemState,
    OurStatus,
    TheirStatus,
    check_can_take_up,
    without_pauses,
)
from ilacs_desktop.domain.moments import said_when
from ilacs_desktop.store.info_requests import ClockPauseRecord, InfoRequestRecord, RequestItemRecord
from ilacs_desktop.store.numbers import next_number
from ilacs_desktop.store.settings import LinkRecord

from .given_again import GivenAgain
from .references import check_links
from .room import RequestRoom
from .rows import note, the_record
from .settling import drop_own_checks, end_with_items
from .targets import kept_rules


@dataclass(frozen=True, slots=True)
class Part:
    """One of the requests that another is divided into; the items named move into it."""

    title: str
    item_ids: tuple[int, ...] = ()
    owner_id: int | None = None


class JoinedRequests(GivenAgain, RequestRoom):
    """The part of :class:`InfoRequests` that makes one of two, several of one, or one after another."""

    SAME_AS = "The same answer as {ref}."

    def same_answer(self, request_id: int, *, as_id: int, by: object | None = None) -> InfoRequest:
        """A second asker is given what was given before: the same owner and meaning, cleared and given.

        Each newest version becomes a line of the given register of its own, for the second asker. Where one
        is past its review date nothing is given yet, and the history says why.

        Raises:
            Explained: nothing was given for the other one, or this one is no longer open.
        """
        with self._store.working("Answer a second asker", by=by) as session:
            record, other = the_record(session, request_id), the_record(session, as_id)
            if other.given_at is None or other.inspection_id != record.inspection_id or other is record:
                raise Explained(f"Nothing was given for {other.ref} yet.", remedy="Answer it by itself.")
            row = record.row()
            if not row.is_open:
                raise Explained(f"{row.ref} is not open.", remedy="Only an open request can be answered.")
            record.owner_id = record.owner_id or other.owner_id
            record.meaning = record.meaning or self.SAME_AS.format(ref=other.ref)
            record.kind = other.kind
            record.enquiry_id = record.enquiry_id or other.enquiry_id
            record.ours, record.cleared_by, record.returned_reason = OurStatus.CLEARED, other.cleared_by, ""
            record.accuracy_checked_by = other.accuracy_checked_by
            record.redaction_checked_by = other.redaction_checked_by
            session.flush()
            session.expire(record, ["owner", "enquiry"])
            now, actor = self._clock(), self._store.actor
            note(session, record, at=now, by=actor, what=f"cleared: the same answer as {other.ref}")
            note(session, other, at=now, by=actor, what=f"its answer serves {record.ref} as well")
            self._second_asker(session, record, other)
            return self._row(session, record)

    def merge(self, request_id: int, *, into_id: int, by: object | None = None) -> InfoRequest:
        """Make one request of two: the first is withdrawn and points to the second. Gives the second.

        The second is then wanted by the earlier time of the two, and promised for the earlier.

        Raises:
            Explained: they are the same, of two inspections, one of them was merged already, or what is still
                wanted would be lost in one that is not.
        """
        with self._store.working("Merge two requests", by=by) as session:
            record, other = the_record(session, request_id), the_record(session, into_id)
            if record is other or other.merged_into_id is not None:
                raise Explained(
                    f"{record.ref} cannot be merged into {other.ref}.", remedy="Choose another one."
                )
            if record.inspection_id != other.inspection_id:
                raise Explained("The two belong to different inspections.")
            if record.merged_into_id is not None:
                raise Explained(f"{record.ref} has been merged already.", remedy="Reopen it first.")
            before, into = self._row(session, record), self._row(session, other)
            check_can_take_up(before, into)
            now = self._clock()
            record.merged_into_id = other.id
            record.theirs = TheirStatus.WITHDRAWN
            note(session, record, at=now, by=self._store.actor, what=f"merged into {other.ref}")
            why = _take_over_time(other, into, before)
            note(session, other, at=now, by=self._store.actor, what=f"took up {record.ref}", why=why)
            return self._row(session, other)

    def split(
        self, request_id: int, parts: Sequence[Part], *, by: object | None = None
    ) -> tuple[InfoRequest, ...]:
        """Divide a request: each part becomes a request of its own, with a new number, linked to the first.

        It keeps the words, the asker, the time and the deadline of the first, which keeps its number and
        whatever is not moved. Gives the new ones.

        Raises:
            Explained: there is no part, a part has no words, an item is not of this request or was given,
                or the request is not open.
        """
        if not parts:
            raise Explained("Nothing to divide into.", remedy="Write one line for each new request.")
        if any(not part.title.strip() for part in parts):
            raise Explained("A request needs words.", remedy="Write one line for each new request.")
        with self._store.working("Divide a request", by=by) as session:
            record = the_record(session, request_id)
            if not record.row().is_open:
                raise Explained(f"{record.ref} is not open.", remedy="Only an open request can be divided.")
            check_links(session, [part.owner_id for part in parts], None, record.inspection_id)
            items = {item.id: item for item in record.items}
            made = []
            for part in parts:
                new = self._copy(session, record, title=part.title, asked_at=record.asked_at)
                _go_on_with_its_clock(new, record)
                new.owner_id = part.owner_id or record.owner_id
                new.ours = OurStatus.CAPTURED if new.owner_id is None else OurStatus.ASSIGNED
                for item_id in part.item_ids:
                    item = items.pop(item_id, None)
                    if item is None or item.state is ItemState.GIVEN:
                        raise Explained(
                            f"An item of {record.ref} cannot be moved.",
                            remedy="It was given, moved already, or belongs to another request.",
                        )
                    item.request = new
                self._join(session, new, record, f"divided from {record.ref}", f"{new.ref} divided off")
                made.append(new)
            session.flush()
            now, actor = self._clock(), self._store.actor
            for each in (record, *made):
                session.expire(each, ["items"])
                drop_own_checks(session, each, at=now, by=actor)
            end_with_items(session, record, at=now, by=actor)
            return tuple(self._row(session, new) for new in made)

    def duplicate(
        self,
        request_id: int,
        *,
        asked_by_id: int | None = None,
        asked_at: datetime | None = None,
        by: object | None = None,
    ) -> InfoRequest:
        """The same is asked again: a new request with its own number and clock, linked to the first.

        It has the words, the meaning, the kind and the line of enquiry of the first, and its items as wanted.

        Raises:
            Explained: nobody of that number.
        """
        with self._store.working("Duplicate a request", by=by) as session:
            record = the_record(session, request_id)
            check_links(session, (asked_by_id,), None, record.inspection_id)
            now = self._clock()
            new = self._copy(session, record, title=record.title, asked_at=asked_at or now)
            new.asked_by_id = asked_by_id if asked_by_id is not None else record.asked_by_id
            new.target_at, new.promised_at, new.target_basis = None, None, "template"
            new.target_minutes = kept_rules(session).answer_minutes[new.kind]
            new.items = [RequestItemRecord(what=item.what, owner_id=item.owner_id) for item in record.items]
            self._join(session, new, record, f"asked again, as {record.ref}", f"asked again as {new.ref}")
            return self._row(session, new)

    def _copy(
        self, session: Session, record: InfoRequestRecord, *, title: str, asked_at: datetime
    ) -> InfoRequestRecord:
        new = InfoRequestRecord(
            inspection_id=record.inspection_id,
            number=next_number(session, record.inspection_id, "request"),
            verbatim=record.verbatim,
            title=title.strip().splitlines()[0],
            meaning=record.meaning,
            kind=record.kind,
            asked_at=asked_at,
            asked_by_id=record.asked_by_id,
            asked_of=record.asked_of,
            asked_how=record.asked_how,
            asked_in_uid=record.asked_in_uid,
            enquiry_id=record.enquiry_id,
            acknowledge_minutes=record.acknowledge_minutes,
            target_at=record.target_at,
            target_minutes=record.target_minutes,
            target_basis=record.target_basis,
            promised_at=record.promised_at,
            anchor_uid=record.anchor_uid,
            anchor_edge=record.anchor_edge,
            anchor_minutes=record.anchor_minutes,
            moved_at=self._clock(),
            items=[],
            pauses=[],
        )
        session.add(new)
        session.flush()
        return new

    def _join(
        self,
        session: Session,
        new: InfoRequestRecord,
        record: InfoRequestRecord,
        of_new: str,
        of_old: str,
    ) -> None:
        """Link the two, and say so in both histories."""
        kind = Kind.INFO_REQUEST.value
        session.add(
            LinkRecord(
                inspection_id=record.inspection_id,
                from_kind=kind,
                from_id=new.id,
                to_kind=kind,
                to_id=record.id,
                why=of_new,
            )
        )
        now, actor = self._clock(), self._store.actor
        note(session, new, at=now, by=actor, what=of_new)
        note(session, record, at=now, by=actor, what=of_old)


def _go_on_with_its_clock(new: InfoRequestRecord, record: InfoRequestRecord) -> None:
    """What is divided off is due when the whole was: it began and stood still at the same times."""
    new.restarted_at, new.acknowledged_at = record.restarted_at, record.acknowledged_at
    new.theirs = record.theirs
    new.returned_reason = record.returned_reason
    new.pauses = [
        ClockPauseRecord(paused_at=pause.paused_at, resumed_at=pause.resumed_at, why=pause.why)
        for pause in record.pauses
    ]


def _take_over_time(other: InfoRequestRecord, into: InfoRequest, merged: InfoRequest) -> str:
    """Let ``other`` be due, and promised, when the earlier of the two was; gives words for its history."""
    seen_from = into.asked_at
    told = [f"asked {said_when(merged.asked_at, seen_from)} by {merged.asked_by or 'an inspector'}"]
    if not merged.is_open:
        return told[0]
    due, promised = merged.due.at, merged.promised_at
    if due is not None and (into.due.at is None or due < into.due.at):
        anchor = merged.anchor
        other.anchor_uid = anchor.uid if anchor else None
        other.anchor_edge = str(anchor.edge) if anchor else None
        other.anchor_minutes = anchor.minutes if anchor else None
        other.target_at = merged.target_at if anchor else without_pauses(due, into.clock_from, into.pauses)
        other.target_minutes, other.target_basis = None, merged.target_basis
        told.append(f"due as that was, {said_when(due, seen_from)}")
    if promised is not None and (into.promised_at is None or promised < into.promised_at):
        other.promised_at = promised
        told.append(f"promised for {said_when(promised, seen_from)}")
    return ", ".join(told)
