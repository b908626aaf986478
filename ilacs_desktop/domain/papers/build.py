"""Building papers from the slots of one edition and of the issue before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import local, said_day, said_time
from ilacs_desktop.domain.papers.lanes import lanes_of, on_pages, side_by_side
from ilacs_desktop.domain.papers.marks import state_of
from ilacs_desktop.domain.papers.shapes import (
    BoardPage,
    CardPage,
    DoorPage,
    Entry,
    Page,
    Paper,
    PersonPage,
    State,
    WeekPage,
    What,
    Wish,
)
from ilacs_desktop.domain.people import Person
from ilacs_desktop.domain.redaction import slot_for
from ilacs_desktop.domain.timetable import Slot, SlotKind, changes_between, slips_of
from ilacs_desktop.domain.timetable.slots import said_list

SHORTEST_DAY = (9 * 60, 17 * 60)
"""A board shows at least these hours, in minutes from midnight."""


@dataclass(frozen=True)
class Facts:
    """What papers are built from. ``slots`` are those of the edition, ``base`` those of the issue before.

    ``number`` is None for the draft, ``since`` the number of ``base`` (None: there is none before).
    ``moved`` says of each uid when it last moved.
    """

    authority: str
    inspection_title: str
    day_line: Callable[[date], str]
    number: int | None
    as_of: datetime
    since: int | None
    slots: tuple[Slot, ...]
    base: tuple[Slot, ...]
    people: Mapping[int, Person]
    on_site: tuple[date, date]
    moved: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """A slot as an audience may see it, with what became of it."""

    slot: Slot
    state: State
    marks: tuple[str, ...]
    place_id: int | None


def build(facts: Facts, wish: Wish) -> Paper:
    """The paper that is wished for.

    Raises:
        Explained: the person has no part in it, or the place no slot, anywhere in the timetable.
    """
    told = told_slots(facts, wish)
    make = {
        What.DAY: _board,
        What.WEEK: _weeks,
        What.PERSON: _persons,
        What.PLACE: _doors,
        What.CUE_CARDS: _cards,
    }[wish.what]
    return Paper(
        what=wish.what,
        title=_title(facts, wish),
        authority=facts.authority,
        inspection_title=facts.inspection_title,
        day_line=facts.day_line(wish.day) if wish.day else "",
        number=facts.number,
        as_of=facts.as_of,
        since=facts.since,
        with_codes=wish.with_codes,
        pages=tuple(make(facts, wish, told)),
    )


def told_slots(facts: Facts, wish: Wish) -> tuple[Told, ...]:
    """The slots that stand, and those stood down since the issue before, as the reader may see them."""
    has_base = facts.since is not None
    base = {slot.uid: slot for slot in facts.base}
    now = {slot.uid: slot for slot in facts.slots if slot.kind is not SlotKind.BLOCKER}
    found = []
    for uid in now.keys() | base.keys():
        was, slot = base.get(uid), now.get(uid)
        if (slot is None or slot.is_cancelled) and (was is None or was.is_cancelled):
            continue
        shown = slot or was
        if shown is None:
            continue
        seen = slot_for(shown, wish.audience)
        state, marks = state_of(
            slot_for(was, wish.audience) if was else None,
            slot_for(slot, wish.audience) if slot else None,
            has_before=has_base,
        )
        found.append(Told(seen, state, marks or (("stood down",) if slot is None else ()), shown.place_id))
    return tuple(sorted(found, key=lambda each: (each.slot.starts_at, each.slot.ends_at, each.slot.uid)))


def days_on_paper(slots: Iterable[Slot]) -> tuple[date, ...]:
    """The days on which something stands."""
    return tuple(
        sorted({slot.day for slot in slots if not slot.is_cancelled and slot.kind is not SlotKind.BLOCKER})
    )


def weeks_of(days: Iterable[date]) -> tuple[date, ...]:
    """The Mondays of the weeks the days lie in."""
    return tuple(sorted({day - timedelta(days=day.weekday()) for day in days}))


def entry(told: Told, facts: Facts, *, lane: int | None = None, people: str | None = None) -> Entry:
    """A slot as it is printed; in the lane of an inspector their own name is not repeated."""
    slot = told.slot
    starts, ends = local(slot.starts_at), local(slot.ends_at)
    names = [part.name for part in (*slot.inspectors, *slot.staff) if part.person_id != lane]
    return Entry(
        uid=slot.uid,
        day=slot.day,
        starts=said_time(slot.starts_at),
        ends=said_time(slot.ends_at),
        from_minute=starts.hour * 60 + starts.minute,
        until_minute=ends.hour * 60 + ends.minute,
        title=slot.title,
        people=", ".join(names) if people is None else people,
        where=slot.where,
        state=told.state,
        marks=told.marks,
        moved=facts.moved.get(slot.uid, ""),
    )


def _title(facts: Facts, wish: Wish) -> str:
    day = f", {said_day(wish.day)}" if wish.day else ""
    person = facts.people.get(wish.person_id or 0)
    return {
        What.DAY: f"Timetable{day}",
        What.WEEK: f"Timetable of the week{day}" if wish.day else "Timetable by weeks",
        What.PERSON: f"Timetable of {person.label}" if person else "Timetable, a page for each person",
        What.PLACE: f"Door signs{day}",
        What.CUE_CARDS: f"Cue cards{day}",
    }[wish.what]


def _of_day(told: Iterable[Told], day: date | None) -> list[Told]:
    return [each for each in told if day is None or each.slot.day == day]


def _board(facts: Facts, wish: Wish, told: Sequence[Told]) -> Iterable[Page]:
    for day in [wish.day] if wish.day else _days(told):
        there = _of_day(told, day)
        if not there:
            yield BoardPage(day, (), *SHORTEST_DAY, empty_says=f"Nothing is planned on {said_day(day)}.")
            continue
        entries = [entry(each, facts) for each in there]
        first = min(SHORTEST_DAY[0], min(each.from_minute for each in entries) // 60 * 60)
        last = max(SHORTEST_DAY[1], -(-max(each.until_minute for each in entries) // 60) * 60)
        lanes = [
            side_by_side(name, note, [entry(each, facts, lane=key) for each in within])
            for key, name, note, within in lanes_of(there, facts.people)
        ]
        pages = on_pages(lanes)
        for number, part in enumerate(pages, start=1):
            said = f"part {number} of {len(pages)}: {part[0].name} to {part[-1].name}"
            yield BoardPage(day, tuple(part), first, last, part=said if len(pages) > 1 else "")


def _weeks(facts: Facts, wish: Wish, told: Sequence[Told]) -> Iterable[Page]:
    mondays = weeks_of([wish.day] if wish.day else _days(told))
    for monday in mondays or weeks_of([facts.on_site[0]]):
        week = [monday + timedelta(days=number) for number in range(7)]
        there = [each for each in told if each.slot.day in week]
        used = {each.slot.day for each in there}
        days = tuple(day for day in week if day.weekday() < 5 or day in used)
        rows = tuple(
            (
                f"{name}\n{note}".strip(),
                tuple(
                    tuple(entry(each, facts, lane=key) for each in within if each.slot.day == day)
                    for day in days
                ),
            )
            for key, name, note, within in lanes_of(there, facts.people)
        )
        yield WeekPage(
            title=f"Week of {said_day(monday)}",
            days=days,
            rows=rows,
            off_site=tuple(day for day in days if not facts.on_site[0] <= day <= facts.on_site[1]),
            empty_says="" if rows else "Nothing is planned in this week.",
        )


def _persons(facts: Facts, wish: Wish, told: Sequence[Told]) -> Iterable[Page]:
    audience = wish.audience
    changes = changes_between(
        (slot_for(slot, audience) for slot in facts.base),
        (slot_for(slot, audience) for slot in facts.slots if slot.kind is not SlotKind.BLOCKER),
    )
    slips = {slip.person_id: slip.lines for slip in slips_of(changes, now=facts.as_of)}
    ahead = [each for each in told if each.slot.ends_at > facts.as_of and each.state is not State.GONE]
    ahead = _of_day(ahead, wish.day)
    names = {part.person_id: part.name for each in told for part in each.slot.parts}
    if wish.person_id is not None and wish.person_id not in names:
        raise Explained("This person has no part in this timetable.", remedy="Choose somebody who has.")
    if wish.person_id is None:
        busy = {part.person_id for each in ahead for part in each.slot.parts}
        wanted = sorted(
            (key for key in names if key in busy or key in slips), key=lambda key: _order(key, names, facts)
        )
    else:
        wanted = [wish.person_id]
    for key in wanted:
        yield _person(key, names[key], facts, wish, ahead, slips.get(key, ()))
    if not wanted:
        yield PersonPage("Nobody", "", (), "", (), "Nobody has anything planned any more.")


def _person(  # noqa: PLR0917 - what one page is made of
    key: int, name: str, facts: Facts, wish: Wish, ahead: Sequence[Told], lines: tuple[str, ...]
) -> PersonPage:
    person = facts.people.get(key)
    mine = [each for each in ahead if any(part.person_id == key for part in each.slot.parts)]
    said = [entry(each, facts, people=_with(each.slot, key)) for each in mine]
    days = tuple(
        (day, tuple(each for each in said if each.day == day)) for day in sorted({one.day for one in said})
    )
    title = f"Changed since issue {facts.since}" if facts.since is not None else ""
    when = f" on {said_day(wish.day)}" if wish.day else ""
    return PersonPage(
        name=name,
        note=", ".join(filter(None, (person.role, person.team))) if person else "",
        changes=lines if facts.since is not None else (),
        changes_title=title,
        days=days,
        empty_says="" if days else f"Nothing is planned for {name}{when} any more.",
    )


def _with(slot: Slot, key: int) -> str:
    """The others in a slot, and one's own part when it is not just attending."""
    others = said_list([part.name for part in (*slot.inspectors, *slot.staff) if part.person_id != key])
    own = {"leads": "you lead", "navigates": "you navigate", "optional": "you may come"}
    part = next((own.get(part.part.value, "") for part in slot.parts if part.person_id == key), "")
    return " · ".join(filter(None, (others, part)))


def _order(key: int, names: Mapping[int, str], facts: Facts) -> tuple[str, bool, str]:
    person = facts.people.get(key)
    side = person.side.value if person else "z"
    is_staff = "0" if side == "inspectorate" else "1"
    return is_staff, not names[key].startswith("Inspector"), names[key].casefold()


def _doors(facts: Facts, wish: Wish, told: Sequence[Told]) -> Iterable[Page]:
    places: dict[int, tuple[str, str]] = {}
    for each in told:
        if each.place_id is not None:
            places[each.place_id] = (each.slot.place, each.slot.site)
    if wish.place_id is not None and wish.place_id not in places:
        raise Explained("This place is not used in this timetable.", remedy="Choose one that is.")
    wanted = sorted(places, key=lambda key: (places[key][1], places[key][0]))
    if wish.place_id is not None:
        wanted = [wish.place_id]
    count = 0
    for key in wanted:
        there = [each for each in told if each.place_id == key and each.state is not State.GONE]
        days = [wish.day] if wish.day else _days(there)
        for day in days:
            entries = tuple(entry(each, facts) for each in there if each.slot.day == day)
            if entries or wish.place_id is not None:
                count += 1
                empty = "" if entries else "Nothing is planned here today."
                yield DoorPage(*places[key], day, entries, empty)
    if not count:
        day = wish.day or facts.on_site[0]
        yield DoorPage("All places", "", day, (), f"Nothing is planned in any place on {said_day(day)}.")


def _cards(facts: Facts, wish: Wish, told: Sequence[Told]) -> Iterable[Page]:
    there = [
        entry(each, facts)
        for each in _of_day(told, wish.day)
        if each.state is not State.GONE
        and (wish.person_id is None or any(part.person_id == wish.person_id for part in each.slot.parts))
        and (wish.place_id is None or each.place_id == wish.place_id)
    ]
    day = f" on {said_day(wish.day)}" if wish.day else ""
    yield CardPage(tuple(there), "" if there else f"Nothing is planned{day}.")


def _days(told: Iterable[Told]) -> list[date]:
    return sorted({each.slot.day for each in told if each.state is not State.GONE})
