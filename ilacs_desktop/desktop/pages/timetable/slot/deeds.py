"""What is done to the slots of the draft where they lie: moved, copied, cancelled, locked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from PySide6.QtWidgets import QApplication

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.pages.timetable.board.drag import Carry, Move, Span
from ilacs_desktop.desktop.pages.timetable.board.layout import clock_of
from ilacs_desktop.desktop.pages.timetable.cards import LanesBy
from ilacs_desktop.desktop.pages.timetable.deeds import Deeds
from ilacs_desktop.desktop.pages.timetable.sight import minutes_of, with_parts_moved
from ilacs_desktop.desktop.pages.timetable.view import TimetableView
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import moment, said_day, said_minutes, said_time
from ilacs_desktop.domain.people import Side
from ilacs_desktop.domain.timetable import PartKind, Slot
from ilacs_desktop.domain.timetable.moves import SlotMove


class SlotDeeds(Deeds):
    """Does what board, list and panels ask for; each wish is one deed that one undo takes back."""

    def __init__(self, desk: Desk, view: TimetableView) -> None:
        super().__init__(desk, view)
        self._copied: tuple[Slot, ...] = ()
        view.move_wanted.connect(self._carry)
        view.cancel_wanted.connect(self._cancel)
        view.copy_wanted.connect(self._copy)
        view.paste_wanted.connect(self._paste)
        view.double_wanted.connect(self._double)
        view.deed_wanted.connect(self._lock)
        view.held_fast.connect(self._say_held_fast)

    # -- moving --------------------------------------------------------------------------------

    def _carry(self, carry: Carry) -> None:
        sight = self.sight
        slots = {move.uid: slot for move in carry.moves if (slot := self.slot(move.uid)) is not None}
        if sight is None or len(slots) != len(carry.moves):
            return
        timetable, inspection_id = self.desk.house.timetable, self.desk.inspection_id
        wishes = tuple(self._wish(slots[move.uid], move, sight.day) for move in carry.moves)
        if carry.copies:
            self._store_copies(lambda: timetable.copy_to(inspection_id, wishes, by=self))
            return
        held = carry.moves[0]
        self.view.board.expect(held.uid, held.to_lane.key, held.start)
        self.desk.jobs.run(
            self.view,
            lambda: timetable.move_many(inspection_id, wishes, by=self),
            lambda now: self.say(self._said_carry(slots[held.uid], now, carry)),
            refused=self._not_moved,
        )

    def _wish(self, slot: Slot, move: Move, day: date) -> SlotMove:
        starts_at, ends_at = _at(day, move.start), _at(day, move.end)
        if not move.changes_lane:
            return SlotMove(move.uid, starts_at, ends_at)
        if self.view.lanes_by is LanesBy.PLACES:
            return SlotMove(move.uid, starts_at, ends_at, place_id=move.to_lane.key)
        person = (
            next((p for p in self.sight.people if p.id == move.to_lane.key), None) if self.sight else None
        )
        moved = with_parts_moved(
            slot,
            move.from_lane.key,
            move.to_lane.key,
            anew=PartKind.ATTENDS if person and person.side is not Side.INSPECTORATE else PartKind.LEADS,
        )
        return SlotMove(
            move.uid, starts_at, ends_at, parts=tuple((who, PartKind(part)) for who, part in moved)
        )

    def _not_moved(self, error: Explained) -> None:
        self.view.board.forget_move()
        self.desk.notices.explain(error)
        self.say(str(error))

    def _say_held_fast(self, uid: str) -> None:
        slot = self.slot(uid)
        if slot is not None:
            sentence = self.tr("“{slot}” is locked and stays where it is.").format(slot=slot.title)
            self.desk.notices.say(sentence, remedy=self.tr("Unlock it first, with the key L."), role="warn")
            self.say(sentence)

    def _said_carry(self, before: Slot, now: Sequence[Slot], carry: Carry) -> str:
        move, first = carry.moves[0], now[0]
        start, end = said_time(first.starts_at), said_time(first.ends_at)
        if len(now) > 1:
            minutes = int((first.starts_at - before.starts_at).total_seconds()) // 60
            words = self.tr("{n} slots moved")
            if minutes:
                later = self.tr("{n} slots moved {length} later")
                earlier = self.tr("{n} slots moved {length} earlier")
                words = later if minutes > 0 else earlier
            said = words.format(n=len(now), length=said_minutes(abs(minutes)))
            if not move.changes_lane:
                return said
            return self.tr("{said}, {slot} is now with {lane}").format(
                said=said, slot=first.title, lane=move.to_lane.name
            )
        if move.changes_lane:
            words = self.tr("{slot} is now with {lane}, {start} to {end}")
            return words.format(slot=first.title, lane=move.to_lane.name, start=start, end=end)
        if before.starts_at == first.starts_at:
            return self.tr("{slot} now ends at {end}").format(slot=first.title, end=end)
        if before.ends_at == first.ends_at:
            return self.tr("{slot} now starts at {start}").format(slot=first.title, start=start)
        return self.tr("{slot} moved to {start}").format(slot=first.title, start=start)

    # -- copying -------------------------------------------------------------------------------

    def _slots(self, uids: Sequence[str]) -> tuple[Slot, ...]:
        return tuple(slot for uid in uids if (slot := self.slot(uid)) is not None)

    def _copy(self, uids: Sequence[str]) -> None:
        """Remember the slots for pasting; other programs get them as lines of text."""
        slots = self._slots(uids)
        if not slots:
            return
        self._copied = slots
        cards = self.view.board.board.cards
        QApplication.clipboard().setText("\n".join(cards[uid].spoken for uid in uids if uid in cards))
        said = self._counted(slots, self.tr("{slot} is copied"), self.tr("{n} slots are copied"))
        self.say(self.tr("{said}. Ctrl+V puts a copy where you are.").format(said=said))

    def _paste(self, span: Span | None) -> None:
        """Copy to where the cursor stands; else to the same times of the day shown, or right after."""
        sight, slots = self.sight, self._copied
        if sight is None:
            return
        if not slots:
            self.say(self.tr("Nothing has been copied yet."))
            return
        first = min(slots, key=lambda slot: slot.starts_at)
        timetable, inspection_id = self.desk.house.timetable, self.desk.inspection_id
        if span is not None:
            later = _at(sight.day, span.start) - first.starts_at
            wishes = [self._pasted(slot, later, span, is_one=len(slots) == 1) for slot in slots]
            self._store_copies(lambda: timetable.copy_to(inspection_id, wishes, by=self))
        elif first.day != sight.day:
            uids = [slot.uid for slot in slots]
            self._store_copies(lambda: timetable.copy(inspection_id, uids, to_day=sight.day, by=self))
        else:
            self._double([slot.uid for slot in slots])

    def _pasted(self, slot: Slot, later: timedelta, span: Span, *, is_one: bool) -> SlotMove:
        """Where a copy comes to lie; a single one goes to the person or place of the lane, too."""
        starts_at, ends_at = slot.starts_at + later, slot.ends_at + later
        if not is_one or span.lane is None or span.lane.key is None:
            return SlotMove(slot.uid, starts_at, ends_at)
        if self.view.lanes_by is LanesBy.PLACES:
            return SlotMove(slot.uid, starts_at, ends_at, place_id=span.lane.key)
        theirs = slot.inspectors if self.view.lanes_by is LanesBy.INSPECTORS else slot.staff
        if any(part.person_id == span.lane.key for part in theirs):
            return SlotMove(slot.uid, starts_at, ends_at)
        moved = with_parts_moved(slot, theirs[0].person_id if theirs else None, span.lane.key)
        return SlotMove(
            slot.uid, starts_at, ends_at, parts=tuple((who, PartKind(part)) for who, part in moved)
        )

    def _double(self, uids: Sequence[str]) -> None:
        """Copy slots to right after themselves."""
        spans = [minutes_of(slot) for slot in self._slots(uids)]
        if not spans:
            return
        length = max(end for _start, end in spans) - min(start for start, _end in spans)
        timetable, inspection_id = self.desk.house.timetable, self.desk.inspection_id
        self._store_copies(lambda: timetable.copy(inspection_id, tuple(uids), minutes_later=length, by=self))

    def _store_copies(self, work: Callable[[], tuple[Slot, ...]]) -> None:
        self.desk.jobs.run(self.view, work, self._show_copies, refused=self._not_moved)

    def _show_copies(self, made: tuple[Slot, ...]) -> None:
        self.slots_wanted.emit(tuple(slot.uid for slot in made))
        words = self._counted(
            made, self.tr("{slot} is copied to {when}"), self.tr("{n} slots are copied to {when}")
        )
        self.say(words.format(when=self._said_when(made[0])))

    def _said_when(self, slot: Slot) -> str:
        is_here = self.sight is not None and slot.day == self.sight.day
        time = said_time(slot.starts_at)
        return time if is_here else f"{said_day(slot.day)} {time}"

    @staticmethod
    def _counted(slots: Sequence[Slot], one: str, many: str) -> str:
        words = one if len(slots) == 1 else many
        return words.replace("{slot}", slots[0].title).replace("{n}", str(len(slots)))

    # -- standing down, holding fast -----------------------------------------------------------

    def _cancel(self, uids: Sequence[str]) -> None:
        slots = self._slots(uids)
        standing = [slot.uid for slot in slots if not slot.is_cancelled]
        timetable = self.desk.house.timetable
        if standing:
            self.do(
                lambda inspection_id: timetable.cancel_many(inspection_id, standing, by=self),
                lambda now: self._counted(
                    now,
                    self.tr("{slot} is cancelled and stays visible"),
                    self.tr("{n} slots are cancelled and stay visible"),
                ),
            )
        elif slots:
            self.do(
                lambda inspection_id: [
                    timetable.reinstate(inspection_id, slot.uid, by=self) for slot in slots
                ],
                lambda now: self._counted(
                    now, self.tr("{slot} is on again"), self.tr("{n} slots are on again")
                ),
            )

    def _lock(self, word: str, uids: Sequence[str]) -> None:
        slots = self._slots(uids)
        if word != "lock" or not slots:
            return
        locked = not all(slot.locked for slot in slots)
        timetable = self.desk.house.timetable
        one = self.tr("{slot} is locked") if locked else self.tr("{slot} is unlocked")
        many = self.tr("{n} slots are locked") if locked else self.tr("{n} slots are unlocked")
        self.do(
            lambda inspection_id: [
                timetable.lock(inspection_id, slot.uid, locked=locked, by=self) for slot in slots
            ],
            lambda now: self._counted(now, one, many),
        )


def _at(day: date, minute: int) -> datetime:
    return moment(day, clock_of(minute))
