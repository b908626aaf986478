"""What hangs below the capture line: the chips, how it may go on, what was supplied already, the keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QHBoxLayout, QVBoxLayout, QWidget

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.labels import Heading, Label, Muted
from ilacs_desktop.desktop.widgets.panes import Hairline, IconLabel
from ilacs_desktop.desktop.widgets.similar_rows import SimilarRows
from ilacs_desktop.domain.capture import Captured, Completion
from ilacs_desktop.domain.info_requests import Similar
from ilacs_desktop.domain.moments import Clock

from .chips import Chips
from .correcting import Corrector
from .rows import ChoiceRows


class CapturePopup(QFrame):
    """Floats below the bar while a line is typed; part of the window, so it never takes the keyboard away.

    ``completed`` carries the `Completion` that was clicked, ``opened`` the `Ref` of something alike.
    """

    completed = Signal(object)
    opened = Signal(object)
    grown = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setObjectName("floating")
        self.setAccessibleName(self.tr("What the line means"))
        self._cast_shadow()
        self._offered: tuple[Completion, ...] = ()
        self._similar: tuple[Similar, ...] = ()
        column = QVBoxLayout(self)
        margin = theme.space(1.5)
        column.setContentsMargins(margin, margin, margin, theme.space(1.25))
        column.setSpacing(theme.space(1))
        self.completing = ChoiceRows()
        self.completing.setAccessibleName(self.tr("How it may go on"))
        self.completing.taken.connect(lambda number: self.completed.emit(self._offered[number]))
        self.chips = Chips()
        column.addWidget(self.chips)
        column.addWidget(self.completing)
        self.corrector = Corrector(clock)
        self.corrector.resized.connect(self.grown)
        column.addWidget(self.corrector)
        self.about = Muted("", wrap=True)
        column.addWidget(self.about)
        self.refusal = Label("", role="alert", wrap=True)
        column.addWidget(self.refusal)
        self._supplied = QWidget()
        supplied = QVBoxLayout(self._supplied)
        supplied.setContentsMargins(0, 0, 0, 0)
        supplied.setSpacing(theme.space(0.75))
        supplied.addWidget(Hairline())
        head = QHBoxLayout()
        head.setSpacing(theme.space(1))
        head.addWidget(IconLabel("copy-check"))
        head.addWidget(Heading(self.tr("Already supplied?")))
        head.addStretch(1)
        supplied.addLayout(head)
        self.similar = SimilarRows()
        self.similar.opened.connect(self.opened)
        supplied.addWidget(self.similar)
        column.addWidget(self._supplied)
        self._keys = Muted("", font="small", wrap=True)
        column.addWidget(self._keys)
        self.refuse("")
        self.show_similar(())
        self.show_completions(())
        self.hide()

    def _cast_shadow(self) -> None:
        theme = current_theme()
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(theme.px(28))
        shadow.setOffset(0, theme.px(8))
        tint = QColor(Qt.GlobalColor.black)
        tint.setAlphaF(0.5 if theme.is_dark else 0.18)
        shadow.setColor(tint)
        self.setGraphicsEffect(shadow)

    # -- what it shows -------------------------------------------------------------------------------

    def show_reading(self, captured: Captured, note: str) -> None:
        """Show what was understood; ``note`` says what was taken as usual."""
        self.chips.show_chips(captured.chips)
        self.about.setText(note)
        self.about.setVisible(bool(note))
        self.refuse("")

    def show_completions(self, offered: Sequence[Completion]) -> None:
        """Show how the words typed may go on; the first is at hand."""
        self._offered = tuple(offered)
        self.completing.show_choices([(each.label, "") for each in offered], key=self.tr("Tab"))
        self.completing.setVisible(bool(offered))
        self._say_keys()

    @property
    def at_hand(self) -> Completion | None:
        """The completion that Tab takes."""
        return self._offered[self.completing.at_hand] if self._offered else None

    def show_similar(self, similar: Sequence[Similar]) -> None:
        """Show what resembles the line."""
        self._similar = tuple(similar)
        keys = {}
        if self.same is not None:
            keys[self.same.ref] = self.tr("Alt S")
        if self.staged is not None:
            keys[self.staged.ref] = self.tr("Alt A")
        self.similar.show_similar(similar, keys=keys)
        self._supplied.setVisible(bool(similar))
        self._say_keys()

    @property
    def same(self) -> Similar | None:
        """The first thing alike that was given, whose answer would serve a second asker."""
        return next((each for each in self._similar if each.is_given), None)

    @property
    def staged(self) -> Similar | None:
        """The first thing alike that is staged, and may be what is asked for now."""
        return next((each for each in self._similar if each.is_staged), None)

    def alike(self, number: int) -> Similar | None:
        """The thing alike in a row, counted from 0."""
        return self._similar[number] if number < len(self._similar) else None

    def show_correcting(self, *, on: bool) -> None:
        """Make room for putting a chip right, or for the rest again."""
        self.corrector.setVisible(on)
        self.completing.setVisible(not on and bool(self._offered))
        self.about.setVisible(not on and bool(self.about.text()))
        self._supplied.setVisible(not on and bool(self._similar))
        self._say_keys()

    def refuse(self, text: str) -> None:
        """Say why the line cannot be kept as it is; empty takes it back."""
        self.refusal.setText(text)
        self.refusal.setVisible(bool(text))

    # -- its size ------------------------------------------------------------------------------------

    def fit(self) -> None:
        """Take the height that the width needs, and no more."""
        layout = self.layout()
        if layout is None:
            return
        margins = layout.contentsMargins()
        inner = self.width() - margins.left() - margins.right() - 2 * self.frameWidth()
        for label in (self._keys, self.about, self.refusal):
            words = QRect(0, 0, inner, 10_000)
            needed = label.fontMetrics().boundingRect(words, int(Qt.TextFlag.TextWordWrap), label.text())
            label.setFixedHeight(needed.height() + 2)
        parts = (self.completing, self.corrector.rows, self.corrector, self.similar, self._supplied)
        for inside in (*(part.layout() for part in parts), layout):
            if inside is not None:
                inside.invalidate()
                inside.activate()
        self.resize(self.width(), layout.sizeHint().height())

    def _say_keys(self) -> None:
        if not self.corrector.isHidden():
            keys = [self.tr("↑ ↓  choose"), self.tr("Enter  take it"), self.tr("Esc  back to the line")]
        elif self._offered:
            keys = [self.tr("Tab  complete"), self.tr("↑ ↓  choose"), self.tr("F2  correct a chip")]
        else:
            keys = [self.tr("Tab  correct a chip")]
        if self.corrector.isHidden():
            if self.same is not None:
                keys.append(self.tr("Alt S  same answer"))
            if self.staged is not None:
                keys.append(self.tr("Alt A  asked for now"))
            if self._similar:
                keys.append(self.tr("Alt 1  open it"))
            keys += [self.tr("Shift Enter  keep and open"), self.tr("Esc  leave")]
        self._keys.setText("    ".join(key.replace(" ", "\N{NO-BREAK SPACE}") for key in keys))
