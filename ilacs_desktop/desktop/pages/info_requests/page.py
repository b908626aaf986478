"""Joins the requests to their services."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.anchor import AnchorDialog
from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.give import GiveDialog
from ilacs_desktop.desktop.dialogs.info_request import (
    ActivateDialog,
    AssignDialog,
    ItemDialog,
    NewRequestDialog,
    WordsDialog,
)
from ilacs_desktop.desktop.page import Page
from ilacs_desktop.domain.changes import Changes, Kind, Ref
from ilacs_desktop.domain.info_requests import (
    OUR_ORDER,
    Happening,
    InfoRequest,
    ItemState,
    OurStatus,
    RequestItem,
    TheirStatus,
    TriageRow,
    next_status,
)
from ilacs_desktop.domain.timetable import Slot

from .columns import Shown
from .view import InfoRequestsView

_MINUTE_MS = 60_000
_SHOWN = (Kind.INFO_REQUEST, Kind.GIVEN_ITEM, Kind.PERSON, Kind.ABSENCE, Kind.ENQUIRY, Kind.SLOT)


class InfoRequestsPage(Page):
    """Live requests, staged ones, tonight's triage and the given register."""

    NAME = "info_requests"
    ICON = "inbox"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view: InfoRequestsView = InfoRequestsView()
        self._requests = desk.house.info_requests
        self._wanted: Ref | None = None
        view = self.view
        view.chosen.connect(self._on_chosen)
        view.request_wanted.connect(lambda number: self.open(Ref(Kind.INFO_REQUEST, number)))
        view.go_wanted.connect(desk.go)
        view.add_wanted.connect(self._add)
        view.next_wanted.connect(self._next)
        view.assign_wanted.connect(self._assign)
        view.pause_wanted.connect(self._pause)
        view.resume_wanted.connect(self._resume)
        view.return_wanted.connect(self._send_back)
        view.give_wanted.connect(self._give)
        view.accepted_wanted.connect(self._accepted)
        view.more_wanted.connect(self._more)
        view.withdraw_wanted.connect(self._withdraw)
        view.reopen_wanted.connect(self._reopen)
        view.activate_wanted.connect(self._activate)
        view.meaning_wanted.connect(self._mean)
        view.item_add_wanted.connect(self._add_item)
        view.item_wanted.connect(self._item)
        view.anchor_wanted.connect(self._anchor)
        view.release_wanted.connect(self._release)
        view.detail.copied.connect(lambda: desk.notices.say(self.tr("The fingerprint is on the clipboard.")))
        self._timer = QTimer(view, interval=_MINUTE_MS)
        self._timer.timeout.connect(self._on_minute)
        self._timer.start()

    def title(self) -> str:
        """Its name in the sidebar."""
        return self.tr("Requests")

    def refresh(self) -> None:
        """Fetch all four lists, and the people and lines of enquiry the dialogs offer."""
        inspection, house, clock = self.desk.inspection, self.desk.house, self.desk.clock
        if inspection is None:
            self._show(Shown(now=clock(), has_inspection=False))
            return

        def work() -> Shown:
            return Shown(
                now=clock(),
                live=house.info_requests.live(inspection.id),
                staged=house.info_requests.staged(inspection.id),
                tonight=house.info_requests.tonight(inspection.id),
                given=house.info_requests.given(inspection.id),
                people=house.people.all(),
                enquiries=tuple((each.id, each.title) for each in house.enquiry.all(inspection.id)),
            )

        self.desk.jobs.run(self.view, work, self._show)

    def on_changed(self, changes: Changes) -> None:
        """Fetch anew when anything shown here was stored."""
        if changes.touch(*_SHOWN):
            self.refresh()

    def open(self, ref: Ref) -> None:
        """Choose a request or a line of the given register; it is fetched first if it is not here yet.

        A request without a number is none: the list of tonight.
        """
        if ref == Ref(Kind.INFO_REQUEST, 0):
            self.view.show_list(self.view.names[2])
            self.refresh()
            return
        self._wanted = ref
        if not self._choose_wanted():
            self.refresh()

    # -- showing -------------------------------------------------------------------------------------

    def _show(self, shown: Shown) -> None:
        self.view.show_rows(shown)
        self.badge_changed.emit(str(len(shown.tonight)) if shown.tonight else "")
        self._choose_wanted()
        self._wanted = None

    def _choose_once_fetched(self, request: InfoRequest) -> None:
        """Choose what has just been stored, in the list it stands in now."""
        self._wanted = Ref(Kind.INFO_REQUEST, request.id)
        self.refresh()

    def _choose_wanted(self) -> bool:
        ref = self._wanted
        if ref is None:
            return True
        self.view.filter.clear()
        is_given = ref.kind is Kind.GIVEN_ITEM
        found = self.view.select_given(ref.id) if is_given else self.view.select(ref.id)
        if found:
            self._wanted = None
        return found

    def _on_chosen(self, row: object) -> None:
        request = row.request if isinstance(row, TriageRow) else row
        if not isinstance(request, InfoRequest):
            return

        def then(history: tuple[Happening, ...]) -> None:
            self.view.show_history(request, history)

        self.desk.jobs.run(self.view, lambda: self._requests.history(request.id), then)

    def _on_minute(self) -> None:
        if self.view.isVisible():
            self.refresh()

    # -- deeds of one click --------------------------------------------------------------------------

    def _next(self, request: InfoRequest) -> None:
        status = next_status(request)
        if status is not None:
            self._do(lambda: self._requests.set_ours(request.id, status, by=self))

    def _resume(self, request: InfoRequest) -> None:
        self._do(lambda: self._requests.resume(request.id, by=self))

    def _accepted(self, request: InfoRequest) -> None:
        self._do(lambda: self._requests.set_theirs(request.id, TheirStatus.ACCEPTED, by=self))

    def _reopen(self, request: InfoRequest) -> None:
        self._do(lambda: self._requests.set_theirs(request.id, TheirStatus.NOT_GIVEN, by=self))

    def _do(self, work: Callable[[], object]) -> None:
        self.desk.jobs.run(self.view, work)

    # -- deeds that ask first --------------------------------------------------------------------------

    def _add(self) -> None:
        inspection, shown = self.desk.inspection, self.view.shown
        if inspection is None or shown is None:
            return
        dialog = NewRequestDialog(shown.people, shown.enquiries, self.desk.clock(), self.view)
        dialog.similar_wanted.connect(
            lambda words: self.desk.jobs.run(
                dialog,
                lambda: self._requests.similar(inspection.id, words, limit=3),
                dialog.show_similar,
            )
        )

        def stored(request: InfoRequest) -> None:
            dialog.accept()
            self._choose_once_fetched(request)

        self._open(
            dialog, lambda values: lambda: self._requests.add(inspection.id, **values, by=self), stored
        )

    def _assign(self, request: InfoRequest) -> None:
        people = self.view.shown.people if self.view.shown else ()
        dialog = AssignDialog(request, people, self.view)
        self._open(
            dialog, lambda values: lambda: self._requests.assign(request.id, values["owner_id"], by=self)
        )

    def _pause(self, request: InfoRequest) -> None:
        dialog = WordsDialog(
            self.tr("Stop the clock of {ref}").format(ref=request.ref),
            self.tr("&While we …"),
            self.tr("Stop the clock"),
            help=self.tr("For instance “asked which months”."),
            parent=self.view,
        )
        self._open(
            dialog, lambda values: lambda: self._requests.pause(request.id, why=values["words"], by=self)
        )

    def _send_back(self, request: InfoRequest) -> None:
        before = OUR_ORDER[max(OUR_ORDER.index(OurStatus.ASSIGNED), OUR_ORDER.index(request.ours) - 1)]
        dialog = WordsDialog(
            self.tr("Send {ref} back to {status}").format(ref=request.ref, status=before.value),
            self.tr("&Because"),
            self.tr("Send back"),
            help=self.tr("{owner} sees this in front of everything else.").format(
                owner=request.owner or self.tr("The owner")
            ),
            parent=self.view,
        )
        self._open(
            dialog,
            lambda values: (
                lambda: self._requests.set_ours(request.id, before, reason=values["words"], by=self)
            ),
        )

    def _more(self, request: InfoRequest) -> None:
        dialog = WordsDialog(
            self.tr("They want more of {ref}").format(ref=request.ref),
            self.tr("&What more"),
            self.tr("Start its clock anew"),
            parent=self.view,
        )
        self._theirs(dialog, request, TheirStatus.MORE_WANTED)

    def _withdraw(self, request: InfoRequest) -> None:
        dialog = WordsDialog(
            self.tr("Withdraw {ref}").format(ref=request.ref),
            self.tr("&Because"),
            self.tr("Withdraw"),
            help=self.tr("Its number stays used; it can be reopened."),
            parent=self.view,
        )
        self._theirs(dialog, request, TheirStatus.WITHDRAWN)

    def _theirs(self, dialog: WordsDialog, request: InfoRequest, status: TheirStatus) -> None:
        self._open(
            dialog,
            lambda values: (
                lambda: self._requests.set_theirs(request.id, status, reason=values["words"], by=self)
            ),
        )

    def _mean(self, request: InfoRequest) -> None:
        dialog = WordsDialog(
            self.tr("What we take {ref} to mean").format(ref=request.ref),
            self.tr("&It means"),
            self.tr("Save"),
            text=request.verbatim,
            words=request.meaning,
            parent=self.view,
        )
        self._open(
            dialog,
            lambda values: (
                lambda: self._requests.change(
                    request.id, meaning=values["words"], version=request.version, by=self
                )
            ),
        )

    def _activate(self, request: InfoRequest) -> None:
        people = self.view.shown.people if self.view.shown else ()
        dialog = ActivateDialog(request, people, self.desk.clock(), self.view)

        def stored(active: InfoRequest) -> None:
            dialog.accept()
            self._choose_once_fetched(active)

        self._open(
            dialog, lambda values: lambda: self._requests.activate(request.id, **values, by=self), stored
        )

    def _add_item(self, request: InfoRequest) -> None:
        people = self.view.shown.people if self.view.shown else ()
        dialog = ItemDialog(request, people, self.view)
        self._open(
            dialog,
            lambda values: (
                lambda: self._requests.add_item(
                    request.id, values["what"], owner_id=values["owner_id"], by=self
                )
            ),
        )

    def _anchor(self, request: InfoRequest) -> None:
        """Ask which slot of the draft the deadline hangs on; its slots are fetched first."""
        timetable, clock = self.desk.house.timetable, self.desk.clock

        def ask(slots: tuple[Slot, ...]) -> None:
            dialog = AnchorDialog(request, slots, clock(), self.view)
            dialog.release_wanted.connect(
                lambda: self.desk.jobs.run(
                    dialog,
                    lambda: self._requests.release(request.id, by=self),
                    lambda _: dialog.accept(),
                    refused=dialog.refuse,
                )
            )
            self._open(dialog, lambda values: lambda: self._requests.anchor(request.id, **values, by=self))

        self.desk.jobs.run(self.view, lambda: timetable.draft(request.inspection_id), ask)

    def _release(self, request: InfoRequest) -> None:
        self._do(lambda: self._requests.release(request.id, by=self))

    def _item(self, item: RequestItem) -> None:
        """A click on an item's mark: wanted becomes ready; back again asks for the reason."""
        if item.state is ItemState.WANTED:
            self._do(lambda: self._requests.set_item(item.id, ItemState.READY, by=self))
            return
        dialog = WordsDialog(
            self.tr("Return “{what}”").format(what=item.what),
            self.tr("&Because"),
            self.tr("Return it"),
            parent=self.view,
        )
        self._open(
            dialog,
            lambda values: (
                lambda: self._requests.set_item(item.id, ItemState.WANTED, reason=values["words"], by=self)
            ),
        )

    def _give(self, request: InfoRequest) -> None:
        given = self.view.shown.given if self.view.shown else ()
        dialog = GiveDialog(request, given, self.desk.clock(), self.view)
        dialog.file_chosen.connect(lambda path: self._fingerprint(dialog, Path(path)))
        self._open(dialog, lambda values: lambda: self._requests.give(request.id, **values, by=self))

    def _fingerprint(self, dialog: GiveDialog, path: Path) -> None:
        """Read the file's hash off the GUI thread; the file is not copied."""
        self.desk.jobs.run_long(
            dialog,
            self.tr("Reading {name}").format(name=path.name),
            lambda progress: self._requests.file_facts(
                path,
                on_progress=lambda done, total: progress.report(
                    done // 1024, max(total // 1024, 1), path.name
                ),
            ),
            dialog.show_file,
            refused=dialog.refuse_file,
        )

    def _open(
        self,
        dialog: FormDialog,
        deed: Callable[[dict[str, Any]], Callable[[], Any]],
        then: Callable[[Any], object] | None = None,
    ) -> None:
        """Open a dialog that stays until its deed is stored, and shows a refusal in its own place."""
        dialog.stays_open = True
        dialog.accepted_values.connect(
            lambda values: self.desk.jobs.run(
                dialog, deed(values), then or (lambda _: dialog.accept()), refused=dialog.refuse
            )
        )
        dialog.open()
