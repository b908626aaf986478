"""Started as a program of its own: shows a window and ends at its first paint.

first_paint.py floor        a bare PySide6 window with one label
first_paint.py ours DIR     the application on the data folder DIR
"""

from __future__ import annotations

import os
import sys


def floor() -> None:
    """The least a PySide6 window costs."""
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    class Bare(QMainWindow):
        def paintEvent(self, event: object) -> None:  # noqa: ARG002, N802 - Qt's name
            os._exit(0)

    app = QApplication([])
    window = Bare()
    window.setCentralWidget(QLabel("ready"))
    window.resize(1366, 768)
    window.show()
    sys.exit(app.exec())


def ours(folder: str) -> None:
    """The application as main.py starts it."""
    from ilacs_desktop.cli.shared import shared_options
    from ilacs_desktop.wiring import open_window

    args = shared_options().parse_args(["--data", folder])
    open_window(args, painted=lambda: os._exit(0))


if __name__ == "__main__":
    floor() if sys.argv[1] == "floor" else ours(sys.argv[2])
