"""What the list of offers shows, column by column."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ilacs_desktop.desktop.tables import Column
from ilacs_desktop.domain.info_requests import offer_state
from ilacs_desktop.domain.moments import said_when

from .columns import Moment, offer_pill


class OfferColumns(QObject):
    """Makes the columns; ``moment`` holds the time by which moments are said."""

    def __init__(self, moment: Moment, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._moment = moment

    def all(self) -> tuple[Column, ...]:
        """The offers, the latest first."""
        return (
            Column(self.tr("Ref"), lambda row: row.ref),
            Column(
                self.tr("What we offered"),
                lambda row: row.title,
                stretch=True,
                tooltip=lambda row: row.verbatim,
            ),
            Column(self.tr("To"), lambda row: row.asked_by, lesser=True),
            Column(self.tr("Owner"), lambda row: row.owner or self.tr("nobody yet"), lesser=True),
            Column(
                self.tr("When"),
                lambda row: said_when(row.asked_at, self._moment.now),
                sort=lambda row: row.asked_at.isoformat(),
                lesser=True,
            ),
            Column(self.tr("Offer"), lambda row: offer_state(row).value, pill=offer_pill),
        )
