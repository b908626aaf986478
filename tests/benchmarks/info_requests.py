"""Requests by the thousand: taking one down, showing the list, and finding one again.

What the window does itself is measured in processor time of its thread, what reads or writes by the clock;
each stands against the least that could be done for the same: one raw insert with the same durability, the
same cells in a plain table, the same rows by plain SQL, the same words put to FTS5. All in one run, by turns.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

from big_requests import big_requests
from big_timetable import NOW
from sqlalchemy import text
from timetable import work_by_turns

LIST, MANY = 5_000, 10_000
FRAME = "< 16 ms of own work"
PLAIN = "same cells, plain table"
LINES = (
    "10:40 Inspector B asked AD for return-interview data by 2pm re missing",
    "11:05 Inspector C wants the placement moves since April by cop",
    "09:20 Inspector A asked for supervision records of two teams, tomorrow 9",
)


def measure(
    folder: Path, by_turns: Callable[..., tuple[float, float]], figure: Callable[..., Any]
) -> list[Any]:
    """Every figure of the requests but “already supplied?”; ``by_turns`` and ``figure`` are those of `run`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    house, inspection = big_requests(folder / "list", LIST, items=1)
    try:
        figures = [
            *_stored(folder, house, inspection, by_turns, figure),
            *_found(house, inspection, by_turns, figure),
            *_shown(house, inspection, by_turns, figure),
        ]
    finally:
        house.store.close()
    house, inspection = big_requests(folder / "many", MANY)
    try:
        figures += _fluid(house, inspection, by_turns, figure)
    finally:
        house.store.close()
    return figures


def _stored(folder: Path, house: Any, inspection: Any, by_turns: Any, figure: Any) -> Iterator[Any]:
    """From Enter to “Saved”: read, matched, stored, entered in the trail and the index, head record written."""
    from ilacs_desktop.store.engine import connect

    raw = connect(folder / "raw.db", bytes(32))
    raw.execute("CREATE TABLE requests (id INTEGER PRIMARY KEY, line TEXT, asked_at TEXT)")
    head = os.open(folder / "raw.head", os.O_RDWR | os.O_CREAT)
    lines = cycle(LINES)

    def ours() -> None:
        house.capture.store(inspection.id, house.capture.read(inspection.id, next(lines)))

    def floor() -> None:
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("INSERT INTO requests (line, asked_at) VALUES (?, ?)", (LINES[0], "2026-12-02T10:40"))
        raw.execute("COMMIT")
        os.pwrite(head, b"x" * 512, 0)
        os.fsync(head)

    measured = by_turns(ours, floor, 31)
    os.close(head)
    yield figure(
        f"a line to saved, beside {LIST:,}", measured, aim="shown", floor="one raw insert and a head record"
    )


def _found(house: Any, inspection: Any, by_turns: Any, figure: Any) -> Iterator[Any]:
    queries = ("return interviews", "number 471", "placement moves", "pathway plans", "ir-1042")

    def ours() -> None:
        for query in queries:
            house.lookup.search(query, inspection.id, limit=50)

    def floor() -> None:
        with house.store.engine.connect() as connection:
            for query in queries:
                typed = " ".join(f'"{word}"*' for word in query.replace("-", " ").split())
                connection.execute(
                    text(
                        "SELECT rowid, title, snippet(search, 1, '', '', '…', 16) FROM search "
                        "WHERE search MATCH :q ORDER BY bm25(search, 4.0, 1.0) LIMIT 50"
                    ),
                    {"q": typed},
                ).fetchall()
            connection.rollback()

    measured = by_turns(ours, floor, 15)
    yield figure(f"search over {LIST:,} requests", measured, aim="≤ 1.5", floor="raw FTS5, the same")


class _Window:
    """The requests page's own view, and a plain table with the same cells beside it."""

    def __init__(self, house: Any, inspection: Any) -> None:
        from PySide6.QtWidgets import QApplication

        from ilacs_desktop.desktop.pages.info_requests.columns import Shown
        from ilacs_desktop.desktop.pages.info_requests.view import InfoRequestsView
        from ilacs_desktop.desktop.theme import ThemeChoice, current_theme, load_fonts

        self.app = QApplication.instance() or QApplication([])
        load_fonts()
        current_theme().apply(ThemeChoice.LIGHT, 100)
        self.rows = house.info_requests.live(inspection.id)
        self.view = InfoRequestsView()
        self.view.resize(1150, 640)
        self.view.show()
        self.shown = Shown(now=house.clock(), live=self.rows)
        self.view.show_rows(self.shown)
        self.app.processEvents()
        self.live = self.view.live
        self.plain = _plain_table(self.live)

    def paint(self) -> None:
        """Let everything that waits be laid out and painted."""
        self.app.processEvents()

    def refill(self) -> Callable[[], None]:
        """Empty the list and show all of it anew, painted."""

        def ours() -> None:
            self.live.show_requests(())
            self.live.show_requests(self.rows)
            self.paint()

        return ours

    def refill_plain(self) -> Callable[[], None]:
        """The same with the plain table."""
        model, held = self.plain.model(), self.plain.model().held

        def floor() -> None:
            model.show([])
            model.show(held)
            self.plain.selectRow(0)
            self.paint()

        return floor


def _plain_table(live: Any) -> Any:
    """A table of Qt's own on the words of the same cells."""
    from PySide6.QtCore import QAbstractTableModel, Qt
    from PySide6.QtWidgets import QTableView

    class Words(QAbstractTableModel):
        def __init__(self, held: list[tuple[str, ...]]) -> None:
            super().__init__()
            self.held = held
            self.now = held

        def show(self, rows: list[tuple[str, ...]]) -> None:
            self.beginResetModel()
            self.now = rows
            self.endResetModel()

        def rowCount(self, _parent: object = None) -> int:  # noqa: N802  # Qt's name
            return len(self.now)

        def columnCount(self, _parent: object = None) -> int:  # noqa: N802  # Qt's name
            return len(self.held[0])

        def data(self, index: Any, role: int = 0) -> Any:
            return self.now[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None

    words = [tuple(column.text(row) for column in live.rows.columns) for row in live.rows.rows]
    plain = QTableView()
    plain.setModel(Words(words))
    plain.verticalHeader().hide()
    plain.verticalHeader().setDefaultSectionSize(live.verticalHeader().defaultSectionSize())
    plain.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    plain.resize(live.size())
    plain.show()
    return plain


def _shown(house: Any, inspection: Any, by_turns: Any, figure: Any) -> Iterator[Any]:
    """The list of five thousand, from rows to the first that is painted, and read before that."""
    window = _Window(house, inspection)
    measured = work_by_turns(window.refill(), window.refill_plain(), 11)
    yield figure(f"list of {LIST:,} to first painted row", measured, aim=FRAME, floor=PLAIN)
    queries = ("SELECT * FROM info_requests", "SELECT * FROM request_items", "SELECT * FROM clock_pauses")

    def plain() -> None:
        with house.store.reading() as session:
            for query in queries:
                session.execute(text(query)).all()

    measured = by_turns(lambda: house.info_requests.live(inspection.id), plain, 7)
    yield figure(
        f"list of {LIST:,} read, off the window", measured, aim="shown", floor="same rows, plain SQL"
    )
    window.view.close()
    window.plain.close()


def _fluid(house: Any, inspection: Any, by_turns: Any, figure: Any) -> Iterator[Any]:
    """Ten thousand requests with fifty thousand items: what a hand does with the list."""
    from ilacs_desktop.domain.info_requests.arranging import Grouping, ListView

    window = _Window(house, inspection)
    live, plain = window.live, window.plain
    measured = work_by_turns(window.refill(), window.refill_plain(), 9)
    yield figure(f"list of {MANY:,} to first painted row", measured, aim="shown", floor=PLAIN)
    measured = work_by_turns(_scroller(live, window), _scroller(plain, window), 41)
    yield figure(f"a scroll step in {MANY:,}", measured, aim=FRAME, floor=PLAIN)
    words = cycle(("r", "re", "ret", "retu", "ret", "re"))

    def type_a_letter() -> None:
        live.filter_text(next(words))
        window.paint()

    measured = work_by_turns(type_a_letter, window.refill_plain(), 13)
    yield figure(f"a letter in the filter of {MANY:,}", measured, aim="< 100 ms", floor=PLAIN)
    live.filter_text("")
    groups = cycle((Grouping.OWNER, Grouping.DUE, Grouping.ENQUIRY))

    def group() -> None:
        live.show_view(ListView(grouping=next(groups)))
        window.paint()

    measured = work_by_turns(group, window.refill_plain(), 9)
    yield figure(f"{MANY:,} put in groups", measured, aim="< 100 ms", floor=PLAIN)
    live.show_view(ListView())
    later = replace(window.shown, now=NOW + timedelta(minutes=1))
    minutes = cycle((_a_minute_later(window.rows), window.rows))

    def tick() -> None:
        window.view.show_rows(replace(later, live=next(minutes)))
        window.paint()

    measured = work_by_turns(tick, window.refill_plain(), 9)
    yield figure(f"a minute passes over {MANY:,}", measured, aim="< 100 ms", floor=PLAIN)
    measured = by_turns(
        lambda: house.info_requests.reckoned(window.rows), lambda: _a_minute_later(window.rows), 5
    )
    yield figure("its clocks reckoned, off the window", measured, aim="shown", floor="copying the same rows")
    window.view.close()
    window.plain.close()


def _a_minute_later(rows: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(
        row
        if row.due.slack_minutes is None
        else replace(row, due=replace(row.due, slack_minutes=row.due.slack_minutes - 1))
        for row in rows
    )


def _scroller(table: Any, window: _Window) -> Callable[[], None]:
    bar = table.verticalScrollBar()
    steps = cycle((300, 303, 306, 1200, 1203, 4000))

    def scroll() -> None:
        bar.setValue(next(steps))
        window.paint()

    return scroll
