"""Widgets side by side that go on in the next line where the width ends, so that large text fits."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ilacs_desktop.desktop.theme import current_theme


class Flow(QLayout):
    """Lines of widgets, broken like words; each widget keeps the size it likes."""

    def __init__(self, parent: QWidget | None = None, *, gap: float = 0.75) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802  # Qt's name
        """Add at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802  # Qt's name
        """The one at ``index``, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802  # Qt's name
        """Take the one at ``index`` out, or None."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802  # Qt's name
        """It takes no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802  # Qt's name
        """Fewer pixels across mean more lines."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802  # Qt's name
        """The height of all lines."""
        return self._place(QRect(0, 0, width, 0), is_real=False)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802  # Qt's name
        """Put everything in its place."""
        super().setGeometry(rect)
        self._place(rect, is_real=True)

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """All in one line."""
        gap = current_theme().space(self._gap)
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + gap * max(0, len(hints) - 1)
        return QSize(width, max([hint.height() for hint in hints], default=0))

    def minimumSize(self) -> QSize:  # noqa: N802  # Qt's name
        """The widest one on its own."""
        hints = [item.minimumSize() for item in self._shown()]
        return QSize(
            max([hint.width() for hint in hints], default=0),
            max([hint.height() for hint in hints], default=0),
        )

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, *, is_real: bool) -> int:
        gap = current_theme().space(self._gap)
        left, top, height = rect.left(), rect.top(), 0
        for item in self._shown():
            hint = item.sizeHint()
            if left > rect.left() and left + hint.width() > rect.left() + rect.width():
                left, top, height = rect.left(), top + height + gap, 0
            if is_real:
                size = QSize(min(hint.width(), rect.width()), hint.height())
                item.setGeometry(QRect(QPoint(left, top), size))
            left += hint.width() + gap
            height = max(height, hint.height())
        return top + height - rect.top()


def in_flow(*widgets: QWidget, gap: float = 0.75) -> QWidget:
    """A widget with ``widgets`` in it that break into lines."""
    holder = QWidget()
    flow = Flow(holder, gap=gap)
    for widget in widgets:
        flow.addWidget(widget)
    return holder
