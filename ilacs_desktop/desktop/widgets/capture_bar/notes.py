"""What stands below the chips in words: what is taken as usual, and what a line still needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ilacs_desktop.domain.capture import Captured, CaptureKind
from ilacs_desktop.domain.info_requests import read_figure, said_length
from ilacs_desktop.domain.moments import Clock, day_of, said_when

if TYPE_CHECKING:
    from ilacs_desktop.services.capture import Look


class Notes(QObject):
    """Says what the chips do not."""

    def __init__(self, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock

    def of(self, look: Look) -> str:
        """What will be taken as usual because the line does not say it, or what it still needs."""
        captured = look.captured
        if captured.kind is CaptureKind.SIGNAL and captured.enquiry_id is None:
            return self.tr("It needs its line of enquiry: re, and a word of the title.")
        if captured.kind is CaptureKind.CONCERN:
            return self.tr("Enter asks who owns it, who may read it and when it was said.")
        if captured.kind is CaptureKind.FIGURE:
            return self._said_figure(captured)
        if look.usual_at is None:
            return ""
        return self.tr("No time is said: the usual {length}, due {when}.").format(
            length=said_length(look.usual_minutes), when=said_when(look.usual_at, self._clock())
        )

    def _said_figure(self, captured: Captured) -> str:
        """The number and what it counts, as the register will have them."""
        figure = read_figure(captured.about, day_of(captured.asked_at))
        if not figure.value or not figure.measure:
            return self.tr(
                "It needs a number and what it counts: = 84% of return interviews, June to November."
            )
        told_to = captured.asked_by or figure.told_to
        to = self.tr("told to {who}").format(who=told_to) if told_to else ""
        parts = [f"{figure.value} {figure.unit}".strip(), figure.measure, figure.period, figure.source, to]
        return self.tr("The register will say: {words}.").format(
            words=" · ".join(each for each in parts if each)
        )
