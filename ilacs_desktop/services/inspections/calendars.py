"""The bank holidays behind the working days, and the names of the authorities."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from ilacs_desktop.services.inspections.frameworks import read_toml
from ilacs_desktop.services.inspections.toml_table import Table

YEARS_AROUND = 2


class Calendar:
    """The bank holidays of England and Wales: computed, with days added in ``resources/calendars``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._by_year: dict[int, frozenset[date]] = {}

    @cached_property
    def _facts(self) -> tuple[str, str, dict[date, str]]:
        table = Table(read_toml(self._folder / "england_and_wales.toml"), "calendars/england_and_wales.toml")
        for key in ("key", "name", "basis", "source"):
            table.text(key)
        table.day("checked_on")
        facts = (
            table.text("country"),
            table.text("region"),
            {row.day("on"): row.text("name") for row in table.tables("extra")},
        )
        table.close()
        return facts

    def holidays(self, *around: date | None) -> frozenset[date]:
        """The bank holidays from two years before the first to two years after the last of ``around``."""
        years = [on.year for on in around if on]
        if not years:
            return frozenset()
        wanted = range(min(years) - YEARS_AROUND, max(years) + YEARS_AROUND + 1)
        return frozenset().union(*(self._year(year) for year in wanted))

    def _year(self, year: int) -> frozenset[date]:
        if year not in self._by_year:
            country, region, extra = self._facts
            self._by_year[year] = frozenset(_computed(country, region, year)) | {
                on for on in extra if on.year == year
            }
        return self._by_year[year]


def _computed(country: str, region: str, year: int) -> Iterable[date]:
    import holidays  # here, for it takes 50 ms that a start without an inspection does not pay

    days: dict[date, Any] = holidays.country_holidays(country, subdiv=region, years=year)
    return list(days)


def authority_names(folder: Path) -> tuple[str, ...]:
    """The English authorities with children's services, to complete what is typed."""
    table = Table(read_toml(folder / "england.toml"), "authorities/england.toml")
    table.day("checked_on")
    names = table.texts("names")
    table.close()
    return names
