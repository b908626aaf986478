"""What was typed into a field: a text nobody touched stays as it was, to the last sign."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit


def typed(editor: QLineEdit | QPlainTextEdit | QComboBox, kept: str) -> str:
    """What stands in ``editor``; ``kept`` itself while the editor shows what it shows of that.

    Qt's editors change some signs as they show them: a hard space, a paragraph sign, a byte order mark.
    """
    if isinstance(editor, QPlainTextEdit):
        shown, now = QPlainTextEdit(kept).toPlainText(), editor.toPlainText()
    else:
        shown = QLineEdit(kept).text()
        now = editor.currentText() if isinstance(editor, QComboBox) else editor.text()
    return kept if now == shown else now
