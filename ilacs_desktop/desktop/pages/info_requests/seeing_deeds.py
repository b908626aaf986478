"""How the list is seen: its views, its columns, several requests at once, notes, and the keys."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLineEdit

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.choose_columns import ChooseColumnsDialog
from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.info_request import WordsDialog, people_combo
from ilacs_desktop.desktop.dialogs.keys import KeysDialog
from ilacs_desktop.desktop.widgets import make_button
from ilacs_desktop.domain.changes import Changes, Kind
from ilacs_desktop.domain.info_requests import InfoRequest
from ilacs_desktop.domain.info_requests.arranging import ListView
from ilacs_desktop.domain.people import Side

from .deeds import Deeds
from .detail import Place
from .seeing_parts import SeeingParts
from .view import InfoRequestsView
from .wishes import Section

FIXED_COLUMNS = ("ref", "title")


class SeeingDeeds(Deeds):
    """Views and columns of the live list, deeds on several requests, and the thread of notes."""

    def __init__(self, desk: Desk, view: InfoRequestsView) -> None:
        super().__init__(desk, view)
        self.button = view.view_button
        self.button.view_wanted.connect(self._show_view)
        self.button.keep_wanted.connect(self._keep)
        self.button.forget_wanted.connect(self._forget)
        self.button.columns_wanted.connect(self._columns)
        self.button.fold_wanted.connect(view.live.fold_all)
        view.live.view_changed.connect(self._on_view_changed)
        add = view.wishes.add
        add("note", Section.WORDS, self.tr("Note something…"), self._note, key="J")
        view.add_more(self.tr("Views and groups of the list…"), self._open_views, "Z", section=40)
        view.add_more(self.tr("Columns of the list…"), self._columns, section=40)
        view.add_more(self.tr("Fold or open all groups"), view.live.fold_all, "Shift+Z", section=40)
        view.add_more(self.tr("Keys of this page…"), self._keys, "?", icon="keyboard", section=90)
        self.parts = SeeingParts(view.detail)
        self.parts.note_wanted.connect(self._note)
        view.detail.add_part(
            self.parts.show_links,
            place=Place.LINKED,
            fetch=lambda request: self.requests.linked_things(request.id),
        )
        self.many_button = make_button("", "user-plus", main=False, parent=view)
        self.many_button.hide()
        self.many_button.clicked.connect(self._assign_many)
        self.many_action = QAction(self.tr("Assign all that are chosen…"), self)
        self.many_action.setShortcut(QKeySequence("A"))
        self.many_action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.many_action.triggered.connect(self._assign_many)
        self.many_action.setEnabled(False)
        view.stack.addAction(self.many_action)
        view.chosen.connect(lambda _: self._on_chosen())

    def refresh(self) -> None:
        """Fetch the views that were kept."""
        self.desk.jobs.run(self.view, self.requests.list_views, self.button.show_kept)

    def on_changed(self, changes: Changes) -> None:
        """A view may have been kept or forgotten."""
        if changes.touch(Kind.SETTING):
            self.refresh()

    # -- views -----------------------------------------------------------------------------------------

    def _open_views(self) -> None:
        self.view.show_list(self.view.live.accessibleName())
        self.button.open()

    def _show_view(self, view: ListView) -> None:
        self.view.live.show_view(view)

    def _on_view_changed(self) -> None:
        view = self.view.live.view
        self.button.show_view(view)
        if self.view.filter.text() != view.words:
            self.view.filter.setText(view.words)

    def _keep(self) -> None:
        dialog = KeepViewDialog(self.view.live.view.name, self.view)
        view = self.view.live.view

        def stored(kept: ListView) -> None:
            dialog.accept()
            self.view.live.show_view(kept)

        self.ask(
            dialog,
            lambda values: lambda: self.requests.keep_list_view(replace(view, name=values["name"]), by=self),
            stored,
        )

    def _forget(self, name: str) -> None:
        self.do(lambda: self.requests.forget_list_view(name, by=self))

    def _columns(self) -> None:
        live = self.view.live
        self.view.show_list(live.accessibleName())
        titles = {key: column.title for key, column in live.known.items()}
        dialog = ChooseColumnsDialog(titles, live.columns_shown, live.usual, FIXED_COLUMNS, self.view)
        dialog.accepted_values.connect(
            lambda values: live.show_view(
                replace(live.view, columns=() if values["columns"] == live.usual else values["columns"])
            )
        )
        dialog.open()

    # -- several at once -------------------------------------------------------------------------------

    def _on_chosen(self) -> None:
        many = self.view.many
        self.many_action.setEnabled(bool(many))
        if many:
            self.many_button.setText(self.tr("Assign all {n}…").format(n=len(many)))
            self.many_button.setAccessibleName(self.tr("Assign all {n} that are chosen").format(n=len(many)))
            self.view.detail.set_deeds(self.many_button)

    def _assign_many(self) -> None:
        many = self.view.many
        if not many:
            return
        dialog = AssignManyDialog(many, self.view)
        owner = people_combo(self.people, self.tr("Nobody"), sides=(Side.AUTHORITY, Side.PARTNER))
        dialog.form.add_row(self.tr("&Owner"), owner, name="owner_id")
        owner.setFocus()

        def stored(changed: int) -> None:
            dialog.accept()
            self.desk.notices.say(self.tr("{n} requests assigned.").format(n=changed))

        self.ask(
            dialog,
            lambda values: lambda: self.requests.assign_many(many, values["owner_id"], by=self),
            stored,
        )

    # -- notes and keys --------------------------------------------------------------------------------

    def _note(self, request: InfoRequest) -> None:
        dialog = WordsDialog(
            self.tr("A note on {ref}").format(ref=request.ref),
            self.tr("&Note"),
            self.tr("Add"),
            help=self.tr("It stays as it was written, with your name and the time."),
            parent=self.view,
        )
        self.ask(dialog, lambda values: lambda: self.requests.add_note(request.id, values["words"], by=self))

    def _keys(self) -> None:
        KeysDialog(self.tr("Keys of the requests"), self.view.keys(), self.view).open()


class KeepViewDialog(FormDialog):
    """Asks for the name under which a view is kept; hands over ``{"name": …}``."""

    def __init__(self, name: str, parent: InfoRequestsView) -> None:
        super().__init__("", parent, self.tr("Keep"))
        self.setWindowTitle(self.tr("Keep this view"))
        self._heading.setText(self.windowTitle())
        self.name = self.form.add_row(
            self.tr("&Name"),
            QLineEdit(name),
            self.tr("What is shown, its groups, columns, order and words come back by one click."),
            name="name",
        )
        self.name.setFocus()

    def validate(self) -> bool:
        """It needs a name."""
        if self.name.text().strip():
            return True
        self.form.error(self.name, self.tr("Call it after what it shows."))
        return False


class AssignManyDialog(FormDialog):
    """Asks who owns several requests; hands over ``{"owner_id": …}``."""

    def __init__(self, requests: tuple[InfoRequest, ...], parent: InfoRequestsView) -> None:
        refs = [request.ref for request in requests]
        shown = ", ".join(refs[:12])
        more = len(refs) - 12
        super().__init__("", parent, self.tr("Assign all"), text=shown + (f" + {more}" if more > 0 else ""))
        self.setWindowTitle(self.tr("Assign {n} requests").format(n=len(refs)))
        self._heading.setText(self.windowTitle())
