"""Acknowledging, checking and clearing a request, and what becomes of its items."""

from __future__ import annotations

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.info_request import ItemDialog
from ilacs_desktop.desktop.dialogs.request_life import ChecksDialog, ItemStateDialog
from ilacs_desktop.domain.info_requests import CheckKind, InfoRequest, RequestItem

from .deeds import Deeds
from .view import InfoRequestsView
from .wishes import Section


class LifeDeeds(Deeds):
    """What happens to a request between being asked and being given."""

    def __init__(self, desk: Desk, view: InfoRequestsView) -> None:
        super().__init__(desk, view)
        add = view.wishes.add
        add("clear", Section.STEP, self.tr("Check and clear…"), self._clear, when=_can_be_checked, key="H")
        add("item", Section.WORDS, self.tr("Add an item…"), self._add_item, when=_takes_items, key="I")
        knows = self.tr("They know we have it")
        add("acknowledge", Section.CLOCK, knows, self._acknowledge, when=_waits_for_a_word, key="K")
        view.detail.item_wanted.connect(self._item)

    def _clear(self, request: InfoRequest) -> None:
        dialog = ChecksDialog(request, self.people, clears=True, parent=self.view)

        def store(values: dict[str, object]) -> InfoRequest:
            names = {"accuracy_by": str(values["accuracy_by"]), "redaction_by": str(values["redaction_by"])}
            if values["clears"]:
                return self.requests.clear(request.id, **names, by=self)
            row = request
            for kind, name in zip(CheckKind, names.values(), strict=True):
                if name:
                    row = self.requests.check(request.id, kind, checked_by=name, by=self)
            return row

        self.ask(dialog, lambda values: lambda: store(values))

    def _acknowledge(self, request: InfoRequest) -> None:
        self.do(lambda: self.requests.acknowledge(request.id, by=self))

    def _add_item(self, request: InfoRequest) -> None:
        dialog = ItemDialog(request, self.people, self.view)
        self.ask(
            dialog,
            lambda values: (
                lambda: self.requests.add_item(
                    request.id, values["what"], owner_id=values["owner_id"], by=self
                )
            ),
        )

    def _item(self, item: RequestItem) -> None:
        """A click on an item's mark: what it is called, whose it is, who has checked it, what it becomes."""
        request = self.view.request
        if request is None:
            return
        dialog = ItemStateDialog(request, item, self.people, self.view)
        self.ask(
            dialog, lambda values: lambda: self.requests.settle_item(item.id, **values, seen=item, by=self)
        )


def _can_be_checked(request: InfoRequest) -> bool:
    return request.is_open and request.owner_id is not None


def _waits_for_a_word(request: InfoRequest) -> bool:
    return request.is_open and request.acknowledged_at is None


def _takes_items(request: InfoRequest) -> bool:
    return request.staged or request.is_open
