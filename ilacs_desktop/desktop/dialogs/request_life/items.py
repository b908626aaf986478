"""Asks what has become of one item of a request."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.info_request import people_combo
from ilacs_desktop.domain.info_requests import InfoRequest, ItemState, RequestItem
from ilacs_desktop.domain.people import Person, Side

from .checks import checker_combo

_WITH_REASON = (ItemState.WAIVED, ItemState.WITHDRAWN, ItemState.WANTED)


class ItemStateDialog(FormDialog):
    """Hands over what `InfoRequests.settle_item` takes; ``state`` is None where it stays as it is."""

    def __init__(
        self,
        request: InfoRequest,
        item: RequestItem,
        people: Sequence[Person],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            QCoreApplication.translate("ItemStateDialog", "An item of {ref}").format(ref=request.ref),
            parent,
            text=f"{item.what}: {item.state.value}",
        )
        self.what = self.form.add_row(self.tr("&What"), QLineEdit(item.what), name="what")
        self.owner = people_combo(
            people, self.tr("Whoever owns the request"), sides=(Side.AUTHORITY, Side.PARTNER)
        )
        self.owner.setCurrentIndex(max(0, self.owner.findData(item.owner_id)))
        self.form.add_row(self.tr("&Owner"), self.owner, name="owner_id")
        self.state = QComboBox()
        self.state.addItem(self.tr("As it is: {state}").format(state=item.state.value), None)
        for state, words in self._steps(item.state):
            self.state.addItem(words, state)
        self.form.add_row(self.tr("It &becomes"), self.state, name="state")
        owner_id = item.owner_id or request.owner_id
        self.accuracy = self.form.add_row(
            self.tr("&Accuracy checked by"),
            checker_combo(people, owner_id, item.accuracy_checked_by),
            name="accuracy_by",
        )
        self.redaction = self.form.add_row(
            self.tr("&Redaction checked by"),
            checker_combo(people, owner_id, item.redaction_checked_by),
            name="redaction_by",
        )
        self.reason = self.form.add_row(self.tr("B&ecause"), QLineEdit(), name="reason")
        self.state.currentIndexChanged.connect(self._say)
        self._say()
        self.state.setFocus()

    def _steps(self, now: ItemState) -> list[tuple[ItemState, str]]:
        words = {
            ItemState.READY: self.tr("Ready: checked and cleared"),
            ItemState.WAIVED: self.tr("Waived: they do without it"),
            ItemState.WITHDRAWN: self.tr("Withdrawn: no longer asked for"),
            ItemState.WANTED: self.tr("Returned: something is to be put right"),
        }
        if now is ItemState.GIVEN:
            return [(ItemState.WANTED, words[ItemState.WANTED])]
        return [(state, text) for state, text in words.items() if state is not now]

    def _say(self) -> None:
        state = self.state.currentData()
        for editor in (self.accuracy, self.redaction):
            self.form.show_row(editor, shown=state in {None, ItemState.READY})
        self.form.show_row(self.reason, shown=state in _WITH_REASON)

    def values(self) -> dict[str, Any]:
        """As `InfoRequests.settle_item` takes them; Qt gives the state back as a mere word."""
        values = super().values()
        state = values["state"]
        return {**values, "state": None if state is None else ItemState(state)}

    def validate(self) -> bool:
        """It needs words, and some steps a reason."""
        if not self.what.text().strip():
            self.form.error(self.what, self.tr("Say what is wanted."))
            return False
        if self.state.currentData() in _WITH_REASON and not self.reason.text().strip():
            self.form.error(self.reason, self.tr("One line is enough."))
            return False
        return True
