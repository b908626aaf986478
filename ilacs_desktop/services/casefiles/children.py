"""Children within an open session: taking a reviewed extract in, finding, showing."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, or_, select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.casefiles import (
    Child,
    Cohort,
    Expected,
    card_facts,
)
from ilacs_desktop.domain.casefiles.children import Interval, Spot, intervals, spot_kinds, spots
from ilacs_desktop.domain.casefiles.choosing import NO_COHORT, NO_LOCALITY, NO_TEAM, ChildFilter
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.intake.annex_a.forms import labels
from ilacs_desktop.services.casefiles import spotting
from ilacs_desktop.services.casefiles.localities import localities_of
from ilacs_desktop.store.casefiles import CaseSessionRecord, ChildRecord
from ilacs_desktop.store.numbers import next_number
from ilacs_desktop.store.people import PersonRecord

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
        cohorts = _cohorts(record.cohorts)
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
            weak_spots=tuple(spot.words for spot in self._spots(cohorts, record.facts, on)),
            facts=card_facts(record.facts, self.labels, on=on),
            version=record.version,
            placement=record.facts.get("placement_kind", ""),
        )

    @property
    def kinds_of_spots(self) -> tuple[str, ...]:
        """Every kind of weak spot one can look for."""
        return spot_kinds(self._expected)

    def intervals(self, record: ChildRecord, on: date) -> tuple[Interval, ...]:
        """What is expected at intervals for this child, and how long ago it was."""
        return intervals(_cohorts(record.cohorts), record.facts, on=on, expected=self._expected)

    def spot_condition(self, kind: str, on: date) -> ColumnElement[bool]:
        """What children with a weak spot of a kind fulfil in the database."""
        return spotting.has_spot(kind, on=on, expected=self._expected)

    def has_spot(self, cohorts: str, facts: Mapping[str, str], kind: str, on: date) -> bool:
        """Whether a child, by the columns of its record, has a weak spot of a kind."""
        return any(spot.kind == kind for spot in self._spots(_cohorts(cohorts), facts, on))

    def _spots(self, cohorts: tuple[str, ...], facts: Mapping[str, str], on: date) -> tuple[Spot, ...]:
        return spots(cohorts, facts, on=on, expected=self._expected)


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


def _cohorts(words: str) -> tuple[str, ...]:
    return tuple(words.strip("|").split("|")) if words.strip("|") else ()


def chosen_first() -> tuple[ColumnElement[Any], ...]:
    """The order of every list of children."""
    unchosen = case((ChildRecord.code.is_(None), 1), else_=0)
    return unchosen, ChildRecord.code.expression, ChildRecord.child_id.expression


def finding(
    session: Session, cards: Cards, on: date, inspection_id: int, wanted: ChildFilter
) -> tuple[ColumnElement[bool], ...]:
    """The conditions of a filter with all it names; what only the rule can tell is asked of it here."""
    conditions = tuple(_matching(inspection_id, wanted))
    if wanted.locality:
        conditions = (*conditions, _is_placed(session, inspection_id, wanted.locality))
    if not wanted.weak_spot:
        return conditions
    conditions = (*conditions, cards.spot_condition(wanted.weak_spot, on))
    if spotting.is_exact(wanted.weak_spot):
        return conditions
    rows = session.execute(select(ChildRecord.id, ChildRecord.cohorts, ChildRecord.facts).where(*conditions))
    kept = [key for key, cohorts, facts in rows if cards.has_spot(cohorts, facts, wanted.weak_spot, on)]
    return (ChildRecord.id.in_(bindparam("kept", kept, expanding=True, literal_execute=True)),)


def _matching(inspection_id: int, wanted: ChildFilter) -> Iterator[ColumnElement[bool]]:
    """What children have to be to be found, but for weak spot and locality.

    A word is looked for in ID, code, team, worker and cohort; several words that all hold a figure are
    read as a list of IDs or codes, pasted from an e-mail.
    """
    yield ChildRecord.inspection_id == inspection_id
    words = [word for word in re.split(r"[\s,;]+", wanted.text.strip()) if word]
    if len(words) > 1 and all(any(letter.isdigit() for letter in word) for word in words):
        upper = [word.upper() for word in words]
        yield or_(ChildRecord.child_id.in_({*words, *upper}), ChildRecord.code.in_(upper))
    elif words:
        columns = (
            ChildRecord.child_id,
            ChildRecord.code,
            ChildRecord.team,
            ChildRecord.worker,
            ChildRecord.cohorts,
        )
        for word in words:
            yield or_(*(column.icontains(word, autoescape=True) for column in columns))
    if wanted.cohort == NO_COHORT:
        yield ChildRecord.cohorts.in_(("", "|"))
    elif wanted.cohort and wanted.leads:
        yield ChildRecord.cohorts.startswith(f"|{wanted.cohort}|", autoescape=True)
    elif wanted.cohort:
        yield ChildRecord.cohorts.contains(f"|{wanted.cohort}|", autoescape=True)
    if wanted.not_chosen:
        yield ~select(CaseSessionRecord.id).where(CaseSessionRecord.child_key == ChildRecord.id).exists()
    if wanted.team:
        yield ChildRecord.team == ("" if wanted.team == NO_TEAM else wanted.team)


def _is_placed(session: Session, inspection_id: int, locality: str) -> ColumnElement[bool]:
    """Whether a child's locality is this one: the children whom coverage counts there."""
    places = localities_of(record.row() for record in session.scalars(select(PersonRecord)))
    wanted = "" if locality == NO_LOCALITY else locality
    teams = session.scalars(
        select(ChildRecord.team).where(ChildRecord.inspection_id == inspection_id).distinct()
    )
    here = [key for key, name in places.of_person.items() if name == wanted]
    return or_(
        ChildRecord.worker_id.in_(here),
        and_(
            or_(ChildRecord.worker_id.is_(None), ChildRecord.worker_id.not_in(list(places.of_person))),
            ChildRecord.team.in_([team for team in teams if places.of(team, None) == wanted]),
        ),
    )
