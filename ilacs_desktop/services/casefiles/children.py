"""Children within an open session: taking a reviewed extract in, finding, showing."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import cached_property
from pathlib import Path

from sqlalchemy import Select, and_, case, or_, select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.casefiles import (
    Child,
    Cohort,
    Expected,
    card_facts,
    weak_spots,
)
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.intake.annex_a.forms import labels
from ilacs_desktop.store.casefiles import ChildRecord
from ilacs_desktop.store.numbers import next_number

SEEN = ("last_seen_on", "care_visit_on", "statutory_visit_on", "contact_on")
VISITED = ("care_visit_on", "statutory_visit_on")


class Cards:
    """Turns records into rows, with what depends on the day of asking; ``folder`` is resources/annex_a."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def labels(self) -> dict[str, str]:
        """What the card calls each fact; read when first asked for, as it takes a tenth of a second."""
        return labels(self.folder)

    @cached_property
    def _expected(self) -> tuple[Expected, ...]:
        data = tomllib.loads((self.folder / "expected_intervals.toml").read_text(encoding="utf-8"))
        return tuple(Expected(**{**rule, "cohort": Cohort(rule["cohort"])}) for rule in data["expected"])

    def row(self, record: ChildRecord, on: date) -> Child:
        """The frozen row of ``record``, seen from the day ``on``."""
        cohorts = tuple(record.cohorts.strip("|").split("|")) if record.cohorts.strip("|") else ()
        return Child(
            id=record.id,
            inspection_id=record.inspection_id,
            child_id=record.child_id,
            code=record.code or "",
            cohorts=cohorts,
            team=record.team,
            worker=record.worker,
            worker_id=record.worker_id,
            manager=record.manager,
            age_band=record.age_band,
            last_seen_on=record.last_seen_on,
            last_visit_on=record.last_visit_on,
            weak_spots=weak_spots(cohorts, record.facts, on=on, expected=self._expected),
            facts=card_facts(record.facts, self.labels, on=on),
            version=record.version,
        )


def record_of(session: Session, key: int) -> ChildRecord:
    """One child by its own key. Raises Explained when there is none."""
    record = session.get(ChildRecord, key)
    if record is None:
        raise Explained("This child is no longer on the list.", remedy="Look at the list again.")
    return record


def give_code(session: Session, record: ChildRecord) -> str:
    """The code of a child, given now if it has none yet."""
    if record.code is None:
        record.code = f"C-{next_number(session, record.inspection_id, 'case'):03d}"
    return record.code


def found(inspection_id: int, text: str, cohort: str, team: str, limit: int) -> Select[ChildRecord]:
    """The query for children by what was typed, chosen ones first.

    A word is looked for in ID, code, team, worker and cohort; several words that all hold a figure are
    read as a list of IDs or codes, pasted from an e-mail.
    """
    query = select(ChildRecord).where(ChildRecord.inspection_id == inspection_id)
    words = [word for word in re.split(r"[\s,;]+", text.strip()) if word]
    if len(words) > 1 and all(any(letter.isdigit() for letter in word) for word in words):
        upper = [word.upper() for word in words]
        query = query.where(or_(ChildRecord.child_id.in_(words), ChildRecord.code.in_(upper)))
    elif words:
        columns = (
            ChildRecord.child_id,
            ChildRecord.code,
            ChildRecord.team,
            ChildRecord.worker,
            ChildRecord.cohorts,
        )
        query = query.where(
            and_(*(or_(*(column.icontains(word, autoescape=True) for column in columns)) for word in words))
        )
    if cohort:
        query = query.where(ChildRecord.cohorts.contains(f"|{cohort}|", autoescape=True))
    if team:
        query = query.where(ChildRecord.team == team)
    unchosen = case((ChildRecord.code.is_(None), 1), else_=0)
    return query.order_by(unchosen, ChildRecord.code, ChildRecord.child_id).limit(limit)
