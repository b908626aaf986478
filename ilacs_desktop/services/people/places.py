"""Rooms, links, and the way between sites."""

from __future__ import annotations

from sqlalchemy import select

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.people import Place, Travel, plain
from ilacs_desktop.services.people.finding import LOOK_AGAIN
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.people import PlaceRecord, TravelRecord


class Places:
    """The part of :class:`People` that keeps places and travel."""

    _store: Store

    def places(self) -> tuple[Place, ...]:
        """All places, by site and name."""
        with self._store.reading() as session:
            records = session.scalars(select(PlaceRecord).order_by(PlaceRecord.site, PlaceRecord.name))
            return tuple(record.row() for record in records)

    def add_place(
        self,
        name: str,
        *,
        site: str = "",
        capacity: int | None = None,
        link: str = "",
        by: object | None = None,
    ) -> Place:
        """Put a room or a link on the list.

        Raises:
            Explained: the name is blank, the capacity is not positive, or the place is known already.
        """
        name, site = " ".join(name.split()), " ".join(site.split())
        if not name:
            raise Explained("A place needs a name.")
        if capacity is not None and capacity < 1:
            raise Explained(
                "A place holds at least one person.", remedy="Leave the capacity empty if unknown."
            )
        with self._store.working("Add a place", by=by) as session:
            for other in session.scalars(select(PlaceRecord)):
                if (plain(other.name), plain(other.site)) == (plain(name), plain(site)):
                    raise Explained(f"{other.row().label} is already on the list.")
            record = PlaceRecord(name=name, site=site, capacity=capacity, link=link.strip())
            session.add(record)
            session.flush()
            return record.row()

    def change_place(
        self,
        place_id: int,
        *,
        name: str,
        site: str = "",
        capacity: int | None = None,
        link: str = "",
        by: object | None = None,
    ) -> Place:
        """Give a place these details, all of them.

        Raises:
            Explained: there is no such place, or the details are not possible.
        """
        if not name.strip():
            raise Explained("A place needs a name.")
        if capacity is not None and capacity < 1:
            raise Explained(
                "A place holds at least one person.", remedy="Leave the capacity empty if unknown."
            )
        with self._store.working("Change a place", by=by) as session:
            record = session.get(PlaceRecord, place_id)
            if record is None:
                raise Explained("This place is no longer on the list.", remedy=LOOK_AGAIN)
            for other in session.scalars(select(PlaceRecord).where(PlaceRecord.id != place_id)):
                if (plain(other.name), plain(other.site)) == (plain(name), plain(site)):
                    raise Explained(f"{other.row().label} is already on the list.")
            record.name, record.site = " ".join(name.split()), " ".join(site.split())
            record.capacity, record.link = capacity, link.strip()
            session.flush()
            return record.row()

    def travel(self) -> tuple[Travel, ...]:
        """Minutes between sites, each pair once."""
        with self._store.reading() as session:
            records = session.scalars(
                select(TravelRecord).order_by(TravelRecord.from_site, TravelRecord.to_site)
            )
            return tuple(record.row() for record in records)

    def set_travel(self, from_site: str, to_site: str, *, minutes: int, by: object | None = None) -> Travel:
        """Say how long it takes between two sites, either way.

        Raises:
            Explained: the sites are the same or blank, or the minutes are negative.
        """
        first, second = sorted((from_site.strip(), to_site.strip()))
        if not first or first == second:
            raise Explained("Travel needs two different sites.")
        if minutes < 0:
            raise Explained("Travel cannot take less than no time.")
        with self._store.working("Set a travel time", by=by) as session:
            record = session.scalar(
                select(TravelRecord).where(TravelRecord.from_site == first, TravelRecord.to_site == second)
            )
            if record is None:
                record = TravelRecord(from_site=first, to_site=second, minutes=minutes)
                session.add(record)
            record.minutes = minutes
            session.flush()
            return record.row()
