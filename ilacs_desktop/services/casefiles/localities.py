"""Where a child's work is done: the locality of its worker, or of its team; and how far that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.casefiles.far import LEAST_MINUTES, MOST_MINUTES, FarRules
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.people import Person, Place, Side, Travel, plain
from ilacs_desktop.store.settings import SettingRecord

FAR_KEY = "far_localities"


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


def far_rules(session: Session) -> FarRules:
    """From where on a locality is too far, as somebody chose; the usual where nobody has."""
    kept = session.scalar(select(SettingRecord).where(SettingRecord.key == FAR_KEY))
    return FarRules(kept.value["minutes"], tuple(kept.value["named"])) if kept else FarRules()


def keep_far_rules(session: Session, rules: FarRules) -> None:
    """Keep what somebody chose.

    Raises:
        Explained: the minutes are out of bounds.
    """
    if not LEAST_MINUTES <= rules.minutes <= MOST_MINUTES:
        raise Explained(f"Say {LEAST_MINUTES} to {MOST_MINUTES} minutes.")
    value = {"minutes": rules.minutes, "named": sorted({*rules.named})}
    kept = session.scalar(select(SettingRecord).where(SettingRecord.key == FAR_KEY))
    if kept is None:
        session.add(SettingRecord(key=FAR_KEY, value=value))
    else:
        kept.value = value
