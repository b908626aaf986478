"""The menu of one slot, by the right button or the menu key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from ilacs_desktop.domain.timetable import Slot, SlotStatus

if TYPE_CHECKING:
    from ilacs_desktop.desktop.pages.timetable.view import TimetableView


class SlotMenu(QMenu):
    """What can be done with ``slot`` as it stands; it is gone once it is closed."""

    def __init__(self, view: TimetableView, slot: Slot) -> None:
        super().__init__(view)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        uid = slot.uid
        if not slot.is_cancelled:
            self.addAction(self.tr("Edit…")).triggered.connect(lambda: view.edit_wanted.emit(uid))
        cancel = self.tr("Reinstate") if slot.is_cancelled else self.tr("Cancel slot")
        self.addAction(cancel).triggered.connect(lambda: view.cancel_wanted.emit(uid))
        lock = self.tr("Unlock") if slot.locked else self.tr("Lock")
        self.addAction(lock).triggered.connect(lambda: view.lock_wanted.emit(uid))
        if not slot.is_cancelled:
            self.addSeparator()
            for text, status in (
                (self.tr("Started"), SlotStatus.STARTED),
                (self.tr("Ended"), SlotStatus.ENDED),
                (self.tr("Did not happen"), SlotStatus.DID_NOT_HAPPEN),
                (self.tr("Planned"), SlotStatus.PLANNED),
            ):
                action = self.addAction(text)
                action.setCheckable(True)
                action.setChecked(slot.status is status)
                action.triggered.connect(lambda _=False, status=status: view.mark_wanted.emit(uid, status))
