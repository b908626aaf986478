"""The figures register: what numbers the inspectors have, and which of them disagree."""

from __future__ import annotations

from dataclasses import replace

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.figure import ExplainDialog, FigureDialog
from ilacs_desktop.desktop.dialogs.info_request import WordsDialog
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.info_requests import Figure, FigureEntry

from .figure_columns import FigureColumns, FigureRow, figure_rows
from .figure_panel import FigurePanel
from .frame import EmptyWords
from .register_deeds import RegisterDeeds
from .row_deeds import RowDeeds
from .view import InfoRequestsView


class FigureDeeds(RegisterDeeds):
    """The list of figures and what can be done with one."""

    KIND = Kind.FIGURE
    SHOWN = (Kind.LINK,)

    def __init__(self, desk: Desk, view: InfoRequestsView) -> None:
        super().__init__(desk, view)
        self.figures = desk.house.figures
        columns = FigureColumns(view.moment, self)
        self.table = view.add_list(
            self.tr("Figures"),
            columns.all(),
            EmptyWords(
                "hash",
                self.tr("No figure has been told yet"),
                self.tr("Type = and the number into the line at the top (Ctrl+K), or note it by a form (F)."),
                self.tr("Note a figure"),
            ),
            show=self.show_row,
        )
        view.empties[-1].wanted.connect(self._note)
        self.panel = FigurePanel(view.detail, columns)
        self.panel.figure_wanted.connect(lambda number: self.open(Ref(Kind.FIGURE, number)))
        self.table.opened.connect(lambda row: self._put_right(row) if row.figure.is_current else None)
        self.note = view.add_more(self.tr("Note a figure…"), self._note, "F", icon="hash")
        self.deeds = deeds = RowDeeds(view, self.tr("What else can be done with this figure"))
        deeds.add(
            "explain", self.tr("Both are right…"), self._explain,
            icon="scale", when=lambda row: row.disagreement is not None, is_usual=True,
        )  # fmt: skip
        deeds.add(
            "supersede", self.tr("Told a newer number…"), self._supersede,
            icon="history", when=_stands, is_usual=True,
        )  # fmt: skip
        deeds.add("restore", self.tr("Let it stand again"), self._restore, when=_is_back, is_usual=True)
        deeds.add("put_right", self.tr("Put right what is noted…"), self._put_right, when=_stands)
        deeds.add("dispute", self.tr("They disagree after all"), self._dispute, when=_is_explained)
        deeds.add("withdraw", self.tr("Take it back…"), self._withdraw, when=_stands)

    def rows_of(self, inspection_id: int) -> tuple[FigureRow, ...]:
        """The figures, and where they disagree."""
        figures = self.figures.all(inspection_id)
        return figure_rows(
            figures, self.figures.disagreeing(inspection_id), self.figures.explained(inspection_id)
        )

    # -- deeds -----------------------------------------------------------------------------------------------

    def _note(self) -> None:
        """Ask for a figure; with a request chosen it is one of its answer."""
        inspection, request = self.desk.inspection, self.view.request
        if inspection is None:
            return
        entry, text = FigureEntry("", ""), ""
        if request is not None and not request.staged:
            entry = replace(
                entry, told_to=request.asked_by, request_id=request.id, enquiry_id=request.enquiry_id
            )
            text = self.tr("It is noted with {ref}, {title}.").format(ref=request.ref, title=request.title)
        self.ask_and_open(
            self._dialog(self.tr("Note a figure"), self.tr("Note it"), entry, text=text),
            lambda values: lambda: self.figures.note(inspection.id, values["entry"], by=self),
        )

    def _supersede(self, row: FigureRow) -> None:
        old = row.figure
        entry = FigureEntry(
            old.measure, "", old.unit, old.period, source=old.source, manner=old.manner, told_to=old.told_to,
            told_by=old.told_by, request_id=old.request_id, enquiry_id=old.enquiry_id,
        )  # fmt: skip
        words = self.tr("{ref} stays in the register as superseded. {who} had it.")
        dialog = self._dialog(
            self.tr("Told instead of {ref}, {said}").format(ref=old.ref, said=old.said),
            self.tr("Note it"),
            entry,
            text=words.format(ref=old.ref, who=old.told_to or self.tr("The inspectors")),
            apart_from=old.id,
        )
        self.ask_and_open(
            dialog,
            lambda values: (
                lambda: self.figures.supersede(old.id, values["entry"], version=old.version, by=self)
            ),
        )

    def _put_right(self, row: FigureRow) -> None:
        old = row.figure
        dialog = self._dialog(
            self.tr("Put {ref} right").format(ref=old.ref), self.tr("Save"), entry_of(old), apart_from=old.id
        )
        self.ask_and_open(
            dialog,
            lambda values: (
                lambda: self.figures.put_right(old.id, values["entry"], version=old.version, by=self)
            ),
        )

    def _explain(self, row: FigureRow) -> None:
        if row.disagreement is None:
            return
        others = [each for each in row.disagreement.figures if each.id != row.id]
        self.ask_and_open(
            ExplainDialog(row.figure, others, self.view),
            lambda values: (
                lambda: self.figures.explain(row.id, [each.id for each in others], why=values["why"], by=self)
            ),
        )

    def _dispute(self, row: FigureRow) -> None:
        self.do(lambda: self.figures.dispute(row.id, by=self))

    def _withdraw(self, row: FigureRow) -> None:
        dialog = WordsDialog(
            self.tr("Take {ref} back").format(ref=row.figure.ref),
            self.tr("&Because"),
            self.tr("Take it back"),
            help=self.tr("It stays in the register, with the reason and who had it."),
            parent=self.view,
        )
        self.ask_and_open(
            dialog, lambda values: lambda: self.figures.withdraw(row.id, reason=values["words"], by=self)
        )

    def _restore(self, row: FigureRow) -> None:
        self.do(lambda: self.figures.restore(row.id, by=self))

    def _dialog(
        self,
        title: str,
        accept_text: str,
        entry: FigureEntry,
        *,
        text: str = "",
        apart_from: int | None = None,
    ) -> FigureDialog:
        shown = self.view.shown
        return FigureDialog(
            title,
            accept_text,
            figures=[row.figure for row in self.table.rows.rows],
            people=self.people,
            enquiries=shown.enquiries if shown else (),
            now=self.desk.clock(),
            entry=entry,
            apart_from=apart_from,
            text=text,
            parent=self.view,
        )


def entry_of(figure: Figure) -> FigureEntry:
    """What is written down of a figure, to be put right."""
    return FigureEntry(
        measure=figure.measure,
        value=figure.value,
        unit=figure.unit,
        period=figure.period,
        as_of=figure.as_of,
        source=figure.source,
        manner=figure.manner,
        told_to=figure.told_to,
        told_by=figure.told_by,
        told_at=figure.told_at,
        request_id=figure.request_id,
        slot_uid=figure.slot_uid,
        enquiry_id=figure.enquiry_id,
    )


def _stands(row: FigureRow) -> bool:
    return row.figure.is_current


def _is_explained(row: FigureRow) -> bool:
    return bool(row.explained)


def _is_back(row: FigureRow) -> bool:
    return bool(row.figure.withdrawn_reason)
