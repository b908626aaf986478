"""One request and others: divided, asked again, merged, linked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.request_life import (
    DuplicateDialog,
    OtherRequestDialog,
    SplitDialog,
    UnlinkDialog,
)
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.info_requests import InfoRequest

from .deeds import Deeds
from .view import InfoRequestsView
from .wishes import Section


class JoiningDeeds(Deeds):
    """Several of one, one of two, and what belongs together."""

    def __init__(self, desk: Desk, view: InfoRequestsView) -> None:
        super().__init__(desk, view)
        add = view.wishes.add
        add("link", Section.WORDS, self.tr("Link with another…"), self._link, key="L")
        add("unlink", Section.WORDS, self.tr("Take a link away…"), self._unlink, key="X")
        add("split", Section.WORDS, self.tr("Divide…"), self._split, when=_is_open, key="S")
        add("duplicate", Section.WORDS, self.tr("Asked again…"), self._duplicate, when=_is_live, key="D")
        add("merge", Section.END, self.tr("Merge into another…"), self._merge, when=_is_open, key="U")

    def _split(self, request: InfoRequest) -> None:
        dialog = SplitDialog(request, self.view)

        def stored(made: tuple[InfoRequest, ...]) -> None:
            dialog.accept()
            self.choose(made[0])

        self.ask(
            dialog, lambda values: lambda: self.requests.split(request.id, values["parts"], by=self), stored
        )

    def _duplicate(self, request: InfoRequest) -> None:
        dialog = DuplicateDialog(request, self.people, self.desk.clock, self.view)

        def stored(made: InfoRequest) -> None:
            dialog.accept()
            self.choose(made)

        self.ask(
            dialog, lambda values: lambda: self.requests.duplicate(request.id, **values, by=self), stored
        )

    def _merge(self, request: InfoRequest) -> None:
        def deed(values: dict[str, Any]) -> Callable[[], Any]:
            return lambda: self.requests.merge(request.id, into_id=values["other_id"], by=self)

        self._with_another(
            request,
            self.tr("Merge {ref} into another").format(ref=request.ref),
            self.tr("Merge"),
            deed,
            text=self.tr(
                "Its number stays used, and leads to the other one. The earlier time of the two holds."
            ),
        )

    def _link(self, request: InfoRequest) -> None:
        def deed(values: dict[str, Any]) -> Callable[[], Any]:
            here, there = Ref(Kind.INFO_REQUEST, request.id), Ref(Kind.INFO_REQUEST, values["other_id"])
            return lambda: self.desk.house.lookup.link(
                request.inspection_id, here, there, why=values["why"], by=self
            )

        self._with_another(
            request,
            self.tr("Link {ref} with another request").format(ref=request.ref),
            self.tr("Link"),
            deed,
        )

    def _unlink(self, request: InfoRequest) -> None:
        lookup, here = self.desk.house.lookup, Ref(Kind.INFO_REQUEST, request.id)

        def links() -> list[tuple[Ref, str]]:
            joined = set(lookup.linked(here))
            return [
                (each.ref, each.title)
                for each in self.requests.linked_things(request.id)
                if each.ref in joined
            ]

        def ask(found: list[tuple[Ref, str]]) -> None:
            if not found:
                self.desk.notices.say(self.tr("{ref} is linked with nothing.").format(ref=request.ref))
                return
            self.ask(
                UnlinkDialog(request, found, self.view),
                lambda values: lambda: lookup.unlink(here, values["ref"], by=self),
            )

        self.desk.jobs.run(self.view, links, ask)

    def _with_another(
        self,
        request: InfoRequest,
        title: str,
        accept_text: str,
        deed: Callable[[dict[str, Any]], Callable[[], Any]],
        *,
        text: str = "",
    ) -> None:
        """Ask for another request; merging says what it does in ``text``, linking asks why instead."""

        def ask(rows: tuple[InfoRequest, ...]) -> None:
            others = [each for each in rows if each.id != request.id and (each.is_open or not text)]
            dialog = OtherRequestDialog(
                title, accept_text, others, text=text, asks_why=not text, parent=self.view
            )
            self.ask(dialog, deed)

        self.desk.jobs.run(self.view, lambda: self.requests.all(request.inspection_id), ask)


def _is_open(request: InfoRequest) -> bool:
    return request.is_open


def _is_live(request: InfoRequest) -> bool:
    return not request.staged
