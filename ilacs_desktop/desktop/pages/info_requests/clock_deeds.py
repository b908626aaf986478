"""The clock of a request: stopped, running, and tied to a slot."""

from __future__ import annotations

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.anchor import AnchorDialog
from ilacs_desktop.desktop.dialogs.info_request import WordsDialog
from ilacs_desktop.domain.info_requests import InfoRequest
from ilacs_desktop.domain.timetable import Slot

from .deeds import Deeds
from .view import InfoRequestsView
from .wishes import Section


class ClockDeeds(Deeds):
    """Stopping the clock, letting it run, and hanging the deadline on a slot."""

    def __init__(self, desk: Desk, view: InfoRequestsView) -> None:
        super().__init__(desk, view)
        add = view.wishes.add
        add("pause", Section.CLOCK, self.tr("Stop the clock…"), self._pause, when=_runs, key="P")
        add("resume", Section.CLOCK, self.tr("Let the clock run"), self._resume, when=_stands, key="P")
        add("anchor", Section.CLOCK, self.tr("Tie to a slot…"), self._anchor, when=_has_clock, key="T")
        add("release", Section.CLOCK, self.tr("Let go of the slot"), self._release, when=_is_tied)
        view.detail.anchor_wanted.connect(self._anchor)

    def _pause(self, request: InfoRequest) -> None:
        dialog = WordsDialog(
            self.tr("Stop the clock of {ref}").format(ref=request.ref),
            self.tr("&While we …"),
            self.tr("Stop the clock"),
            help=self.tr("For instance “asked which months”."),
            parent=self.view,
        )
        self.ask(dialog, lambda values: lambda: self.requests.pause(request.id, why=values["words"], by=self))

    def _resume(self, request: InfoRequest) -> None:
        self.do(lambda: self.requests.resume(request.id, by=self))

    def _anchor(self, request: InfoRequest) -> None:
        """Ask which slot of the draft the deadline hangs on; its slots are fetched first."""
        timetable, clock = self.desk.house.timetable, self.desk.clock

        def ask(slots: tuple[Slot, ...]) -> None:
            dialog = AnchorDialog(request, slots, clock(), self.view)
            dialog.release_wanted.connect(
                lambda: self.desk.jobs.run(
                    dialog,
                    lambda: self.requests.release(request.id, by=self),
                    lambda _: dialog.accept(),
                    refused=dialog.refuse,
                )
            )
            self.ask(dialog, lambda values: lambda: self.requests.anchor(request.id, **values, by=self))

        self.desk.jobs.run(self.view, lambda: timetable.draft(request.inspection_id), ask)

    def _release(self, request: InfoRequest) -> None:
        self.do(lambda: self.requests.release(request.id, by=self))


def _has_clock(request: InfoRequest) -> bool:
    return request.is_open


def _runs(request: InfoRequest) -> bool:
    return request.is_open and not request.is_paused


def _stands(request: InfoRequest) -> bool:
    return request.is_open and request.is_paused


def _is_tied(request: InfoRequest) -> bool:
    return request.is_open and request.anchor is not None
