"""What was given: recording, replacing, receipts, and whether a folder holds it. Nothing is sent."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFileDialog

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.give import GiveDialog
from ilacs_desktop.desktop.dialogs.given import FolderCheckDialog, GiveNewestDialog, ReceiptDialog
from ilacs_desktop.desktop.widgets import make_button
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.info_requests import GivenItem, InfoRequest, OurStatus, TheirStatus
from ilacs_desktop.domain.info_requests.folder import FolderCheck
from ilacs_desktop.domain.info_requests.given import DONE_STATES, newest_of, who_lacks_newest

from .deeds import Deeds
from .given_panel import GivenPanel
from .view import InfoRequestsView
from .wishes import Section

_FOLDER_SECTION = 30


class GiveDeeds(Deeds):
    """What was given, how and when; what replaced it, and who has it."""

    def __init__(self, desk: Desk, view: InfoRequestsView) -> None:
        super().__init__(desk, view)
        add = view.wishes.add
        add("give", Section.ANSWER, self.tr("Give…"), self._give, when=_can_be_given, key="G")
        add(
            "replace",
            Section.ANSWER,
            self.tr("Replace what was given…"),
            self._replace_for,
            when=_was_given,
            key="R",
        )
        add(
            "receipt",
            Section.ANSWER,
            self.tr("The inspectors have it…"),
            self._receipt_for,
            when=_was_given,
            key="V",
        )
        view.add_more(
            self.tr("Check a folder against the register…"),
            self._choose_folder,
            icon="folder-check",
            section=_FOLDER_SECTION,
        )
        self.panel = GivenPanel(view.detail, self._lines)
        self.panel.newest_wanted.connect(self._give_newest)
        view.detail.add_given_part(self._show_line)
        view.detail.add_part(self.panel.show_for_request)
        view.detail.copied.connect(lambda: desk.notices.say(self.tr("The fingerprint is on the clipboard.")))
        view.given.opened.connect(lambda item: view.request_wanted.emit(item.request_id))
        self.replace_button = make_button(self.tr("Replace…"), "replace", parent=view)
        self.receipt_button = make_button(self.tr("They have it…"), "check-check", parent=view)
        for button, deed, key in (
            (self.replace_button, self._replace, "R"),
            (self.receipt_button, self._receipt, "V"),
        ):
            button.hide()
            self._join(button, deed, key)
        self._dialog: QFileDialog | None = None

    # -- giving --------------------------------------------------------------------------------------------

    def _give(self, request: InfoRequest) -> None:
        self._ask_give(request, None)

    def _replace_for(self, request: InfoRequest) -> None:
        lines = [line for line in self._lines() if line.request_id == request.id and not line.is_superseded]
        if lines:
            self._ask_give(request, lines[0])

    def _replace(self, item: GivenItem) -> None:
        """A line of the register chosen is replaced, for the request it answers."""
        if item.is_superseded:
            return

        def then(request: InfoRequest) -> None:
            self._ask_give(request, item)

        self.desk.jobs.run(self.view, lambda: self.requests.one(item.request_id), then)

    def _ask_give(self, request: InfoRequest, replaces: GivenItem | None) -> None:
        dialog = GiveDialog(request, self._lines(), self.desk.clock(), self.view, replaces=replaces)
        dialog.file_chosen.connect(lambda path: self._fingerprint(dialog, Path(path)))

        def stored(line: GivenItem) -> None:
            dialog.accept()
            if line.supersedes_id is not None:
                self._tell_who_lacks(line)

        self.ask(dialog, lambda values: lambda: self.requests.give(request.id, **values, by=self), stored)

    def _fingerprint(self, dialog: GiveDialog, path: Path) -> None:
        """Read the file's hash off the GUI thread; the file is not copied."""
        self.desk.jobs.run_long(
            dialog,
            self.tr("Reading {name}").format(name=path.name),
            lambda progress: self.requests.file_facts(
                path,
                on_progress=lambda done, total: progress.report(
                    done // 1024, max(total // 1024, 1), path.name
                ),
            ),
            dialog.show_file,
            refused=dialog.refuse_file,
        )

    # -- who has what --------------------------------------------------------------------------------------

    def _tell_who_lacks(self, line: GivenItem) -> None:
        """After something was replaced: name at once who has only the old one."""

        def then(lines: tuple[GivenItem, ...]) -> None:
            if who_lacks_newest(line, lines):
                self._ask_newest(line, lines)

        inspection_id = self.desk.inspection_id
        self.desk.jobs.run(self.view, lambda: self.requests.given(inspection_id), then)

    def _give_newest(self, item: GivenItem) -> None:
        self._ask_newest(item, self._lines())

    def _ask_newest(self, item: GivenItem, lines: tuple[GivenItem, ...]) -> None:
        newest = newest_of(item, {line.id: line for line in lines})
        holders = who_lacks_newest(item, lines)
        if not holders:
            return
        dialog = GiveNewestDialog(newest, holders, self.desk.clock(), self.view)
        self.ask(
            dialog, lambda values: lambda: self.requests.give_newest(item.id, how=values["how"], by=self)
        )

    def _receipt_for(self, request: InfoRequest) -> None:
        lines = [line for line in self._lines() if line.request_id == request.id]
        self._ask_receipt([line for line in lines if line.received_at is None and not line.is_superseded])

    def _receipt(self, item: GivenItem) -> None:
        self._ask_receipt([] if item.received_at is not None else [item])

    def _ask_receipt(self, lines: list[GivenItem]) -> None:
        if not lines:
            self.desk.notices.say(self.tr("It is noted already that they have it."))
            return
        dialog = ReceiptDialog(lines, self.desk.clock(), self.view)
        self.ask(dialog, lambda values: lambda: self.requests.receive(**values, by=self))

    # -- a folder ------------------------------------------------------------------------------------------

    def _choose_folder(self) -> None:
        if self.desk.inspection is None:
            return
        self._dialog = dialog = QFileDialog(self.view, self.tr("Which folder shall be looked through?"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda folder: self.check_folder(Path(folder)))
        dialog.open()

    def check_folder(self, folder: Path) -> None:
        """Look through a folder off the GUI thread, with a way to stop it; nothing in it is changed."""
        inspection_id = self.desk.inspection_id
        self.desk.jobs.run_long(
            self.view,
            self.tr("Looking through {name}").format(name=folder.name),
            lambda progress: self.requests.check_folder(
                inspection_id,
                folder,
                on_progress=lambda done, total, name: progress.report(done // 1024, total // 1024, name),
            ),
            lambda check: self._show_check(folder, check),
        )

    def _show_check(self, folder: Path, check: FolderCheck) -> None:
        dialog = FolderCheckDialog(check, self.view)
        dialog.again_wanted.connect(lambda: self.check_folder(folder))
        dialog.table.opened.connect(lambda row: self._go_to_line(dialog, row.line_id))
        dialog.open()

    def _go_to_line(self, dialog: FolderCheckDialog, line_id: int | None) -> None:
        if line_id is not None:
            dialog.accept()
            self.ref_wanted.emit(Ref(Kind.GIVEN_ITEM, line_id))

    # -- showing -------------------------------------------------------------------------------------------

    def _lines(self) -> tuple[GivenItem, ...]:
        return self.view.shown.given if self.view.shown else ()

    def _show_line(self, item: GivenItem, _found: object) -> None:
        """One line of the register, with the deeds that make sense for it."""
        self.panel.show(item)
        wanted = (
            (self.receipt_button, not item.is_superseded and item.received_at is None),
            (self.replace_button, not item.is_superseded),
        )
        self.view.given_deeds = tuple(button for button, is_wanted in wanted if is_wanted)

    def _join(self, button: object, deed: Callable[[GivenItem], None], key: str) -> None:
        """Have a button and a key of the register do a deed for the line chosen."""

        def do() -> None:
            item = self.view.given_item
            if item is not None:
                deed(item)

        button.clicked.connect(do)  # type: ignore[attr-defined]  # any button
        action = QAction(self)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(do)
        self.view.given.addAction(action)


def _can_be_given(request: InfoRequest) -> bool:
    if request.staged or request.theirs is TheirStatus.WITHDRAWN:
        return False
    if request.ours is OurStatus.CLEARED:
        return request.is_open or request.theirs in {TheirStatus.GIVEN, TheirStatus.ACCEPTED}
    return any(item.cleared_by and item.state not in DONE_STATES for item in request.items)


def _was_given(request: InfoRequest) -> bool:
    return request.ours is OurStatus.CLEARED and request.theirs in {TheirStatus.GIVEN, TheirStatus.ACCEPTED}
