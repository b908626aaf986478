"""Already supplied? What resembles a line, each with why, wherever a line is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.domain.changes import Ref
from ilacs_desktop.domain.info_requests import Similar

from .labels import ElidedLabel, Label
from .panes import Hairline, clear_layout
from .pill import Pill


class SimilarRows(QWidget):
    """One row for each thing alike: its number, its title and why it is here, and how it stands.

    ``opened`` carries the `Ref` of a row that was clicked, if a row ``opens``.
    """

    opened = Signal(object)

    def __init__(self, *, opens: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.opens = opens
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(current_theme().space(0.5))

    def show_similar(self, similar: Sequence[Similar], *, keys: Mapping[Ref, str] | None = None) -> None:
        """Show what resembles the line; in ``keys`` stands the key that takes one of them for the answer."""
        clear_layout(self._rows)
        for number, each in enumerate(similar):
            row = _Row(self, each, (keys or {}).get(each.ref, ""), first=number == 0)
            self._rows.addWidget(row)
            row.show()  # at once, so that whoever asks for the height is told the right one


class _Row(QWidget):
    def __init__(self, rows: SimilarRows, similar: Similar, key: str, *, first: bool) -> None:
        super().__init__(rows)
        theme = current_theme()
        self._rows, self._similar = rows, similar
        title = ElidedLabel(similar.title)
        title.set_more(similar.why)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(title)
        words.addWidget(ElidedLabel(similar.why, font="small", role="muted"))
        line = QHBoxLayout()
        line.setSpacing(theme.space(1.25))
        line.addWidget(Label(similar.label, font="strong"))
        line.addLayout(words, 1)
        if key:
            line.addWidget(Label(key, font="small", role="muted"))
        icon = "check" if similar.is_given else ""
        line.addWidget(Pill(similar.state, "good" if similar.is_given else "plain", icon))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(0.5))
        if not first:
            column.addWidget(Hairline())
        column.addLayout(line)
        if rows.opens:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{similar.label} {similar.title}, {similar.state}, {similar.why}")

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Open it."""
        if self._rows.opens and event.button() == Qt.MouseButton.LeftButton:
            self._rows.opened.emit(self._similar.ref)
        else:
            super().mousePressEvent(event)
