"""Beside the table of coverage: what has not been seen, what is too far, or all of one cell."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import IconButton, make_button
from ilacs_desktop.desktop.widgets.flow import in_flow
from ilacs_desktop.desktop.widgets.labels import ElidedLabel, Label
from ilacs_desktop.desktop.widgets.panes import IconLabel, RowLine, SidePanel
from ilacs_desktop.desktop.widgets.pill import Pill
from ilacs_desktop.domain.casefiles.choosing import ChildFilter
from ilacs_desktop.domain.casefiles.coverage import (
    NO_DAY,
    NO_INSPECTOR,
    Cell,
    CoverageLine,
    Dimension,
    Mark,
    Unseen,
    filter_of,
)
from ilacs_desktop.domain.casefiles.far import FarLocality
from ilacs_desktop.domain.moments import said_short_day

MOST_UNSEEN = 40
ROLES = {Mark.SEEN: ("good", "check"), Mark.PLANNED: ("info", ""), Mark.CHOSEN: ("plain", "")}


class CoveragePanel(SidePanel):
    """Says it, and leads from there to sessions and to children. Knows no services."""

    session_wanted = Signal(int)
    sessions_wanted = Signal()
    children_wanted = Signal(object)
    """The `ChildFilter` of children to be shown."""
    draw_wanted = Signal(object)
    far_wanted = Signal()
    left = Signal()
    """The cell is no longer looked at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.back = make_button(self.tr("Not seen yet"), "arrow-left", small=True, quiet=True)
        self.back.clicked.connect(self.left)
        self.head.addWidget(self.back)
        self.back.hide()

    def show_unseen(self, unseen: Sequence[Unseen], far: Sequence[FarLocality]) -> None:
        """What nobody has seen, and what is too far to go and see."""
        self.clear()
        self.back.hide()
        self.set_title(self.tr("Not seen yet"))
        blank = [each for each in unseen if each.dimension is Dimension.DAY and not each.planned]
        single = [each for each in unseen if each not in blank]
        for number, each in enumerate(single[:MOST_UNSEEN]):
            self.body.addWidget(self._unseen_line(each, first=number == 0))
        if len(single) > MOST_UNSEEN:
            self.add_text(self.tr("and {count} more").format(count=len(single) - MOST_UNSEEN), muted=True)
        if blank and not single:
            self.add_text(self.tr("No session is planned yet. Choose children, then plan them."), muted=True)
        elif blank:
            self.body.addWidget(self._blank_line([each.name for each in blank]))
        if not unseen:
            self.add_text(self.tr("Something of everything has been seen."), muted=True)
        self.add_heading(self.tr("Too far to visit"))
        for number, place in enumerate(far):
            self._add_far(place, first=number == 0)
        if not far:
            self.add_text(self.tr("No locality is, by its travel time or because you said so."), muted=True)
        choose = make_button(self.tr("What is too far…"), "video", small=True)
        choose.clicked.connect(self.far_wanted)
        self.body.addWidget(in_flow(choose))
        self.body.addStretch(1)

    def show_cell(
        self,
        where: dict[Dimension, str],
        cell: Cell,
        lines: Sequence[CoverageLine],
        far: Sequence[FarLocality],
    ) -> None:
        """The sessions that meet in one cell, and the children there are."""
        self.clear()
        self.back.show()
        row, *column = where.values()
        self.set_title(row)
        said = cell.said or self.tr("nothing")
        self.add_text(f"{column[0]}: {said}" if column else said[:1].upper() + said[1:], muted=True)
        for number, line in enumerate(lines):
            self.body.addWidget(self._session_line(line, first=number == 0))
        unplanned = where.keys() & {Dimension.INSPECTOR, Dimension.DAY} and not lines
        wanted = filter_of(where)
        if cell.children is not None:
            of = self.tr("{count} children").format(count=f"{cell.children:,}")
            self.add_heading(self.tr("1 child") if cell.children == 1 else of)
        if wanted is not None and cell.children != 0:
            self._add_children_deeds(wanted)
        if unplanned:
            self.add_text(self.tr("To fill this, plan a session that was chosen."), muted=True)
            sessions = make_button(self.tr("Sessions to plan"), "arrow-right", small=True)
            sessions.clicked.connect(self.sessions_wanted)
            self.body.addWidget(in_flow(sessions))
        for place in far:
            if place.name == where.get(Dimension.LOCALITY):
                self.add_heading(self.tr("Too far to visit"))
                self._add_far(place, first=True)
        self.body.addStretch(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape leaves the cell."""
        if event.key() == Qt.Key.Key_Escape and self.back.isVisible():
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _unseen_line(self, each: Unseen, *, first: bool) -> RowLine:
        icon = IconLabel("calendar-clock", "info") if each.planned else IconLabel("eye-off", "warn")
        words = Label(f"{each.name}: {each.said}", wrap=True)
        wanted = filter_of({each.dimension: each.name})
        if wanted is not None:
            go = self._arrow(self.tr("Show the children of {name}").format(name=each.name))
            go.clicked.connect(lambda _=False, wanted=wanted: self.children_wanted.emit(wanted))
        else:
            go = self._arrow(self.tr("Sessions to plan for {name}").format(name=each.name))
            go.clicked.connect(self.sessions_wanted)
        go.setToolTip(go.accessibleName())
        return RowLine(icon, Pill(each.dimension.value, "plain"), words, go, first=first)

    def _blank_line(self, days: Sequence[str]) -> RowLine:
        words = Label(self.tr("Nothing seen, none planned: {days}").format(days=", ".join(days)), wrap=True)
        go = self._arrow(self.tr("Sessions to plan"))
        go.setToolTip(go.accessibleName())
        go.clicked.connect(self.sessions_wanted)
        pill = Pill(Dimension.DAY.value, "plain")
        return RowLine(IconLabel("eye-off", "warn"), pill, words, go)

    def _session_line(self, line: CoverageLine, *, first: bool) -> RowLine:
        role, icon = ROLES[line.mark]
        day = said_short_day(line.day) if line.day else NO_DAY
        words = f"{line.code} · {day} · {', '.join(line.inspectors) or NO_INSPECTOR}"
        if line.by_video:
            words += self.tr(" · by video")
        go = self._arrow(self.tr("Open the session of {code}").format(code=line.code))
        go.clicked.connect(lambda _=False, key=line.session_id: self.session_wanted.emit(key))
        return RowLine(Pill(line.mark.value, role, icon), ElidedLabel(words), go, first=first)

    def _add_children_deeds(self, wanted: ChildFilter) -> None:
        show = make_button(self.tr("Show the children"), "arrow-right", small=True)
        show.clicked.connect(lambda: self.children_wanted.emit(wanted))
        draw = make_button(self.tr("Draw some…"), "dices", small=True)
        draw.clicked.connect(lambda: self.draw_wanted.emit(wanted))
        self.body.addSpacing(current_theme().space(0.5))
        self.body.addWidget(in_flow(show, draw))

    def _add_far(self, far: FarLocality, *, first: bool) -> None:
        words = " ".join(filter(None, (f"{far.name}: {far.said}.", far.advice)))
        wanted = ChildFilter(locality=far.name)
        go = self._arrow(self.tr("Show the children of {name}").format(name=far.name))
        go.clicked.connect(lambda: self.children_wanted.emit(wanted))
        self.body.addWidget(RowLine(IconLabel("video", "info"), Label(words, wrap=True), go, first=first))
        buttons = []
        for key, code in far.to_video:
            button = make_button(
                code,
                "arrow-right",
                small=True,
                quiet=True,
                spoken=self.tr("Open the session of {code}").format(code=code),
            )
            button.clicked.connect(lambda _=False, key=key: self.session_wanted.emit(key))
            buttons.append(button)
        if buttons:
            self.body.addWidget(in_flow(*buttons))

    def _arrow(self, spoken: str) -> IconButton:
        return make_button("", "arrow-right", small=True, quiet=True, spoken=spoken)
