"""Asks into what a request is divided, who asks it again, and with which other it belongs together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QLineEdit, QPlainTextEdit, QWidget

from ilacs_desktop.desktop.dialogs.choices import chosen_id
from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.info_request import moment_edit, moment_of, people_combo
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import Heading, plain_tooltip
from ilacs_desktop.domain.changes import Ref
from ilacs_desktop.domain.info_requests import InfoRequest, ItemState
from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.domain.people import Person, Side
from ilacs_desktop.services.info_requests import Part

_SHOWN_LETTERS = 60


class SplitDialog(FormDialog):
    """Hands over ``{"parts": [Part, …]}``: a request for each item ticked, and one for each line."""

    def __init__(self, request: InfoRequest, parent: QWidget | None = None) -> None:
        super().__init__(
            QCoreApplication.translate("SplitDialog", "Divide {ref}").format(ref=request.ref),
            parent,
            QCoreApplication.translate("SplitDialog", "Divide"),
            text=QCoreApplication.translate(
                "SplitDialog",
                "Each becomes a request with its own number; it keeps their words, who asked, and by when.",
            ),
        )
        self.items: list[tuple[QCheckBox, int, str]] = []
        movable = [item for item in request.items if item.state is not ItemState.GIVEN]
        if movable:
            self.form.add_wide(Heading(self.tr("Items that become requests")))
        for item in movable:
            words = " ".join(item.what.split())
            cut = words if len(words) <= _SHOWN_LETTERS else f"{words[: _SHOWN_LETTERS - 1]}…"
            tick = QCheckBox(cut.replace("&", "&&"))
            tick.setToolTip(plain_tooltip(words) if cut != words else "")
            tick.setAccessibleName(words)
            self.form.add_wide(tick)
            self.items.append((tick, item.id, item.what))
        self.lines = QPlainTextEdit()
        self.lines.setFixedHeight(current_theme().px(96))
        self.form.add_row(self.tr("&New requests"), self.lines, self.tr("One request a line."), name="lines")

    def values(self) -> dict[str, Any]:
        """As `InfoRequests.split` takes them."""
        parts = [Part(what, (number,)) for tick, number, what in self.items if tick.isChecked()]
        lines = self.lines.toPlainText().splitlines()
        return {"parts": [*parts, *(Part(line.strip()) for line in lines if line.strip())]}

    def validate(self) -> bool:
        """At least one."""
        if self.values()["parts"]:
            return True
        self.form.error(self.lines, self.tr("Write a line, or tick an item."))
        return False


class DuplicateDialog(FormDialog):
    """The same is asked again: hands over ``{"asked_by_id": …, "asked_at": …}``."""

    def __init__(
        self, request: InfoRequest, people: Sequence[Person], clock: Clock, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            QCoreApplication.translate("DuplicateDialog", "{ref} is asked again").format(ref=request.ref),
            parent,
            QCoreApplication.translate("DuplicateDialog", "Take it down again"),
            text=request.title,
        )
        self.asked_by = self.form.add_row(
            self.tr("Asked &by"), people_combo(people, self.tr("Not known"), sides=(Side.INSPECTORATE,))
        )
        self.asked_by.setCurrentIndex(max(0, self.asked_by.findData(request.asked_by_id)))
        self.asked_at = self.form.add_row(self.tr("Asked &at"), moment_edit(clock()))

    def values(self) -> dict[str, Any]:
        """As `InfoRequests.duplicate` takes them."""
        return {"asked_by_id": self.asked_by.currentData(), "asked_at": moment_of(self.asked_at)}


class OtherRequestDialog(FormDialog):
    """Asks for another request by any part of its number or title: ``{"other_id": …, "why": …}``."""

    def __init__(
        self,
        title: str,
        accept_text: str,
        others: Sequence[InfoRequest],
        *,
        text: str = "",
        asks_why: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent, accept_text, text=text)
        self.other = QComboBox()
        self.other.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.other.setMinimumContentsLength(40)
        for each in others:
            words = " ".join(f"{each.ref} {each.title}".split())
            self.other.addItem(words[:_SHOWN_LETTERS], each.id)
        self.other.setEditable(True)
        self.other.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.other.model(), self.other)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.other.setCompleter(completer)
        self.other.setCurrentIndex(-1)
        self.form.add_row(self.tr("&Request"), self.other, self.tr("Type its number or a word of its title."))
        self.why = QLineEdit()
        self.form.add_row(self.tr("&Why"), self.why)
        self.form.show_row(self.why, shown=asks_why)

    def validate(self) -> bool:
        """It has to be one of those there are."""
        if chosen_id(self.other) is not None:
            return True
        self.form.error(self.other, self.tr("Choose one of the list."))
        return False

    def values(self) -> dict[str, Any]:
        """The other request, and why."""
        return {"other_id": chosen_id(self.other), "why": self.why.text().strip()}


class UnlinkDialog(FormDialog):
    """Asks which of the links is taken away: hands over ``{"ref": Ref}``. Both things stay."""

    def __init__(
        self, request: InfoRequest, links: Sequence[tuple[Ref, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(
            QCoreApplication.translate("UnlinkDialog", "Take a link of {ref} away").format(ref=request.ref),
            parent,
            QCoreApplication.translate("UnlinkDialog", "Take away"),
            text=QCoreApplication.translate("UnlinkDialog", "Both stay as they are; only the link goes."),
        )
        self.link = QComboBox()
        self.link.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.link.setMinimumContentsLength(40)
        self._refs = [ref for ref, _ in links]
        for _, title in links:
            self.link.addItem(" ".join(title.split())[:_SHOWN_LETTERS])
        self.form.add_row(self.tr("Linked &with"), self.link)

    def values(self) -> dict[str, Any]:
        """The thing at the other end."""
        return {"ref": self._refs[self.link.currentIndex()]}
