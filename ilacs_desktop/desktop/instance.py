"""One window for one data folder: a second start brings the first one forward."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

ANSWER_MS = 2000


class Instance(QObject):
    """Listens for other starts on the same folder. The lock on the folder itself is the store's.

    ``raise_wanted`` is emitted when another start has asked for our window.
    """

    raise_wanted = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = server_name(folder)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)

    def listen(self) -> bool:
        """Begin to listen; call it once the folder is held, for then a leftover socket is nobody's."""
        QLocalServer.removeServer(self._name)
        return self._server.listen(self._name)

    def close(self) -> None:
        """Listen no longer."""
        self._server.close()

    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.disconnectFromServer()
            self.raise_wanted.emit()


def raise_other(folder: Path) -> bool:
    """Ask the window that works on ``folder`` to come forward; whether one answered."""
    socket = QLocalSocket()
    socket.connectToServer(server_name(folder))
    answered = socket.waitForConnected(ANSWER_MS)
    if answered and socket.state() != QLocalSocket.LocalSocketState.UnconnectedState:
        socket.waitForDisconnected(ANSWER_MS)
    return answered


def server_name(folder: Path) -> str:
    """A name of its own for each folder that tells nothing about it."""
    return f"ilacs-desktop-{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]}"
