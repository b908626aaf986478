"""Many requests at once: a list pasted from the menu of the page, or dropped onto it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.paste_many import begin
from ilacs_desktop.desktop.widgets.capture_bar import list_in

from .deeds import Deeds
from .view import InfoRequestsView


class ManyDeeds(Deeds):
    """Takes a list from the clipboard or from a drag, and has it reviewed."""

    def __init__(self, desk: Desk, view: InfoRequestsView) -> None:
        super().__init__(desk, view)
        view.add_more(
            self.tr("Paste a list…"),
            lambda: begin(desk, view),
            "Ctrl+Shift+V",
            icon="clipboard-paste",
            section=10,
        )
        view.setAcceptDrops(True)
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """A list dropped anywhere on the page is taken."""
        if isinstance(event, QDropEvent) and (source := list_in(event.mimeData())) is not None:
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                begin(self.desk, self.view, source)
            return True
        return super().eventFilter(watched, event)
