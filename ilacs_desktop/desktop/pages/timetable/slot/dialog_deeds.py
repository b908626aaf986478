"""What is done to one slot by its dialog: adding it, and changing everything about it."""

from __future__ import annotations

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.slot import SlotDialog, SlotDraft, draft_of
from ilacs_desktop.desktop.pages.timetable.board.drag import Span
from ilacs_desktop.desktop.pages.timetable.board.layout import clock_of
from ilacs_desktop.desktop.pages.timetable.cards import LanesBy
from ilacs_desktop.desktop.pages.timetable.deeds import Deeds
from ilacs_desktop.desktop.pages.timetable.view import TimetableView
from ilacs_desktop.domain.moments import said_time
from ilacs_desktop.domain.people import Side
from ilacs_desktop.domain.timetable import PartKind, Slot, SlotKind


class SlotDialogDeeds(Deeds):
    """Opens the dialog where board, list or panel ask for it, and stores what it hands over."""

    def __init__(self, desk: Desk, view: TimetableView) -> None:
        super().__init__(desk, view)
        view.edit_wanted.connect(self._edit)
        view.add_wanted.connect(self._add)

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
            starts=clock_of(span.start),
            ends=clock_of(span.end),
            kind=SlotKind.CASE_SESSION,
            place_id=key if places else None,
            parts=parts,
        )
        dialog = self._dialog(self.tr("Add a slot"), self.tr("Add"), draft)
        dialog.accepted_values.connect(lambda wanted: self._store_new(dialog, wanted))
        dialog.open()

    def _edit(self, uid: str) -> None:
        slot = self.slot(uid)
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
