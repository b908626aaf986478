"""Was it supplied already? What resembles a request, with why, and its answer taken over with one key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ilacs_desktop.desktop.dialogs.review import ReviewDialog
from ilacs_desktop.desktop.tables import Column
from ilacs_desktop.desktop.widgets import PillText, make_button
from ilacs_desktop.domain.changes import Kind
from ilacs_desktop.domain.info_requests import InfoRequest, Similar


class AlreadySuppliedDialog(ReviewDialog):
    """Shows what is alike, likest first. ``same_wanted`` carries the id of the request whose answer serves.

    ``open_wanted`` carries a `Ref`. Alt S takes the answer, Enter opens.
    """

    same_wanted = Signal(int)
    open_wanted = Signal(object)

    def __init__(
        self, title: str, request: InfoRequest, similar: Sequence[Similar], parent: QWidget | None = None
    ) -> None:
        super().__init__(title, request.title, "", parent)
        self._request = request
        self.accept_button.setText(self.tr("Same answer, second asker"))
        self.accept_button.setAccessibleName(self.accept_button.text())
        self.open_button = make_button(self.tr("Open it"))
        self.open_button.clicked.connect(self._open)
        self.table = self.add_table(self.tr("What is like it"), self._columns(), similar)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(lambda _: self._open())
        self.body.addWidget(self.open_button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.note.setText(
            self.tr("Alt S gives the same answer, Enter opens.")
            if similar
            else self.tr("Nothing like it was asked or given.")
        )
        same = QShortcut(QKeySequence(Qt.Modifier.ALT | Qt.Key.Key_S), self)
        same.activated.connect(self.accept_button.click)
        self.take_wanted.connect(self._take)
        given = next((row for row, each in enumerate(similar) if self._may_serve(each)), 0)
        self.table.selectRow(given)
        self.table.setFocus()
        self._on_chosen(self.table.selected())

    def _columns(self) -> list[Column]:
        return [
            Column(self.tr("Ref"), lambda row: row.label, strong=True),
            Column(self.tr("What"), lambda row: row.title, stretch=True),
            Column(self.tr("Why"), lambda row: row.why, muted=True),
            Column(self.tr("State"), lambda row: row.state, pill=_pill),
        ]

    def _may_serve(self, similar: Similar) -> bool:
        return similar.is_given and similar.ref.kind is Kind.INFO_REQUEST and self._request.is_open

    def _on_chosen(self, similar: Similar | None) -> None:
        self.accept_button.setEnabled(similar is not None and self._may_serve(similar))
        self.open_button.setEnabled(similar is not None)

    def _take(self) -> None:
        self.same_wanted.emit(self.table.selected().ref.id)

    def _open(self) -> None:
        similar = self.table.selected()
        if similar is not None:
            self.accept()
            self.open_wanted.emit(similar.ref)


def _pill(row: Similar) -> PillText:
    return PillText(row.state, "good" if row.is_given else "plain", "check" if row.is_given else "")
