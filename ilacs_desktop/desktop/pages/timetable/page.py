"""The timetable page: joins the view to the timetable and to the daily review."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.slot import SlotDialog, SlotDraft, draft_of
from ilacs_desktop.desktop.page import Page
from ilacs_desktop.desktop.pages.timetable.cards import LanesBy
from ilacs_desktop.desktop.pages.timetable.day_header import Showing
from ilacs_desktop.desktop.pages.timetable.drag import Move, Span
from ilacs_desktop.desktop.pages.timetable.review import DailyReviewDeeds
from ilacs_desktop.desktop.pages.timetable.sight import Sight, day_beside, fetch, with_parts_moved
from ilacs_desktop.desktop.pages.timetable.spoken import announce
from ilacs_desktop.desktop.pages.timetable.view import TimetableView
from ilacs_desktop.domain.changes import Changes, Kind, Ref
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import moment, said_time
from ilacs_desktop.domain.people import Side
from ilacs_desktop.domain.timetable import Issue, PartKind, Slot, SlotKind, SlotStatus

SHOWN = (
    Kind.SLOT,
    Kind.ISSUE,
    Kind.TELLING,
    Kind.PERSON,
    Kind.PLACE,
    Kind.ABSENCE,
    Kind.INSPECTION,
    Kind.SHEET,
)
REVIEWED = (
    *SHOWN,
    Kind.REVIEW,
    Kind.INFO_REQUEST,
    Kind.CASE_SESSION,
    Kind.CONCERN,
    Kind.ENQUIRY,
    Kind.SIGNAL,
)


class TimetablePage(Page):
    """The day board, its issues and who has been told; the daily review at its side."""

    NAME = "timetable"
    ICON = "calendar-days"
    view: TimetableView

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view = TimetableView(desk.theme)
        self._sight: Sight | None = None
        self._day: date | None = None
        self._asked = 0
        self._review = DailyReviewDeeds(desk, self.view)
        self._find_id: int | None = None
        self._inspection_id = 0
        self._connect()

    def title(self) -> str:
        """Its name in the sidebar."""
        return self.tr("Timetable")

    def _connect(self) -> None:
        view = self.view
        view.header.step_wanted.connect(self._step)
        view.header.day_wanted.connect(self.show_day)
        view.header.issue_wanted.connect(self._preview)
        view.header.review_wanted.connect(self._review.show)
        view.edit_wanted.connect(self._edit)
        view.add_wanted.connect(self._add)
        view.move_wanted.connect(self._move)
        view.cancel_wanted.connect(self._cancel)
        view.lock_wanted.connect(self._lock)
        view.mark_wanted.connect(self._mark)
        view.issue_panel.issue_wanted.connect(self._issue)
        view.empty.wanted.connect(self.desk.new_inspection_wanted)
        view.told.sent_wanted.connect(self._mark_sent)
        view.told.confirmed_wanted.connect(self._mark_confirmed)
        self._review.day_wanted.connect(self.show_day)

    # -- showing -------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Fetch the day anew."""
        inspection = self.desk.inspection
        if inspection is None:
            self._sight = None
            self._asked += 1
            self.view.show_no_inspection()
            self.badge_changed.emit("")
            return
        if inspection.id != self._inspection_id:
            self._inspection_id, self._day = inspection.id, None
        self._asked += 1
        asked, day, find_id = self._asked, self._day, self._find_id
        house = self.desk.house
        self.desk.jobs.run(
            self.view,
            lambda: fetch(house, inspection.id, day, find_id=find_id),
            lambda sight: self._show(sight, asked),
        )
        if self.view.is_reviewing:
            self._review.refresh()

    def on_changed(self, changes: Changes) -> None:
        """Something was stored; a slot, a person or a place touches what is shown here."""
        if changes.touch(*SHOWN):
            self.refresh()
        elif self.view.is_reviewing and changes.touch(*REVIEWED):
            self._review.refresh()

    def open(self, ref: Ref) -> None:
        """Show a slot on its day, the told board for an issue or a telling, or the daily review."""
        if ref.kind is Kind.SLOT:
            self._find_id = ref.id
            self.view.is_previewing = False
            self.view.is_reviewing = False
            self.view.show_as(Showing.INSPECTORS)
            self.refresh()
        elif ref.kind in {Kind.ISSUE, Kind.TELLING}:
            self.view.is_reviewing = False
            self.view.show_as(Showing.TOLD)
        elif ref.kind is Kind.REVIEW:
            self._review.show()

    def show_day(self, day: date) -> None:
        """Go to another day."""
        self._day = day
        self.view.uid = ""
        self.refresh()

    def _show(self, sight: Sight, asked: int) -> None:
        if asked != self._asked:
            return  # a newer look is on its way
        self._sight, self._day = sight, sight.day
        self.view.show_sight(sight)
        self.badge_changed.emit(str(len(sight.changes)) if sight.changes and sight.last_issue else "")
        if self._find_id is not None:
            found = next((slot for slot in sight.slots if slot.id == self._find_id), None)
            self._find_id = None
            if found is not None:
                self.view.choose(found.uid)

    def _step(self, step: int) -> None:
        if self._sight is not None:
            day = day_beside(self._sight.day, self._sight.days, step)
            if day is not None:
                self.show_day(day)

    # -- deeds on slots ------------------------------------------------------------------------

    def _do(self, work: Callable[[int], Any], said: Callable[[Any], str]) -> None:
        """Do a deed on the worker and say its outcome; the announcement refreshes the page."""
        inspection_id = self.desk.inspection_id
        self.desk.jobs.run(self.view, lambda: work(inspection_id), lambda result: self._say(said(result)))

    def _say(self, sentence: str) -> None:
        announce(self.view, sentence)

    def _slot(self, uid: str) -> Slot | None:
        return self._sight.slot(uid) if self._sight else None

    def _move(self, move: Move) -> None:
        slot = self._slot(move.uid)
        if slot is None or self._sight is None:
            return
        timetable, day = self.desk.house.timetable, self._sight.day
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
            lambda now: self._say(self._said_move(slot, now, move)),
            refused=self._not_moved,
        )

    def _not_moved(self, error: Explained) -> None:
        self.view.board.forget_move()
        self.desk.notices.explain(error)
        self._say(str(error))

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
            self._do(
                lambda inspection_id: timetable.reinstate(inspection_id, uid, by=self),
                lambda now: self.tr("{slot} is on again").format(slot=now.title),
            )
        else:
            self._do(
                lambda inspection_id: timetable.cancel(inspection_id, uid, by=self),
                lambda now: self.tr("{slot} is cancelled and stays visible").format(slot=now.title),
            )

    def _lock(self, uid: str) -> None:
        slot = self._slot(uid)
        if slot is None:
            return
        timetable, locked = self.desk.house.timetable, not slot.locked
        self._do(
            lambda inspection_id: timetable.lock(inspection_id, uid, locked=locked, by=self),
            lambda now: (self.tr("{slot} is locked") if locked else self.tr("{slot} is unlocked")).format(
                slot=now.title
            ),
        )

    def _mark(self, uid: str, status: SlotStatus) -> None:
        timetable = self.desk.house.timetable
        self._do(
            lambda inspection_id: timetable.mark(inspection_id, uid, status, by=self),
            lambda now: self.tr("{slot}: {status}").format(
                slot=now.title, status=self.view.phrases.status(now)
            ),
        )

    # -- the dialog ----------------------------------------------------------------------------

    def _add(self, span: Span) -> None:
        if self._sight is None:
            return
        key = span.lane.key if span.lane else None
        places = self.view.lanes_by is LanesBy.PLACES
        person = next((person for person in self._sight.people if person.id == key and not places), None)
        parts: tuple[tuple[int, PartKind], ...] = ()
        if person is not None:
            part = PartKind.LEADS if person.side is Side.INSPECTORATE else PartKind.ATTENDS
            parts = ((person.id, part),)
        draft = SlotDraft(
            day=self._sight.day,
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
        if slot is None or self._sight is None:
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
        sight = self._sight
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
        self._find_id = slot.id
        self._say(sentence.format(slot=slot.title, start=said_time(slot.starts_at)))
        self.refresh()

    # -- issuing and telling -------------------------------------------------------------------

    def _preview(self) -> None:
        self.view.show_preview()

    def _issue(self, note: str) -> None:
        timetable, inspection_id = self.desk.house.timetable, self.desk.inspection_id
        self.view.issue_panel.issue_button.setEnabled(False)
        self.desk.jobs.run(
            self.view,
            lambda: timetable.issue(inspection_id, note=note, by=self),
            self._issued,
            refused=self._not_issued,
        )

    def _issued(self, issue: Issue) -> None:
        self.view.issue_panel.note.clear()
        self.view.show_as(Showing.TOLD)
        sentence = self.tr("Issue {n} is frozen.").format(n=issue.number)
        self.desk.notices.say(sentence, remedy=self.tr("Now tell everyone whose morning has changed."))
        self._say(sentence)
        self.view.told.table.setFocus()

    def _not_issued(self, error: Explained) -> None:
        self.view.issue_panel.issue_button.setEnabled(True)
        self.desk.notices.explain(error)

    def _mark_sent(self, telling_ids: tuple[int, ...], how: str) -> None:
        timetable = self.desk.house.timetable
        if telling_ids:
            self._do(
                lambda _: timetable.mark_sent(telling_ids, how=how, by=self),
                lambda _: self.tr("{n} marked as sent, {how}").format(n=len(telling_ids), how=how),
            )

    def _mark_confirmed(self, telling_ids: tuple[int, ...], how: str) -> None:
        timetable = self.desk.house.timetable
        if telling_ids:
            self._do(
                lambda _: timetable.mark_confirmed(telling_ids, how=how, by=self),
                lambda _: self.tr("{n} confirmed").format(n=len(telling_ids)),
            )


def _clock(minute: int) -> time:
    """Minutes after midnight as a time of day; midnight at the end is a minute earlier."""
    minute = min(minute, 24 * 60 - 1)
    return time(minute // 60, minute % 60)


def _at(day: date, minute: int) -> datetime:
    return moment(day, _clock(minute))
