"""Two editions of a timetable beside each other: issues, the draft, checkpoints."""

from __future__ import annotations

from ilacs_desktop.domain.timetable import Slot
from ilacs_desktop.domain.timetable.compare import (
    DRAFT,
    Comparison,
    Edition,
    EditionKind,
    GoingBack,
    compare,
    going_back,
)
from ilacs_desktop.services.timetable import reading
from ilacs_desktop.services.timetable.checkpoints import Checkpoints
from ilacs_desktop.store.door import Store


class Comparing:
    """Reads two editions and says what turns one into the other. Nothing is stored."""

    def __init__(self, store: Store, checkpoints: Checkpoints) -> None:
        self._store = store
        self._checkpoints = checkpoints

    def editions(self, inspection_id: int) -> tuple[Edition, ...]:
        """What can be compared: the draft, the issues newest first, the checkpoints newest first."""
        with self._store.reading() as session:
            issues = reading.issues(session, inspection_id)
        kept = self._checkpoints.all(inspection_id)
        return (
            DRAFT,
            *(Edition(EditionKind.ISSUE, issue.number, made_at=issue.issued_at) for issue in issues),
            *(Edition(EditionKind.CHECKPOINT, each.id, each.name, each.made_at) for each in kept),
        )

    def between(self, inspection_id: int, old: Edition, new: Edition) -> Comparison:
        """What turns ``old`` into ``new``.

        Raises:
            Explained: there is no such issue or checkpoint.
        """
        return compare(old, self._slots(inspection_id, old), new, self._slots(inspection_id, new))

    def going_back(self, inspection_id: int, to: Edition) -> GoingBack:
        """What going back to ``to`` would change in the draft, and what would stay all the same.

        Raises:
            Explained: there is no such issue or checkpoint.
        """
        wanted = self._slots(inspection_id, to)
        return going_back(self._slots(inspection_id, DRAFT), to, wanted)

    def _slots(self, inspection_id: int, edition: Edition) -> tuple[Slot, ...]:
        if edition.kind is EditionKind.CHECKPOINT:
            return self._checkpoints.slots(edition.number)
        with self._store.reading() as session:
            if edition.kind is EditionKind.DRAFT:
                return reading.draft(session, inspection_id)
            return reading.issued_slots(session, inspection_id, edition.number)
