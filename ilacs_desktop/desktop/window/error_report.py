"""The calm report of a bug of ours: what to do, and what may be sent to us. It carries no case data."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import Label, Muted, make_button


class ErrorReport(QDialog):
    """Says that something of ours failed, that nothing saved is lost, and offers the report to copy."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setWindowTitle(self.tr("Something failed"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(theme.px(560), theme.px(400))
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(2.5),) * 4)
        column.setSpacing(theme.space(1.5))
        column.addWidget(Label(self.tr("Something of ours failed"), font="title"))
        column.addWidget(
            Muted(
                self.tr(
                    "What was saved is safe. The last step was not carried out; try it again, or go on with "
                    "something else. The report below names places in the program and nothing you typed."
                ),
                wrap=True,
            )
        )
        self.text = QPlainTextEdit(report)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Report"))
        column.addWidget(self.text, 1)
        line = QHBoxLayout()
        line.setSpacing(theme.space(1.25))
        self.copy_button = make_button(self.tr("Copy the report"), "copy")
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        close = make_button(self.tr("Go on"), main=True)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        line.addWidget(self.copy_button)
        line.addStretch(1)
        line.addWidget(close)
        column.addLayout(line)
        close.setFocus()
