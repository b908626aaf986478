"""Two editions of the timetable beside each other: on the board, in a list, as text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ilacs_desktop.desktop.pages.timetable.board.view import BoardView
from ilacs_desktop.desktop.pages.timetable.spoken import announce
from ilacs_desktop.desktop.tables import Column, ListTable, PillText, RowTable
from ilacs_desktop.desktop.theme import Theme, current_theme
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.flow import in_flow
from ilacs_desktop.desktop.widgets.labels import ElidedLabel, Muted
from ilacs_desktop.desktop.widgets.panes import EmptyState, Switch
from ilacs_desktop.desktop.widgets.pill import Pill
from ilacs_desktop.domain.moments import said_short_day, said_time
from ilacs_desktop.domain.timetable.compare import (
    DRAFT,
    Comparison,
    Difference,
    Edition,
    EditionKind,
    differences_of,
    said_comparison,
    said_count,
)

BOARD, LIST, TEXT = "board", "list", "text"
_GONE = {"removed", "cancelled"}


class CompareSide(QWidget):
    """Chooses two editions and shows what differs; it knows no services."""

    compare_wanted = Signal(object, object)  # older Edition, newer Edition
    back_wanted = Signal()
    chosen = Signal(object)  # uid or None
    opened = Signal(str)  # uid

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editions: tuple[Edition, ...] = ()
        self.comparison: Comparison | None = None
        self.old, self.new = Edition(EditionKind.ISSUE), DRAFT
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        column.addWidget(self._head())
        self.count = ElidedLabel("", role="muted")
        column.addWidget(self.count)
        self.faces = QStackedWidget()
        self.board = BoardView(theme, is_still=True)
        self.board.setAccessibleName(self.tr("Differences of the day on the board"))
        self.table = self._table()
        self.faces.addWidget(self._board_face())
        self.faces.addWidget(self.table)
        self.faces.addWidget(self._text_face())
        column.addWidget(self.faces, 1)
        self.board.slot_chosen.connect(self.chosen)
        self.table.chosen.connect(lambda row: self.chosen.emit(row.uid if row else None))
        self.table.opened.connect(lambda row: self.opened.emit(row.uid))
        self.setFocusProxy(self.new_box)
        self.setMinimumWidth(1)

    # -- making --------------------------------------------------------------------------------

    def _head(self) -> QWidget:
        self.back = make_button("", "arrow-left", spoken=self.tr("Back to the timetable"))
        self.back.clicked.connect(self.back_wanted)
        self.old_box, self.new_box = QComboBox(), QComboBox()
        for box, name in ((self.old_box, self.tr("Compare from")), (self.new_box, self.tr("Compare with"))):
            box.setAccessibleName(name)
            box.setMinimumContentsLength(12)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.activated.connect(self._on_activated)
        self.turn = make_button("", "arrow-left-right", spoken=self.tr("Change sides"))
        self.turn.clicked.connect(lambda: self.choose(self.new, self.old))
        self._faces = {BOARD: self.tr("On the board"), LIST: self.tr("As a list"), TEXT: self.tr("As text")}
        self.switch = Switch(list(self._faces.values()), spoken=self.tr("How to show the differences"))
        if (inner := self.switch.layout()) is not None:
            inner.setSpacing(current_theme().space(0.5))
        self.switch.switched.connect(
            lambda word: self.show_face(next(face for face, own in self._faces.items() if own == word))
        )
        sides = QWidget()
        line = QHBoxLayout(sides)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(current_theme().space(1))
        arrow = Muted("→")
        for widget in (self.back, self.old_box, arrow, self.new_box, self.turn):
            line.addWidget(widget)
        return in_flow(sides, self.switch, gap=1.0)

    def _board_face(self) -> QWidget:
        face = QWidget()
        column = QVBoxLayout(face)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(1))
        column.addWidget(self.board, 1)
        column.addWidget(
            in_flow(
                Pill(self.tr("new"), "accent", "plus"),
                Pill(self.tr("changed or moved to here"), "accent", "move-right"),
                Pill(self.tr("was here"), "plain", "corner-down-right"),
                Pill(self.tr("stood down"), "plain", "x"),
                gap=1.25,
            )
        )
        return face

    def _table(self) -> ListTable:
        rows = RowTable(
            [
                Column(
                    self.tr("Day"),
                    lambda row: f"{said_short_day(row.day)} {said_time(row.at)}",
                    sort=lambda row: row.at.isoformat(),
                ),
                Column(
                    self.tr("What"),
                    lambda row: ", ".join(row.classes),
                    pill=difference_pill,
                    spoken=lambda row: ", ".join(row.classes),
                    tooltip=lambda row: ", ".join(row.classes),
                ),
                Column(
                    self.tr("Difference"),
                    lambda row: row.brief,
                    spoken=lambda row: row.sentence,
                    stretch=True,
                    tooltip=lambda row: row.sentence,
                ),
            ]
        )
        table = ListTable(rows, self.tr("Differences"))
        rows.setParent(table)
        self._same = EmptyState("equal", self.tr("No difference"))
        table.set_empty(self._same)
        return table

    def _text_face(self) -> QWidget:
        face = QWidget()
        column = QVBoxLayout(face)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(1))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Differences as text"))
        column.addWidget(self.text, 1)
        self.copy = make_button(self.tr("Copy"), "copy", spoken=self.tr("Copy the differences as text"))
        self.copy.clicked.connect(self._copy)
        column.addWidget(in_flow(self.copy))
        return face

    # -- showing -------------------------------------------------------------------------------

    def prefer(self, old: Edition, new: Edition) -> None:
        """Have these chosen when the editions are shown."""
        self.old, self.new = old, new

    def show_editions(self, editions: Sequence[Edition]) -> None:
        """Offer these editions; what was chosen stays chosen, and at first the last issue and the draft."""
        self.editions = tuple(editions)
        issues = [each for each in editions if each.kind is EditionKind.ISSUE]
        if not any(self.old.is_same_as(each) for each in editions):
            self.old = issues[0] if issues else editions[-1]
        if not any(self.new.is_same_as(each) for each in editions):
            self.new = DRAFT
        for box, chosen in ((self.old_box, self.old), (self.new_box, self.new)):
            with QSignalBlocker(box):
                box.clear()
                for edition in editions:
                    box.addItem(self.word_of(edition), edition)
                place = next(n for n, each in enumerate(editions) if each.is_same_as(chosen))
                box.setCurrentIndex(place)

    def choose(self, old: Edition, new: Edition) -> None:
        """Compare two other editions."""
        self.old, self.new = old, new
        self.show_editions(self.editions)
        self.compare_wanted.emit(old, new)

    def show_comparison(self, comparison: Comparison, *, title: str = "") -> None:
        """Show what differs; the board is filled by `show_board`."""
        self.comparison = comparison
        differences = differences_of(comparison.changes)
        said = said_count(differences)
        self.count.setText(said[:1].upper() + said[1:])
        self.table.rows.show(differences)
        self._same.say(
            self.tr("No difference"),
            self.tr("{old} and {new} say the same.").format(
                old=self.word_of(comparison.old), new=comparison.new.title
            ),
        )
        self.text.setPlainText(said_comparison(comparison, title=title))

    def show_face(self, face: str) -> None:
        """Show the differences on the board, in the list or as text."""
        self.switch.choose(self._faces[face])
        self.faces.setCurrentIndex(list(self._faces).index(face))

    def difference(self, uid: str) -> Difference | None:
        """The difference a slot is part of."""
        rows: tuple[Difference, ...] = self.table.rows.rows
        return next((row for row in rows if uid in row.uids), None)

    def word_of(self, edition: Edition) -> str:
        """What an edition is called in the list of choices."""
        if edition.kind is EditionKind.DRAFT:
            return self.tr("Draft")
        if edition.kind is EditionKind.ISSUE:
            return self.tr("Issue {n}").format(n=edition.number)
        return self.tr("Checkpoint “{name}”").format(name=edition.name)

    def _on_activated(self) -> None:
        self.choose(self.old_box.currentData(), self.new_box.currentData())

    def _copy(self) -> None:
        clipboard = QGuiApplication.clipboard()
        clipboard.setText(self.text.toPlainText())
        announce(self, self.tr("Copied"))


def difference_pill(row: Difference) -> PillText:
    """The class of a difference as a word, an icon and a tint; what is more is counted."""
    first = row.classes[0]
    more = f" +{len(row.classes) - 1}" if len(row.classes) > 1 else ""
    if row.is_private:
        return PillText(f"{first}{more}", "plain", "lock-keyhole")
    if first in _GONE:
        return PillText(first, "plain", "x")
    icon = "plus" if first == "added" else "arrow-left-right" if first == "swap" else "move-right"
    return PillText(f"{first}{more}", "accent", icon)
