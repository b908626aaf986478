"""The debrief of a session by keys alone, as somebody types it: opened, five answers written, stored.

The script presses what a hand presses: Tab from question to question, a key for what an answer becomes, Ctrl+Enter.
How many keys that takes beside the words is in the name of the figure. What is timed is the machine's part, and so
much of the two minutes is not there for the person. The floors: the same dialog without questions, the same words
typed into five bare fields, one raw row with the same durability.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

ANSWERS = (
    ("How soon after a missing episode somebody spoke with him, and who decided that", "F2"),
    ("Visits in time, and that the plan says whose turn it is", ""),
    ("Nobody asked him where he would rather live", "F4"),
    ("The last three return interviews by four", "F2"),
    ("Tired, but glad to have been asked", ""),
)
TIMES = 7


def measure(folder: Path, figure: Callable[..., Any]) -> list[Any]:
    """Three figures of one debrief; ``figure`` is that of `run`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication, QWidget

    from ilacs_desktop.desktop.bridge import Jobs
    from ilacs_desktop.desktop.desk import Desk
    from ilacs_desktop.desktop.notices import Notices
    from ilacs_desktop.desktop.theme import Theme, ThemeChoice
    from ilacs_desktop.services.rehearsal import open_rehearsal

    app = QApplication.instance() or QApplication([])
    theme = Theme(app)
    theme.apply(ThemeChoice.LIGHT, 100)
    house = open_rehearsal(folder / "rehearsal", None)
    notices = Notices()
    jobs = Jobs(notices)
    desk = Desk(house, jobs, notices, theme, house.clock)
    behind = QWidget()
    behind.show()
    inspection = house.inspections.current()
    waiting = [each.id for each in house.casefiles.not_debriefed(inspection.id)]
    taken: dict[str, list[float]] = {"opened": [], "typed": [], "stored": []}
    keys = 0
    try:
        _opened(app, desk, behind, waiting[0]).reject()  # as a person’s second one of the day is
        for number in waiting:
            keys = _one(app, desk, behind, number, taken)
        floors = _floors(app, folder)
    finally:
        jobs.close()
        house.store.close()
    words = sum(len(answer) for answer, _ in ANSWERS)
    names = {
        "opened": ("a debrief opened and painted", "< 300 ms", "a dialog of two fields"),
        "typed": (
            f"five answers typed: {words} letters and {keys} keys beside them",
            "< 1,000 ms",
            "five bare fields",
        ),
        "stored": ("a debrief stored, with what it became", "< 300 ms", "one raw row"),
    }
    return [
        figure(names[key][0], (median(times), floors[key]), aim=names[key][1], floor=names[key][2])
        for key, times in taken.items()
    ]


def _one(app: Any, desk: Any, behind: Any, session_id: int, taken: dict[str, list[float]]) -> int:
    """Debrief one session by keys, and how many keys it took beside the words."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    begun = time.perf_counter()
    dialog = _opened(app, desk, behind, session_id)
    taken["opened"].append((time.perf_counter() - begun) * 1000)
    dialog.activateWindow()
    _until(app, lambda: dialog.focusWidget() is dialog.asked and dialog.isActiveWindow())
    keys = 0

    def press(key: Any, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
        nonlocal keys
        keys += 1
        QTest.keyClick(dialog.focusWidget(), key, modifier)

    begun = time.perf_counter()
    for at, (words, kind) in enumerate(ANSWERS):
        QTest.keyClicks(dialog.focusWidget(), words)
        if kind:
            press(getattr(Qt.Key, f"Key_{kind}"))
        if at + 1 < len(ANSWERS):
            press(Qt.Key.Key_Tab)
    dialog.repaint()
    taken["typed"].append((time.perf_counter() - begun) * 1000)
    begun = time.perf_counter()
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    _until(app, lambda: not _shown(behind))
    taken["stored"].append((time.perf_counter() - begun) * 1000)
    debrief = desk.house.casefiles.debrief_of(session_id)
    if [debrief.asked, len(debrief.became)] != [ANSWERS[0][0], sum(bool(kind) for _, kind in ANSWERS)]:
        raise AssertionError("The keys did not write the debrief.")
    return keys


def _opened(app: Any, desk: Any, behind: Any, session_id: int) -> Any:
    """The debrief of a session, painted."""
    from ilacs_desktop.desktop.dialogs.debriefing import ask_debrief

    ask_debrief(desk, behind, session_id)
    _until(app, lambda: bool(_shown(behind)))
    (dialog,) = _shown(behind)
    dialog.repaint()
    return dialog


def _shown(behind: Any) -> list[Any]:
    from ilacs_desktop.desktop.dialogs.debrief import DebriefDialog

    return [each for each in behind.findChildren(DebriefDialog) if each.isVisible()]


def _floors(app: Any, folder: Path) -> dict[str, float]:
    """The least each part can cost here, in milliseconds."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

    from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
    from ilacs_desktop.store.engine import connect

    def plain() -> None:
        dialog = FormDialog("Debrief", None, "Keep")
        dialog.form.add_row("Asked", QPlainTextEdit())
        dialog.form.add_row("Liked", QPlainTextEdit())
        dialog.open()
        app.processEvents()
        dialog.repaint()
        dialog.close()

    fields = QWidget()
    column = QVBoxLayout(fields)
    editors = [QPlainTextEdit() for _ in ANSWERS]
    for each in editors:
        column.addWidget(each)
    fields.show()

    def typed() -> None:
        for each, (words, _) in zip(editors, ANSWERS, strict=True):
            each.clear()
            QTest.keyClicks(each, words)
        fields.repaint()

    raw = connect(folder / "raw.db", bytes(32))
    raw.execute("CREATE TABLE debriefs (id INTEGER PRIMARY KEY, words TEXT)")

    def stored() -> None:
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("INSERT INTO debriefs (words) VALUES (?)", (" ".join(words for words, _ in ANSWERS),))
        raw.execute("COMMIT")

    found = {}
    for name, deed in (("opened", plain), ("typed", typed), ("stored", stored)):
        times = []
        for _ in range(TIMES):
            begun = time.perf_counter()
            deed()
            times.append((time.perf_counter() - begun) * 1000)
        found[name] = median(times)
    return found


def _until(app: Any, is_so: Callable[[], bool], seconds: float = 20.0) -> None:
    until = time.perf_counter() + seconds
    while not is_so():
        if time.perf_counter() > until:
            raise TimeoutError("The debrief did not come to its end.")
        app.processEvents()
