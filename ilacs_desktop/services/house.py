"""All that one can do, in one place: every service on one store, in the order they lean on each other."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.store.door import Store

ROOMS = (
    ("safekeeping", "safekeeping", "Safekeeping"), ("people", "people", "People"), ("enquiry", "enquiry", "Enquiries"),
    ("info_requests", "info_requests", "InfoRequests"), ("timetable", "timetable", "Timetable"),
    ("inspections", "inspections", "Inspections"), ("casefiles", "casefiles", "Casefiles"),
    ("capture", "capture", "Captures"), ("feedback", "feedback", "Feedback"), ("readiness", "readiness", "Readiness"),
    ("briefing", "briefing", "Briefing"), ("daily_review", "daily_review", "DailyReview"),
    ("reminders", "reminders", "Reminders"), ("lookup", "lookup", "Lookup"),
)  # fmt: skip


@dataclass(frozen=True)
class House:
    """Every service on one open store."""

    clock: Clock
    store: Store
    safekeeping: Any
    people: Any
    enquiry: Any
    info_requests: Any
    timetable: Any
    inspections: Any
    casefiles: Any
    capture: Any
    feedback: Any
    readiness: Any
    briefing: Any
    daily_review: Any
    reminders: Any
    lookup: Any


def build(store: Store, clock: Clock, *, folder: Path, key: bytes) -> House:
    """Every service on ``store``."""
    made: dict[str, Any] = {"store": store, "clock": clock, "folder": folder, "key": key}
    for name, module, cls in ROOMS:
        made[name] = None
        if importlib.util.find_spec(f"ilacs_desktop.services.{module}") is None:
            continue
        room = getattr(importlib.import_module(f"ilacs_desktop.services.{module}"), cls, None)
        if room is None:
            continue
        if made.get("safekeeping") is not None:
            made["audit_code"] = made["safekeeping"].audit_code
        wanted = inspect.signature(room).parameters
        made[name] = room(**{p: made[p] for p in wanted if made.get(p) is not None})
    return House(clock=clock, store=store, **{name: made[name] for name, _, _ in ROOMS})
