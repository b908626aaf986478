"""Undo and redo of the draft, and the keys of the board."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.pages.timetable.board.key_help import KeyHelp
from ilacs_desktop.desktop.pages.timetable.deeds import Deeds
from ilacs_desktop.desktop.pages.timetable.more_menu import More
from ilacs_desktop.desktop.pages.timetable.view import TimetableView
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.timetable.journal import DraftDeed


class UndoDeeds(Deeds):
    """Steps back and forth along the edits of the draft, and shows the slots each step concerns."""

    def __init__(self, desk: Desk, view: TimetableView) -> None:
        super().__init__(desk, view)
        self._asked = 0
        view.header.undo_wanted.connect(self.undo)
        view.header.redo_wanted.connect(self.redo)
        self._add_key(("Ctrl+Z",), self.tr("Undo"), self.undo)
        self._add_key(("Ctrl+Shift+Z", "Ctrl+Y"), self.tr("Redo"), self.redo)
        view.header.more_menu.add(More.HELP, self.tr("Keys of the board…"), "keyboard", self._show_keys)

    def _add_key(self, keys: tuple[str, ...], text: str, deed: Callable[[], None]) -> None:
        action = QAction(text, self.view)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _=False: deed())
        self.view.addAction(action)

    def refresh(self) -> None:
        """Look what the two buttons would do now."""
        journal, inspection_id = self.desk.house.timetable.journal, self.desk.inspection_id
        self._asked += 1
        asked = self._asked
        self.desk.jobs.run(
            self.view,
            lambda: (journal.next_undo(inspection_id), journal.next_redo(inspection_id)),
            lambda both: self._show(*both) if asked == self._asked else None,
        )

    def _show(self, undo: DraftDeed | None, redo: DraftDeed | None) -> None:
        self.view.header.show_undo(undo.said if undo else "", redo.said if redo else "")

    def undo(self) -> None:
        """Take the last edit of the draft back."""
        journal = self.desk.house.timetable.journal
        self._step(lambda: journal.undo(self.desk.inspection_id, by=self), self.tr("Undone: {deed}"))

    def redo(self) -> None:
        """Do the edit again that was taken back last."""
        journal = self.desk.house.timetable.journal
        self._step(lambda: journal.redo(self.desk.inspection_id, by=self), self.tr("Done again: {deed}"))

    def _step(self, work: Callable[[], DraftDeed], words: str) -> None:
        if self.desk.inspection is None:
            return
        self.desk.jobs.run(self.view, work, lambda deed: self._stepped(deed, words), refused=self._refused)

    def _stepped(self, deed: DraftDeed, words: str) -> None:
        said = words.format(deed=deed.said)
        self.say(f"{said}. {deed.remark}" if deed.remark else said)
        if deed.remark:
            self.desk.notices.say(said, remedy=deed.remark)
        self.slots_wanted.emit(deed.uids)

    def _refused(self, error: Explained) -> None:
        self.desk.notices.explain(error)
        self.say(str(error))

    def _show_keys(self) -> None:
        KeyHelp(self.view).open()
