"""Children on the case-file page: their cards, and choosing them for sessions."""

from __future__ import annotations

from collections.abc import Sequence

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.add_child import AddChildDialog
from ilacs_desktop.desktop.dialogs.choose_children import ChooseChildrenDialog
from ilacs_desktop.desktop.dialogs.find_children import DrawChildrenDialog, PasteChildrenDialog
from ilacs_desktop.desktop.pages.casefiles.deeds import Deeds
from ilacs_desktop.desktop.pages.casefiles.facts import Everything
from ilacs_desktop.desktop.pages.casefiles.view import CasefilesView
from ilacs_desktop.domain.casefiles import CaseSession, Child
from ilacs_desktop.domain.casefiles.choosing import ChildFilter
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.moments import day_of
from ilacs_desktop.domain.people import Person, Side


class ChildDeeds(Deeds):
    """Fetches cards, and chooses children for sessions: by hand, by e-mail, by a draw."""

    def __init__(self, desk: Desk, view: CasefilesView) -> None:
        super().__init__(desk, view)
        self.list = view.children_view
        self.list.choose_wanted.connect(self._ask_choose)
        self.list.paste_wanted.connect(self._ask_paste)
        self.list.draw_wanted.connect(self._ask_draw)
        self.list.add_wanted.connect(self._ask_add)
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
        dialog = ChooseChildrenDialog(children, day_of(self.desk.clock()), self.view)
        self.store(dialog, lambda values: room.choose(keys, **values, by=self), self._then_sessions)

    def _ask_add(self, child_id: str) -> None:
        inspection = self.desk.inspection
        if inspection is None:
            return
        house, room, key = self.desk.house, self.room, inspection.id

        def show(found: tuple[tuple[str, ...], tuple[Person, ...]]) -> None:
            staff = [each for each in found[1] if each.side is not Side.INSPECTORATE]
            dialog = AddChildDialog(child_id, found[0], staff, self.view)
            self.store(
                dialog,
                lambda values: room.add_child(key, **values, by=self),
                lambda child: self.open_wanted.emit(Ref(Kind.CHILD, child.id)),
            )

        self.desk.jobs.run(self.view, lambda: (room.summary(key).teams, house.people.all()), show)

    def _ask_paste(self) -> None:
        inspection = self.desk.inspection
        if inspection is None:
            return
        room, key = self.room, inspection.id
        dialog = PasteChildrenDialog(day_of(self.desk.clock()), self.view)
        dialog.read_wanted.connect(
            lambda text: self.desk.jobs.run(
                dialog, lambda: room.pasted(key, text), lambda found: dialog.show_found(*found)
            )
        )
        self.store(dialog, lambda values: room.choose_pasted(key, **values, by=self), self._then_sessions)

    def _ask_draw(self, among: ChildFilter) -> None:
        inspection = self.desk.inspection
        if inspection is None:
            return
        room, key = self.room, inspection.id
        today = day_of(self.desk.clock())
        dialog = DrawChildrenDialog(among, today.isoformat(), today, self.view)
        dialog.draw_wanted.connect(
            lambda count, seed: self.desk.jobs.run(
                dialog,
                lambda: room.draw(key, count, seed=seed, among=among),
                lambda found: dialog.show_drawn(*found),
                refused=dialog.show_refused,
            )
        )
        self.store(dialog, lambda values: room.choose(**values, by=self), self._then_sessions)
