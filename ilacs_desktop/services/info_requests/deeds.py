"""The deeds: asking, assigning, pausing, clearing, giving, withdrawing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import (
    InfoRequest,
    ItemState,
    OurStatus,
    RequestKind,
    TheirStatus,
    WorkingHours,
    default_target,
)
from ilacs_desktop.domain.inspection import StagedItem
from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.enquiry import EnquiryRecord
from ilacs_desktop.store.info_requests import InfoRequestRecord, RequestItemRecord
from ilacs_desktop.store.numbers import next_number
from ilacs_desktop.store.people import PersonRecord

from .anchors import AnchoredDeadlines
from .finding import RequestLists
from .folder_check import FolderChecks
from .given_again import GivenAgain
from .offers import OfferedEvidence
from .rows import note, the_record
from .steps import RequestSteps

REQUEST_SERIES = {"IR": "request", "A": "annex a list", "D": "expected document"}


class InfoRequests(RequestLists, RequestSteps, AnchoredDeadlines, GivenAgain, FolderChecks, OfferedEvidence):
    """Everything one can do with information requests.

    ``hours`` are those in which an allowance ("two hours") runs; without them it runs round the clock.
    """

    SAME_AS = "The same answer as {ref}."

    def __init__(self, store: Store, clock: Clock, hours: WorkingHours | None = None) -> None:
        self._store = store
        self._clock = clock
        self._hours = hours

    def add(
        self,
        inspection_id: int,
        *,
        verbatim: str,
        title: str = "",
        meaning: str = "",
        asked_by_id: int | None = None,
        asked_of: str = "",
        asked_at: datetime | None = None,
        owner_id: int | None = None,
        enquiry_id: int | None = None,
        target_at: datetime | None = None,
        promised_at: datetime | None = None,
        staged: bool = False,
        kind: RequestKind | str = RequestKind.DOCUMENT,
        items: Sequence[str] = (),
        by: object | None = None,
    ) -> InfoRequest:
        """Take down a request; ``verbatim`` is kept for ever as it is.

        Without ``target_at`` the usual time for its kind is allowed. With an owner it is assigned.

        Raises:
            Explained: there are no words, or it would be wanted before it was asked.
        """
        if not verbatim.strip():
            raise Explained("A request needs words.", remedy="Write down what was asked.")
        now = self._clock()
        asked = asked_at or now
        if target_at is not None and target_at < asked:
            raise Explained(
                "It would be wanted before it was asked.", remedy="Put right one of the two times."
            )
        what = _kind(kind)
        with self._store.working("Take down a request", by=by) as session:
            _check_links(session, (asked_by_id, owner_id), enquiry_id, inspection_id)
            usual = default_target(what)
            record = InfoRequestRecord(
                inspection_id=inspection_id,
                number=next_number(session, inspection_id, REQUEST_SERIES["IR"]),
                verbatim=verbatim,
                title=(title or meaning or verbatim).strip().splitlines()[0],
                meaning=meaning,
                kind=what,
                asked_at=asked,
                asked_by_id=asked_by_id,
                asked_of=asked_of,
                owner_id=owner_id,
                enquiry_id=enquiry_id,
                staged=staged,
                ours=OurStatus.CAPTURED if owner_id is None else OurStatus.ASSIGNED,
                target_at=target_at,
                target_minutes=usual.minutes if target_at is None else None,
                target_basis=usual.basis if target_at is None else "asked for",
                promised_at=promised_at,
                moved_at=now,
                items=[RequestItemRecord(what=each.strip()) for each in items if each.strip()],
                pauses=[],
            )
            session.add(record)
            session.flush()
            note(session, record, at=now, by=self._store.actor, what="staged" if staged else "captured")
            if record.owner_id is not None:
                self._note_owner(session, record, now)
            return self._row(session, record)

    def add_staged(
        self, inspection_id: int, items: Sequence[StagedItem], *, by: object | None = None
    ) -> tuple[InfoRequest, ...]:
        """Stage what the framework lets us expect; what is staged already stays as it is.

        Annex A lists are numbered A-01, A-02, …; documents D-01, D-02, ….
        """
        now = self._clock()
        with self._store.working("Stage the expected requests", by=by) as session:
            present = set(
                session.scalars(
                    select(InfoRequestRecord.staged_key).where(
                        InfoRequestRecord.inspection_id == inspection_id,
                        InfoRequestRecord.staged_key.is_not(None),
                    )
                )
            )
            new = [item for item in items if item.key not in present]
            numbered = [(item, *self._staged_number(session, inspection_id, item)) for item in new]
            added = [
                InfoRequestRecord(
                    inspection_id=inspection_id,
                    series=series,
                    number=number,
                    verbatim=item.title,
                    title=item.title,
                    kind=_kind(item.kind),
                    asked_at=now,
                    staged=True,
                    staged_key=item.key,
                    group=item.group,
                    owner_role=item.owner_role,
                    source=item.source,
                    target_minutes=default_target(_kind(item.kind)).minutes,
                    moved_at=now,
                    items=[],
                    pauses=[],
                )
                for item, series, number in numbered
            ]
            session.add_all(added)
            session.flush()
            for record in added:
                note(session, record, at=now, by=self._store.actor, what="staged", why=record.source)
            return tuple(self._row(session, record) for record in added)

    @staticmethod
    def _staged_number(session: Session, inspection_id: int, item: StagedItem) -> tuple[str, int]:
        series = "A" if _kind(item.kind) is RequestKind.LIST else "D"
        return series, next_number(session, inspection_id, REQUEST_SERIES[series])

    def activate(
        self,
        request_id: int,
        *,
        asked_by_id: int | None = None,
        asked_at: datetime | None = None,
        target_at: datetime | None = None,
        by: object | None = None,
    ) -> InfoRequest:
        """Ofsted has asked for a staged request: its clock starts, its number stays.

        Raises:
            Explained: it has been asked for already.
        """
        with self._store.working("Activate a staged request", by=by) as session:
            record = the_record(session, request_id)
            if not record.staged:
                raise Explained(f"{record.ref} has been asked for already.")
            _check_links(session, (asked_by_id,), None, record.inspection_id)
            now = self._clock()
            record.staged = False
            record.asked_at = asked_at or now
            record.asked_by_id = asked_by_id
            if target_at is not None:
                record.target_at, record.target_minutes, record.target_basis = target_at, None, "asked for"
            note(session, record, at=now, by=self._store.actor, what="asked for")
            return self._row(session, record)

    def assign(self, request_id: int, owner_id: int | None, *, by: object | None = None) -> InfoRequest:
        """Give a request its owner, another one, or none again; a captured one becomes assigned."""
        with self._store.working("Assign a request", by=by) as session:
            record = the_record(session, request_id)
            _check_links(session, (owner_id,), None, record.inspection_id)
            if record.owner_id == owner_id:
                return self._row(session, record)
            record.owner_id = owner_id
            session.flush()
            session.expire(record, ["owner"])
            if owner_id is None:
                record.ours = OurStatus.CAPTURED
            elif record.ours is OurStatus.CAPTURED:
                record.ours = OurStatus.ASSIGNED
            self._note_owner(session, record, self._clock())
            return self._row(session, record)

    def change(
        self,
        request_id: int,
        *,
        title: str | None = None,
        meaning: str | None = None,
        kind: RequestKind | str | None = None,
        enquiry_id: int | None = None,
        target_at: datetime | None = None,
        promised_at: datetime | None = None,
        version: int | None = None,
        by: object | None = None,
    ) -> InfoRequest:
        """Put right what we take a request to mean; what is None stays as it is.

        A time of its own takes a deadline off the slot it hung on.

        Raises:
            Explained: it was changed since ``version``, or it would be wanted before it was asked.
        """
        with self._store.working("Change a request", by=by) as session:
            record = the_record(session, request_id)
            if version is not None and record.version != version:
                raise Explained(
                    f"Someone else has just changed {record.ref}.",
                    remedy="Look again, then repeat your change.",
                )
            _check_links(session, (), enquiry_id, record.inspection_id)
            if target_at is not None and target_at < (record.restarted_at or record.asked_at):
                raise Explained(
                    "It would be wanted before it was asked.", remedy="Put right one of the two times."
                )
            new = {
                "title": title,
                "meaning": meaning,
                "kind": None if kind is None else _kind(kind),
                "enquiry_id": enquiry_id,
                "target_at": target_at,
                "promised_at": promised_at,
            }
            changed = {k: v for k, v in new.items() if v is not None and getattr(record, k) != v}
            for name, value in changed.items():
                setattr(record, name, value)
            if "target_at" in changed:
                record.target_minutes, record.target_basis = None, "asked for"
                record.anchor_uid = record.anchor_edge = record.anchor_minutes = None
            if changed:
                words = ", ".join(_SAID[name] for name in changed)
                note(session, record, at=self._clock(), by=self._store.actor, what=f"changed {words}")
            session.flush()
            session.expire(record, ["enquiry"])
            return self._row(session, record)

    def add_item(
        self, request_id: int, what: str, *, owner_id: int | None = None, by: object | None = None
    ) -> InfoRequest:
        """Name one of the things a request asks for."""
        if not what.strip():
            raise Explained("An item needs words.", remedy="Say what is wanted.")
        with self._store.working("Add an item to a request", by=by) as session:
            record = the_record(session, request_id)
            _check_links(session, (owner_id,), None, record.inspection_id)
            record.items.append(RequestItemRecord(what=what.strip(), owner_id=owner_id))
            note(session, record, at=self._clock(), by=self._store.actor, what=f"item added: {what.strip()}")
            session.flush()
            return self._row(session, record)

    def set_item(
        self, item_id: int, state: ItemState, *, reason: str = "", by: object | None = None
    ) -> InfoRequest:
        """Say how one item stands; back to "wanted" only with a reason."""
        with self._store.working("Move an item of a request", by=by) as session:
            item = session.get(RequestItemRecord, item_id)
            if item is None:
                raise Explained("There is no such item.", remedy="Refresh the list.")
            is_back = state is ItemState.WANTED and item.state is not ItemState.WANTED
            if is_back and not reason.strip():
                raise Explained(
                    "An item goes back only with a reason.", remedy="Say what has to be put right."
                )
            item.state = state
            item.returned_reason = reason.strip() if is_back else ""
            record = item.request
            what = f"{item.what}: {'returned' if is_back else state}"
            note(session, record, at=self._clock(), by=self._store.actor, what=what, why=reason)
            return self._row(session, record)

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
            session.flush()
            session.expire(record, ["owner", "enquiry"])
            now, actor = self._clock(), self._store.actor
            note(session, record, at=now, by=actor, what=f"cleared: the same answer as {other.ref}")
            note(session, other, at=now, by=actor, what=f"its answer serves {record.ref} as well")
            self._second_asker(session, record, other)
            return self._row(session, record)

    def merge(self, request_id: int, *, into_id: int, by: object | None = None) -> InfoRequest:
        """Make one request of two: the first is withdrawn and points to the second. Gives the second."""
        with self._store.working("Merge two requests", by=by) as session:
            record, other = the_record(session, request_id), the_record(session, into_id)
            if record is other or other.merged_into_id is not None:
                raise Explained(
                    f"{record.ref} cannot be merged into {other.ref}.", remedy="Choose another one."
                )
            if record.inspection_id != other.inspection_id:
                raise Explained("The two belong to different inspections.")
            now = self._clock()
            record.merged_into_id = other.id
            record.theirs = TheirStatus.WITHDRAWN
            note(session, record, at=now, by=self._store.actor, what=f"merged into {other.ref}")
            note(session, other, at=now, by=self._store.actor, what=f"took up {record.ref}")
            return self._row(session, other)

    def _note_owner(self, session: Session, record: InfoRequestRecord, at: datetime) -> None:
        owner = record.row().owner
        what = f"assigned to {owner}" if owner else "no longer assigned"
        note(session, record, at=at, by=self._store.actor, what=what)


_SAID = {
    "title": "the title",
    "meaning": "what we take it to mean",
    "kind": "the kind",
    "enquiry_id": "the line of enquiry",
    "target_at": "when it is wanted",
    "promised_at": "what is promised",
}


def _kind(kind: RequestKind | str) -> RequestKind:
    try:
        return RequestKind(kind)
    except ValueError:
        words = ", ".join(RequestKind)
        raise Explained(f"“{kind}” is no kind of request.", remedy=f"Choose one of: {words}.") from None


def _check_links(
    session: Session, people: Sequence[int | None], enquiry_id: int | None, inspection_id: int
) -> None:
    for person_id in people:
        if person_id is not None and session.get(PersonRecord, person_id) is None:
            raise Explained("This person is no longer on the list.", remedy="Look at the list again.")
    if enquiry_id is not None:
        enquiry = session.get(EnquiryRecord, enquiry_id)
        if enquiry is None or enquiry.inspection_id != inspection_id:
            raise Explained(
                "There is no such line of enquiry in this inspection.", remedy="Choose another one."
            )
