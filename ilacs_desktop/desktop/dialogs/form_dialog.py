"""A dialog with a form: asks, checks beside the field, and hands the values over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilacs_desktop.desktop.dialogs.help_key import add_help_key
from ilacs_desktop.desktop.forms import Form
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.labels import Label, Muted
from ilacs_desktop.desktop.widgets.waiting import WaitingDialog
from ilacs_desktop.domain.errors import Explained


class FormDialog(WaitingDialog):
    """Opened by ``.open()``, never ``exec()``; lets itself go when it is closed.

    On accept it calls `validate`; if that is True, ``accepted_values`` carries ``form.values()`` and the
    dialog closes. Set ``stays_open`` to keep it until the deed is stored: then call `accept` from ``then``
    and hand a refusal to `refuse`, so that nothing typed is lost::

        dialog = FormDialog(self.tr("Assign"), self.view, self.tr("Assign"))
        owner = dialog.form.add_row(self.tr("&Owner"), QComboBox(), name="owner_id")
        dialog.accepted_values.connect(lambda values: self._assign(values["owner_id"]))
        dialog.open()
    """

    accepted_values = Signal(object)

    def __init__(
        self, title: str, parent: QWidget | None = None, accept_text: str = "", *, text: str = ""
    ) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        add_help_key(self)
        self.setMinimumWidth(theme.px(460))
        self.stays_open = False
        self.check: Callable[[], bool] | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme.space(2.5),) * 4)
        outer.setSpacing(theme.space(1.5))
        self._heading = Label(title, font="title", wrap=True)
        outer.addWidget(self._heading)
        if text:
            outer.addWidget(Muted(text, wrap=True))
        self.form = Form()
        self.body = QVBoxLayout()
        self.body.addWidget(self.form)
        outer.addLayout(self.body, 1)
        self._refusal = Label("", role="alert", wrap=True)
        self._refusal.hide()
        outer.addWidget(self._refusal)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(theme.space(1.25))
        self.buttons.addStretch(1)
        self.cancel_button = make_button(self.tr("Cancel"))
        self.accept_button = make_button(accept_text or self.tr("Save"), main=True)
        self.accept_button.setDefault(True)
        self.buttons.addWidget(self.cancel_button)
        self.buttons.addWidget(self.accept_button)
        outer.addLayout(self.buttons)
        self.cancel_button.clicked.connect(self.reject)
        self.accept_button.clicked.connect(self._accept_wanted)

    def validate(self) -> bool:
        """Whether what was typed may be handed over; says what is wrong through ``form.error``.

        The usual one asks ``check`` if it is set; a dialog of its own overrides this.
        """
        return self.check() if self.check else True

    def values(self) -> dict[str, Any]:
        """What is handed over; a dialog of its own may override this."""
        return self.form.values()

    def refuse(self, error: Explained) -> None:
        """Show a refusal in the dialog and let the user go on."""
        self._refusal.setText(str(error))
        self._refusal.show()
        self.accept_button.setEnabled(True)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """The keyboard begins in the first field, unless a dialog has put it elsewhere."""
        if self.focusWidget() is None:
            self.form.focus_first()
        super().showEvent(event)

    def _accept_wanted(self) -> None:
        self.form.clear_errors()
        self._refusal.hide()
        if not self.validate():
            return
        if self.stays_open:
            self.accept_button.setEnabled(False)
            self.accepted_values.emit(self.values())
        else:
            self.accepted_values.emit(self.values())
            self.accept()
