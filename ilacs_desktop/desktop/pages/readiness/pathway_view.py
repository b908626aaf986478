"""Which inspection is next: the earlier ones, entered by hand, and the estimate that follows from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ilacs_desktop.desktop.tables import Column, ListTable, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import (
    EmptyState,
    Label,
    Muted,
    Pane,
    Pill,
    PillText,
    clear_layout,
    make_button,
    scrolled,
)
from ilacs_desktop.domain.moments import said_short_day
from ilacs_desktop.domain.pathways import OVERALL, PastInspection, Pathway


@dataclass(frozen=True, slots=True)
class PathwayFacts:
    """What the view shows of one authority."""

    authority: str
    past: tuple[PastInspection, ...]
    pathway: Pathway | None
    type_names: Mapping[str, str]
    authority_names: tuple[str, ...] = ()


class PathwayView(QWidget):
    """Knows earlier inspections and an estimate, no services."""

    authority_wanted = Signal(str)
    add_wanted = Signal()
    remove_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.space(1.5))
        left = Pane(self.tr("Earlier inspections and visits"), "history")
        top = QHBoxLayout()
        top.setSpacing(theme.space(1))
        words = Label(self.tr("A&uthority"))
        self.authority = QLineEdit()
        self.authority.setAccessibleName(self.tr("Authority"))
        words.setBuddy(self.authority)
        top.addWidget(words)
        top.addWidget(self.authority, 1)
        left.body.addLayout(top)
        self.rows = RowTable(
            [
                Column(
                    self.tr("Last day"),
                    lambda row: f"{said_short_day(row.ended_on)} {row.ended_on.year}",
                    sort=lambda row: row.ended_on.isoformat(),
                    strong=True,
                ),
                Column(self.tr("What"), lambda row: row.name, stretch=True),
                Column(self.tr("Overall"), _said_grades, stretch=True),
            ],
            self,
        )
        self.table = ListTable(self.rows, self.tr("Earlier inspections"))
        empty = EmptyState(
            "history",
            self.tr("No earlier inspection is known"),
            self.tr("Enter the last one with its judgements, and any visit since."),
            self.tr("Add the last one…"),
        )
        empty.wanted.connect(self.add_wanted)
        self.table.set_empty(empty)
        left.body.addWidget(self.table, 1)
        deeds = QHBoxLayout()
        deeds.setSpacing(theme.space(1.25))
        self.add_button = make_button(self.tr("Add…"), "plus", spoken=self.tr("Add an earlier inspection"))
        self.remove_button = make_button(
            self.tr("Remove"), "trash-2", spoken=self.tr("Remove the selected earlier inspection")
        )
        self.remove_button.setEnabled(False)
        deeds.addWidget(self.add_button)
        deeds.addWidget(self.remove_button)
        deeds.addStretch(1)
        left.body.addLayout(deeds)
        line.addWidget(left, 6)
        self.next = NextPane()
        line.addWidget(self.next, 5)
        self.add_button.clicked.connect(self.add_wanted)
        self.remove_button.clicked.connect(lambda: self.remove_wanted.emit(self.table.selected()))
        self.table.chosen.connect(lambda row: self.remove_button.setEnabled(row is not None))
        self.authority.editingFinished.connect(
            lambda: self.authority_wanted.emit(self.authority.text().strip())
        )

    def show_facts(self, facts: PathwayFacts) -> None:
        """Show another authority, or the same with newer facts."""
        if facts.authority_names and self.authority.completer() is None:
            completer = QCompleter(QStringListModel(list(facts.authority_names), self), self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            self.authority.setCompleter(completer)
        if not self.authority.hasFocus():
            self.authority.setText(facts.authority)
        self.rows.show(facts.past)
        self.add_button.setEnabled(bool(facts.authority))
        self.next.show_pathway(facts.pathway, facts.type_names)


class NextPane(Pane):
    """The estimate: type, window, and the rules it rests on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("NextPane", "What is next"), "signpost", parent=parent)
        self.set_note(self.tr("our estimate"))
        theme = current_theme()
        self._empty = EmptyState(
            "signpost",
            self.tr("Nothing can be estimated yet"),
            self.tr("The last graded inspection decides which type is next, and about when."),
        )
        self._facts = QWidget()
        column = QVBoxLayout(self._facts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.name = Label("", font="hero", wrap=True)
        self.certain = Pill("", "plain")
        self.sentence = Label("", wrap=True)
        self.window_line = Label("", font="subtitle", wrap=True)
        self.anniversary = Muted("", wrap=True)
        column.addWidget(self.name)
        column.addWidget(self.certain)
        column.addWidget(self.sentence)
        column.addSpacing(theme.space(1))
        column.addWidget(self.window_line)
        column.addWidget(self.anniversary)
        column.addSpacing(theme.space(1))
        self._notes = QVBoxLayout()
        self._notes.setSpacing(theme.space(0.75))
        column.addLayout(self._notes)
        self._area = scrolled(self._facts)
        self.body.addWidget(self._area, 1)
        self.body.addWidget(self._empty, 1)
        self.show_pathway(None, {})

    def show_pathway(self, pathway: Pathway | None, names: Mapping[str, str]) -> None:
        """Show another estimate; None while there is nothing to go by."""
        self._area.setVisible(pathway is not None)
        self._empty.setVisible(pathway is None)
        if pathway is None:
            return
        self.name.setText(names.get(pathway.next_key, pathway.next_key))
        if pathway.is_certain:
            self.certain.hide()
        else:
            self.certain.setVisible(True)
            self.certain.show_pill(PillText(self.tr("not certain"), "warn", "circle-help"))
        self.sentence.setText(pathway.sentence)
        earliest, latest, anniversary = pathway.earliest_on, pathway.latest_on, pathway.anniversary_on
        if earliest and latest and anniversary:
            self.window_line.setText(
                self.tr("Likely from {earliest:%B %Y} to {latest:%B %Y}").format(
                    earliest=earliest, latest=latest
                )
            )
            self.anniversary.setText(
                self.tr("Three years after the last one: {day} {on:%B %Y}").format(
                    day=anniversary.day, on=anniversary
                )
            )
        self.window_line.setVisible(earliest is not None)
        self.anniversary.setVisible(earliest is not None)
        clear_layout(self._notes)
        for note in _unique((*pathway.notes, pathway.source)):
            self._notes.addWidget(Muted(note, font="small", wrap=True))


def _unique(texts: Sequence[str]) -> list[str]:
    return [text for text in dict.fromkeys(texts) if text]


def _said_grades(row: PastInspection) -> str:
    grades = row.grade_of
    if not grades:
        return "no grades"
    if OVERALL in grades:
        return str(grades[OVERALL])
    return ", ".join(str(grade) for grade in grades.values())
