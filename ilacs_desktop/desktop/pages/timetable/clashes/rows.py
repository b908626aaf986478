"""Clashes as a panel lists them: what is wrong, a way to see it, and a way to let it stand."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.labels import Label, Muted
from ilacs_desktop.desktop.widgets.pill import Pill, PillText
from ilacs_desktop.domain.clashes import Clash, Level, Override
from ilacs_desktop.domain.moments import day_of, said_short_day, said_time


class ClashRow(QWidget):
    """One clash, below the ``title`` of a slot, or below a heading that says what it does.

    ``show_wanted`` and ``stand_wanted`` carry it.
    """

    show_wanted = Signal(object)
    stand_wanted = Signal(object)

    def __init__(
        self, clash: Clash | None = None, title: str = "", slot: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        theme = current_theme()
        self._clash: Clash | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.space(0.5))
        column.setSpacing(theme.space(0.5))
        self._stops = Pill("", "alert", "octagon-alert", self)
        self._title = Label("", font="strong", wrap=True)
        self._sentence = Label("", role="muted", wrap=True)
        self._lapsed = Muted("", font="small", wrap=True)
        for widget in (self._stops, self._title, self._sentence, self._lapsed):
            column.addWidget(widget)
        self.show_button = make_button(self.tr("Show"), small=True)
        self.stand_button = make_button(self.tr("Let it stand…"), small=True)
        line = QHBoxLayout()
        line.setSpacing(theme.space(0.75))
        line.addWidget(self.show_button)
        line.addWidget(self.stand_button)
        line.addStretch(1)
        column.addLayout(line)
        self.show_button.clicked.connect(lambda: self.show_wanted.emit(self._clash))
        self.stand_button.clicked.connect(lambda: self.stand_wanted.emit(self._clash))
        if clash is not None:
            self.show_clash(clash, title, slot)

    def show_clash(self, clash: Clash, title: str = "", slot: str = "") -> None:
        """Show another clash, or the same as it now is."""
        self._clash = clash
        stops = clash.level is Level.STOP and bool(title)
        self._stops.show_pill(
            PillText(self.tr("stops the issue"), "alert", "octagon-alert") if stops else None
        )
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._sentence.setText(clash.sentence)
        words = self.tr("It has changed since {who} let it stand: {why}")
        lapsed = clash.lapsed
        self._lapsed.setText(words.format(who=lapsed.by, why=lapsed.reason) if lapsed else "")
        self._lapsed.setVisible(lapsed is not None)
        self.show_button.setAccessibleName(self.tr("Show {slot}").format(slot=slot or clash.who))
        self.stand_button.setAccessibleName(self.tr("Let it stand: {clash}").format(clash=clash.sentence))


class StandingRow(QWidget):
    """One clash that somebody let stand. ``again_wanted`` carries it."""

    again_wanted = Signal(object)

    def __init__(self, clash: Clash, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.space(0.5))
        column.setSpacing(theme.space(0.25))
        column.addWidget(Label(clash.sentence, role="muted", wrap=True))
        if clash.override is not None:
            column.addWidget(Label(self._said(clash.override), font="small", wrap=True))
        self.again_button = make_button(
            self.tr("Ask again"),
            small=True,
            quiet=True,
            spoken=self.tr("Ask again: {clash}").format(clash=clash.sentence),
        )
        line = QHBoxLayout()
        line.addWidget(self.again_button)
        line.addStretch(1)
        column.addLayout(line)
        self.again_button.clicked.connect(lambda: self.again_wanted.emit(clash))

    def _said(self, override: Override) -> str:
        """``Let stand by K. Boyle, Wed 2 Dec 18:40: she goes on at 10:30``."""
        return self.tr("Let stand by {who}, {day} {time}: {why}").format(
            who=override.by,
            day=said_short_day(day_of(override.at)),
            time=said_time(override.at),
            why=override.reason,
        )
