"""The rules an inspection began with: each fact with its basis and its source, and who comes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ilacs_desktop.desktop.tables import Column, ListTable, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import Label, Muted, Pane, SidePanel
from ilacs_desktop.desktop.widgets.basis import basis_pill
from ilacs_desktop.domain.inspection import Fact, era_of
from ilacs_desktop.domain.moments import said_day
from ilacs_desktop.domain.readiness import Overview


class FrameworkView(QWidget):
    """Knows the framework of an overview, no services."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.space(1.5))
        self.pane = Pane(self.tr("What is known of this type"), "scale")
        self.rows = RowTable(
            [
                Column(self.tr("What"), lambda row: row.what, strong=True),
                Column(self.tr("As we know it"), lambda row: row.value, stretch=True),
                Column(self.tr("Basis"), lambda row: str(row.basis), pill=lambda row: basis_pill(row.basis)),
                Column(self.tr("Source"), lambda row: row.source, stretch=True, muted=True),
            ],
            self,
        )
        self.table = ListTable(self.rows, self.tr("Facts about this type of inspection"))
        self.pane.body.addWidget(self.table)
        line.addWidget(self.pane, 1)
        self.side = SidePanel(self.tr("Edition"))
        line.addWidget(self.side)

    def show_overview(self, overview: Overview) -> None:
        """Show the framework another inspection began with."""
        framework = overview.framework
        facts: tuple[Fact, ...] = framework.facts
        if overview.judgements and (era := _era(overview)):
            facts = (*facts, era)
        self.rows.show(facts)
        self.pane.set_note(framework.name)
        side = self.side
        side.clear()
        side.add_text(framework.edition)
        side.add_text(
            self.tr(
                "Kept with this inspection: a later edition does not change it. Checked on {day} {year}."
            ).format(day=said_day(framework.checked_on), year=framework.checked_on.year),
            muted=True,
        )
        side.add_text(framework.source, muted=True)
        side.add_heading(self.tr("Who comes, as a plan"))
        for role in framework.inspectors:
            side.add_text(f"{role.count} × {role.role}" + (f". {role.note}" if role.note else ""))
        if framework.url:
            side.add_heading(self.tr("Where to check"))
            link = Label(framework.url, wrap=True)
            link.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            link.setText(framework.url.replace("/", "/\u200b"))
            side.body.addWidget(link)
            side.body.addWidget(
                Muted(
                    self.tr("Copy it into a browser; this application opens nothing."),
                    font="small",
                    wrap=True,
                )
            )


def _era(overview: Overview) -> Fact | None:
    era = era_of(overview.framework.eras, overview.inspection.on_site_from)
    if era is None:
        return None
    return Fact("Judged", "; ".join(area.label for area in era.areas), era.basis, era.source)
