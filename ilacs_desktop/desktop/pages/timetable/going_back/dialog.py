"""Before the draft goes back to an issue or a checkpoint: what would change, and what would stay."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.pages.timetable.compare.side import difference_pill
from ilacs_desktop.desktop.tables import Column, ListTable, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.labels import Label, Muted
from ilacs_desktop.desktop.widgets.panes import EmptyState
from ilacs_desktop.domain.moments import said_short_day, said_time
from ilacs_desktop.domain.timetable.compare import Edition, EditionKind, GoingBack, differences_of


class GoingBackDialog(FormDialog):
    """Shows what going back would change; with several editions, first asks to which.

    ``preview_wanted`` carries the `Edition` to be looked at, ``accepted_values`` the one gone back to. It
    stays open until the deed is stored.
    """

    preview_wanted = Signal(object)

    def __init__(self, title: str, editions: Sequence[Edition], parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        theme = current_theme()
        self.stays_open = True
        self.setMinimumWidth(theme.px(720))
        self._editions = tuple(editions)
        self.choice = QComboBox()
        for edition in self._editions:
            self.choice.addItem(self._word(edition), edition)
        self.form.add_row(self.tr("&Back to"), self.choice, name="edition")
        self.form.show_row(self.choice, len(self._editions) > 1)
        self.said = Label("", font="strong", wrap=True)
        self.body.addWidget(self.said)
        rows = RowTable(
            [
                Column(self.tr("Day"), lambda row: f"{said_short_day(row.day)} {said_time(row.at)}"),
                Column(
                    self.tr("What"),
                    lambda row: ", ".join(row.classes),
                    pill=difference_pill,
                    spoken=lambda row: ", ".join(row.classes),
                ),
                Column(
                    self.tr("What would change"),
                    lambda row: row.brief,
                    spoken=lambda row: row.sentence,
                    stretch=True,
                    tooltip=lambda row: row.sentence,
                ),
            ],
            self,
        )
        self.table = ListTable(rows, self.tr("What would change"))
        self._nothing = EmptyState("equal", self.tr("Looking…"))
        self.table.set_empty(self._nothing)
        self.table.setMinimumHeight(theme.px(190))
        self.body.addWidget(self.table, 1)
        self.stays = Muted("", wrap=True)
        self.stays.hide()
        self.body.addWidget(self.stays)
        self.body.addWidget(Muted(self.tr("Nobody hears of it, and you can undo it with Ctrl+Z."), wrap=True))
        self.choice.activated.connect(self._ask)
        self.accept_button.setEnabled(False)
        self._say_button()

    @property
    def edition(self) -> Edition:
        """What is to be gone back to."""
        chosen = self.choice.currentData()
        return chosen if isinstance(chosen, Edition) else self._editions[0]

    def values(self) -> Edition:  # type: ignore[override]  # the one value there is
        """The edition that was chosen."""
        return self.edition

    def show_preview(self, back: GoingBack) -> None:
        """Show what going back would do; an answer to an earlier question is let go."""
        if not back.to.is_same_as(self.edition):
            return
        differences = differences_of(back.changes)
        self.table.rows.show(differences)
        count = len(back.changes)
        self.said.setText(
            self.tr("Nothing would change.")
            if not count
            else self.tr("1 slot would change.")
            if count == 1
            else self.tr("{n} slots would change.").format(n=count)
        )
        self._nothing.say(
            self.tr("Nothing would change"),
            self.tr("The draft says the same as {edition}.").format(edition=back.to.title),
        )
        stays = [f"{slot.title} {said_short_day(slot.day)} ({why})" for slot, why in back.stays]
        self.stays.setText(self.tr("Stays as it is: {slots}").format(slots=", ".join(stays)))
        self.stays.setVisible(bool(stays))
        self.accept_button.setEnabled(bool(count))

    def _ask(self) -> None:
        self.accept_button.setEnabled(False)
        self._say_button()
        self.preview_wanted.emit(self.edition)

    def _say_button(self) -> None:
        if self.edition.kind is EditionKind.ISSUE:
            self.accept_button.setText(self.tr("Roll back to issue {n}").format(n=self.edition.number))
        else:
            self.accept_button.setText(self.tr("Restore"))
        self.accept_button.setAccessibleName(self.accept_button.text())

    def _word(self, edition: Edition) -> str:
        if edition.kind is EditionKind.CHECKPOINT or edition.made_at is None:
            return edition.name or edition.title
        when = f"{said_short_day(edition.made_at.date())} {said_time(edition.made_at)}"
        return self.tr("Issue {n}, {when}").format(n=edition.number, when=when)
