"""A list that shows as many of its rows as fit, and says how many it left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.labels import Muted


class ShortList(QWidget):
    """Rows below each other, never scrolled: a link counts what does not fit and emits ``rest_wanted``.

    ``empty_says`` stands there while there are no rows.
    """

    rest_wanted = Signal()

    def __init__(self, empty_says: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[QWidget] = []
        self._empty = Muted(empty_says, parent=self)
        self._rest = make_button("", link=True, spoken=self.tr("and more"), parent=self)
        self._rest.clicked.connect(self.rest_wanted)
        self._rest.hide()
        self._total = 0
        self._gap = current_theme().space(0.5)
        self._is_whole = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def show_rows(self, makers: Sequence[Callable[[bool], QWidget]], *, total: int | None = None) -> None:
        """Make the rows anew; a maker is told whether its row is the first; ``total`` counts all."""
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = []
        for number, make in enumerate(makers):
            row = make(number == 0)
            row.setParent(self)
            row.show()
            self._rows.append(row)
        self._total = len(self._rows) if total is None else total
        self._empty.setVisible(not self._rows)
        self.updateGeometry()
        self._arrange()

    def show_whole(self, whole: bool) -> None:
        """Take the height of all rows, where the page scrolls; else as little as one."""
        if whole != self._is_whole:
            self._is_whole = whole
            self.updateGeometry()

    def set_empty(self, text: str) -> None:
        """Change what stands there while there are no rows."""
        self._empty.setText(text)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as all rows."""
        if not self._rows:
            return QSize(120, self._empty.sizeHint().height())
        height = sum(row.sizeHint().height() for row in self._rows) + self._gap * (len(self._rows) - 1)
        if self._total > len(self._rows):
            height += self._gap + self._rest.sizeHint().height()
        return QSize(200, height)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as one row and the count of the rest; as high as all rows if it is to be whole."""
        if self._is_whole:
            return self.sizeHint()
        if not self._rows:
            return QSize(80, self._empty.sizeHint().height())
        height = self._rows[0].sizeHint().height()
        if self._total > 1:
            height += self._gap + self._rest.sizeHint().height()
        return QSize(120, min(height, self.sizeHint().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit the rows again."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """Fit the rows again when one of them has changed its size."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        self._empty.setGeometry(0, 0, self.width(), self._empty.sizeHint().height())
        fitting = self._fitting(self.height())
        if fitting < self._total:
            fitting = max(1, self._fitting(self.height() - self._gap - self._rest.sizeHint().height()))
        top = 0
        for number, row in enumerate(self._rows):
            row.setVisible(number < fitting)
            if number < fitting:
                height = row.sizeHint().height()
                row.setGeometry(0, top, self.width(), height)
                top += height + self._gap
        left_out = self._total - min(fitting, len(self._rows))
        self._rest.setVisible(bool(self._rows) and left_out > 0)
        if left_out > 0:
            self._rest.setText(self.tr("and {count} more").format(count=left_out))
            self._rest.setAccessibleName(self._rest.text())
            self._rest.setGeometry(0, top, self._rest.sizeHint().width(), self._rest.sizeHint().height())

    def _fitting(self, height: int) -> int:
        used = fitting = 0
        for row in self._rows:
            used += row.sizeHint().height() + (self._gap if fitting else 0)
            if used > height:
                break
            fitting += 1
        return fitting
