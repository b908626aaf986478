"""The columns of the given register."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ilacs_desktop.desktop.tables import Column, PillText
from ilacs_desktop.domain.info_requests import GivenItem
from ilacs_desktop.domain.moments import day_of, said_when

from .columns import Moment


class GivenColumns(QObject):
    """Makes the columns; ``moment`` holds the time by which moments are said."""

    def __init__(self, moment: Moment, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._moment = moment

    def all(self) -> tuple[Column, ...]:
        """What was given, for what, to whom, how, and whether it still holds."""
        return (
            Column(
                self.tr("Given"),
                lambda row: said_when(row.given_at, self._moment.now),
                sort=lambda row: row.given_at.isoformat(),
            ),
            Column(self.tr("For"), lambda row: row.ref),
            Column(self.tr("What"), lambda row: row.file_name or row.title, stretch=True),
            Column(self.tr("Version"), lambda row: row.version_label if row.file_name else "", lesser=True),
            Column(self.tr("To"), lambda row: row.given_to, lesser=True),
            Column(self.tr("How"), lambda row: row.how, lesser=True),
            Column(self.tr("State"), lambda row: self.pill(row).word, pill=self.pill),
        )

    def pill(self, item: GivenItem) -> PillText:
        """Whether it still holds: superseded, to be reviewed, known to have arrived, or simply current."""
        if item.is_superseded:
            return PillText(self.tr("superseded"), "warn", "history")
        if item.review_on is not None and item.review_on < day_of(self._moment.now):
            return PillText(self.tr("review past"), "alert", "calendar-clock")
        if item.received_at is not None:
            return PillText(self.tr("received"), "good", "check-check")
        return PillText(self.tr("current"), "good", "check")
