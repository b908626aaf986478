"""Buttons: quiet by default, one main deed a page, icons in the colour of their words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QWidget

from ilacs_desktop.desktop.theme import current_theme

_GAP = 4
"""Pixels between an icon and its words, beyond the four that Qt gives."""


class IconButton(QPushButton):
    """A push button whose icon follows the theme."""

    def __init__(
        self, text: str, icon: str = "", *, role: str = "text", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._icon_name = icon
        self._icon_role = role
        self._tinted: QIcon | None = None
        self.setAutoDefault(False)
        self.setFont(current_theme().font("strong"))
        self._tint()

    def set_icon(self, name: str, role: str = "text") -> None:
        """Show another icon, or the same in another colour."""
        self._icon_name, self._icon_role = name, role
        self._tint()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Tint the icon again when the theme has changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._tint()

    def _tint(self) -> None:
        if self._icon_name:
            theme = current_theme()
            gap = _GAP if self.text() else 0
            icon = theme.icon(self._icon_name, self._icon_role, gap=gap)
            if icon is not self._tinted:  # the theme keeps an icon until it changes
                self._tinted = icon
                self.setIcon(icon)
                self.setIconSize(theme.icon_size() + QSize(theme.px(gap), 0))


def make_button(
    text: str,
    icon: str = "",
    *,
    main: bool = False,
    quiet: bool = False,
    link: bool = False,
    small: bool = False,
    spoken: str = "",
    tooltip: str = "",
    parent: QWidget | None = None,
) -> IconButton:
    """A push button.

    ``main`` fills it with the accent (one on a page), ``quiet`` leaves out its edge, ``link`` shows it as a
    link, ``small`` fits it into a row. ``spoken`` is what a screen reader says where ``text`` alone does not
    tell; a button that is only an icon must have it, and shows it as its tooltip.
    """
    role = "on_accent" if main else "link" if link else "text"
    button = IconButton(text, icon, role=role, parent=parent)
    for name, chosen in (("main", main), ("quiet", quiet), ("link", link), ("small", small)):
        if chosen:
            button.setProperty(name, True)
    name = spoken or text.replace("&", "")
    button.setAccessibleName(name)
    button.setToolTip(tooltip or ("" if text else name))
    return button
