"""F1 in a dialog: the help on the page over which it stands."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog


def add_help_key(dialog: QDialog) -> None:
    """Let F1 ask the window for help, for a modal dialog keeps the window's own key from being heard."""
    QShortcut(QKeySequence("F1"), dialog, partial(_ask, dialog))


def _ask(dialog: QDialog) -> None:
    parent = dialog.parentWidget()
    while parent is not None:
        give_help = getattr(parent, "open_help", None)
        if callable(give_help):
            give_help(dialog)
            return
        parent = parent.parentWidget()
