"""Where things stand on a page: panes, the head of a page, the side panel, the empty state."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPixmap, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import IconButton, make_button
from ilacs_desktop.desktop.widgets.labels import ElidedLabel, Heading, Label, Muted


class IconLabel(QLabel):
    """An icon that follows the theme; it says nothing of its own and is not read out."""

    def __init__(self, name: str, role: str = "muted", size: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._role, self._size = name, role, size
        self._tinted: QPixmap | None = None
        self._tint()

    def set_icon(self, name: str, role: str = "muted") -> None:
        """Show another icon, or the same in another colour."""
        self._name, self._role = name, role
        self._tint()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Tint again when the theme has changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._tint()

    def _tint(self) -> None:
        if self._name:
            pixmap = current_theme().pixmap(self._name, self._role, self._size)
            if pixmap is not self._tinted:  # the theme keeps a picture until it changes
                self._tinted = pixmap
                self.setPixmap(pixmap)


class Hairline(QFrame):
    """A thin line between things; upright if asked."""

    def __init__(self, *, upright: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hairline")
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)


class Pane(QFrame):
    """A white pane with a heading line (icon, title, note at the right) and a ``body`` layout to fill.

    Without a title there is no heading line. ``head`` is the heading's layout: widgets added to it stand
    right of the note.
    """

    def __init__(
        self, title: str = "", icon: str = "", note: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setObjectName("pane")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme.space(1.75),) * 4)
        outer.setSpacing(theme.space(1))
        self.head = QHBoxLayout()
        self.head.setSpacing(theme.space(1))
        self._icon = IconLabel(icon)
        self._title = ElidedLabel(title, font="heading", role="heading")
        self._title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._note = Label(note, font="heading", role="muted")
        self.head.addWidget(self._icon)
        self.head.addWidget(self._title)
        self.head.addStretch(1)
        self.head.addWidget(self._note)
        if title:
            outer.addLayout(self.head)
            self._icon.setVisible(bool(icon))
        else:
            for label in (self._icon, self._title, self._note):
                label.setParent(self)
                label.hide()
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.space(0.5))
        outer.addLayout(self.body, 1)
        self.setAccessibleName(title)

    def set_title(self, title: str) -> None:
        """Change the heading."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def set_note(self, note: str) -> None:
        """What stands at the right of the heading, such as a count."""
        self._note.setText(note)


class SidePanel(QFrame):
    """The panel at the right of a page: a title line and a scrolling ``body``; ``.clear()`` empties it."""

    WIDTH = 300

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setObjectName("sidePanel")
        self._late: Callable[[], None] | None = None
        self.setMinimumWidth(theme.px(240))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.space(1.75), theme.space(1.5), theme.space(0.5), theme.space(1))
        outer.setSpacing(theme.space(1))
        self.head = QHBoxLayout()
        self.head.setContentsMargins(0, 0, theme.space(1.25), 0)
        self.head.setSpacing(theme.space(1))
        self._title = ElidedLabel(title, font="subtitle")
        self.head.addWidget(self._title, 1)
        outer.addLayout(self.head)
        self._title.setVisible(bool(title))
        ground = QWidget()
        self._scroll = scrolled(ground)
        outer.addWidget(self._scroll, 1)
        self.body = QVBoxLayout(ground)
        self.body.setContentsMargins(0, 0, theme.space(1.25), 0)
        self.body.setSpacing(theme.space(0.75))
        self.body.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(title)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The usual width of a side panel."""
        return QSize(current_theme().px(self.WIDTH), super().sizeHint().height())

    def set_title(self, title: str) -> None:
        """Change the title line; empty hides it."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)

    def add_heading(self, text: str) -> Heading:
        """A section heading below what is there."""
        if self.body.count():
            self.body.addSpacing(current_theme().space(0.75))
        heading = Heading(text)
        self.body.addWidget(heading)
        return heading

    def add_text(self, text: str, *, muted: bool = False) -> Label:
        """A paragraph that wraps and can be marked and copied."""
        label = Label(text, role="muted" if muted else "", wrap=True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(label)
        return label

    def clear(self) -> None:
        """Take everything out of the body."""
        self._late = None
        clear_layout(self.body)

    def fill_when_seen(self, fill: Callable[[], None]) -> None:
        """Fill it now, or once somebody turns to it: a side that is not shown costs nothing."""
        self._late = None
        if self.isVisible():
            fill()
        else:
            self._late = fill

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Fill it with what came while it was out of sight."""
        late, self._late = self._late, None
        if late is not None:
            late()
        super().showEvent(event)


class PageHeader(QWidget):
    """The head of a page: its name, one sentence that says how things stand, at the right its few deeds."""

    switched = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.space(1.25))
        self._title = Label(title, font="title")
        self._sentence = ElidedLabel("", role="muted")
        line.addWidget(self._title)
        self._left = QHBoxLayout()
        self._left.setSpacing(theme.space(1))
        line.addLayout(self._left)
        line.addWidget(self._sentence, 1)
        self._right = QHBoxLayout()
        self._right.setSpacing(theme.space(1.25))
        line.addLayout(self._right)
        self._switches: list[QButtonGroup] = []
        self.setMinimumHeight(theme.px(32))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_title(self, title: str) -> None:
        """Change the name of the page."""
        self._title.setText(title)

    def set_sentence(self, text: str, *, tooltip: str = "") -> None:
        """Say how things stand, in one sentence; ``tooltip`` says more in plain text."""
        self._sentence.setText(text)
        self._sentence.set_more(tooltip)

    @property
    def sentence(self) -> str:
        """The sentence that is shown."""
        return self._sentence.text()

    def add_deed(self, button: QWidget) -> None:
        """Put a button (or a pill) at the right; the main deed is added last."""
        self._right.addWidget(button)

    def add_switch(self, names: Sequence[str], *, left: bool = False, spoken: str = "") -> Switch:
        """A row of buttons of which one is on; its ``switched`` signal (and ours) says which."""
        switch = Switch(names, spoken=spoken)
        switch.switched.connect(self.switched)
        (self._left if left else self._right).addWidget(switch)
        return switch


class Switch(QWidget):
    """A row of buttons of which exactly one is on. ``switched`` gives the name the user chose.

    They stand in ``line``: without one side by side, in a `Flow` broken into lines where the width ends.
    """

    switched = Signal(str)

    def __init__(
        self,
        names: Sequence[str],
        *,
        spoken: str = "",
        line: QLayout | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._line = line or QHBoxLayout()
        self.setLayout(self._line)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(current_theme().space(1.25))
        self._group = QButtonGroup(self)
        self._buttons: dict[str, IconButton] = {}
        for name in names:
            self.add(name)
        self._group.buttonClicked.connect(lambda button: self.switched.emit(button.text()))
        self.setAccessibleName(spoken)

    def add(self, name: str) -> None:
        """Another name, at the right of the others; the first of all is on."""
        button = make_button(name)
        button.setCheckable(True)
        button.setChecked(not self._buttons)
        self._group.addButton(button)
        self._buttons[name] = button
        self._line.addWidget(button)

    @property
    def chosen(self) -> str:
        """The name that is on."""
        return next((name for name, button in self._buttons.items() if button.isChecked()), "")

    def choose(self, name: str) -> None:
        """Turn a name on, without the signal. Raises KeyError for a name that is not there."""
        self._buttons[name].setChecked(True)

    def choose_none(self) -> None:
        """Turn all off, without the signal: what is shown is none of these."""
        self._group.setExclusive(False)
        for button in self._buttons.values():
            button.setChecked(False)
        self._group.setExclusive(True)

    def button(self, name: str) -> IconButton:
        """The button of a name."""
        return self._buttons[name]


class EmptyState(QWidget):
    """What a page shows when there is nothing yet: what will be here, and what to do first."""

    wanted = Signal()

    def __init__(
        self, icon: str, title: str, text: str = "", button_text: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        theme = current_theme()
        column = QVBoxLayout(self)
        column.setSpacing(theme.space(0.75))
        column.addStretch(2)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._icon = IconLabel(icon, "muted", 28)
        self._title = Label(title, font="strong", wrap=True)
        self._text = Muted(text, wrap=True)
        column.addWidget(self._icon, alignment=centre)
        for label in (self._title, self._text):
            label.setAlignment(centre)
            column.addWidget(label)
        self._text.setVisible(bool(text))
        self.button = make_button(button_text, parent=self)
        self.button.setVisible(bool(button_text))
        if not button_text:
            self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.wanted)
        column.addSpacing(theme.space(0.5))
        column.addWidget(self.button, alignment=centre)
        column.addStretch(3)

    def say(self, title: str, text: str = "", *, icon: str = "") -> None:
        """Say something else."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        if icon:
            self._icon.set_icon(icon)


class RowLine(QWidget):
    """One line in a pane: widgets from left to right, a hairline above unless it is the first."""

    def __init__(self, *widgets: QWidget, first: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(0.5))
        if not first:
            column.addWidget(Hairline())
        line = QHBoxLayout()
        line.setSpacing(theme.space(1.25))
        for widget in widgets:
            stretches = isinstance(widget, ElidedLabel) or (isinstance(widget, QLabel) and widget.wordWrap())
            line.addWidget(widget, 1 if stretches else 0)
        line.addStrut(theme.px(23))
        column.addLayout(line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)


def scrolled(widget: QWidget | None = None, *, parent: QWidget | None = None) -> QScrollArea:
    """``widget`` in a frameless area that scrolls down but never sideways.

    Without one the area is empty until `put_into`.
    """
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if widget is not None:
        put_into(area, widget)
    return area


def put_into(area: QScrollArea, widget: QWidget) -> None:
    """Let ``area``, made by `scrolled` or `roomy`, show ``widget``."""
    widget.setObjectName(widget.objectName() or "scrolled")
    area.setWidget(widget)
    area.viewport().setAutoFillBackground(False)
    widget.setAutoFillBackground(False)


def roomy(view: QWidget | None = None, *, parent: QWidget | None = None) -> QScrollArea:
    """A page in an area that scrolls both ways, but only where the window is too small for the page."""
    area = scrolled(view, parent=parent)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    return area


def clear_layout(layout: QVBoxLayout | QHBoxLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()  # where it is: without a parent, all in it would be styled once more
        elif isinstance(inner := item.layout(), QVBoxLayout | QHBoxLayout):
            clear_layout(inner)
