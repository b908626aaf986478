"""The header line: which inspection, which day, the capture bar, what is saved, the time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QActionGroup, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import ElidedLabel, IconLabel, Label, make_button
from ilacs_desktop.desktop.widgets.capture_bar import CaptureBar
from ilacs_desktop.domain.inspection import Inspection
from ilacs_desktop.domain.moments import day_of, local, said_day

HEIGHT = 51


class Header(QWidget):
    """Emits ``new_wanted`` for a new inspection and ``chosen`` with another one."""

    new_wanted = Signal()
    chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self._desk = desk
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.px(HEIGHT) + 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.px(1), 0, theme.space(2), 0)
        line.setSpacing(theme.space(1.5))
        self.switcher = make_button("", quiet=True)
        self.switcher.setFont(theme.font("header"))
        self.switcher.setProperty("hasMenu", True)
        self._menu = QMenu(self.switcher)
        self.switcher.setMenu(self._menu)
        self._day = ElidedLabel("", role="muted")
        self._day.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.capture = CaptureBar(desk)
        self._saved_icon = IconLabel("shield-check", "muted")
        self._saved = Label("", role="muted")
        self._clock = Label("", font="clock")
        self.setMinimumWidth(1)
        line.addWidget(self.switcher)
        line.addWidget(self._day)
        line.addStretch(1)
        line.addWidget(self.capture, 8)
        line.addWidget(self._saved_icon)
        line.addWidget(self._saved)
        line.addWidget(self._clock)
        self._inspections: tuple[Inspection, ...] = ()
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self.tick)
        self._timer.start()
        self.show_inspections((), None)
        self.tick()

    def show_inspections(self, inspections: Sequence[Inspection], current: Inspection | None) -> None:
        """Name the inspection at hand, and offer the others."""
        self._inspections = tuple(inspections)
        name = current.title if current else self.tr("No inspection yet")
        self.switcher.setText(name)
        self.switcher.setAccessibleName(
            self.tr("Inspection: {name}. Choose another or a new one").format(name=name)
        )
        self._menu.clear()
        group = QActionGroup(self._menu)
        for inspection in inspections:
            action = self._menu.addAction(inspection.title)
            action.setCheckable(True)
            action.setChecked(current is not None and inspection.id == current.id)
            action.triggered.connect(lambda _, chosen=inspection: self.chosen.emit(chosen))
            group.addAction(action)
        if inspections:
            self._menu.addSeparator()
        self._menu.addAction(self.tr("New inspection…")).triggered.connect(lambda _: self.new_wanted.emit())
        self.tick()

    def show_saved(self, saved: str) -> None:
        """``18:40:07``, or empty before anything was saved."""
        words = self.tr("Saved {time}").format(time=saved) if saved else self.tr("All saved")
        self._saved.setText(words)
        self._saved_icon.setToolTip(words)

    def tick(self) -> None:
        """Show the time and the day."""
        now = self._desk.clock()
        shown = f"{local(now):%H:%M}"
        if shown != self._clock.text():
            self._clock.setText(shown)
            self._clock.setAccessibleName(self.tr("The time is {time}").format(time=shown))
        current = self._desk.inspection
        line = current.day_line(day_of(now)) if current else said_day(day_of(now))
        if current is not None and current.is_rehearsal:
            line = self.tr("Rehearsal · {line}").format(line=line)
        if line != self._day.text():
            self._day.setText(line)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave out what can be seen elsewhere where the line is too short for everything."""
        super().resizeEvent(event)
        theme = current_theme()
        self._day.setVisible(self.width() >= theme.px(1000))
        self._saved.setVisible(self.width() >= theme.px(800))

    def focus_capture(self) -> None:
        """Put the keyboard in the capture bar."""
        focus = getattr(self.capture, "focus", None)
        if callable(focus):
            focus()
        else:
            self.capture.setFocus(Qt.FocusReason.ShortcutFocusReason)
