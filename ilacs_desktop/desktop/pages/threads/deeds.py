"""From selected words to a request, a signal, a clarification or a concern."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.passage import ConcernDialog, RequestDialog
from ilacs_desktop.desktop.dialogs.signal import SignalDialog
from ilacs_desktop.domain.changes import Ref
from ilacs_desktop.domain.enquiry import Enquiry, Provenance
from ilacs_desktop.domain.feedback import Became, Message, Note, Passage
from ilacs_desktop.domain.people import Person, Side

Place = tuple[str, int, int]
"""The words, and from which character to which."""


class PassageDeeds(QObject):
    """Asks what is still open and has the service make it; the words are never typed again."""

    def __init__(self, desk: Desk, view: QWidget, by: object) -> None:
        super().__init__(view)
        self._desk = desk
        self._view = view
        self._by = by

    def of_message(self, message: Message, place: Place, kind: Became) -> None:
        """Make something of words in a message."""
        passage = Passage(*place, message_id=message.id)
        self._ask(passage, kind, message.sender_id, Provenance.SECOND_HAND)

    def of_note(self, note: Note, place: Place, kind: Became) -> None:
        """Make something of words in a note, which has been saved before."""
        passage = Passage(*place, note_id=note.id)
        self._ask(passage, kind, note.inspector_id, Provenance.FIRST_HAND)

    def _ask(self, passage: Passage, kind: Became, said_by_id: int | None, provenance: Provenance) -> None:
        house, number = self._desk.house, self._desk.inspection_id

        def fetch() -> tuple[tuple[Person, ...], tuple[Enquiry, ...]]:
            return house.people.all(), house.enquiry.all(number)

        def show(found: tuple[Sequence[Person], Sequence[Enquiry]]) -> None:
            people, enquiries = found
            dialog = self._dialog(passage, kind, people, enquiries, said_by_id, provenance)
            dialog.accepted_values.connect(lambda values: self._make(dialog, passage, kind, values))
            dialog.open()

        self._desk.jobs.run(self._view, fetch, show)

    def _dialog(  # noqa: PLR0917 - what is known of the words, handed on once
        self,
        passage: Passage,
        kind: Became,
        people: Sequence[Person],
        enquiries: Sequence[Enquiry],
        said_by_id: int | None,
        provenance: Provenance,
    ) -> FormDialog:
        if kind is Became.SIGNAL:
            inspectors = [person for person in people if person.side is Side.INSPECTORATE]
            return SignalDialog(
                enquiries,
                inspectors,
                now=self._desk.clock(),
                quote=passage.quote,
                inspector_id=said_by_id,
                provenance=provenance,
                parent=self._view,
            )
        if kind is Became.CONCERN:
            return ConcernDialog(passage.quote, people, said_by_id=said_by_id, parent=self._view)
        return RequestDialog(
            passage.quote,
            people,
            enquiries,
            asked_by_id=said_by_id,
            is_clarification=kind is Became.CLARIFICATION,
            parent=self._view,
        )

    def _make(self, dialog: FormDialog, passage: Passage, kind: Became, values: dict[str, Any]) -> None:
        feedback = self._desk.house.feedback
        makers: dict[Became, Callable[..., Ref]] = {
            Became.REQUEST: feedback.make_request,
            Became.SIGNAL: feedback.make_signal,
            Became.CLARIFICATION: feedback.make_clarification,
            Became.CONCERN: feedback.make_concern,
        }
        self._desk.jobs.run(
            dialog,
            lambda: makers[kind](passage, **values, by=self._by),
            lambda _: dialog.accept(),
            refused=dialog.refuse,
        )
