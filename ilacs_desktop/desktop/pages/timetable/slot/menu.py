"""The menu of one slot, by the right button or the menu key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from ilacs_desktop.desktop.pages.timetable.board.keys import LETTERS
from ilacs_desktop.domain.timetable import Slot, SlotKind, SlotStatus

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
        self.addAction(cancel).triggered.connect(lambda: view.cancel_wanted.emit((uid,)))
        self._add_deed(view, uid, "lock", self.tr("Unlock") if slot.locked else self.tr("Lock"))
        self.addAction(self.tr("Copy")).triggered.connect(lambda: view.copy_wanted.emit((uid,)))
        self.addAction(self.tr("Copy after")).triggered.connect(lambda: view.double_wanted.emit((uid,)))
        if slot.is_cancelled or slot.kind is SlotKind.BLOCKER:
            return
        self.addSeparator()
        for word, text, status in (
            ("started", self.tr("Started"), SlotStatus.STARTED),
            ("ended", self.tr("Ended"), SlotStatus.ENDED),
            ("over", self.tr("Ran over…"), None),
            ("missed", self.tr("Did not happen…"), SlotStatus.DID_NOT_HAPPEN),
            ("elsewhere", self.tr("Inspector went elsewhere"), SlotStatus.WENT_ELSEWHERE),
            ("planned", self.tr("Back to planned"), SlotStatus.PLANNED),
        ):
            action = self._add_deed(view, uid, word, text)
            action.setCheckable(status is not None)
            action.setChecked(slot.status is status)
        self.addSeparator()
        self._add_deed(view, uid, "late", self.tr("Running late…"))

    def _add_deed(self, view: TimetableView, uid: str, word: str, text: str) -> QAction:
        """Add one of the board's deeds, with its key beside it."""
        key = next(key for key, own in LETTERS.items() if own == word)
        action = self.addAction(f"{text}\t{chr(key)}")
        action.triggered.connect(lambda: view.deed_wanted.emit(word, (uid,)))
        return action
