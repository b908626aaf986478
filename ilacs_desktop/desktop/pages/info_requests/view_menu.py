"""The button beside the filter: which requests, in what groups, under which name it is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from ilacs_desktop.desktop.widgets import IconButton
from ilacs_desktop.domain.info_requests.arranging import Grouping, ListView, Only

LONGEST_WORDS = 34


class ViewButton(IconButton):
    """Says how the list is seen and opens a menu to see it otherwise.

    ``view_wanted`` carries a `ListView`; what was typed as words stays typed.
    """

    view_wanted = Signal(object)
    keep_wanted = Signal()
    forget_wanted = Signal(str)
    columns_wanted = Signal()
    fold_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "list-filter", parent=parent)
        self._view = ListView()
        self._kept: tuple[ListView, ...] = ()
        self.menu_of_views = QMenu(self)
        self.menu_of_views.aboutToShow.connect(self._fill)
        self.clicked.connect(self.open)
        self.show_view(ListView())

    def show_view(self, view: ListView) -> None:
        """Say how the list is seen now."""
        self._view = view
        words = self._words(view)
        cut = words if len(words) <= LONGEST_WORDS else words[: LONGEST_WORDS - 1] + "…"
        self.setText(cut.replace("&", "&&"))
        self.setAccessibleName(self.tr("The list shows: {view}").format(view=words))
        self.setToolTip(self.tr("Choose what is shown, in what groups, with which columns (Z)"))

    def show_kept(self, kept: Sequence[ListView]) -> None:
        """Offer the views that were kept."""
        self._kept = tuple(kept)
        self.show_view(self._view)

    def open(self) -> None:
        """Open the menu below the button."""
        self.menu_of_views.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def _words(self, view: ListView) -> str:
        kept = next((each for each in self._kept if _is_same(each, view)), None)
        if kept is not None:
            return kept.name
        words = view.only.value.capitalize()
        if view.grouping is not Grouping.NOTHING:
            words = self.tr("{which}, by {what}").format(which=words, what=view.grouping.value)
        return words

    def _fill(self) -> None:
        menu = self.menu_of_views
        menu.clear()
        self._kept_actions = [self._add_kept(menu, view) for view in self._kept]
        if self._kept:
            menu.addSeparator()
        which = menu.addMenu(self.tr("&Show: {which}").format(which=self._view.only.value))
        self._add_choices(which, tuple(Only), self._view.only, lambda only: replace(self._view, only=only))
        groups = menu.addMenu(self.tr("&Group by: {what}").format(what=self._view.grouping.value))
        self._add_choices(
            groups, tuple(Grouping), self._view.grouping, lambda by: replace(self._view, grouping=by)
        )
        fold = menu.addAction(self.tr("&Fold or open all groups"))
        fold.setEnabled(self._view.grouping is not Grouping.NOTHING)
        fold.triggered.connect(self.fold_wanted)
        menu.addSeparator()
        menu.addAction(self.tr("&Columns…")).triggered.connect(self.columns_wanted)
        menu.addAction(self.tr("&Keep this view…")).triggered.connect(self.keep_wanted)
        forget = menu.addMenu(self.tr("Forge&t a view"))
        forget.setEnabled(bool(self._kept))
        for view in self._kept:
            action = forget.addAction(view.name.replace("&", "&&"))
            action.triggered.connect(lambda _=False, name=view.name: self.forget_wanted.emit(name))
        if self._view != ListView():
            menu.addAction(self.tr("Show &everything as usual")).triggered.connect(
                lambda: self.view_wanted.emit(ListView())
            )

    def _add_kept(self, menu: QMenu, view: ListView) -> QAction:
        action = menu.addAction(view.name.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(_is_same(view, self._view))
        action.triggered.connect(lambda: self.view_wanted.emit(view))
        return action

    def _add_choices(
        self,
        menu: QMenu,
        words: Sequence[Only] | Sequence[Grouping],
        now: Only | Grouping,
        view_of: Callable[..., ListView],
    ) -> None:
        group = QActionGroup(menu)
        for word in words:
            action = menu.addAction(word.value)
            action.setCheckable(True)
            action.setChecked(word is now)
            group.addAction(action)
            action.triggered.connect(lambda _=False, word=word: self.view_wanted.emit(view_of(word)))


def _is_same(one: ListView, other: ListView) -> bool:
    return replace(one, name="") == replace(other, name="")
