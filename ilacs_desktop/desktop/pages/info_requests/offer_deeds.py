"""What the authority offers unasked: noted, taken up, declined; in all else a request like any other."""

from __future__ import annotations

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.info_request import WordsDialog
from ilacs_desktop.desktop.dialogs.offer import OfferDialog, TakeUpDialog
from ilacs_desktop.desktop.widgets import make_button
from ilacs_desktop.desktop.widgets.flow import in_flow
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.info_requests import InfoRequest, OfferState, RequestKind, offer_state

from .deeds import Deeds
from .detail import Place
from .frame import EmptyWords
from .offer_columns import OfferColumns
from .view import InfoRequestsView
from .wishes import Section


class OfferDeeds(Deeds):
    """The list of offers, and what can be done with one beside what can be done with any request."""

    def __init__(self, desk: Desk, view: InfoRequestsView) -> None:
        super().__init__(desk, view)
        self.table = view.add_list(
            self.tr("Offers"),
            OfferColumns(view.moment, self).all(),
            EmptyWords(
                "gift",
                self.tr("Nothing has been offered yet"),
                self.tr("Type + and what we offer into the line at the top (Ctrl+K), or use the form (O)."),
                self.tr("Note an offer"),
            ),
        )
        view.empties[-1].wanted.connect(self._offer)
        self.offer = view.add_more(self.tr("Note an offer of ours…"), self._offer, "O", icon="gift")
        add = view.wishes.add
        add("take_up", Section.ANSWER, self.tr("They take it up…"), self._take_up, when=_can_be_taken_up)
        add("decline", Section.ANSWER, self.tr("They decline it…"), self._decline, when=_can_be_declined)
        view.detail.add_part(self._show, place=Place.TOP)
        self._wanted: int | None = None

    def refresh(self) -> None:
        """Fetch the offers."""
        inspection = self.desk.inspection
        self.offer.setEnabled(inspection is not None)
        if inspection is None:
            self.table.rows.show(())
            return
        self.desk.jobs.run(self.view, lambda: self.requests.offers(inspection.id), self._fill)

    def open(self, ref: Ref) -> bool:
        """An offer opens in the list in sight, if it stands there; else it is a request like any other."""
        return (
            ref.kind is Kind.INFO_REQUEST
            and self.view.table is self.table
            and self.table.select_where(lambda row: row.id == ref.id)
        )

    def _fill(self, rows: tuple[InfoRequest, ...]) -> None:
        self.table.rows.show(rows)
        if self._wanted is not None and self.table.select_where(lambda row: row.id == self._wanted):
            self._wanted = None

    def _show(self, request: InfoRequest, _found: object) -> None:
        """What is to be said of an offer in the panel, with the two answers to it."""
        if request.kind is not RequestKind.OFFER:
            return
        detail = self.view.detail
        detail.add_heading(self.tr("An offer of ours"))
        detail.add_text(self._said(request))
        buttons = []
        if _can_be_taken_up(request):
            buttons.append(make_button(self.tr("They take it up…"), "check", small=True))
            buttons[-1].clicked.connect(lambda: self._take_up(request))
        if _can_be_declined(request) and offer_state(request) is OfferState.OFFERED:
            buttons.append(make_button(self.tr("They decline it…"), "x", small=True))
            buttons[-1].clicked.connect(lambda: self._decline(request))
        if buttons:
            detail.body.addWidget(in_flow(*buttons))

    def _said(self, request: InfoRequest) -> str:
        return {
            OfferState.OFFERED: self.tr("They have not said yet whether they want it."),
            OfferState.TAKEN_UP: self.tr("They have taken it up; from then on its clock runs."),
            OfferState.DECLINED: self.tr("They have declined it. It may still be wanted after all."),
        }[offer_state(request)]

    def _offer(self) -> None:
        inspection, shown = self.desk.inspection, self.view.shown
        if inspection is None or shown is None:
            return
        dialog = OfferDialog(shown.people, shown.enquiries, self.desk.clock(), self.view)

        def stored(request: InfoRequest) -> None:
            dialog.accept()
            self.view.filter.clear()
            self.view.show_list(self.table.accessibleName())
            self._wanted = request.id
            self.refresh()

        self.ask(
            dialog,
            lambda values: (
                lambda: self.requests.add(inspection.id, kind=RequestKind.OFFER, **values, by=self)
            ),
            stored,
        )

    def _take_up(self, request: InfoRequest) -> None:
        dialog = TakeUpDialog(request, self.desk.clock(), self.view)
        self.ask(dialog, lambda values: lambda: self.requests.take_up(request.id, **values, by=self))

    def _decline(self, request: InfoRequest) -> None:
        dialog = WordsDialog(
            self.tr("{ref} is declined").format(ref=request.ref),
            self.tr("They &said"),
            self.tr("Record it"),
            text=request.title,
            parent=self.view,
        )
        self.ask(
            dialog, lambda values: lambda: self.requests.decline(request.id, reason=values["words"], by=self)
        )


def _can_be_taken_up(request: InfoRequest) -> bool:
    is_offer = request.kind is RequestKind.OFFER and not request.staged and request.merged_into_id is None
    return is_offer and offer_state(request) is not OfferState.TAKEN_UP


def _can_be_declined(request: InfoRequest) -> bool:
    return request.kind is RequestKind.OFFER and request.is_open and request.merged_into_id is None
