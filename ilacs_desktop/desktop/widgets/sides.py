"""A list and its panel: beside each other where there is room, else one above the other."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ilacs_desktop.desktop.theme import current_theme

LEAST_LIST, LEAST_PANEL = 560, 300
"""Pixels at 100 % across, below which the two no longer stand beside each other."""
LIST_HEIGHT, PANEL_HEIGHT = 290, 270
"""Pixels at 100 % down that each has at least where they stand below each other; the page scrolls then."""


class Sides(QWidget):
    """Two parts that share the width; in large text or a narrow window the second goes below.

    ``least`` is how wide each is beside the other, in pixels at 100 %; neither is squeezed beyond its needs.
    """

    def __init__(
        self,
        left: QWidget,
        panel: QWidget,
        *,
        shares: tuple[int, int] = (9, 5),
        least: tuple[int, int] = (LEAST_LIST, LEAST_PANEL),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._parts, self._least = (left, panel), least
        self._heights = (left.minimumHeight(), panel.minimumHeight())
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(current_theme().space(1.5))
        for part, share in zip(self._parts, shares, strict=True):
            self._line.addWidget(part, share)

    @property
    def is_stacked(self) -> bool:
        """Whether the panel stands below."""
        return self._line.direction() is QBoxLayout.Direction.TopToBottom

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """No wider than the wider of the two, for they can stand below each other."""
        leasts = [part.minimumSizeHint().expandedTo(part.minimumSize()) for part in self._parts]
        heights = [least.height() for least in leasts]
        height = sum(heights) + self._line.spacing() if self.is_stacked else max(heights)
        return QSize(max(least.width() for least in leasts), height)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """See anew whether there is room beside each other."""
        super().resizeEvent(event)
        self._turn()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """The width may have become another one meanwhile."""
        super().showEvent(event)
        self._turn()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """While it is not seen it asks for no height that another page would have to give."""
        super().hideEvent(event)
        self._stack(is_stacked=False)

    def _turn(self) -> None:
        theme = current_theme()
        needs = [
            max(part.minimumSizeHint().width(), part.minimumWidth(), theme.px(least))
            for part, least in zip(self._parts, self._least, strict=True)
        ]
        self._stack(is_stacked=self.width() < sum(needs) + self._line.spacing())

    def _stack(self, *, is_stacked: bool) -> None:
        if is_stacked == self.is_stacked:
            return
        ways = QBoxLayout.Direction
        self._line.setDirection(ways.TopToBottom if is_stacked else ways.LeftToRight)
        theme = current_theme()
        heights = (theme.px(LIST_HEIGHT), theme.px(PANEL_HEIGHT)) if is_stacked else self._heights
        for part, height in zip(self._parts, heights, strict=True):
            part.setMinimumHeight(height)
        self.updateGeometry()


class OneOfMany(QStackedWidget):
    """Pages one upon the other that ask for no more room than the one in sight needs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(lambda _: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """What the page in sight needs."""
        shown = self.currentWidget()
        if shown is None:
            return super().minimumSizeHint()
        return shown.minimumSizeHint().expandedTo(shown.minimumSize())


def side_by_side(view: QWidget, left: QWidget, panel: QWidget, *, shares: tuple[int, int] = (9, 5)) -> Sides:
    """Fill ``view`` with the two."""
    outer = QVBoxLayout(view)
    outer.setContentsMargins(0, 0, 0, 0)
    sides = Sides(left, panel, shares=shares)
    outer.addWidget(sides)
    return sides
