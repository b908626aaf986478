"""The records behind an inspection, found or refused in our words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.inspection import Framework
from ilacs_desktop.services.inspections.frameworks import read_framework
from ilacs_desktop.store.inspection import FrameworkSnapshot, InspectionRecord, MilestoneRecord


def record_of(session: Session, inspection_id: int) -> InspectionRecord:
    """The record of one inspection. Raises Explained: there is none by that number."""
    record = session.get(InspectionRecord, inspection_id)
    if record is None:
        raise Explained(
            f"There is no inspection {inspection_id}.", remedy="List them with: main.py inspections"
        )
    return record


def milestone_of(session: Session, milestone_id: int) -> MilestoneRecord:
    """The record of one milestone. Raises Explained: there is none."""
    record = session.get(MilestoneRecord, milestone_id)
    if record is None:
        raise Explained("There is no such milestone.", remedy="Look at the list again.")
    return record


def milestones_of(session: Session, inspection_id: int) -> list[MilestoneRecord]:
    """The milestones of an inspection, in the order of its framework."""
    query = (
        select(MilestoneRecord)
        .where(MilestoneRecord.inspection_id == inspection_id)
        .order_by(MilestoneRecord.position)
    )
    return list(session.scalars(query))


def framework_of(session: Session, inspection_id: int) -> Framework:
    """The framework kept with an inspection. Raises Explained: there is no such inspection."""
    kept: Mapping[str, Any] | None = session.scalar(
        select(FrameworkSnapshot.values).where(FrameworkSnapshot.inspection_id == inspection_id)
    )
    if kept is None:
        raise Explained(f"There is no inspection {inspection_id}.")
    return read_framework(kept, "the framework kept with the inspection")


def last_days(session: Session, authority: str, *, but: int | None = None) -> list[tuple[str, date]]:
    """The other inspections of an authority, each by its type and its last day on site."""
    query = select(InspectionRecord).where(
        InspectionRecord.authority == authority, InspectionRecord.id.is_not(but)
    )
    return [(f"{each.framework_name}", each.on_site_until) for each in session.scalars(query)]
