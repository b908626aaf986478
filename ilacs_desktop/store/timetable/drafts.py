"""What is kept about the draft and never issued: its edits, checkpoints, and clashes let stand."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ilacs_desktop.domain.changes import Kind
from ilacs_desktop.store.columns import Base, Json, Moment, Record


class DraftDeedRecord(Record):
    """One edit of the draft as one undoes it, of one slot or of many. The audit trail has the slots’ own."""

    __tablename__ = "draft_deeds"
    KIND: ClassVar[Kind] = Kind.SLOT
    AUDITED: ClassVar[bool] = False

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"))
    said: Mapped[str] = mapped_column(String(200))
    done_at: Mapped[datetime] = mapped_column(Moment)
    done_by: Mapped[str] = mapped_column(String(200), default="")
    is_undone: Mapped[bool] = mapped_column(default=False)

    edits: Mapped[list[SlotEditRecord]] = relationship(
        back_populates="deed", cascade="all, delete-orphan", order_by="SlotEditRecord.id"
    )

    __table_args__ = (Index("ix_draft_deeds_inspection_id_id", "inspection_id", "id"),)


class SlotEditRecord(Base):
    """One slot before and after one edit; None where it was not there."""

    __tablename__ = "slot_edits"

    id: Mapped[int] = mapped_column(primary_key=True)
    deed_id: Mapped[int] = mapped_column(ForeignKey("draft_deeds.id"), index=True)
    uid: Mapped[str] = mapped_column(String(64), index=True)
    before: Mapped[dict[str, Any] | None] = mapped_column(Json, default=None)
    after: Mapped[dict[str, Any] | None] = mapped_column(Json, default=None)

    deed: Mapped[DraftDeedRecord] = relationship(back_populates="edits")


class CheckpointRecord(Record):
    """The whole draft under a name, private to the coordinators."""

    __tablename__ = "checkpoints"
    KIND: ClassVar[Kind] = Kind.SLOT
    FINGERPRINTED: ClassVar[frozenset[str]] = frozenset({"slots"})

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by: Mapped[str] = mapped_column(String(200), default="")
    slots: Mapped[list[dict[str, Any]]] = mapped_column(Json)

    __table_args__ = (CheckConstraint("name <> ''", name="name_is_given"),)


class ClashOverrideRecord(Record):
    """A clash that somebody let stand and why; ``facts`` is a digest of what it was about."""

    __tablename__ = "clash_overrides"
    KIND: ClassVar[Kind] = Kind.SLOT

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"))
    key: Mapped[str] = mapped_column(String(400))
    rule: Mapped[str] = mapped_column(String(80))
    facts: Mapped[str] = mapped_column(String(64))
    sentence: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by: Mapped[str] = mapped_column(String(200), default="")

    __table_args__ = (
        UniqueConstraint("inspection_id", "key"),
        CheckConstraint("reason <> ''", name="reason_is_given"),
    )
