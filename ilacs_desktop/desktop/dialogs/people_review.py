"""What a list of people and places would do, before anything is stored."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ilacs_desktop.desktop.dialogs.review import ReviewDialog
from ilacs_desktop.desktop.tables import Column
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.labels import Label
from ilacs_desktop.desktop.widgets.pill import PillText
from ilacs_desktop.domain.people import Outcome, PeopleReview, PersonChange, PlaceChange

LOOKS = {Outcome.ADDED: ("good", "plus"), Outcome.CHANGED: ("info", "pencil"), Outcome.SAME: ("plain", "")}


class PeopleReviewDialog(ReviewDialog):
    """Each row: new, changed (and what) or the same; below, what was refused, with place and reason."""

    def __init__(self, review: PeopleReview, parent: QWidget | None = None) -> None:
        say = partial(QCoreApplication.translate, "PeopleReviewDialog")
        text = say("{file}: {added} new, {changed} changed, {same} the same; refused: {refused}.").format(
            file=review.file_name,
            added=review.count(Outcome.ADDED),
            changed=review.count(Outcome.CHANGED),
            same=review.count(Outcome.SAME),
            refused=len(review.refusals),
        )
        super().__init__(say("Review people and places"), text, say("Take it in"), parent)
        order = list(LOOKS)
        changes: list[PersonChange | PlaceChange] = [*review.people, *review.places]
        rows = sorted(changes, key=lambda change: order.index(change.outcome))
        self.changes = self.add_table(self.tr("People and places"), self._columns(), rows, stretch=2)
        for note in review.notes:
            self.body.addWidget(Label(note, role="muted", wrap=True))
        if review.refusals:
            self.add_table(self.tr("Refused"), self.refusal_columns(), review.refusals)
        self.accept_button.setEnabled(not review.is_empty)
        if review.is_empty:
            self.sentence.setText(text + " " + self.tr("Nothing here is new."))
        self.setMinimumWidth(current_theme().px(640))
        (self.cancel_button if review.is_empty else self.accept_button).setFocus()

    def _columns(self) -> list[Column]:
        return [
            Column(
                self.tr("What"),
                lambda change: change.outcome.value,
                pill=lambda change: PillText(change.outcome.value, *LOOKS[change.outcome]),
                width=110,
            ),
            Column(self.tr("Name"), _name, strong=True, width=170),
            Column(self.tr("Details"), self._details, stretch=True, tooltip=self._details),
            Column(self.tr("Row"), lambda change: change.draft.row, muted=True, width=130),
        ]

    def _details(self, change: PersonChange | PlaceChange) -> str:
        if change.what:
            return "; ".join(change.what)
        draft = change.draft
        if isinstance(change, PersonChange):
            return ", ".join(filter(None, (change.draft.role, change.draft.team, change.draft.email)))
        holds = self.tr("holds {count}").format(count=change.draft.capacity) if change.draft.capacity else ""
        return ", ".join(filter(None, (self.tr("place"), getattr(draft, "site", ""), holds)))


def _name(change: PersonChange | PlaceChange) -> str:
    return change.draft.name
