"""Weak spots as conditions of the database, so that it looks through fifty thousand children and not we.

The rule is `domain.casefiles.children.spots`; a test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, Text, and_, false, or_, type_coerce
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

from ilacs_desktop.domain.casefiles import Cohort, Expected
from ilacs_desktop.domain.casefiles.children import SPOTS_IN_WORDS, kind_of
from ilacs_desktop.store.casefiles import ChildRecord


class _Fact(GenericFunction[str]):
    """One fact of a child out of the JSON its facts are kept as; NULL when there is none."""

    type = String()
    inherit_cache = True
    name = "child_fact"


@compiles(_Fact, "sqlite")
def _on_sqlite(element: _Fact, compiler: Any, **words: Any) -> str:
    return f"json_extract({compiler.process(element.clauses, **words)})"


@compiles(_Fact, "postgresql")
def _on_postgresql(element: _Fact, compiler: Any, **words: Any) -> str:
    facts, path = element.clauses
    said = compiler.process(facts, **words), compiler.process(path, **words)
    return f"(CAST({said[0]} AS json) ->> substr({said[1]}, 3))"


def is_exact(kind: str) -> bool:
    """Whether the condition finds just the children with the spot; if not, the rule has the last word."""
    return kind not in SPOTS_IN_WORDS


def has_spot(kind: str, *, on: date, expected: Sequence[Expected]) -> ColumnElement[bool]:
    """What every child with a weak spot of ``kind`` fulfils, seen from the day ``on``.

    For what is expected at intervals nobody else fulfils it; see `is_exact`.
    """
    found = [_is_over(rule, on) for rule in expected if kind_of(rule) == kind]
    if kind in SPOTS_IN_WORDS:
        found.append(_in_words()[kind])
    return or_(false(), *found)


def _is_over(rule: Expected, on: date) -> ColumnElement[bool]:
    said = _fact(rule.fact)
    over: ColumnElement[bool] = said < (on - timedelta(days=rule.days)).isoformat()
    over = and_(said != "", over) if rule.may_be_blank else or_(said.is_(None), said == "", over)
    return and_(_stands_in(rule.cohort), over)


def _in_words() -> dict[str, ColumnElement[bool]]:
    return {
        "return interview": or_(_is_no("return_accepted"), _is_no("return_offered")),
        "seen alone": and_(_stands_in(Cohort.PROTECTION), _is_no("seen_alone")),
        "placements": _fact("placements") != "",
        "in touch": _is_no("in_touch"),
        "accommodation": _fact("suitable_home").ilike("un%"),
    }


def _stands_in(cohort: Cohort) -> ColumnElement[bool]:
    return ChildRecord.cohorts.contains(f"|{cohort.value}|", autoescape=True)


def _is_no(fact: str) -> ColumnElement[bool]:
    said: ColumnElement[bool] = _fact(fact).ilike("n%")
    return said


def _fact(name: str) -> Any:
    return _Fact(type_coerce(ChildRecord.facts, Text()), f"$.{name}")
