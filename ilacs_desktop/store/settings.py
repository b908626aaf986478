"""Settings and links that live in the store because they belong to the data, not to the machine."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ilacs_desktop.domain.changes import Kind
from ilacs_desktop.store.columns import Json, Record


class SettingRecord(Record):
    """One setting by its key."""

    __tablename__ = "settings"
    KIND = Kind.SETTING

    key: Mapped[str] = mapped_column(String(80), unique=True)
    value: Mapped[Any] = mapped_column(Json)


class JottingRecord(SettingRecord):
    """Something half written, kept lest it be lost; it goes once the whole is stored.

    The trail keeps no copy of it: what was never said must not outlive it. A row of the settings.
    """

    AUDITED: ClassVar[bool] = False


class LinkRecord(Record):
    """Joins any two things; read from both sides."""

    __tablename__ = "links"
    __table_args__ = (UniqueConstraint("from_kind", "from_id", "to_kind", "to_id"),)
    KIND = Kind.LINK

    inspection_id: Mapped[int] = mapped_column(index=True)
    from_kind: Mapped[str] = mapped_column(String(60))
    from_id: Mapped[int]
    to_kind: Mapped[str] = mapped_column(String(60))
    to_id: Mapped[int]
    why: Mapped[str] = mapped_column(String(200), default="")
