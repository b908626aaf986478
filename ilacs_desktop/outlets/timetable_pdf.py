"""The timetable on paper as tagged PDF (PDF/UA-1), and as pictures of its pages.

As with sheets: text goes in as data, the same issue gives the same bytes, and a warning of the
typesetter is an error.
"""

from __future__ import annotations

import json
from typing import Any

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
    What,
)
from ilacs_desktop.outlets.pdf import (
    SCREEN_PPI,
    UNPRINTABLE,
    UNPRINTABLE_NOTE,
    printable_words,
    typeset,
)
from ilacs_desktop.outlets.safe_text import one_line

CODES_NOTE = "carries case codes, not for the wall"
TEMPLATE = "timetable.typ"
PAGES = {
    BoardPage: "board",
    WeekPage: "week",
    PersonPage: "person",
    DoorPage: "door",
    CardPage: "cards",
}


def pdf_bytes(paper: Paper) -> bytes:
    """The paper as PDF/UA-1.

    Raises:
        RuntimeError: the typesetter warned or refused; a fault of ours, not of the text.
    """
    return typeset(TEMPLATE, payload_of(paper), "pdf")[0]


def page_pictures(paper: Paper, *, ppi: float = SCREEN_PPI) -> list[bytes]:
    """Each page as a PNG, ``ppi`` dots to the inch."""
    return typeset(TEMPLATE, payload_of(paper), "png", ppi=ppi)


def payload_of(paper: Paper) -> dict[str, Any]:
    """The data the template reads: every text already said, nothing left to decide."""
    as_of = f"as of {said_short_day(day_of(paper.as_of))} {said_time(paper.as_of)}"
    codes = CODES_NOTE if paper.with_codes and paper.what is not What.PERSON else ""
    payload: dict[str, Any] = _clean(
        {
            "document_title": f"{paper.title}, {paper.edition}",
            "author": f"{paper.authority} inspection desk".strip(),
            "marking": paper.marking,
            "edition": paper.edition,
            "draft": paper.is_draft,
            "header_left": f"{paper.authority} · {paper.edition}",
            "footer": " · ".join(
                filter(
                    None,
                    (paper.edition, as_of, paper.inspection_title, codes, "printed copy is uncontrolled"),
                )
            ),
            "subtitle": " · ".join(filter(None, (paper.inspection_title, paper.edition, as_of))),
            "short": f"{paper.edition} · {as_of}",
            "since": f"changed since issue {paper.since}" if paper.since is not None else "",
            "has_week": paper.what is What.WEEK,
            "pages": [_page(page, paper) for page in paper.pages],
        }
    )
    payload["made"] = list(paper.as_of.utctimetuple()[:6])
    printable: dict[str, Any] = printable_words(payload)
    printable["document_title"] = printable["document_title"].replace("\u00a0", " ")
    is_marked = UNPRINTABLE in json.dumps(printable, ensure_ascii=False)
    printable["unprintable"] = UNPRINTABLE_NOTE.replace("Word file and the text", "text") if is_marked else ""
    return printable


def _page(page: BoardPage | WeekPage | PersonPage | DoorPage | CardPage, paper: Paper) -> dict[str, Any]:
    kind = PAGES[type(page)]
    if isinstance(page, BoardPage):
        return {
            "kind": kind,
            "title": said_day(page.day),
            "part": page.part,
            "from": page.from_minute,
            "until": page.until_minute,
            "hours": [
                f"{minute // 60:02d}:00" for minute in range(page.from_minute, page.until_minute + 1, 60)
            ],
            "lanes": [
                {
                    "name": lane.name,
                    "note": lane.note,
                    "columns": lane.columns,
                    "entries": [_entry(each) for each in lane.entries],
                }
                for lane in page.lanes
            ],
            "empty": page.empty_says,
        }
    if isinstance(page, WeekPage):
        return {
            "kind": kind,
            "title": page.title,
            "days": [f"{day:%a} {day.day} {day:%b}" for day in page.days],
            "off_site": [day in page.off_site for day in page.days],
            "rows": [
                {
                    "name": name.partition("\n")[0],
                    "note": name.partition("\n")[2],
                    "cells": [[_entry(each) for each in cell] for cell in cells],
                }
                for name, cells in page.rows
            ],
            "empty": page.empty_says,
        }
    if isinstance(page, PersonPage):
        return {
            "kind": kind,
            "title": page.name,
            "note": page.note,
            "changes": list(page.changes),
            "changes_title": page.changes_title,
            "no_changes": "Nothing has changed for you." if page.changes_title else "",
            "days": [
                {"title": said_day(day), "entries": [_entry(each) for each in entries]}
                for day, entries in page.days
            ],
            "empty": page.empty_says,
        }
    if isinstance(page, DoorPage):
        return {
            "kind": kind,
            "title": page.place,
            "site": page.site,
            "day": said_day(page.day),
            "entries": [_entry(each) for each in page.entries],
            "empty": page.empty_says,
        }
    return {
        "kind": kind,
        "title": paper.title,
        "cards": [_entry(each) | {"day": said_day(each.day)} for each in page.entries],
        "empty": page.empty_says,
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "time": entry.time,
        "starts": entry.starts,
        "from": entry.from_minute,
        "until": entry.until_minute,
        "title": entry.title,
        "people": entry.people.replace("· you ", "· you\u00a0"),
        "where": entry.where,
        "state": entry.state.value,
        "marks": [
            mark.upper() if entry.state is State.NEW or mark == "stood down" else mark for mark in entry.marks
        ],
        "moved": entry.moved,
        "column": entry.column,
        "columns": entry.columns,
    }


def _clean(value: Any) -> Any:
    """Every text on one line and without what no format can hold."""
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, list):
        return [_clean(each) for each in value]
    if isinstance(value, dict):
        return {key: _clean(each) for key, each in value.items()}
    return value
