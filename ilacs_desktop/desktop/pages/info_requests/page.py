"""The requests page: fetches its lists, shows them, and joins the subjects that do things with them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.page import Page
from ilacs_desktop.domain.changes import Changes, Kind, Ref
from ilacs_desktop.domain.info_requests import Happening
from ilacs_desktop.domain.moments import day_of

from .alike_deeds import AlikeDeeds
from .board_deeds import BoardDeeds
from .clarification_deeds import ClarificationDeeds
from .clock_deeds import ClockDeeds
from .columns import Shown
from .deeds import Deeds
from .detail import Part
from .evening_deeds import EveningDeeds
from .exchange_deeds import ExchangeDeeds
from .figure_deeds import FigureDeeds
from .give_deeds import GiveDeeds
from .joining_deeds import JoiningDeeds
from .life_deeds import LifeDeeds
from .many_deeds import ManyDeeds
from .numbers_deeds import NumbersDeeds
from .offer_deeds import OfferDeeds
from .seeing_deeds import SeeingDeeds
from .step_deeds import StepDeeds
from .view import InfoRequestsView
from .word_deeds import WordDeeds

DEEDS: tuple[type[Deeds], ...] = (
    StepDeeds,
    LifeDeeds,
    WordDeeds,
    JoiningDeeds,
    ClockDeeds,
    GiveDeeds,
    AlikeDeeds,
    SeeingDeeds,
    EveningDeeds,
    BoardDeeds,
    FigureDeeds,
    ClarificationDeeds,
    OfferDeeds,
    NumbersDeeds,
    ExchangeDeeds,
    ManyDeeds,
)
"""The subjects of the page; each hangs itself on the view."""

_MINUTE_MS = 60_000
_SHOWN = (Kind.INFO_REQUEST, Kind.GIVEN_ITEM, Kind.PERSON, Kind.ABSENCE, Kind.ENQUIRY, Kind.SLOT)


class InfoRequestsPage(Page):
    """Live requests, staged ones, tonight's triage and the given register."""

    NAME = "info_requests"
    ICON = "inbox"
    view: InfoRequestsView

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view = view = InfoRequestsView()
        self._requests = desk.house.info_requests
        self._wanted: Ref | None = None
        self.deeds: tuple[Deeds, ...] = tuple(deeds(desk, view) for deeds in DEEDS)
        for deeds in self.deeds:
            deeds.ref_wanted.connect(self._choose_once_fetched)
        view.chosen.connect(self._on_chosen)
        view.request_wanted.connect(lambda number: self.open(Ref(Kind.INFO_REQUEST, number)))
        view.detail.go_wanted.connect(desk.go)
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
            live, staged = house.info_requests.live_and_staged(inspection.id)
            return Shown(
                now=clock(),
                live=live,
                staged=staged,
                tonight=house.info_requests.tonight(inspection.id, among=live),
                given=house.info_requests.given(inspection.id),
                people=house.people.all(),
                enquiries=tuple((each.id, each.title) for each in house.enquiry.all(inspection.id)),
            )

        self.desk.jobs.run(self.view, work, self._show)
        for deeds in self.deeds:
            deeds.refresh()

    def on_changed(self, changes: Changes) -> None:
        """Fetch anew when anything shown here was stored."""
        if changes.touch(*_SHOWN):
            self.refresh()
            return
        for deeds in self.deeds:
            deeds.on_changed(changes)

    def open(self, ref: Ref) -> None:
        """Choose a request, a line of the given register, or what one of the subjects keeps.

        It is fetched first if it is not here yet. A request without a number is none: the list of tonight.
        """
        if ref == Ref(Kind.INFO_REQUEST, 0):
            self.view.show_list(self.view.tonight.accessibleName())
            self.refresh()
            return
        if any(deeds.open(ref) for deeds in self.deeds):
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

    def _choose_once_fetched(self, ref: Ref) -> None:
        """Choose what has just been stored."""
        self._wanted = ref
        self.refresh()

    def _choose_wanted(self) -> bool:
        ref = self._wanted
        if ref is None:
            return True
        self.view.filter.clear()
        found = self.view.select(ref)
        if found:
            self._wanted = None
        return found

    def _on_chosen(self) -> None:
        request = self.view.request
        if request is None:
            self._look_at_given()
            return

        parts = tuple(self.view.detail.parts)

        def work() -> tuple[tuple[Happening, ...], dict[Part, Any]]:
            found = {part: part.fetch(request) for part in parts if part.fetch is not None}
            return self._requests.history(request.id), found

        def then(whole: tuple[tuple[Happening, ...], dict[Part, Any]]) -> None:
            self.view.show_history(request, *whole)

        self.desk.jobs.run(self.view, work, then)

    def _look_at_given(self) -> None:
        """Fetch what the rooms show of a line of the given register, and show it again with that."""
        item, parts = self.view.given_item, tuple(self.view.detail.given_parts)
        if item is None or not any(part.fetch for part in parts):
            return
        self.desk.jobs.run(
            self.view,
            lambda: {part: part.fetch(item) for part in parts if part.fetch is not None},
            lambda found: self.view.show_given_found(item, found),
        )

    def _on_minute(self) -> None:
        """Let the clocks run on; nothing is read anew for it but on another day."""
        shown, inspection, clock = self.view.shown, self.desk.inspection, self.desk.clock
        if not self.view.isVisible() or shown is None or inspection is None:
            return
        if day_of(clock()) != day_of(shown.now):
            self.refresh()
            return

        def work() -> Shown:
            live = self._requests.reckoned(shown.live)
            tonight = self._requests.tonight(inspection.id, among=live)
            return replace(shown, now=clock(), live=live, tonight=tonight)

        self.desk.jobs.run(self.view, work, lambda ticked: self._tick(shown, ticked))

    def _tick(self, before: Shown, ticked: Shown) -> None:
        if self.view.shown is before:  # nothing newer was fetched meanwhile
            self._show(ticked)
            for deeds in self.deeds:
                deeds.on_minute()
