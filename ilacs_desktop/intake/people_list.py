"""Reads a list of people or places from CSV, XLSX, XLS or ODS, with headings in any sensible spelling."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

from ilacs_desktop.domain.errors import Explained, Refusal
from ilacs_desktop.domain.people import PeopleDrafts, PersonDraft, PlaceDraft, Side
from ilacs_desktop.intake.annex_a.forms import plain_words
from ilacs_desktop.intake.annex_a.values import as_date, clean, is_blank, shown
from ilacs_desktop.intake.bounded import run_bounded
from ilacs_desktop.intake.sheets import Cell, Sheet, read_sheets

PEOPLE = {
    "name": (
        "name",
        "full name",
        "staff name",
        "person",
        "staff member",
        "employee",
        "employee name",
        "worker",
    ),
    "first": ("first name", "forename", "given name", "firstname"),
    "last": ("last name", "surname", "family name", "lastname"),
    "side": ("side", "belongs to", "organisation", "organization", "organisation type", "kind", "group"),
    "role": ("role", "job title", "job", "position", "post", "title"),
    "team": ("team", "service", "department", "unit", "team name", "service area"),
    "locality": ("locality", "area", "office", "base", "location", "district", "work base"),
    "email": ("email", "e mail", "email address", "e mail address", "work email", "mail"),
    "phone": (
        "phone",
        "telephone",
        "mobile",
        "tel",
        "phone number",
        "mobile number",
        "contact number",
        "work mobile",
    ),
    "known_as": ("known as", "label", "alias", "called", "on sheets as"),
    "hours": ("hours", "working hours", "works", "working pattern", "working times"),
    "works_from": ("from", "start", "starts", "works from", "start time"),
    "works_until": ("until", "to", "end", "ends", "works until", "finish", "end time"),
    "on_site_from": ("on site from", "onsite from", "first day on site", "first day", "arrives"),
    "on_site_until": (
        "on site until",
        "on site to",
        "onsite until",
        "last day on site",
        "last day",
        "leaves",
    ),
}
PLACES = {
    "name": ("name", "room", "place", "room name", "place name", "venue"),
    "site": ("site", "building", "address", "location", "office"),
    "capacity": ("capacity", "seats", "holds", "size", "people", "max"),
    "link": ("link", "url", "meeting link", "teams link", "video link", "online"),
}
ONLY_PLACES = frozenset({"site", "capacity", "link"})
ONLY_PEOPLE = frozenset({"role", "team", "email", "phone", "side", "first", "last", "hours", "known_as"})
SIDES = {
    Side.INSPECTORATE: ("inspectorate", "inspector", "inspectors", "ofsted", "hmi", "cqc", "regulator"),
    Side.AUTHORITY: ("authority", "council", "local authority", "la", "ours", "us", "staff", "trust"),
    Side.PARTNER: ("partner", "partners", "police", "health", "nhs", "icb", "school", "external", "other"),
}
LONGEST = {"name": 200, "role": 200, "team": 200, "locality": 200, "email": 320, "phone": 60, "known_as": 200}
EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", re.IGNORECASE)
LOOK_AT_ROWS = 20
MOST_ROWS = 20_000


def read_people_list(path: Path, *, cancelled: Callable[[], bool] | None = None) -> PeopleDrafts:
    """What the file says; read in a bounded child process.

    Raises:
        Explained: the file cannot be read at all, or holds no list of people or places.
    """
    return run_bounded(read_here, path, cancelled=cancelled)


def read_here(path: Path) -> PeopleDrafts:
    """As ``read_people_list``, in this process."""
    people: list[PersonDraft] = []
    places: list[PlaceDraft] = []
    refusals: list[Refusal] = []
    notes: list[str] = []
    found = False
    for sheet in read_sheets(path):
        if sheet.is_hidden:
            notes.append(f"Sheet {sheet.name} is hidden and was not read.")
            continue
        heads = _headings(sheet.rows)
        if heads is None:
            if any(not is_blank(cell) for row in sheet.rows for cell in row):
                notes.append(f"Sheet {sheet.name} is no list of people or places and was not read.")
            continue
        found = True
        if len(sheet.rows) > MOST_ROWS:
            raise Explained(f"{path.name} has more than {MOST_ROWS} rows.", remedy="Is it the right file?")
        _take_rows(sheet, heads, people, places, refusals)
    if not found:
        raise Explained(
            f"No list of people or places was found in {path.name}.",
            remedy="It needs a row of headings: name, role, team, email, phone; or room, site, capacity.",
        )
    return PeopleDrafts(path.name, tuple(people), tuple(places), tuple(refusals), tuple(notes))


def _take_rows(
    sheet: Sheet,
    heads: tuple[int, dict[str, int], bool],
    people: list[PersonDraft],
    places: list[PlaceDraft],
    refusals: list[Refusal],
) -> None:
    start, columns, is_places = heads
    for number, row in enumerate(sheet.rows[start + 1 :], start + 2):
        if all(is_blank(cell) for cell in row):
            continue
        cells = {name: row[at] if at < len(row) else "" for name, at in columns.items()}
        place = f"{sheet.name}, row {number}"
        try:
            if is_places:
                places.append(_place(place, cells))
            else:
                people.append(_person(place, cells))
        except Explained as reason:
            refusals.append(Refusal(place, reason.message))


def _headings(rows: Sequence[Sequence[Cell]]) -> tuple[int, dict[str, int], bool] | None:
    """The row of headings, the column of each field, and whether it is a list of places."""
    best: tuple[int, int, dict[str, int], bool] | None = None
    for number, row in enumerate(rows[:LOOK_AT_ROWS]):
        texts = [plain_words(cell) if isinstance(cell, str) else "" for cell in row]
        for is_places, spellings, own in ((False, PEOPLE, ONLY_PEOPLE), (True, PLACES, ONLY_PLACES)):
            columns = _columns(texts, spellings)
            named = "name" in columns or (not is_places and "last" in columns)
            if not named or not own & columns.keys():
                continue
            if best is None or len(columns) > best[0]:
                best = (len(columns), number, columns, is_places)
    return best[1:] if best else None


def _columns(texts: Sequence[str], spellings: Mapping[str, Sequence[str]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, words in spellings.items():
        place = next((at for word in words for at, text in enumerate(texts) if text == word), None)
        if place is not None and place not in found.values():
            found[name] = place
    return found


def _person(place: str, cells: Mapping[str, Cell]) -> PersonDraft:
    """One row as a draft. Raises Explained when something in it is not possible."""
    given = {name: clean(cell, 400) for name, cell in cells.items() if not is_blank(cell)}
    name = given.get("name") or f"{given.get('first', '')} {given.get('last', '')}".strip()
    if "," in name:
        last, _, first = name.partition(",")
        name = f"{first.strip()} {last.strip()}".strip()
    if not name:
        raise Explained("column name is blank")
    if len(name) > LONGEST["name"] or not any(letter.isalpha() for letter in name):
        raise Explained(f"{shown(name)} is not a name")
    for field, longest in LONGEST.items():
        if len(given.get(field, "")) > longest:
            raise Explained(f"column {field.replace('_', ' ')} is longer than {longest} characters")
    email = given.get("email")
    if email is not None and not EMAIL.match(email):
        raise Explained("column email is not an address")
    starts, ends = _hours(cells)
    if starts and ends and ends <= starts:
        raise Explained(f"hours end at {ends:%H:%M} before they start at {starts:%H:%M}")
    side = _side(given.get("side"), given.get("role", ""))
    arrives_on, leaves_on = _on_site(cells, side)
    return PersonDraft(
        name=name,
        row=place,
        side=side,
        role=given.get("role"),
        team=given.get("team"),
        locality=given.get("locality"),
        email=email,
        phone=given.get("phone"),
        known_as=given.get("known_as"),
        works_from=starts,
        works_until=ends,
        on_site_from=arrives_on,
        on_site_until=leaves_on,
    )


def _on_site(cells: Mapping[str, Cell], side: Side | None) -> tuple[date | None, date | None]:
    """An inspector's own first and last day. Raises Explained when they are not possible."""
    days: list[date | None] = []
    for name in ("on_site_from", "on_site_until"):
        cell = cells.get(name, "")
        days.append(None if is_blank(cell) else as_date(cell))
        if days[-1] is None and not is_blank(cell):
            raise Explained(f"column {name.replace('_', ' ')}: {shown(clean(str(cell)))} is not a date")
    first, last = days
    if (first or last) and side is not Side.INSPECTORATE:
        raise Explained("only an inspector has days on site, and column side does not say inspector")
    if first and last and last < first:
        raise Explained("the last day on site is before the first")
    return first, last


def _place(place: str, cells: Mapping[str, Cell]) -> PlaceDraft:
    given = {name: clean(cell, 2000) for name, cell in cells.items() if not is_blank(cell)}
    if not given.get("name"):
        raise Explained("column room is blank")
    if len(given["name"]) > 200 or len(given.get("site", "")) > 200:
        raise Explained("the name of the room or the site is longer than 200 characters")
    capacity = None
    if "capacity" in given:
        if not given["capacity"].isdigit() or not 0 < int(given["capacity"]) < 10_000:
            raise Explained(f"{shown(given['capacity'])} is not a capacity")
        capacity = int(given["capacity"])
    return PlaceDraft(given["name"], place, given.get("site", ""), capacity, given.get("link"))


def _side(text: str | None, role: str) -> Side | None:
    """The side a word means; an inspector by role is of the inspectorate; None when nothing is said."""
    if text is None:
        return Side.INSPECTORATE if {"inspector", "hmi"} & set(plain_words(role).split()) else None
    words = plain_words(text)
    for side, spellings in SIDES.items():
        if words in spellings or set(words.split()) & set(spellings):
            return side
    raise Explained("column side is none of inspectorate, authority, partner")


def _hours(cells: Mapping[str, Cell]) -> tuple[time | None, time | None]:
    starts, ends = _clock(cells.get("works_from", "")), _clock(cells.get("works_until", ""))
    text = cells.get("hours", "")
    if isinstance(text, str) and not is_blank(text):
        parts = re.split(r"\s*(?:-|–|—|to|until)\s*", text.strip(), maxsplit=1)
        if len(parts) == 2:
            starts, ends = _clock(parts[0]) or starts, _clock(parts[1]) or ends
        if starts is None or ends is None:
            raise Explained("column hours does not say from when to when, as in 09:00-17:00")
    return starts, ends


def _clock(cell: Cell) -> time | None:
    """A time of day. Raises Explained when a cell says something else."""
    if isinstance(cell, datetime):
        return cell.time().replace(second=0, microsecond=0)
    if isinstance(cell, time):
        return cell.replace(second=0, microsecond=0)
    if isinstance(cell, timedelta):
        minutes = int(cell.total_seconds()) // 60
        return time(minutes // 60 % 24, minutes % 60)
    if isinstance(cell, float) and 0 < cell < 1:
        minutes = round(cell * 24 * 60)
        return time(minutes // 60 % 24, minutes % 60)
    if is_blank(cell):
        return None
    text = clean(cell)
    if not (found := CLOCK.fullmatch(text)):
        raise Explained(f"{shown(text)} is not a time of day")
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        hour = hour % 12 + (12 if found[3].casefold() == "pm" else 0)
    if hour > 23 or minute > 59:
        raise Explained(f"{shown(text)} is not a time of day")
    return time(hour, minute)
