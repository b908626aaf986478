"""The line itself: typed, read while it is typed, kept with Enter."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.labels import Label
from ilacs_desktop.desktop.widgets.panes import IconLabel
from ilacs_desktop.domain.capture import Captured, CaptureKind, Corrections, Role
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import RequestKind, Similar, default_target, said_length
from ilacs_desktop.domain.moments import said_when

from .popup import CapturePopup

_PAUSE_MS = 90
_KINDS = {
    CaptureKind.REQUEST: RequestKind.DOCUMENT,
    CaptureKind.CLARIFICATION: RequestKind.CLARIFICATION,
    CaptureKind.FIGURE: RequestKind.FIGURE,
    CaptureKind.OFFER: RequestKind.OFFER,
}


class _Key(Label):
    """A key on the keyboard, as a hint."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, font="small", role="muted", parent=parent)
        theme = current_theme()
        self.setContentsMargins(theme.px(6), theme.px(1), theme.px(6), theme.px(1))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The key's edge below its word."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour("hairline"))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.px(4), theme.px(4))
        painter.end()
        super().paintEvent(event)


class CaptureBar(QWidget):
    """One line for whatever was said, in the header of the window.

    While it is typed the chips below say what was understood. Enter keeps the line, Shift+Enter keeps it and
    opens what it became, Tab goes to the chips, Escape leaves; what was typed stays until it is kept.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._captured: Captured | None = None
        self._similar: tuple[Similar, ...] = ()
        self._corrections = Corrections()
        self._is_keeping = False
        self._came_from: QWidget | None = None
        theme = current_theme()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(theme.px(320))
        self.setMaximumWidth(theme.px(720))
        self.setFixedHeight(theme.px(34))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(10), theme.px(2), theme.px(12), theme.px(2))
        row.setSpacing(theme.space(1))
        self._icon = IconLabel("corner-down-left", "muted")
        row.addWidget(self._icon)
        self.line = QLineEdit()
        self.line.setStyleSheet("border: none; background: transparent; padding: 0; min-height: 0")
        self.line.setPlaceholderText(self.tr("10:40 Inspector B asked AD for … by 2pm re …"))
        self.line.setAccessibleName(self.tr("Capture what was said"))
        self.line.setAccessibleDescription(
            self.tr("One line: when, who asked, of whom, for what, by when, re which line of enquiry")
        )
        self.line.setMaxLength(2000)
        row.addWidget(self.line, 1)
        self._key = _Key(self.tr("Ctrl K"))
        row.addWidget(self._key)
        self.popup = CapturePopup(self)
        self.popup.taken_off.connect(self._take_off)
        self.popup.chosen.connect(self._choose)
        self.popup.chips.left.connect(lambda: self.line.setFocus(Qt.FocusReason.OtherFocusReason))
        self._timer = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._timer.timeout.connect(self._read)
        self.line.textChanged.connect(self._on_text)
        self.line.installEventFilter(self)
        self.setFocusProxy(self.line)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)
        desk.inspection_changed.connect(self._on_inspection)

    # -- what the window asks ------------------------------------------------------------------------

    def focus(self) -> None:
        """Put the keyboard here, and remember where it was."""
        now = self.window().focusWidget()
        if now is not None and not self._is_ours(now):
            self._came_from = now
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def leave(self) -> None:
        """Give the keyboard back; what was typed stays in the line."""
        self.popup.hide()
        came_from, self._came_from = self._came_from, None
        try:
            if came_from is not None and came_from.isVisible():
                came_from.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        except RuntimeError:  # it was closed in the meantime, and only Qt's side of it knows
            pass
        self.line.clearFocus()

    # -- reading -------------------------------------------------------------------------------------

    def _on_text(self, text: str) -> None:
        self._key.setText(self.tr("Enter") if text else self.tr("Ctrl K"))
        self._icon.set_icon("corner-down-left", "accent" if text else "muted")
        if not text.strip():
            self._timer.stop()
            self._captured, self._corrections = None, Corrections()
            self.popup.hide()
            return
        self._timer.start()

    def _on_inspection(self, _inspection: object) -> None:
        self._captured = None
        self.popup.hide()
        if self.line.text().strip():
            self._timer.start()

    def _read(self) -> None:
        line, corrections, inspection = self.line.text(), self._corrections, self._desk.inspection
        if not line.strip() or inspection is None:
            return
        capture = self._desk.house.capture

        def work() -> tuple[Captured, tuple[Similar, ...]]:
            captured = capture.read(inspection.id, line, corrections=corrections)
            return captured, capture.already_supplied(inspection.id, captured)

        def then(result: tuple[Captured, tuple[Similar, ...]]) -> None:
            if self.line.text() == line and self._corrections == corrections:
                self._show(*result)

        self._desk.jobs.run(self, work, then)

    def _show(self, captured: Captured, similar: tuple[Similar, ...]) -> None:
        self._captured, self._similar = captured, similar
        self.popup.show_reading(captured, self._usual(captured))
        self.popup.show_similar(similar)
        if self._is_ours(QApplication.focusWidget()):
            self._open_popup()

    def _usual(self, captured: Captured) -> str:
        """What will be taken as usual because the line does not say it, or what it still needs."""
        if captured.kind is CaptureKind.SIGNAL and captured.enquiry_id is None:
            return self.tr("It needs its line of enquiry: re, and a word of the title.")
        if captured.kind is CaptureKind.CONCERN and captured.asked_by_id is None:
            return self.tr("It needs to say who raised it: begin with “Inspector B:”.")
        if captured.kind is CaptureKind.CONCERN and captured.owner_id is None:
            return self.tr("It needs a senior owner: @ and a name.")
        if captured.due_at is not None or captured.kind not in _KINDS:
            return ""
        target = default_target(_KINDS[captured.kind])
        due_at = captured.asked_at + timedelta(minutes=target.minutes)
        return self.tr("No time is said: the usual {length}, due {when}.").format(
            length=said_length(target.minutes), when=said_when(due_at, self._desk.clock())
        )

    def _take_off(self, role: str) -> None:
        chosen = {each: number for each, number in self._corrections.chosen.items() if each != role}
        self._corrections = Corrections(self._corrections.dropped | {role}, chosen)
        self._read()

    def _choose(self, role: str, number: object) -> None:
        if isinstance(number, int):
            self._corrections = Corrections(
                self._corrections.dropped, {**self._corrections.chosen, role: number}
            )
            self._read()

    # -- keeping -------------------------------------------------------------------------------------

    def _same_answer(self) -> None:
        """Keep the line as a second asker's request for the first thing below that was given already."""
        given = next((each for each in self._similar if each.is_given), None)
        if given is not None and self._captured and self._captured.verbatim == self.line.text():
            self._keep(and_open=True, as_id=given.ref.id)

    def _keep(self, *, and_open: bool, as_id: int | None = None) -> None:
        line, corrections, inspection = self.line.text(), self._corrections, self._desk.inspection
        if not line.strip() or self._is_keeping:
            return
        if inspection is None:
            self._desk.notices.say(
                self.tr("There is no inspection to keep this for."),
                remedy=self.tr("Begin one first; the line stays here."),
                role="warn",
            )
            return
        house = self._desk.house
        shown = self._captured if self._captured and self._captured.verbatim == line else None
        self._is_keeping = True

        def work() -> tuple[Captured, Ref, str]:
            captured = shown or house.capture.read(inspection.id, line, corrections=corrections)
            if as_id is None:
                ref = house.capture.store(inspection.id, captured, by=self)
            else:
                ref = house.capture.store_as_same(inspection.id, captured, as_id, by=self)
            name = house.info_requests.one(ref.id).ref if ref.kind is Kind.INFO_REQUEST else ""
            return captured, ref, name

        def refused(error: Explained) -> None:
            self._is_keeping = False
            if shown is None:
                self._read()
            self.popup.refuse(str(error))
            self._open_popup()

        def then(result: tuple[Captured, Ref, str]) -> None:
            self._is_keeping = False
            self._kept(line, *result, and_open=and_open)

        self._desk.jobs.run(self, work, then, refused=refused)

    def _kept(self, line: str, captured: Captured, ref: Ref, name: str, *, and_open: bool) -> None:
        if self.line.text() == line:
            self.line.clear()
        understood = [chip.text for chip in captured.chips if not chip.choices and chip.role in _TOLD]
        what = name or captured.kind.value
        self._desk.notices.say(self.tr("Kept {what}: {about}").format(
            what=what, about=", ".join((captured.about or captured.verbatim, *understood))
        ))  # fmt: skip
        if and_open:
            self.popup.hide()
            self._desk.go(ref)
        elif self._is_ours(QApplication.focusWidget()):
            self.leave()

    # -- Qt's own ------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Enter keeps, Escape leaves, Tab and Down go to the chips."""
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(event)
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._keep(and_open=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            return True
        if key == Qt.Key.Key_S and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._same_answer()
            return True
        if key == Qt.Key.Key_Escape:
            self.leave()
            return True
        if key in {Qt.Key.Key_Tab, Qt.Key.Key_Down} and self.popup.isVisible() and self.popup.chips.buttons:
            self.popup.chips.buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click anywhere on the bar is a click into the line."""
        self.line.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Wide enough for a whole line of the usual kind."""
        return QSize(current_theme().px(560), current_theme().px(34))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the popup below."""
        super().resizeEvent(event)
        if self.popup.isVisible():
            self._open_popup()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The well the line lies in, its edge in the colour of focus while the keyboard is here."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        has_focus = self.line.hasFocus()
        width = 2 if has_focus else 1
        painter.setPen(QPen(theme.colour("focus" if has_focus else "hairline"), width))
        painter.setBrush(theme.colour("input"))
        half = width / 2
        edge = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(edge, theme.px(8), theme.px(8))

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        self.update()
        self._widen(self._is_ours(now))
        if self._is_ours(now):
            if now is self.line and self._captured and self._captured.verbatim == self.line.text():
                self._open_popup()
        elif now is not None:
            self.popup.hide()

    def _widen(self, is_used: bool) -> None:
        """Take more of the header while a line is typed, as far as the window has it."""
        theme = current_theme()
        room = self.window().width() * 2 // 5 if is_used else 0
        self.setMinimumWidth(max(theme.px(320), min(theme.px(600), room)))

    def _is_ours(self, widget: QWidget | None) -> bool:
        return widget is not None and (
            widget is self or self.isAncestorOf(widget) or self.popup.isAncestorOf(widget)
        )

    def _open_popup(self) -> None:
        window = self.window()
        if self.popup.parent() is not window:
            self.popup.setParent(window)
        margin = current_theme().space(1)
        self.popup.setFixedWidth(self.width())
        self.popup.chips.setFixedWidth(self.width() - 2 * current_theme().space(1.5) - 2)
        self.popup.chips.arrange()
        self.popup.fit()
        place = self.mapTo(window, QPoint(0, self.height() + margin))
        self.popup.move(place)
        self.popup.show()
        self.popup.raise_()


_TOLD = frozenset({Role.OWNER, Role.DUE, Role.ENQUIRY})
