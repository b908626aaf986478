"""A page as it would be printed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class PagePreview(QLabel):
    """The first page as it would be printed, as large as there is room for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._page = QPixmap()

    def show_page(self, picture: bytes) -> None:
        """Show a page."""
        self._page = QPixmap()
        self._page.loadFromData(picture)
        self._scale()

    def say(self, text: str) -> None:
        """Say a word in place of a page."""
        self._page = QPixmap()
        self.setPixmap(self._page)
        self.setText(text)

    @property
    def page(self) -> QPixmap:
        """The page on show, null when there is none."""
        return self._page

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the page as large as there is room for."""
        super().resizeEvent(event)
        self._scale()

    def _scale(self) -> None:
        if self._page.isNull():
            return
        ratio = self.devicePixelRatioF()
        scaled = self._page.scaled(
            self.size() * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        scaled.setDevicePixelRatio(ratio)
        self.setPixmap(scaled)
