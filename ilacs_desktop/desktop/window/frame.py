"""The frame of the one window. Its title never carries case data."""

from __future__ import annotations

import base64

from PySide6.QtCore import QByteArray, QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QProgressBar, QVBoxLayout, QWidget

from ilacs_desktop.desktop.ports import Choices
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import IconLabel, Label, Muted
from ilacs_desktop.paths import APPLICATION

USUAL_WIDTH, USUAL_HEIGHT = 1366, 768


class Frame(QMainWindow):
    """Holds one thing at a time: the shell, or the gate that hides everything.

    ``painted`` is emitted once, after the first paint; ``close_wanted`` instead of closing, so that a last
    backup can be made before.
    """

    painted = Signal()
    close_wanted = Signal()

    def __init__(self, settings: Choices) -> None:
        super().__init__()
        self._settings = settings
        self._was_painted = False
        self._may_close = False
        self.setWindowTitle(APPLICATION)
        self.resize(USUAL_WIDTH, USUAL_HEIGHT)
        self.show_centre(Splash())
        kept = settings["window"]
        if isinstance(kept, str) and kept:
            self.restoreGeometry(QByteArray(base64.b64decode(kept)))

    def show_centre(self, widget: QWidget) -> None:
        """Put ``widget`` in place of what is shown, which is let go together with all it held."""
        before = self.centralWidget()
        self.setCentralWidget(widget)
        if before is not None:
            before.deleteLater()

    def allow_close(self) -> None:
        """Close, and keep the window's place."""
        self._may_close = True
        self._settings.choose("window", base64.b64encode(self.saveGeometry().data()).decode())
        self.close()

    def come_forward(self) -> None:
        """Show the window in front of the others."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Ask first whoever has something left to do."""
        if self._may_close:
            event.accept()
        else:
            event.ignore()
            self.close_wanted.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Notice the first paint."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the title neutral whatever the system does with it."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowTitleChange and self.windowTitle() != APPLICATION:
            self.setWindowTitle(APPLICATION)


class Splash(QWidget):
    """What stands in the window for the moment in which the store's code is read."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        theme = current_theme()
        self.setObjectName("ground")
        column = QVBoxLayout(self)
        column.setSpacing(theme.space(1))
        column.addStretch(2)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(IconLabel("shield-check", "accent", 40), alignment=centre)
        column.addWidget(Label(APPLICATION, font="title"), alignment=centre)
        self._text = Muted(text or self.tr("One moment"))
        column.addWidget(self._text, alignment=centre)
        self._bar = QProgressBar()
        self._bar.setFixedWidth(theme.px(280))
        self._bar.setAccessibleName(self._text.text())
        self._bar.hide()
        column.addWidget(self._bar, alignment=centre)
        column.addStretch(3)

    def show_progress(self, done: int, total: int, text: str) -> None:
        """Say how far it is."""
        self._bar.setRange(0, max(0, total))
        self._bar.setValue(done)
        self._bar.show()
        if text:
            self._text.setText(text)
