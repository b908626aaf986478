"""Notes: a document about each inspector on each day, saved while one types."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from ilacs_desktop.desktop.pages.threads.passages import DeedBar, Outcomes, PassageText
from ilacs_desktop.desktop.tables import Column, ListTable, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import EmptyState, Label, Pane, PillText, make_button
from ilacs_desktop.domain.feedback import Became, Note
from ilacs_desktop.domain.moments import local, said_day
from ilacs_desktop.domain.people import Person

SAVE_MS = 2_000
"""Typing is safe at the latest this long after it happened."""

SETTLE_MS = 30_000
"""After so long without a key the note is put down for good, and stands in the audit trail."""


class NotesPanel(QSplitter):
    """Day and inspectors at the left, the note at the right.

    ``save_wanted`` carries (Note as shown, text, whether it is put down for good). It is never
    emitted again before `show_saved` or `show_note` has answered, so that saves keep their order.
    """

    note_wanted = Signal(int, object)
    """(id of the inspector, day)"""
    day_wanted = Signal(object)
    save_wanted = Signal(object, str, bool)
    passage_wanted = Signal(object, object, object)
    """(Note, (quote, start, end), Became); the note has been put down before"""
    go_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        theme = current_theme()
        self._note: Note | None = None
        self._noted: frozenset[int] = frozenset()
        self._day = date.min
        self._today = date.min
        self._is_saving = False
        self._waiting: tuple[str, int, int, Became] | None = None
        self._soon = QTimer(self, interval=SAVE_MS, singleShot=True)
        self._soon.timeout.connect(lambda: self.save(settle=False))
        self._later = QTimer(self, interval=SETTLE_MS, singleShot=True)
        self._later.timeout.connect(lambda: self.save(settle=True))
        self.setChildrenCollapsible(False)
        self.setHandleWidth(theme.space(1.5))
        self.addWidget(self._people())
        self.addWidget(self._document())
        self.setStretchFactor(1, 1)
        self.setSizes([theme.px(300), theme.px(820)])
        self.show_note(None)

    # -- what the page shows ----------------------------------------------------------------------

    def show_day(self, day: date, today: date, inspectors: Sequence[Person], noted: Sequence[int]) -> None:
        """Show a day with its inspectors; those in ``noted`` have a note."""
        self._day, self._today = day, today
        self._noted = frozenset(noted)
        self.day_label.setText(said_day(day))
        self.next_day.setEnabled(day < today)
        self.rows.show(())
        self.rows.show(inspectors)
        wanted = self._note.inspector_id if self._note is not None else None
        if not self.table.select_where(lambda person: person.id == wanted) and inspectors:
            self.table.selectRow(0)
        if not inspectors:
            self.show_note(None)

    def show_note(self, note: Note | None) -> None:
        """Show another note, or that none is at hand.

        The same note fetched anew never takes away what was typed meanwhile.
        """
        if self._is_same(note) and (self.is_unsaved or self._is_saving):
            self._note = note
            if not self._is_saving:
                self._soon.start()
            return
        self._is_saving = False
        self._soon.stop()
        self._later.stop()
        self._note = note
        self.text.setEnabled(note is not None)
        if note is None:
            self.pane.set_title(self.tr("No inspector is chosen"))
            self.pane.set_note("")
            self.outcomes.show_extracts(())
            return
        self.pane.set_title(f"{note.inspector} · {said_day(note.day)}")
        if self.text.toPlainText() != note.text:
            self.text.blockSignals(True)
            self.text.setPlainText(note.text)
            self.text.blockSignals(False)
        self.deeds.wake(self.text.passage() is not None)
        self._tell(note)

    def show_saved(self, note: Note) -> None:
        """A save has been stored; what was typed meanwhile stays and is saved next."""
        self._is_saving = False
        if not self._is_same(note):
            return
        self._note = note
        self._tell(note)
        if self.text.toPlainText() != note.text:
            self._soon.start()
        elif self._waiting is not None:
            quote, start, end, kind = self._waiting
            self._waiting = None
            self.passage_wanted.emit(note, (quote, start, end), kind)

    def save_refused(self) -> None:
        """A save was refused; the words stay where they are."""
        self._is_saving = False
        self._waiting = None

    @property
    def note(self) -> Note | None:
        """The note at hand, as it was last stored."""
        return self._note

    @property
    def is_unsaved(self) -> bool:
        """Whether something is typed that is not stored yet."""
        return self._note is not None and self.text.toPlainText() != self._note.text

    def save(self, *, settle: bool) -> None:
        """Ask for what is typed to be stored; for good if ``settle``."""
        if self._note is None:
            return
        if self._is_saving:
            self._soon.start()
            return
        if not settle and not self.is_unsaved:
            return
        if settle and self._note.id == 0 and not self.text.toPlainText().strip():
            return
        self._soon.stop()
        if settle:
            self._later.stop()
        self._is_saving = True
        self.save_wanted.emit(self._note, self.text.toPlainText(), settle)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Whoever goes elsewhere has finished for now: put the note down."""
        self._leave()
        super().hideEvent(event)

    # -- built once --------------------------------------------------------------------------------

    def _people(self) -> QWidget:
        theme = current_theme()
        pane = Pane()
        line = QHBoxLayout()
        line.setSpacing(theme.space(0.5))
        back = make_button("", "chevron-left", quiet=True, small=True, spoken=self.tr("The day before"))
        self.next_day = make_button(
            "", "chevron-right", quiet=True, small=True, spoken=self.tr("The day after")
        )
        self.day_label = Label("", font="strong")
        back.clicked.connect(lambda: self._step(-1))
        self.next_day.clicked.connect(lambda: self._step(1))
        line.addWidget(back)
        line.addWidget(self.day_label, 1, Qt.AlignmentFlag.AlignHCenter)
        line.addWidget(self.next_day)
        pane.body.addLayout(line)
        self.rows = RowTable(
            [
                Column(self.tr("Inspector"), lambda person: person.label, stretch=True),
                Column(
                    self.tr("Note"),
                    lambda person: self.tr("noted") if person.id in self._noted else "",
                    pill=lambda person: (
                        PillText(self.tr("noted"), "plain", "notebook-pen")
                        if person.id in self._noted
                        else None
                    ),
                    spoken=lambda person: (
                        self.tr("noted") if person.id in self._noted else self.tr("no note")
                    ),
                    width=92,
                ),
            ],
            self,
        )
        self.table = ListTable(self.rows, self.tr("Inspectors"))
        self.table.set_empty(
            EmptyState(
                "users",
                self.tr("No inspector on the list"),
                self.tr("Add the inspectors to the list of people in Settings; then each has a note a day."),
            )
        )
        self.table.chosen.connect(self._on_person)
        pane.body.addWidget(self.table, 1)
        return pane

    def _document(self) -> QWidget:
        self.pane = Pane(" ", "notebook-pen")
        self.text = PassageText(self.tr("Note"))
        self.text.setPlaceholderText(
            self.tr("What was said and asked, in their words, with the time. No child’s name: C-014.")
        )
        self.text.textChanged.connect(self._on_typed)
        self.pane.body.addWidget(self.text, 1)
        self.deeds = DeedBar((Became.REQUEST, Became.SIGNAL, Became.CLARIFICATION, Became.CONCERN))
        self.text.selected.connect(self.deeds.wake)
        self.deeds.wanted.connect(self._on_deed)
        self.pane.body.addWidget(self.deeds)
        self.outcomes = Outcomes()
        self.outcomes.go_wanted.connect(self.go_wanted)
        self.pane.body.addWidget(self.outcomes)
        return self.pane

    # -- what the user does ------------------------------------------------------------------------

    def _on_typed(self) -> None:
        if self.is_unsaved:
            if not self._soon.isActive():
                self._soon.start()
            self._later.start()
            self.pane.set_note(self.tr("Saving…"))

    def _on_person(self, person: Person | None) -> None:
        if person is None or (
            self._note is not None and (self._note.inspector_id, self._note.day) == (person.id, self._day)
        ):
            return
        self._leave()
        self.note_wanted.emit(person.id, self._day)

    def _step(self, days: int) -> None:
        self._leave()
        self.day_wanted.emit(self._day + timedelta(days=days))

    def _leave(self) -> None:
        """Put the note down before another is shown; the worker keeps the order."""
        if self._note is not None and (self.is_unsaved or self._later.isActive()):
            self._is_saving = False
            self.save(settle=True)

    def _on_deed(self, kind: Became) -> None:
        passage = self.text.passage()
        if passage is None or self._note is None:
            return
        self._waiting = (*passage, kind)
        self.save(settle=True)

    def _is_same(self, note: Note | None) -> bool:
        """Whether ``note`` is of the same inspector and day as the one at hand."""
        mine = self._note
        if mine is None or note is None:
            return False
        return (mine.inspector_id, mine.day) == (note.inspector_id, note.day)

    def _tell(self, note: Note) -> None:
        self.outcomes.show_extracts(note.extracts)
        saved = f"{local(note.saved_at):%H:%M:%S}" if note.saved_at else ""
        self.pane.set_note(self.tr("Saved %1").replace("%1", saved) if saved else "")
