"""The four faces of readiness under one header."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ilacs_desktop.desktop.pages.readiness.after_view import AfterView
from ilacs_desktop.desktop.pages.readiness.dates_view import DatesView
from ilacs_desktop.desktop.pages.readiness.framework_view import FrameworkView
from ilacs_desktop.desktop.pages.readiness.pathway_view import PathwayView
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import EmptyState, PageHeader, make_button
from ilacs_desktop.domain.readiness import Overview


class ReadinessView(QWidget):
    """Knows widgets and rows, no services."""

    new_wanted = Signal()
    days_wanted = Signal()
    pause_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1.5))
        self.header = PageHeader(self.tr("Readiness"))
        column.addWidget(self.header)
        self.dates, self.after = DatesView(), AfterView()
        self.pathway, self.framework = PathwayView(), FrameworkView()
        self._faces = {
            self.tr("Dates"): self.dates,
            self.tr("Afterwards"): self.after,
            self.tr("Pathway"): self.pathway,
            self.tr("Rules"): self.framework,
        }
        self.switch = self.header.add_switch(list(self._faces), spoken=self.tr("What to show"))
        self.days_button = make_button(self.tr("Days on site…"), "calendar-range", main=True)
        self.new_button = make_button(self.tr("New inspection"), "plus", main=True)
        for button in (self.days_button, self.new_button):
            self.header.add_deed(button)
        self.empty = EmptyState(
            "phone-incoming",
            self.tr("No inspection is open"),
            self.tr("When the call comes, open an inspection here: every date follows in a moment."),
            self.tr("New inspection"),
        )
        self.stack = QStackedWidget(self)
        column.addWidget(self.stack, 1)
        for face in (*self._faces.values(), self.empty):
            self.stack.addWidget(face)
        self._overview: Overview | None = None
        self.switch.switched.connect(self._turn)
        self.new_button.clicked.connect(self.new_wanted)
        self.empty.wanted.connect(self.new_wanted)
        self.days_button.clicked.connect(self.days_wanted)
        self.dates.pause_wanted.connect(self.pause_wanted)
        self.show_overview(None)

    def show_overview(self, overview: Overview | None) -> None:
        """Show another inspection; None when there is none."""
        self._overview = overview
        self.days_button.setVisible(overview is not None)
        self.new_button.setVisible(overview is None)
        if overview is None:
            self.header.set_sentence(self.tr("Before the call: know what is next, and who would do what."))
        else:
            self.header.set_sentence(overview.sentence)
            self.dates.show_overview(overview)
            self.after.show_overview(overview)
            self.framework.show_overview(overview)
        self._turn(self.switch.chosen)

    def show_face(self, face: QWidget) -> None:
        """Turn to one of the four."""
        name = next(name for name, each in self._faces.items() if each is face)
        self.switch.choose(name)
        self._turn(name)

    def _turn(self, name: str) -> None:
        face = self._faces[name]
        needs_inspection = face is not self.pathway
        self.stack.setCurrentWidget(self.empty if needs_inspection and self._overview is None else face)
