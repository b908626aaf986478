"""All sessions that wait, proposed at once: look, set what should be otherwise, and plan them in one deed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QItemSelectionModel, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilacs_desktop.desktop.dialogs.plan_many.row import RowEditor
from ilacs_desktop.desktop.dialogs.plan_many.terms import TermsPanel
from ilacs_desktop.desktop.dialogs.review import ReviewDialog
from ilacs_desktop.desktop.dialogs.room import fitting
from ilacs_desktop.desktop.tables import Column, ListTable, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import scrolled
from ilacs_desktop.desktop.widgets.pill import PillText
from ilacs_desktop.domain.casefiles.planning import Planning, PlanRow, Proposal
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import day_of, said_short_day, said_time

TERMS_WIDTH, LEAST_HEIGHT = 250, 150
"""Pixels at 100 %: how wide the terms are, and how high the list is at least."""
MOST_SAID = 2
"""So many clashes of the row at hand are said in full; all of them in the tooltip of the list."""
ENTERS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
PAUSE_MS = 200
"""After a change by hand, before it is looked at what it clashes with."""


class PlanManyDialog(ReviewDialog):
    """Nothing is stored before ``take_wanted``; then call `accept` or `refuse`.

    ``again_wanted`` carries terms and rows for a new proposal, ``check_wanted`` rows whose clashes are
    asked for; both are answered by `show_proposal` and `show_clashes`.
    """

    again_wanted = Signal(object, object)
    check_wanted = Signal(object)

    def __init__(self, planning: Planning, proposal: Proposal, parent: QWidget | None = None) -> None:
        say = partial(QCoreApplication.translate, "PlanManyDialog")
        super().__init__(say("Plan these sessions"), "", "", parent)
        self.cancel_button.setText(self.tr("Cancel"))
        self.cancel_button.setAccessibleName(self.tr("Cancel"))
        self.resize(fitting(self, 1180, 690))
        theme = current_theme()
        self._people = {each.id: each.label for each in planning.people}
        self._places = {each.id: each.label for each in planning.places}
        self._rows: tuple[PlanRow, ...] = ()
        self._left_out: set[int] = set()
        self._said = ""
        self._clashes: Mapping[int, tuple[str, ...]] = {}
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(lambda: self.check_wanted.emit(self.wanted()))
        line = QHBoxLayout()
        line.setSpacing(theme.space(2))
        self.terms = TermsPanel(planning)
        self.terms.again_wanted.connect(self._ask_again)
        area = scrolled(self.terms)
        area.setFixedWidth(theme.px(TERMS_WIDTH))
        line.addWidget(area)
        ground = QWidget()
        right = QVBoxLayout(ground)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(theme.space(1))
        self.table = ListTable(RowTable(self._columns(), self), self.tr("Sessions to plan; Space ticks"))
        self.table.setProperty("framed", True)
        self.table.allow_many()
        self.table.setMinimumHeight(theme.px(LEAST_HEIGHT))
        self.table.installEventFilter(self)
        self.table.chosen.connect(lambda _: self._show_row())
        right.addWidget(self.table, 1)
        self.editor = RowEditor(planning)
        self.editor.changed.connect(self._set)
        self.editor.toggled.connect(self.toggle)
        right.addWidget(self.editor)
        line.addWidget(scrolled(ground), 1)
        self.body.addLayout(line, 1)
        self.note.setText(self.tr("Nothing is stored yet. Space ticks, Enter goes to the fields."))
        self.show_proposal(proposal)
        flags = QItemSelectionModel.SelectionFlag  # whatever keys are still down from opening this
        self.table.selectionModel().setCurrentIndex(
            self.table.proxy.index(0, 0), flags.ClearAndSelect | flags.Rows
        )
        self.table.setFocus()

    # -- what a page asks ------------------------------------------------------------------------

    def wanted(self) -> tuple[PlanRow, ...]:
        """The rows that are ticked and can be planned."""
        return tuple(
            row for row in self._rows if row.is_placed and not row.is_kept and row.id not in self._left_out
        )

    def seen(self) -> frozenset[str]:
        """The sentences of all clashes shown."""
        return frozenset(sentence for found in self._clashes.values() for sentence in found)

    def show_proposal(self, proposal: Proposal) -> None:
        """Show other rows; what was unticked stays so."""
        self._rows, self._clashes = proposal.rows, proposal.clashes
        self.terms.again_button.setEnabled(True)
        self._said = proposal.said
        self._show()

    def show_clashes(self, proposal: Proposal) -> None:
        """Show what the rows clash with, if they still are what was asked about."""
        if proposal.rows == self.wanted():
            self._clashes = proposal.clashes
            self._show()

    def refuse(self, error: Explained) -> None:
        """Say what went wrong; it can be proposed again."""
        self.terms.again_button.setEnabled(True)
        super().refuse(error)
        self.accept_button.setEnabled(bool(self.wanted()))

    def toggle(self) -> None:
        """Untick the rows chosen, or tick them all if the first is not."""
        chosen = [row.id for row in self.table.selected_rows() if not row.is_kept]
        if not chosen:
            return
        if chosen[0] in self._left_out:
            self._left_out.difference_update(chosen)
        else:
            self._left_out.update(chosen)
        self._show()
        self._pause.start()

    # -- behind ------------------------------------------------------------------------------------

    def _ask_again(self) -> None:
        self._refusal.hide()
        self.terms.again_button.setEnabled(False)
        by_hand = tuple(row for row in self._rows if row.is_set and row.id not in self._left_out)
        self.again_wanted.emit(self.terms.terms(), by_hand)

    def _set(self, row: PlanRow) -> None:
        self._rows = tuple(row if each.id == row.id else each for each in self._rows)
        self._left_out.discard(row.id)
        self._clashes = {key: found for key, found in self._clashes.items() if key != row.id}
        self._show()
        self._pause.start()

    def _show(self) -> None:
        self.table.rows.show(self._rows)
        self.table.viewport().update()
        count = len(self.wanted())
        words = self.tr("Plan {count} sessions").format(count=count)
        if count == 1:
            words = self.tr("Plan 1 session")
        self.accept_button.setText(words)
        self.accept_button.setAccessibleName(words)
        self.accept_button.setEnabled(count > 0)
        self.sentence.setText(self._said)
        self._show_row()

    def _at_hand(self) -> PlanRow | None:
        chosen = self.table.selected_rows()
        return next((row for row in self._rows if chosen and row.id == chosen[0].id), None)

    def _show_row(self) -> None:
        row = self._at_hand()
        if row is None:
            self.editor.show_row(None, self.tr("Pick a session."), is_ticked=False, is_wrong=False)
            return
        clashes = self._clashes.get(row.id, ())
        said = " ".join(clashes[:MOST_SAID]) or row.why or row.note or self._what(row).word
        if more := len(clashes[MOST_SAID:]):
            said = self.tr("{words} And {more} more.").format(words=said, more=more)
        self.editor.show_row(
            row,
            f"{row.code}: {said}",
            is_ticked=row.id not in self._left_out and not row.is_kept,
            is_wrong=bool(clashes) or not row.is_placed,
        )

    def _columns(self) -> list[Column]:
        def named(title: str, name: str, *, lesser: bool) -> Column:
            return Column(title, lambda row: self._people.get(getattr(row, name) or 0, ""), lesser=lesser)

        return [
            Column(self.tr("Case"), lambda row: row.code, strong=True, width=66),
            Column(self.tr("Worker"), lambda row: row.worker, stretch=True, lesser=True),
            Column(
                self.tr("When"),
                _when,
                sort=lambda row: row.starts_at.timestamp() if row.starts_at else float("inf"),
                width=132,
            ),
            Column(
                self.tr("Min"),
                lambda row: str(row.minutes),
                sort=lambda row: row.minutes,
                width=44,
                lesser=True,
            ),
            named(self.tr("Inspector"), "inspector_id", lesser=False),
            named(self.tr("Navigator"), "navigator_id", lesser=True),
            Column(self.tr("Where"), self._where, lesser=True),
            Column(
                self.tr("What"),
                lambda row: self._what(row).word,
                pill=self._what,
                tooltip=lambda row: " ".join(self._clashes.get(row.id, ())) or row.why or row.note,
                width=138,
            ),
        ]

    def _where(self, row: PlanRow) -> str:
        place = self._places.get(row.place_id or 0, "")
        video = self.tr("by video")
        if not row.by_video or video.split()[-1].casefold() in place.casefold():
            return place
        return f"{video}, {place}" if place else video

    def _what(self, row: PlanRow) -> PillText:
        """What becomes of a row, in a word or two."""
        if row.is_kept:
            return PillText(self.tr("planned already"), "plain", "lock")
        if row.id in self._left_out:
            return PillText(self.tr("left out"), "plain", "minus")
        if not row.is_placed:
            return PillText(self.tr("not placed"), "alert", "x")
        if count := len(self._clashes.get(row.id, ())):
            words = self.tr("1 clash") if count == 1 else self.tr("{count} clashes").format(count=count)
            return PillText(words, "warn", "triangle-alert")
        return PillText(self.tr("set by hand") if row.is_set else self.tr("proposed"), "good", "check")

    # -- Qt's own ----------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Space ticks the rows chosen, Enter goes to the fields."""
        if watched is self.table and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Space:
                self.toggle()
                return True
            if event.key() in ENTERS or event.key() == Qt.Key.Key_F2:
                self.editor.day.setFocus()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter in a field goes back to the list, in the terms it proposes again; it never stores."""
        focused = self.focusWidget()
        if event.key() in ENTERS and focused is not None:
            if self.editor.isAncestorOf(focused):
                self.table.setFocus()
                return
            if self.terms.isAncestorOf(focused):
                self._ask_again()
                return
        super().keyPressEvent(event)


def _when(row: PlanRow) -> str:
    if row.starts_at is None:
        return "—"  # em dash
    return f"{said_short_day(day_of(row.starts_at))} {said_time(row.starts_at)}"
