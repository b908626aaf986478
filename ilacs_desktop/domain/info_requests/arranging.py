"""How a list of requests is seen: which of them, in what groups and order, and under what name it is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import day_of

from .shapes import InfoRequest, OurStatus, TheirStatus

Chosen = TypeVar("Chosen", bound=StrEnum)

PRESSING_MINUTES = 180
LONGEST_NAME = 60


class Only(StrEnum):
    """Which requests a list shows; the value is the word shown."""

    EVERYTHING = "everything"
    OPEN = "open"
    PRESSING = "late or within 3 hours"
    UNOWNED = "without an owner"
    WAITING = "waiting for the inspectors"
    RETURNED = "sent back or more wanted"
    GIVEN = "given"


class Grouping(StrEnum):
    """By what a list is divided into groups; the value is the word shown."""

    NOTHING = "no groups"
    OWNER = "owner"
    ENQUIRY = "line of enquiry"
    ASKER = "inspector"
    STATUS = "status"
    DUE = "when it is due"


@dataclass(frozen=True, slots=True)
class Group:
    """One group of a list: its title, how many requests stand in it, and how many of those are late."""

    key: str
    title: str
    count: int
    late: int = 0
    is_folded: bool = False

    @property
    def id(self) -> str:
        """What it is known by from one look to the next."""
        return f"group {self.key}"


@dataclass(frozen=True, slots=True)
class ListView:
    """One way to see the list of requests, kept under a name; the columns by their names, in their order.

    Without ``columns`` it shows the usual ones; without ``sorted_by`` the open ones by slack, then the rest.
    """

    name: str = ""
    only: Only = Only.EVERYTHING
    grouping: Grouping = Grouping.NOTHING
    words: str = ""
    columns: tuple[str, ...] = ()
    sorted_by: str = ""
    is_descending: bool = False

    def plain(self) -> dict[str, Any]:
        """The view as plain words, to be kept."""
        return {
            "name": self.name,
            "only": self.only.value,
            "grouping": self.grouping.value,
            "words": self.words,
            "columns": list(self.columns),
            "sorted_by": self.sorted_by,
            "is_descending": self.is_descending,
        }


def view_of_plain(plain: Mapping[str, Any]) -> ListView:
    """A view kept by `ListView.plain`; words that are no longer known give way to the usual ones."""
    return ListView(
        name=str(plain.get("name", "")),
        only=_word(Only, plain.get("only"), Only.EVERYTHING),
        grouping=_word(Grouping, plain.get("grouping"), Grouping.NOTHING),
        words=str(plain.get("words", "")),
        columns=tuple(str(each) for each in plain.get("columns", ())),
        sorted_by=str(plain.get("sorted_by", "")),
        is_descending=bool(plain.get("is_descending")),
    )


def check_view_name(name: str) -> str:
    """The name of a view without blanks around it.

    Raises:
        Explained: it is empty, or too long for a menu.
    """
    said = " ".join(name.split())
    if not said:
        raise Explained("A view needs a name.", remedy="Call it after what it shows.")
    if len(said) > LONGEST_NAME:
        raise Explained(f"The name is longer than {LONGEST_NAME} characters.", remedy="Make it shorter.")
    return said


def _word(words: type[Chosen], word: object, usual: Chosen) -> Chosen:
    return next((each for each in words if each.value == word), usual)


def is_shown(request: InfoRequest, only: Only) -> bool:
    """Whether ``only`` lets a request be seen."""
    return _RULES[only](request)


def _is_pressing(request: InfoRequest) -> bool:
    slack = request.due.slack_minutes
    return request.is_open and slack is not None and slack < PRESSING_MINUTES


_RULES: dict[Only, Callable[[InfoRequest], bool]] = {
    Only.EVERYTHING: lambda _: True,
    Only.OPEN: lambda request: request.is_open,
    Only.PRESSING: _is_pressing,
    Only.UNOWNED: lambda request: request.is_open and request.owner_id is None,
    Only.WAITING: lambda request: request.is_open and request.is_paused,
    Only.RETURNED: lambda request: (
        request.is_open and (bool(request.returned_reason) or request.theirs is TheirStatus.MORE_WANTED)
    ),
    Only.GIVEN: lambda request: request.theirs in {TheirStatus.GIVEN, TheirStatus.ACCEPTED},
}


def has_words(request: InfoRequest, words: str) -> bool:
    """Whether each of ``words`` stands somewhere in what is known of a request, whatever its case."""
    said = said_of(request)
    return all(word in said for word in words.casefold().split())


def said_of(request: InfoRequest) -> str:
    """All words of a request among which a list looks, in small letters."""
    parts = [
        request.ref,
        request.title,
        request.verbatim,
        request.meaning,
        request.owner,
        request.asked_by,
        request.asked_of,
        request.enquiry,
        request.ours.value,
        request.theirs.value,
        *(item.what for item in request.items),
    ]
    return "\n".join(parts).casefold()


def grouped(
    requests: Iterable[InfoRequest], grouping: Grouping, now: datetime
) -> tuple[tuple[Group, tuple[InfoRequest, ...]], ...]:
    """The requests in their groups, each with those in it in the order they came; none of them empty.

    Whose owner, line of enquiry or inspector is not known comes first, for that wants a deed; statuses and
    times stand in their own order, all else by name.
    """
    by_title: dict[tuple[str, str], list[InfoRequest]] = {}
    for request in requests:
        by_title.setdefault(_place(request, grouping, now), []).append(request)
    return tuple(
        (
            Group(
                key=f"{grouping.value} {title}",
                title=title,
                count=len(members),
                late=sum(1 for each in members if each.is_open and each.due.is_overdue),
            ),
            tuple(members),
        )
        for (_, title), members in sorted(by_title.items())
    )


def _place(request: InfoRequest, grouping: Grouping, now: datetime) -> tuple[str, str]:
    """By what a group is sorted, and its title."""
    if grouping is Grouping.STATUS:
        return _status(request)
    if grouping is Grouping.DUE:
        return _due(request, now)
    title, unknown = {
        Grouping.OWNER: (request.owner, "No owner yet"),
        Grouping.ENQUIRY: (request.enquiry, "No line of enquiry"),
        Grouping.ASKER: (request.asked_by, "Asked by somebody of the team"),
    }.get(grouping, ("", ""))
    return (f"1 {title.casefold()}", title) if title else ("0", unknown)


def _status(request: InfoRequest) -> tuple[str, str]:
    if not request.is_open:
        return f"9 {tuple(TheirStatus).index(request.theirs)}", request.theirs.value.capitalize()
    if request.is_paused:
        return "8", "Paused"
    return str(tuple(OurStatus).index(request.ours)), request.ours.value.capitalize()


def _due(request: InfoRequest, now: datetime) -> tuple[str, str]:
    if not request.is_open:
        return "7", "Given or withdrawn"
    at, slack = request.due.at, request.due.slack_minutes
    if at is None or slack is None:
        return "6", "Its clock stands still" if request.is_paused else "No time set"
    days = (day_of(at) - day_of(now)) // timedelta(days=1)
    if slack < 0:
        return "1", "Late"
    if slack < PRESSING_MINUTES:
        return "2", "Within 3 hours"
    return ("3", "Later today") if not days else ("4", "Tomorrow") if days == 1 else ("5", "Later")


def arranged(
    requests: Sequence[InfoRequest],
    view: ListView,
    now: datetime,
    *,
    folded: frozenset[str] = frozenset(),
    said: Callable[[InfoRequest], str] = said_of,
) -> tuple[Group | InfoRequest, ...]:
    """The rows of a list as ``view`` shows them, in the order given: groups above their requests.

    Of a group whose key is in ``folded`` only its heading is there. ``said`` gives the words of a request
    among which is looked; a list that is looked through with every letter remembers them.
    """
    rule, words = _RULES[view.only], view.words.casefold().split()
    seen: Sequence[InfoRequest] = (
        requests if view.only is Only.EVERYTHING else [request for request in requests if rule(request)]
    )
    for word in words:
        seen = [request for request in seen if word in said(request)]
    if view.grouping is Grouping.NOTHING:
        return tuple(seen)
    rows: list[Group | InfoRequest] = []
    for group, members in grouped(seen, view.grouping, now):
        is_folded = group.key in folded
        rows.append(Group(group.key, group.title, group.count, group.late, is_folded))
        rows += () if is_folded else members
    return tuple(rows)
