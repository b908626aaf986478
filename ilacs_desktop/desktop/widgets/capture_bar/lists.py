"""Many things asked at once: what is pasted or dropped is looked at for a list."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData


def list_in(data: QMimeData) -> str | Path | None:
    """The first file, or the text if it has several lines; None for anything else."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if paths:
        return paths[0]
    text = data.text()
    return text if sum(1 for line in text.splitlines() if line.strip()) > 1 else None
