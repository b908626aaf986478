"""What every room of the requests page has in common: a desk, the view, and a way to do a deed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.domain.changes import Changes, Kind, Ref
from ilacs_desktop.domain.info_requests import InfoRequest
from ilacs_desktop.domain.people import Person

from .view import InfoRequestsView


class Deeds(QObject):
    """One subject of the page: it hangs its lists and wishes on the view and does them by the services.

    ``ref_wanted`` carries the `Ref` of something stored just now that is to be fetched and chosen.
    """

    ref_wanted = Signal(object)

    def __init__(self, desk: Desk, view: InfoRequestsView) -> None:
        super().__init__(view)
        self.desk = desk
        self.view = view
        self.requests = desk.house.info_requests

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody, as last fetched, for the dialogs to offer."""
        return self.view.shown.people if self.view.shown else ()

    def refresh(self) -> None:
        """Fetch anew what this subject shows. The page calls it whenever it fetches its own lists."""

    def on_minute(self) -> None:
        """A minute has passed, the page is in sight, and the clocks of its own lists were read anew."""

    def on_changed(self, changes: Changes) -> None:
        """Something was stored that does not touch the page's own lists."""

    def open(self, ref: Ref) -> bool:  # noqa: ARG002 - for those that keep a kind of their own
        """Show a thing of this subject's own kind; False for one of another."""
        return False

    def choose(self, request: InfoRequest) -> None:
        """Have a request that was stored just now chosen, in the list it stands in now."""
        self.ref_wanted.emit(Ref(Kind.INFO_REQUEST, request.id))

    def do(self, work: Callable[[], object]) -> None:
        """Do a deed on the worker; the announcement refreshes the page."""
        self.desk.jobs.run(self.view, work)

    def ask(
        self,
        dialog: FormDialog,
        deed: Callable[[dict[str, Any]], Callable[[], Any]],
        then: Callable[[Any], object] | None = None,
    ) -> None:
        """Open a dialog that stays until its deed is stored, and shows a refusal in its own place."""
        dialog.stays_open = True
        dialog.accepted_values.connect(
            lambda values: self.desk.jobs.run(
                dialog, deed(values), then or (lambda _: dialog.accept()), refused=dialog.refuse
            )
        )
        dialog.open()
