"""The sessions as cards in columns, one for each stage; a table, so that every card is spoken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ilacs_desktop.desktop.pages.casefiles.looks import alarm_pill, state_pill
from ilacs_desktop.desktop.tables import ROW_ROLE
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.pill import PillText
from ilacs_desktop.domain.casefiles import CaseSession, SessionState, debrief_alarm
from ilacs_desktop.domain.moments import said_when

Index = QModelIndex | QPersistentModelIndex
MIME = "application/x-ilacs-session"
CARD_HEIGHT, LEAST_COLUMN = 66, 90
"""Pixels at 100 % for three lines, and for a code, a time and an inspector."""
STAGES: tuple[tuple[str, tuple[SessionState, ...]], ...] = (
    ("chosen", (SessionState.CHOSEN,)),
    ("told", (SessionState.WORKER_TOLD, SessionState.MANAGER_TOLD)),
    ("ready", (SessionState.CHECKED, SessionState.READY)),
    ("in session", (SessionState.IN_SESSION,)),
    ("ended", (SessionState.ENDED,)),
    ("debriefed", (SessionState.DEBRIEFED,)),
    ("done", (SessionState.DONE,)),
)


class StageModel(QAbstractTableModel):
    """A column for each stage, its sessions from above in the order given; cards may be dropped."""

    dropped = Signal(object, object)
    """A session, and the steps of the stage it was dropped on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[tuple[CaseSession, ...], ...] = ((),) * len(STAGES)
        self._now: datetime | None = None

    def show(self, sessions: Sequence[CaseSession], now: datetime) -> None:
        """Show these; what was stood down has no card. Cards that stay in place are only painted anew."""
        shown = [each for each in sessions if each.is_debriefed or not each.did_not_happen]
        columns = tuple(tuple(each for each in shown if each.state in states) for _, states in STAGES)
        if _ids(columns) == _ids(self._columns) and self._now is not None:
            self._now, self._columns = now, columns
            if last := self.rowCount():
                self.dataChanged.emit(self.index(0, 0), self.index(last - 1, len(STAGES) - 1))
            return
        self.beginResetModel()
        self._now, self._columns = now, columns
        self.endResetModel()

    def session(self, index: Index) -> CaseSession | None:
        """The session of a cell, None for one that is empty."""
        column = self._columns[index.column()] if index.isValid() else ()
        return column[index.row()] if 0 <= index.row() < len(column) else None

    def place_of(self, session_id: int) -> QModelIndex:
        """Where a session stands; an invalid index if nowhere."""
        for number, column in enumerate(self._columns):
            for row, each in enumerate(column):
                if each.id == session_id:
                    return self.index(row, number)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name and default
        """As many as the longest column has."""
        return 0 if parent.isValid() else max(len(column) for column in self._columns)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name and default
        """One for each stage."""
        return 0 if parent.isValid() else len(STAGES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What is shown or spoken of a card."""
        session = self.session(index)
        if session is None or self._now is None:
            if role == Qt.ItemDataRole.AccessibleTextRole and index.isValid():
                return self.tr("{stage}: no further session").format(stage=STAGES[index.column()][0])
            return None
        alarm = alarm_pill(session, self._now)
        said: dict[int, Any] = {
            Qt.ItemDataRole.DisplayRole: self._shown(session, self._now),
            Qt.ItemDataRole.AccessibleTextRole: self._spoken(session, self._now),
            Qt.ItemDataRole.DecorationRole: self._icon(session, alarm),
            Qt.ItemDataRole.ToolTipRole: self._spoken(session, self._now),
            Qt.ItemDataRole.TextAlignmentRole: int(
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            ),
            ROW_ROLE: session,
        }
        return said.get(role)

    @staticmethod
    def _icon(session: CaseSession, alarm: PillText | None) -> QIcon | None:
        """A clock where it rings; a tick where the second step of a stage is done."""
        if alarm is not None:
            return current_theme().icon("timer", alarm.role)
        is_second = session.state in {SessionState.MANAGER_TOLD, SessionState.READY}
        return current_theme().icon("check-check", "good") if is_second else None

    def _when(self, session: CaseSession, now: datetime) -> str:
        return said_when(session.starts_at, now) if session.starts_at else self.tr("not planned")

    def _shown(self, session: CaseSession, now: datetime) -> str:
        alarm = alarm_pill(session, now)
        when = self.tr("{time} ago").format(time=alarm.word) if alarm else self._when(session, now)
        lines = (session.case_code, when, session.inspector)
        return "\n".join(line for line in lines if line)

    def _spoken(self, session: CaseSession, now: datetime) -> str:
        words = (
            session.case_code,
            state_pill(session).word,
            self._when(session, now),
            session.inspector,
            debrief_alarm(session, now),
        )
        return ", ".join(word for word in words if word)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The stages, each with how many stand there."""
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(STAGES):
            return None
        stage, count = STAGES[section][0], len(self._columns[section])
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{stage.capitalize()} {count}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = self.tr("{stage}, 1 session") if count == 1 else self.tr("{stage}, {n} sessions")
            return said.format(stage=stage, n=count)
        if role == Qt.ItemDataRole.FontRole:
            return current_theme().font("pill")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A card can be chosen and dragged; any cell takes one."""
        if not index.isValid() or self.session(index) is None:
            return Qt.ItemFlag.ItemIsDropEnabled
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsDragEnabled
            | Qt.ItemFlag.ItemIsDropEnabled
        )

    def mimeTypes(self) -> list[str]:  # noqa: N802 - Qt's name
        """Only its own cards."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802 - Qt's name
        """The number of the session dragged, and nothing that another program could read."""
        data = QMimeData()
        session = self.session(indexes[0]) if indexes else None
        if session is not None:
            data.setData(MIME, QByteArray(str(session.id).encode()))
        return data

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: N802 - Qt's name
        """A card is moved."""
        return Qt.DropAction.MoveAction

    def dropMimeData(  # noqa: N802 - Qt's name and arguments
        self, data: QMimeData, _action: Qt.DropAction, _row: int, column: int, parent: Index
    ) -> bool:
        """Say where a card was dropped; it moves there once that is stored."""
        number = parent.column() if parent.isValid() else column
        if not data.hasFormat(MIME) or not 0 <= number < len(STAGES):
            return False
        session = self.session(self.place_of(int(bytes(data.data(MIME).data()))))
        if session is not None and session.state not in STAGES[number][1]:
            self.dropped.emit(session, STAGES[number][1])
        return False  # nothing is taken out here: the store says what is where


class Cards(QStyledItemDelegate):
    """Paints one session as a card: its code, when, and the inspector; a clock where it rings."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The card; an empty cell stays empty."""
        theme = current_theme()
        painter.save()
        painter.fillRect(option.rect, theme.colour("surface"))
        if index.data(ROW_ROLE) is not None:
            is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            is_focused = is_chosen and bool(option.state & QStyle.StateFlag.State_HasFocus)
            box = option.rect.adjusted(2, 2, -2, -2)
            edge = theme.colour("focus" if is_focused else "accent" if is_chosen else "hairline")
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(edge, 2 if is_focused else 1))
            painter.setBrush(theme.colour("selection" if is_chosen else "background"))
            painter.drawRoundedRect(box, theme.radius, theme.radius)
            inner = box.adjusted(theme.px(6), theme.px(4), -theme.px(4), -theme.px(4))
            self._write(painter, inner, index, theme.colour("on_selection" if is_chosen else "text"))
        painter.restore()

    def _write(
        self, painter: QPainter, inner: QRect, index: QModelIndex | QPersistentModelIndex, ink: QColor
    ) -> None:
        theme = current_theme()
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        if icon is not None:
            size = theme.px(14)
            icon.paint(painter, QRect(inner.right() - size, inner.top(), size, size))
        painter.setPen(ink)
        top = inner.top()
        for number, line in enumerate(index.data().split("\n")):
            painter.setFont(theme.font("small" if number else "strong"))
            metrics = painter.fontMetrics()
            words = metrics.elidedText(line, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner.left(), top + metrics.ascent(), words)
            top += metrics.lineSpacing()


class SessionBoard(QTableView):
    """The cards. Arrows go from card to card; Enter takes the next step of the one at hand.

    Alt+Right takes the next step as well and Alt+Left takes the last one back; the mouse drags a card.
    """

    chosen = Signal(object)
    opened = Signal(object)
    back_wanted = Signal(object)
    moved = Signal(object, object)
    """A session, and the steps of the stage it was dropped on."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = StageModel(self)
        self.setModel(self.cards)
        self.cards.dropped.connect(self.moved)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setItemDelegate(Cards(self))
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(current_theme().px(CARD_HEIGHT))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(current_theme().px(LEAST_COLUMN))
        self.selectionModel().currentChanged.connect(lambda *_: self._say())
        self.doubleClicked.connect(lambda _: self._open())

    def show_sessions(self, sessions: Sequence[CaseSession], now: datetime) -> None:
        """Show the cards anew; the cursor stays on its session."""
        kept = self.session
        self.cards.show(sessions, now)
        if kept is not None:
            self.choose(kept.id)

    @property
    def session(self) -> CaseSession | None:
        """The session the cursor is on."""
        return self.cards.session(self.currentIndex())

    def choose(self, session_id: int) -> bool:
        """Put the cursor on a session; False if it has no card."""
        index = self.cards.place_of(session_id)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        return index.isValid()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens the next step; Left and Right go to the nearest card of another column."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open()
        elif step is None:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._move(step)
        else:
            self._go(step)

    def _go(self, step: int) -> None:
        index = self.currentIndex()
        column = index.column() + step
        while index.isValid() and 0 <= column < len(STAGES):
            for row in range(index.row(), -1, -1):
                if self.cards.session(self.cards.index(row, column)) is not None:
                    self.setCurrentIndex(self.cards.index(row, column))
                    return
            column += step

    def _move(self, step: int) -> None:
        if self.session is not None:
            (self.opened if step > 0 else self.back_wanted).emit(self.session)

    def _say(self) -> None:
        if self.session is not None:
            self.chosen.emit(self.session)

    def _open(self) -> None:
        if self.session is not None:
            self.opened.emit(self.session)


def _ids(columns: Sequence[Sequence[CaseSession]]) -> list[list[int]]:
    return [[each.id for each in column] for column in columns]
