"""The shelf of people, places, absences and travel: one staff list for every inspection."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, Time, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ilacs_desktop.domain.changes import Kind
from ilacs_desktop.domain.people import Absence, AbsenceKind, Person, Place, Side, Travel
from ilacs_desktop.store.columns import Moment, Record, Words


class PersonRecord(Record):
    """One person of any side; never deleted, only no longer active."""

    __tablename__ = "people"
    KIND: ClassVar[Kind] = Kind.PERSON

    name: Mapped[str] = mapped_column(String(200))
    side: Mapped[Side] = mapped_column(Words(Side))
    role: Mapped[str] = mapped_column(String(200), default="")
    team: Mapped[str] = mapped_column(String(200), default="", index=True)
    locality: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(320), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    known_as: Mapped[str] = mapped_column(String(200), default="")
    works_from: Mapped[time] = mapped_column(Time, default=time(9))
    works_until: Mapped[time] = mapped_column(Time, default=time(17))
    is_active: Mapped[bool] = mapped_column(default=True)
    on_site_from: Mapped[date | None] = mapped_column(default=None)
    on_site_until: Mapped[date | None] = mapped_column(default=None)

    __table_args__ = (CheckConstraint("name <> ''", name="name_is_given"),)

    def search_text(self) -> tuple[str, str] | None:
        """Found by name, what they are known as, role and team."""
        return self.name, f"{self.known_as} {self.role} {self.team} {self.locality}".strip()

    def row(self) -> Person:
        """The frozen row that leaves the store."""
        return Person(
            id=self.id,
            name=self.name,
            side=self.side,
            role=self.role,
            team=self.team,
            locality=self.locality,
            email=self.email,
            phone=self.phone,
            known_as=self.known_as,
            works_from=self.works_from,
            works_until=self.works_until,
            is_active=self.is_active,
            on_site_from=self.on_site_from,
            on_site_until=self.on_site_until,
            version=self.version,
        )


class PlaceRecord(Record):
    """One room or link."""

    __tablename__ = "places"
    KIND: ClassVar[Kind] = Kind.PLACE

    name: Mapped[str] = mapped_column(String(200))
    site: Mapped[str] = mapped_column(String(200), default="")
    capacity: Mapped[int | None] = mapped_column(default=None)
    link: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        CheckConstraint("name <> ''", name="name_is_given"),
        CheckConstraint("capacity IS NULL OR capacity > 0", name="capacity_is_positive"),
        UniqueConstraint("name", "site"),
    )

    def search_text(self) -> tuple[str, str] | None:
        """Found by name and site."""
        return self.name, self.site

    def row(self) -> Place:
        """The frozen row that leaves the store."""
        return Place(
            id=self.id,
            name=self.name,
            site=self.site,
            capacity=self.capacity,
            link=self.link,
            version=self.version,
        )


class AbsenceRecord(Record):
    """A time in which a person is not to be had."""

    __tablename__ = "absences"
    KIND: ClassVar[Kind] = Kind.ABSENCE

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    kind: Mapped[AbsenceKind] = mapped_column(Words(AbsenceKind))
    starts_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    note: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (CheckConstraint("ends_at > starts_at", name="ends_after_it_starts"),)

    def row(self) -> Absence:
        """The frozen row that leaves the store."""
        return Absence(
            id=self.id,
            person_id=self.person_id,
            kind=self.kind,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            note=self.note,
        )


class TravelRecord(Record):
    """Minutes between two sites, the same either way; ``from_site`` comes first in the alphabet."""

    __tablename__ = "travel_times"
    KIND: ClassVar[Kind] = Kind.PLACE

    from_site: Mapped[str] = mapped_column(String(200))
    to_site: Mapped[str] = mapped_column(String(200))
    minutes: Mapped[int] = mapped_column()

    __table_args__ = (
        UniqueConstraint("from_site", "to_site"),
        CheckConstraint("from_site < to_site", name="sites_are_in_order"),
        CheckConstraint("minutes >= 0", name="minutes_are_not_negative"),
    )

    def row(self) -> Travel:
        """The frozen row that leaves the store."""
        return Travel(from_site=self.from_site, to_site=self.to_site, minutes=self.minutes)
