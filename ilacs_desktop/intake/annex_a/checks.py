"""The template's own rules, asked of each list; which rule is asked of which column stands in the TOML."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ilacs_desktop.intake.annex_a.forms import Rule
from ilacs_desktop.intake.annex_a.reading import WRONG, ReadList
from ilacs_desktop.intake.annex_a.values import age_on

WEEKDAY_LISTS_BEGIN = 2
"""Wednesday: lists may be drawn from the Wednesday of the week before the inspection is announced."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days the rules are held against.

    ``today`` is the day of reading; ``earliest_on`` the earliest day on which the lists may have been drawn.
    """

    today: date
    earliest_on: date

    def months_before(self, months: int) -> str:
        """The first day that a list of so many months covers, in ISO form."""
        return months_earlier(self.earliest_on, months).isoformat()


def earliest_extract(notified_on: date) -> date:
    """The Wednesday of the week before ``notified_on``.

    Source: the template's front sheet, "no sooner than the Wednesday of the week before the inspection".
    """
    monday = notified_on - timedelta(days=notified_on.weekday())
    return monday - timedelta(days=7 - WEEKDAY_LISTS_BEGIN)


def months_earlier(day: date, months: int) -> date:
    """The same day so many months before, or the last day of that month."""
    whole = day.year * 12 + day.month - 1 - months
    year, month = divmod(whole, 12)
    for number in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    raise AssertionError(day)  # pragma: no cover - every month has a 28th


def check_list(read: ReadList, days: Days) -> None:
    """Ask every rule of the list's form of every row that was taken."""
    for rule in read.form.rules:
        if all(name in read.values for name in (*rule.columns, rule.when) if name) or rule.check in OPTIONAL:
            CHECKS[rule.check](read, rule, days)
    _ages(read, days)


def _window(read: ReadList, rule: Rule, days: Days) -> None:
    from_on = days.months_before(rule.months)
    said = "six" if rule.months == 6 else "twelve" if rule.months == 12 else str(rule.months)
    reason = f"lies before the {said} months that List {read.form.number} covers"
    columns = [(name, read.values[name]) for name in rule.columns if name in read.values]
    for at in range(len(read.numbers)):
        filled = [(values[at], name) for name, values in columns if values[at] > WRONG]
        if not filled or max(filled)[0] >= from_on:
            continue
        if rule.open_if_blank and not any(read.given(at, name) for name in rule.open_if_blank):
            continue
        read.problem(at, max(filled)[1], reason, "window")


def _order(read: ReadList, rule: Rule, _days: Days) -> None:
    before, after = rule.columns
    for at, (first, then) in enumerate(zip(read.values[before], read.values[after], strict=True)):
        if WRONG < then < first:
            read.problem(at, after, f"lies before {before}", "order")


def _both(read: ReadList, rule: Rule, days: Days) -> None:
    _needs(read, rule, days)
    _needs(read, Rule("needs", rule.columns[::-1]), days)


def _needs(read: ReadList, rule: Rule, _days: Days) -> None:
    given, needed = rule.columns
    for at, (has, lacks) in enumerate(zip(read.values[given], read.values[needed], strict=True)):
        if has and not lacks:
            read.problem(at, needed, f"is blank, though {given} is given", "needs")


def _blank_when(read: ReadList, rule: Rule, _days: Days) -> None:
    when = read.values[rule.when]
    for name in rule.columns:
        for at, value in enumerate(read.values[name]):
            if value and when[at] in rule.values:
                read.problem(at, name, f"should be blank, for {rule.when} is {when[at]}", "blank_when")


def _needed_when(read: ReadList, rule: Rule, _days: Days) -> None:
    when = read.values[rule.when]
    for name in rule.columns:
        for at, value in enumerate(read.values[name]):
            if not value and when[at] in rule.values:
                read.problem(at, name, f"is blank, though {rule.when} is {when[at]}", "needed_when")


def _same(read: ReadList, rule: Rule, _days: Days) -> None:
    for name in rule.columns:
        values, first = read.values[name], dict[str, int]()
        for at, child in enumerate(read.ids):
            if values[at] <= WRONG:
                continue
            begun = first.setdefault(child, at)
            if values[begun] != values[at]:
                reason = f"is not what row {read.numbers[begun]} says of the same child"
                read.problem(at, name, reason, "same")


def _counts_rows(read: ReadList, rule: Rule, _days: Days) -> None:
    name, dated = rule.columns
    values, days = read.values[name], read.values[dated]
    rows: dict[str, list[int]] = defaultdict(list)
    for at, child in enumerate(read.ids):
        rows[child].append(at)
    for places in rows.values():
        if len(places) < 2:
            continue
        others = len({days[at] for at in places if days[at] > WRONG}) - 1
        said = {values[at] for at in places}
        at = places[0]
        if len(said) == 1 and values[at] > WRONG and int(values[at]) < others:
            reason = f"is {values[at]}, though the child has {others} earlier days in this list"
            read.problem(at, name, reason if others > 1 else reason.replace("days", "day"), "counts_rows")


def _between(read: ReadList, rule: Rule, _days: Days) -> None:
    (name,) = rule.columns
    reason = {
        value: f"{value} is less than {rule.least}"
        if int(value) < rule.least
        else f"{value} is more than {rule.most}"
        for value in set(read.values[name])
        if value > WRONG and not rule.least <= int(value) <= rule.most
    }
    if reason:
        for at, value in enumerate(read.values[name]):
            if value in reason:
                read.problem(at, name, reason[value], "between")


def _twice(read: ReadList, _rule: Rule, _days: Days) -> None:
    seen: dict[tuple[str, ...], int] = {}
    for at, row in enumerate(zip(*read.values.values(), strict=True)):
        if (begun := seen.setdefault(row, at)) != at:
            reason = f"the whole row is the same as row {read.numbers[begun]}"
            read.problem(at, read.form.columns[0].name, reason, "twice")


def _shared_by(read: ReadList, rule: Rule, _days: Days) -> None:
    (name,) = rule.columns
    rows: dict[str, list[int]] = defaultdict(list)
    for at, value in enumerate(read.values[name]):
        if value > WRONG:
            rows[value].append(at)
    for places in rows.values():
        for at in places[rule.most :]:
            before = " and ".join(str(read.numbers[other]) for other in places[: rule.most])
            read.problem(at, name, f"stands in rows {before} already; a couple has two rows", "shared_by")


def _ages(read: ReadList, days: Days) -> None:
    """The age is the one at the last birthday, on some day from which the lists may be; -1 for the unborn."""
    ages, births = read.of_type("age"), read.of_type("birth")
    if ages is None or births is None:
        return
    (name, said), (_, born_on) = ages, births
    fitting: dict[str, tuple[int, int]] = {}
    for at, (age, born) in enumerate(zip(said, born_on, strict=True)):
        if not age and not born:
            read.problem(at, name, "is blank, as the date of birth is", "age")
        if age <= WRONG or born <= WRONG:
            continue
        if born not in fitting:
            day = date.fromisoformat(born)
            fitting[born] = age_on(day, days.earliest_on), age_on(day, days.today)
        least, most = fitting[born]
        if least <= int(age) <= most:
            continue
        if most == -1:
            reason = f"is {age}, though the child is not born yet; the template asks for -1"
        elif age == "-1":
            reason = "is -1, which stands for an unborn child, though the date of birth has passed"
        else:
            reason = f"is {age}, though the date of birth makes it {most}"
        read.problem(at, name, reason, "age")


CHECKS: Mapping[str, Callable[[ReadList, Rule, Days], None]] = {
    "window": _window,
    "order": _order,
    "both": _both,
    "needs": _needs,
    "blank_when": _blank_when,
    "needed_when": _needed_when,
    "same": _same,
    "counts_rows": _counts_rows,
    "between": _between,
    "twice": _twice,
    "shared_by": _shared_by,
}
OPTIONAL = frozenset({"window"})
"""Asked even when one of their columns is not in the sheet."""
