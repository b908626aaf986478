"""Asks which slot of the timetable the deadline of a request hangs on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.widgets import Muted, make_button
from ilacs_desktop.domain.info_requests import LONGEST_MINUTES, Anchor, Edge, InfoRequest, anchored_at
from ilacs_desktop.domain.moments import said_when
from ilacs_desktop.domain.timetable import Slot, SlotKind

USUAL_MINUTES = 30
STEP_MINUTES = 5


class AnchorDialog(FormDialog):
    """Ties the deadline of ``request`` to one of ``slots`` that is still to come; says when that is.

    ``release_wanted`` lets a deadline that is tied go again.
    """

    release_wanted = Signal()

    def __init__(
        self, request: InfoRequest, slots: Sequence[Slot], now: datetime, parent: QWidget | None = None
    ) -> None:
        say = partial(QCoreApplication.translate, "AnchorDialog")
        super().__init__(
            say("When {ref} is due").format(ref=request.ref), parent, say("Tie it"), text=request.title
        )
        self._now = now
        anchor = request.anchor
        self._slots = {slot.uid: slot for slot in slots if _can_carry(slot, now, anchor)}
        self.slot = QComboBox()
        self.slot.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.slot.setMinimumContentsLength(38)
        for slot in self._slots.values():
            self.slot.addItem(f"{said_when(slot.starts_at, now)}  {slot.title_with_inspectors}", slot.uid)
        self.form.add_row(
            self.tr("&Tied to a slot"),
            self.slot,
            self.tr("The deadline moves whenever the slot does."),
            name="slot_uid",
        )
        self.minutes = QSpinBox()
        self.minutes.setRange(0, LONGEST_MINUTES)
        self.minutes.setSingleStep(STEP_MINUTES)
        self.minutes.setValue(anchor.minutes if anchor else USUAL_MINUTES)
        self.form.add_row(self.tr("&Due"), self.minutes, unit=self.tr("minutes"), name="minutes")
        self.edge = QComboBox()
        self.edge.addItem(self.tr("before it starts"), Edge.START)
        self.edge.addItem(self.tr("after it ends"), Edge.END)
        self.form.add_row(self.tr("Th&at is"), self.edge, name="edge")
        if anchor is not None:
            self.slot.setCurrentIndex(max(0, self.slot.findData(anchor.uid)))
            self.edge.setCurrentIndex(self.edge.findData(anchor.edge))
        self.says = Muted("", wrap=True)
        self.body.addWidget(self.says)
        self.release = make_button(self.tr("Let go of the slot"), small=True, quiet=True)
        self.release.setVisible(anchor is not None)
        self.release.clicked.connect(self.release_wanted)
        self.body.addWidget(self.release, alignment=Qt.AlignmentFlag.AlignLeft)
        self.accept_button.setEnabled(bool(self._slots))
        for changed in (
            self.slot.currentIndexChanged,
            self.minutes.valueChanged,
            self.edge.currentIndexChanged,
        ):
            changed.connect(self._say)
        self._say()
        self.slot.setFocus()

    def values(self) -> dict[str, Any]:
        """As `InfoRequests.anchor` takes them."""
        return {
            "slot_uid": self.slot.currentData(),
            "edge": Edge(self.edge.currentData()),
            "minutes": self.minutes.value(),
        }

    def _say(self) -> None:
        """Say when that is as the slot stands now."""
        slot = self._slots.get(self.slot.currentData())
        if slot is None:
            self.says.setText(self.tr("No slot of the draft is still to come."))
            return
        anchor = Anchor(slot.uid, Edge(self.edge.currentData()), self.minutes.value(), slot)
        at = anchored_at(anchor, slot.starts_at, slot.ends_at)
        self.says.setText(
            self.tr("Due {when}, {what}.").format(when=said_when(at, self._now), what=anchor.said)
        )


def _can_carry(slot: Slot, now: datetime, anchor: Anchor | None) -> bool:
    """Whether a deadline may hang on a slot: it is to come or is the one it hangs on, and not private."""
    if anchor is not None and anchor.uid == slot.uid:
        return slot.takes_time
    return slot.ends_at > now and slot.takes_time and slot.kind is not SlotKind.BLOCKER
