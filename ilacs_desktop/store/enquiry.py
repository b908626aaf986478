"""The shelf of lines of enquiry and the signals they live on."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ilacs_desktop.domain.changes import Kind
from ilacs_desktop.domain.enquiry import EnquiryState, Provenance, Signal, Strength
from ilacs_desktop.store.columns import Moment, Record, Words
from ilacs_desktop.store.people import PersonRecord


class EnquiryRecord(Record):
    """One line of enquiry with the state a person confirmed."""

    __tablename__ = "enquiries"
    __table_args__ = (
        UniqueConstraint("inspection_id", "number"),
        CheckConstraint("title <> ''", name="title_is_given"),
    )
    KIND: ClassVar[Kind] = Kind.ENQUIRY

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"), index=True)
    number: Mapped[int] = mapped_column(Integer)
    title: Mapped[str] = mapped_column(String(200))
    state: Mapped[EnquiryState] = mapped_column(Words(EnquiryState))
    started_at: Mapped[datetime] = mapped_column(Moment)

    @property
    def code(self) -> str:
        """The code people say, “K-03”."""
        return f"K-{self.number:02d}"

    def search_text(self) -> tuple[str, str] | None:
        """Found by code and title."""
        return f"{self.code} {self.title}", self.state.value


class SignalRecord(Record):
    """One dated, sourced sign; never changed once it is written down."""

    __tablename__ = "signals"
    __table_args__ = (CheckConstraint("quote <> ''", name="quote_is_given"),)
    KIND: ClassVar[Kind] = Kind.SIGNAL

    enquiry_id: Mapped[int] = mapped_column(ForeignKey("enquiries.id"), index=True)
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    source: Mapped[str] = mapped_column(String(200))
    inspector_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    strength: Mapped[Strength] = mapped_column(Words(Strength))
    provenance: Mapped[Provenance] = mapped_column(Words(Provenance))
    quote: Mapped[str] = mapped_column(Text)

    inspector: Mapped[PersonRecord | None] = relationship(lazy="raise")

    def search_text(self) -> tuple[str, str] | None:
        """Found by the words heard and where."""
        return self.source, self.quote

    def row(self) -> Signal:
        """The frozen row that leaves the store; the inspector must have been loaded with it."""
        return Signal(
            id=self.id,
            enquiry_id=self.enquiry_id,
            at=self.at,
            source=self.source,
            inspector_id=self.inspector_id,
            inspector=self.inspector.row().label if self.inspector is not None else "",
            strength=self.strength,
            provenance=self.provenance,
            quote=self.quote,
            version=self.version,
        )
