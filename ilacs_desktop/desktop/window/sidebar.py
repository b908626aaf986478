"""The sidebar: icon, word and count of each page, Settings at the bottom."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import IconButton
from ilacs_desktop.desktop.window.places import Place

WIDTH = 195


class _PageButton(IconButton):
    """One page: an accent edge when it is the one shown, its count at the right."""

    def __init__(self, word: str, icon: str) -> None:
        super().__init__("", icon)
        self._word, self._icon = word, icon
        self._badge = ""
        self.setCheckable(True)
        self.setMaximumHeight(current_theme().px(33))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.toggled.connect(lambda _: self.update())
        self._name()

    def set_badge(self, badge: str) -> None:
        """Show a count, or none."""
        if badge != self._badge:
            self._badge = badge
            self._name()
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as its word and its count."""
        theme = current_theme()
        metrics = self.fontMetrics()
        width = theme.px(62) + metrics.horizontalAdvance(self._word) + metrics.horizontalAdvance(self._badge)
        return QSize(width, theme.px(33))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Its word is never cut; it may become lower where the text is large and the window small."""
        return QSize(self.sizeHint().width(), current_theme().px(21))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The style paints the ground and the focus; we paint edge, icon, word and count."""
        super().paintEvent(event)
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = self.isChecked()
        role = "text" if shown or self.underMouse() else "muted"
        if shown:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.setClipRect(0, 0, 3, self.height())
            painter.drawRoundedRect(QRectF(0, 0, 16, self.height()), 8, 8)
            painter.setClipping(False)
        pixmap = theme.pixmap(self._icon, role, 18)
        painter.drawPixmap(theme.px(10), (self.height() - theme.px(18)) // 2, pixmap)
        painter.setPen(theme.colour(role))
        painter.setFont(theme.font("strong" if shown else "body"))
        inner = self.rect().adjusted(theme.px(38), 0, -theme.px(10), 0)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self._word)
        if self._badge:
            painter.setFont(theme.font("pill"))
            painter.setPen(theme.colour("text" if shown else "muted"))
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(inner, int(flags), self._badge)
        painter.end()

    def _tint(self) -> None:
        self.update()

    def _name(self) -> None:
        self.setAccessibleName(f"{self._word}, {self._badge}" if self._badge else self._word)


class Sidebar(QWidget):
    """Emits ``page_wanted`` with the name of a page. Up and Down step through the pages."""

    page_wanted = Signal(str)

    def __init__(self, places: Iterable[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Pages"))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(8), theme.px(10), theme.px(8), theme.px(10))
        column.setSpacing(theme.px(2))
        self._group = QButtonGroup(self)
        self._buttons: dict[str, _PageButton] = {}
        for number, place in enumerate(places):
            button = _PageButton(self.tr(place.word), place.icon)
            if place.name == "settings":
                column.addStretch(1)
                button.setToolTip(self.tr("Settings  Ctrl+,"))
            else:
                button.setToolTip(self.tr("Ctrl+{number}").format(number=number + 1))
            self._group.addButton(button)
            self._buttons[place.name] = button
            column.addWidget(button)
            button.clicked.connect(lambda _, name=place.name: self.page_wanted.emit(name))
        self.setMinimumWidth(theme.px(WIDTH) if theme.percent == 100 else 0)

    def show_page(self, name: str) -> None:
        """Mark the page that is shown."""
        self._buttons[name].setChecked(True)

    def set_badge(self, name: str, badge: str) -> None:
        """Show the count of a page."""
        self._buttons[name].set_badge(badge)

    def button(self, name: str) -> IconButton:
        """The button of a page. Raises KeyError."""
        return self._buttons[name]

    def focus_shown(self) -> None:
        """Put the keyboard on the page that is shown."""
        button = self._group.checkedButton()
        if button is not None:
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Up and Down move the keyboard from page to page."""
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            buttons = list(self._buttons.values())
            focused = next((button for button in buttons if button.hasFocus()), None)
            if focused is not None:
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                buttons[(buttons.index(focused) + step) % len(buttons)].setFocus()
                return
        super().keyPressEvent(event)
