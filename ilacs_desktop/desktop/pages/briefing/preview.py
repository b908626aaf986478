"""A sheet as it will be printed: its pages as pictures, and the same as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import EmptyState, Label, Pane, Pill, PillText, Switch, scrolled
from ilacs_desktop.domain.briefing import Sheet


@dataclass(frozen=True)
class Shown:
    """A sheet ready to be looked at. ``problem`` says why it may not go out, if so."""

    sheet: Sheet
    pictures: tuple[bytes, ...]
    text: str
    problem: str = ""


class PagePicture(QWidget):
    """One page, as wide as there is room for and never wider than paper on a screen."""

    WIDEST = 860

    def __init__(self, picture: bytes, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = QPixmap()
        self._page.loadFromData(picture)
        self._scaled = QPixmap()
        self.setAccessibleName(spoken)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def page(self) -> QPixmap:
        """The page as it was drawn."""
        return self._page

    def height_for(self, width: int) -> int:
        """The height of the page at a width, in pixels."""
        if self._page.isNull():
            return 0
        return round(self._wide(width) * self._page.height() / self._page.width())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A page that can be read."""
        wide = current_theme().px(560)
        return QSize(wide, self.height_for(wide))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the shape of the page, and scale it anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._scaled = QPixmap()
            self.setFixedHeight(self.height_for(event.size().width()))

    def _wide(self, width: int) -> int:
        return min(width, current_theme().px(self.WIDEST))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The page in the middle, with a hairline round it."""
        if self._page.isNull():
            return
        ratio = self.devicePixelRatioF()
        wide = self._wide(self.width())
        if self._scaled.isNull():
            self._scaled = self._page.scaledToWidth(
                round(wide * ratio), Qt.TransformationMode.SmoothTransformation
            )
            self._scaled.setDevicePixelRatio(ratio)
        left = (self.width() - wide) // 2
        painter = QPainter(self)
        painter.drawPixmap(left, 0, self._scaled)
        painter.setPen(current_theme().colour("hairline"))
        painter.drawRect(left, 0, wide - 1, self.height() - 1)


class SheetPreview(Pane):
    """The sheet at hand: pages or text, its state as a pill, and what stands in its way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", "file-text", parent=parent)  # a pane without a title would have no heading line
        theme = current_theme()
        self.pill = Pill()
        self.head.insertWidget(2, self.pill)
        self.switch = Switch([self.tr("Pages"), self.tr("Text")], spoken=self.tr("Show the sheet as"))
        self.head.addWidget(self.switch)
        self.problem = Label("", role="alert", wrap=True)
        self.problem.hide()
        self._column = QWidget()
        self._pages = QVBoxLayout(self._column)
        self._pages.setContentsMargins(0, 0, theme.space(1), 0)
        self._pages.setSpacing(theme.space(1.5))
        self._area = scrolled(self._column)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setAccessibleName(self.tr("Pages of the sheet"))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("The sheet as text"))
        self.empty = EmptyState("file-text", self.tr("No sheet yet"))
        self._stack = QStackedWidget()
        for widget in (self._area, self.text, self.empty):
            self._stack.addWidget(widget)
        self.body.addWidget(self.problem)
        self.body.addWidget(self._stack, 1)
        self.switch.switched.connect(lambda _: self._turn())
        self.shown: Shown | None = None
        self.show_none()

    @property
    def pictures(self) -> Sequence[PagePicture]:
        """The pages on show."""
        return self._column.findChildren(PagePicture, options=Qt.FindChildOption.FindDirectChildrenOnly)

    def show_none(self, title: str = "", text: str = "") -> None:
        """Nothing to look at, and what to do about it."""
        self.shown = None
        self.set_title(self.tr("Preview"))
        self.set_note("")
        self.pill.hide()
        self.problem.hide()
        self.switch.setEnabled(False)
        self.empty.say(title or self.tr("No sheet yet"), text)
        self._stack.setCurrentWidget(self.empty)

    def show_sheet(self, shown: Shown) -> None:
        """Show a sheet, from its first page on."""
        is_same = self.shown is not None and self.shown.sheet.id == shown.sheet.id != 0
        self.shown = shown
        sheet = shown.sheet
        self.set_title(sheet.title)
        self.set_note(self._said_pages(len(shown.pictures)))
        word = self.tr("draft") if sheet.is_draft else self.tr("sheet {number}").format(number=sheet.number)
        self.pill.show_pill(
            PillText(word, "warn" if sheet.is_draft else "good", "pencil" if sheet.is_draft else "lock")
        )
        self.pill.show()
        self.problem.setText(shown.problem)
        self.problem.setVisible(bool(shown.problem))
        self.switch.setEnabled(True)
        while (item := self._pages.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.setParent(None)
                widget.deleteLater()
        for number, picture in enumerate(shown.pictures, start=1):
            spoken = self.tr("Page {number} of {count}").format(number=number, count=len(shown.pictures))
            page = PagePicture(picture, spoken)
            if number == 1:
                page.setAccessibleDescription(shown.text)
            self._pages.addWidget(page)
        self._pages.addStretch(1)
        self._area.setAccessibleDescription(shown.text)
        self.text.setPlainText(shown.text)
        if not is_same:
            self._area.verticalScrollBar().setValue(0)
        self._turn()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """The text is set in the face of the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "text"):
            self.text.setFont(current_theme().font())

    def _turn(self) -> None:
        if self.shown is None:
            return
        wants_text = self.switch.chosen == self.tr("Text")
        self._stack.setCurrentWidget(self.text if wants_text else self._area)

    def _said_pages(self, count: int) -> str:
        return self.tr("1 page") if count == 1 else self.tr("{count} pages").format(count=count)
