"""Help: one short page of our own for each page of the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import make_button
from ilacs_desktop.paths import resources


class HelpDialog(QDialog):
    """Shows ``resources/help/<page>.md`` and the keys; opens no links and fetches nothing."""

    def __init__(self, page: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setWindowTitle(self.tr("Help"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(theme.px(560), theme.px(520))
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(self.tr("Help"))
        self.text.document().setDefaultFont(theme.font("body"))
        self.text.setMarkdown(f"{help_text(page)}\n\n{help_text('keys')}")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(2.5),) * 4)
        column.setSpacing(theme.space(1.5))
        column.addWidget(self.text, 1)
        line = QHBoxLayout()
        line.addStretch(1)
        close = make_button(self.tr("Close"), main=True)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        line.addWidget(close)
        column.addLayout(line)


def help_text(page: str) -> str:
    """The help on a page, in Markdown; empty when there is none."""
    path = resources() / "help" / f"{page}.md"
    return path.read_text(encoding="utf-8") if path.is_file() else ""
