"""The side panel while several slots are chosen together: which they are, and what is done to all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ilacs_desktop.desktop.pages.timetable.cards import Card
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import IconButton, make_button
from ilacs_desktop.desktop.widgets.flow import in_flow
from ilacs_desktop.desktop.widgets.labels import ElidedLabel, Muted
from ilacs_desktop.desktop.widgets.panes import RowLine, SidePanel
from ilacs_desktop.domain.moments import said_time

if TYPE_CHECKING:
    from ilacs_desktop.desktop.pages.timetable.view import TimetableView

MOST_SHOWN = 14


class ManyPanel(SidePanel):
    """Lists the chosen slots; each deed leaves as a wish with all their uids."""

    cancel_wanted = Signal(object)
    copy_wanted = Signal(object)
    double_wanted = Signal(object)
    deed_wanted = Signal(str, object)
    close_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Slots"), parent)
        self._uids: tuple[str, ...] = ()
        self.buttons: dict[str, IconButton] = {}
        close = make_button("", "x", quiet=True, spoken=self.tr("Choose no slot"))
        close.clicked.connect(self.close_wanted)
        self.head.addWidget(close)

    def connect_to(self, view: TimetableView) -> None:
        """Hand every wish on to the view."""
        self.cancel_wanted.connect(view.cancel_wanted)
        self.copy_wanted.connect(view.copy_wanted)
        self.double_wanted.connect(view.double_wanted)
        self.deed_wanted.connect(view.deed_wanted)
        self.close_wanted.connect(view.choose_nothing)

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show what is chosen, in order of time, and what can be done to all of it."""
        self.clear()
        self._uids = tuple(card.uid for card in cards)
        self.set_title(self.tr("{n} slots chosen").format(n=len(cards)))
        self.add_text(self.tr("Drag one of them, or press Alt and an arrow: all move together."), muted=True)
        self._show_deeds(cards)
        ordered = sorted(cards, key=lambda card: (card.slot.starts_at, card.title))
        for number, card in enumerate(ordered[:MOST_SHOWN]):
            title = ElidedLabel(card.title)
            title.setAccessibleName(card.spoken)
            self.body.addWidget(RowLine(title, Muted(said_time(card.slot.starts_at)), first=number == 0))
        if len(ordered) > MOST_SHOWN:
            self.add_text(self.tr("and {n} more").format(n=len(ordered) - MOST_SHOWN), muted=True)
        self.body.addStretch(1)

    def _show_deeds(self, cards: Sequence[Card]) -> None:
        all_off = all(card.slot.is_cancelled for card in cards)
        all_locked = all(card.slot.locked for card in cards)
        deeds = (
            ("copy", self.tr("Copy"), "copy", lambda: self.copy_wanted.emit(self._uids)),
            ("double", self.tr("Copy after"), "copy-plus", lambda: self.double_wanted.emit(self._uids)),
            (
                "lock",
                self.tr("Unlock") if all_locked else self.tr("Lock"),
                "lock",
                lambda: self.deed_wanted.emit("lock", self._uids),
            ),
            (
                "cancel",
                self.tr("Reinstate") if all_off else self.tr("Cancel slots"),
                "undo-2" if all_off else "x",
                lambda: self.cancel_wanted.emit(self._uids),
            ),
        )
        self.buttons = {}
        for key, text, icon, deed in deeds:
            button = make_button(text, icon, small=True, parent=self)
            button.clicked.connect(deed)
            self.buttons[key] = button
        self.body.addSpacing(current_theme().space(0.5))
        self.body.addWidget(in_flow(*self.buttons.values()))
        self.body.addSpacing(current_theme().space(1))
