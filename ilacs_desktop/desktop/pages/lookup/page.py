"""Joins Look up to the services."""

from __future__ import annotations

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.page import Page
from ilacs_desktop.desktop.pages.lookup.view import LookupView
from ilacs_desktop.domain.changes import Changes, Kind, Ref


class LookupPage(Page):
    """Finds anything again, and shows who did what."""

    NAME = "lookup"
    ICON = "search"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view = self.lookup = LookupView(desk.clock)
        self.lookup.search_wanted.connect(self._search)
        self.lookup.audit_wanted.connect(self._audit)
        self.lookup.check_wanted.connect(self._check)
        self.lookup.open_wanted.connect(desk.go)

    def title(self) -> str:
        """Its name in the sidebar."""
        return self.tr("Look up")

    def refresh(self) -> None:
        """Ask again for what the lines say."""
        self.lookup.ask()

    def on_changed(self, _changes: Changes) -> None:
        """Everything that is stored may be found, and is in the trail."""
        if self.view.isVisible():
            self.refresh()

    def open(self, ref: Ref) -> None:
        """A link lives in the trail; anything else is looked for by search."""
        self.lookup.show_trail(ref.kind is Kind.LINK)

    def focus_search(self) -> None:
        """Put the keyboard in the search line."""
        self.lookup.focus_search()

    def _search(self, text: str, everywhere: bool) -> None:
        house = self.desk.house
        inspection_id = None if everywhere or not self.desk.inspection_id else self.desk.inspection_id
        if not text.strip():
            self.lookup.show_hits(())
            return
        self.desk.jobs.run(
            self.view,
            lambda: house.lookup.search(text, inspection_id),
            lambda hits: self.lookup.show_hits(hits) if text == self.lookup.words.text() else None,
        )

    def _audit(self, text: str, kind: Kind | None) -> None:
        house = self.desk.house
        self.desk.jobs.run(
            self.view, lambda: house.lookup.audit(text=text, kind=kind), self.lookup.show_entries
        )

    def _check(self) -> None:
        house = self.desk.house
        self.desk.jobs.run(self.view, house.lookup.chain, self.lookup.show_chain)
