"""Shows what would be brought in from chats and mail, and asks where to; nothing is stored before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.signal import people_box
from ilacs_desktop.desktop.tables import Column, ListTable, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import EmptyState, Heading, Label, Muted, Pill, PillText
from ilacs_desktop.domain.feedback import DateOrder, MessagesReview, SenderMatch, Thread
from ilacs_desktop.domain.moments import day_of, said_short_day
from ilacs_desktop.domain.people import Person


class ImportMessagesDialog(FormDialog):
    """``accepted_values`` carries ``review``, ``thread_id``, ``subject`` and ``senders``.

    ``order_wanted`` asks for the files to be read again with another order of dates; the answer is
    handed to `show_review`.
    """

    order_wanted = Signal(object)

    def __init__(
        self,
        review: MessagesReview,
        threads: Sequence[Thread],
        people: Sequence[Person],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent, "")
        theme = current_theme()
        self.stays_open = True
        self.setMinimumWidth(theme.px(760))
        self._people = {person.id: person for person in people}
        self._chosen: dict[str, int | None] = {}
        self.setWindowTitle(self.tr("Bring in messages"))
        self._heading.setText(self.tr("Bring in messages"))
        self.accept_button.setText(self.tr("Bring in"))
        self.accept_button.setAccessibleName(self.tr("Bring in"))
        self.counts = Label("", wrap=True)
        self.doubt = Pill(self.tr("dates in doubt"), "warn", "triangle-alert")
        head = QHBoxLayout()
        head.addWidget(self.counts, 1)
        head.addWidget(self.doubt)
        self.body.insertLayout(0, head)
        self._add_order()
        self._add_senders(people)
        self._add_where(threads, review)
        self._add_refusals()
        self.show_review(review)

    def show_review(self, review: MessagesReview) -> None:
        """Show what a reading of the files came to."""
        self.review = review
        self._chosen = {}
        self.counts.setText(self._said_counts(review))
        self.doubt.setVisible(not review.is_order_sure)
        self.form.show_row(self.order, review.date_order not in {None, DateOrder.YEAR_FIRST})
        if review.date_order is not None:
            self.order.setCurrentIndex(max(0, self.order.findText(review.date_order.value)))
        self.senders.show(review.senders)
        if review.senders:
            self.sender_table.selectRow(0)
        self.refusals.show((*review.refusals, *review.left_out))
        has_refusals = bool(review.refusals or review.left_out)
        self.refusal_heading.setText(self._said_refusals(review))
        self.refusal_heading.setVisible(has_refusals)
        self.refusal_table.setVisible(has_refusals)
        self.accept_button.setEnabled(bool(review.drafts))

    def validate(self) -> bool:
        """A new thread needs a subject."""
        if self.into.currentData() is None and not self.subject.text().strip():
            self.form.error(self.subject, self.tr("Say in a few words what the thread is about."))
            return False
        return True

    def values(self) -> dict[str, Any]:
        """What is handed over."""
        return {
            "review": self.review,
            "thread_id": self.into.currentData(),
            "subject": self.subject.text().strip(),
            "senders": dict(self._chosen),
        }

    # -- built once --------------------------------------------------------------------------------

    def _add_order(self) -> None:
        self.order = self.form.add_row(
            self.tr("&Dates are read as"),
            QComboBox(),
            self.tr("An export does not say how it writes dates. Look at the span above: is it right?"),
        )
        for order in (DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST):
            self.order.addItem(order.value, order.value)
        self.order.activated.connect(self._on_order)

    def _add_senders(self, people: Sequence[Person]) -> None:
        theme = current_theme()
        self.senders = RowTable(
            [
                Column(self.tr("Name in the file"), lambda match: match.sender, stretch=True),
                Column(
                    self.tr("Messages"),
                    lambda match: str(match.count),
                    sort=lambda m: m.count,
                    width=84,
                ),
                Column(
                    self.tr("Person"),
                    self._said_person,
                    pill=lambda match: (
                        None
                        if self._person_of(match)
                        else PillText(self.tr("not on the list"), "warn", "user-x")
                    ),
                    width=190,
                ),
            ],
            self,
        )
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, theme.space(0.5), 0, 0)
        column.setSpacing(theme.space(0.75))
        column.addWidget(Heading(self.tr("Who wrote")))
        self.sender_table = ListTable(self.senders, self.tr("Senders"))
        self.sender_table.setFixedHeight(theme.px(150))
        self.sender_table.chosen.connect(self._on_sender)
        column.addWidget(self.sender_table)
        line = QHBoxLayout()
        line.addWidget(Muted(self.tr("The chosen name is")))
        self.person = people_box(people, self.tr("nobody on the list"))
        self.person.setAccessibleName(self.tr("The chosen name is this person"))
        self.person.activated.connect(self._on_person)
        line.addWidget(self.person, 1)
        column.addLayout(line)
        self.form.add_wide(box)

    def _add_where(self, threads: Sequence[Thread], review: MessagesReview) -> None:
        self.into = self.form.add_row(self.tr("Into &thread"), QComboBox())
        self.into.addItem(self.tr("A new thread"), None)
        for thread in threads:
            self.into.addItem(thread.subject, thread.id)
        self.subject = self.form.add_row(self.tr("&Subject"), QLineEdit(review.suggested_subject))
        self.into.currentIndexChanged.connect(
            lambda _: self.form.show_row(self.subject, self.into.currentData() is None)
        )

    def _add_refusals(self) -> None:
        self.refusal_heading = Heading("")
        self.refusals = RowTable(
            [
                Column(self.tr("Where"), lambda refusal: refusal.place, width=190),
                Column(self.tr("Why"), lambda refusal: refusal.reason, stretch=True),
            ],
            self,
        )
        self.refusal_table = ListTable(self.refusals, self.tr("Refused, or taken with a problem"))
        self.refusal_table.set_empty(EmptyState("check", self.tr("Nothing was refused")))
        self.refusal_table.setFixedHeight(current_theme().px(128))
        self.body.addWidget(self.refusal_heading)
        self.body.addWidget(self.refusal_table)

    # -- what is said -------------------------------------------------------------------------------

    def _said_counts(self, review: MessagesReview) -> str:
        known = self.tr("%1 already here").replace("%1", str(review.duplicates))
        new = self.tr("%1 new messages").replace("%1", str(len(review.drafts)))
        if len(review.drafts) == 1:
            new = self.tr("1 new message")
        span = ""
        if review.first_at is not None and review.last_at is not None:
            first, last = day_of(review.first_at), day_of(review.last_at)
            span = f"{said_short_day(first)} {first.year}"
            span += f" – {said_short_day(last)} {last.year}" if first != last else ""
        parts = (review.file_name, new, known if review.duplicates else "", span)
        return " · ".join(part for part in parts if part)

    def _said_refusals(self, review: MessagesReview) -> str:
        listed = self.tr("Refused, or taken with a problem: %1").replace("%1", str(len(review.refusals)))
        left = self.tr("Lines that are no messages: %1").replace("%1", str(len(review.left_out)))
        return " · ".join(
            words for words, shown in ((listed, review.refusals), (left, review.left_out)) if shown
        )

    def _person_of(self, match: SenderMatch) -> Person | None:
        person_id = self._chosen.get(match.sender, match.person_id)
        return self._people.get(person_id) if person_id is not None else None

    def _said_person(self, match: SenderMatch) -> str:
        person = self._person_of(match)
        return person.label if person is not None else self.tr("not on the list")

    def _on_order(self, _: int) -> None:
        order = DateOrder(self.order.currentData())  # Qt keeps only the word
        if order is not self.review.date_order or not self.review.is_order_sure:
            self.order_wanted.emit(order)

    def _on_sender(self, match: SenderMatch | None) -> None:
        self.person.setEnabled(match is not None)
        person = self._person_of(match) if match is not None else None
        self.person.setCurrentIndex(max(0, self.person.findData(person.id) if person is not None else 0))

    def _on_person(self, _: int) -> None:
        match = self.sender_table.selected()
        if match is not None:
            self._chosen[match.sender] = self.person.currentData()
            self.sender_table.viewport().update()
