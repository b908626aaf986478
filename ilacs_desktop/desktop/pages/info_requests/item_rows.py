"""One item in the panel of its request: its mark, its owner, why it came back, and who has looked at it."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import ElidedLabel, Label, Muted, RowLine, make_button
from ilacs_desktop.domain.info_requests import ItemState, RequestItem

_ICONS = MappingProxyType(
    {
        ItemState.WANTED: "circle-dashed",
        ItemState.READY: "circle-check",
        ItemState.GIVEN: "check-check",
        ItemState.WAIVED: "circle-minus",
        ItemState.WITHDRAWN: "circle-x",
    }
)


class ItemRow(QWidget):
    """An item; its mark opens what can be done with it. Below it stands what the owner has to know first."""

    def __init__(self, item: RequestItem, wanted: Callable[[], object], *, first: bool) -> None:
        super().__init__()
        told = said_of_item(item)
        self.button = make_button("", _ICONS[item.state], quiet=True, spoken=_spoken(item, told))
        self.button.setToolTip(item.state.value.capitalize())
        self.button.clicked.connect(wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(RowLine(self.button, ElidedLabel(item.what), Muted(item.owner), first=first))
        below = QVBoxLayout()
        below.setContentsMargins(
            self.button.sizeHint().width() + current_theme().space(1.25), 0, 0, current_theme().space(0.5)
        )
        below.setSpacing(0)
        if item.returned_reason:
            below.addWidget(Label(told[0], font="strong", wrap=True))
        for words in told[1 if item.returned_reason else 0 :]:
            below.addWidget(Muted(words, font="small", wrap=True))
        if told:
            column.addLayout(below)


def said_of_item(item: RequestItem) -> tuple[str, ...]:
    """Why it came back, then who has checked and cleared it; nothing while nobody has."""
    say = QCoreApplication.translate
    told = []
    if item.returned_reason:
        told.append(say("ItemRow", "Returned: {reason}").format(reason=item.returned_reason))
    checked = [
        words.format(who=who)
        for words, who in (
            (say("ItemRow", "accuracy checked by {who}"), item.accuracy_checked_by),
            (say("ItemRow", "redaction checked by {who}"), item.redaction_checked_by),
            (say("ItemRow", "cleared by {who}"), item.cleared_by),
        )
        if who
    ]
    if checked:
        words = ", ".join(checked) + "."
        told.append(words[0].upper() + words[1:])
    return tuple(told)


def _spoken(item: RequestItem, told: tuple[str, ...]) -> str:
    whose = f", {item.owner}" if item.owner else ""
    return " ".join((f"{item.what}: {item.state.value}{whose}.", *told))
