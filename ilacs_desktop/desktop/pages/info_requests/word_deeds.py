"""What is asked, in our words: a new request, its meaning, its items."""

from __future__ import annotations

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.info_request import ItemDialog, NewRequestDialog, WordsDialog
from ilacs_desktop.domain.info_requests import InfoRequest, ItemState, RequestItem

from .deeds import Deeds
from .view import InfoRequestsView
from .wishes import Section


class WordDeeds(Deeds):
    """Taking a request down by the form, saying what it means, and its items."""

    def __init__(self, desk: Desk, view: InfoRequestsView) -> None:
        super().__init__(desk, view)
        add = view.wishes.add
        add("meaning", Section.WORDS, self.tr("Say what it means…"), self._mean, key="E")
        add("item", Section.WORDS, self.tr("Add an item…"), self._add_item, when=_takes_items, key="I")
        view.add_wanted.connect(self._add)
        view.detail.item_wanted.connect(self._item)

    def _add(self) -> None:
        inspection, shown = self.desk.inspection, self.view.shown
        if inspection is None or shown is None:
            return
        dialog = NewRequestDialog(shown.people, shown.enquiries, self.desk.clock(), self.view)
        dialog.similar_wanted.connect(
            lambda words: self.desk.jobs.run(
                dialog,
                lambda: self.requests.similar(inspection.id, words, limit=3),
                dialog.show_similar,
            )
        )

        def stored(request: InfoRequest) -> None:
            dialog.accept()
            self.choose(request)

        self.ask(dialog, lambda values: lambda: self.requests.add(inspection.id, **values, by=self), stored)

    def _mean(self, request: InfoRequest) -> None:
        dialog = WordsDialog(
            self.tr("What we take {ref} to mean").format(ref=request.ref),
            self.tr("&It means"),
            self.tr("Save"),
            text=request.verbatim,
            words=request.meaning,
            parent=self.view,
        )
        self.ask(
            dialog,
            lambda values: (
                lambda: self.requests.change(
                    request.id, meaning=values["words"], seen=request, by=self
                )
            ),
        )

    def _add_item(self, request: InfoRequest) -> None:
        people = self.people
        dialog = ItemDialog(request, people, self.view)
        self.ask(
            dialog,
            lambda values: (
                lambda: self.requests.add_item(
                    request.id, values["what"], owner_id=values["owner_id"], by=self
                )
            ),
        )

    def _item(self, item: RequestItem) -> None:
        """A click on an item's mark: wanted becomes ready; back again asks for the reason."""
        if item.state is ItemState.WANTED:
            self.do(lambda: self.requests.set_item(item.id, ItemState.READY, by=self))
            return
        dialog = WordsDialog(
            self.tr("Return “{what}”").format(what=item.what),
            self.tr("&Because"),
            self.tr("Return it"),
            parent=self.view,
        )
        self.ask(
            dialog,
            lambda values: (
                lambda: self.requests.set_item(item.id, ItemState.WANTED, reason=values["words"], by=self)
            ),
        )


def _takes_items(request: InfoRequest) -> bool:
    return request.staged or request.is_open
