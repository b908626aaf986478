"""The draft, its frozen issues and the told board.

An issue and its slots are written once. The store itself refuses to change or remove them, and the
issue's record, which the audit trail holds, carries a digest over all its slots.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import DDL, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ilacs_desktop.domain.changes import Kind
from ilacs_desktop.domain.people import Side
from ilacs_desktop.domain.timetable import (
    IssueHeading,
    Part,
    PartKind,
    Slot,
    SlotKind,
    SlotStatus,
    TellingState,
)
from ilacs_desktop.store.columns import Base, Json, Moment, Record, Words


class SlotRecord(Record):
    """One slot of an inspection's draft. A slot that is cancelled stays, so that it can be reinstated."""

    __tablename__ = "slots"
    KIND: ClassVar[Kind] = Kind.SLOT

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"))
    uid: Mapped[str] = mapped_column(String(64))
    starts_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    purpose: Mapped[str] = mapped_column(String(300))
    kind: Mapped[SlotKind] = mapped_column(Words(SlotKind))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"), default=None, index=True)
    child_id: Mapped[int | None] = mapped_column(ForeignKey("children.id"), default=None, index=True)
    case_code: Mapped[str] = mapped_column(String(20), default="")
    enquiries: Mapped[list[str]] = mapped_column(Json, default=list)
    status: Mapped[SlotStatus] = mapped_column(Words(SlotStatus), default=SlotStatus.PLANNED)
    status_reason: Mapped[str] = mapped_column(Text, default="")
    locked: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(Text, default="")
    late_minutes: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime | None] = mapped_column(Moment, default=None)
    ended_at: Mapped[datetime | None] = mapped_column(Moment, default=None)

    parts: Mapped[list[SlotPartRecord]] = relationship(
        back_populates="slot", cascade="all, delete-orphan", order_by="SlotPartRecord.id"
    )

    __table_args__ = (
        UniqueConstraint("inspection_id", "uid"),
        Index("ix_slots_inspection_id_starts_at", "inspection_id", "starts_at"),
        CheckConstraint("ends_at > starts_at", name="ends_after_it_starts"),
        CheckConstraint("purpose <> ''", name="purpose_is_given"),
        CheckConstraint("late_minutes >= 0", name="late_is_not_negative"),
    )

    def search_text(self) -> tuple[str, str] | None:
        """Found by purpose, case code, kind and the coordinator's note; blockers are not found."""
        if self.kind is SlotKind.BLOCKER:
            return None
        title = f"{self.case_code} {self.purpose}".strip()
        return title, " ".join((self.kind.value, *self.enquiries, self.note or "")).strip()


class SlotPartRecord(Record):
    """One person's part in a slot of the draft."""

    __tablename__ = "slot_parts"
    KIND: ClassVar[Kind] = Kind.SLOT

    slot_id: Mapped[int] = mapped_column(ForeignKey("slots.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    part: Mapped[PartKind] = mapped_column(Words(PartKind))

    slot: Mapped[SlotRecord] = relationship(back_populates="parts")

    __table_args__ = (UniqueConstraint("slot_id", "person_id"),)


class IssueRecord(Record):
    """The heading of one frozen issue. ``digest`` is ``digest_of`` its slots."""

    __tablename__ = "issues"
    KIND: ClassVar[Kind] = Kind.ISSUE

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"))
    number: Mapped[int] = mapped_column()
    issued_at: Mapped[datetime] = mapped_column(Moment)
    issued_by: Mapped[str] = mapped_column(String(200))
    note: Mapped[str] = mapped_column(Text, default="")
    changes: Mapped[int] = mapped_column(default=0)
    slot_count: Mapped[int] = mapped_column()
    digest: Mapped[str] = mapped_column(String(64))

    __table_args__ = (
        UniqueConstraint("inspection_id", "number"),
        CheckConstraint("number > 0", name="number_is_positive"),
    )

    def heading(self) -> IssueHeading:
        """The frozen row that leaves the store."""
        return IssueHeading(self.number, self.issued_at, self.issued_by, self.note, self.changes)

    def search_text(self) -> tuple[str, str] | None:
        """Found by number and note."""
        return f"Issue {self.number}", self.note or ""


class IssuedSlotRecord(Base):
    """One slot as it was issued; in the audit trail the digest of its issue stands for it."""

    __tablename__ = "issued_slots"

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id"))
    uid: Mapped[str] = mapped_column(String(64), index=True)
    slot: Mapped[dict[str, Any]] = mapped_column(Json)

    __table_args__ = (UniqueConstraint("issue_id", "uid"),)


class TellingRecord(Record):
    """One person's message about one issue. ``superseded_by`` is the number of the issue that overtook it."""

    __tablename__ = "tellings"
    KIND: ClassVar[Kind] = Kind.TELLING

    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    since_number: Mapped[int | None] = mapped_column(default=None)
    lines: Mapped[list[str]] = mapped_column(Json)
    first_starts_at: Mapped[datetime] = mapped_column(Moment)
    state: Mapped[TellingState] = mapped_column(Words(TellingState), default=TellingState.PREPARED)
    how: Mapped[str] = mapped_column(String(60), default="")
    told_by: Mapped[str] = mapped_column(String(200), default="")
    prepared_at: Mapped[datetime] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment, default=None)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment, default=None)
    superseded_by: Mapped[int | None] = mapped_column(default=None)

    __table_args__ = (UniqueConstraint("issue_id", "person_id"),)


TRIGGERS = tuple(
    f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
    "BEGIN SELECT RAISE(ABORT, 'an issue is immutable'); END"
    for table in ("issues", "issued_slots")
    for deed in ("UPDATE", "DELETE")
)
"""What keeps issues as they are; dropped by a rebuild of the table and then to be made again."""

for _statement in TRIGGERS:
    event.listen(
        (IssueRecord if " ON issues " in _statement else IssuedSlotRecord).__table__,
        "after_create",
        DDL(_statement).execute_if(dialect="sqlite"),  # type: ignore[no-untyped-call]  # left untyped by SQLAlchemy
    )


def frozen(slot: Slot) -> Slot:
    """``slot`` as it goes into an issue: without the coordinator's own marks and the draft's numbers."""
    return replace(
        slot,
        locked=False,
        note="",
        late_minutes=0,
        version=0,
        id=0,
        started_at=None,
        ended_at=None,
        status_reason="",
    )


def to_plain(slot: Slot) -> dict[str, Any]:
    """A frozen slot as JSON can carry it."""
    return {
        "uid": slot.uid,
        "starts_at": slot.starts_at.isoformat(),
        "ends_at": slot.ends_at.isoformat(),
        "purpose": slot.purpose,
        "kind": slot.kind.value,
        "place_id": slot.place_id,
        "place": slot.place,
        "site": slot.site,
        "link": slot.link,
        "parts": [[part.person_id, part.name, part.side.value, part.part.value] for part in slot.parts],
        "child_id": slot.child_id,
        "case_code": slot.case_code,
        "enquiries": list(slot.enquiries),
        "status": slot.status.value,
    }


def from_plain(held: Mapping[str, Any]) -> Slot:
    """A frozen slot from what ``to_plain`` made of it."""
    return Slot(
        uid=held["uid"],
        starts_at=datetime.fromisoformat(held["starts_at"]),
        ends_at=datetime.fromisoformat(held["ends_at"]),
        purpose=held["purpose"],
        kind=_KINDS[held["kind"]],
        place_id=held["place_id"],
        place=held["place"],
        site=held["site"],
        link=held["link"],
        parts=tuple(
            Part(person_id, name, _SIDES[side], _PARTS[part]) for person_id, name, side, part in held["parts"]
        ),
        child_id=held["child_id"],
        case_code=held["case_code"],
        enquiries=tuple(held["enquiries"]),
        status=_STATUSES[held["status"]],
    )


_KINDS = {kind.value: kind for kind in SlotKind}
_SIDES = {side.value: side for side in Side}
_PARTS = {part.value: part for part in PartKind}
_STATUSES = {status.value: status for status in SlotStatus}
# By word, for an issue of many slots is read often, and an enumeration looks its words up slowly.


def digest_of(slots: Iterable[Mapping[str, Any]]) -> str:
    """SHA-256, in hexadecimal, over frozen slots in order of uid."""
    body = json.dumps(sorted(slots, key=lambda slot: str(slot["uid"])), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()
