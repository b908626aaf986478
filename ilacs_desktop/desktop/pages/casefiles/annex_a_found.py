"""Every line of an Annex A report, to be sorted and narrowed down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from ilacs_desktop.desktop.tables import Column, ListTable, PillText, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.flow import Flow
from ilacs_desktop.desktop.widgets.labels import Muted
from ilacs_desktop.desktop.widgets.panes import EmptyState
from ilacs_desktop.domain.casefiles.report import Found, Wanted

TYPING_MS = 150
ROWS_WIDE, WORDS_WIDE = 120, 180
LEAST_HIGH = 160
"""Pixels at 100 %."""


class ManyRows(ListTable):
    """A list of twenty thousand rows: put in order as plain rows, for a proxy takes seconds to sort them."""

    def __init__(self, rows: RowTable, name: str, parent: QWidget | None = None) -> None:
        super().__init__(rows, name, parent)
        self.setMinimumHeight(current_theme().px(LEAST_HIGH))
        self._given: tuple[Any, ...] = ()
        self.setSortingEnabled(False)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.sortIndicatorChanged.connect(lambda *_: self._put_in_order())

    def show_rows(self, rows: Iterable[Any]) -> None:
        """Show other rows, in the order chosen."""
        self._given = tuple(rows)
        self._put_in_order()

    def _put_in_order(self) -> None:
        header = self.horizontalHeader()
        number = header.sortIndicatorSection()
        if not 0 <= number < len(self.rows.columns):
            self.rows.show(self._given)
            return
        column = self.rows.columns[number]
        key = column.sort or (lambda row: column.text(row).casefold())
        is_down = header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        self.rows.show(sorted(self._given, key=key, reverse=is_down))


class FoundView(QWidget):
    """Filters by list, column, reason, fate, row and words above, the lines below. Knows no services."""

    changed = Signal()
    """Other lines are shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self._found: tuple[Found, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        column.addWidget(self._make_filters())
        self.table = ManyRows(RowTable(self._columns(), self), self.tr("Row by row"))
        self.table.set_empty(
            EmptyState("search", self.tr("Nothing found"), self.tr("No line of the report is like that."))
        )
        column.addWidget(self.table, 1)
        self.count = Muted("", font="small", wrap=True)
        column.addWidget(self.count)

    @property
    def shown(self) -> tuple[Found, ...]:
        """The lines shown, in their order."""
        return self.table.rows.rows

    @property
    def wanted(self) -> Wanted:
        """Which lines are asked for."""
        fate = self.fate.currentData()
        return Wanted(
            list=self.list.currentData(),
            column=self.column.currentData() or "",
            what=self.what.currentData() or "",
            is_refused=fate,
            rows=self.row.text(),
            words=self.words.text(),
        )

    def show_found(self, found: Sequence[Found], unlisted: int) -> None:
        """Show all lines, and offer what there is to filter by; ``unlisted`` were only counted."""
        self._found, self._unlisted = tuple(found), unlisted
        lists = sorted({each.finding.list for each in found})
        self._offer(self.list, self.tr("All lists"), [(self.tr("List {n}").format(n=n), n) for n in lists])
        columns = dict.fromkeys(each.finding.column for each in found)
        self._offer(self.column, self.tr("All columns"), [(name, name) for name in sorted(columns)])
        kinds = sorted({each.what for each in found})
        self._offer(self.what, self.tr("All reasons"), [(word, word) for word in kinds])
        fates = [(self.tr("Refused"), True), (self.tr("Taken with problems"), False)]
        self._offer(self.fate, self.tr("Refused or taken"), fates)
        self.row.clear()
        self.words.clear()
        self._typing.stop()
        self.narrow()

    def ask_for(self, wanted: Wanted) -> None:
        """Set the filters, and show what they let through."""
        for combo, value in (
            (self.list, wanted.list), (self.column, wanted.column or None), (self.what, wanted.what or None),
            (self.fate, wanted.is_refused),
        ):  # fmt: skip
            combo.blockSignals(True)
            combo.setCurrentIndex(max(0, combo.findData(value)))
            combo.blockSignals(False)
        self.row.setText(wanted.rows)
        self.words.setText(wanted.words)
        self._typing.stop()
        self.narrow()

    def narrow(self) -> None:
        """Show the lines that the filters let through, and say how many of how many they are."""
        found = self.wanted.of(self._found)
        self.table.show_rows(found)
        said = self.tr("{shown} of {count} lines").format(
            shown=f"{len(found):,}", count=f"{len(self._found):,}"
        )
        if self._unlisted:
            more = self.tr("{count} more problems were counted, but are not listed.")
            said = f"{said}. {more.format(count=f'{self._unlisted:,}')}"
        self.count.setText(said)
        self.changed.emit()

    @staticmethod
    def _offer(combo: QComboBox, every: str, words: Sequence[tuple[str, Any]]) -> None:
        combo.blockSignals(True)
        combo.clear()
        combo.addItem(every, None)
        for word, data in words:
            combo.addItem(word, data)
        combo.blockSignals(False)

    def _make_filters(self) -> QWidget:
        theme = current_theme()
        holder = QWidget()
        line = Flow(holder, gap=1)
        self._typing = QTimer(self, interval=TYPING_MS, singleShot=True)
        self._typing.timeout.connect(self.narrow)
        self._unlisted = 0
        self.list, self.column, self.what, self.fate = (QComboBox() for _ in range(4))
        for combo, spoken, letters in (
            (self.list, self.tr("List"), 6),
            (self.column, self.tr("Column"), 13),
            (self.what, self.tr("Reason"), 13),
            (self.fate, self.tr("Refused or taken"), 11),
        ):
            combo.setAccessibleName(spoken)
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(letters)
            combo.currentIndexChanged.connect(self.narrow)
            line.addWidget(combo)
        self.row, self.words = QLineEdit(), QLineEdit()
        for field, hint, spoken, wide in (
            (self.row, self.tr("Row, or 10-20"), self.tr("Row, or first and last row"), ROWS_WIDE),
            (self.words, self.tr("Words of the reason"), self.tr("Words to search for"), WORDS_WIDE),
        ):
            field.setPlaceholderText(hint)
            field.setAccessibleName(spoken)
            field.setClearButtonEnabled(True)
            field.setFixedWidth(theme.px(wide))
            field.textChanged.connect(self._typing.start)
            line.addWidget(field)
        return holder

    def _columns(self) -> list[Column]:
        def pill(found: Found) -> PillText:
            if found.is_refused:
                return PillText(self.tr("refused"), "alert", "x")
            return PillText(self.tr("taken"), "warn")

        return [
            Column(self.tr("List"), lambda f: str(f.finding.list), sort=lambda f: f.finding.list, width=56),
            Column(
                self.tr("Row"),
                lambda f: str(f.finding.row),
                sort=lambda f: f.finding.row,
                strong=True,
                width=68,
            ),
            Column(
                self.tr("Column"),
                _column,
                width=250,
                tooltip=_column,
            ),
            Column(
                self.tr("Reason"),
                lambda f: f.finding.reason,
                stretch=True,
                tooltip=lambda f: f.finding.reason,
            ),
            Column(self.tr("Value"), lambda f: f.finding.value, width=118),
            Column(self.tr("The row is"), lambda f: pill(f).word, pill=pill, width=96),
        ]


def _column(found: Found) -> str:
    return found.finding.column


def _reason(found: Found) -> str:
    return found.finding.reason
