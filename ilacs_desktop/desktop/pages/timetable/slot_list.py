"""The list that says the same as the board, row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ilacs_desktop.desktop.pages.timetable.cards import Card, Look, Phrases
from ilacs_desktop.desktop.tables import Column, ListTable, PillText, RowTable
from ilacs_desktop.desktop.widgets.panes import EmptyState
from ilacs_desktop.domain.moments import said_minutes, said_time

_PILLS: Mapping[Look, tuple[str, str]] = {
    Look.CHANGED: ("accent", "move-right"),
    Look.CLASH: ("warn", "triangle-alert"),
    Look.CANCELLED: ("plain", "x"),
    Look.PRIVATE: ("plain", "lock-keyhole"),
    Look.PLAIN: ("plain", ""),
    Look.MEETING: ("plain", ""),
}


def _span(card: Card) -> str:
    return f"{said_time(card.slot.starts_at)}–{said_time(card.slot.ends_at)}"  # an en dash is meant


class SlotList(ListTable):
    """A day's slots in order of time."""

    def __init__(self, phrases: Phrases, parent: QWidget | None = None) -> None:
        self._phrases = phrases
        tr = _tr
        rows = RowTable(
            [
                Column(
                    tr("Time"),
                    _span,
                    sort=lambda card: card.slot.starts_at.isoformat(),
                    spoken=lambda card: tr("{start} to {end}, {length}").format(
                        start=said_time(card.slot.starts_at),
                        end=said_time(card.slot.ends_at),
                        length=said_minutes(card.slot.minutes),
                    ),
                    width=104,
                ),
                Column(
                    tr("What"),
                    lambda card: card.title,
                    spoken=lambda card: card.spoken,
                    stretch=True,
                    strong=True,
                ),
                Column(tr("Inspectors"), lambda card: phrases.parts(card.slot.inspectors), width=112),
                Column(tr("Our people"), lambda card: phrases.parts(card.slot.staff), width=130),
                Column(tr("Place"), lambda card: phrases.where(card.slot), width=112),
                Column(
                    tr("State"),
                    lambda card: ", ".join(card.marks) or card.slot.kind.value,
                    pill=_pill,
                    spoken=lambda card: ", ".join(card.marks) or card.slot.kind.value,
                    tooltip=lambda card: card.tip,
                    width=150,
                ),
            ]
        )
        super().__init__(rows, tr("Slots of the day"), parent)
        rows.setParent(self)
        self.set_empty(
            EmptyState(
                "calendar-plus",
                tr("Nothing is planned on this day"),
                tr("Press Insert, or “Add”, to put in the first slot."),
            )
        )

    def show_cards(self, cards: Mapping[str, Card]) -> None:
        """Show a day's cards; the one that was chosen stays chosen."""
        kept = self.selected()
        ordered: Sequence[Card] = sorted(cards.values(), key=lambda card: (card.slot.starts_at, card.title))
        self.rows.show(ordered)
        if kept is not None:
            self.choose(kept.uid)

    def choose(self, uid: str) -> None:
        """Go to a slot, if it is in the list."""
        self.select_where(lambda card: card.uid == uid)


def _pill(card: Card) -> PillText:
    role, icon = _PILLS[card.look]
    if card.slot.locked and not icon:
        icon = "lock"
    return PillText(", ".join(card.marks) or card.slot.kind.value, role, icon)


def _tr(text: str) -> str:
    return QCoreApplication.translate("SlotList", text)
