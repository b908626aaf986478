"""What binds one person: two slots at once, absence, hours, days on site, requests, and the way between."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ilacs_desktop.domain.clashes.week import Busy, Found, Week, said_minute
from ilacs_desktop.domain.clashes.words import said_absence, said_stay
from ilacs_desktop.domain.moments import minutes_between, said_minutes, said_short_day, said_time
from ilacs_desktop.domain.people import Side
from ilacs_desktop.domain.timetable.clash import Rule


def twice(week: Week, found: Found) -> None:
    """Somebody bound to two slots that share time. Slots that meet end to start do not."""
    for person_id, lane in week.lanes.items():
        going_on: list[Busy] = []
        for each in lane:
            going_on = [earlier for earlier in going_on if earlier.ends_at > each.starts_at]
            for one in going_on:
                who = week.names[person_id]
                sentence = f"{who} is in two places: {one.said} and {each.said}, {one.on}."
                found.add(Rule.PERSON, person_id, who, sentence, one, each)
            going_on.append(each)


def off_the_list(week: Week, found: Found) -> None:
    """Somebody who has left, or will not come, and still has a part in what is planned."""
    for person_id, lane in week.lanes.items():
        person = week.facts.people.get(person_id)
        if person is None or person.is_active:
            continue
        who = week.names[person_id]
        for each in lane:
            if each.is_planned:
                sentence = f"{who} is off the list of people: {each.said}, {each.on}."
                found.add(Rule.OFF_THE_LIST, person_id, who, sentence, each)


def away(week: Week, found: Found) -> None:
    """Somebody on leave, in court, in training, or away for another reason."""
    for absence in week.facts.absences:
        for each in week.lanes.get(absence.person_id, ()):
            if each.starts_at >= absence.ends_at:
                break
            if absence.starts_at < each.ends_at:
                who = week.names[absence.person_id]
                sentence = f"{who} {said_absence(absence)}: {each.said}, {each.on}."
                because = (absence.kind.value, absence.starts_at, absence.ends_at)
                about = f"{absence.person_id}/{absence.id}"
                found.add(Rule.ABSENCE, about, who, sentence, each, because=because)


def not_on_site(week: Week, found: Found) -> None:
    """An inspector before their own first day or after their last. One may call in by a link."""
    for person_id, lane in week.lanes.items():
        person = week.facts.people.get(person_id)
        if person is None or person.side is not Side.INSPECTORATE:
            continue
        since, until = person.on_site_from, person.on_site_until
        if since is None and until is None:
            continue
        for each in lane:
            is_early = since is not None and each.day < since
            is_late = until is not None and each.day > until
            calls_in = bool(each.slot.link) and not each.slot.site
            if (is_early or is_late) and not calls_in:
                who = week.names[person_id]
                sentence = f"{who} is on site {said_stay(since, until)}: {each.said}, {each.on}."
                found.add(Rule.NOT_ON_SITE, person_id, who, sentence, each, because=(since, until))


def outside_hours(week: Week, found: Found) -> None:
    """Our own people only: inspectors set their own hours."""
    for person_id, lane in week.lanes.items():
        person = week.facts.people.get(person_id)
        if person is None or person.side is Side.INSPECTORATE:
            continue
        opens, closes = person.works_from, person.works_until
        opens_at, closes_at = opens.hour * 60 + opens.minute, closes.hour * 60 + closes.minute
        for each in lane:
            if each.first < opens_at or each.last > closes_at:
                who = week.names[person_id]
                sentence = f"{who} works {opens:%H:%M} to {closes:%H:%M}: {each.said}, {each.on}."
                found.add(Rule.WORKING_HOURS, person_id, who, sentence, each, because=(opens, closes))


def travel(week: Week, found: Found) -> None:
    """Too little time to get from the site somebody was last at to the next.

    Slots without a site (a call, a room still to be found) leave a person where they were.
    """
    minutes = {
        ends: each.minutes
        for each in week.facts.travel
        for ends in ((each.from_site, each.to_site), (each.to_site, each.from_site))
    }
    if not minutes:
        return
    for person_id, _, day in week.days:
        if len(day) < 2 or len({each.slot.site for each in day}) < 2:
            continue
        somewhere = [each for each in day if each.slot.site]
        for last, each in _one_after_another(somewhere):
            here, there = last.slot.site, each.slot.site
            needs = minutes.get((here, there)) if here != there else None
            if needs is None:
                continue
            gap = minutes_between(last.ends_at, each.starts_at)
            if gap < needs:
                who = week.names[person_id]
                sentence = (
                    f"{who} has {said_minutes(gap)} from {here} to {there},"
                    f" and needs {said_minutes(needs)}: {last.said} and {each.said}, {each.on}."
                )
                found.add(Rule.TRAVEL, person_id, who, sentence, last, each, because=(needs,))


def _one_after_another(slots: list[Busy]) -> Iterator[tuple[Busy, Busy]]:
    """Each slot with the one that ended last before it began, if any had ended."""
    by_end = sorted(slots, key=lambda each: (each.ends_at, each.starts_at, each.slot.uid))
    last, over = None, 0
    for each in slots:
        while over < len(by_end) and by_end[over].ends_at <= each.starts_at:
            last = by_end[over]
            over += 1
        if last is not None:
            yield last, each


def lunch(week: Week, found: Found) -> None:
    """Nobody should sit through noon without a free piece of time. A slot called lunch is lunch."""
    limits = week.facts.limits
    opens = limits.lunch_from.hour * 60 + limits.lunch_from.minute
    closes = limits.lunch_until.hour * 60 + limits.lunch_until.minute
    needs = limits.lunch_minutes
    if closes - opens < needs:
        return
    for person_id, on, day in week.days:
        inside = [each for each in day if each.last > opens and each.first < closes and not _is_lunch(each)]
        if not inside or _is_free(inside, opens, closes, needs):
            continue
        who = week.names[person_id]
        if len(inside) < 3:
            said = " and ".join([each.said for each in inside])
        else:
            said = f"{len(inside)} slots from {said_minute(inside[0].first)}"
        sentence = (
            f"{who} has no {said_minutes(needs)} free between {said_minute(opens)}"
            f" and {said_minute(closes)}: {said}, {inside[0].on}."
        )
        because, about = (needs, opens, closes), f"{person_id}/{on}"
        found.add(Rule.LUNCH, about, who, sentence, *inside, because=because, whole_day=True)


def _is_lunch(each: Busy) -> bool:
    return "lunch" in each.slot.purpose.casefold()


def _is_free(inside: list[Busy], opens: int, closes: int, needs: int) -> bool:
    """Whether ``needs`` minutes in one piece are left from ``opens`` to ``closes``."""
    free_from = opens
    for each in inside:
        if each.first - free_from >= needs:
            return True
        free_from = max(free_from, each.last)
    return closes - free_from >= needs


def long_day(week: Week, found: Found) -> None:
    """Too long from somebody's first start to their last end."""
    longest = week.facts.limits.longest_day_minutes
    most = timedelta(minutes=longest)
    for person_id, on, day in week.days:
        ends_at = max([each.ends_at for each in day])
        if ends_at - day[0].starts_at <= most:
            continue
        who = week.names[person_id]
        last = next(each for each in day if each.ends_at == ends_at)
        sentence = (
            f"{who} has a day of {said_minutes(minutes_between(day[0].starts_at, ends_at))},"
            f" {said_minute(day[0].first)} to {said_minute(last.last)}, {said_short_day(on)};"
            f" {said_minutes(longest)} is the most."
        )
        ends = (day[0],) if last is day[0] else (day[0], last)
        about = f"{person_id}/{on}"
        found.add(Rule.LONG_DAY, about, who, sentence, *ends, because=(longest,), whole_day=True)


def requests_due(week: Week, found: Found) -> None:
    """A request that falls due while its owner sits in something. A blocker may be the time for it."""
    for due in week.facts.dues:
        for each in week.lanes.get(due.owner_id, ()):
            if each.starts_at >= due.at:
                break
            if due.at <= each.ends_at and not each.is_blocker:
                who = week.names[due.owner_id]
                sentence = (
                    f"{due.ref} is due at {said_time(due.at)} while {who} is in {each.said}, {each.on}."
                )
                found.add(Rule.REQUEST_DUE, due.ref, who, sentence, each, because=(due.owner_id, due.at))
