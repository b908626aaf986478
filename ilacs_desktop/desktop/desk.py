"""What every page is given: the house behind it and the few things of the window it may use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ilacs_desktop.desktop.bridge import Announcer, Jobs
from ilacs_desktop.desktop.notices import Notices
from ilacs_desktop.desktop.theme import Theme
from ilacs_desktop.domain.changes import Ref
from ilacs_desktop.domain.inspection import Inspection
from ilacs_desktop.domain.moments import Clock

if TYPE_CHECKING:
    from ilacs_desktop.desktop.ports import Choices
    from ilacs_desktop.services.house import House
    from ilacs_desktop.services.opening import Opening


class Desk(QObject):
    """The house, the worker, the notices, the look and the clock, together with the inspection at hand.

    ``changed`` carries the `Changes` of every stored deed, on the GUI thread. ``inspection_changed`` carries
    the inspection now at hand, or None. ``go_wanted`` carries what somebody wants to see: a `Ref` or the NAME
    of a page.
    """

    inspection_changed = Signal(object)
    changed = Signal(object)
    go_wanted = Signal(object)
    new_inspection_wanted = Signal()
    """Somebody wants to begin a new inspection; the window asks for what it begins with."""
    capture_wanted = Signal()
    """Somebody in a window of its own wants the capture line."""
    settings_changed = Signal(str)
    """The key of a choice of this machine that was made anew."""
    restore_wanted = Signal()
    """Somebody wants a backup put in place of the present data; the application sees to it."""

    def __init__(  # noqa: PLR0917 - the contract of every page; positional so that a test reads
        self,
        house: House,
        jobs: Jobs,
        notices: Notices,
        theme: Theme,
        clock: Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.house = house
        self.jobs = jobs
        self.notices = notices
        self.theme = theme
        self.clock = clock
        self.settings: Choices | None = None
        """The choices of this machine; None on a desk that was made without a window."""
        self.opening: Opening | None = None
        """The way into the data folder, for passphrase and recovery code; None without a window."""
        self._inspection: Inspection | None = None
        self._announcer = Announcer(self)
        self._announcer.changed.connect(self.changed)
        house.store.listen(self._announcer.hear)

    @property
    def inspection(self) -> Inspection | None:
        """The inspection at hand, or None before there is one."""
        return self._inspection

    @property
    def inspection_id(self) -> int:
        """The id of the inspection at hand; 0 before there is one, which no row has."""
        return self._inspection.id if self._inspection else 0

    def set_inspection(self, inspection: Inspection | None) -> None:
        """Take another inspection to hand, or the same with newer facts."""
        if inspection != self._inspection:
            self._inspection = inspection
            self.inspection_changed.emit(inspection)

    def go(self, place: Ref | str) -> None:
        """Ask for a page by its NAME, or for the thing that a `Ref` points at."""
        self.go_wanted.emit(place)
