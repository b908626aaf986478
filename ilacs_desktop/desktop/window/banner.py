"""What stands above a page for a while: a refusal in its own words, a long job that runs."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from ilacs_desktop.desktop.bridge import Progress
from ilacs_desktop.desktop.notices import Notice
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import IconLabel, Label, Muted, make_button

_ICONS = {"warn": "circle-alert", "alert": "circle-alert", "good": "circle-check", "info": "info"}
GOOD_NEWS_MS = 6000


class Banner(QFrame):
    """A sentence and its remedy, closable. Good news goes by itself; what needs a remedy stays."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.space(1.5), theme.space(0.75), theme.space(0.75), theme.space(0.75))
        line.setSpacing(theme.space(1.25))
        self._icon = IconLabel("info")
        self._message = Label("", font="strong", wrap=True)
        self._remedy = Label("", wrap=True)
        self.close_button = make_button("", "x", quiet=True, spoken=self.tr("Close this message"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._message)
        words.addWidget(self._remedy)
        line.addWidget(self._icon)
        line.addLayout(words, 1)
        line.addWidget(self.close_button)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.close_button.clicked.connect(self.hide)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Say it, and have a screen reader say it."""
        self.setProperty("tint", notice.role)
        self.style().unpolish(self)
        self.style().polish(self)
        for label in (self._message, self._remedy):
            label.style().unpolish(label)
            label.style().polish(label)
        self._icon.set_icon(_ICONS.get(notice.role, "info"), notice.role)
        self._message.setText(notice.message)
        self._remedy.setText(notice.remedy)
        self._remedy.setVisible(bool(notice.remedy))
        self.setAccessibleName(f"{notice.message} {notice.remedy}".strip())
        self.show()
        _speak(self, self.accessibleName())
        if notice.role in {"good", "info"}:
            self._timer.start(GOOD_NEWS_MS)
        else:
            self._timer.stop()

    @property
    def text(self) -> str:
        """What is said, as one line."""
        return self.accessibleName()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)


def _speak(widget: QWidget, text: str) -> None:
    event = QAccessibleAnnouncementEvent(widget, text)
    QAccessible.updateAccessibility(event)


class ProgressStrip(QFrame):
    """A long job: its title, how far it is, and Cancel."""

    def __init__(self, progress: Progress, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self._progress = progress
        self.setObjectName("floating")
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.space(1.5), theme.space(0.75), theme.space(0.75), theme.space(0.75))
        line.setSpacing(theme.space(1.5))
        line.addWidget(Label(progress.title, font="strong"))
        self._text = Muted("")
        line.addWidget(self._text)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(progress.title)
        line.addWidget(self.bar, 1)
        self.cancel_button = make_button(
            self.tr("Cancel"), small=True, spoken=self.tr("Cancel: {title}").format(title=progress.title)
        )
        line.addWidget(self.cancel_button)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.cancel_button.clicked.connect(self.cancel)
        progress.reported.connect(self._show, Qt.ConnectionType.QueuedConnection)
        progress.ended.connect(self._end, Qt.ConnectionType.QueuedConnection)

    def _show(self, done: int, total: int, text: str) -> None:
        self.bar.setRange(0, max(0, total))
        self.bar.setValue(done)
        self._text.setText(text)

    def cancel(self) -> None:
        """Ask the job to stop, and say so."""
        self._progress.cancel()
        self.cancel_button.setEnabled(False)
        self._text.setText(self.tr("Stopping"))

    @property
    def is_stopping(self) -> bool:
        """Whether the user has asked the job to stop."""
        return self._progress.is_cancelled

    def _end(self) -> None:
        if isValid(self):
            self.hide()
            self.deleteLater()
