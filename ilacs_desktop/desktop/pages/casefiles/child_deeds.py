"""Children on the case-file page: their cards, and choosing them for sessions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.choose_children import ChooseChildrenDialog
from ilacs_desktop.desktop.dialogs.find_children import DrawChildrenDialog, PasteChildrenDialog
from ilacs_desktop.desktop.pages.casefiles.deeds import Deeds
from ilacs_desktop.desktop.pages.casefiles.facts import Everything
from ilacs_desktop.desktop.pages.casefiles.view import CasefilesView
from ilacs_desktop.domain.casefiles import CaseSession, Child
from ilacs_desktop.domain.casefiles.choosing import ChildFilter
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.moments import day_of


class ChildDeeds(Deeds):
    """Fetches cards, and chooses children for sessions: by hand, by e-mail, by a draw."""

    def __init__(self, desk: Desk, view: CasefilesView) -> None:
        super().__init__(desk, view)
        self.list = view.children_view
        self.list.choose_wanted.connect(self._ask_choose)
        self.list.paste_wanted.connect(self._ask_paste)
        self.list.draw_wanted.connect(self._ask_draw)
        self.list.card_wanted.connect(self._fetch_card)
        self.list.card.touch_wanted.connect(self._go)
        self.list.session_wanted.connect(
            lambda session: self.open_wanted.emit(Ref(Kind.CASE_SESSION, session.id))
        )

    def show(self, everything: Everything) -> None:
        """Offer localities and kinds of weak spots."""
        super().show(everything)
        self.desk.jobs.run(
            self.view,
            lambda: (self.room.localities(), self.room.weak_spot_kinds()),
            lambda found: self.list.show_kinds(*found),
        )

    def _fetch_card(self, child: Child) -> None:
        self.desk.jobs.run(self.view, lambda: self.room.card(child.id), self.list.show_card)

    def _go(self, ref: Ref) -> None:
        if ref.kind in {Kind.CASE_SESSION, Kind.CONCERN, Kind.CHILD}:
            self.open_wanted.emit(ref)
        else:
            self.desk.go(ref)

    def _then_sessions(self, sessions: Sequence[CaseSession]) -> None:
        self.open_wanted.emit(Ref(Kind.CASE_SESSION, sessions[0].id))

    def _ask_choose(self, children: Sequence[Child]) -> None:
        if not children:
            return
        room, keys = self.room, [child.id for child in children]
        dialog = ChooseChildrenDialog(children, self.view)
        self.store(
            dialog, lambda values: room.choose(keys, reason=values["reason"], by=self), self._then_sessions
        )

    def _ask_paste(self) -> None:
        inspection = self.desk.inspection
        if inspection is None:
            return
        room, key = self.room, inspection.id
        dialog = PasteChildrenDialog(self.view)
        dialog.read_wanted.connect(
            lambda text: self.desk.jobs.run(
                dialog, lambda: room.pasted(key, text), lambda found: dialog.show_found(*found)
            )
        )
        self.store(dialog, lambda values: room.choose(**_said(values), by=self), self._then_sessions)

    def _ask_draw(self, among: ChildFilter) -> None:
        inspection = self.desk.inspection
        if inspection is None:
            return
        room, key = self.room, inspection.id
        dialog = DrawChildrenDialog(among, day_of(self.desk.clock()).isoformat(), self.view)
        dialog.draw_wanted.connect(
            lambda count, seed: self.desk.jobs.run(
                dialog,
                lambda: room.draw(key, count, seed=seed, among=among),
                lambda found: dialog.show_drawn(*found),
                refused=dialog.show_refused,
            )
        )
        self.store(dialog, lambda values: room.choose(**_said(values), by=self), self._then_sessions)


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    return {"child_ids": values["keys"], "reason": values["reason"]}
