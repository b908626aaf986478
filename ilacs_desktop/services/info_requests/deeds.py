"""The deeds: asking, assigning, pausing, clearing, giving, withdrawing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import (
    ChangedMeanwhile,
    InfoRequest,
    OurStatus,
    RequestKind,
    WorkingHours,
    collisions,
)
from ilacs_desktop.domain.inspection import StagedItem
from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.info_requests import InfoRequestRecord, RequestItemRecord
from ilacs_desktop.store.numbers import next_number

from .anchors import AnchoredDeadlines
from .changing import RequestChanges
from .finding import RequestLists
from .folder_check import FolderChecks
from .items import RequestItems
from .joining import JoinedRequests
from .offers import OfferedEvidence
from .references import check_links, the_kind
from .rows import note, the_record
from .settling import drop_own_checks
from .targets import RequestRuleDeeds, kept_rules

REQUEST_SERIES = {"IR": "request", "A": "annex a list", "D": "expected document"}


class InfoRequests(
    RequestLists,
    RequestChanges,
    RequestItems,
    JoinedRequests,
    RequestRuleDeeds,
    AnchoredDeadlines,
    FolderChecks,
    OfferedEvidence,
):
    """Everything one can do with information requests.

    ``hours`` are those in which a usual time ("two hours") runs; without them, those of the settings.
    """

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
        asked_how: str = "",
        asked_in_uid: str = "",
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
        ``asked_how`` says "call" or "corridor", ``asked_in_uid`` names the slot it was asked in.

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
        what = the_kind(kind)
        with self._store.working("Take down a request", by=by) as session:
            check_links(session, (asked_by_id, owner_id), enquiry_id, inspection_id)
            rules = kept_rules(session)
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
                asked_how=asked_how.strip() or None,
                asked_in_uid=asked_in_uid or None,
                owner_id=owner_id,
                enquiry_id=enquiry_id,
                staged=staged,
                ours=OurStatus.CAPTURED if owner_id is None else OurStatus.ASSIGNED,
                target_at=target_at,
                target_minutes=rules.answer_minutes[what] if target_at is None else None,
                target_basis="template" if target_at is None else "asked for",
                acknowledge_minutes=rules.acknowledge_minutes[what],
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
            rules = kept_rules(session)
            numbered = [(item, *self._staged_number(session, inspection_id, item)) for item in new]
            added = [
                InfoRequestRecord(
                    inspection_id=inspection_id,
                    series=series,
                    number=number,
                    verbatim=item.title,
                    title=item.title,
                    kind=the_kind(item.kind),
                    asked_at=now,
                    staged=True,
                    staged_key=item.key,
                    group=item.group,
                    owner_role=item.owner_role,
                    source=item.source,
                    target_minutes=rules.answer_minutes[the_kind(item.kind)],
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
        series = "A" if the_kind(item.kind) is RequestKind.LIST else "D"
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
            Explained: it has been asked for already, or would be wanted before it was asked.
        """
        with self._store.working("Activate a staged request", by=by) as session:
            record = the_record(session, request_id)
            if not record.staged:
                raise Explained(f"{record.ref} has been asked for already.")
            check_links(session, (asked_by_id,), None, record.inspection_id)
            now = self._clock()
            if target_at is not None and target_at < (asked_at or now):
                raise Explained(
                    "It would be wanted before it was asked.", remedy="Put right one of the two times."
                )
            record.staged = False
            record.asked_at = asked_at or now
            record.asked_by_id = asked_by_id
            record.acknowledge_minutes = kept_rules(session).acknowledge_minutes[record.kind]
            if target_at is not None:
                record.target_at, record.target_minutes, record.target_basis = target_at, None, "asked for"
            note(session, record, at=now, by=self._store.actor, what="asked for")
            return self._row(session, record)

    def assign(
        self,
        request_id: int,
        owner_id: int | None,
        *,
        seen: InfoRequest | None = None,
        by: object | None = None,
    ) -> InfoRequest:
        """Give a request its owner, another one, or none again; a captured one becomes assigned.

        What its new owner has checked is to be checked by somebody else. ``seen`` is the request as it was
        looked at: nobody is taken off it unseen.

        Raises:
            ChangedMeanwhile: somebody else has given it to another person since it was ``seen``.
        """
        with self._store.working("Assign a request", by=by) as session:
            record = the_record(session, request_id)
            check_links(session, (owner_id,), None, record.inspection_id)
            if record.owner_id == owner_id:
                return self._row(session, record)
            now = self._row(session, record)
            if seen is not None and (both := collisions(seen, now, {"owner_id": owner_id})):
                raise ChangedMeanwhile(now, both)
            record.owner_id = owner_id
            session.flush()
            session.expire(record, ["owner"])
            if owner_id is None:
                record.ours = OurStatus.CAPTURED
            elif record.ours is OurStatus.CAPTURED:
                record.ours = OurStatus.ASSIGNED
            self._note_owner(session, record, self._clock())
            drop_own_checks(session, record, at=self._clock(), by=self._store.actor)
            return self._row(session, record)

    def _note_owner(self, session: Session, record: InfoRequestRecord, at: datetime) -> None:
        owner = record.row().owner
        what = f"assigned to {owner}" if owner else "no longer assigned"
        note(session, record, at=at, by=self._store.actor, what=what)
