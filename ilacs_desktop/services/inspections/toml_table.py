"""A TOML table that says exactly what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, time
from enum import StrEnum
from typing import Any, TypeVar

from ilacs_desktop.domain.errors import Explained

Word = TypeVar("Word", bound=StrEnum)
REMEDY = "Correct the file, or put back the one that came with the application."


class Table:
    """One table of a file of facts. Every key must be read; ``close`` refuses those that nobody asked for.

    ``place`` names the table for the user: ``frameworks/short.toml, milestones 3 (call)``.
    """

    def __init__(self, values: object, place: str) -> None:
        self.place = place
        if not isinstance(values, Mapping):
            raise self.wrong("a table is expected here")
        self._values: Mapping[str, Any] = values
        self._read: set[str] = set()

    def wrong(self, what: str) -> Explained:
        """The error to raise: the place and what is wrong there."""
        return Explained(f"{self.place}: {what}.", remedy=REMEDY)

    def has(self, key: str) -> bool:
        """Whether ``key`` is given."""
        return key in self._values

    def take(self, key: str, kind: type, word: str) -> Any:
        """The value of ``key``, which must be there and of ``kind``."""
        self._read.add(key)
        if key not in self._values:
            raise self.wrong(f"“{key}” is missing")
        value = self._values[key]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.wrong(f"“{key}” must be {word}, not {value!r}")
        return value

    def text(self, key: str, default: str | None = None) -> str:
        """A text that is not blank, or ``default`` when the key is absent."""
        if default is not None and not self.has(key):
            return default
        value = str(self.take(key, str, "text")).strip()
        if not value:
            raise self.wrong(f"“{key}” is blank")
        return value

    def number(self, key: str, default: int | None = None) -> int:
        """A whole number that is not negative, or ``default`` when the key is absent."""
        if default is not None and not self.has(key):
            return default
        value = int(self.take(key, int, "a whole number"))
        if value < 0:
            raise self.wrong(f"“{key}” must not be negative")
        return value

    def optional_number(self, key: str) -> int | None:
        """A whole number, or None when the key is absent."""
        return self.number(key) if self.has(key) else None

    def flag(self, key: str) -> bool:
        """True or false."""
        return bool(self.take(key, bool, "true or false"))

    def day(self, key: str) -> date:
        """A date, as TOML writes it or as text in the same form."""
        value = self.take(key, object, "a date")
        try:
            return value if type(value) is date else date.fromisoformat(value)
        except (TypeError, ValueError):
            raise self.wrong(f"“{key}” must be a date such as 2026-04-01, not {value!r}") from None

    def optional_day(self, key: str) -> date | None:
        """A date, or None when the key is absent."""
        return self.day(key) if self.has(key) else None

    def clock_time(self, key: str) -> time:
        """A time of day such as ``09:30``."""
        value = self.text(key)
        try:
            return time.fromisoformat(value)
        except ValueError:
            raise self.wrong(f"“{key}” must be a time such as 09:30, not {value!r}") from None

    def word(self, key: str, words: type[Word]) -> Word:
        """One of the words of ``words``."""
        value = self.text(key)
        try:
            return words(value)
        except ValueError:
            known = ", ".join(f"“{word}”" for word in words)
            raise self.wrong(f"“{key}” must be one of {known}, not “{value}”") from None

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        values = self.take(key, list, "a list of texts")
        if not all(isinstance(value, str) and value.strip() for value in values):
            raise self.wrong(f"“{key}” must be a list of texts")
        return tuple(values)

    def tables(self, key: str) -> Iterator[Table]:
        """The tables of a list, none when the key is absent; each is closed once it has been used."""
        if not self.has(key):
            return
        for count, values in enumerate(self.take(key, list, "a list of tables"), start=1):
            name = values.get("key") or values.get("what") or "" if isinstance(values, Mapping) else ""
            table = Table(values, f"{self.place}, {key} {count}" + (f" ({name})" if name else ""))
            yield table
            table.close()

    def table(self, key: str) -> Table:
        """The table under ``key``."""
        return Table(self.take(key, Mapping, "a table"), f"{self.place}, {key}")

    def close(self) -> None:
        """Refuses keys that were not read: most are slips of the pen."""
        unknown = sorted(set(self._values) - self._read)
        if unknown:
            raise self.wrong(f"“{unknown[0]}” is not known here")
