"""The timetable at the size of a big inspection: the window's own work, and issuing.

Board figures stand against the same table, same cells and spans, drawn by Qt's own delegate; what reads or
writes stands against the same rows in plain SQL. All in one run, by turns. What must fit into a frame is
measured in processor time of the window's thread, the rest by the clock.
"""

from __future__ import annotations

import json
import os
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

from big_timetable import DAYS, NOW, big_timetable
from clashes import measure as measure_clashes
from sqlalchemy import text

FRAME = "< 16 ms of own work"


def timetable(
    folder: Path, by_turns: Callable[..., tuple[float, float]], figure: Callable[..., Any]
) -> list[Any]:
    """Every figure of the timetable; ``by_turns`` and ``figure`` are those of `run`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    house, inspection = big_timetable(folder / "big")
    try:
        figures = [
            *_window(house, inspection, by_turns, figure),
            *_store(house, inspection, by_turns, figure),
        ]
    finally:
        house.store.close()
    figures += [
        figure(
            each.name,
            (each.ours_ms, each.floor_ms),
            aim=f"< {each.aim_ms:.0f} ms",
            floor="sorting and walking the same slots",
        )
        for each in measure_clashes()
    ]
    return figures


def work_by_turns(ours: Callable[[], object], floor: Callable[[], object], times: int) -> tuple[float, float]:
    """The medians of both in milliseconds of the window's own work: processor time of its thread, by turns."""
    ours(), floor()
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(times):
        for deed, kept in ((ours, taken[0]), (floor, taken[1])):
            begun = time.thread_time()
            deed()
            kept.append((time.thread_time() - begun) * 1000)
    return statistics.median(taken[0]), statistics.median(taken[1])


# -- the window --------------------------------------------------------------------------------


class _Window:
    """The real window with the big inspection open on the timetable, and a plain table beside it."""

    def __init__(self, house: Any, inspection: Any) -> None:
        from PySide6.QtWidgets import QApplication

        from ilacs_desktop.desktop.bridge import Jobs
        from ilacs_desktop.desktop.desk import Desk
        from ilacs_desktop.desktop.notices import Notices
        from ilacs_desktop.desktop.pages.timetable.view import TimetableView
        from ilacs_desktop.desktop.theme import ThemeChoice, current_theme, load_fonts
        from ilacs_desktop.desktop.window.shell import Shell

        self.app = QApplication.instance() or QApplication([])
        load_fonts()
        theme = current_theme()
        theme.apply(ThemeChoice.LIGHT, 100)
        notices = Notices()
        self.jobs = Jobs(notices)
        self.desk = Desk(house, self.jobs, notices, theme, house.clock)
        self.desk.set_inspection(inspection)
        self.shell = Shell(self.desk)
        self.shell.resize(1366, 768)
        self.shell.show()
        for name in ("today", "timetable"):
            self.shell.show_page(name)
            self.settle()
        self.view = self.shell.findChild(TimetableView)
        self.board = self.view.board
        self.plain = _plain_board(self.board)

    def settle(self) -> None:
        """Let everything that was asked for be read, shown and painted."""
        for _ in range(4):
            self.settle_once()

    def settle_once(self) -> None:
        """Let what was asked for before be read and shown."""
        from PySide6.QtCore import QEventLoop

        loop = QEventLoop()
        self.jobs.run(self.shell, lambda: None, lambda _: loop.quit())
        loop.exec()
        self.app.processEvents()

    def open_plain(self) -> None:
        """Fill the plain table anew and paint it."""
        _fill_plain(self.plain, self.board)
        self.app.processEvents()


def _window(house: Any, inspection: Any, by_turns: Any, figure: Any) -> Iterator[Any]:
    from ilacs_desktop.desktop.pages.timetable.board.laid import lay_out
    from ilacs_desktop.desktop.pages.timetable.looking import look_around, look_at

    window = _Window(house, inspection)
    app, board, plain = window.app, window.board, window.plain
    around = look_around(house, inspection.id)
    view = window.view
    days = [look_at(house, around, day) for day in DAYS[12:16]]
    sights = cycle([(day, lay_out(day, view.phrases, view.lanes_by, view.nobody())) for day in days])

    def open_day() -> None:
        view.show_sight(*next(sights))
        app.processEvents()

    measured = work_by_turns(open_day, window.open_plain, 25)
    yield figure("a day opened", measured, aim=FRAME, floor=PLAIN)
    measured = work_by_turns(_scroller(board, app), _scroller(plain, app), 41)
    yield figure("a scroll step", measured, aim=FRAME, floor=PLAIN)
    with _held(board, app) as step:
        measured = work_by_turns(step, _plain_drag(plain, app), 41)
    yield figure("a drag step", measured, aim=FRAME, floor=PLAIN)
    yield from _switches(window, by_turns, figure)
    window.shell.close()
    window.jobs.close()


def _switches(window: _Window, by_turns: Any, figure: Any) -> Iterator[Any]:
    page = window.shell.page("timetable")
    days = cycle(DAYS[11:15])

    def next_day() -> None:
        page.show_day(next(days))
        window.settle_once()

    measured = by_turns(next_day, window.open_plain, 9)
    yield figure("a day opened, read and painted", measured, aim="shown", floor=PLAIN)
    stack = _plain_pages(window.plain)

    def switch() -> None:
        for name in ("today", "timetable"):
            window.shell.show_page(name)
            window.settle_once()

    def switch_plain() -> None:
        for n in range(2):
            stack.setCurrentIndex(n)
            window.app.processEvents()

    ours, floor = by_turns(switch, switch_plain, 9)
    yield figure("a page switch", (ours / 2, floor / 2), aim="< 100 ms", floor="two plain tables")
    stack.close()


PLAIN = "same table, plain delegate"


def _plain_board(board: Any) -> Any:
    """A table of the same size on a model with the same cells, drawn by Qt's own delegate."""
    from PySide6.QtWidgets import QTableView

    from ilacs_desktop.desktop.pages.timetable.board.model import BoardModel

    plain = QTableView()
    plain.setModel(BoardModel(plain))
    plain.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    plain.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    plain.setShowGrid(False)
    plain.horizontalHeader().setMinimumSectionSize(1)
    plain.verticalHeader().setMinimumSectionSize(1)
    plain.resize(board.size())
    plain.show()
    _fill_plain(plain, board)
    return plain


def _fill_plain(plain: Any, board: Any) -> None:
    """Show what the board shows: the same rows, columns and spans."""
    model = plain.model()
    plain.clearSpans()
    model.show(board.board.layout, board.board.cards)
    for block in model.layout.blocks:
        if block.rows > 1 or block.columns > 1:
            plain.setSpan(block.row, block.column, block.rows, block.columns)
    for row in range(model.rowCount()):
        plain.verticalHeader().resizeSection(row, board.rowHeight(row))
    for column in range(model.columnCount()):
        plain.horizontalHeader().resizeSection(column, board.columnWidth(column))


def _plain_pages(plain: Any) -> Any:
    from PySide6.QtWidgets import QStackedWidget, QTableView

    stack = QStackedWidget()
    other = QTableView()
    other.setModel(plain.model())
    stack.addWidget(plain)
    stack.addWidget(other)
    stack.resize(1366, 768)
    stack.show()
    return stack


def _scroller(table: Any, app: Any) -> Callable[[], None]:
    bar = table.verticalScrollBar()
    steps = cycle((13, 26, 39, 26, 13, 0))

    def scroll() -> None:
        bar.setValue(next(steps))
        app.processEvents()

    return scroll


def _mouse(table: Any, kind: Any, x: int, y: int) -> None:
    from PySide6.QtCore import QPointF, Qt
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    at = QPointF(x, y)
    button = Qt.MouseButton.NoButton if kind is QMouseEvent.Type.MouseMove else left
    where = table.viewport().mapToGlobal(at)
    QApplication.sendEvent(table.viewport(), QMouseEvent(kind, at, where, button, left, none))


class _held:  # noqa: N801  # used like a function
    """A slot held by the mouse; gives what moves it one step."""

    def __init__(self, board: Any, app: Any) -> None:
        self._board, self._app = board, app
        block = board.board.layout.blocks[4]
        self._rect = board.block_rect(block)

    def __enter__(self) -> Callable[[], None]:
        from PySide6.QtGui import QMouseEvent

        centre = self._rect.center()
        _mouse(self._board, QMouseEvent.Type.MouseButtonPress, centre.x(), centre.y())
        steps = cycle((30, 60, 90, 120, 150, 120, 90, 60))

        def step() -> None:
            down = next(steps)
            _mouse(self._board, QMouseEvent.Type.MouseMove, centre.x() + 3 * down, centre.y() + down)
            self._app.processEvents()

        return step

    def __exit__(self, *_: object) -> None:
        self._board.mouse.give_up()


def _plain_drag(plain: Any, app: Any) -> Callable[[], None]:
    """Mouse moves over the plain table, which draws anew as much as a held slot covers."""
    from PySide6.QtGui import QMouseEvent

    steps = cycle((30, 60, 90, 120, 150, 120, 90, 60))

    def step() -> None:
        down = next(steps)
        _mouse(plain, QMouseEvent.Type.MouseMove, 60 + 3 * down, 60 + down)
        plain.viewport().update(3 * down, down, 120, 100)
        app.processEvents()

    return step


# -- reading and writing -----------------------------------------------------------------------


def _store(house: Any, inspection: Any, by_turns: Any, figure: Any) -> Iterator[Any]:
    """Reading the day and looking ahead, against the same rows by plain SQL; issuing, against plain inserts."""
    service = house.timetable
    day = DAYS[14]

    def sql(*queries: str) -> Callable[[], None]:
        def read() -> None:
            with house.store.reading() as session:
                for query in queries:
                    session.execute(text(query)).all()

        return read

    since, until = (f"{each.isoformat()} 00:00:00" for each in (day, day + timedelta(days=1)))
    of_day = f"SELECT * FROM slots WHERE starts_at >= '{since}' AND starts_at < '{until}'"  # noqa: S608  # ours
    measured = by_turns(lambda: service.draft(inspection.id, day), sql(of_day, PARTS, PEOPLE), 15)
    yield figure("a day’s slots, read", measured, aim="shown", floor="same rows, plain SQL")

    everything = sql("SELECT * FROM slots", PARTS, PEOPLE, NEWEST)
    measured = by_turns(lambda: service.look_ahead(inspection.id), everything, 7)
    yield figure("the next issue, looked ahead", measured, aim="< 1000 ms", floor="same rows, plain SQL")

    wanted = cycle((15, -15))

    def change() -> None:
        slot = next(slot for slot in service.draft(inspection.id) if slot.starts_at > NOW)
        service.move(inspection.id, slot.uid, starts_at=slot.starts_at + timedelta(minutes=next(wanted)))

    held = json.dumps({"uid": "x" * 32, "more": "y" * 500})
    rows = [{"n": n, "slot": held} for n in range(len(service.draft(inspection.id)))]
    with house.store.working("Make room for the floor") as session:
        session.execute(text("CREATE TABLE plain_issue (n INTEGER, slot TEXT)"))

    def insert() -> None:
        with house.store.working("The floor of issuing") as session:
            session.execute(text("INSERT INTO plain_issue (n, slot) VALUES (:n, :slot)"), rows)

    change()
    measured = _issues(lambda: service.issue(inspection.id), change, insert)
    yield figure("an issue of 800 slots", measured, aim="< 1000 ms", floor="same many rows, plain inserts")


PARTS = "SELECT * FROM slot_parts"
PEOPLE = "SELECT * FROM people"
NEWEST = "SELECT slot FROM issued_slots WHERE issue_id = (SELECT max(id) FROM issues)"


def _issues(
    issue: Callable[[], object], change: Callable[[], None], insert: Callable[[], None]
) -> tuple[float, float]:
    """The medians of issuing and of plain inserts; what changes the draft between is not counted."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(5):
        for deed, kept in ((issue, taken[0]), (insert, taken[1])):
            begun = time.perf_counter()
            deed()
            kept.append((time.perf_counter() - begun) * 1000)
        change()
    return statistics.median(taken[0]), statistics.median(taken[1])
