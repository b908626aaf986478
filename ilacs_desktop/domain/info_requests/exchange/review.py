"""What taking in a list of requests would do, row by row, before anything is stored.

A row of ours is the request with its ref and its words; what nobody touched in it changes nothing, however
the request has moved on since, and what was changed on both sides is left as it is here. A row of anybody
else's is, as a guess that is said to be one, the request with the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from ilacs_desktop.domain.errors import Refusal
from ilacs_desktop.domain.info_requests.exchange.kept import Kept
from ilacs_desktop.domain.info_requests.exchange.tracker import Draft, Drafts, Mapped
from ilacs_desktop.domain.info_requests.shapes import (
    GivenItem,
    InfoRequest,
    OurStatus,
    RequestItem,
    RequestKind,
    TheirStatus,
)
from ilacs_desktop.domain.moments import day_of, said_short_day, said_time
from ilacs_desktop.domain.people import Person, name_key, person_called
from ilacs_desktop.domain.timetable.listing import Fate, same_words

TITLE_LETTERS = 200
CHANGEABLE = {
    "title": "title",
    "meaning": "meaning",
    "owner": "owner",
    "enquiry": "line of enquiry",
    "kind": "kind",
    "target_at": "wanted by",
    "promised_at": "promised for",
}
"""What a list may change of a request that is here, and how it is called."""


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row: its fate, why, and what would be written.

    ``new`` is the whole request to be added; ``values`` are those of a request that is here, by field.
    ``given`` is a line of the register that comes with the requests of its list.
    """

    fate: Fate
    row: str
    ref: str
    title: str
    what: tuple[str, ...] = ()
    is_guess: bool = False
    request_id: int = 0
    version: int = 0
    new: InfoRequest | None = None
    values: Mapping[str, Any] | None = None
    given: GivenItem | None = None
    merged_into: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """What taking the list in would do. ``headings`` and ``mapped`` say how it was read, to be remembered."""

    file_name: str
    changes: tuple[RowChange, ...]
    refusals: tuple[Refusal, ...]
    notes: tuple[str, ...] = ()
    is_own: bool = False
    headings: tuple[str, ...] = ()
    mapped: Mapped = ()

    def count(self, fate: Fate) -> int:
        """How many rows have this fate."""
        return sum(change.fate is fate for change in self.changes)

    @property
    def is_empty(self) -> bool:
        """Whether taking it in would do nothing."""
        return not any(change.fate in {Fate.ADDED, Fate.CHANGED} for change in self.changes)


@dataclass(frozen=True, slots=True)
class Here:
    """What is here already: the requests, the given register, and the lists names are looked up in."""

    requests: tuple[InfoRequest, ...]
    given: tuple[GivenItem, ...]
    people: tuple[Person, ...]
    enquiries: tuple[tuple[int, str], ...]
    now: datetime


def review(drafts: Drafts, here: Here, *, staged: bool = False, without_unknown: bool = False) -> Review:
    """What each row would do, in their order.

    ``staged``: what the list does not say otherwise has not been asked for yet. ``without_unknown``: people
    and lines of enquiry that are not known are left out, and stand in the history instead.
    """
    reviewer = _Reviewer(here, staged=staged, without_unknown=without_unknown)
    changes = [
        reviewer.given(draft) if isinstance(_what(draft), GivenItem) else reviewer.request(draft)
        for draft in drafts.rows
    ]
    return Review(
        drafts.file_name,
        tuple(changes),
        drafts.refusals,
        drafts.notes,
        drafts.is_own,
        drafts.headings,
        drafts.mapped,
    )


def _what(draft: Draft) -> InfoRequest | GivenItem | None:
    return draft.kept.what if draft.kept else None


class _Reviewer:
    """Looks at one row after another and knows which requests are taken already."""

    def __init__(self, here: Here, *, staged: bool, without_unknown: bool) -> None:
        self._here = here
        self._staged = staged
        self._without_unknown = without_unknown
        self._by_ref = {each.ref: each for each in here.requests}
        self._by_words: dict[str, list[InfoRequest]] = {}
        for each in here.requests:
            for words in {_key(each.verbatim), _key(each.title)}:
                self._by_words.setdefault(words, []).append(each)
        self._taken: set[int] = set()
        self._seen: dict[tuple[str, str], str] = {}
        self._coming: set[str] = set()

    def request(self, draft: Draft) -> RowChange:
        """What a row of a request would do."""
        kept = draft.kept
        if kept is not None and isinstance(kept.what, InfoRequest):
            found = self._by_ref.get(kept.what.ref)
            if found is not None and found.verbatim == kept.what.verbatim:
                self._taken.add(found.id)
                return self._changed(draft, found, kept.what)
            self._coming.add(kept.what.ref)
            return self._added(draft, _from_kept(kept.what, draft), kept)
        words = draft.verbatim or draft.title or ""
        day = day_of(draft.asked_at).isoformat() if draft.asked_at else ""
        twin = self._seen.setdefault((_key(words), day), draft.row)
        if twin != draft.row:
            return RowChange(Fate.KEPT, draft.row, "", _short(words), (f"the same as {twin}",))
        same = [each for each in self._by_words.get(_key(words), ()) if each.id not in self._taken]
        if draft.asked_at is not None and len(same) > 1:
            same = [each for each in same if day_of(each.asked_at) == day_of(draft.asked_at)] or same
        if same:
            self._taken.add(same[0].id)
            return self._changed(draft, same[0], None)
        return self._added(draft, self._from_tracker(draft), None)

    def given(self, draft: Draft) -> RowChange:
        """What a line of the register would do: it comes with its request, and is never added to one here."""
        item = draft.kept.what if draft.kept else None
        if not isinstance(item, GivenItem):
            raise TypeError("no line of the register")
        title = item.file_name or item.title
        if any(_same_line(item, each) for each in self._here.given):
            return RowChange(Fate.SAME, draft.row, item.ref, title)
        if item.ref in self._coming:
            return RowChange(Fate.ADDED, draft.row, item.ref, title, ("given, as recorded",), given=item)
        why = "its request is not in this list; record what was given at the request itself"
        return RowChange(Fate.KEPT, draft.row, item.ref, title, (why,))

    # -- a request that is here -----------------------------------------------------------------

    def _changed(self, draft: Draft, here: InfoRequest, base: InfoRequest | None) -> RowChange:
        said: list[str] = []
        both: list[str] = []
        values: dict[str, Any] = {}
        wanted, strangers = self._wanted(draft)
        for name, words in CHANGEABLE.items():
            if name not in wanted:
                continue
            new, current = wanted[name], getattr(here, name)
            if _same(new, current):
                continue
            if base is not None and not _same(getattr(base, name), current):
                both.append(f"{words}: {_said(new)} in the list, {_said(current)} here by now")
                continue
            values[name] = new
            said.append(f"{words}: {_said(current)} → {_said(new)}")
        notes = [*both, *self._notes(draft)]
        if base is None:
            notes += _other_states(draft, here)
            notes.append(f"taken for {here.ref}, which has the same words")
        fate = Fate.CHANGED if values else Fate.KEPT if both else Fate.SAME
        if strangers and not self._without_unknown:
            fate, notes = Fate.WAITING, [f"not known: {', '.join(strangers)}", *notes]
        if "target_at" in values and values["target_at"] < here.clock_from:
            fate, notes = Fate.KEPT, ["it would be wanted before it was asked", *notes]
        return RowChange(
            fate,
            draft.row,
            here.ref,
            here.title,
            (*said, *notes),
            base is None,
            here.id,
            here.version,
            values=self._ids(values) if fate is Fate.CHANGED else None,
            note=_unknown(strangers),
        )

    def _wanted(self, draft: Draft) -> tuple[dict[str, Any], list[str]]:
        """What the row wants of each changeable field, and the names in it that are not known."""
        wanted: dict[str, Any] = {
            name: value for name in CHANGEABLE if (value := getattr(draft, name)) is not None
        }
        if draft.kept is None and draft.verbatim is None:
            wanted.pop("title", None)  # by it the request was found
        strangers = []
        if draft.owner is not None:
            owner = person_called(draft.owner, self._here.people, is_inspector=False)
            if owner is None:
                strangers.append(f"owner “{draft.owner}”")
                del wanted["owner"]
            else:
                wanted["owner"] = owner.label
        if draft.enquiry is not None:
            found = self._enquiry(draft.enquiry)
            if found is None:
                strangers.append(f"line of enquiry “{draft.enquiry}”")
                del wanted["enquiry"]
            else:
                wanted["enquiry"] = found[1]
        return wanted, strangers

    def _ids(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The same values by the fields of the store."""
        made = dict(values)
        if "owner" in made:
            owner = person_called(made.pop("owner"), self._here.people, is_inspector=False)
            made["owner_id"] = owner.id if owner else None
        if "enquiry" in made:
            found = self._enquiry(made.pop("enquiry"))
            made["enquiry_id"] = found[0] if found else None
        return made

    # -- a request that is new ------------------------------------------------------------------

    def _added(self, draft: Draft, new: InfoRequest, kept: Kept | None) -> RowChange:
        new, strangers = self._joined(new, kept.names if kept else {})
        if kept is None and new.ours in {OurStatus.CAPTURED, OurStatus.ASSIGNED}:
            new = replace(new, ours=OurStatus.ASSIGNED if new.owner else OurStatus.CAPTURED)
        notes = self._notes(draft)
        fate = Fate.ADDED
        if strangers:
            fate = Fate.ADDED if self._without_unknown else Fate.WAITING
            notes.insert(0, f"not known: {', '.join(strangers)}")
        if kept is None and draft.ours is OurStatus.CLEARED and new.ours is OurStatus.CHECKING:
            notes.append("cleared there: it is checked and cleared here before it is given")
        if kept is None and new.given_at is not None and draft.given_at is None:
            notes.append("when it was given is not said: taken as now")
        if new.target_at is not None and new.target_at < new.clock_from and kept is None:
            notes.append("wanted before it was asked: no time is taken")
            new = replace(new, target_at=None)
        said = [
            "staged" if new.staged else f"asked {_said(new.asked_at)}",
            new.asked_by and f"by {new.asked_by}",
            new.owner and f"owner {new.owner}",
            f"{new.ours}, {new.theirs}" if (new.ours, new.theirs) != _BEGINNING else "",
            f"due {_said(new.target_at)}" if new.target_at else "",
            _counted_items(new.items),
        ]
        note = "\n".join(filter(None, (_unknown(strangers), draft.note, _number(draft))))
        return RowChange(
            fate,
            draft.row,
            new.ref,
            new.title,
            (*filter(None, said), *notes),
            new=new,
            merged_into=kept.merged_into if kept else "",
            note=note,
        )

    def _from_tracker(self, draft: Draft) -> InfoRequest:
        verbatim = draft.verbatim or draft.title or ""
        title = (draft.title or verbatim).strip().splitlines()[0][:TITLE_LETTERS]
        ours, theirs = draft.ours, draft.theirs
        if draft.given_at is not None and theirs in {None, TheirStatus.NOT_GIVEN}:
            ours, theirs = OurStatus.CLEARED, TheirStatus.GIVEN
        if ours is OurStatus.CLEARED and theirs not in {TheirStatus.GIVEN, TheirStatus.ACCEPTED}:
            ours = OurStatus.CHECKING  # who checked it the list does not say; it is cleared here
        asked = draft.asked_at or min(filter(None, (draft.given_at, self._here.now)))
        is_gone = theirs in {TheirStatus.GIVEN, TheirStatus.ACCEPTED}
        return InfoRequest(
            id=0,
            inspection_id=0,
            number=0,
            ref="",
            verbatim=verbatim,
            meaning=draft.meaning or "",
            asked_at=asked,
            asked_by=draft.asked_by or "",
            owner=draft.owner or "",
            enquiry=draft.enquiry or "",
            kind=draft.kind or RequestKind.DOCUMENT,
            staged=self._staged if draft.staged is None else draft.staged,
            ours=ours or OurStatus.CAPTURED,
            theirs=theirs or TheirStatus.NOT_GIVEN,
            target_at=draft.target_at,
            promised_at=draft.promised_at,
            items=tuple(RequestItem(0, what) for what in draft.items),
            title=title,
            given_at=(draft.given_at or self._here.now) if is_gone else None,
            asked_how=draft.asked_how or "",
        )

    def _joined(self, new: InfoRequest, names: Mapping[str, str]) -> tuple[InfoRequest, list[str]]:
        """With the ids of the people and the line of enquiry it names; those not known are left out."""
        strangers: list[str] = []

        def known(label: str, *, is_inspector: bool, part: str) -> tuple[int | None, str]:
            if not label:
                return None, ""
            found = person_called(names.get(label, label), self._here.people, is_inspector=is_inspector)
            found = found or person_called(label, self._here.people, is_inspector=is_inspector)
            if found is None:
                strangers.append(f"{part} “{label}”")
                return None, ""
            return found.id, found.label

        asker_id, asker = known(new.asked_by, is_inspector=True, part="asked by")
        owner_id, owner = known(new.owner, is_inspector=False, part="owner")
        items = []
        for item in new.items:
            item_owner_id, item_owner = known(item.owner, is_inspector=False, part="owner of an item")
            items.append(replace(item, owner_id=item_owner_id, owner=item_owner))
        enquiry = self._enquiry(new.enquiry) if new.enquiry else None
        if new.enquiry and enquiry is None:
            strangers.append(f"line of enquiry “{new.enquiry}”")
        return (
            replace(
                new,
                asked_by_id=asker_id,
                asked_by=asker,
                owner_id=owner_id,
                owner=owner,
                items=tuple(items),
                enquiry_id=enquiry[0] if enquiry else None,
                enquiry=enquiry[1] if enquiry else "",
            ),
            strangers,
        )

    def _enquiry(self, title: str) -> tuple[int, str] | None:
        found = [each for each in self._here.enquiries if name_key(each[1]) == name_key(title)]
        return found[0] if len(found) == 1 else None

    @staticmethod
    def _notes(draft: Draft) -> list[str]:
        return list(draft.remarks)


_BEGINNING = (OurStatus.CAPTURED, TheirStatus.NOT_GIVEN)


def _from_kept(kept: InfoRequest, draft: Draft) -> InfoRequest:
    """The request as it stood when the list was written, with what somebody changed in its cells."""
    touched = {name: value for name in CHANGEABLE if (value := getattr(draft, name)) is not None}
    return replace(kept, **touched)


def _other_states(draft: Draft, here: InfoRequest) -> Iterable[str]:
    """Steps have rules of their own: a list does not take them for a request that is here."""
    for words, new, old in (("ours", draft.ours, here.ours), ("theirs", draft.theirs, here.theirs)):
        if new is not None and new is not old and not (words == "ours" and draft.theirs is None):
            yield f"{words} is {new} in the list and {old} here: take the step here"


def _same_line(one: GivenItem, other: GivenItem) -> bool:
    return (one.ref, one.file_name, one.sha256, one.version_label, one.given_at, one.how) == (
        other.ref, other.file_name, other.sha256, other.version_label, other.given_at, other.how,
    )  # fmt: skip


def _same(one: Any, other: Any) -> bool:
    return bool(one == other) or (isinstance(one, str) and isinstance(other, str) and same_words(one, other))


def _said(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{said_short_day(day_of(value))} {said_time(value)}"
    text = _short(str(value)) if value else ""
    return f"“{text}”" if text else "none"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79]}…"


def _unknown(strangers: Sequence[str]) -> str:
    return f"Not known here: {', '.join(strangers)}." if strangers else ""


def _number(draft: Draft) -> str:
    return f"Its number there was {draft.their_ref}." if draft.their_ref else ""


def _counted_items(items: Sequence[RequestItem]) -> str:
    return f"{len(items)} {'item' if len(items) == 1 else 'items'}" if items else ""


def _key(text: str) -> str:
    return " ".join(text.split()).casefold()
