"""The keys of the board: for the eye as a small list, for the ear as a sentence."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.labels import Label, Muted

WIDTH_PIXELS = 940


def _tr(text: str) -> str:
    return QCoreApplication.translate("KeyHelp", text)


def keys() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """The keys in groups: a heading, then key and what it does."""
    return (
        (
            _tr("Go and choose"),
            (
                (_tr("Arrows"), _tr("go")),
                (_tr("Page Up, Page Down"), _tr("the slot before, the slot after")),
                (_tr("Home, End"), _tr("the first slot, the last slot")),
                (_tr("Shift+Arrows"), _tr("choose more on the way")),
                (_tr("Ctrl+Arrows"), _tr("go and keep what is chosen")),
                (_tr("Ctrl+Space"), _tr("add to what is chosen, or take from it")),
                (_tr("Ctrl+A"), _tr("choose the whole day")),
                (_tr("Escape"), _tr("let go, choose less")),
            ),
        ),
        (
            _tr("Change"),
            (
                (_tr("Alt+Arrows"), _tr("move")),
                (_tr("Shift+Alt+Down, Up"), _tr("end later, earlier")),
                (_tr("Shift+Alt+Right, Left"), _tr("start later, earlier")),
                (_tr("Insert"), _tr("add a slot")),
                (_tr("Enter"), _tr("edit")),
                (_tr("Delete"), _tr("cancel, or reinstate")),
                (_tr("Ctrl+D"), _tr("copy right after itself")),
                (_tr("Ctrl+C, Ctrl+V"), _tr("copy here, or to another day")),
                (_tr("L"), _tr("lock, unlock")),
                (_tr("Ctrl+Z, Ctrl+Shift+Z"), _tr("undo, redo")),
            ),
        ),
        (
            _tr("On the day"),
            (
                (_tr("S"), _tr("started")),
                (_tr("E"), _tr("ended")),
                (_tr("O"), _tr("ran over")),
                (_tr("N"), _tr("did not happen")),
                (_tr("W"), _tr("inspector went elsewhere")),
                (_tr("B"), _tr("back to planned")),
                (_tr("T"), _tr("running late")),
            ),
        ),
    )


def keys_in_a_sentence() -> str:
    """All keys in one go, for the description of the board."""
    said = ", ".join(f"{key} {deed}" for _heading, group in keys() for key, deed in group)
    return _tr("Time runs down, lanes run across. {keys}.").format(keys=said)


class KeyHelp(FormDialog):
    """The keys of the board at a glance; the mouse does the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_tr("Keys of the board"), parent, _tr("Close"))
        theme = current_theme()
        self.cancel_button.hide()
        self.form.hide()
        room = (parent.window().width() if parent else self.screen().availableGeometry().width()) * 19 // 20
        self.setMinimumWidth(min(theme.px(WIDTH_PIXELS), room))
        columns = QHBoxLayout()
        columns.setSpacing(theme.space(4))
        for heading, group in keys():
            column = QVBoxLayout()
            column.setSpacing(theme.space(0.75))
            column.addWidget(Label(heading, font="heading", role="heading"))
            grid = QGridLayout()
            grid.setHorizontalSpacing(theme.space(2))
            grid.setVerticalSpacing(theme.space(0.5))
            for row, (key, deed) in enumerate(group):
                keys_of_it = Label(key, font="strong")
                keys_of_it.setMinimumWidth(keys_of_it.sizeHint().width())
                grid.addWidget(keys_of_it, row, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(Muted(deed, wrap=True), row, 1)
            grid.setColumnStretch(1, 1)
            column.addLayout(grid)
            column.addStretch(1)
            columns.addLayout(column, 1)
        self.body.addLayout(columns)
        self.setAccessibleDescription(keys_in_a_sentence())
