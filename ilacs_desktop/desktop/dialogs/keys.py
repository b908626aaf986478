"""The keys of a page, to be looked up."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ilacs_desktop.desktop.dialogs.room import fitting
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import Heading, Label, Muted, make_button, scrolled

Keys = Sequence[tuple[str, Sequence[tuple[str, str]]]]
"""Sections, each with its title and its keys with what they do."""


class KeysDialog(QDialog):
    """Says what each key does; Escape or the button closes it."""

    def __init__(self, title: str, sections: Keys, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme.space(2.5),) * 4)
        outer.setSpacing(theme.space(1.5))
        outer.addWidget(Label(title, font="title"))
        ground = QWidget()
        columns = QHBoxLayout(ground)
        columns.setContentsMargins(0, 0, theme.space(1), 0)
        columns.setSpacing(theme.space(4))
        halves = (QVBoxLayout(), QVBoxLayout())
        filled = [0, 0]
        for heading, keys in sections:
            number = 0 if filled[0] <= filled[1] else 1
            filled[number] += len(keys) + 2
            half = halves[number]
            half.addWidget(Heading(heading))
            half.addSpacing(theme.space(0.5))
            grid = QGridLayout()
            grid.setHorizontalSpacing(theme.space(2))
            grid.setVerticalSpacing(theme.space(0.75))
            grid.setColumnStretch(1, 1)
            for row, (key, words) in enumerate(keys):
                grid.addWidget(Label(key, font="strong"), row, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(Muted(words, wrap=True), row, 1)
            half.addLayout(grid)
            half.addSpacing(theme.space(2))
        for half in halves:
            half.setSpacing(0)
            half.addStretch(1)
            columns.addLayout(half, 1)
        outer.addWidget(scrolled(ground), 1)
        line = QHBoxLayout()
        line.addStretch(1)
        self.close_button = make_button(self.tr("Close"), main=True)
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        line.addWidget(self.close_button)
        outer.addLayout(line)
        self.resize(fitting(self, 860, 560))
