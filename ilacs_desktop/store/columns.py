"""How a record is declared: the base class, its conventions and the column types.

Constraint names follow one pattern, so that a migration can name what it changes.
Every record carries a version, so that two edits of the same thing cannot overwrite
each other unseen.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import Dialect, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

from ilacs_desktop.domain.changes import Kind

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The root of all tables."""

    metadata = MetaData(naming_convention=NAMES)


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC as sortable text: ``2026-12-02T18:40:00.000000Z``.

    Raises:
        ValueError: a moment without a time zone was handed in.
    """

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """To UTC text."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """From UTC text."""
        return None if value is None else datetime.fromisoformat(value)


class Words(TypeDecorator[StrEnum]):
    """A word out of a ``StrEnum``, kept as the word itself."""

    impl = String(60)
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words
        self._by_word = {each.value: each for each in words}

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:
        """To its word. Raises ValueError for a word that is not in the list."""
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """From its word."""
        return None if value is None else self._by_word.get(value) or self.words(value)


class Json(TypeDecorator[Any]):
    """Plain lists, dicts, strings and numbers, kept as JSON text with sorted keys.

    A value is replaced, never changed in place: a change inside it would not be seen.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """To JSON text."""
        return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """From JSON text."""
        return None if value is None else json.loads(value)


class Record(Base):
    """One stored thing.

    ``KIND`` is what is announced when it changes. A record that can be found by search
    gives its title and body in ``search_text``; the flush listener keeps the index.
    Only one record class of a kind may give a search text.
    """

    __abstract__ = True

    KIND: ClassVar[Kind]
    AUDITED: ClassVar[bool] = True
    """False for a memory of changes that the audit trail holds by themselves."""
    FINGERPRINTED: ClassVar[frozenset[str]] = frozenset()
    """Columns that are written once and too large for the audit trail; it holds their length and hash."""
    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    """Columns that say something of a child; a purge takes their values out of the audit trail too."""

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy hands in the class
        """Optimistic locking by version number."""
        return {"version_id_col": cls.__table__.c.version} if hasattr(cls, "__table__") else {}

    def search_text(self) -> tuple[str, str] | None:
        """Title and body for the full-text index, or None when it is not to be found."""
        return None
