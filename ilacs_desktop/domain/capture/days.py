"""Days as people name them: today, Thu, 4 December, 4/12, 2026-12-04."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from ilacs_desktop.domain.moments import day_of, local

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAYNAME = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?,?"
_DAY = (
    r"(?P<relative>today|tomorrow|tmrw|tmw|yesterday)\b"
    rf"|(?:(?P<dayname>{_DAYNAME})\s+(?:the\s+)?)?(?P<date>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>"
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\b(?:\s+(?P<year>20\d\d))?"
    rf"|(?:(?P<dayname2>{_DAYNAME})\s+(?:the\s+)?)?(?P<date2>\d{{1,2}})/(?P<month2>\d{{1,2}})"
    r"(?:/(?P<year2>(?:20)?\d\d))?\b(?!/)"
    r"|(?P<year3>20\d\d)-(?P<month3>\d\d)-(?P<date3>\d\d)\b"
    r"|(?P<next>next\s+)?(?P<weekday>(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?)\b"
)
DAY_RE = re.compile(_DAY, re.IGNORECASE)


def coming_day(match: re.Match[str], asked_at: datetime, shown: time) -> date | None:
    """The day named by a match of ``DAY_RE``, today or later; ``shown`` is the time wanted on it.

    Today's weekday is meant unless ``shown`` is past; then it is that of next week. None for yesterday,
    and for a date there is not.
    """
    today = day_of(asked_at)
    if match["relative"]:
        ahead = {"today": 0, "tomorrow": 1, "tmrw": 1, "tmw": 1}.get(match["relative"].lower())
        return None if ahead is None else today + timedelta(days=ahead)
    if match["weekday"]:
        ahead = (_DAYS.index(match["weekday"].lower()[:3]) - today.weekday()) % 7
        if ahead == 0 and local(asked_at).time() >= shown:
            ahead = 7
        return today + timedelta(days=ahead)
    return _date_of(match, today, is_past=False)


def past_day(match: re.Match[str], today: date) -> date | None:
    """The day named by a match of ``DAY_RE``, today or before; None for a date there is not."""
    if match["relative"]:
        return today - timedelta(days=match["relative"].lower() == "yesterday")
    if match["weekday"]:
        back = (today.weekday() - _DAYS.index(match["weekday"].lower()[:3])) % 7
        return today - timedelta(days=back)
    return _date_of(match, today, is_past=True)


def _date_of(match: re.Match[str], today: date, *, is_past: bool) -> date | None:
    """A date; without its year it is the nearest one in the direction that is meant.

    None where the calendar has no such day, or where the weekday beside it is that of another day.
    """
    if match["date"]:
        day, month, year = int(match["date"]), _MONTHS.index(match["month"].lower()[:3]) + 1, match["year"]
    elif match["date2"]:
        day, month, year = int(match["date2"]), int(match["month2"]), match["year2"]
    else:
        day, month, year = int(match["date3"]), int(match["month3"]), match["year3"]
    years = [2000 + int(year) % 100] if year else [today.year + step for step in (-1, 0, 1)]
    found = [day_found for each in years if (day_found := _a_date(each, month, day)) is not None]
    if not year and is_past:
        found = [each for each in found if each <= today][-1:]
    elif not year:
        found = [each for each in found if each >= today][:1]
    name = (match["dayname"] or match["dayname2"] or "").lower()[:3]
    return next((each for each in found if not name or _DAYS[each.weekday()] == name), None)


def _a_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def weekday_before(day: date) -> date:
    """The last Monday to Friday before ``day``."""
    day -= timedelta(days=1)
    while day.weekday() >= 5:
        day -= timedelta(days=1)
    return day
