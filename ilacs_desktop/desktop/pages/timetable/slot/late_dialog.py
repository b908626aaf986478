"""Running late: by how much, and what that would mean for the rest of the lane, before it is done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QSpinBox, QVBoxLayout, QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.labels import ElidedLabel, Label, Muted
from ilacs_desktop.desktop.widgets.panes import RowLine, clear_layout
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import said_time
from ilacs_desktop.domain.timetable import Slot
from ilacs_desktop.domain.timetable.late import LONGEST, LateShift

MOST_SHOWN = 10
PAUSE_MS = 180
"""So long after the last change of the minutes the preview is worked out anew."""


class LateDialog(FormDialog):
    """Asks for minutes and shows the shift; on accept ``late`` is the `LateShift` that was shown.

    ``late_wanted`` carries the minutes for which a preview is wanted.
    """

    late_wanted = Signal(int)

    def __init__(
        self, slot: Slot, minutes: int, slots: Sequence[Slot], parent: QWidget | None = None
    ) -> None:
        title = QCoreApplication.translate("LateDialog", "Running late: {slot}")
        super().__init__(title.format(slot=slot.title), parent)
        self.accept_button.setText(self.tr("Shift"))
        self.accept_button.setAccessibleName(self.tr("Shift the rest of the lane"))
        self.accept_button.setEnabled(False)
        self.stays_open = True
        self._titles = {each.uid: each for each in slots}
        self.late: LateShift | None = None
        box = QSpinBox()
        box.setRange(1, LONGEST)
        box.setSingleStep(5)
        box.setValue(minutes)
        self.minutes = self.form.add_row(self.tr("&Late by"), box, unit=self.tr("minutes"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(lambda: self.late_wanted.emit(self.minutes.value()))
        self.minutes.valueChanged.connect(self._on_minutes)
        self.sentence = Label("", font="strong", wrap=True)
        self.body.addSpacing(current_theme().space(1))
        self.body.addWidget(self.sentence)
        self._lines = QVBoxLayout()
        self.body.addLayout(self._lines)
        self.body.addStretch(1)

    def _on_minutes(self) -> None:
        self.late = None
        self.accept_button.setEnabled(False)
        self._pause.start()

    def show_late(self, late: LateShift) -> None:
        """Show what the shift would come to; a preview for other minutes than those asked for is left."""
        if late.minutes != self.minutes.value():
            return
        self.late = late
        self._refusal.hide()
        self.sentence.setText(late.sentence)
        self.sentence.setAccessibleName(late.sentence)
        clear_layout(self._lines)
        for number, move in enumerate(late.moves[:MOST_SHOWN]):
            slot = self._titles.get(move.uid)
            was = said_time(slot.starts_at) if slot else ""
            line = RowLine(
                ElidedLabel(slot.title if slot else move.uid),
                Muted(
                    f"{was} → {said_time(move.starts_at)}–{said_time(move.ends_at)}"
                ),  # an en dash is meant
                first=number == 0,
            )
            self._lines.addWidget(line)
        if len(late.moves) > MOST_SHOWN:
            left_out = len(late.moves) - MOST_SHOWN
            self._lines.addWidget(Muted(self.tr("and {n} more").format(n=left_out)))
        if late.people:
            words = self.tr("{n} people to tell with the next issue, unless they see it themselves.")
            self._lines.addWidget(Muted(words.format(n=late.people), wrap=True))
        self.accept_button.setEnabled(late.is_possible)

    def refuse(self, error: Explained) -> None:
        """Say why it cannot be; the minutes may be changed."""
        super().refuse(error)
        self.accept_button.setEnabled(self.late is not None and self.late.is_possible)

    def validate(self) -> bool:
        """Only what has been shown is done."""
        return self.late is not None and self.late.is_possible
