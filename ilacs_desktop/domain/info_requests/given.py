"""What was given: which line replaced which, who had the old one, and what warns before it is given again."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import day_of, said_short_day, said_when

from .shapes import GivenItem, InfoRequest, ItemState, OurStatus, RequestItem, TheirStatus

DONE_STATES = frozenset({ItemState.GIVEN, ItemState.WAIVED, ItemState.WITHDRAWN})
"""The states in which nothing of an item is awaited any more."""


class GivenHow(StrEnum):
    """The usual ways of giving; the value is the word shown. Others are free words."""

    SHARING_SITE = "sharing site"
    SHOWN = "shown on screen"
    PRINTED = "printed"
    SAID = "said"


class CautionKind(StrEnum):
    """Why one should look twice before a document is given."""

    SUPERSEDED = "superseded"
    PAST_REVIEW = "past its review date"
    OTHER_CONTENT = "other content"
    GIVEN_BEFORE = "given before"


@dataclass(frozen=True, slots=True)
class Caution:
    """One thing to know before a document is given; with ``stops`` it is given only with a reason."""

    kind: CautionKind
    text: str
    line_id: int | None = None
    stops: bool = False


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who was given a document that was superseded since, and whether they have the newest one."""

    who: str
    line_id: int
    request_id: int
    ref: str
    version_label: str
    given_at: datetime
    has_newest: bool


def check_item_can_be_given(request: InfoRequest, item: RequestItem) -> None:
    """Refuse to record one item as given that is not cleared, by itself or with its request, or not wanted.

    Raises:
        Explained: it may not be recorded as given.
    """
    if request.staged:
        raise Explained(f"{request.ref} has not been asked for yet.", remedy="Activate it first.")
    if request.theirs is TheirStatus.WITHDRAWN:
        raise Explained(f"{request.ref} was withdrawn.", remedy="Reopen it if it is wanted after all.")
    if item.state in {ItemState.WAIVED, ItemState.WITHDRAWN}:
        raise Explained(
            f"“{item.what}” is {item.state}.", remedy="Return it first if it is wanted after all."
        )
    if not item.cleared_by and request.ours is not OurStatus.CLEARED:
        raise Explained(
            f"“{item.what}” is not cleared; only what is cleared can be given.", remedy="Clear it first."
        )


def is_complete(items: Iterable[RequestItem]) -> bool:
    """Whether nothing in a request is awaited any more, and something of it was given."""
    states = [item.state for item in items]
    return ItemState.GIVEN in states and all(state in DONE_STATES for state in states)


def file_key(name: str) -> str:
    """A file name as two systems agree on it: letters composed, capitals levelled."""
    return unicodedata.normalize("NFC", name).casefold()


def said_line(item: GivenItem) -> str:
    """“rhi.xlsx”, version 2; of what was said its title alone."""
    if not item.file_name:
        return f"“{item.title}”"
    return f"“{item.file_name}”, version {item.version_label}"


def mark_superseded(lines: Iterable[GivenItem]) -> tuple[GivenItem, ...]:
    """The lines in their order, each with what superseded it.

    A line is superseded by the one that says so. The same file given to somebody else is superseded with
    it, unless that file was brought back later as the successor of another.
    """
    rows = tuple(lines)
    successors = {row.supersedes_id: row for row in rows if row.supersedes_id is not None}
    replaced: dict[str, GivenItem] = {}
    brought_in: dict[str, GivenItem] = {}
    for row in rows:
        successor = successors.get(row.id)
        if successor is not None and row.sha256:
            replaced[row.sha256] = max(replaced.get(row.sha256, successor), successor, key=_age)
        if row.supersedes_id is not None and row.sha256:
            brought_in[row.sha256] = max(brought_in.get(row.sha256, row), row, key=_age)

    def successor_of(row: GivenItem) -> int | None:
        if row.id in successors:
            return successors[row.id].id
        by_file = replaced.get(row.sha256)
        if by_file is None:
            return None
        back = brought_in.get(row.sha256)
        return None if back is not None and _age(back) >= _age(by_file) else by_file.id

    return tuple(
        row
        if (found := successor_of(row)) is None
        else replace(row, is_superseded=True, superseded_by_id=found)
        for row in rows
    )


def newest_of(item: GivenItem, by_id: Mapping[int, GivenItem]) -> GivenItem:
    """The line at the end of the chain that begins with ``item``; itself while nothing superseded it."""
    seen = {item.id}
    while item.superseded_by_id is not None and item.superseded_by_id not in seen:
        item = by_id[item.superseded_by_id]
        seen.add(item.id)
    return item


def who_had(item: GivenItem, lines: Sequence[GivenItem]) -> tuple[Holder, ...]:
    """Everybody who was given an older version of what ``item`` is or became, in the order they had it.

    ``lines`` is the register with its marks. Nobody while nothing was superseded.
    """
    by_id = {row.id: row for row in lines}
    newest = _document(newest_of(item, by_id))
    up_to_date = {row.given_to.casefold() for row in lines if _document(row) == newest}
    older = [row for row in lines if row.is_superseded and _document(newest_of(row, by_id)) == newest]
    return tuple(
        Holder(
            row.given_to or "the inspectors",
            row.id,
            row.request_id,
            row.ref,
            row.version_label,
            row.given_at,
            row.given_to.casefold() in up_to_date,
        )
        for row in sorted(older, key=_age)
    )


def who_lacks_newest(item: GivenItem, lines: Sequence[GivenItem]) -> tuple[Holder, ...]:
    """Those of `who_had` who have not been given the newest, each once, by what they had last."""
    last = {holder.who.casefold(): holder for holder in who_had(item, lines) if not holder.has_newest}
    return tuple(last.values())


def cautions(
    lines: Sequence[GivenItem],
    *,
    file_name: str,
    sha256: str,
    now: datetime,
    given_to: str = "",
    review_on: date | None = None,
    supersedes_id: int | None = None,
) -> tuple[Caution, ...]:
    """What to know before a file is given, from the register ``lines`` with its marks.

    A file is known by its hash, else by its name. It may be used up to and including its review date; a
    new ``review_on`` says that it was looked at.
    """
    today = day_of(now)
    by_id = {row.id: row for row in lines}
    same = [row for row in lines if sha256 and row.sha256 == sha256]
    key = file_key(file_name)
    named = [] if same or not key else [row for row in lines if file_key(row.file_name) == key]
    known = max((row for row in same or named if not row.is_superseded), key=_age, default=None)
    found: list[Caution] = []
    if review_on is not None and review_on < today:
        text = f"The review date given, {said_short_day(review_on)}, is past."
        found.append(Caution(CautionKind.PAST_REVIEW, text, None, stops=True))
    if known is None and (same or named):
        old = max(same or named, key=_age)
        newest = newest_of(old, by_id)
        if same or supersedes_id is None or newest_of(by_id.get(supersedes_id, old), by_id).id != newest.id:
            when = said_when(newest.given_at, now)
            subject = said_line(old) if same else f"A file named “{old.file_name}”"
            text = f"{subject} was superseded {when} by {said_line(newest)}."
            found.append(Caution(CautionKind.SUPERSEDED, text, newest.id, stops=True))
    if known is not None and supersedes_id != known.id:
        if known.review_on is not None and known.review_on < today and review_on is None:
            text = f"{said_line(known)} was to be reviewed by {said_short_day(known.review_on)}."
            found.append(Caution(CautionKind.PAST_REVIEW, text, known.id, stops=True))
        if named:
            text = (
                f"A file of this name with other content was given {said_when(known.given_at, now)} "
                f"to {known.given_to or 'the inspectors'} as version {known.version_label}."
            )
            found.append(Caution(CautionKind.OTHER_CONTENT, text, known.id))
    before = [row for row in same if row.given_to.casefold() == given_to.casefold()]
    if before and given_to:
        last = max(before, key=_age)
        text = f"{last.given_to} was given this file {said_when(last.given_at, now)} for {last.ref}."
        found.append(Caution(CautionKind.GIVEN_BEFORE, text, last.id))
    return tuple(found)


def next_version(label: str) -> str:
    """“2” after “1”, “1.4” after “1.3”, “v3” after “v2”; “draft, 2” after “draft”."""
    head = label.rstrip("0123456789")
    tail = label[len(head) :]
    if not tail or not tail.isascii():
        return f"{label}, 2" if label else "2"
    return f"{head}{int(tail) + 1}"


def _document(row: GivenItem) -> str | int:
    """What a line is of: its file by content, else what was said on that line."""
    return row.sha256 or row.id


def _age(row: GivenItem) -> tuple[datetime, int]:
    return row.given_at, row.id
