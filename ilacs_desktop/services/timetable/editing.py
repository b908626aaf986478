"""The deeds on the draft of a timetable: each one is stored whole or not at all, and can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from ilacs_desktop.domain.inspection import AgendaItem
from ilacs_desktop.domain.keep import KEEP, Keep
from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.domain.timetable import PartKind, Slot, SlotKind, SlotStatus
from ilacs_desktop.domain.timetable.moves import SlotMove
from ilacs_desktop.services.timetable import drafting, reading
from ilacs_desktop.services.timetable.agenda import add_agenda_within
from ilacs_desktop.services.timetable.holding import follow_sessions
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.timetable import recording


class Editing:
    """What can be done to the draft. The journal records each deed, whoever calls it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def add(
        self,
        inspection_id: int,
        *,
        starts_at: datetime,
        ends_at: datetime,
        purpose: str,
        kind: SlotKind,
        place_id: int | None = None,
        parts: Sequence[tuple[int, PartKind]] = (),
        child_id: int | None = None,
        case_code: str = "",
        enquiries: Sequence[str] = (),
        note: str = "",
        uid: str | None = None,
        by: object | None = None,
    ) -> Slot:
        """Put a new slot into the draft. ``uid`` is made up unless it is given.

        Raises:
            Explained: it ends before it starts or on another day, has no purpose, names a person twice,
                or a person or place is not known.
        """
        with self._store.working("Add a slot", by=by) as session:
            made = drafting.add_within(
                session,
                inspection_id,
                starts_at=starts_at,
                ends_at=ends_at,
                purpose=purpose,
                kind=kind,
                place_id=place_id,
                parts=parts,
                child_id=child_id,
                case_code=case_code,
                enquiries=enquiries,
                note=note,
                uid=uid,
            )
            return reading.slot(session, inspection_id, made)

    def move(
        self,
        inspection_id: int,
        uid: str,
        *,
        starts_at: datetime,
        ends_at: datetime | None = None,
        place_id: int | Keep | None = KEEP,
        by: object | None = None,
    ) -> Slot:
        """Move a slot in time, and to another place if one is given.

        Without ``ends_at`` it stays as long as it is.

        Raises:
            Explained: it is locked or cancelled, or would end before it starts or on another day.
        """
        with self._store.working("Move a slot", by=by) as session:
            drafting.move_within(
                session, inspection_id, uid, starts_at=starts_at, ends_at=ends_at, place_id=place_id
            )
            return reading.slot(session, inspection_id, uid)

    def change(
        self,
        inspection_id: int,
        uid: str,
        *,
        purpose: str | Keep = KEEP,
        kind: SlotKind | Keep = KEEP,
        starts_at: datetime | Keep = KEEP,
        ends_at: datetime | Keep = KEEP,
        place_id: int | Keep | None = KEEP,
        parts: Sequence[tuple[int, PartKind]] | Keep = KEEP,
        child_id: int | Keep | None = KEEP,
        case_code: str | Keep = KEEP,
        enquiries: Sequence[str] | Keep = KEEP,
        note: str | Keep = KEEP,
        version: int | None = None,
        by: object | None = None,
    ) -> Slot:
        """Change anything about a slot; what is not given stays. ``parts`` replaces all the people.

        ``version`` is the one the change was made against; without it the newest is changed.

        Raises:
            Explained: it is locked or cancelled (a note may be changed all the same), somebody else has
                changed it since ``version``, or what is given is refused by ``add`` too.
        """
        with self._store.working("Change a slot", by=by) as session:
            drafting.change_within(
                session,
                inspection_id,
                uid,
                purpose=purpose,
                kind=kind,
                starts_at=starts_at,
                ends_at=ends_at,
                place_id=place_id,
                parts=parts,
                child_id=child_id,
                case_code=case_code,
                enquiries=enquiries,
                note=note,
                version=version,
            )
            return reading.slot(session, inspection_id, uid)

    def cancel(self, inspection_id: int, uid: str, *, reason: str = "", by: object | None = None) -> Slot:
        """Stand a slot down. ``reason`` stays with the coordinator.

        Raises:
            Explained: it is locked, cancelled already, or has begun.
        """
        with self._store.working("Cancel a slot", by=by) as session:
            drafting.cancel_within(session, inspection_id, uid, reason=reason)
            return reading.slot(session, inspection_id, uid)

    def reinstate(self, inspection_id: int, uid: str, *, by: object | None = None) -> Slot:
        """Put a cancelled slot on again, as it was.

        Raises:
            Explained: it is not cancelled, or locked.
        """
        with self._store.working("Reinstate a slot", by=by) as session:
            drafting.reinstate_within(session, inspection_id, uid)
            return reading.slot(session, inspection_id, uid)

    def lock(self, inspection_id: int, uid: str, *, locked: bool = True, by: object | None = None) -> Slot:
        """Lock a slot, so that it cannot be moved, changed or cancelled; or unlock it."""
        with self._store.working("Lock a slot" if locked else "Unlock a slot", by=by) as session:
            drafting.record_of(session, inspection_id, uid).locked = locked
            session.flush()
            return reading.slot(session, inspection_id, uid)

    def lock_many(
        self, inspection_id: int, uids: Sequence[str], *, locked: bool = True, by: object | None = None
    ) -> tuple[Slot, ...]:
        """Lock slots in one deed, or unlock them."""
        with self._store.working(f"{'Lock' if locked else 'Unlock'} {_counted(uids)}", by=by) as session:
            drafting.check_some(uids)
            for record in drafting.records_of(session, inspection_id, uids):
                record.locked = locked
            session.flush()
            return reading.slots_of(session, inspection_id, uids)

    def mark(
        self, inspection_id: int, uid: str, status: SlotStatus, *, reason: str = "", by: object | None = None
    ) -> Slot:
        """Say what became of a slot: started, ended, did not happen; or planned, to take that back.

        The time is now; a slot that starts after its time keeps by how many minutes, and one whose end
        is noted after the fact ended as planned. None of it is a change of the timetable that anyone
        has to be told. A case-file session goes back with its slot.

        Raises:
            Explained: the slot is cancelled; or ``status`` is cancelled, which ``cancel`` does.
        """
        with self._store.working(f"Mark a slot “{status.value}”", by=by) as session:
            now = self._clock()
            drafting.mark_within(session, inspection_id, uid, status, reason=reason, now=now)
            follow_sessions(session, inspection_id, [uid], now=now, by=self._store.actor)
            return reading.slot(session, inspection_id, uid)

    def add_first_draft(
        self, inspection_id: int, agenda: Sequence[AgendaItem], *, by: object | None = None
    ) -> tuple[Slot, ...]:
        """Fill the draft from an agenda; the whole draft.

        People whose role an item names get a part; the other roles go to the note.
        """
        said = "Make the first timetable"
        with self._store.working(said, by=by) as session:
            with recording(session, inspection_id, said):
                add_agenda_within(session, inspection_id, agenda)
            return reading.draft(session, inspection_id)

    def move_many(
        self, inspection_id: int, moves: Sequence[SlotMove], *, by: object | None = None
    ) -> tuple[Slot, ...]:
        """Move slots in one deed, all or none; as they are then, in the order given.

        Raises:
            Explained: as ``move``, of any of them; or nothing is to be moved, or one is named twice.
        """
        with self._store.working(f"Move {_counted(moves)}", by=by) as session:
            drafting.move_many_within(session, inspection_id, moves)
            return reading.slots_of(session, inspection_id, [move.uid for move in moves])

    def copy(
        self,
        inspection_id: int,
        uids: Sequence[str],
        *,
        minutes_later: int = 0,
        to_day: date | None = None,
        by: object | None = None,
    ) -> tuple[Slot, ...]:
        """Copy slots to another time or day, with their people; the copies, in the order given.

        On another day they keep their London times. A copy has a uid of its own, is planned and not
        locked, whatever the slot it was taken from is.

        Raises:
            Explained: a slot is not there, or a copy would end on another day than it starts.
        """
        with self._store.working(f"Copy {_counted(uids)}", by=by) as session:
            moves = [
                drafting.shifted(each, minutes_later, to_day)
                for each in reading.slots_of(session, inspection_id, uids)
            ]
            return self.copy_to(inspection_id, moves, by=by)

    def copy_to(
        self, inspection_id: int, moves: Sequence[SlotMove], *, by: object | None = None
    ) -> tuple[Slot, ...]:
        """Copy each slot to where its move says, to other people and another place too; as ``copy``."""
        with self._store.working(f"Copy {_counted(moves)}", by=by) as session:
            made = drafting.copy_within(session, inspection_id, moves)
            return reading.slots_of(session, inspection_id, made)

    def cancel_many(
        self, inspection_id: int, uids: Sequence[str], *, reason: str = "", by: object | None = None
    ) -> tuple[Slot, ...]:
        """Stand slots down in one deed, all or none.

        Raises:
            Explained: as ``cancel``, of any of them; or none is named.
        """
        with self._store.working(f"Cancel {_counted(uids)}", by=by) as session:
            drafting.cancel_many_within(session, inspection_id, uids, reason=reason)
            return reading.slots_of(session, inspection_id, uids)


def _counted(things: Sequence[object]) -> str:
    return "a slot" if len(things) == 1 else f"{len(things)} slots"
