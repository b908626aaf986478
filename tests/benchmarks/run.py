"""Every figure is a ratio against a floor that was measured in the same run, by turns."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
THURSDAY = date(2026, 12, 3)


@dataclass(frozen=True)
class Figure:
    """One measurement: ours and the floor, in milliseconds if nothing else is said, their ratio, our aim."""

    name: str
    ours_ms: float
    floor_ms: float
    ratio: float
    aim: str
    floor: str
    unit: str = "ms"


def by_turns(ours: Callable[[], object], floor: Callable[[], object], times: int) -> tuple[float, float]:
    """The medians of both in milliseconds, taken by turns after one run of each to warm up."""
    ours(), floor()
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(times):
        for deed, kept in ((ours, taken[0]), (floor, taken[1])):
            begun = time.perf_counter()
            deed()
            kept.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken[0]), statistics.median(taken[1])


def figure(name: str, measured: tuple[float, float], *, aim: str, floor: str, unit: str = "ms") -> Figure:
    """A figure of two medians."""
    ours, least = measured
    return Figure(name, round(ours, 2), round(least, 2), round(ours / least, 2), aim, floor, unit)


def rehearsal(folder: Path) -> tuple[Any, Any]:
    """The filled week and its inspection."""
    from ilacs_desktop.services.rehearsal import open_rehearsal

    house = open_rehearsal(folder / "rehearsal", None)
    return house, house.inspections.current()


def start(folder: Path) -> list[Figure]:
    """Cold start to the first painted window, against a bare PySide6 window."""
    quiet = {**os.environ, "PYTHONPATH": str(ROOT)}
    quiet.setdefault("QT_QPA_PLATFORM", "offscreen")

    def program(*words: str) -> Callable[[], object]:
        command = [sys.executable, str(HERE / "first_paint.py"), *words]
        return lambda: subprocess.run(command, env=quiet, check=False, stderr=subprocess.DEVNULL)

    measured = by_turns(program("ours", str(folder / "start")), program("floor"), 7)
    return [figure("cold start to first painted window", measured, aim="≤ 2.0", floor="bare PySide6 window")]


def pages(folder: Path) -> list[Figure]:
    """Changing the page in the rehearsal week, against changing between two plain tables."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
    from PySide6.QtWidgets import QApplication

    from ilacs_desktop.desktop.bridge import Jobs
    from ilacs_desktop.desktop.desk import Desk
    from ilacs_desktop.desktop.notices import Notices
    from ilacs_desktop.desktop.theme import ThemeChoice, current_theme, load_fonts
    from ilacs_desktop.desktop.window.shell import Shell

    app = QApplication.instance() or QApplication([])
    load_fonts()
    theme = current_theme()
    theme.apply(ThemeChoice.LIGHT, 100)
    house, inspection = rehearsal(folder)
    notices = Notices()
    jobs = Jobs(notices)
    desk = Desk(house, jobs, notices, theme, house.clock)
    desk.set_inspection(inspection)
    shell = Shell(desk)
    shell.resize(1366, 768)
    shell.show()

    def settle() -> None:
        loop = QEventLoop()
        jobs.run(shell, lambda: None, lambda _: loop.quit())
        loop.exec()
        app.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    names = (
        "timetable",
        "info_requests",
        "casefiles",
        "threads",
        "enquiry",
        "briefing",
        "readiness",
        "today",
    )
    for name in names:
        shell.show_page(name)
        settle()

    def change() -> None:
        for name in names:
            shell.show_page(name)
            settle()

    stack = plain_tables()

    def plain() -> None:
        for n in range(len(names)):
            stack.setCurrentIndex(n % 2)
            stack.repaint()
            app.processEvents()

    ours, least = by_turns(change, plain, 9)
    count = len(names)
    shell.close()
    jobs.close()
    house.store.close()
    measured = (ours / count, least / count)
    return [
        figure("page change, read and painted", measured, aim="< 100 ms", floor="two plain tables of 40 rows")
    ]


def plain_tables() -> Any:
    """Two plain tables of forty rows in a stack."""
    from PySide6.QtGui import QStandardItem, QStandardItemModel
    from PySide6.QtWidgets import QStackedWidget, QTableView

    stack = QStackedWidget()
    for _ in range(2):
        table = QTableView()
        model = QStandardItemModel(table)
        for n in range(40):
            model.appendRow([QStandardItem(f"row {n} column {c}") for c in range(6)])
        table.setModel(model)
        stack.addWidget(table)
    stack.resize(1366, 768)
    stack.show()
    return stack


def capture(folder: Path) -> list[Figure]:
    """A captured line to "Saved", against one raw SQL insert with the same durability."""
    from ilacs_desktop.store.engine import connect

    house, inspection = rehearsal(folder)
    raw = connect(folder / "raw.db", bytes(32))
    raw.execute("CREATE TABLE requests (id INTEGER PRIMARY KEY, line TEXT, asked_at TEXT)")
    head = os.open(folder / "raw.head", os.O_RDWR | os.O_CREAT)
    line = "10:40 Inspector B asked AD for return-interview data by 2pm re missing"

    def ours() -> None:
        house.capture.store(inspection.id, house.capture.read(inspection.id, line))

    def floor() -> None:
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("INSERT INTO requests (line, asked_at) VALUES (?, ?)", (line, "2026-12-02T10:40"))
        raw.execute("COMMIT")
        os.pwrite(head, b"x" * 512, 0)
        os.fsync(head)

    measured = by_turns(ours, floor, 41)
    os.close(head)
    house.store.close()
    return [
        figure(
            "captured line to saved",
            measured,
            aim="shown",
            floor="one raw insert and a head record",
        )
    ]


def sheet(folder: Path) -> list[Figure]:
    """The morning sheet as PDF from the store, against typst alone on the same data."""
    import typst

    from ilacs_desktop.domain.briefing import Audience, SheetKind
    from ilacs_desktop.outlets import pdf

    house, inspection = rehearsal(folder)
    # Each sheet is another one, as in life: the typesetter would remember one it has set before.
    made = [
        house.briefing.make(
            inspection.id,
            day=THURSDAY,
            kind=SheetKind.MORNING,
            audience=Audience.ALL_STAFF,
            staff_line=f"Thank you, {n}.",
        )
        for n in range(16)
    ]
    payloads = iter([json.dumps(pdf.payload_of(each), ensure_ascii=False) for each in made[8:]])
    numbers = iter([each.id for each in made[:8]])
    template = str(ROOT / "resources" / "sheets" / "sheet.typ")

    def ours() -> None:
        house.briefing.write(house.briefing.one(next(numbers)), formats=("pdf",), folder=folder / "out")

    def floor() -> None:
        typst.compile(
            template,
            sys_inputs={"data": next(payloads)},
            format="pdf",
            pdf_standards=["ua-1"],
            font_paths=[str(pdf.fonts_folder())],
            ignore_system_fonts=True,
        )

    measured = by_turns(ours, floor, 7)
    house.store.close()
    return [
        figure("PDF of the morning sheet, written", measured, aim="≤ 1.5", floor="typst alone, such data")
    ]


def search(folder: Path) -> list[Figure]:
    """Search over 100,000 messages, against the same query put to the full-text table itself."""
    from sqlalchemy import text

    from ilacs_desktop.domain.feedback import MessageDraft, MessagesReview, Source

    house, inspection = rehearsal(folder)
    words = (
        "visit",
        "panel",
        "plan",
        "review",
        "tracker",
        "missing",
        "interview",
        "school",
        "leaving",
        "manager",
    )
    begun = datetime(2026, 11, 23, 9, tzinfo=UTC)
    for block in range(20):
        drafts = tuple(
            MessageDraft(
                Source.MAIL,
                f"bench-{block}-{n}",
                begun + timedelta(seconds=block * 5000 + n),
                "kim@borsetshire.example",
                "Bench",
                f"{words[n % 10]} {words[(n // 10) % 10]} number {block * 5000 + n} "
                f"about the {words[(n // 100) % 10]}",
                b"",
            )
            for n in range(5000)
        )
        house.feedback.bring_in(
            inspection.id, MessagesReview("bench.mbox", drafts, 0, ()), subject=f"Bench {block}"
        )
    queries = ("number 4711", "panel tracker", "missing interview", "school leaving", "review about")

    def ours() -> None:
        for query in queries:
            house.lookup.search(query, inspection.id, limit=50)

    def floor() -> None:
        with house.store.engine.connect() as connection:
            for query in queries:
                typed = " ".join(f'"{word}"*' for word in query.split())
                connection.execute(
                    text(
                        "SELECT rowid, title, snippet(search, 1, '', '', '…', 16) FROM search "
                        "WHERE search MATCH :q ORDER BY bm25(search, 4.0, 1.0) LIMIT 50"
                    ),
                    {"q": typed},
                ).fetchall()
            connection.rollback()

    measured = by_turns(ours, floor, 9)
    house.store.close()
    return [figure("search over 100,000 messages", measured, aim="≤ 1.5", floor="raw FTS5, the same")]


def timetable(folder: Path) -> list[Figure]:
    """The timetable at the size of a big inspection; see timetable.py beside this."""
    if str(HERE) not in sys.path:
        sys.path.insert(0, str(HERE))
    from timetable import timetable as measure_timetable

    return list(measure_timetable(folder, by_turns, figure))


def replan(folder: Path) -> list[Figure]:
    """The least-change re-plan on hard days; see replan.py beside this."""
    if str(HERE) not in sys.path:
        sys.path.insert(0, str(HERE))
    from replan import replan as measure_replan

    return list(measure_replan(folder, figure))


def requests(folder: Path) -> list[Figure]:
    """Requests by the thousand; see info_requests.py and similar.py beside this."""
    if str(HERE) not in sys.path:
        sys.path.insert(0, str(HERE))
    from info_requests import measure as measure_requests
    from similar import measure as measure_similar

    return [*measure_requests(folder, by_turns, figure), *measure_similar(folder, by_turns, figure)]


def annex_a(folder: Path) -> list[Figure]:
    """Annex A read, checked and stored; see annex_a.py beside this."""
    if str(HERE) not in sys.path:
        sys.path.insert(0, str(HERE))
    from annex_a import measure as measure_annex_a

    return list(measure_annex_a(folder, figure))


def cases(folder: Path) -> list[Figure]:
    """Children by the ten thousand; see casefiles.py beside this."""
    if str(HERE) not in sys.path:
        sys.path.insert(0, str(HERE))
    from casefiles import measure as measure_cases
    from debrief import measure as measure_debrief

    return [*measure_cases(folder, by_turns, figure), *measure_debrief(folder, figure)]


MEASUREMENTS: dict[str, Callable[[Path], list[Figure]]] = {
    "start": start,
    "pages": pages,
    "capture": capture,
    "sheet": sheet,
    "search": search,
    "timetable": timetable,
    "replan": replan,
    "requests": requests,
    "annex-a": annex_a,
    "cases": cases,
}


def measure(names: tuple[str, ...] = (), *, as_json: bool = False) -> int:
    """Run the named measurements, or all, and print them; gives the exit code."""
    unknown = [name for name in names if name not in MEASUREMENTS]
    if unknown:
        sys.stderr.write(f"There is no measurement {unknown[0]}; there are {', '.join(MEASUREMENTS)}.\n")
        return 2
    figures: list[Figure] = []
    for name in names or tuple(MEASUREMENTS):
        with tempfile.TemporaryDirectory(prefix="ilacs-bench-") as temporary:
            figures += MEASUREMENTS[name](Path(temporary))
    if as_json:
        sys.stdout.write(json.dumps([asdict(each) for each in figures], ensure_ascii=False, indent=2) + "\n")
        return 0
    for each in figures:
        sys.stdout.write(
            f"{each.name:<44} {each.ours_ms:>9.2f} {each.unit} ÷ {each.floor_ms:>8.2f} {each.unit} = {each.ratio:>6.2f}   "
            f"(floor: {each.floor}; aim {each.aim})\n"
        )
    return 0


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(measure(tuple(sys.argv[1:])))
