"""The timetable as plain text, to be read aloud or pasted into a chat."""

from __future__ import annotations

from collections.abc import Iterator

from ilacs_desktop.domain.moments import day_of, said_day, said_short_day, said_time
from ilacs_desktop.domain.papers import (
    BoardPage,
    CardPage,
    DoorPage,
    Entry,
    Paper,
    PersonPage,
    State,
    WeekPage,
)
from ilacs_desktop.outlets.safe_text import one_line


def plain_text(paper: Paper) -> str:
    """The whole paper without markup, a line a slot."""
    last = paper.marking
    if paper.with_codes:
        last += " · carries case codes, do not forward"
    as_of = f"as of {said_short_day(day_of(paper.as_of))} {said_time(paper.as_of)}"
    blocks = [f"{one_line(paper.title)}\n{one_line(paper.inspection_title)} · {paper.edition} · {as_of}"]
    if paper.is_draft:
        blocks.append("DRAFT – not issued. Nobody has been told of it.")
    for page in paper.pages:
        blocks.extend(_page(page))
    blocks.append(f"{last} · {paper.edition}")
    return "\n\n".join(filter(None, blocks)) + "\n"


def _page(page: BoardPage | WeekPage | PersonPage | DoorPage | CardPage) -> Iterator[str]:
    if isinstance(page, BoardPage):
        yield _headed(said_day(page.day), page.part, page.empty_says)
        for lane in page.lanes:
            ordered = sorted(lane.entries, key=lambda entry: (entry.from_minute, entry.uid))
            yield _block(lane.name.upper(), map(_line, ordered))
    elif isinstance(page, WeekPage):
        yield _headed(page.title, "", page.empty_says)
        for at, day in enumerate(page.days):
            off = " (off site)" if day in page.off_site else ""
            lines = [
                f"{name.partition(chr(10))[0]}: {_line(entry)}"
                for name, cells in page.rows
                for entry in cells[at]
            ]
            yield _block(f"{said_day(day).upper()}{off}", lines or ["Nothing is planned."])
    elif isinstance(page, PersonPage):
        yield _headed(page.name, page.note, page.empty_says)
        if page.changes_title:
            yield _block(page.changes_title, page.changes or ("Nothing has changed for you.",))
        for day, entries in page.days:
            yield _block(said_day(day).upper(), map(_line, entries))
    elif isinstance(page, DoorPage):
        yield _headed(", ".join(filter(None, (page.place, page.site))), said_day(page.day), page.empty_says)
        yield "\n".join(map(_line, page.entries))
    else:
        yield page.empty_says
        for entry in page.entries:
            yield "\n".join(filter(None, (f"{said_day(entry.day)} {_line(entry)}", one_line(entry.moved))))


def _headed(title: str, note: str, empty: str) -> str:
    return "\n".join(filter(None, (one_line(" · ".join(filter(None, (title, note)))), one_line(empty))))


def _block(title: str, lines: Iterator[str] | list[str] | tuple[str, ...] | map[str]) -> str:
    return "\n".join((one_line(title), *map(one_line, lines)))


def _line(entry: Entry) -> str:
    gone = entry.state is State.GONE
    marks = "" if gone or not entry.marks else f"[{', '.join(entry.marks)}]"
    words = " · ".join(filter(None, (entry.title, entry.people, entry.where, marks)))
    return one_line(f"{entry.time} {'STOOD DOWN: ' if gone else ''}{words}")
