"""What goes to somebody with a part in a case-file session, along with the change slip of an issue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from ilacs_desktop.domain.moments import said_day, said_time
from ilacs_desktop.domain.timetable.slots import Part, PartKind, Slot, SlotKind, said_list

LOGIN = "The child’s record open, and your own login working in the room you sit in."
WHERE_THINGS_ARE = (
    "Where to find the chronology, the latest assessment and plan, the last visit, review and supervision."
)
"""Said of a session of which no list of what to have open is known."""
NOTHING_ALTERED = (
    "Nothing is altered for the session. Whatever is entered late is dated today and says when it happened."
)
"""Never backdate (domain.md 5.3)."""

HaveOpenBySlot = Mapping[str, tuple[str, ...]]
"""What to have open in a session, by the uid of its slot."""
NOTHING_KNOWN: HaveOpenBySlot = {}
AFTERWARDS = (
    "Within half an hour the navigator asks you five short questions; it takes two minutes.",
    "What you promised the inspector is written down and goes through the desk, never from you directly.",
    "If anything was said that worries you about a child’s safety, tell the navigator at once.",
    "Take your break. If it was hard, your manager knows that you were in a session and asks.",
)
"""For the worker: what happens when the inspector has left."""

NAVIGATORS_READY = (
    "A quarter of an hour before: room, screen and login tried, the record open, water on the table.",
    "Fetch the worker, bring the inspector, and tell the desk when it starts and when it ends.",
    "You find things in the record when asked. You do not answer for the worker.",
    "Afterwards, within half an hour: the debrief, two minutes; documents promised go to the desk.",
    "A worry about a child’s safety goes to the desk at once, in the inspector’s words.",
)
"""For the navigator, each time."""


def to_have_open(slots: Iterable[Slot], have_open: HaveOpenBySlot) -> tuple[str, ...]:
    """What the record checks say to have open, a line for each thing and the sessions that want it.

    "To have open, C-014: chronology.", or without a code when all of several sessions want it.
    """
    wanted: dict[str, dict[str, None]] = {}
    codes: dict[str, None] = {}
    for slot in slots:
        code = slot.case_code or slot.title
        codes[code] = None
        for each in have_open.get(slot.uid, ()):
            wanted.setdefault(each, {})[code] = None
    return tuple(
        f"To have open{'' if len(whose) == len(codes) > 1 else f', {said_list(list(whose))}'}: "
        f"{thing[:1].lower()}{thing[1:]}."
        for thing, whose in wanted.items()
    )


def have_ready(slots: Sequence[Slot], have_open: HaveOpenBySlot) -> tuple[str, ...]:
    """What a worker has ready for these sessions: where things are, never what to say."""
    lists = to_have_open(slots, have_open)
    is_whole = all(have_open.get(slot.uid) for slot in slots)
    return (LOGIN, *lists, *(() if is_whole else (WHERE_THINGS_ARE,)), NOTHING_ALTERED)


def session_page(
    slots: Iterable[Slot], person_id: int, *, since: datetime, have_open: HaveOpenBySlot = NOTHING_KNOWN
) -> tuple[str, ...]:
    """The paragraphs of one's own page: one's sessions from ``since`` on, what to have ready, what after.

    Who, when and where of each; for somebody who navigates any, what a navigator has ready as well. Nothing
    when they have no part in one. ``have_open`` is what the record check of each session says, by its slot.
    """
    own = sorted(
        (
            (slot, part)
            for slot in slots
            for part in slot.parts
            if slot.kind is SlotKind.CASE_SESSION
            and not slot.is_cancelled
            and slot.ends_at > since
            and part.person_id == person_id
        ),
        key=lambda pair: (pair[0].starts_at, pair[0].uid),
    )
    if not own:
        return ()
    paragraphs = [_titled("Your case-file sessions", [_line(slot, part) for slot, part in own])]
    read = [slot for slot, part in own if part.part is not PartKind.NAVIGATES]
    navigated = [slot for slot, part in own if part.part is PartKind.NAVIGATES]
    if read:
        paragraphs.append(_titled("What to have ready", have_ready(read, have_open)))
        paragraphs.append(_titled("What happens after", AFTERWARDS))
    if navigated:
        lists = to_have_open(navigated, have_open)
        paragraphs.append(_titled("Where you navigate", (*NAVIGATORS_READY, *lists)))
    return tuple(paragraphs)


def _line(slot: Slot, own: Part) -> str:
    inspectors = said_list([part.name for part in slot.inspectors])
    others = [part.name for part in slot.staff if part.person_id != own.person_id]
    words = [
        f"{said_day(slot.day)} {said_time(slot.starts_at)}–{said_time(slot.ends_at)}",
        f"{slot.case_code or slot.title}{f' with {inspectors}' if inspectors else ''}",
        slot.where or "no room yet",
    ]
    if own.part is PartKind.NAVIGATES:
        words.append(f"you navigate{f' for {said_list(others)}' if others else ''}")
    elif others:
        words.append(f"with you: {said_list(others)}")
    return ", ".join(words) + "."


def _titled(title: str, lines: Iterable[str]) -> str:
    return "\n".join((f"{title}:", *(f"- {line}" for line in lines)))
