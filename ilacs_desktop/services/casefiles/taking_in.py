"""Takes a reviewed extract in, compares it with what is stored, and takes the whole of it back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from ilacs_desktop.domain.casefiles import (
    AnnexAComparison,
    AnnexACounts,
    AnnexAReview,
    AnnexAUndone,
    ChildChange,
    ChildDraft,
)
from ilacs_desktop.domain.changes import Kind
from ilacs_desktop.domain.people import Person, Side, match_worker, plain
from ilacs_desktop.store.casefiles import (
    AnnexABeforeRecord,
    CaseSessionRecord,
    ChildRecord,
    ConcernRecord,
    ConsentRecord,
)
from ilacs_desktop.store.many import BLOCK, Told, add_many, blocks, remove_many
from ilacs_desktop.store.people import PersonRecord
from ilacs_desktop.store.settings import LinkRecord
from ilacs_desktop.store.timetable import SlotRecord

SEEN = ("last_seen_on", "care_visit_on", "statutory_visit_on", "contact_on")
VISITED = ("care_visit_on", "statutory_visit_on")
DAYS = frozenset({"last_seen_on", "last_visit_on"})
SHOWN = (
    ("cohorts", "Cohorts"),
    ("team", "Team"),
    ("worker", "Worker"),
    ("manager", "Manager"),
    ("age_band", "Age"),
)
TAKEN_OUT = "taken out "
"""How the ID of a child begins of whom a purge left neither ID nor code."""
BARE: Mapping[str, Any] = {
    "cohorts": "|", "team": "", "worker": "", "worker_id": None, "manager": "", "age_band": "",
    "last_seen_on": None, "last_visit_on": None, "facts": {},
}  # fmt: skip
"""What is left of a child an import brought, when the import is undone but the child was chosen."""


@dataclass(frozen=True, slots=True)
class _Step:
    """One child of the extract: the values it would have, and the record if we know the child."""

    draft: ChildDraft
    values: dict[str, Any]
    record: ChildRecord | None

    @property
    def different(self) -> dict[str, Any]:
        """The columns that would change."""
        return {name: new for name, new in self.values.items() if getattr(self.record, name) != new}


def _steps(session: Session, known: dict[str, ChildRecord], review: AnnexAReview) -> Iterator[_Step]:
    """Each child of the extract; those found are taken out of ``known``."""
    staff = [record.row() for record in session.scalars(select(PersonRecord).where(PersonRecord.is_active))]
    crew = Crew(staff)
    for draft in review.children:
        yield _Step(draft, values_of(draft, crew), known.pop(draft.child_id, None))


def _known(session: Session, inspection_id: int) -> dict[str, ChildRecord]:
    query = select(ChildRecord).where(ChildRecord.inspection_id == inspection_id)
    return {record.child_id: record for record in session.scalars(query)}


def _absent(known: Mapping[str, ChildRecord]) -> tuple[str, ...]:
    """The IDs of those an extract does not have; a child of whom a purge left the code alone has none."""
    bare = (each for each, record in known.items() if each != record.code and not each.startswith(TAKEN_OUT))
    return tuple(sorted(bare))


def take_in(
    session: Session, inspection_id: int, review: AnnexAReview, told: Told
) -> tuple[AnnexACounts, AnnexABeforeRecord]:
    """Store the children of a reviewed extract: new ones added, known ones updated, none removed.

    Gives the counts, and how everything was before; that still wants the number of its import. ``told`` hears
    how many of the review's children are in.
    """
    known = _known(session, inspection_id)
    before: dict[str, dict[str, Any]] = {}
    fresh: list[dict[str, Any]] = []
    for step in _steps(session, known, review):
        if step.record is None:
            fresh.append(
                {"inspection_id": inspection_id, "child_id": step.draft.child_id, "code": None, **step.values}
            )
        elif different := step.different:
            record = step.record
            before[str(record.id)] = {name: _kept(getattr(record, name)) for name in different}
            for name, value in different.items():
                setattr(record, name, value)
            if len(before) % BLOCK == 0:
                session.flush()
                told(len(before))
    session.flush()
    known_ones = len(review.children) - len(fresh)
    told(known_ones)
    added = add_many(session, ChildRecord, fresh, lambda done: told(known_ones + done))
    counts = AnnexACounts(
        added=len(added),
        changed=len(before),
        same=len(review.children) - len(added) - len(before),
        absent=len(_absent(known)),
    )
    return counts, AnnexABeforeRecord(added=added, changed=before)


def compare(
    session: Session, inspection_id: int, review: AnnexAReview, labels: Mapping[str, str]
) -> AnnexAComparison:
    """What taking the extract in would change, child by child; ``labels`` are those of the card."""
    known = _known(session, inspection_id)
    added: list[str] = []
    changed: list[ChildChange] = []
    for step in _steps(session, known, review):
        if step.record is None:
            added.append(step.draft.child_id)
        elif what := _what(step.record, step.different, labels):
            changed.append(ChildChange(step.draft.child_id, step.record.code or "", what))
    return AnnexAComparison(
        added=tuple(added),
        changed=tuple(changed),
        same=len(review.children) - len(added) - len(changed),
        absent=_absent(known),
    )


def _what(
    record: ChildRecord, different: Mapping[str, Any], labels: Mapping[str, str]
) -> tuple[tuple[str, str, str], ...]:
    found = []
    for name, label in SHOWN:
        if name in different:
            old, new = str(getattr(record, name)), str(different[name])
            if name == "cohorts":
                old, new = (value.strip("|").replace("|", ", ") for value in (old, new))
            found.append((label, old, new))
    if "worker_id" in different:
        known = ("not among the people", "among the people")
        old, new = (known[key is not None] for key in (record.worker_id, different["worker_id"]))
        if old != new:
            found.append(("Worker is", old, new))
    if "facts" in different:
        old_facts, new_facts = record.facts, different["facts"]
        for key in (*labels, *sorted(set(old_facts) | set(new_facts) - set(labels))):
            old, new = old_facts.get(key, ""), new_facts.get(key, "")
            if old != new:
                found.append((labels.get(key, key), old, new))
    return tuple(dict.fromkeys(found))


def undo(session: Session, inspection_id: int, before: AnnexABeforeRecord, told: Told) -> AnnexAUndone:
    """Put every child back as it was before an import; children it brought go, unless they were chosen.

    ``told`` hears how many of the children it touched have been dealt with.
    """
    leant_on = needed(session)
    ours = ChildRecord.inspection_id == inspection_id
    rows = session.execute(select(ChildRecord.id, ChildRecord.code).where(ours))
    present: dict[int, str | None] = {number: code for number, code in rows}  # noqa: C416 - rows are no pairs
    changed = sorted(number for number in map(int, before.changed) if number in present)
    brought = [number for number in before.added if number in present and str(number) not in before.changed]
    stays = [number for number in brought if present[number] is not None or number in leant_on]
    for done, block in blocks(changed):
        for record in session.scalars(select(ChildRecord).where(ChildRecord.id.in_(block))):
            _set(record, before.changed[str(record.id)])
        session.flush()
        told(done)
    stayed: list[str] = []
    for _, block in blocks(stays):
        for record in session.scalars(select(ChildRecord).where(ChildRecord.id.in_(block))):
            _set(record, BARE)
            stayed.append(record.code or record.child_id)
    gone = sorted(set(brought) - set(stays))
    remove_many(session, ChildRecord, gone, lambda done: told(len(changed) + done))
    return AnnexAUndone(len(set(before.added)) - len(stayed), len(changed), tuple(sorted(stayed)))


def _set(record: ChildRecord, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(record, name, date.fromisoformat(value) if value and name in DAYS else value)


def needed(session: Session) -> set[int]:
    """The keys of children that something leans on: a session, a consent, a concern, a slot, a link."""
    child = Kind.CHILD.value
    return set(
        session.scalars(
            union(
                select(CaseSessionRecord.child_key),
                select(ConsentRecord.child_key),
                select(ConcernRecord.child_key).where(ConcernRecord.child_key.is_not(None)),
                select(SlotRecord.child_id).where(SlotRecord.child_id.is_not(None)),
                select(LinkRecord.from_id).where(LinkRecord.from_kind == child),
                select(LinkRecord.to_id).where(LinkRecord.to_kind == child),
            )
        )
    )


def _kept(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


class Crew:
    """Staff by the names an extract uses, each name looked up once."""

    def __init__(self, staff: Iterable[Person]) -> None:
        self._staff = [person for person in staff if person.side is not Side.INSPECTORATE]
        self._workers: dict[str, int | None] = {"": None}
        self._managers = {
            plain(person.team): person.label
            for person in self._staff
            if person.team and "manager" in person.role.casefold()
        }

    def worker(self, name: str) -> int | None:
        """The key of the one person with this name, if there is one."""
        if name not in self._workers:
            self._workers[name] = match_worker(name, self._staff)
        return self._workers[name]

    def manager(self, team: str) -> str:
        """Who manages a team."""
        return self._managers.get(plain(team), "")


def values_of(draft: ChildDraft, crew: Crew) -> dict[str, Any]:
    """The columns of a child as a draft has them."""
    facts = dict(draft.facts)
    return {
        "cohorts": f"|{'|'.join(draft.cohorts)}|",
        "team": draft.team,
        "worker": draft.worker,
        "worker_id": crew.worker(draft.worker),
        "manager": crew.manager(draft.team),
        "age_band": draft.age_band,
        "last_seen_on": _latest(facts, SEEN),
        "last_visit_on": _latest(facts, VISITED),
        "facts": facts,
    }


def _latest(facts: dict[str, str], names: Sequence[str]) -> date | None:
    days = [facts[name] for name in names if facts.get(name)]
    return date.fromisoformat(max(days)) if days else None
