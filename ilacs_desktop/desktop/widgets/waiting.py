"""A dialog that stays until its long deed is done, shows how far it is, and stops it by Cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QDialog

from ilacs_desktop.desktop.bridge import Progress
from ilacs_desktop.domain.errors import Explained

if TYPE_CHECKING:
    from ilacs_desktop.desktop.window.banner import ProgressStrip


class WaitingDialog(QDialog):
    """Hand `wait_for` to ``Jobs.run_long(…, shown=…)``.

    Cancel, Escape and the cross then stop the deed; the dialog stays until it has stopped, and says that
    nothing was changed. What has been stored by then is stored: the deed's ``then`` closes the dialog.
    """

    _strip: ProgressStrip | None = None

    def open(self) -> None:
        """Open it, unless a second click asked for what stands open already: that comes to the front."""
        over = self.parentWidget()
        for each in over.window().findChildren(type(self)) if over is not None else ():
            is_twin = type(each) is type(self) and each.windowTitle() == self.windowTitle()
            if is_twin and each is not self and each.isVisible():
                each.raise_()
                each.activateWindow()
                self.deleteLater()
                return
        super().open()

    def wait_for(self, progress: Progress) -> None:
        """Show how far the deed is, above the buttons."""
        from ilacs_desktop.desktop.window.banner import ProgressStrip  # the window imports dialogs

        strip = self._strip = ProgressStrip(progress, self)
        strip.cancel_button.hide()
        outer = self.layout()
        if isinstance(outer, QBoxLayout):
            outer.insertWidget(outer.count() - 1, strip)
        progress.ended.connect(self._end_waiting, Qt.ConnectionType.QueuedConnection)

    @property
    def is_waiting(self) -> bool:
        """Whether a long deed is at work."""
        return self._strip is not None

    def refuse(self, error: Explained) -> None:
        """Show a refusal and let the user go on."""
        raise NotImplementedError

    def reject(self) -> None:
        """Close it, or stop the deed that is at work."""
        if self._strip is not None:
            self._strip.cancel()
        else:
            super().reject()

    def _end_waiting(self) -> None:
        strip, self._strip = self._strip, None
        if strip is not None and strip.is_stopping and self.isVisible():
            self.refuse(Explained(self.tr("Stopped. Nothing was changed.")))
