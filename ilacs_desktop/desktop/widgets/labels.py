"""Words on a page: always plain text, cut with an ellipsis where there is no room, whole in the tooltip."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ilacs_desktop.desktop.theme import current_theme


class Label(QLabel):
    """Plain text in the font of a role; ``role`` is muted, heading, alert, good, accent or empty.

    Words of others are shown as they are: nothing in them is read as formatting or as a link.
    """

    def __init__(
        self,
        text: str = "",
        *,
        font: str = "body",
        role: str = "",
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._font_role = font
        self.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            self.setProperty("role", role)
        self.setWordWrap(wrap)
        self.setFont(current_theme().font(font))
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Show ``text`` as it is."""
        super().setText(text)
        if self.testAttribute(Qt.WidgetAttribute.WA_Resized):  # not before it stands where it will be shown
            self._keep_height()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for the height that the lines need at this width."""
        super().resizeEvent(event)
        self._keep_height()

    def _keep_height(self) -> None:
        """Nested layouts forget that wrapped words need more height where there is less width."""
        if self.wordWrap() and self.width() > 0:
            # A label counts its own minimum in, so that it would never become lower again.
            self.setMinimumHeight(0)
            self.setMinimumHeight(max(0, self.heightForWidth(self.width())))

    def set_role(self, role: str) -> None:
        """Say the same in the colour of another role."""
        if (self.property("role") or "") != role:
            self.setProperty("role", role)
            self.style().unpolish(self)
            self.style().polish(self)


class Muted(Label):
    """What stands back: notes, times, explanations."""

    def __init__(
        self, text: str = "", *, font: str = "body", wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, font=font, role="muted", wrap=wrap, parent=parent)


class Heading(Label):
    """The heading of a section."""

    def __init__(self, text: str = "", *, font: str = "heading", parent: QWidget | None = None) -> None:
        super().__init__(text, font=font, role="heading", parent=parent)


class ElidedLabel(Label):
    """One line that is cut at the right when there is no room; the tooltip then has all of it."""

    def __init__(
        self, text: str = "", *, font: str = "body", role: str = "", parent: QWidget | None = None
    ) -> None:
        self._whole = ""
        self._more = ""
        super().__init__(text, font=font, role=role, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Show ``text``; line breaks become spaces."""
        self._whole = " ".join(text.split())
        super().setText(self._whole)
        self.setAccessibleName(self._whole)
        self._tell_whole()

    def set_more(self, text: str) -> None:
        """What the tooltip says below the whole text, even if nothing is cut."""
        self._more = text
        self._tell_whole()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A few letters wide."""
        return QSize(self.fontMetrics().horizontalAdvance("…" * 3), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as the whole text."""
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """See anew whether the text is cut."""
        super().resizeEvent(event)
        self._tell_whole()

    def setFont(self, font: QFont | str | Sequence[str]) -> None:  # noqa: N802 - Qt's name
        """See anew whether the text is cut."""
        super().setFont(font)
        self._tell_whole()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint what fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        cut = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.contentsRect(), int(self.alignment()) | int(Qt.TextFlag.TextSingleLine), cut)

    def _tell_whole(self) -> None:
        is_cut = self.fontMetrics().horizontalAdvance(self._whole) > self.width()
        parts = [self._whole] if is_cut else []
        self.setToolTip(plain_tooltip("\n".join([*parts, self._more] if self._more else parts)))


def plain_tooltip(text: str) -> str:
    """``text`` for a tooltip that shows it as it is, broken into lines, and never as formatting."""
    if not text:
        return ""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    return f"<qt>{escaped}</qt>"
