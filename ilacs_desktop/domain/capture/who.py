"""Who is meant: a person by what they are known as, by name, by initials or by role."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from ilacs_desktop.domain.people import Person, Side

_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "hmi", "shmi", "inspector", "insp"})
ROLE_WORDS = MappingProxyType(
    {
        "ad": "assistant director",
        "dcs": "director of children",
        "ceo": "chief executive",
        "cex": "chief executive",
        "hos": "head of service",
        "psw": "principal social worker",
        "iro": "independent reviewing officer",
        "vsh": "virtual school head",
        "virtual head": "virtual school head",
        "lado": "lado",
        "sm": "service manager",
        "tm": "team manager",
        "pa": "personal adviser",
        "sw": "social worker",
        "li": "lead inspector",
        "lead": "lead inspector",
        "the lead": "lead inspector",
    }
)
"""Common short forms of roles. Source: custom in children's services (glossary of the field)."""

_NOT_INITIALS = frozenset({"HR", "IT", "QA", "CP", "PR", "MP", "GP", "UK", "LA", "CL", "PD"})
_WORD = re.compile(r"[^\W\d_][\w.'’-]*", re.UNICODE)
_LONGEST = 5


@dataclass(frozen=True, slots=True)
class Someone:
    """Words that name a person: exactly one, or several between which nothing is chosen."""

    people: tuple[Person, ...]
    start: int
    end: int
    by_role: bool = False


def plain(words: str) -> str:
    """``words`` without case, dots and apostrophes, with single spaces."""
    return " ".join(re.sub(r"[.'’]", " ", words.casefold()).split())


class People:
    """The people of both sides, found by any of their names."""

    def __init__(self, people: Sequence[Person]) -> None:
        self._people = [person for person in people if person.is_active]
        self._exact: dict[str, list[Person]] = {}
        self._part: dict[str, list[Person]] = {}
        self._initials: dict[str, list[Person]] = {}
        for person in self._people:
            for name in {plain(person.name), plain(person.known_as), plain(person.short_name)} - {""}:
                self._exact.setdefault(name, []).append(person)
            words = plain(person.name).split()
            if len(words) > 1:
                parts = {words[-1], *(word for word in words[:1] if len(word) > 1)}
                for part in parts:
                    self._part.setdefault(part, []).append(person)
                self._initials.setdefault("".join(word[0] for word in words).upper(), []).append(person)

    def named(  # noqa: PLR0911 - one exit a way of naming, the surest first
        self, words: str, sides: Iterable[Side], *, in_small: bool = False
    ) -> tuple[tuple[Person, ...], bool]:
        """Who of ``sides`` is called ``words``, and whether by role; nobody, one or several.

        A name without its capital is taken for one only where a sign says that one is meant (``in_small``).
        """
        allowed = frozenset(sides)
        said = re.sub(r"^(insp(?:ector)?)(?=[a-z]$)", r"\1 ", plain(words))
        if not said:
            return (), False
        title, _, rest = said.partition(" ")
        for name in (said, f"inspector {rest}" if title == "insp" else ""):
            if found := self._of(self._exact.get(name, ()), allowed):
                return found, False
        if found := self._of_role(said, allowed):
            return found, True
        bare = words.strip().replace(".", "")
        if 2 <= len(bare) <= 3 and bare.isupper() and bare not in _NOT_INITIALS:
            return self._of(self._initials.get(bare, ()), allowed), False
        if title in _TITLES and rest:
            return self._of(self._part.get(rest, ()), allowed), False
        if in_small or words[:1].isupper():
            return self._of(self._part.get(said, ()), allowed), False
        return (), False

    def at(
        self, line: str, position: int, sides: Iterable[Side], *, in_small: bool = False
    ) -> Someone | None:
        """The longest words at ``position`` of ``line`` that name somebody of ``sides``."""
        allowed = frozenset(sides)
        ends: list[int] = []
        at = position
        while len(ends) < _LONGEST and (word := _WORD.match(line, at)) is not None:
            ends.append(word.end())
            gap = re.compile(r"[ ’']+").match(line, word.end())
            at = gap.end() if gap else len(line) + 1
        for end in reversed(ends):
            said = line[position:end]
            for words in (said, re.sub(r"['’]s$", "", said), said.rstrip("-")):
                found, by_role = self.named(words, allowed, in_small=in_small)
                if found:
                    kept = end - (len(said) - len(words))
                    trailing = len(line[position:kept]) - len(line[position:kept].rstrip(" .-"))
                    return Someone(found, position, kept - trailing, by_role)
        return None

    def one(self, person_id: int) -> Person | None:
        """The person with this id."""
        return next((person for person in self._people if person.id == person_id), None)

    def _of_role(self, said: str, allowed: frozenset[Side]) -> tuple[Person, ...]:
        first, _, rest = said.partition(" ")
        full = ROLE_WORDS.get(said) or (
            f"{ROLE_WORDS[first]} {rest}" if first in ROLE_WORDS and rest else said
        )
        wanted = full.split()
        if len(wanted) == 1 and len(said) < 4 and said not in ROLE_WORDS:
            return self._of((each for each in self._people if plain(each.role) == said), allowed)
        whole = [each for each in self._people if plain(each.role) in {said, full} and each.side in allowed]
        if whole:
            return tuple(whole)
        if len(wanted) == 1 and said not in ROLE_WORDS and said not in _ROLE_NOUNS:
            return ()
        return self._of(
            (each for each in self._people if _is_role(wanted, plain(each.role.replace(",", " ")).split())),
            allowed,
        )

    @staticmethod
    def _of(people: Iterable[Person], allowed: frozenset[Side]) -> tuple[Person, ...]:
        return tuple({each.id: each for each in people if each.side in allowed}.values())


_ROLE_NOUNS = frozenset(
    {"analyst", "coordinator", "director", "lado", "navigator", "solicitor", "administrator"}
)


def _is_role(wanted: Sequence[str], role: Sequence[str]) -> bool:
    """Whether the words of a role contain all of ``wanted``, in order, an ending such as "s" forgiven."""
    at = 0
    for word in role:
        if at < len(wanted) and (word == wanted[at] or (len(wanted[at]) > 3 and word.startswith(wanted[at]))):
            at += 1
    return at == len(wanted) and bool(role)
