"""From the first paint to the last backup: opens, locks and closes the house, and shows what went wrong.

Nothing of the store is imported before the window has been painted once: the caller hands in how to make the
`Opening`, and that is done on the worker afterwards.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from ilacs_desktop.desktop.keeper import Keeper
from ilacs_desktop.desktop.ports import Choices, Knocker
from ilacs_desktop.desktop.theme import Theme, ThemeChoice, load_fonts
from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.paths import APPLICATION

if TYPE_CHECKING:
    from ilacs_desktop.services.opening import Opening


def run(
    make_opening: Callable[[], Opening],
    *,
    clock: Clock,
    settings: Choices,
    rehearse: bool = False,
    make_knocker: Callable[[], Knocker] | None = None,
    painted: Callable[[], None] | None = None,
) -> int:
    """Show the window until it is closed; gives the exit code.

    ``make_opening`` and ``make_knocker`` are called after the first paint, so that what they import costs the
    start nothing. ``painted`` is told of the first paint, for measuring it.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([APPLICATION])
    app.setApplicationName(APPLICATION)
    app.setDesktopFileName("ilacs-desktop")
    app.setQuitOnLastWindowClosed(False)
    load_fonts()
    theme = Theme(app)
    theme.apply(ThemeChoice(str(settings["theme"])), int(str(settings["text_percent"])))
    theme.follow_system()
    keeper = Keeper(make_opening, clock=clock, settings=settings, theme=theme, make_knocker=make_knocker)
    keeper.rehearse_first = rehearse
    if painted is not None:
        keeper.frame.painted.connect(painted)
    keeper.finished.connect(app.exit)
    keeper.frame.painted.connect(lambda: add_tray(keeper))
    before = sys.excepthook
    sys.excepthook = keeper.on_bug
    keeper.start()
    try:
        return app.exec()
    finally:
        sys.excepthook = before
        keeper.close()


def add_tray(keeper: Keeper) -> None:
    """Add the entry in the system tray, after the first paint so that it costs the start nothing."""
    from ilacs_desktop.desktop.tray import Tray

    Tray(keeper)
