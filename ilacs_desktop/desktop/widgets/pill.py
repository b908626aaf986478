"""A status as a word in a tinted pill, with an icon where it helps; never a colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ilacs_desktop.desktop.theme import Theme, current_theme

_ICON = 13
_PAD = 7
_GAP = 5
_HEIGHT = 19


@dataclass(frozen=True, slots=True)
class PillText:
    """What a pill says: a word, a role (warn, alert, good, info, plain, accent) and an icon or none."""

    word: str
    role: str = "plain"
    icon: str = ""


def pill_size(theme: Theme, pill: PillText) -> QSize:
    """The pixels ``pill`` needs."""
    width = 2 * theme.px(_PAD) + QFontMetrics(theme.font("pill")).horizontalAdvance(pill.word)
    if pill.icon:
        width += theme.px(_ICON) + (theme.px(_GAP) if pill.word else 0)
    return QSize(width + 1, theme.px(_HEIGHT))


def paint_pill(painter: QPainter, theme: Theme, place: QRect, pill: PillText) -> None:
    """Paint ``pill`` at the left of ``place``, in its middle; a word too long is cut with an ellipsis."""
    needed = pill_size(theme, pill)
    box = QRectF(place.left(), 0, min(needed.width(), place.width()), needed.height())
    box.moveTop(place.top() + (place.height() - box.height()) / 2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.colour(pill.role) if theme.choice == "contrast" else Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(f"{pill.role}_tint"))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(5), theme.px(5))
    left = box.left() + theme.px(_PAD)
    if pill.icon:
        pixmap = theme.pixmap(pill.icon, pill.role, _ICON)
        painter.drawPixmap(QPointF(left, round(box.center().y() - theme.px(_ICON) / 2)), pixmap)
        left += theme.px(_ICON) + theme.px(_GAP)
    words = QRectF(left, box.top(), box.right() - theme.px(_PAD) - left + 1, box.height())
    painter.setFont(theme.font("pill"))
    painter.setPen(theme.colour(pill.role))
    cut = painter.fontMetrics().elidedText(pill.word, Qt.TextElideMode.ElideRight, int(words.width()) + 1)
    painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), cut)
    painter.restore()


class Pill(QWidget):
    """One pill on its own."""

    def __init__(
        self, word: str = "", role: str = "plain", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._pill = PillText(word, role, icon)
        self.setAccessibleName(word)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_pill(self._pill)

    @property
    def pill(self) -> PillText:
        """What it says."""
        return self._pill

    def show_pill(self, pill: PillText | None) -> None:
        """Say something else; nothing hides it."""
        if pill is None:
            self.hide()
            return
        if self.isHidden() and self.parent() is not None:
            self.show()
        elif pill == self._pill:
            return
        self._pill = pill
        self.setAccessibleName(pill.word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as its word."""
        return pill_size(current_theme(), self._pill)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A pill is never squeezed."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it in the colours of the present theme."""
        painter = QPainter(self)
        paint_pill(painter, current_theme(), self.rect(), self._pill)
