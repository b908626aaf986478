"""What the panel of a request shows of its acknowledgement, its checks, its links and its notes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal

from ilacs_desktop.desktop.widgets import Muted, make_button
from ilacs_desktop.domain.changes import Kind
from ilacs_desktop.domain.info_requests import Happening, InfoRequest
from ilacs_desktop.domain.moments import said_when
from ilacs_desktop.services.info_requests.linked import Linked

from .detail import Detail, Place

LINK_ICONS = {
    Kind.INFO_REQUEST: "inbox",
    Kind.SLOT: "calendar-days",
    Kind.MESSAGE: "message-square",
    Kind.NOTE: "notebook-pen",
    Kind.ENQUIRY: "telescope",
    Kind.FIGURE: "hash",
    Kind.CLARIFICATION: "message-circle-question",
    Kind.CASE_SESSION: "folder-open",
    Kind.CHILD: "folder-open",
    Kind.GIVEN_ITEM: "package-check",
}


class SeeingParts(QObject):
    """Adds its lines to the panel. ``note_wanted`` carries the request on which something is to be noted."""

    note_wanted = Signal(object)

    def __init__(self, detail: Detail) -> None:
        super().__init__(detail)
        self._detail = detail
        detail.add_part(self.show_sureties, place=Place.CLOCK)
        detail.show_notes = self.show_notes

    def show_sureties(self, request: InfoRequest, _found: object = None) -> None:
        """When they were told that we have it, and who looked at the answer before it may be given."""
        said = []
        if request.acknowledgement.working:
            said.append(request.acknowledgement.working)
        if request.accuracy_checked_by:
            said.append(self.tr("Accuracy checked by {who}.").format(who=request.accuracy_checked_by))
        if request.redaction_checked_by:
            said.append(self.tr("Redaction checked by {who}.").format(who=request.redaction_checked_by))
        if request.cleared_by:
            said.append(self.tr("Cleared by {who}.").format(who=request.cleared_by))
        if said:
            self._detail.add_text(" ".join(said), muted=True)

    def show_links(self, request: InfoRequest, found: Sequence[Linked] | None) -> None:
        """What the request is joined to, from either side, each with the way there."""
        if not found:
            return
        if request.enquiry_id is None:
            self._detail.add_heading(self.tr("Linked"))
        for linked in found:
            words = (
                self.tr("{how}: {title}").format(how=linked.how.capitalize(), title=linked.title)
                if linked.how
                else linked.title
            )
            self._detail.add_link(words, LINK_ICONS.get(linked.ref.kind, "link"), linked.ref)

    def show_notes(self, request: InfoRequest, notes: Sequence[Happening]) -> None:
        """The thread of notes, the newest below, and the way to add one."""
        if request.staged and not notes:
            return
        self._detail.add_heading(self.tr("Notes"))
        for note in notes:
            self._detail.add_text(note.why)
            by = self.tr("{who}, {when}").format(who=note.by, when=said_when(note.at, self._detail.now))
            self._detail.body.addWidget(Muted(by, font="small"))
        button = make_button(self.tr("Note something…"), "pencil-line", small=True, quiet=True)
        button.clicked.connect(partial(self.note_wanted.emit, request))
        self._detail.body.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
