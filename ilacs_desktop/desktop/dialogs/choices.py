"""Combo boxes filled from the lists of people and places."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter

from ilacs_desktop.domain.people import Person, Place


def people_combo(people: Iterable[Person], *, blank: str = "", chosen: int | None = None) -> QComboBox:
    """One person to choose: type any part of the name. ``blank`` stands for nobody."""
    combo = QComboBox()
    if blank:
        combo.addItem(blank, None)
    for person in people:
        role = person.role or person.team
        combo.addItem(f"{person.label}, {role}" if role else person.label, person.id)
    combo.setEditable(True)
    combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    completer = QCompleter(combo.model(), combo)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    combo.setCompleter(completer)
    combo.setCurrentIndex(max(0, combo.findData(chosen)) if chosen is not None else (0 if blank else -1))
    line = combo.lineEdit()
    if line is not None:
        line.setCursorPosition(0)
    return combo


def chosen_id(combo: QComboBox) -> int | None:
    """The id of what is chosen, by its whole text; None for nobody and for words that are on no line."""
    at = combo.findText(combo.currentText().strip(), Qt.MatchFlag.MatchFixedString)
    return combo.itemData(at) if at >= 0 else None


def place_combo(places: Iterable[Place], *, blank: str, chosen: int | None = None) -> QComboBox:
    """One place to choose, or none yet."""
    combo = QComboBox()
    combo.addItem(blank, None)
    for place in places:
        combo.addItem(place.label, place.id)
    combo.setCurrentIndex(max(0, combo.findData(chosen)))
    return combo
