"""What was decided about a reminder; the reminder itself is worked out from the data each time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ilacs_desktop.domain.changes import Kind
from ilacs_desktop.store.columns import Moment, Record


class ReminderRecord(Record):
    """A reminder set by hand, or what was decided about one worked out from the data."""

    __tablename__ = "reminders"
    __table_args__ = (UniqueConstraint("inspection_id", "key"),)
    KIND = Kind.REMINDER

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"), index=True)
    key: Mapped[str] = mapped_column(String(120))
    due_at: Mapped[datetime | None] = mapped_column(Moment)
    text: Mapped[str] = mapped_column(Text, default="")
    snoozed_until: Mapped[datetime | None] = mapped_column(Moment)
    dismissed_at: Mapped[datetime | None] = mapped_column(Moment)
