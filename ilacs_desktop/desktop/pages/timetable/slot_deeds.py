"""What is done to the slots of the draft: moved, added, changed, cancelled, locked, marked."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.slot import SlotDialog, SlotDraft, draft_of
from ilacs_desktop.desktop.pages.timetable.cards import LanesBy
from ilacs_desktop.desktop.pages.timetable.deeds import Deeds
from ilacs_desktop.desktop.pages.timetable.drag import Move, Span
from ilacs_desktop.desktop.pages.timetable.sight import with_parts_moved
from ilacs_desktop.desktop.pages.timetable.view import TimetableView
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import moment, said_time
from ilacs_desktop.domain.people import Side
from ilacs_desktop.domain.timetable import PartKind, Slot, SlotKind, SlotStatus


class SlotDeeds(Deeds):
    """Does what the board, the list and the slot panel ask for."""

    def __init__(self, desk: Desk, view: TimetableView) -> None:
        super().__init__(desk, view)
        view.edit_wanted.connect(self._edit)
        view.add_wanted.connect(self._add)
        view.move_wanted.connect(self._move)
        view.cancel_wanted.connect(self._cancel)
        view.lock_wanted.connect(self._lock)
        view.mark_wanted.connect(self._mark)

    def _slot(self, uid: str) -> Slot | None:
        return self.sight.slot(uid) if self.sight else None

    def _move(self, move: Move) -> None:
        slot = self._slot(move.uid)
        if slot is None or self.sight is None:
            return
        timetable, day = self.desk.house.timetable, self.sight.day
        wanted: dict[str, Any] = {"starts_at": _at(day, move.start), "ends_at": _at(day, move.end)}
        if move.from_lane.key != move.to_lane.key:
            if self.view.lanes_by is LanesBy.PLACES:
                wanted["place_id"] = move.to_lane.key
            else:
                moved = with_parts_moved(slot, move.from_lane.key, move.to_lane.key)
                wanted["parts"] = tuple((person_id, PartKind(part)) for person_id, part in moved)
        self.view.board.expect(move.uid, move.to_lane.key, move.start)
        inspection_id = self.desk.inspection_id
        self.desk.jobs.run(
            self.view,
            lambda: timetable.change(inspection_id, move.uid, **wanted, by=self),
            lambda now: self.say(self._said_move(slot, now, move)),
            refused=self._not_moved,
        )

    def _not_moved(self, error: Explained) -> None:
        self.view.board.forget_move()
        self.desk.notices.explain(error)
        self.say(str(error))

    def _said_move(self, before: Slot, now: Slot, move: Move) -> str:
        if move.from_lane.key != move.to_lane.key:
            return self.tr("{slot} is now with {lane}, {start} to {end}").format(
                slot=now.title,
                lane=move.to_lane.name,
                start=said_time(now.starts_at),
                end=said_time(now.ends_at),
            )
        if before.starts_at == now.starts_at:
            return self.tr("{slot} now ends at {end}").format(slot=now.title, end=said_time(now.ends_at))
        return self.tr("{slot} moved to {start}").format(slot=now.title, start=said_time(now.starts_at))

    def _cancel(self, uid: str) -> None:
        slot = self._slot(uid)
        if slot is None:
            return
        timetable = self.desk.house.timetable
        if slot.is_cancelled:
            self.do(
                lambda inspection_id: timetable.reinstate(inspection_id, uid, by=self),
                lambda now: self.tr("{slot} is on again").format(slot=now.title),
            )
        else:
            self.do(
                lambda inspection_id: timetable.cancel(inspection_id, uid, by=self),
                lambda now: self.tr("{slot} is cancelled and stays visible").format(slot=now.title),
            )

    def _lock(self, uid: str) -> None:
        slot = self._slot(uid)
        if slot is None:
            return
        timetable, locked = self.desk.house.timetable, not slot.locked
        self.do(
            lambda inspection_id: timetable.lock(inspection_id, uid, locked=locked, by=self),
            lambda now: (self.tr("{slot} is locked") if locked else self.tr("{slot} is unlocked")).format(
                slot=now.title
            ),
        )

    def _mark(self, uid: str, status: SlotStatus) -> None:
        timetable = self.desk.house.timetable
        self.do(
            lambda inspection_id: timetable.mark(inspection_id, uid, status, by=self),
            lambda now: self.tr("{slot}: {status}").format(
                slot=now.title, status=self.view.phrases.status(now)
            ),
        )

    # -- the dialog ----------------------------------------------------------------------------

    def _add(self, span: Span) -> None:
        if self.sight is None:
            return
        key = span.lane.key if span.lane else None
        places = self.view.lanes_by is LanesBy.PLACES
        person = next((person for person in self.sight.people if person.id == key and not places), None)
        parts: tuple[tuple[int, PartKind], ...] = ()
        if person is not None:
            part = PartKind.LEADS if person.side is Side.INSPECTORATE else PartKind.ATTENDS
            parts = ((person.id, part),)
        draft = SlotDraft(
            day=self.sight.day,
            starts=_clock(span.start),
            ends=_clock(span.end),
            kind=SlotKind.CASE_SESSION,
            place_id=key if places else None,
            parts=parts,
        )
        dialog = self._dialog(self.tr("Add a slot"), self.tr("Add"), draft)
        dialog.accepted_values.connect(lambda wanted: self._store_new(dialog, wanted))
        dialog.open()

    def _edit(self, uid: str) -> None:
        slot = self._slot(uid)
        if slot is None or self.sight is None:
            return
        if slot.is_cancelled:
            self.desk.notices.say(
                self.tr("“{slot}” is cancelled.").format(slot=slot.title),
                remedy=self.tr("Reinstate it before you change it."),
                role="warn",
            )
            return
        dialog = self._dialog(
            self.tr("Change the slot"),
            self.tr("Save"),
            draft_of(slot),
            names={part.person_id: part.name for part in slot.parts},
        )
        dialog.accepted_values.connect(lambda wanted: self._store_change(dialog, slot, wanted))
        dialog.open()

    def _dialog(
        self, title: str, accept: str, draft: SlotDraft, names: dict[int, str] | None = None
    ) -> SlotDialog:
        sight = self.sight
        return SlotDialog(
            title,
            accept,
            draft,
            days=sight.days if sight else (),
            people=sight.people if sight else (),
            places=sight.places if sight else (),
            names=names,
            parent=self.view,
        )

    def _store_new(self, dialog: SlotDialog, wanted: SlotDraft) -> None:
        timetable, inspection_id = self.desk.house.timetable, self.desk.inspection_id
        self.desk.jobs.run(
            dialog,
            lambda: timetable.add(
                inspection_id,
                starts_at=wanted.starts_at,
                ends_at=wanted.ends_at,
                purpose=wanted.purpose,
                kind=wanted.kind,
                place_id=wanted.place_id,
                parts=wanted.parts,
                case_code=wanted.case_code,
                note=wanted.note,
                by=self,
            ),
            lambda slot: self._stored(dialog, slot, self.tr("{slot} added at {start}")),
            refused=dialog.refuse,
        )

    def _store_change(self, dialog: SlotDialog, slot: Slot, wanted: SlotDraft) -> None:
        timetable, inspection_id = self.desk.house.timetable, self.desk.inspection_id
        was = draft_of(slot)
        names = ("purpose", "kind", "place_id", "parts", "case_code", "note", "starts_at", "ends_at")
        changed = {
            name: getattr(wanted, name) for name in names if getattr(wanted, name) != getattr(was, name)
        }
        if not changed:
            dialog.accept()
            return
        self.desk.jobs.run(
            dialog,
            lambda: timetable.change(inspection_id, slot.uid, **changed, version=slot.version, by=self),
            lambda now: self._stored(dialog, now, self.tr("{slot} saved, {start}")),
            refused=dialog.refuse,
        )

    def _stored(self, dialog: SlotDialog, slot: Slot, sentence: str) -> None:
        dialog.accept()
        self.say(sentence.format(slot=slot.title, start=said_time(slot.starts_at)))
        self.slot_wanted.emit(slot.id)


def _clock(minute: int) -> time:
    """Minutes after midnight as a time of day; midnight at the end is a minute earlier."""
    minute = min(minute, 24 * 60 - 1)
    return time(minute // 60, minute % 60)


def _at(day: date, minute: int) -> datetime:
    return moment(day, _clock(minute))
