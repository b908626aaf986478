"""From what was pasted or dropped to its review."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ilacs_desktop.desktop.bridge import Progress
from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.info_request import WordsDialog
from ilacs_desktop.services.capture import PastedReview

from .dialog import PasteManyDialog

FEW_LINES = 40
"""So many lines are read before anybody would look for a progress strip."""


def begin(desk: Desk, parent: QWidget, source: str | Path | None = None) -> None:
    """Review ``source``, a text or a file, else what the clipboard holds; an empty one is asked for."""
    inspection = desk.inspection
    if inspection is None:
        desk.notices.say(
            desk.tr("There is no inspection to keep this for."),
            remedy=desk.tr("Begin one first."),
            role="warn",
        )
        return
    if source is None:
        source = QGuiApplication.clipboard().text()
    if isinstance(source, str) and not source.strip():
        _ask(desk, parent)
        return
    capture, chosen = desk.house.capture, source

    def review(progress: Progress | None) -> PastedReview:
        def told(done: int, total: int) -> None:
            if progress is not None:
                progress.check()
                progress.report(done, total, "")

        if isinstance(chosen, Path):
            return capture.review_file(inspection.id, chosen, on_progress=told)
        return capture.review_text(inspection.id, chosen, on_progress=told)

    def show(found: PastedReview) -> None:
        PasteManyDialog(desk, inspection, found, parent).open()

    if isinstance(chosen, str) and chosen.count("\n") <= FEW_LINES:
        desk.jobs.run(parent, lambda: review(None), show)
    else:
        desk.jobs.run_long(parent, desk.tr("Reading the list"), review, show)


def _ask(desk: Desk, parent: QWidget) -> None:
    dialog = WordsDialog(
        desk.tr("Many requests from one list"),
        desk.tr("&The list"),
        desk.tr("Read it"),
        text=desk.tr("Paste the text of an e-mail or the rows of a spreadsheet."),
        help=desk.tr("Nothing is stored before you have seen how each line is read."),
        parent=parent,
    )
    dialog.accepted_values.connect(lambda values: begin(desk, parent, str(values["words"])))
    dialog.open()
