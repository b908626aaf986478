"""The editions of the Annex A template, as dated TOML under resources/annex_a."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

NOT_WORDS = re.compile(r"[\W_]+")
LETTER = re.compile(r"^[\s(\[]*[a-z]{1,2}\s*[).\]:-]+\s*", re.IGNORECASE)
TOKEN = re.compile(r"^\s*([A-Z]{0,3}\d[A-Z0-9]{0,2}|[A-Z]{3,4}|[A-Z])\s*[:\-–)]\s*(.*)$")
EVERYDAY = {"y": "yes", "n": "no", "true": "yes", "false": "no", "m": "male", "f": "female", "u": "unknown"}


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One column of a list; see the head of resources/annex_a/2019-08.toml for the words.

    Compared by identity: it is a key for every cell, and hashing its words each time takes most of a reading.
    """

    name: str
    type: str
    codes: str = ""
    also: tuple[str, ...] = ()
    blank: bool = False
    keep: str = ""
    label: str = ""
    latest: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One check of the rows of a list; the head of resources/annex_a/2019-08.toml says what each asks."""

    check: str
    columns: tuple[str, ...]
    when: str = ""
    values: frozenset[str] = frozenset()
    months: int = 0
    least: int = 0
    most: int = 10_000
    open_if_blank: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListForm:
    """One of the eleven lists."""

    number: int
    title: str
    cohort: str
    names: tuple[str, ...]
    window: str
    one_row_each: bool
    columns: tuple[Column, ...]
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """One edition of the template."""

    key: str
    title: str
    in_use_from: date
    lists: dict[int, ListForm]
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    """Code set, then spelling for comparing, then the word we keep."""
    pages: frozenset[str] = frozenset()
    """The template's own pages that hold no list, as plain words."""


def plain_words(text: str) -> str:
    """``text`` for comparing: lower case, letters and digits only, one blank between words."""
    return NOT_WORDS.sub(" ", text.casefold().replace("'", "").replace("\u2019", "")).strip()


def load_forms(folder: Path) -> tuple[Form, ...]:
    """All editions in ``folder``, the oldest first."""
    raw: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        if "lists" in data:
            raw[data["key"]] = data
    return tuple(sorted((_form(key, raw) for key in raw), key=lambda form: form.in_use_from))


def labels(folder: Path) -> dict[str, str]:
    """What the card calls each fact, in the order of the lists."""
    found: dict[str, str] = {}
    for form in load_forms(folder):
        for number in (8, 7, 9, 6, 5, 4, 3, 2, 1, 10):
            for column in form.lists[number].columns:
                if column.keep:
                    found.setdefault(column.keep, column.label)
    return found


def _form(key: str, raw: dict[str, dict[str, Any]]) -> Form:
    data = raw[key]
    base = _form(data["based_on"], raw) if "based_on" in data else None
    lists = dict(base.lists) if base else {}
    codes = dict(base.codes) if base else {}
    for item in data["lists"]:
        columns = tuple(
            Column(**{**column, "also": tuple(column.get("also", ()))}) for column in item["columns"]
        )
        rules = tuple(
            Rule(**{name: _RULE_SHAPES.get(name, _same)(value) for name, value in rule.items()})
            for rule in item.get("rules", ())
        )
        named = {name for rule in rules for name in (*rule.columns, *rule.open_if_blank, rule.when) if name}
        if strange := named - {column.name for column in columns}:
            raise ValueError(f"{key}, list {item['number']}: no column {sorted(strange)}")
        lists[item["number"]] = ListForm(
            **{**item, "names": tuple(item["names"]), "columns": columns, "rules": rules}
        )
    for name, words in data.get("codes", {}).items():
        codes[name] = _spellings(words)
    pages = (base.pages if base else frozenset()) | frozenset(map(plain_words, data.get("pages", ())))
    return Form(key, data["title"], data["in_use_from"], lists, codes, pages)


def _same(value: Any) -> Any:
    return value


_RULE_SHAPES: dict[str, Callable[[Any], Any]] = {
    "columns": tuple,
    "values": frozenset,
    "open_if_blank": tuple,
}


def _spellings(words: list[str]) -> dict[str, str]:
    """Every spelling of a code word: whole, without its letter, its token, its words, its letter."""
    found: dict[str, str] = {}
    letters: dict[str, str] = {}
    for word in words:
        bare = LETTER.sub("", word).strip() if re.match(r"^[a-z]{1,2}\)", word) else word.strip()
        kept = bare[:1].upper() + bare[1:]
        token = TOKEN.match(bare)
        for spelling in (word, bare, *(token.groups() if token else ())):
            found.setdefault(plain_words(spelling), kept)
        if bare != word:
            letters[plain_words(word.split(")")[0])] = kept
    for letter, kept in letters.items():
        found.setdefault(letter, kept)
    for short, word in EVERYDAY.items():
        if word in found:
            found[short] = found[word]
    return found
