"""Two editions of a timetable beside each other: issues, the draft, checkpoints."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.timetable import Slot
from ilacs_desktop.domain.timetable.compare import (
    DRAFT,
    Comparison,
    Edition,
    EditionKind,
    RollBack,
    compare,
    roll_back_of,
)
from ilacs_desktop.services.timetable import reading
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.timetable import CheckpointRecord, from_plain


class Comparing:
    """Reads two editions and says what turns one into the other. Nothing is stored."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def editions(self, inspection_id: int) -> tuple[Edition, ...]:
        """What can be compared: the draft, the issues newest first, the checkpoints newest first."""
        with self._store.reading() as session:
            issues = reading.issues(session, inspection_id)
            kept = session.execute(
                select(CheckpointRecord.id, CheckpointRecord.name, CheckpointRecord.made_at)
                .where(CheckpointRecord.inspection_id == inspection_id)
                .order_by(CheckpointRecord.made_at.desc(), CheckpointRecord.id.desc())
            ).all()
        return (
            DRAFT,
            *(Edition(EditionKind.ISSUE, issue.number, made_at=issue.issued_at) for issue in issues),
            *(Edition(EditionKind.CHECKPOINT, id_, name, made_at) for id_, name, made_at in kept),
        )

    def between(self, inspection_id: int, old: Edition, new: Edition) -> Comparison:
        """What turns ``old`` into ``new``.

        Raises:
            Explained: there is no such issue or checkpoint.
        """
        with self._store.reading() as session:
            before = self._slots(session, inspection_id, old)
            after = self._slots(session, inspection_id, new)
        return compare(old, before, new, after)

    def roll_back(self, inspection_id: int, number: int) -> RollBack:
        """What rolling the draft back to issue ``number`` would change, and what would stay all the same.

        Raises:
            Explained: there is no such issue.
        """
        with self._store.reading() as session:
            issued = reading.issue(session, inspection_id, number).slots
            return roll_back_of(reading.draft(session, inspection_id), issued)

    @staticmethod
    def _slots(session: Session, inspection_id: int, edition: Edition) -> tuple[Slot, ...]:
        if edition.kind is EditionKind.DRAFT:
            return reading.draft(session, inspection_id)
        if edition.kind is EditionKind.ISSUE:
            return reading.issued_slots(session, inspection_id, edition.number)
        record = session.get(CheckpointRecord, edition.number)
        if record is None or record.inspection_id != inspection_id:
            raise Explained("This checkpoint has been removed.", remedy="Choose another one.")
        slots = (from_plain(held) for held in record.slots)
        return tuple(sorted(slots, key=lambda slot: (slot.starts_at, slot.uid)))
