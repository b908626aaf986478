"""The shelf of the daily review: its steps, and what the meeting with the lead inspector brought."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ilacs_desktop.domain.changes import Kind
from ilacs_desktop.domain.daily_review import StepState
from ilacs_desktop.store.columns import Moment, Record, Words


class ReviewStepRecord(Record):
    """One step of one day's review, finished or skipped, with a note."""

    __tablename__ = "review_steps"
    KIND: ClassVar[Kind] = Kind.REVIEW

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"))
    day: Mapped[date] = mapped_column()
    key: Mapped[str] = mapped_column(String(40))
    state: Mapped[StepState] = mapped_column(Words(StepState))
    note: Mapped[str] = mapped_column(Text, default="")
    finished_at: Mapped[datetime] = mapped_column(Moment)
    finished_by: Mapped[str] = mapped_column(String(200), default="")

    __table_args__ = (
        UniqueConstraint("inspection_id", "day", "key"),
        CheckConstraint("state IN ('done', 'skipped')", name="state_is_final"),
    )


class MeetingPointRecord(Record):
    """One thing said in the daily meeting with the lead inspector, and what it became, if anything."""

    __tablename__ = "meeting_points"
    KIND: ClassVar[Kind] = Kind.REVIEW

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"), index=True)
    day: Mapped[date] = mapped_column()
    text: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(40))
    became_kind: Mapped[str | None] = mapped_column(String(60), default=None)
    became_id: Mapped[int | None] = mapped_column(default=None)
    noted_at: Mapped[datetime] = mapped_column(Moment)
    noted_by: Mapped[str] = mapped_column(String(200), default="")

    __table_args__ = (CheckConstraint("text <> ''", name="text_is_given"),)

    def search_text(self) -> tuple[str, str] | None:
        """Found by what was said."""
        return "Daily meeting", self.text
