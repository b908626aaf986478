"""The shell: header, sidebar, the page, the status line. Let go as a whole when the window is locked."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from ilacs_desktop.desktop.actions import Actions
from ilacs_desktop.desktop.bridge import Progress
from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.page import Page
from ilacs_desktop.desktop.widgets.panes import put_into, roomy
from ilacs_desktop.desktop.window.banner import Banner, ProgressStrip
from ilacs_desktop.desktop.window.children_due import ChildrenDue
from ilacs_desktop.desktop.window.header import Header
from ilacs_desktop.desktop.window.help import HelpDialog
from ilacs_desktop.desktop.window.places import HOMES, PLACES, Place
from ilacs_desktop.desktop.window.reminders_panel import RemindersPanel
from ilacs_desktop.desktop.window.sidebar import Sidebar
from ilacs_desktop.desktop.window.status_line import Standing, StatusLine
from ilacs_desktop.domain.changes import Changes, Kind, Ref
from ilacs_desktop.domain.inspection import Inspection
from ilacs_desktop.domain.moments import local

CALM_MS = 400
"""So long nothing must be stored before the pages that are not shown are brought up to date."""
PATIENCE_MS = 3_000
"""So long they wait at most, should things be stored all the time."""


@dataclass(frozen=True, slots=True)
class _Round:
    """What the shell asks of the house in one go."""

    inspections: tuple[Inspection, ...]
    current: Inspection | None
    standing: Standing


class Shell(QWidget):
    """Everything inside the frame while the house is open.

    ``prepares`` makes the other pages in idle moments; without it a page is made when it is first shown.
    ``lock_wanted`` is emitted by Ctrl+L and the header; ``page_shown`` after another page came forward.
    """

    lock_wanted = Signal()
    quit_wanted = Signal()
    page_shown = Signal(str)
    _looked = Signal()

    def __init__(
        self,
        desk: Desk,
        *,
        first_page: str = "today",
        prepares: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setObjectName("ground")
        self.places = PLACES
        self.pages: dict[str, Page] = {}
        self._areas: dict[str, QScrollArea] = {}
        self._stale: set[str] = set()
        self._missed: dict[str, Changes] = {}
        self._calm = QTimer(self, interval=CALM_MS, singleShot=True)
        self._patience = QTimer(self, interval=PATIENCE_MS, singleShot=True)
        self._chosen_id = 0
        self._going: Ref | None = None
        self._is_looking = self._look_again = False
        self._build()
        self._connect()
        self.children_due = ChildrenDue(desk, self)
        self.show_page(first_page)
        self._look_round()
        QTimer.singleShot(0, self, self.children_due.look)
        if prepares:
            QTimer.singleShot(0, self, self._make_next_page)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the keyboard before the first control, so that nothing seems chosen yet."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self.setFocus)

    # -- building --------------------------------------------------------------------------------

    def _build(self) -> None:
        theme = self.desk.theme
        self.header = Header(self.desk)
        self.sidebar = Sidebar(self.places)
        self.status = StatusLine()
        self.status.setFixedHeight(theme.px(25))
        self.banner = Banner()
        self.stack = QStackedWidget()
        self.strips = QVBoxLayout()
        room = QVBoxLayout()
        room.setContentsMargins(theme.space(2.5), theme.space(2), theme.space(2.5), theme.space(2))
        room.setSpacing(theme.space(1.5))
        room.addWidget(self.banner)
        room.addLayout(self.strips)
        room.addWidget(self.stack, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.sidebar)
        middle.addLayout(room, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(middle, 1)
        column.addWidget(self.status)
        self.actions_ = Actions(self)

    def _connect(self) -> None:
        desk = self.desk
        self._looked.connect(self._after_look, Qt.ConnectionType.QueuedConnection)
        self._calm.timeout.connect(self._tell_hidden)
        self._patience.timeout.connect(self._tell_hidden)
        desk.go_wanted.connect(self.go)
        desk.capture_wanted.connect(self.focus_capture)
        desk.new_inspection_wanted.connect(self.open_new_inspection)
        desk.changed.connect(self._on_changed)
        desk.inspection_changed.connect(self._on_inspection_changed)
        desk.notices.shown.connect(self.banner.show_notice)
        desk.notices.cleared.connect(self.banner.hide)
        desk.jobs.long_started.connect(self._show_strip)
        self.sidebar.page_wanted.connect(self.show_page)
        self.header.new_wanted.connect(self.open_new_inspection)
        self.header.capture.many_wanted.connect(self.review_list)
        self.header.chosen.connect(self._choose_inspection)
        self.status.reminders_wanted.connect(self.open_reminders)
        self.status.backups_wanted.connect(lambda: self.go(Ref(Kind.SETTING, 0)))

    # -- pages -----------------------------------------------------------------------------------

    @property
    def shown(self) -> str:
        """The NAME of the page that is shown."""
        return next((name for name, area in self._areas.items() if area is self.stack.currentWidget()), "")

    def page(self, name: str) -> Page:
        """The page of a name, made now if it has not been. Raises KeyError for no such page."""
        if name not in self.pages:
            place = next((place for place in self.places if place.name == name), None)
            if place is None:
                raise KeyError(name)
            self._make_page(place)
        return self.pages[name]

    def show_page(self, name: str) -> None:
        """Bring a page forward, and fetch what it shows if something has changed since."""
        page = self.page(name)
        if self.stack.currentWidget() is not self._areas[name]:
            self.banner.hide()
            self.stack.setCurrentWidget(self._areas[name])
        self.sidebar.show_page(name)
        focused = QApplication.focusWidget()
        if focused is None or not (self.sidebar.isAncestorOf(focused) or self.header.isAncestorOf(focused)):
            self.setFocus()
        self._catch_up(name, page)
        self.page_shown.emit(name)

    def go(self, place: Ref | str) -> None:
        """Show a page by its NAME, or open what a `Ref` points at on the page where it lives.

        What belongs to another inspection is opened once that one is at hand.
        """
        self._going = None
        if isinstance(place, Ref) and place.inspection_id not in {0, self.desk.inspection_id}:
            self._going, self._chosen_id = place, place.inspection_id
            self._look_round()
        elif isinstance(place, Ref):
            name = HOMES[place.kind]
            self.show_page(name)
            self.page(name).open(place)
        else:
            self.show_page(place)

    def refresh(self) -> None:
        """Fetch anew what is shown."""
        self._stale.update(self.pages)
        self.show_page(self.shown)
        self._look_round()

    def _make_page(self, place: Place) -> None:
        page = place.page_class()(self.desk)
        # A page goes with its view: with the desk it would outlive a shell that is made anew.
        page.setParent(self)
        self.pages[place.name] = page
        self._stale.add(place.name)
        page.badge_changed.connect(partial(self.sidebar.set_badge, place.name))
        # The area is put in its place first: a filled one would be styled anew with all that is in it.
        area = self._areas[place.name] = roomy(parent=self.stack)
        self.stack.addWidget(area)
        put_into(area, page.view)

    def _make_next_page(self) -> None:
        """Make the other pages one by one between two events, so that their counts appear by themselves."""
        for place in self.places:
            if place.name not in self.pages:
                self._make_page(place)
                self._stale.discard(place.name)
                self.pages[place.name].refresh()
                QTimer.singleShot(0, self, self._make_next_page)
                return

    # -- what happens ----------------------------------------------------------------------------

    def _on_changed(self, changes: Changes) -> None:
        """Tell the page that is shown at once; the others once for all, when it is calm or they are shown."""
        shown = self.shown
        for name, page in tuple(self.pages.items()):
            if name == shown:
                page.on_changed(changes)
            else:
                missed = self._missed.get(name, changes)
                by = changes.by if missed.by is changes.by else None
                self._missed[name] = Changes(missed.kinds | changes.kinds, by)
        self._look_round()
        self._tell_hidden_soon()

    def _on_inspection_changed(self, _inspection: Inspection | None) -> None:
        self._stale.update(self.pages)
        self.show_page(self.shown)
        self._tell_hidden_soon()

    def _tell_hidden_soon(self) -> None:
        self._calm.start()
        if not self._patience.isActive():
            self._patience.start()

    def _tell_hidden(self) -> None:
        self._calm.stop()
        self._patience.stop()
        for name, page in tuple(self.pages.items()):
            self._catch_up(name, page)

    def _catch_up(self, name: str, page: Page) -> None:
        """Let a page see what it has missed."""
        missed = self._missed.pop(name, None)
        if name in self._stale:
            self._stale.discard(name)
            page.refresh()
        elif missed is not None:
            page.on_changed(missed)

    def _choose_inspection(self, inspection: Inspection) -> None:
        self._chosen_id, self._going = inspection.id, None
        self._look_round()

    def _look_round(self) -> None:
        """Ask once for all that header and status line say; a burst of wishes becomes two rounds."""
        if self._is_looking:
            self._look_again = True
            return
        self._is_looking, self._look_again = True, False
        house, chosen = self.desk.house, self._chosen_id

        def work() -> _Round:
            inspections = house.inspections.all()
            current = (
                next((one for one in inspections if one.id == chosen), None) or house.inspections.current()
            )
            saved = house.safekeeping.saved_at
            standing = Standing(
                backup=house.safekeeping.backup_line(),
                saved=f"{local(saved):%H:%M:%S}" if saved else "",
                reminders=len(house.reminders.due(current.id)) if current and house.reminders else 0,
                issue=max((issue.number for issue in house.timetable.issues(current.id)), default=0)
                if current
                else 0,
                audit_code=house.safekeeping.audit_code(),
                actor=house.safekeeping.actor,
            )
            return _Round(tuple(inspections), current, standing)

        self.desk.jobs.run(self, work, lambda found: self._show_round(found, chosen)).add_done_callback(
            lambda _: self._looked.emit() if isValid(self) else None
        )

    def _show_round(self, found: _Round, chosen: int) -> None:
        if self._chosen_id != chosen:
            # Another inspection was chosen while this was being asked; the next round is about that one.
            self._look_again = True
            return
        self._chosen_id = found.current.id if found.current else 0
        self.status.show_standing(found.standing)
        self.header.show_saved(found.standing.saved)
        self.desk.set_inspection(found.current)
        self.header.show_inspections(found.inspections, found.current)
        if self._going is not None and self._going.inspection_id == self._chosen_id:
            self.go(self._going)

    def _after_look(self) -> None:
        self._is_looking = False
        if self._look_again:
            self._look_round()

    def knock(self) -> None:
        """Look at the diary and the backups again; called every half minute."""
        self._look_round()
        self.header.tick()
        self.children_due.look()

    def close_dialogs(self) -> None:
        """Close every dialog that stands before the shell, so that a lock hides them too."""
        for dialog in self.findChildren(QDialog):
            dialog.hide()
            dialog.deleteLater()
        for window in QApplication.topLevelWidgets():
            if isinstance(window, QDialog | QMenu) and window.isVisible():
                window.hide()
                window.deleteLater()

    # -- dialogs -----------------------------------------------------------------------------------

    def open_new_inspection(self) -> None:
        """Ask for what a new inspection begins with."""
        module = importlib.import_module("ilacs_desktop.desktop.dialogs.new_inspection")
        dialog: QDialog = module.NewInspectionDialog(self.desk)
        if dialog.parent() is None:
            dialog.setParent(self, dialog.windowFlags())
        opened = getattr(dialog, "opened", None)
        if opened is not None:
            opened.connect(self._choose_inspection)
        dialog.open()

    def review_list(self, source: str | Path) -> None:
        """Review a list that was pasted or dropped into the capture line."""
        importlib.import_module("ilacs_desktop.desktop.dialogs.paste_many").begin(self.desk, self, source)

    def focus_capture(self) -> None:
        """Come to the front with the keyboard in the capture line."""
        self.window().activateWindow()
        self.header.focus_capture()

    def open_reminders(self) -> None:
        """The one catch-up panel."""
        RemindersPanel(self.desk, self).open()

    def open_help(self, over: QWidget | None = None) -> None:
        """Help on the page that is shown, over the window or over a dialog."""
        HelpDialog(self.shown, over or self).open()

    def _show_strip(self, progress: Progress) -> None:
        self.strips.addWidget(ProgressStrip(progress))
