"""What every subject of the case-file page has in common: a desk, the view, and a way to do a deed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.pages.casefiles.facts import Everything
from ilacs_desktop.desktop.pages.casefiles.view import CasefilesView

T = TypeVar("T")


class Deeds(QObject):
    """One subject of the page: it takes the wishes of its lists and does them by the services.

    ``open_wanted`` carries the `Ref` of something to be shown; the page turns to it.
    """

    open_wanted = Signal(object)

    def __init__(self, desk: Desk, view: CasefilesView) -> None:
        super().__init__(view)
        self.desk = desk
        self.view = view
        self.room = desk.house.casefiles
        self.shown: Everything | None = None

    def show(self, everything: Everything) -> None:
        """What the page has just shown; a subject with lists of its own fills them here."""
        self.shown = everything

    def do(self, work: Callable[[], object]) -> None:
        """Do a deed on the worker; the announcement refreshes the page."""
        self.desk.jobs.run(self.view, work)

    def store(
        self, dialog: FormDialog, deed: Callable[..., T], then: Callable[[T], object] = lambda _: None
    ) -> None:
        """Open a dialog whose values are stored by ``deed``; it closes once they are, or says why not."""

        def done(result: T) -> None:
            dialog.accept()
            then(result)

        def keep(values: object) -> None:
            self.desk.jobs.run(dialog, lambda: deed(values), done, refused=dialog.refuse)

        dialog.accepted_values.connect(keep)
        dialog.open()
