"""A dialog that shows what a file would bring, before anything is stored."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ilacs_desktop.desktop.tables import Column, ListTable, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.labels import Heading, Label, Muted
from ilacs_desktop.domain.errors import Explained

MOST_SHOWN = 2000
"""So many rows of a report are shown; the rest is counted."""


class ReviewDialog(QDialog):
    """Opened by ``.open()``; ``take_wanted`` when it is to be stored, then call `accept` or `refuse`."""

    take_wanted = Signal()

    def __init__(self, title: str, text: str, accept_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(theme.px(860), theme.px(600))
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
        buttons = QHBoxLayout()
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
        shown = rows[:MOST_SHOWN]
        more = len(rows) - len(shown)
        some = self.tr("{title}, the first {count}").format(title=title, count=len(shown))
        self.body.addWidget(Heading(some if more else title))
        model = RowTable(columns, self)
        table = ListTable(model, title)
        model.show(shown)
        if height:
            table.setFixedHeight(height)
        self.body.addWidget(table, stretch)
        return table

    def _on_accept(self) -> None:
        self._refusal.hide()
        self.accept_button.setEnabled(False)
        self.take_wanted.emit()
