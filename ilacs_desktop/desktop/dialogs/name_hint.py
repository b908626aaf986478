"""A soft word where free text beside a child's code seems to hold the name of a person; never a refusal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QLineEdit

from ilacs_desktop.desktop.forms import Form
from ilacs_desktop.desktop.widgets.labels import Label
from ilacs_desktop.domain.casefiles.names import seems_to_name


class NameHint(Label):
    """Stands under the fields it watches, and only while one of them seems to name somebody."""

    def __init__(
        self, form: Form, editors: Sequence[QLineEdit | QComboBox], *, known: Iterable[str] = ()
    ) -> None:
        """``known`` are words that name no child: our staff and their teams."""
        super().__init__("", role="warn", wrap=True)
        self._editors, self._known = tuple(editors), tuple(known)
        form.add_wide(self)
        for each in self._editors:
            changed = each.textChanged if isinstance(each, QLineEdit) else each.currentTextChanged
            changed.connect(self._look)
        self._look()

    def _look(self, _: str = "") -> None:
        words = [each.text() if isinstance(each, QLineEdit) else each.currentText() for each in self._editors]
        has_name = any(seems_to_name(each, known=self._known) for each in words)
        self.setText(
            QCoreApplication.translate(
                "NameHint",
                "This seems to hold a person’s name in full, beside a child’s code. A role is enough:"
                " mother, carer.",
            )
            if has_name
            else ""
        )
        self.setVisible(has_name)
