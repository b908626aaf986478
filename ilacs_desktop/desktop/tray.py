"""An entry in the system tray, where there is one: capture, show, quit. It never shows case data."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from ilacs_desktop.desktop.keeper import Keeper
from ilacs_desktop.desktop.window.shell import Shell
from ilacs_desktop.paths import APPLICATION


class Tray(QObject):
    """Brings the window forward, with the keyboard in the capture line if that is wished.

    While the house is locked, the wish to capture is kept until it is opened. Nothing is ever announced
    from here: a notification would stand on a locked screen.
    """

    def __init__(self, keeper: Keeper) -> None:
        super().__init__(keeper)
        self._keeper = keeper
        self._wants_capture = False
        self.menu = QMenu()
        self.menu.addAction(self.tr("Capture…")).triggered.connect(lambda _=False: self.capture())
        self.menu.addAction(self.tr("Show")).triggered.connect(lambda _=False: keeper.frame.come_forward())
        self.menu.addSeparator()
        self.menu.addAction(self.tr("Quit")).triggered.connect(lambda _=False: keeper.quit())
        self.icon = QSystemTrayIcon(keeper.frame.windowIcon(), self)
        self.icon.setToolTip(APPLICATION)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._on_activated)
        keeper.opened.connect(self._on_opened)
        keeper.finished.connect(lambda _: self.icon.hide())
        if QSystemTrayIcon.isSystemTrayAvailable():
            self.icon.show()

    def capture(self) -> None:
        """Put the keyboard in the capture line, now or once the house is open."""
        self._keeper.frame.come_forward()
        shell = self._keeper.shell
        self._wants_capture = shell is None
        if shell is not None:
            shell.header.focus_capture()

    def _on_opened(self, shell: Shell) -> None:
        if self._wants_capture:
            self._wants_capture = False
            QTimer.singleShot(0, shell, lambda: QTimer.singleShot(0, shell, shell.header.focus_capture))

    def _on_activated(self, why: QSystemTrayIcon.ActivationReason) -> None:
        if why in {QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick}:
            self.capture()
