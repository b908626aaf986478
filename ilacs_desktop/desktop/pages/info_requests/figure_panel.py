"""One figure in full: the number, what it disagrees with side by side, who has it, where it comes from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import Label, make_button
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.info_requests import Figure, Manner
from ilacs_desktop.domain.moments import said_day, said_when
from ilacs_desktop.services.lookup import AuditRow

from .detail import Detail
from .figure_columns import FigureColumns, FigureRow
from .register_lines import Card, add_facts, add_trail, side_by_side


class FigurePanel(QObject):
    """Fills the panel at the right with one figure. ``figure_wanted`` carries the id of another one."""

    figure_wanted = Signal(int)

    def __init__(self, detail: Detail, columns: FigureColumns) -> None:
        super().__init__(detail)
        self._detail = detail
        self._columns = columns

    def show(self, row: FigureRow) -> None:
        """Show one figure."""
        detail, figure = self._detail, row.figure
        detail.clear()
        detail.ref.setText(figure.ref)
        detail.ours.show_pill(self._columns.state(row))
        detail.theirs.hide()
        number = Label(figure.said, font="title", wrap=True)
        number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        detail.body.addWidget(number)
        detail.add_text(figure.measure).setFont(current_theme().font("strong"))
        if figure.period:
            detail.add_text(figure.period, muted=True)
        self._warnings(row)
        if row.disagreement is not None:
            detail.add_heading(self.tr("They do not agree"))
            detail.body.addWidget(
                side_by_side([self._card(each, figure) for each in row.disagreement.figures])
            )
            self._ways([each for each in row.disagreement.figures if each.id != figure.id])
        for other, why in row.explained:
            detail.add_text(
                self.tr("Not the same as {ref}, {said}, and both are right: {why}").format(
                    ref=other.ref, said=other.said, why=why
                ),
                muted=True,
            )
        detail.add_heading(self.tr("Told"))
        detail.add_text(self._told(figure))
        add_facts(
            detail,
            (
                (self.tr("Data as of"), said_day(figure.as_of) if figure.as_of else ""),
                (self.tr("Source"), figure.source),
                (self.tr("In"), figure.slot),
                (self.tr("Noted by"), self._noted(figure)),
            ),
        )
        if figure.verbatim and figure.verbatim != figure.measure:
            detail.add_heading(self.tr("As it was typed"))
            detail.add_text(figure.verbatim)
        if figure.request_id is not None or figure.enquiry_id is not None:
            detail.add_heading(self.tr("Linked"))
        if figure.request_id is not None:
            detail.add_link(figure.request_ref, "inbox", Ref(Kind.INFO_REQUEST, figure.request_id))
        if figure.enquiry_id is not None:
            detail.add_link(figure.enquiry, "telescope", Ref(Kind.ENQUIRY, figure.enquiry_id))

    def show_trail(self, trail: Sequence[AuditRow]) -> None:
        """Add what the audit trail says of the figure shown."""
        add_trail(self._detail, trail, self._detail.now, self.tr("History"))

    def _warnings(self, row: FigureRow) -> None:
        figure, now = row.figure, self._detail.now
        somebody = self.tr("the inspectors")
        if figure.withdrawn_reason:
            self._detail.add_warning(
                self.tr("Taken back: {why} {who} had it.").format(
                    why=_sentence(figure.withdrawn_reason), who=figure.told_to or somebody
                ),
                "undo-2",
            )
        if row.newer is not None:
            self._detail.add_warning(
                self.tr("Superseded {when} by {ref}, {said}. This one was told to {who}.").format(
                    when=said_when(row.newer.told_at, now),
                    ref=row.newer.ref,
                    said=row.newer.said,
                    who=figure.told_to or somebody,
                ),
                "history",
            )
            self._ways([row.newer])
        if row.older is not None:
            self._detail.add_text(
                self.tr("Told instead of {ref}, {said}, which {who} had.").format(
                    ref=row.older.ref, said=row.older.said, who=row.older.told_to or somebody
                ),
                muted=True,
            )
            self._ways([row.older])

    def _card(self, figure: Figure, shown: Figure) -> Card:
        lines = [
            figure.measure if figure.measure != shown.measure else "",
            self._told(figure),
            self.tr("as of {day}").format(day=said_day(figure.as_of)) if figure.as_of else "",
            self.tr("source: {source}").format(source=figure.source) if figure.source else "",
            figure.period or self.tr("no period said"),
        ]
        return Card(figure.ref, figure.said, [line for line in lines if line], is_large=True)

    def _ways(self, others: Sequence[Figure]) -> None:
        for other in others:
            button = make_button(
                self.tr("Show {ref}").format(ref=other.ref), "arrow-right", small=True, quiet=True
            )
            button.clicked.connect(lambda _=False, number=other.id: self.figure_wanted.emit(number))
            self._detail.body.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)

    def _told(self, figure: Figure) -> str:
        words = (
            self.tr("Written to {who}") if figure.manner is Manner.WRITTEN else self.tr("Said to {who}")
        ).format(who=figure.told_to or self.tr("the inspectors"))
        if figure.told_by:
            words += self.tr(" by {who}").format(who=figure.told_by)
        return f"{words}, {said_when(figure.told_at, self._detail.now)}"

    def _noted(self, figure: Figure) -> str:
        if figure.noted_at is None:
            return ""
        when = said_when(figure.noted_at, self._detail.now)
        return self.tr("{who}, {when}").format(who=figure.noted_by, when=when) if figure.noted_by else when


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."
