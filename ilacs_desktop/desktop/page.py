"""What every page is: a view, joined to the house."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.domain.changes import Changes, Ref


class Page(QObject):
    """Joins a view to the services: wishes go out, rows come in.

    A page makes its ``view`` in ``__init__`` and queries nothing there. The window calls `refresh` when the
    page is first shown, when the inspection changes and on F5, and `on_changed` after every stored deed. A
    page never refreshes itself after its own deeds: the announcement does that, for every page alike.
    """

    NAME: ClassVar[str] = ""
    """How others ask for it: ``desk.go("info_requests")``."""
    ICON: ClassVar[str] = "file"
    """A lucide icon."""

    badge_changed = Signal(str)
    """The count beside its name in the sidebar; empty for none."""

    view: QWidget

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.desk = desk

    def title(self) -> str:
        """Its name in the sidebar."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Fetch anew what the view shows, through ``desk.jobs``; without an inspection, say so."""

    def on_changed(self, changes: Changes) -> None:
        """Something was stored. Refresh if it touches what is shown here."""

    def open(self, ref: Ref) -> None:
        """Show the one thing ``ref`` points at, as far as it is of a kind that lives here."""
