"""Pick people quickly: type a few letters, Enter takes the first, each with their part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.labels import ElidedLabel
from ilacs_desktop.desktop.widgets.panes import clear_layout
from ilacs_desktop.domain.people import Person, Side
from ilacs_desktop.domain.timetable import PartKind

MOST_OFFERED = 8


class PeoplePicker(QWidget):
    """A line to type in, and below it the people taken, each with a part and a way out."""

    changed = Signal()

    def __init__(self, people: Sequence[Person], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self._by_words: dict[str, Person] = {words_for(person): person for person in people}
        self._people: Mapping[int, Person] = {person.id: person for person in people}
        self._taken: dict[int, PartKind] = {}
        self._strangers: dict[int, str] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(0.5))
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("Type a name, Enter takes it"))
        self.line.setAccessibleName(self.tr("Add a person"))
        self._offers = QStringListModel(sorted(self._by_words, key=str.casefold), self)
        self._completer = QCompleter(self._offers, self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setMaxVisibleItems(MOST_OFFERED)
        self.line.setCompleter(self._completer)
        self._completer.activated.connect(self._on_activated, Qt.ConnectionType.QueuedConnection)
        self.line.installEventFilter(self)
        column.addWidget(self.line)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(theme.space(0.5))
        column.addLayout(self.rows)
        self.setFocusProxy(self.line)

    def parts(self) -> tuple[tuple[int, PartKind], ...]:
        """The people taken, each with their part, in the order they were taken."""
        return tuple(self._taken.items())

    def show_parts(
        self, parts: Iterable[tuple[int, PartKind]], names: Mapping[int, str] | None = None
    ) -> None:
        """Start with these people; ``names`` says who those are that are no longer on the list."""
        self._strangers = dict(names or {})
        self._taken = dict(parts)
        self._show()

    def take(self, person_id: int, part: PartKind | None = None) -> None:
        """Add a person; the first of each side leads, others attend."""
        if person_id in self._taken:
            return
        if part is None:
            side = self._people[person_id].side is Side.INSPECTORATE
            leads = any(
                (self._people[other].side is Side.INSPECTORATE) is side
                for other in self._taken
                if other in self._people
            )
            part = PartKind.ATTENDS if leads or not side else PartKind.LEADS
        self._taken[person_id] = part
        self._show()
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Enter in the line takes a person instead of closing the dialog."""
        is_enter = (
            watched is self.line
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        )
        if is_enter and self.line.text().strip():
            person = self._best(self.line.text())
            if person is not None:
                self._take_typed(person)
            return True
        return super().eventFilter(watched, event)

    def _best(self, text: str) -> Person | None:
        """The person meant: the very words, else the first whose words begin or hold them."""
        if text in self._by_words:
            return self._by_words[text]
        wanted = text.strip().casefold()
        held = [words for words in self._offers.stringList() if wanted in words.casefold()]
        held.sort(key=lambda words: not words.casefold().startswith(wanted))
        free = [words for words in held if self._by_words[words].id not in self._taken]
        return self._by_words[(free or held)[0]] if held else None

    def _on_activated(self, words: str) -> None:
        person = self._by_words.get(words)
        if person is not None:
            self._take_typed(person)

    def _take_typed(self, person: Person) -> None:
        with QSignalBlocker(self.line):
            self.line.clear()
        popup = self._completer.popup()
        if popup is not None:
            popup.hide()
        self.take(person.id)
        self.line.setFocus()

    def _drop(self, person_id: int) -> None:
        del self._taken[person_id]
        self._show()
        self.line.setFocus()
        self.changed.emit()

    def _set_part(self, person_id: int, part: PartKind) -> None:
        self._taken[person_id] = part
        self.changed.emit()

    def _show(self) -> None:
        clear_layout(self.rows)
        for person_id, part in self._taken.items():
            self.rows.addLayout(self._row(person_id, part))

    def _row(self, person_id: int, part: PartKind) -> QHBoxLayout:
        person = self._people.get(person_id)
        name = person.label if person else self._strangers.get(person_id, "?")
        line = QHBoxLayout()
        line.setSpacing(current_theme().space(1))
        line.addWidget(ElidedLabel(words_for(person) if person else name), 1)
        choice = QComboBox()
        for kind, word in self._words().items():
            choice.addItem(word, kind)
        choice.setCurrentIndex(list(self._words()).index(part))
        choice.setAccessibleName(self.tr("Part of {name}").format(name=name))
        choice.currentIndexChanged.connect(
            lambda index, person_id=person_id: self._set_part(person_id, list(self._words())[index])
        )
        line.addWidget(choice)
        drop = make_button("", "x", quiet=True, spoken=self.tr("Leave out {name}").format(name=name))
        drop.clicked.connect(lambda: self._drop(person_id))
        line.addWidget(drop)
        return line

    def _words(self) -> Mapping[PartKind, str]:
        return {
            PartKind.LEADS: self.tr("leads"),
            PartKind.ATTENDS: self.tr("attends"),
            PartKind.NAVIGATES: self.tr("navigates"),
            PartKind.OPTIONAL: self.tr("may come"),
        }


def words_for(person: Person) -> str:
    """How a person is offered: label, own name if it differs, and what they do."""
    name = f" · {person.short_name}" if person.known_as and person.known_as != person.short_name else ""
    role = person.role or person.team
    return f"{person.label}{name}{f', {role}' if role else ''}"
