"""The head of the list: words to look for, this day or all, facets to choose from, chips for what is on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from ilacs_desktop.desktop.pages.timetable.cards import Card
from ilacs_desktop.desktop.pages.timetable.listing.filters import (
    ANY_CASE,
    NO_CASE,
    Facet,
    Filters,
    Ground,
    Key,
    Option,
    options_of,
)
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import IconButton, make_button
from ilacs_desktop.desktop.widgets.flow import Flow
from ilacs_desktop.desktop.widgets.labels import Label
from ilacs_desktop.desktop.widgets.panes import Switch


class StayingMenu(QMenu):
    """A menu of ticks that stays open while one ticks, so that several can be chosen at once."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """A click ticks and the menu stays."""
        if not self._tick():
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Space ticks and the menu stays; Enter ticks and closes it."""
        if event.key() != Qt.Key.Key_Space or not self._tick():
            super().keyPressEvent(event)

    def _tick(self) -> bool:
        action = self.activeAction()
        if action is None or not action.isEnabled() or not action.isCheckable():
            return False
        action.trigger()
        return True


class FilterBar(QWidget):
    """Says what is shown and takes what is to be shown. ``changed`` carries the `Filters`."""

    changed = Signal(object)
    scope_changed = Signal(bool)
    """Whether all days are wanted."""
    list_wanted = Signal()
    """The keyboard wants to go on to the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.filters = Filters()
        self._cards: Sequence[Card] = ()
        self._ground = Ground()
        self._names: Mapping[Facet, str] = {
            Facet.INSPECTOR: self.tr("Inspector"),
            Facet.TEAM: self.tr("Team"),
            Facet.PLACE: self.tr("Place"),
            Facet.KIND: self.tr("Kind"),
            Facet.CASE: self.tr("Case"),
            Facet.STATUS: self.tr("State"),
            Facet.SINCE: self.tr("Changed since"),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(0.75))
        column.addLayout(self._search_line())
        self.buttons: dict[Facet, IconButton] = {}
        self.menus: dict[Facet, StayingMenu] = {}
        facets = QWidget()
        flow = Flow(facets)
        for facet, name in self._names.items():
            flow.addWidget(self._facet_button(facet, name))
        column.addWidget(facets)
        self.chips_line = QWidget()
        self._chips = Flow(self.chips_line)
        self.chips: list[IconButton] = []
        column.addWidget(self.chips_line)
        self.chips_line.hide()
        self.setMinimumWidth(1)

    def _search_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(current_theme().space(1))
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find a slot: C-014, R. Malik, Room 2…"))
        self.search.setAccessibleName(self.tr("Find a slot"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(current_theme().px(90))
        self.search.textChanged.connect(self._on_text)
        self.search.installEventFilter(self)
        line.addWidget(self.search, 1)
        self._day_word, self._all_word = self.tr("This day"), self.tr("All days")
        self.scope = Switch([self._day_word, self._all_word], spoken=self.tr("Which days"))
        if (inner := self.scope.layout()) is not None:
            inner.setSpacing(current_theme().space(0.5))
        self.scope.switched.connect(lambda name: self.scope_changed.emit(name == self._all_word))
        line.addWidget(self.scope)
        self.count = Label("", role="muted")
        line.addWidget(self.count)
        return line

    def _facet_button(self, facet: Facet, name: str) -> IconButton:
        spoken = self.tr("Filter by {facet}").format(facet=name.lower())
        button = make_button(name, "chevron-down", small=True, spoken=spoken)
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the icon stands after the word
        menu = StayingMenu(self)
        menu.aboutToShow.connect(lambda: self._fill(facet))
        button.clicked.connect(lambda: menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2))))
        self.buttons[facet], self.menus[facet] = button, menu
        return button

    # -- showing -------------------------------------------------------------------------------

    def show_ground(self, cards: Sequence[Card], ground: Ground) -> None:
        """Say what can be chosen from; a facet with nothing to choose is not offered."""
        self._cards, self._ground = cards, ground
        self.buttons[Facet.SINCE].setEnabled(bool(ground.issues))
        self._show_chips()

    def show_scope(self, *, all_days: bool) -> None:
        """Turn the switch without a wish."""
        self.scope.choose(self._all_word if all_days else self._day_word)

    def show_count(self, shown: int, of: int) -> None:
        """Say how many of how many are shown."""
        if shown == of:
            text = self.tr("1 slot") if of == 1 else self.tr("{n} slots").format(n=of)
        else:
            text = self.tr("{n} of {all} slots").format(n=shown, all=of)
        self.count.setText(text)

    def set_filters(self, filters: Filters) -> None:
        """Put other filters on and say so."""
        if filters == self.filters:
            return
        self.filters = filters
        if self.search.text() != filters.text:
            self.search.setText(filters.text)
        self._show_chips()
        self.changed.emit(filters)

    def clear(self) -> None:
        """Take every filter off; the keyboard goes to the search line."""
        self.set_filters(Filters())
        self.search.setFocus()

    def word_of(self, facet: Facet, option: Option) -> str:
        """What a choice is called."""
        if facet is Facet.SINCE:
            return self.tr("issue {n}").format(n=option.key)
        words = {
            (Facet.INSPECTOR, -1): self.tr("no inspector"),
            (Facet.PLACE, -1): self.tr("no place"),
            (Facet.CASE, ANY_CASE): self.tr("any case"),
            (Facet.CASE, NO_CASE): self.tr("no case"),
        }
        return words.get((facet, option.key), option.word)

    def _fill(self, facet: Facet) -> None:
        menu = self.menus[facet]
        menu.clear()
        for option in options_of(self._cards, facet, self._ground):
            word = self.word_of(facet, option).replace("&", "&&")
            action = QAction(f"{word}  ({option.count})" if option.count else word, menu)
            action.setCheckable(True)
            action.setChecked(option.key in self.filters.keys(facet))
            action.triggered.connect(lambda _=False, key=option.key: self._toggle(facet, key))
            menu.addAction(action)
        if menu.isEmpty():
            menu.addAction(self.tr("Nothing to choose from")).setEnabled(False)

    def _toggle(self, facet: Facet, key: Key) -> None:
        self.set_filters(self.filters.toggled(facet, key))
        if facet is Facet.SINCE and self.menus[facet].isVisible():
            self.menus[facet].close()

    def _on_text(self, text: str) -> None:
        self.set_filters(Filters(text, self.filters.chosen))

    def _show_chips(self) -> None:
        had_focus = next((n for n, chip in enumerate(self.chips) if chip.hasFocus()), None)
        while (item := self._chips.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        self.chips = []
        for facet, name in self._names.items():
            keys = self.filters.keys(facet)
            cards = self._cards if keys else ()
            options = {each.key: each for each in options_of(cards, facet, self._ground)}
            for key in sorted(keys, key=str):
                word = self.word_of(facet, options.get(key, Option(key, str(key))))
                chip = self._chip(f"{name}: {word}")
                chip.clicked.connect(
                    lambda _=False, facet=facet, key=key: self.set_filters(self.filters.without(facet, key))
                )
        if self.chips:
            chip = make_button(self.tr("Clear all"), small=True, quiet=True, parent=self.chips_line)
            chip.clicked.connect(self.clear)
            self.chips.append(chip)
            self._chips.addWidget(chip)
        self.chips_line.setVisible(bool(self.chips))
        if had_focus is not None:
            (self.chips[min(had_focus, len(self.chips) - 1)] if self.chips else self.search).setFocus()

    def _chip(self, text: str) -> IconButton:
        chip = make_button(
            text,
            "x",
            small=True,
            spoken=self.tr("Take off {filter}").format(filter=text),
            parent=self.chips_line,
        )
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        chip.installEventFilter(self)
        self.chips.append(chip)
        self._chips.addWidget(chip)
        return chip

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Delete on a chip takes it off; in the search line Down goes to the list and Escape clears."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key = event.key()
        if watched is self.search:
            if key in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.list_wanted.emit()
                return True
            if key == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            next(chip for chip in self.chips if chip is watched).click()
            return True
        return super().eventFilter(watched, event)
