"""People, places and the way between them: one staff list for every inspection."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from ilacs_desktop.domain.errors import Refusal
from ilacs_desktop.domain.moments import said_short_day


class Side(StrEnum):
    """Whom a person belongs to."""

    INSPECTORATE = "inspectorate"
    AUTHORITY = "authority"
    PARTNER = "partner"


class AbsenceKind(StrEnum):
    """Why a person is not to be had."""

    LEAVE = "leave"
    COURT = "court"
    TRAINING = "training"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who asks, answers, leads, attends or is told.

    ``known_as`` is what sheets call them ("Inspector B"); ``works_from`` and ``works_until`` are
    London clock times. ``on_site_from`` and ``on_site_until`` are an inspector's own first and last
    day; None is the inspection's.
    """

    id: int
    name: str
    side: Side
    role: str = ""
    team: str = ""
    locality: str = ""
    email: str = ""
    phone: str = ""
    known_as: str = ""
    works_from: time = time(9)
    works_until: time = time(17)
    is_active: bool = True
    on_site_from: date | None = None
    on_site_until: date | None = None
    version: int = 0

    @property
    def short_name(self) -> str:
        """Initials and family name, "R. Malik"; a name of one word stays as it is."""
        return short_name(self.name)

    @property
    def initials(self) -> str:
        """The first letter of the first and of the last word, "RM"."""
        words = [word for word in self.name.replace(".", " ").split() if word[0].isalnum()]
        if not words:
            return "?"
        if len(words) == 1:
            return words[0][0].upper()
        return (words[0][0] + words[-1][0]).upper()

    @property
    def label(self) -> str:
        """What a screen or a sheet calls this person: ``known_as``, or the short name."""
        return self.known_as or self.short_name


def order_of_label(label: str) -> tuple[bool, str]:
    """The order of inspectors: "Inspector A", "Inspector B" and so on, then "Education" and the like."""
    return not label.startswith("Inspector "), label.casefold()


def short_name(name: str) -> str:
    """Initials and family name of ``name``: "Rashida Malik" gives "R. Malik", "J. Adeyemi" stays."""
    words = name.split()
    if len(words) < 2:
        return name.strip()
    firsts = " ".join(f"{word[0].upper()}." for word in words[:-1])
    return f"{firsts} {words[-1]}"


def name_key(text: str) -> str:
    """A name for comparing: without dots, commas and capitals, one blank between words."""
    return " ".join(text.replace(".", " ").replace(",", " ").casefold().split())


def person_called(name: str, people: Sequence[Person], *, is_inspector: bool) -> Person | None:
    """The one person called so, by name, label or short name; None when nobody is, or several are.

    Of several those of the inspectorate, or those not of it, come first, and those still with us.
    """
    wanted = {name_key(name)} | ({name_key(f"Inspector {name}")} if is_inspector else set())
    found = [
        each
        for each in people
        if wanted & {name_key(each.name), name_key(each.label), name_key(each.short_name)}
    ]
    if len(found) > 1:
        found = [each for each in found if (each.side is Side.INSPECTORATE) is is_inspector] or found
    active = [each for each in found if each.is_active] or found
    return active[0] if len(active) == 1 else None


@dataclass(frozen=True, slots=True)
class Absence:
    """A time in which a person is not to be had; both ends are moments."""

    id: int
    person_id: int
    kind: AbsenceKind
    starts_at: datetime
    ends_at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A room, or a link to meet at; ``site`` is the building it is in."""

    id: int
    name: str
    site: str = ""
    capacity: int | None = None
    link: str = ""
    version: int = 0

    @property
    def label(self) -> str:
        """Name and site, "Room 4, Civic Centre"."""
        return f"{self.name}, {self.site}" if self.site else self.name


@dataclass(frozen=True, slots=True)
class Travel:
    """How long it takes between two sites, either way."""

    from_site: str
    to_site: str
    minutes: int


# What comes in with a list of people or places. Nothing of it is stored before it was looked at.

PERSON_FIELDS = (
    "side",
    "role",
    "team",
    "locality",
    "email",
    "phone",
    "known_as",
    "works_from",
    "works_until",
    "on_site_from",
    "on_site_until",
)
PLACE_FIELDS = ("capacity", "link")


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """One row of a list of people; ``None`` means the list says nothing about it."""

    name: str
    row: str = ""
    side: Side | None = None
    role: str | None = None
    team: str | None = None
    locality: str | None = None
    email: str | None = None
    phone: str | None = None
    known_as: str | None = None
    works_from: time | None = None
    works_until: time | None = None
    on_site_from: date | None = None
    on_site_until: date | None = None


@dataclass(frozen=True, slots=True)
class PlaceDraft:
    """One row of a list of places."""

    name: str
    row: str = ""
    site: str = ""
    capacity: int | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class PeopleDrafts:
    """What a file says, before it is compared with what we know."""

    file_name: str
    people: tuple[PersonDraft, ...] = ()
    places: tuple[PlaceDraft, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()


class Outcome(StrEnum):
    """What taking a row in would do."""

    ADDED = "new"
    CHANGED = "changed"
    SAME = "no change"


@dataclass(frozen=True, slots=True)
class PersonChange:
    """One person of a list against what we know; ``what`` says the changes in words."""

    outcome: Outcome
    draft: PersonDraft
    person_id: int | None = None
    what: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceChange:
    """One place of a list against what we know."""

    outcome: Outcome
    draft: PlaceDraft
    place_id: int | None = None
    what: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PeopleReview:
    """What a list of people and places would do; looked at first, stored afterwards."""

    file_name: str
    people: tuple[PersonChange, ...] = ()
    places: tuple[PlaceChange, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()

    def count(self, outcome: Outcome) -> int:
        """How many people and places come out that way."""
        outcomes = [change.outcome for change in self.people] + [change.outcome for change in self.places]
        return outcomes.count(outcome)

    @property
    def is_empty(self) -> bool:
        """Whether taking it in would do nothing."""
        return self.count(Outcome.ADDED) + self.count(Outcome.CHANGED) == 0


@dataclass(frozen=True, slots=True)
class PeopleCounts:
    """What an import did."""

    added: int = 0
    changed: int = 0
    same: int = 0
    places_added: int = 0
    places_changed: int = 0


def plain(text: str) -> str:
    """``text`` for comparing: lower case, one blank between words, no dots and commas."""
    kept = "".join(" " if letter in ".,;\u00a0" else letter for letter in text)
    return " ".join(kept.casefold().split())


@dataclass(slots=True)
class _Known:
    """People already known, by each way a row can point at them."""

    by_email: dict[str, Person] = field(default_factory=dict)
    by_name: dict[str, list[Person]] = field(default_factory=dict)


def compare_people(
    drafts: Sequence[PersonDraft], known: Iterable[Person]
) -> tuple[tuple[PersonChange, ...], tuple[Refusal, ...]]:
    """Each draft against the people we know, and the rows that cannot be told apart.

    A row is the same person when the e-mail address is the same, or when the name is and it is the only one
    of that name (of that team, if two share it). A row that comes twice in the list counts once.
    """
    index = _Known()
    for person in known:
        if person.email:
            index.by_email.setdefault(person.email.casefold(), person)
        index.by_name.setdefault(plain(person.name), []).append(person)
    changes: list[PersonChange] = []
    refusals: list[Refusal] = []
    seen: dict[tuple[str, str], PersonDraft] = {}
    for draft in drafts:
        identity = (plain(draft.name), (draft.email or "").casefold())
        if identity in seen:
            if not _says_the_same(seen[identity], draft):
                reason = f"{draft.name} is already in {seen[identity].row}, with other details"
                refusals.append(Refusal(draft.row, reason))
            continue
        seen[identity] = draft
        found = _find(draft, index)
        if len(found) > 1:
            refusals.append(
                Refusal(draft.row, f"there are {len(found)} people called {draft.name}; add an email")
            )
        elif not found:
            changes.append(PersonChange(Outcome.ADDED, draft))
        else:
            what = _differences(found[0], draft)
            outcome = Outcome.CHANGED if what else Outcome.SAME
            changes.append(PersonChange(outcome, draft, found[0].id, what))
    return tuple(changes), tuple(refusals)


def compare_places(drafts: Sequence[PlaceDraft], known: Iterable[Place]) -> tuple[PlaceChange, ...]:
    """Each draft against the places we know; a place is its name and its site."""
    by_name = {(plain(place.name), plain(place.site)): place for place in known}
    changes: dict[tuple[str, str], PlaceChange] = {}
    for draft in drafts:
        identity = (plain(draft.name), plain(draft.site))
        if identity in changes:
            continue
        place = by_name.get(identity)
        if place is None:
            changes[identity] = PlaceChange(Outcome.ADDED, draft)
            continue
        what = tuple(
            f"{name}: {getattr(place, name) or 'none'} → {getattr(draft, name)}"
            for name in PLACE_FIELDS
            if getattr(draft, name) not in {None, "", getattr(place, name)}
        )
        changes[identity] = PlaceChange(Outcome.CHANGED if what else Outcome.SAME, draft, place.id, what)
    return tuple(changes.values())


def match_worker(name: str, known: Iterable[Person]) -> int | None:
    """The id of the one person meant by ``name`` in a list, or None when nobody or several fit.

    "Malik, Rashida", "R. Malik" and "Rashida Malik" are the same name.
    """
    wanted = {plain(name), plain(_turned(name))} - {""}
    exact = {person.id for person in known if plain(person.name) in wanted}
    if len(exact) == 1:
        return exact.pop()
    if exact:
        return None
    short = {plain(short_name(_turned(name)))} - {""}
    near = {person.id for person in known if plain(person.short_name) in short}
    return near.pop() if len(near) == 1 else None


def _turned(name: str) -> str:
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}".strip() if comma else name


def _find(draft: PersonDraft, index: _Known) -> list[Person]:
    if draft.email and (person := index.by_email.get(draft.email.casefold())):
        return [person]
    found = index.by_name.get(plain(draft.name), [])
    if draft.email:
        found = [person for person in found if not person.email]
    if len(found) > 1 and draft.team:
        found = [person for person in found if plain(person.team) == plain(draft.team)] or found
    return found


def _says_the_same(one: PersonDraft, other: PersonDraft) -> bool:
    return all(
        getattr(one, name) == getattr(other, name) or None in {getattr(one, name), getattr(other, name)}
        for name in PERSON_FIELDS
    )


def _differences(person: Person, draft: PersonDraft) -> tuple[str, ...]:
    """The changes in words; a blank in the list never wipes out what we know."""
    said = []
    for name in PERSON_FIELDS:
        before, after = getattr(person, name), getattr(draft, name)
        if after not in {None, "", before}:
            said.append(f"{name.replace('_', ' ')}: {_said(before) or 'none'} → {_said(after)}")
    if not person.is_active:
        said.append("back on the list")
    return tuple(said)


def _said(value: object) -> str:
    if isinstance(value, date):
        return said_short_day(value)
    return f"{value:%H:%M}" if isinstance(value, time) else str(value or "")
