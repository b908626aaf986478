"""The shelf of inspections, their frameworks, milestones and judgements."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, Text, Time, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ilacs_desktop.domain.changes import Kind
from ilacs_desktop.domain.inspection import Basis, Inspection, InspectionState, Milestone
from ilacs_desktop.domain.pathways import Grade, Judgement, PastInspection
from ilacs_desktop.store.columns import Json, Moment, Record, Words


class InspectionRecord(Record):
    """One inspection; never deleted, only closed."""

    __tablename__ = "inspections"
    KIND: ClassVar[Kind] = Kind.INSPECTION

    authority: Mapped[str] = mapped_column(String(200))
    framework_key: Mapped[str] = mapped_column(String(60))
    framework_name: Mapped[str] = mapped_column(String(200))
    framework_edition: Mapped[str] = mapped_column(String(60))
    notified_at: Mapped[datetime] = mapped_column(Moment)
    on_site_from: Mapped[date] = mapped_column(Date)
    on_site_until: Mapped[date] = mapped_column(Date)
    purge_children_on: Mapped[date | None] = mapped_column(Date, default=None)
    on_site_basis: Mapped[Basis] = mapped_column(Words(Basis), default=Basis.TEMPLATE)
    lead_inspector: Mapped[str] = mapped_column(String(200), default="")
    focus: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[InspectionState] = mapped_column(Words(InspectionState), default=InspectionState.NOTIFIED)
    paused_on: Mapped[date | None] = mapped_column(Date, default=None)
    paused_from: Mapped[InspectionState | None] = mapped_column(Words(InspectionState), default=None)
    draft_received_on: Mapped[date | None] = mapped_column(Date, default=None)
    report_received_on: Mapped[date | None] = mapped_column(Date, default=None)
    published_on: Mapped[date | None] = mapped_column(Date, default=None)
    is_rehearsal: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        CheckConstraint("authority <> ''", name="authority_is_given"),
        CheckConstraint("on_site_until >= on_site_from", name="days_in_order"),
    )

    def search_text(self) -> tuple[str, str] | None:
        """Found by authority, type, lead inspector and focus."""
        return f"{self.authority} · {self.framework_name}", f"{self.lead_inspector} {self.focus}".strip()

    def row(self, holidays: frozenset[date] = frozenset()) -> Inspection:
        """The frozen row that leaves the store.

        ``holidays`` may reach beyond the inspection; without them its days are counted as if there were none.
        """
        return Inspection(
            id=self.id,
            authority=self.authority,
            framework_key=self.framework_key,
            framework_name=self.framework_name,
            framework_edition=self.framework_edition,
            notified_at=self.notified_at,
            on_site_from=self.on_site_from,
            on_site_until=self.on_site_until,
            on_site_basis=self.on_site_basis,
            lead_inspector=self.lead_inspector,
            focus=self.focus,
            state=self.state,
            is_rehearsal=self.is_rehearsal,
            version=self.version,
            holidays=tuple(
                sorted(day for day in holidays if self.notified_at.date() <= day <= self.on_site_until)
            ),
            paused_on=self.paused_on,
            draft_received_on=self.draft_received_on,
            report_received_on=self.report_received_on,
            published_on=self.published_on,
        )


class FrameworkSnapshot(Record):
    """The framework an inspection began with, as plain values: a later edition does not change it."""

    __tablename__ = "framework_snapshots"
    KIND: ClassVar[Kind] = Kind.INSPECTION

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"), unique=True)
    key: Mapped[str] = mapped_column(String(60))
    edition: Mapped[str] = mapped_column(String(60))
    values: Mapped[Any] = mapped_column(Json)


class MilestoneRecord(Record):
    """One milestone. ``due_on`` is empty while the event it hangs on has not happened."""

    __tablename__ = "milestones"
    KIND: ClassVar[Kind] = Kind.MILESTONE

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"), index=True)
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(60))
    what: Mapped[str] = mapped_column(Text)
    hangs_on: Mapped[str] = mapped_column(String(120))
    due_on: Mapped[date | None] = mapped_column(Date, default=None)
    due_at_time: Mapped[time | None] = mapped_column(Time, default=None)
    basis: Mapped[Basis] = mapped_column(Words(Basis))
    source: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    is_overridden: Mapped[bool] = mapped_column(default=False)
    by_itself: Mapped[bool] = mapped_column(default=False)
    done_at: Mapped[datetime | None] = mapped_column(Moment, default=None)

    __table_args__ = (UniqueConstraint("inspection_id", "key"),)

    def search_text(self) -> tuple[str, str] | None:
        """Found by what it is and its note."""
        return self.what, self.note

    def row(self) -> Milestone:
        """The frozen row that leaves the store. Raises ValueError while it has no date."""
        if self.due_on is None:
            raise ValueError("a milestone without a date is a clock that waits")
        return Milestone(
            id=self.id,
            inspection_id=self.inspection_id,
            key=self.key,
            what=self.what,
            due_on=self.due_on,
            due_at_time=self.due_at_time,
            basis=self.basis,
            source=self.source,
            hangs_on=self.hangs_on,
            done_at=self.done_at,
            is_overridden=self.is_overridden,
            version=self.version,
            note=self.note,
            by_itself=self.by_itself,
        )


class JudgementRecord(Record):
    """What was said of one area of one inspection. The provisional grade is under embargo."""

    __tablename__ = "judgements"
    KIND: ClassVar[Kind] = Kind.INSPECTION

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"), index=True)
    area_key: Mapped[str] = mapped_column(String(60))
    label: Mapped[str] = mapped_column(Text)
    provisional: Mapped[Grade | None] = mapped_column(Words(Grade), default=None)
    final: Mapped[Grade | None] = mapped_column(Words(Grade), default=None)

    __table_args__ = (UniqueConstraint("inspection_id", "area_key"),)

    def row(self) -> Judgement:
        """The frozen row that leaves the store."""
        return Judgement(self.area_key, self.label, self.provisional, self.final)


class PastInspectionRecord(Record):
    """An earlier inspection or visit, entered by hand for the pathway."""

    __tablename__ = "past_inspections"
    KIND: ClassVar[Kind] = Kind.INSPECTION

    authority: Mapped[str] = mapped_column(String(200), index=True)
    name: Mapped[str] = mapped_column(String(200))
    ended_on: Mapped[date] = mapped_column(Date)
    grades: Mapped[Any] = mapped_column(Json)

    def row(self) -> PastInspection:
        """The frozen row that leaves the store."""
        return PastInspection(
            self.id,
            self.authority,
            self.name,
            self.ended_on,
            tuple(sorted((area, Grade(grade)) for area, grade in self.grades.items())),
            self.version,
        )
