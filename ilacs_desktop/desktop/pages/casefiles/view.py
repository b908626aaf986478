"""The face of the case-file room: children, sessions, concerns."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ilacs_desktop.desktop.pages.casefiles.children import ChildrenView
from ilacs_desktop.desktop.pages.casefiles.concerns import ConcernsView
from ilacs_desktop.desktop.pages.casefiles.sessions import SessionsView
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.flow import Flow
from ilacs_desktop.desktop.widgets.panes import EmptyState, PageHeader, Switch
from ilacs_desktop.desktop.widgets.sides import OneOfMany

WORDS_PERCENT = 150
"""Beyond this text size the deeds of the head leave their room to the sentence and are icons with a name."""


class CasefilesView(QWidget):
    """Three lists behind one switch. Knows widgets and rows, no services."""

    import_wanted = Signal()
    imports_wanted = Signal()
    concern_wanted = Signal()
    new_inspection_wanted = Signal()
    shown_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.space(1.5))
        self.header = PageHeader(self.tr("Case files"))
        self._names = [self.tr("Children"), self.tr("Sessions"), self.tr("Concerns")]
        self.switch = Switch(self._names, spoken=self.tr("What is shown"), line=Flow())
        self.switch.switched.connect(self._on_switched)
        has_words = theme.percent <= WORDS_PERCENT
        words = (self.tr("Raise concern…"), self.tr("Annex A…")) if has_words else ("", "")
        self.concern_button = make_button(words[0], "octagon-alert", spoken=self.tr("Raise a concern"))
        self.concern_button.clicked.connect(self.concern_wanted)
        self.header.add_deed(self.concern_button)
        self.import_button = make_button(words[1], "file-down", spoken=self.tr("Import Annex A"))
        self.import_button.clicked.connect(self.import_wanted)
        self.header.add_deed(self.import_button)
        self.imports_button = make_button("", "history", spoken=self.tr("What was taken in, and undo"))
        self.imports_button.clicked.connect(self.imports_wanted)
        self.header.add_deed(self.imports_button)
        outer.addWidget(self.header)
        outer.addWidget(self.switch)
        self.children_view = ChildrenView()
        self.sessions_view = SessionsView()
        self.concerns_view = ConcernsView()
        self.none = EmptyState(
            "folder-open",
            self.tr("No inspection yet"),
            self.tr("Children, sessions and concerns belong to an inspection."),
            self.tr("New inspection…"),
        )
        self.none.wanted.connect(self.new_inspection_wanted)
        self._waiting: dict[str, Callable[[], object]] = {}
        self.stack = OneOfMany()
        for widget in (self.children_view, self.sessions_view, self.concerns_view):
            self.stack.addWidget(widget)
        self.stack.addWidget(self.none)
        outer.addWidget(self.stack, 1)
        self.children_view.import_wanted.connect(self.import_wanted)
        self.concerns_view.raise_wanted.connect(self.concern_wanted)
        self.sessions_view.children_wanted.connect(self.show_children)
        self.show_none(is_none=True)

    def show_none(self, *, is_none: bool) -> None:
        """Without an inspection there is nothing here; otherwise show the list that was chosen."""
        for widget in (self.switch, self.concern_button, self.import_button, self.imports_button):
            widget.setVisible(not is_none)
        if is_none:
            self.stack.setCurrentWidget(self.none)
        else:
            self.stack.setCurrentIndex(self._names.index(self.switch.chosen))

    def add_view(self, name: str, make: Callable[[], object]) -> str:
        """Another name of the switch, after the others; gives the name back.

        ``make`` fills it by `put`, once somebody turns to it.
        """
        self.stack.insertWidget(len(self._names), QWidget())
        self._names.append(name)
        self._waiting[name] = make
        self.switch.add(name)
        return name

    def add_side(self, name: str, make: Callable[[], object]) -> str:
        """Another name that is only there while it is shown or waits; gives the name back."""
        self.add_view(name, make)
        self.switch.button(name).hide()
        return name

    def put(self, name: str, widget: QWidget) -> None:
        """Fill what a name stands for."""
        del self._waiting[name]
        number = self._names.index(name)
        self.stack.insertWidget(number, widget)
        if (place := self.stack.widget(number + 1)) is not None:
            self.stack.removeWidget(place)
            place.deleteLater()

    def make_all(self) -> None:
        """Make every list, shown or not."""
        for make in tuple(self._waiting.values()):
            make()

    def _make(self, name: str) -> None:
        if name in self._waiting:
            self._waiting[name]()

    def show_side(self, name: str) -> None:
        """Offer a name that was not there, and turn to it."""
        self.switch.button(name).show()
        self._turn(self._names.index(name))

    def hide_side(self, name: str) -> None:
        """Take a name away; whoever looks at it looks at the children."""
        self.switch.button(name).hide()
        if self.switch.chosen == name:
            self.show_children()

    def show_children(self) -> None:
        """Turn to the children."""
        self._turn(0)

    def show_sessions(self) -> None:
        """Turn to the sessions."""
        self._turn(1)

    def show_concerns(self) -> None:
        """Turn to the concerns."""
        self._turn(2)

    def say_counts(self, *, sessions: int, concerns: int) -> None:
        """Put counts of what rings to the names of the lists, for a screen reader and as a tooltip."""
        for name, count, words, icon, role in (
            (self._names[1], sessions, self.tr("{count} not debriefed"), "timer", "warn"),
            (self._names[2], concerns, self.tr("{count} open"), "octagon-alert", "alert"),
        ):
            said = words.format(count=count) if count else ""
            button = self.switch.button(name)
            button.setToolTip(said)
            button.setAccessibleName(f"{name}, {said}" if said else name)
            button.set_icon(icon if count else "", role)

    def _turn(self, number: int) -> None:
        self._make(self._names[number])
        self.switch.choose(self._names[number])
        self.stack.setCurrentIndex(number)

    def _on_switched(self, name: str) -> None:
        self._make(name)
        self.stack.setCurrentIndex(self._names.index(name))
        self.shown_changed.emit(name)
