"""A key on the keyboard, as a hint."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.labels import Label


class Key(Label):
    """The word of a key inside the key's edge."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, font="small", role="muted", parent=parent)
        theme = current_theme()
        self.setContentsMargins(theme.px(6), theme.px(1), theme.px(6), theme.px(1))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The key's edge below its word."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour("hairline"))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.px(4), theme.px(4))
        painter.end()
        super().paintEvent(event)
