"""The agreed times for answering and acknowledging, the hours they run in, and the rule for checks."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.info_requests import (
    RequestKind,
    RequestRules,
    WorkingHours,
    check_rules,
    ends_after,
    rules_from_plain,
    rules_to_plain,
)
from ilacs_desktop.domain.moments import day_of
from ilacs_desktop.paths import resources
from ilacs_desktop.services.inspections.calendars import Calendar
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.inspection import InspectionRecord
from ilacs_desktop.store.settings import SettingRecord

RULES_KEY = "info_requests.rules"
_SATURDAY = 5


class RequestRuleDeeds:
    """The part of :class:`InfoRequests` that keeps what was agreed about requests."""

    _store: Store

    def rules(self) -> RequestRules:
        """What was agreed, or else what is usual."""
        with self._store.reading() as session:
            return kept_rules(session)

    def set_rules(self, rules: RequestRules, *, by: object | None = None) -> RequestRules:
        """Agree on other rules. What was asked before keeps the time it was given.

        Raises:
            Explained: a time is out of bounds.
        """
        check_rules(rules)
        with self._store.working("Change the rules for requests", by=by) as session:
            record = _record(session)
            plain: Any = rules_to_plain(rules)
            if record is None:
                session.add(SettingRecord(key=RULES_KEY, value=plain))
            else:
                record.value = plain
        return rules

    def usual_time(
        self, inspection_id: int, kind: RequestKind, asked_at: datetime
    ) -> tuple[int, datetime | None]:
        """The minutes usually allowed for a kind, and when they are over if it was asked at ``asked_at``."""
        with self._store.reading() as session:
            minutes = kept_rules(session).answer_minutes[kind]
            return minutes, ends_after(asked_at, minutes, hours=hours_in(session, inspection_id))


def kept_rules(session: Session) -> RequestRules:
    """The rules as they are kept in the store."""
    record = _record(session)
    return RequestRules() if record is None else rules_from_plain(record.value)


def hours_in(session: Session, inspection_id: int) -> WorkingHours | None:
    """The hours in which usual times run in one inspection; None for round the clock."""
    rules = kept_rules(session)
    if rules.hours() is None:
        return None
    record = session.get_one(InspectionRecord, inspection_id)
    first, last = record.on_site_from, record.on_site_until
    days_off = Calendar(resources() / "calendars").holidays(day_of(record.notified_at), last)
    days = (first + timedelta(days=more) for more in range((last - first).days + 1))
    on_site = [day for day in days if day.weekday() < _SATURDAY and day not in days_off]
    return rules.hours(on_site=on_site, days_off=days_off)


def _record(session: Session) -> SettingRecord | None:
    return session.scalar(select(SettingRecord).where(SettingRecord.key == RULES_KEY))
