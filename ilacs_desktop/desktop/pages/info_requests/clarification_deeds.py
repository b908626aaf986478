"""Points of clarification: taken down, given their evidence, raised, and what came of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.clarification import OutcomeDialog, PointDialog, RaiseDialog
from ilacs_desktop.domain.changes import Kind
from ilacs_desktop.domain.info_requests import Clarification, PointEntry, PointState
from ilacs_desktop.domain.timetable import Slot

from .clarification_columns import ClarificationColumns
from .clarification_panel import ClarificationPanel
from .frame import EmptyWords
from .register_deeds import RegisterDeeds
from .row_deeds import RowDeeds
from .view import InfoRequestsView


class ClarificationDeeds(RegisterDeeds):
    """The list of points and what can be done with one."""

    KIND = Kind.CLARIFICATION

    def __init__(self, desk: Desk, view: InfoRequestsView) -> None:
        super().__init__(desk, view)
        self.points = desk.house.clarifications
        columns = ClarificationColumns(view.moment, self)
        self.table = view.add_list(
            self.tr("Clarifications"),
            columns.all(),
            EmptyWords(
                "message-circle-question-mark",
                self.tr("No point has to be put right"),
                self.tr("Type ? and what they said into the line at the top (Ctrl+K), or use the form (Q)."),
                self.tr("Note a point"),
            ),
            show=self.show_row,
        )
        view.empties[-1].wanted.connect(self._note)
        self.panel = ClarificationPanel(view.detail, columns)
        self.table.opened.connect(lambda row: self._put_right(row) if row.is_open else None)
        self.note = view.add_more(
            self.tr("Note a point of clarification…"), self._note, "Q", icon="message-circle-question-mark"
        )
        self.deeds = deeds = RowDeeds(view, self.tr("What else can be done with this point"))
        deeds.add(
            "evidence", self.tr("Write down the evidence…"), self._put_right,
            icon="file-plus", when=_lacks_evidence, is_usual=True,
        )  # fmt: skip
        deeds.add(
            "raise", self.tr("It was raised…"), self._raise,
            icon="message-square-reply", when=_can_be_raised, is_usual=True,
        )  # fmt: skip
        deeds.add(
            "settle", self.tr("What came of it…"), self._settle,
            icon="check", when=lambda row: row.is_open, is_usual=True,
        )  # fmt: skip
        deeds.add("reopen", self.tr("Open it again"), self._reopen, when=lambda row: not row.is_open)
        deeds.add("put_right", self.tr("Change it…"), self._put_right, when=lambda row: row.is_open)

    def rows_of(self, inspection_id: int) -> tuple[Clarification, ...]:
        """The points."""
        return self.points.all(inspection_id)

    # -- deeds -----------------------------------------------------------------------------------------------

    def _note(self) -> None:
        """Ask for a point; with a request chosen it belongs to that."""
        inspection, request = self.desk.inspection, self.view.request
        if inspection is None:
            return
        entry, text = PointEntry(""), ""
        if request is not None and not request.staged:
            entry = PointEntry(
                "",
                said_by_id=request.asked_by_id,
                owner_id=request.owner_id,
                request_id=request.id,
                enquiry_id=request.enquiry_id,
            )
            text = self.tr("It is noted with {ref}, {title}.").format(ref=request.ref, title=request.title)
        self._ask_point(
            inspection.id,
            (self.tr("A point of clarification"), self.tr("Note it"), text),
            entry,
            lambda values: lambda: self.points.note(inspection.id, values["entry"], by=self),
        )

    def _put_right(self, point: Clarification) -> None:
        self._ask_point(
            point.inspection_id,
            (self.tr("Point {ref}").format(ref=point.ref), self.tr("Save"), ""),
            entry_of(point),
            lambda values: (
                lambda: self.points.put_right(point.id, values["entry"], version=point.version, by=self)
            ),
        )

    def _ask_point(
        self,
        inspection_id: int,
        words: tuple[str, str, str],
        entry: PointEntry,
        deed: Callable[[dict[str, Any]], Callable[[], Clarification]],
    ) -> None:
        """Open the form once the meetings of the draft are fetched."""
        timetable, shown = self.desk.house.timetable, self.view.shown

        def ask(slots: tuple[Slot, ...]) -> None:
            title, accept_text, text = words
            dialog = PointDialog(
                title,
                accept_text,
                people=self.people,
                enquiries=shown.enquiries if shown else (),
                slots=slots,
                now=self.desk.clock(),
                entry=entry,
                text=text,
                parent=self.view,
            )
            self.ask_and_open(dialog, deed)

        self.desk.jobs.run(self.view, lambda: timetable.draft(inspection_id), ask)

    def _raise(self, point: Clarification) -> None:
        self.ask_and_open(
            RaiseDialog(point, self.desk.clock(), self.view),
            lambda values: (
                lambda: self.points.raise_point(point.id, where=values["where"], at=values["at"], by=self)
            ),
        )

    def _settle(self, point: Clarification) -> None:
        self.ask_and_open(
            OutcomeDialog(point, self.view),
            lambda values: (
                lambda: self.points.settle(point.id, values["state"], outcome=values["outcome"], by=self)
            ),
        )

    def _reopen(self, point: Clarification) -> None:
        self.do(lambda: self.points.reopen(point.id, by=self))


def entry_of(point: Clarification) -> PointEntry:
    """What is written down of a point, to be changed; a meeting that is gone leaves its time."""
    return PointEntry(
        they_said=point.they_said,
        said_by_id=point.said_by_id,
        said_at=point.said_at,
        evidence=point.evidence,
        owner_id=point.owner_id,
        raise_at=point.raise_at,
        raise_where=point.raise_where,
        request_id=point.request_id,
        slot_uid=point.slot_uid if point.slot else "",
        enquiry_id=point.enquiry_id,
    )


def _lacks_evidence(point: Clarification) -> bool:
    return point.state is PointState.OPEN and not point.evidence.strip()


def _can_be_raised(point: Clarification) -> bool:
    return point.state is PointState.OPEN and bool(point.evidence.strip())
