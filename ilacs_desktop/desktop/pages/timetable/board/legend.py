"""What the marks on the board mean."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ilacs_desktop.desktop.pages.timetable.sight import Sight
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.pill import Pill, PillText, pill_size


class Legend(QWidget):
    """One line of pills below the board; in fewer words where there is little room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._issue = 0
        self._is_long = True
        line = QHBoxLayout(self)
        line.setContentsMargins(current_theme().px(44), 0, 0, 0)
        line.setSpacing(current_theme().space(1.75))
        self._pills = [Pill("", "plain", "", self) for _ in range(4)]
        for pill in self._pills:
            line.addWidget(pill)
        line.addStretch(1)
        self.setMinimumWidth(1)
        self._say()

    def show_sight(self, sight: Sight) -> None:
        """Say which issue the changes are measured against; before the first there are none."""
        self._issue = sight.last_issue
        self._fit()
        self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Choose the words anew."""
        super().resizeEvent(event)
        self._fit()

    def _words(self, *, is_long: bool) -> tuple[PillText, ...]:
        changed = self.tr("changed since issue {n}").format(n=self._issue)
        cancelled = self.tr("cancelled stays visible")
        return (
            PillText(changed if is_long else self.tr("changed"), "accent", "move-right"),
            PillText(cancelled if is_long else self.tr("cancelled"), "plain", "x"),
            PillText(self.tr("clash"), "warn", "triangle-alert"),
            PillText(self.tr("locked"), "plain", "lock"),
        )

    def _fit(self) -> None:
        theme = current_theme()
        gap = theme.space(1.75)
        needed = sum(pill_size(theme, pill).width() + gap for pill in self._words(is_long=True))
        is_long = needed + theme.px(44) <= self.width()
        if is_long is not self._is_long:
            self._is_long = is_long
            self._say()

    def _say(self) -> None:
        for pill, words in zip(self._pills, self._words(is_long=self._is_long), strict=True):
            pill.show_pill(words)
        if not self._issue:
            self._pills[0].show_pill(None)
