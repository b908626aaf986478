"""The registers beside the requests: figures said or written, points of clarification, receipts."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ilacs_desktop.domain.changes import Kind
from ilacs_desktop.domain.info_requests import said_value
from ilacs_desktop.store.columns import Moment, Record


class FigureRecord(Record):
    """One number that was said or written to the inspectors; a newer one supersedes it."""

    __tablename__ = "figures"
    KIND: ClassVar[Kind] = Kind.FIGURE

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"), index=True)
    number: Mapped[int]
    measure: Mapped[str] = mapped_column(Text)
    value: Mapped[str] = mapped_column(String(60))
    unit: Mapped[str] = mapped_column(String(60), default="")
    period: Mapped[str] = mapped_column(String(120), default="")
    as_of: Mapped[date | None] = mapped_column(default=None)
    source: Mapped[str] = mapped_column(Text, default="")
    manner: Mapped[str] = mapped_column(String(20), default="said")
    told_to: Mapped[str] = mapped_column(String(200), default="")
    told_by: Mapped[str] = mapped_column(String(200), default="")
    told_at: Mapped[datetime] = mapped_column(Moment)
    verbatim: Mapped[str] = mapped_column(Text, default="")
    request_id: Mapped[int | None] = mapped_column(ForeignKey("info_requests.id"), default=None, index=True)
    slot_uid: Mapped[str | None] = mapped_column(String(64), default=None)
    enquiry_id: Mapped[int | None] = mapped_column(ForeignKey("enquiries.id"), default=None)
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("figures.id"), default=None, unique=True)
    withdrawn_reason: Mapped[str] = mapped_column(Text, default="")
    noted_at: Mapped[datetime] = mapped_column(Moment)
    noted_by: Mapped[str] = mapped_column(String(200), default="")

    __table_args__ = (
        UniqueConstraint("inspection_id", "number"),
        CheckConstraint("measure <> ''", name="measure_is_given"),
        CheckConstraint("value <> ''", name="value_is_given"),
        CheckConstraint("manner IN ('said', 'written')", name="manner_is_known"),
    )

    def search_text(self) -> tuple[str, str] | None:
        """Found by what it counts, its value and its source."""
        return (
            f"{self.measure}: {said_value(self.value, self.unit)}",
            f"{self.period} {self.source} {self.verbatim}",
        )


class ClarificationRecord(Record):
    """One point on which the inspectors' view and our evidence differ, and what came of raising it."""

    __tablename__ = "clarifications"
    KIND: ClassVar[Kind] = Kind.CLARIFICATION

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"), index=True)
    number: Mapped[int]
    they_said: Mapped[str] = mapped_column(Text)
    said_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    said_at: Mapped[datetime] = mapped_column(Moment)
    evidence: Mapped[str] = mapped_column(Text, default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    raise_at: Mapped[datetime | None] = mapped_column(Moment, default=None)
    raise_where: Mapped[str] = mapped_column(String(200), default="")
    raised_at: Mapped[datetime | None] = mapped_column(Moment, default=None)
    state: Mapped[str] = mapped_column(String(20), default="open")
    outcome: Mapped[str] = mapped_column(Text, default="")
    request_id: Mapped[int | None] = mapped_column(ForeignKey("info_requests.id"), default=None, index=True)
    slot_uid: Mapped[str | None] = mapped_column(String(64), default=None)
    enquiry_id: Mapped[int | None] = mapped_column(ForeignKey("enquiries.id"), default=None)
    verbatim: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        UniqueConstraint("inspection_id", "number"),
        CheckConstraint("they_said <> ''", name="what_they_said_is_given"),
    )

    def search_text(self) -> tuple[str, str] | None:
        """Found by what they said, our evidence and the outcome."""
        return self.they_said, f"{self.evidence}\n{self.outcome}".strip()


class GivenReceiptRecord(Record):
    """That the inspectors have what was given: when and how we know."""

    __tablename__ = "given_receipts"
    KIND: ClassVar[Kind] = Kind.GIVEN_ITEM

    given_item_id: Mapped[int] = mapped_column(ForeignKey("given_items.id"), unique=True)
    received_at: Mapped[datetime] = mapped_column(Moment)
    what: Mapped[str] = mapped_column(Text)
    noted_by: Mapped[str] = mapped_column(String(200), default="")

    __table_args__ = (CheckConstraint("what <> ''", name="what_is_said"),)
