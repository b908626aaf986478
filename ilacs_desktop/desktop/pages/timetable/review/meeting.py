"""The daily meeting in the review: what was said, one line at a time, and what each line became."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.labels import Label, Muted
from ilacs_desktop.desktop.widgets.panes import Hairline
from ilacs_desktop.domain.capture import Captured, Role
from ilacs_desktop.domain.daily_review import POINT_KINDS, MeetingPoint, PointKind, suggested_kind
from ilacs_desktop.domain.moments import said_time
from ilacs_desktop.domain.timetable import Slot

_PAUSE_MS = 150


class PointLine(QWidget):
    """One point that is kept: its words, and a way to what it became."""

    def __init__(self, point: MeetingPoint, *, first: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(0.25))
        if not first:
            column.addWidget(Hairline())
        column.addWidget(Label(point.text, wrap=True))
        row = QHBoxLayout()
        row.setSpacing(theme.space(0.5))
        row.addWidget(Muted(point.kind, font="small"))
        self.go = make_button(
            point.said,
            link=True,
            small=True,
            spoken=self.tr("Open {what}: {text}").format(what=point.said, text=point.text),
        )
        self.go.setVisible(bool(point.said))
        row.addWidget(self.go)
        row.addStretch(1)
        self.remove = make_button(
            "", "x", quiet=True, small=True, spoken=self.tr("Take back: {text}").format(text=point.text)
        )
        row.addWidget(self.remove)
        column.addLayout(row)


class MeetingView(QWidget):
    """The points of the day and a line for the next one.

    The line is read while it is typed, and says what it would be kept as; another kind can be chosen. A
    timetable edit asks which slot, and the slot is then on the board.
    """

    keep_wanted = Signal(str, str, object)  # line, kind, uid of a slot or None
    read_wanted = Signal(str)
    go_wanted = Signal(object)  # Ref
    remove_wanted = Signal(int)

    def __init__(
        self, points: Sequence[MeetingPoint], slots: Sequence[Slot], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        theme = current_theme()
        self._slots = tuple(slot for slot in slots if not slot.is_cancelled)
        self._is_chosen = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(0.75))
        self.points: list[PointLine] = []
        for number, point in enumerate(points):
            line = PointLine(point, first=not number)
            line.go.clicked.connect(lambda _=False, ref=point.became: self.go_wanted.emit(ref))
            line.remove.clicked.connect(lambda _=False, key=point.id: self.remove_wanted.emit(key))
            column.addWidget(line)
            self.points.append(line)
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("What was said"))
        self.line.setAccessibleName(self.tr("What was said in the daily meeting"))
        self.line.setMaxLength(2000)
        column.addWidget(self.line)
        self.understood = Muted("", wrap=True)
        self.understood.hide()
        column.addWidget(self.understood)
        row = QHBoxLayout()
        row.setSpacing(theme.space(0.5))
        self.kind = QComboBox()
        self.kind.setAccessibleName(self.tr("Keep it as"))
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kind.setMinimumContentsLength(8)
        for kind in POINT_KINDS:
            words = self.tr("timetable edit") if kind == PointKind.TIMETABLE.value else kind
            self.kind.addItem(words.capitalize(), kind)
        row.addWidget(self.kind, 1)
        self.keep = make_button(self.tr("Keep"), "corner-down-left", small=True)
        self.keep.setEnabled(False)
        row.addWidget(self.keep)
        column.addLayout(row)
        self.menu = QMenu(self)
        self._timer = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._timer.timeout.connect(lambda: self.read_wanted.emit(self.line.text()))
        self.line.textChanged.connect(self._on_text)
        self.line.returnPressed.connect(self._keep)
        self.keep.clicked.connect(self._keep)
        self.kind.activated.connect(self._on_kind)

    # -- typed -------------------------------------------------------------------------------------

    @property
    def typed(self) -> tuple[str, str, bool, bool]:
        """The line, its kind, whether the kind was chosen by hand, and whether the keyboard is here."""
        has_focus = any(each.hasFocus() for each in (self.line, self.kind, self.keep))
        return self.line.text(), str(self.kind.currentData()), self._is_chosen, has_focus

    def go_on(self, typed: tuple[str, str, bool, bool]) -> None:
        """Go on where one was before the panel was built anew."""
        text, kind, self._is_chosen, has_focus = typed
        self.line.setText(text)
        self.kind.setCurrentIndex(self.kind.findData(kind))
        if has_focus:
            self.line.setFocus()

    def show_read(self, line: str, captured: Captured) -> None:
        """Say what was understood, if the line is still the one that was read."""
        if line != self.line.text():
            return
        if not self._is_chosen:
            self.kind.setCurrentIndex(self.kind.findData(suggested_kind(captured)))
        signs = [chip.text for chip in captured.chips if chip.role != Role.KIND and chip.start < chip.end]
        is_kept_plain = self.kind.currentData() in set(PointKind)
        self.understood.setText(" · ".join(signs))
        self.understood.setVisible(bool(signs) and not is_kept_plain)

    def refuse(self, message: str) -> None:
        """Say why the line could not be kept; it stays as it was typed."""
        self.understood.setText(message)
        self.understood.show()
        self.line.setFocus()

    def _on_text(self, text: str) -> None:
        has_words = bool(text.strip())
        self.keep.setEnabled(has_words)
        self.understood.hide()
        if has_words:
            self._timer.start()
        else:
            self._timer.stop()
            self._is_chosen = False

    def _on_kind(self) -> None:
        self._is_chosen = True
        self.line.setFocus()
        if self.line.text().strip():
            self.read_wanted.emit(self.line.text())

    def _keep(self) -> None:
        line = self.line.text().strip()
        if not line:
            return
        kind = str(self.kind.currentData()) if self._is_chosen or not self._timer.isActive() else ""
        self._timer.stop()
        if kind == PointKind.TIMETABLE.value:
            self._ask_for_slot(line)
        else:
            self.keep_wanted.emit(line, kind, None)

    # -- a slot ------------------------------------------------------------------------------------

    def _ask_for_slot(self, line: str) -> None:
        """Offer the slots, those first that the line seems to speak of."""
        self.menu.clear()
        kind = PointKind.TIMETABLE.value
        for slot in sorted(self._slots, key=lambda slot: not speaks_of(line, slot)):
            words = f"{said_time(slot.starts_at)}  {slot.title_with_inspectors}".replace("&", "&&")
            action = self.menu.addAction(words)
            action.triggered.connect(lambda _=False, uid=slot.uid: self.keep_wanted.emit(line, kind, uid))
        self.menu.addSeparator()
        none = self.menu.addAction(self.tr("A slot that is not there yet"))
        none.triggered.connect(lambda: self.keep_wanted.emit(line, kind, None))
        self.menu.popup(self.keep.mapToGlobal(QPoint(0, self.keep.height() + 2)))


def speaks_of(line: str, slot: Slot) -> bool:
    """Whether a line seems to speak of a slot: it says its case code, or somebody's name in it."""
    said = line.casefold()
    names = [slot.case_code, *(part.name for part in slot.parts)]
    return any(name and name.casefold() in said for name in names)
