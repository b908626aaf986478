"""The shelf of information requests, their history, and what was given."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import DDL, CheckConstraint, ForeignKey, String, Text, UniqueConstraint, event, inspect
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from ilacs_desktop.domain.changes import Kind
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import (
    Anchor,
    ClockPause,
    Edge,
    Happening,
    InfoRequest,
    ItemState,
    OurStatus,
    RequestItem,
    RequestKind,
    TheirStatus,
    Tonight,
    said_ref,
)
from ilacs_desktop.store.columns import Moment, Record, Words
from ilacs_desktop.store.enquiry import EnquiryRecord
from ilacs_desktop.store.info_requests.registers import GivenReceiptRecord
from ilacs_desktop.store.people import PersonRecord


class InfoRequestRecord(Record):
    """One request: asked for, or staged because the framework lets us expect it.

    When it is due is never stored: ``target_at`` is what the inspector named, ``target_minutes``
    what is usual; the rule in the domain makes a moment of either. A request with an anchor is due
    ``anchor_minutes`` before ("start") or after ("end") a slot, wherever the draft has it.
    """

    __tablename__ = "info_requests"
    KIND: ClassVar[Kind] = Kind.INFO_REQUEST

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"), index=True)
    series: Mapped[str] = mapped_column(String(10), default="IR")
    number: Mapped[int]
    verbatim: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text, default="")
    meaning: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[RequestKind] = mapped_column(Words(RequestKind), default=RequestKind.DOCUMENT)
    asked_at: Mapped[datetime] = mapped_column(Moment)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    asked_of: Mapped[str] = mapped_column(String(300), default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None, index=True)
    enquiry_id: Mapped[int | None] = mapped_column(ForeignKey("enquiries.id"), default=None)
    staged: Mapped[bool] = mapped_column(default=False)
    staged_key: Mapped[str | None] = mapped_column(String(100), default=None)
    group: Mapped[str] = mapped_column("group_name", String(200), default="")
    owner_role: Mapped[str] = mapped_column(String(200), default="")
    source: Mapped[str] = mapped_column(Text, default="")
    ours: Mapped[OurStatus] = mapped_column(Words(OurStatus), default=OurStatus.CAPTURED)
    theirs: Mapped[TheirStatus] = mapped_column(Words(TheirStatus), default=TheirStatus.NOT_GIVEN)
    target_at: Mapped[datetime | None] = mapped_column(Moment, default=None)
    target_minutes: Mapped[int | None] = mapped_column(default=None)
    anchor_uid: Mapped[str | None] = mapped_column(String(64), default=None, index=True)
    anchor_edge: Mapped[str | None] = mapped_column(String(10), default=None)
    anchor_minutes: Mapped[int | None] = mapped_column(default=None)
    target_basis: Mapped[str] = mapped_column(String(60), default="template")
    promised_at: Mapped[datetime | None] = mapped_column(Moment, default=None)
    restarted_at: Mapped[datetime | None] = mapped_column(Moment, default=None)
    given_at: Mapped[datetime | None] = mapped_column(Moment, default=None)
    moved_at: Mapped[datetime] = mapped_column(Moment)
    returned_reason: Mapped[str] = mapped_column(Text, default="")
    cleared_by: Mapped[str] = mapped_column(String(200), default="")
    asked_how: Mapped[str | None] = mapped_column(String(60), default=None)
    asked_in_uid: Mapped[str | None] = mapped_column(String(64), default=None)
    acknowledged_at: Mapped[datetime | None] = mapped_column(Moment, default=None)
    acknowledge_minutes: Mapped[int | None] = mapped_column(default=None)
    accuracy_checked_by: Mapped[str | None] = mapped_column(String(200), default=None)
    redaction_checked_by: Mapped[str | None] = mapped_column(String(200), default=None)
    tonight: Mapped[str | None] = mapped_column(String(20), default=None)
    tonight_note: Mapped[str | None] = mapped_column(Text, default=None)
    tonight_at: Mapped[datetime | None] = mapped_column(Moment, default=None)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("info_requests.id"), default=None)

    asked_by: Mapped[PersonRecord | None] = relationship(foreign_keys=[asked_by_id])
    owner: Mapped[PersonRecord | None] = relationship(foreign_keys=[owner_id])
    enquiry: Mapped[EnquiryRecord | None] = relationship()
    items: Mapped[list[RequestItemRecord]] = relationship(
        back_populates="request", order_by="RequestItemRecord.id"
    )
    pauses: Mapped[list[ClockPauseRecord]] = relationship(
        back_populates="request", order_by="ClockPauseRecord.paused_at"
    )

    __table_args__ = (
        UniqueConstraint("inspection_id", "series", "number"),
        UniqueConstraint("inspection_id", "staged_key"),
        CheckConstraint("number > 0", name="number_counts"),
        CheckConstraint("target_minutes IS NULL OR target_minutes >= 0", name="target_is_ahead"),
        CheckConstraint("merged_into_id IS NULL OR merged_into_id <> id", name="not_merged_into_itself"),
    )

    @property
    def ref(self) -> str:
        """The number as it is said."""
        return said_ref(self.series, self.number)

    def search_text(self) -> tuple[str, str] | None:
        """Found by its number, its words and what we take them to mean."""
        body = (self.verbatim, self.meaning, self.group, self.asked_of)
        return f"{self.ref} {self.title}".strip(), "\n".join(part for part in body if part)

    def row(self) -> InfoRequest:
        """The frozen row that leaves the store, its clock not yet read."""
        return InfoRequest(
            id=self.id,
            inspection_id=self.inspection_id,
            number=self.number,
            ref=self.ref,
            verbatim=self.verbatim,
            meaning=self.meaning,
            asked_at=self.asked_at,
            asked_by_id=self.asked_by_id,
            asked_by=_label(self.asked_by),
            asked_of=self.asked_of,
            owner_id=self.owner_id,
            owner=_label(self.owner),
            enquiry_id=self.enquiry_id,
            enquiry=self.enquiry.title if self.enquiry else "",
            kind=self.kind,
            staged=self.staged,
            ours=self.ours,
            theirs=self.theirs,
            target_at=self.target_at,
            promised_at=self.promised_at,
            pauses=tuple(pause.row() for pause in self.pauses),
            returned_reason=self.returned_reason,
            items=tuple(item.row() for item in self.items),
            version=self.version,
            title=self.title,
            target_minutes=self.target_minutes,
            target_basis=self.target_basis,
            restarted_at=self.restarted_at,
            given_at=self.given_at,
            moved_at=self.moved_at,
            group=self.group,
            owner_role=self.owner_role,
            source=self.source,
            merged_into_id=self.merged_into_id,
            cleared_by=self.cleared_by,
            anchor=self.anchor,
            asked_how=self.asked_how or "",
            asked_in_uid=self.asked_in_uid or "",
            acknowledged_at=self.acknowledged_at,
            acknowledge_minutes=self.acknowledge_minutes,
            accuracy_checked_by=self.accuracy_checked_by or "",
            redaction_checked_by=self.redaction_checked_by or "",
            tonight=Tonight(self.tonight) if self.tonight else None,
            tonight_note=self.tonight_note or "",
            tonight_at=self.tonight_at,
        )

    @property
    def anchor(self) -> Anchor | None:
        """What its deadline hangs on, the slot not yet looked up."""
        if self.anchor_uid is None:
            return None
        return Anchor(self.anchor_uid, Edge(self.anchor_edge or Edge.START), self.anchor_minutes or 0)


def _label(person: PersonRecord | None) -> str:
    return person.row().label if person else ""


class RequestItemRecord(Record):
    """One of the things a request asks for."""

    __tablename__ = "request_items"
    KIND: ClassVar[Kind] = Kind.INFO_REQUEST

    request_id: Mapped[int] = mapped_column(ForeignKey("info_requests.id"), index=True)
    what: Mapped[str] = mapped_column(Text)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    state: Mapped[ItemState] = mapped_column(Words(ItemState), default=ItemState.WANTED)
    returned_reason: Mapped[str] = mapped_column(Text, default="")
    accuracy_checked_by: Mapped[str | None] = mapped_column(String(200), default=None)
    redaction_checked_by: Mapped[str | None] = mapped_column(String(200), default=None)
    cleared_by: Mapped[str | None] = mapped_column(String(200), default=None)

    request: Mapped[InfoRequestRecord] = relationship(back_populates="items")
    owner: Mapped[PersonRecord | None] = relationship()

    __table_args__ = (CheckConstraint("what <> ''", name="what_is_said"),)

    def row(self) -> RequestItem:
        """The frozen row that leaves the store."""
        return RequestItem(
            id=self.id,
            what=self.what,
            owner_id=self.owner_id,
            owner=_label(self.owner),
            state=self.state,
            returned_reason=self.returned_reason,
            accuracy_checked_by=self.accuracy_checked_by or "",
            redaction_checked_by=self.redaction_checked_by or "",
            cleared_by=self.cleared_by or "",
        )


class ClockPauseRecord(Record):
    """A stretch in which the clock of a request stands still."""

    __tablename__ = "clock_pauses"
    KIND: ClassVar[Kind] = Kind.INFO_REQUEST

    request_id: Mapped[int] = mapped_column(ForeignKey("info_requests.id"), index=True)
    paused_at: Mapped[datetime] = mapped_column(Moment)
    resumed_at: Mapped[datetime | None] = mapped_column(Moment, default=None)
    why: Mapped[str] = mapped_column(Text, default="")

    request: Mapped[InfoRequestRecord] = relationship(back_populates="pauses")

    __table_args__ = (
        CheckConstraint("resumed_at IS NULL OR resumed_at >= paused_at", name="ends_after_it_begins"),
    )

    def row(self) -> ClockPause:
        """The frozen row that leaves the store."""
        return ClockPause(self.paused_at, self.resumed_at, self.why)


class RequestEventRecord(Record):
    """One line of a request's history; written once."""

    __tablename__ = "request_events"
    KIND: ClassVar[Kind] = Kind.INFO_REQUEST

    request_id: Mapped[int] = mapped_column(ForeignKey("info_requests.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[str] = mapped_column(String(200), default="")
    what: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text, default="")

    def row(self) -> Happening:
        """The frozen row that leaves the store."""
        return Happening(at=self.at, by=self.by, what=self.what, why=self.why)


class GivenItemRecord(Record):
    """One line of the given register; written once, superseded but never changed."""

    __tablename__ = "given_items"
    KIND: ClassVar[Kind] = Kind.GIVEN_ITEM

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"), index=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("info_requests.id"), index=True)
    title: Mapped[str] = mapped_column(Text, default="")
    file_name: Mapped[str] = mapped_column(Text, default="")
    version_label: Mapped[str] = mapped_column(String(60), default="")
    sha256: Mapped[str] = mapped_column(String(64), default="")
    size_bytes: Mapped[int] = mapped_column(default=0)
    as_of: Mapped[date | None] = mapped_column(default=None)
    cleared_by: Mapped[str] = mapped_column(String(200), default="")
    given_by: Mapped[str] = mapped_column(String(200), default="")
    given_to: Mapped[str] = mapped_column(String(200), default="")
    how: Mapped[str] = mapped_column(String(200))
    given_at: Mapped[datetime] = mapped_column(Moment)
    review_on: Mapped[date | None] = mapped_column(default=None)
    item_id: Mapped[int | None] = mapped_column(default=None)
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("given_items.id"), default=None, unique=True)

    request: Mapped[InfoRequestRecord] = relationship()

    __table_args__ = (
        CheckConstraint("how <> ''", name="how_is_said"),
        CheckConstraint("sha256 = '' OR length(sha256) = 64", name="hash_is_whole"),
        CheckConstraint("size_bytes >= 0", name="size_counts"),
    )

    def search_text(self) -> tuple[str, str] | None:
        """Found by file name, and by what it answers."""
        return f"Given: {self.file_name or self.title}", f"{self.title}\n{self.how}\n{self.sha256}"


for _table, _name, _when, _words in (
    (GivenItemRecord, "given_items_stay", "DELETE", "a given item is immutable"),
    (GivenItemRecord, "given_items_are_not_changed", "UPDATE", "a given item is immutable"),
    (RequestEventRecord, "request_events_stay", "DELETE", "the history of a request is immutable"),
    (RequestEventRecord, "request_events_are_not_changed", "UPDATE", "the history of a request is immutable"),
    (InfoRequestRecord, "verbatim_stays", "UPDATE OF verbatim", "the exact words are immutable"),
    (
        InfoRequestRecord,
        "info_requests_stay",
        "DELETE",
        "a request is never deleted; its number is immutable",
    ),
):
    event.listen(
        _table.__table__,
        "after_create",
        DDL(  # type: ignore[no-untyped-call]  # SQLAlchemy leaves DDL untyped
            f"CREATE TRIGGER {_name} BEFORE {_when} ON {_table.__tablename__} "
            f"BEGIN SELECT RAISE(ABORT, '{_words}'); END"
        ).execute_if(dialect="sqlite"),
    )


@event.listens_for(Session, "before_flush")
def keep_what_was_given(session: Session, _context: object, _instances: object) -> None:
    """Refuse a flush that would change what was given, said or done, before the database has to.

    Raises:
        Explained: a line of the given register, a history or an inspector's words would change.
    """
    for record in (*session.dirty, *session.deleted):
        if isinstance(record, GivenItemRecord | GivenReceiptRecord | RequestEventRecord) and (
            record in session.deleted or session.is_modified(record)
        ):
            raise Explained(
                "What was given, and what was done, stays as it was written.",
                remedy="Record a new line; it will supersede the old one.",
            )
        if isinstance(record, InfoRequestRecord):
            if record in session.deleted:
                raise Explained("A request is never deleted.", remedy="Withdraw it, with the reason.")
            if inspect(record).attrs.verbatim.history.has_changes():
                raise Explained(
                    "The inspector's exact words are kept for ever.",
                    remedy="Change what we take them to mean instead.",
                )
