"""The list that says the same as the board, row by row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ilacs_desktop.desktop.pages.timetable.cards import Card, Look, Phrases
from ilacs_desktop.desktop.tables import Column, ListTable, PillText, RowTable
from ilacs_desktop.desktop.widgets.panes import EmptyState
from ilacs_desktop.domain.moments import said_day, said_minutes, said_short_day, said_time

SPAN_PIXELS, SPAN_AND_DAY_PIXELS = 104, 178
_PILLS: Mapping[Look, tuple[str, str]] = {
    Look.CHANGED: ("accent", "move-right"),
    Look.CLASH: ("warn", "triangle-alert"),
    Look.CANCELLED: ("plain", "x"),
    Look.PRIVATE: ("plain", "lock-keyhole"),
    Look.PLAIN: ("plain", ""),
    Look.MEETING: ("plain", ""),
}


class SlotList(ListTable):
    """Slots in order of time: of one day, or of many, each then with its day.

    Whoever narrows the list sets ``feed``: it is handed the cards of the day instead of them being shown.
    """

    def __init__(self, phrases: Phrases, parent: QWidget | None = None) -> None:
        self._phrases = phrases
        self._has_days = False
        self.feed: Callable[[Mapping[str, Card]], None] | None = None
        tr = _tr
        rows = RowTable(
            [
                Column(
                    tr("Time"),
                    self._span,
                    sort=lambda card: card.slot.starts_at.isoformat(),
                    spoken=self._spoken_span,
                    width=SPAN_PIXELS,
                ),
                Column(
                    tr("What"),
                    lambda card: card.title,
                    spoken=lambda card: card.spoken,
                    stretch=True,
                    strong=True,
                ),
                Column(
                    tr("Inspectors"),
                    lambda card: phrases.parts(card.slot.inspectors),
                    width=112,
                    lesser=True,
                ),
                Column(tr("Our people"), lambda card: phrases.parts(card.slot.staff), width=130, lesser=True),
                Column(tr("Place"), lambda card: phrases.where(card.slot), width=112, lesser=True),
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
        self.empty_state = EmptyState("calendar-plus", tr("Nothing is planned on this day"))
        self.set_empty(self.empty_state)
        self.say_empty()

    def show_cards(self, cards: Mapping[str, Card]) -> None:
        """Show a day's cards; the one that was chosen stays chosen."""
        if self.feed is not None:
            self.feed(cards)
        else:
            self.show_rows(tuple(cards.values()), has_days=False)

    def show_rows(self, cards: Sequence[Card], *, has_days: bool) -> None:
        """Show these cards in order of time, with their days if they are of several."""
        kept = self.selected()
        if has_days is not self._has_days:
            self._has_days = has_days
            span, *others = self.rows.columns
            width = SPAN_AND_DAY_PIXELS if has_days else SPAN_PIXELS
            self.rows.columns = (replace(span, width=width), *others)
            self.setAccessibleName(_tr("Slots of all days") if has_days else _tr("Slots of the day"))
            self.rows.show(())
        ordered = sorted(cards, key=lambda card: (card.slot.starts_at, card.title))
        self.rows.show(ordered)
        if kept is not None:
            self.choose(kept.uid)

    def say_empty(self, *, is_narrowed: bool = False, all_days: bool = False) -> None:
        """Say why the list is empty: nothing is planned, or nothing answers to the filters."""
        if is_narrowed:
            advice = _tr("Take a filter off.") if all_days else _tr("Take a filter off, or look at all days.")
            self.empty_state.say(_tr("No slot is like that"), advice, icon="search-x")
        else:
            self.empty_state.say(
                _tr("Nothing is planned on this day"),
                _tr("Press Insert, or “Add”, to put in the first slot."),
                icon="calendar-plus",
            )

    def choose(self, uid: str) -> None:
        """Go to a slot, if it is in the list."""
        selected = self.selected()
        if selected is None or selected.uid != uid:
            self.select_where(lambda card: card.uid == uid)

    def _span(self, card: Card) -> str:
        span = f"{said_time(card.slot.starts_at)}–{said_time(card.slot.ends_at)}"  # an en dash is meant
        return f"{said_short_day(card.slot.day)} {span}" if self._has_days else span

    def _spoken_span(self, card: Card) -> str:
        slot = card.slot
        span = _tr("{start} to {end}, {length}").format(
            start=said_time(slot.starts_at), end=said_time(slot.ends_at), length=said_minutes(slot.minutes)
        )
        return f"{said_day(slot.day)}, {span}" if self._has_days else span


def _pill(card: Card) -> PillText:
    role, icon = _PILLS[card.look]
    if card.slot.locked and not icon:
        icon = "lock"
    return PillText(", ".join(card.marks) or card.slot.kind.value, role, icon)


def _tr(text: str) -> str:
    return QCoreApplication.translate("SlotList", text)
