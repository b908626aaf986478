"""The views of the list of requests that were kept under a name."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests.arranging import ListView, check_view_name, view_of_plain
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.settings import SettingRecord

KEY = "requests.views"


class ListViews:
    """The part of :class:`InfoRequests` that keeps how its list is seen."""

    _store: Store

    def list_views(self) -> tuple[ListView, ...]:
        """The views kept, by name."""
        with self._store.reading() as session:
            return _kept(session)

    def keep_list_view(self, view: ListView, *, by: object | None = None) -> ListView:
        """Keep a view under its name; another of that name, whatever its case, gives way.

        Raises:
            Explained: its name is empty or too long.
        """
        name = check_view_name(view.name)
        kept = view_of_plain({**view.plain(), "name": name})
        with self._store.working("Keep a view of the requests", by=by) as session:
            others = [each for each in _kept(session) if each.name.casefold() != name.casefold()]
            _write(session, [*others, kept])
        return kept

    def forget_list_view(self, name: str, *, by: object | None = None) -> None:
        """Forget a view.

        Raises:
            Explained: there is none of that name.
        """
        with self._store.working("Forget a view of the requests", by=by) as session:
            kept = _kept(session)
            others = [each for each in kept if each.name.casefold() != name.casefold()]
            if len(others) == len(kept):
                raise Explained(f"There is no view “{name}”.", remedy="Look at the list of views.")
            _write(session, others)


def _kept(session: Session) -> tuple[ListView, ...]:
    held: Any = session.scalar(select(SettingRecord.value).where(SettingRecord.key == KEY))
    return tuple(view_of_plain(each) for each in held or ())


def _write(session: Session, views: list[ListView]) -> None:
    views.sort(key=lambda view: view.name.casefold())
    value = [view.plain() for view in views]
    record = session.scalar(select(SettingRecord).where(SettingRecord.key == KEY))
    if record is None:
        session.add(SettingRecord(key=KEY, value=value))
    else:
        record.value = value
