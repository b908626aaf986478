"""Undo and redo of the draft, the way back to an issue, and the keys of the board."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QComboBox

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.pages.timetable.deeds import Deeds
from ilacs_desktop.desktop.pages.timetable.key_help import KeyHelp
from ilacs_desktop.desktop.pages.timetable.more_menu import More
from ilacs_desktop.desktop.pages.timetable.sight import Sight
from ilacs_desktop.desktop.pages.timetable.view import TimetableView
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import said_when
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
        self._back = view.header.more_menu.add(
            More.BACK, self.tr("Roll back to an issue…"), "history", self._ask_for_issue
        )
        view.header.more_menu.add(More.HELP, self.tr("Keys of the board…"), "keyboard", self._show_keys)
        view.sight_shown.connect(self._on_sight)

    def _add_key(self, keys: tuple[str, ...], text: str, deed: object) -> None:
        action = QAction(text, self.view)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(deed)
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

    def _on_sight(self, sight: Sight) -> None:
        self._back.setEnabled(bool(sight.issues))

    def undo(self) -> None:
        """Take the last edit of the draft back."""
        journal = self.desk.house.timetable.journal
        self._step(lambda: journal.undo(self.desk.inspection_id, by=self), self.tr("Undone: {deed}"))

    def redo(self) -> None:
        """Do the edit again that was taken back last."""
        journal = self.desk.house.timetable.journal
        self._step(lambda: journal.redo(self.desk.inspection_id, by=self), self.tr("Done again: {deed}"))

    def _step(self, work: object, words: str) -> None:
        if self.desk.inspection is None or not callable(work):
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

    # -- the way back to an issue --------------------------------------------------------------

    def _ask_for_issue(self) -> None:
        sight = self.sight
        if sight is None or not sight.issues:
            return
        dialog = FormDialog(
            self.tr("Roll back to an issue"),
            self.view,
            self.tr("Roll back"),
            text=self.tr(
                "The draft becomes what the issue says. Locked slots, blockers and what has begun stay. "
                "Nobody is told before the next issue, and one undo takes it all back."
            ),
        )
        box = QComboBox()
        for issue in sight.issues:
            when = said_when(issue.issued_at, sight.now)
            box.addItem(self.tr("Issue {n}, {when}").format(n=issue.number, when=when), issue.number)
        dialog.form.add_row(self.tr("&Issue"), box)
        dialog.stays_open = True
        dialog.accepted_values.connect(lambda _: self._roll_back(dialog, int(box.currentData())))
        dialog.open()

    def _roll_back(self, dialog: FormDialog, number: int) -> None:
        timetable, inspection_id = self.desk.house.timetable, self.desk.inspection_id

        def done(count: int) -> None:
            dialog.accept()
            said = self.tr("The draft is back at issue {n}; {count} slots changed.")
            sentence = said.format(n=number, count=count)
            self.desk.notices.say(sentence, remedy=self.tr("Ctrl+Z takes it back."))
            self.say(sentence)

        self.desk.jobs.run(
            dialog,
            lambda: timetable.roll_back(inspection_id, number, by=self),
            done,
            refused=dialog.refuse,
        )

    def _show_keys(self) -> None:
        KeyHelp(self.view).open()
