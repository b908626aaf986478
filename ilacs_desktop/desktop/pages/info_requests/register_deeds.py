"""What the registers beside the requests share: a list, the chosen one in the panel, the way to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Protocol

from PySide6.QtGui import QAction

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.tables import ListTable
from ilacs_desktop.domain.changes import Changes, Kind, Ref
from ilacs_desktop.services.lookup import AuditRow

from .deeds import Deeds
from .row_deeds import RowDeeds
from .view import InfoRequestsView


class RegisterPanel(Protocol):
    """Shows one row of a register."""

    def show(self, row: Any) -> None:
        """Show it."""

    def show_trail(self, trail: tuple[AuditRow, ...]) -> None:
        """Show who did what with it, once that is fetched."""


class RegisterDeeds(Deeds):
    """One register: it sets ``table``, ``panel``, ``deeds`` and ``note``; `rows_of` says what is in it.

    ``KIND`` is what it keeps; ``SHOWN`` what else, once stored, has it fetched anew.
    """

    KIND: ClassVar[Kind]
    SHOWN: ClassVar[tuple[Kind, ...]] = ()
    table: ListTable
    panel: RegisterPanel
    deeds: RowDeeds
    note: QAction

    def __init__(self, desk: Desk, view: InfoRequestsView) -> None:
        super().__init__(desk, view)
        self._wanted: int | None = None

    def rows_of(self, inspection_id: int) -> Sequence[Any]:
        """The rows of the register, each with an ``id``; called on the worker."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Fetch the rows."""
        inspection = self.desk.inspection
        self.note.setEnabled(inspection is not None)
        if inspection is None:
            self.table.rows.show(())
            return
        self.desk.jobs.run(self.view, lambda: self.rows_of(inspection.id), self._fill)

    def on_changed(self, changes: Changes) -> None:
        """Fetch anew when something of the register was stored."""
        if changes.touch(self.KIND, *self.SHOWN):
            self.refresh()

    def open(self, ref: Ref) -> bool:
        """Show one row, fetched first if it is not here yet."""
        if ref.kind is not self.KIND:
            return False
        self._wanted = ref.id
        self.view.filter.clear()
        self.view.show_list(self.table.accessibleName())
        if not self._choose_wanted():
            self.refresh()
        return True

    def ask_and_open(self, dialog: Any, deed: Callable[[dict[str, Any]], Callable[[], Any]]) -> None:
        """Have what is stored chosen once the lists are fetched."""

        def stored(made: Any) -> None:
            dialog.accept()
            self.open(Ref(self.KIND, made.id))

        self.ask(dialog, deed, stored)

    def show_row(self, row: Any) -> None:
        """Show one row in the panel, and its trail once that is fetched."""
        self.view.detail.now = self.view.moment.now
        self.panel.show(row)
        self.deeds.offer(row)

        def then(trail: tuple[AuditRow, ...]) -> None:
            if self.view.table is self.table and self.table.selected() == row:
                self.panel.show_trail(trail)

        lookup, ref = self.desk.house.lookup, Ref(self.KIND, row.id)
        self.desk.jobs.run(self.view, lambda: lookup.history(ref), then)

    def _fill(self, rows: Sequence[Any]) -> None:
        self.table.rows.show(rows)
        self._choose_wanted()
        self._wanted = None

    def _choose_wanted(self) -> bool:
        wanted = self._wanted
        if wanted is None or not self.table.select_where(lambda row: row.id == wanted):
            return False
        self._wanted = None
        return True
