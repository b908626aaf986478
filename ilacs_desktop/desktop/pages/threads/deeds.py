"""From selected words to a request, a signal, a clarification or a concern."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.concern import ConcernDialog, ConcernStart, ConcernWish, chosen_children
from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.passage import RequestDialog
from ilacs_desktop.desktop.dialogs.signal import SignalDialog
from ilacs_desktop.domain.casefiles import Child
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
        self._ask(passage, kind, message.sender_id, Provenance.SECOND_HAND, said_at=message.received_at)

    def of_note(self, note: Note, place: Place, kind: Became) -> None:
        """Make something of words in a note, which has been saved before."""
        passage = Passage(*place, note_id=note.id)
        self._ask(passage, kind, note.inspector_id, Provenance.FIRST_HAND)

    def _ask(
        self,
        passage: Passage,
        kind: Became,
        said_by_id: int | None,
        provenance: Provenance,
        *,
        said_at: datetime | None = None,
    ) -> None:
        house, number = self._desk.house, self._desk.inspection_id
        if kind is Became.CONCERN:
            self._ask_concern(passage, said_by_id, said_at)
            return

        def fetch() -> tuple[tuple[Person, ...], tuple[Enquiry, ...]]:
            return house.people.all(), house.enquiry.all(number)

        def show(found: tuple[Sequence[Person], Sequence[Enquiry]]) -> None:
            people, enquiries = found
            dialog = self._dialog(passage, kind, people, enquiries, said_by_id, provenance)
            dialog.accepted_values.connect(lambda values: self._make(dialog, passage, kind, values))
            dialog.open()

        self._desk.jobs.run(self._view, fetch, show)

    def _ask_concern(self, passage: Passage, said_by_id: int | None, said_at: datetime | None) -> None:
        """The same questions as everywhere else a concern is raised."""
        house, number, now = self._desk.house, self._desk.inspection_id, self._desk.clock()
        beside = (
            self.tr("They stand in the message too, for everybody who reads it.")
            if passage.message_id is not None
            else self.tr("They stand in the note too, for everybody who reads it.")
        )
        start = ConcernStart(passage.quote, said_by_id, min(said_at, now) if said_at else now, beside=beside)

        def fetch() -> tuple[tuple[Person, ...], tuple[Child, ...]]:
            return house.people.all(), chosen_children(house, number)

        def show(found: tuple[Sequence[Person], Sequence[Child]]) -> None:
            people, children = found
            dialog = ConcernDialog(children, people, now, before=start, parent=self._view)

            def make(wish: ConcernWish) -> None:
                self._make(dialog, passage, Became.CONCERN, wish.asked())

            dialog.accepted_values.connect(make)
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
