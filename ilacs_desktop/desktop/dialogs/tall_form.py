"""A long form on a small screen or in large text: it scrolls before its buttons leave the screen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.theme import current_theme

_AROUND = 210
"""Pixels at 100 % for the title, the buttons and the frame of the window."""


class TallForm(QScrollArea):
    """Holds the form of ``dialog``: as tall as the form, but never taller than the screen leaves room for."""

    def __init__(self, dialog: FormDialog) -> None:
        super().__init__(dialog)
        self._dialog, self._form = dialog, dialog.form
        self.setObjectName("scrolled")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        dialog.body.replaceWidget(dialog.form, self)
        ground = dialog.form
        ground.setObjectName("scrolled")
        self.setWidget(ground)
        self.viewport().setAutoFillBackground(False)
        ground.setAutoFillBackground(False)
        ground.installEventFilter(self)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Grow and shrink with the rows shown."""
        if watched is self._form and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name
        """Bring the field that gets the keyboard into sight."""
        moved = super().focusNextPrevChild(forward)
        focused = self._dialog.focusWidget()
        if isinstance(focused, QWidget) and self._form.isAncestorOf(focused):
            self.ensureWidgetVisible(focused)
        return moved

    def _fit(self) -> None:
        wanted = self._form.sizeHint().expandedTo(self._form.minimumSizeHint())
        room = self.screen().availableGeometry().height() - current_theme().px(_AROUND)
        scroll = self.verticalScrollBar().sizeHint().width() if wanted.height() > room else 0
        self.setMinimumHeight(min(wanted.height(), max(room, current_theme().px(120))))
        self.setMinimumWidth(self._form.minimumSizeHint().width() + scroll)
        self._widen()

    def _widen(self) -> None:
        """A dialog that has a least width of its own does not grow with its layout: it is told to."""
        dialog, layout = self._dialog, self._dialog.layout()
        if layout is None:
            return
        around = layout.contentsMargins()
        needs = self.minimumWidth() + around.left() + around.right()
        if needs > dialog.minimumWidth():
            dialog.setMinimumWidth(needs)
