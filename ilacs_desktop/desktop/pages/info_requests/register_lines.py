"""What the panels of the registers have in common: facts in lines, two things side by side, the trail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import ElidedLabel, Heading, Label, Muted, RowLine
from ilacs_desktop.domain.moments import said_when
from ilacs_desktop.services.lookup import AuditRow

from .detail import Detail

_WIDTH = 92


def add_facts(detail: Detail, facts: Iterable[tuple[str, str]]) -> None:
    """One line for each fact that is known."""
    for number, (name, value) in enumerate((name, value) for name, value in facts if value):
        label = Muted(name)
        label.setMinimumWidth(current_theme().px(_WIDTH))
        detail.body.addWidget(RowLine(label, ElidedLabel(value), first=number == 0))


def add_trail(detail: Detail, trail: Sequence[AuditRow], now: datetime, heading: str) -> None:
    """Who did what and when, the latest first."""
    if not trail:
        return
    detail.add_heading(heading)
    for number, entry in enumerate(reversed(trail)):
        what = ElidedLabel(entry.deed)
        what.set_more(entry.what)
        detail.body.addWidget(
            RowLine(what, Muted(entry.actor), Muted(said_when(entry.at, now)), first=number == 0)
        )


class Card(QFrame):
    """One of the things that stand side by side: a heading, something large or long, and lines below it."""

    def __init__(self, heading: str, text: str, lines: Sequence[str] = (), *, is_large: bool = False) -> None:
        super().__init__()
        theme = current_theme()
        self.setObjectName("well")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*(theme.space(1.25),) * 4)
        self.column.setSpacing(theme.space(0.5))
        self.column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.column.addWidget(Heading(heading))
        words = Label(text, font="title" if is_large else "body", wrap=True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.column.addWidget(words)
        for line in lines:
            self.column.addWidget(Muted(line, font="small", wrap=True))
        self.setAccessibleName(". ".join((heading, text, *lines)))


def side_by_side(cards: Sequence[QWidget], columns: int = 2) -> QWidget:
    """The cards next to each other, equally wide, further ones below."""
    ground = QWidget()
    grid = QGridLayout(ground)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(current_theme().space(1))
    for number, card in enumerate(cards):
        grid.addWidget(card, number // columns, number % columns)
    for column in range(columns):
        grid.setColumnStretch(column, 1)
    return ground
