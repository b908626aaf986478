"""Where a child's work is done: the locality of its worker, or of its team; and how far that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ilacs_desktop.domain.people import Person, Place, Side, Travel, plain


@dataclass(frozen=True, slots=True)
class Localities:
    """The localities of staff, by person and by team."""

    of_person: Mapping[int, str]
    of_team: Mapping[str, str]

    def of(self, team: str, worker_id: int | None) -> str:
        """The locality of a child's worker, or else of its team; empty when nobody says."""
        own = self.of_person.get(worker_id, "") if worker_id is not None else ""
        return own or self.of_team.get(plain(team), "")

    @property
    def names(self) -> tuple[str, ...]:
        """Every locality there is."""
        return tuple(sorted({*self.of_person.values()} - {""}))


def localities_of(people: Iterable[Person]) -> Localities:
    """From the list of people; a team is where most of its people are."""
    staff = [each for each in people if each.side is not Side.INSPECTORATE and each.locality]
    counted: dict[str, Counter[str]] = {}
    for each in staff:
        if each.team:
            counted.setdefault(plain(each.team), Counter())[each.locality] += 1
    return Localities(
        {each.id: each.locality for each in staff},
        {team: min(found, key=lambda name: (-found[name], name)) for team, found in counted.items()},
    )


def minutes_away(names: Sequence[str], travel: Iterable[Travel], places: Iterable[Place]) -> dict[str, int]:
    """How far each locality is from the site with most rooms, where travel times name it as a site."""
    sites = Counter(plain(place.site) for place in places if place.site)
    if not sites:
        return {}
    home = min(sites, key=lambda site: (-sites[site], site))
    ways = {frozenset((plain(each.from_site), plain(each.to_site))): each.minutes for each in travel}
    return {name: ways[way] for name in names if (way := frozenset((home, plain(name)))) in ways}
