"""How large a dialog may be."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from ilacs_desktop.desktop.theme import current_theme


def fitting(dialog: QWidget, width: int, height: int) -> QSize:
    """A size in pixels at 100 %, scaled like the text, but no larger than the window it stands over."""
    theme = current_theme()
    parent = dialog.parentWidget()
    room = parent.window().size() if parent is not None else dialog.screen().availableGeometry().size()
    return QSize(theme.px(width), theme.px(height)).boundedTo(room)
