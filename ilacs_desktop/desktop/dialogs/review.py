"""A dialog that shows what a file would bring, before anything is stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilacs_desktop.desktop.dialogs.help_key import add_help_key
from ilacs_desktop.desktop.dialogs.room import fitting
from ilacs_desktop.desktop.tables import Column, ListTable, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.labels import Heading, Label, Muted
from ilacs_desktop.desktop.widgets.pill import PillText
from ilacs_desktop.desktop.widgets.waiting import WaitingDialog
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.timetable.listing import Fate


class HasFate(Protocol):
    """A row of which it is said what would become of it."""

    @property
    def fate(self) -> Fate:
        """What the row would do."""


Change = TypeVar("Change", bound=HasFate)
MOST_SHOWN = 2000
"""So many rows of a report are shown; the rest is counted."""

LOOKS = {
    Fate.ADDED: ("good", "plus"),
    Fate.CHANGED: ("info", "pencil"),
    Fate.REMOVED: ("alert", "x"),
    Fate.WAITING: ("warn", "triangle-alert"),
    Fate.KEPT: ("plain", "lock"),
    Fate.SAME: ("plain", ""),
}
"""How the fate of a row looks; rows stand in this order."""


def in_order(changes: Sequence[Change]) -> list[Change]:
    """Rows by their fate, those that would do something first."""
    order = list(LOOKS)
    return sorted(changes, key=lambda change: order.index(change.fate))


class ReviewDialog(WaitingDialog):
    """Opened by ``.open()``; ``take_wanted`` when it is to be stored, then call `accept` or `refuse`."""

    take_wanted = Signal()

    def __init__(self, title: str, text: str, accept_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        add_help_key(self)
        self.resize(fitting(self, 860, 600))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme.space(2.5),) * 4)
        outer.setSpacing(theme.space(1.25))
        outer.addWidget(Label(title, font="title", wrap=True))
        self.sentence = Muted(text, wrap=True)
        outer.addWidget(self.sentence)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.space(1))
        outer.addLayout(self.body, 1)
        self._refusal = Label("", role="alert", wrap=True)
        self._refusal.hide()
        outer.addWidget(self._refusal)
        self.buttons = buttons = QHBoxLayout()
        buttons.setSpacing(theme.space(1.25))
        self.note = Muted("", font="small")
        buttons.addWidget(self.note)
        buttons.addStretch(1)
        self.cancel_button = make_button(self.tr("Leave it"))
        self.accept_button = make_button(accept_text, main=True)
        self.accept_button.setDefault(True)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.accept_button)
        outer.addLayout(buttons)
        self.cancel_button.clicked.connect(self.reject)
        self.accept_button.clicked.connect(self._on_accept)

    def refuse(self, error: Explained) -> None:
        """Show a refusal in the dialog."""
        self._refusal.setText(str(error))
        self._refusal.show()
        self.accept_button.setEnabled(True)

    def add_table(
        self,
        title: str,
        columns: Sequence[Column],
        rows: Sequence[object],
        *,
        stretch: int = 1,
        height: int = 0,
    ) -> ListTable:
        """A heading and a list below what is there; of very many rows the first are shown."""
        table = self.make_table(title, columns, rows)
        self.body.addWidget(Heading(table.accessibleName()))
        if height:
            table.setFixedHeight(height)
        self.body.addWidget(table, stretch)
        return table

    def make_table(self, title: str, columns: Sequence[Column], rows: Sequence[object]) -> ListTable:
        """A list to be put somewhere; its spoken name says how many are shown when that is not all."""
        shown = rows[:MOST_SHOWN]
        more = len(rows) - len(shown)
        some = self.tr("{title}, the first {count}").format(title=title, count=len(shown))
        model = RowTable(columns, self)
        table = ListTable(model, some if more else title)
        model.show(shown)
        return table

    def refusal_columns(self) -> list[Column]:
        """Where a row was refused, and why."""
        return [
            Column(self.tr("Where"), lambda each: each.place, width=200, tooltip=lambda each: each.place),
            Column(self.tr("Why"), lambda each: each.reason, stretch=True),
        ]

    def fate_column(self) -> Column:
        """What would become of a row."""
        return Column(
            self.tr("What"),
            lambda change: change.fate.value,
            pill=lambda change: PillText(change.fate.value, *LOOKS[change.fate]),
            width=125,
        )

    def details_column(self) -> Column:
        """What would be different, and what is to be known of it."""
        return Column(self.tr("Details"), _details, stretch=True, tooltip=_details)

    def said_counts(self, file_name: str, changes: Sequence[Any], refused: int) -> str:
        """How many rows have each fate, and how many were refused."""
        counts = [
            f"{count} {fate.value}" for fate in LOOKS if (count := sum(each.fate is fate for each in changes))
        ]
        return self.tr("{file}: {counts}; refused: {refused}.").format(
            file=file_name, counts=", ".join(counts) or self.tr("no rows"), refused=refused
        )

    def _on_accept(self) -> None:
        self._refusal.hide()
        self.accept_button.setEnabled(False)
        self.take_wanted.emit()


def _details(change: Any) -> str:
    return "; ".join(change.what)
