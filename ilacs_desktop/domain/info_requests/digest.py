"""One message to each owner: all they owe, by slack; never one message an item."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from ilacs_desktop.domain.moments import day_of, said_day, said_minutes, said_time, said_when
from ilacs_desktop.domain.people import Person

from .shapes import InfoRequest, ItemState, Tonight
from .triage import by_slack, decided_now

_OWED = {ItemState.WANTED, ItemState.READY}


@dataclass(frozen=True, slots=True)
class Digest:
    """Everything one owner owes at one moment. ``lines`` are what ``text`` lists, most pressing first."""

    owner_id: int
    owner: str
    email: str
    refs: tuple[str, ...]
    lines: tuple[str, ...]
    late: int
    text: str


def digest_subject(authority: str, now: datetime) -> str:
    """The same for everyone: a subject line is read by all sorts of people, so no person and no case."""
    whose = f"{authority} inspection" if authority else "Inspection"
    return f"{whose}: what is still wanted from you, {said_day(day_of(now))}"


def digests_of(
    requests: Iterable[InfoRequest], people: Mapping[int, Person], now: datetime, *, sender: str = ""
) -> tuple[Digest, ...]:
    """A message for everybody who owns an open request, or an item owed in somebody else's.

    Those with the least time left come first. What waits for the inspectors is named and not asked for.
    """
    owned: dict[int, list[tuple[InfoRequest, str]]] = {}
    for request in sorted((each for each in requests if each.is_open), key=by_slack):
        if request.owner_id is not None:
            owned.setdefault(request.owner_id, []).append((request, _line(request, now)))
        for item in request.items:
            is_anothers = item.owner_id is not None and item.owner_id != request.owner_id
            if item.owner_id is not None and is_anothers and item.state in _OWED:
                whose = request.owner or "nobody yet"
                words = f"{request.ref}, for {whose}: {item.what}. {_when(request, now)}"
                returned = f" Sent back: {item.returned_reason}." if item.returned_reason else ""
                owned.setdefault(item.owner_id, []).append((request, words + returned))
    return tuple(
        _digest(people[owner_id], entries, now, sender)
        for owner_id, entries in owned.items()
        if owner_id in people
    )


def _digest(owner: Person, entries: list[tuple[InfoRequest, str]], now: datetime, sender: str) -> Digest:
    refs = tuple(dict.fromkeys(request.ref for request, _ in entries))
    late = len({request.id for request, _ in entries if request.due.is_overdue})
    lines = tuple(line for _, line in entries)
    when = f"{said_day(day_of(now))} at {said_time(now)}"
    if len(refs) == 1:
        head = f"One request waits for you on {when}{', and it is late' if late else ''}:"
    else:
        behind = f", {late} of them late" if late else ""
        head = f"{len(refs)} requests wait for you on {when}{behind}, the most pressing first:"
    paragraphs = [
        f"{owner.label},",
        head,
        "\n".join(f"- {line}" for line in lines),
        "If one of these is not yours, or the time cannot be kept, please say so now.",
    ]
    if sender:
        paragraphs.append(sender)
    return Digest(owner.id, owner.label, owner.email, refs, lines, late, "\n\n".join(paragraphs) + "\n")


def _line(request: InfoRequest, now: datetime) -> str:
    parts = [f"{request.ref}: {request.title}. {_when(request, now)}"]
    decided = decided_now(request, now)
    if decided is not None:
        agreed = f", {request.tonight_note}" if request.tonight_note else ""
        parts.append(f"{_DECIDED[decided]}{agreed}.")
    if request.returned_reason:
        parts.append(f"Sent back: {request.returned_reason.rstrip('.')}.")
    owed = [
        item.what
        for item in request.items
        if item.state in _OWED and item.owner_id in {None, request.owner_id}
    ]
    if owed:
        parts.append(f"Still open: {'; '.join(owed)}.")
    return " ".join(parts)


_DECIDED = {
    Tonight.TONIGHT: "Wanted tonight",
    Tonight.BY_EIGHT: "Wanted by 08:00",
    Tonight.CAN_WAIT: "Can wait",
}


def _when(request: InfoRequest, now: datetime) -> str:
    due = request.due
    if request.is_paused:
        return "Its clock stands still; nothing to do until the inspectors answer."
    if due.at is None or due.slack_minutes is None:
        return "No time is set."
    if due.is_overdue:
        return f"Was due {said_when(due.at, now)}, late {said_minutes(due.slack_minutes)}."
    return f"Due {said_when(due.at, now)}."
