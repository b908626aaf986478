"""The line itself: typed, read while it is typed, kept with Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.panes import IconLabel
from ilacs_desktop.domain.capture import (
    Captured,
    Chip,
    Choice,
    Completion,
    Corrections,
    Words,
    completed,
)
from ilacs_desktop.domain.changes import Kind

from .keeping import Keeping, Kept
from .key import Key
from .lists import list_in
from .notes import Notes
from .popup import CapturePopup

if TYPE_CHECKING:
    from ilacs_desktop.services.capture import Look

_PAUSE_MS = 90


class CaptureBar(QWidget):
    """One line for whatever was said, in the header of the window.

    While it is typed the chips below say what was understood, and how the last words may go on. Enter
    keeps the line, Shift+Enter keeps it and opens what it became, Tab completes or goes to the chips, Escape
    leaves; what was typed stays until it is kept. ``many_wanted`` carries a list that was pasted or
    dropped here, as its text or as the path of a file.
    """

    many_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._captured: Captured | None = None
        self._corrections = Corrections()
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
        self._key = Key(self.tr("Ctrl K"))
        row.addWidget(self._key)
        self._notes = Notes(desk.clock, self)
        self.keeping = Keeping(desk, self)
        self.keeping.refused.connect(self._refused)
        self.popup = CapturePopup(desk.clock, self)
        self._connect_popup()
        self._timer = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._timer.timeout.connect(self._read)
        self.line.textChanged.connect(self._on_text)
        self.line.installEventFilter(self)
        self.setFocusProxy(self.line)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)
        desk.inspection_changed.connect(self._on_inspection)

    def _connect_popup(self) -> None:
        popup, chips, corrector = self.popup, self.popup.chips, self.popup.corrector
        popup.completed.connect(self._complete)
        popup.opened.connect(self._desk.go)
        popup.grown.connect(lambda: self._open_popup() if popup.isVisible() else None)
        chips.taken_off.connect(lambda role: self._correct(self._corrections.with_dropped(role)))
        chips.put_back.connect(lambda role: self._correct(self._corrections.without(role)))
        chips.correct_wanted.connect(self._ask_for)
        chips.left.connect(self._back_to_line)
        corrector.picked.connect(self._pick)
        corrector.taken_off.connect(lambda role: self._put_right(self._corrections.with_dropped(role)))
        corrector.put_back.connect(lambda role: self._put_right(self._corrections.without(role)))
        corrector.left.connect(self._back_to_line)

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
        capture, cursor = self._desk.house.capture, self.line.cursorPosition()

        def then(look: Look) -> None:
            if self.line.text() == line and self._corrections == corrections:
                self._captured = look.captured
                self.popup.show_reading(look.captured, self._notes.of(look))
                self.popup.show_completions(look.completions if self.line.cursorPosition() == cursor else ())
                self.popup.show_similar(look.similar)
                if self._is_ours(QApplication.focusWidget()):
                    self._open_popup()

        self._desk.jobs.run(
            self, lambda: capture.look(inspection.id, line, cursor, corrections=corrections), then
        )

    def _complete(self, completion: Completion) -> None:
        """Take a completion into the line."""
        line, cursor = completed(self.line.text(), self.line.cursorPosition(), completion)
        self.popup.show_completions(())
        self.line.setText(line)
        self.line.setCursorPosition(cursor)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._timer.stop()
        self._read()

    # -- putting right -------------------------------------------------------------------------------

    def _ask_for(self, chip: Chip) -> None:
        """Ask what is right instead of what a chip says."""
        captured, inspection = self._captured, self._desk.inspection
        if captured is None or inspection is None:
            return
        capture = self._desk.house.capture

        def then(words: Words) -> None:
            if self._captured is captured:
                self.popup.corrector.begin(chip.corrects, captured, self._corrections, words)
                self.popup.show_correcting(on=True)
                self._open_popup()

        self._desk.jobs.run(self, lambda: capture.words(inspection.id), then)

    def _pick(self, role: str, choice: Choice) -> None:
        self._put_right(self._corrections.with_chosen(role, choice))

    def _put_right(self, corrections: Corrections) -> None:
        self._back_to_line()
        self._correct(corrections)

    def _correct(self, corrections: Corrections) -> None:
        self._corrections = corrections
        self._read()

    def _back_to_line(self) -> None:
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.popup.show_correcting(on=False)
        if self.popup.isVisible():
            self._open_popup()

    # -- keeping -------------------------------------------------------------------------------------

    def _same_answer(self) -> None:
        """Keep the line as a second asker's request for the first thing below that was given already."""
        given = self.popup.same
        if given is not None and given.ref.kind is Kind.INFO_REQUEST and self._shown() is not None:
            self._keep(and_open=True, as_id=given.ref.id)

    def _asked_for_now(self) -> None:
        """The line asks for the first staged thing below: its clock starts, and no second one is made."""
        staged = self.popup.staged
        if staged is not None and self._shown() is not None:
            self._keep(and_open=True, as_id=staged.ref.id, is_staged=True)

    def _shown(self) -> Captured | None:
        """The reading in sight, if it is of the line as it stands."""
        return self._captured if self._captured and self._captured.verbatim == self.line.text() else None

    def _keep(self, *, and_open: bool, as_id: int | None = None, is_staged: bool = False) -> None:
        line, inspection = self.line.text(), self._desk.inspection
        if not line.strip() or self.keeping.is_busy:
            return
        if inspection is None:
            self._desk.notices.say(
                self.tr("There is no inspection to keep this for."),
                remedy=self.tr("Begin one first; the line stays here."),
                role="warn",
            )
            return
        self.keeping.keep(
            inspection,
            line,
            self._corrections,
            shown=self._shown(),
            as_id=as_id,
            is_staged=is_staged,
            then=lambda kept: self._kept(kept, and_open=and_open),
        )

    def _refused(self, why: str) -> None:
        if self._shown() is None:
            self._read()
        self.popup.refuse(why)
        self._open_popup()

    def _kept(self, kept: Kept, *, and_open: bool) -> None:
        if self.line.text() == kept.line:
            self.line.clear()
        if and_open:
            self.popup.hide()
            self._desk.go(kept.ref)
        elif self._is_ours(QApplication.focusWidget()):
            self.leave()

    # -- Qt's own ------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Enter keeps, Escape leaves, Tab completes or goes to the chips; a list pasted here becomes many."""
        if watched is self.line:
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                return self._on_key(event)
            if isinstance(event, QDropEvent) and (many := list_in(event.mimeData())) is not None:
                event.acceptProposedAction()
                if not isinstance(event, QDragEnterEvent) and event.type() == QEvent.Type.Drop:
                    self.many_wanted.emit(many)
                return True
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        key, popup = event.key(), self.popup
        if event.matches(QKeySequence.StandardKey.Paste):
            many = list_in(QGuiApplication.clipboard().mimeData())
            if many is not None:
                self.many_wanted.emit(many)
            return many is not None
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._keep(and_open=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            return True
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return self._on_alt(key)
        if popup.isVisible():
            return self._on_popup_key(key)
        if key == Qt.Key.Key_Escape:
            self.leave()
            return True
        return False

    def _on_alt(self, key: int) -> bool:
        """Alt S gives the same answer, Alt A says it is the staged one, Alt 1 to 3 look at what is alike."""
        alike = self.popup.alike(key - Qt.Key.Key_1) if Qt.Key.Key_1 <= key <= Qt.Key.Key_3 else None
        if key == Qt.Key.Key_S:
            self._same_answer()
        elif key == Qt.Key.Key_A:
            self._asked_for_now()
        elif alike is not None:
            self._desk.go(alike.ref)
        else:
            return False
        return True

    def _on_popup_key(self, key: int) -> bool:
        """Through the completions while there are some, else to the chips."""
        popup = self.popup
        if key == Qt.Key.Key_Escape:
            self._on_escape()
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up} and popup.at_hand is not None:
            popup.completing.go(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Tab and popup.at_hand is not None:
            self._complete(popup.at_hand)
        elif key in {Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_F2} and popup.chips.buttons:
            popup.chips.buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            return False
        return True

    def _on_escape(self) -> None:
        """First what is offered goes, then the keyboard."""
        if self.popup.at_hand is not None:
            self.popup.show_completions(())
            self._open_popup()
        else:
            self.leave()

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
        self.popup.setFixedWidth(self.width())
        self.popup.chips.setFixedWidth(self.width() - 2 * current_theme().space(1.5) - 2)
        self.popup.chips.arrange()
        self.popup.fit()
        self.popup.move(self.mapTo(window, QPoint(0, self.height() + current_theme().space(1))))
        self.popup.show()
        self.popup.raise_()
