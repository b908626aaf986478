"""The week view as a table: a cell for every day and every slot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ilacs_desktop.desktop.pages.timetable.cards import Card
from ilacs_desktop.desktop.pages.timetable.week.layout import Day, WeekLayout
from ilacs_desktop.domain.moments import said_day, said_short_day, said_time

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


class WeekModel(QAbstractTableModel):
    """Shows the weeks laid out. It never queries; the page hands it everything at once."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.layout = WeekLayout()
        self.cards: Mapping[str, Card] = {}

    def show(self, layout: WeekLayout, cards: Mapping[str, Card]) -> None:
        """Replace what is shown; ``cards`` holds every uid that ``layout`` places."""
        self.beginResetModel()
        self.layout, self.cards = layout, cards
        self.endResetModel()

    def card_at(self, index: Index) -> Card | None:
        """The slot in a cell."""
        return self.cards.get(self.layout.uids.get((index.row(), index.column()), ""))

    def day_at(self, index: Index) -> Day | None:
        """The day whose head is in a cell."""
        return self.layout.days.get((index.row(), index.column()))

    # -- what Qt asks --------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NO_INDEX) -> int:  # noqa: N802  # Qt's name
        """Rows of all weeks."""
        return 0 if parent.isValid() else self.layout.row_count

    def columnCount(self, parent: Index = _NO_INDEX) -> int:  # noqa: N802  # Qt's name
        """The weekdays shown."""
        return 0 if parent.isValid() else len(self.layout.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text and spoken text of a cell."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(index)
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole}:
            card = self.card_at(index)
            return card.tip if card else None
        return None

    def headerData(  # noqa: N802  # Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The weekdays across; which week it is, down."""
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        layout = self.layout
        if orientation == Qt.Orientation.Horizontal:
            day = layout.days.get((layout.heads[0], section)) if layout.heads else None
            return f"{day.day:%A}" if day else None
        if section in layout.heads:
            return self.tr("Week {n}").format(n=layout.heads.index(section) + 1)
        return ""

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell can be gone to; nothing is edited in place."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _text(self, index: Index) -> str:
        card, day = self.card_at(index), self.day_at(index)
        if card:
            return f"{said_time(card.slot.starts_at)} {card.title}"
        return said_short_day(day.day) if day else ""

    def spoken(self, index: Index) -> str:
        """What a screen reader says of a cell: the whole slot with its day, or how a day stands."""
        day = self.day_at(index)
        if day:
            return self.said_day(day)
        column = self.layout.day_at(index.row(), index.column())
        when = said_day(column.day) if column else ""
        card = self.card_at(index)
        if card:
            return f"{card.spoken}, {when}"
        return self.tr("free, {day}").format(day=when)

    def said_day(self, day: Day) -> str:
        """A day in words: where it lies and how it stands."""
        words = [said_day(day.day), day.counter.replace(" · ", ", ")]
        if day.is_open and not day.is_on_site:
            words.append(self.tr("off site"))
        if day.is_today:
            words.append(self.tr("today"))
        if not day.is_open:
            words.append(self.tr("not a day of the inspection"))
        else:
            words += self.said_counts(day)
        return ", ".join(word for word in words if word)

    def said_counts(self, day: Day) -> list[str]:
        """How many slots, changes not issued and clashes a day has, in words."""
        one_or_many = (
            (day.slots, self.tr("1 slot"), self.tr("{n} slots"), True),
            (day.changes, self.tr("1 change not issued"), self.tr("{n} changes not issued"), False),
            (day.clashes, self.tr("1 clash"), self.tr("{n} clashes"), False),
        )
        return [
            (one if count == 1 else many).format(n=count)
            for count, one, many, always in one_or_many
            if count or always
        ]
