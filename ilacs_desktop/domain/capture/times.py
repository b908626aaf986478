"""Times as people type them: 2pm, cop, tomorrow 9, Thu 10:30, in 2 hours.

A time that could mean two things is not chosen between: it is reported as unsure, with what is
missing, and stays in the line as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from types import MappingProxyType

from ilacs_desktop.domain.moments import day_of, moment

from .days import DAY_RE, coming_day, past_day, weekday_before

CLOSE_OF_PLAY = time(17)
_SKEW = timedelta(minutes=10)
_LATEST_HOURS, _LATEST_DAYS = 12, 3

_NUMBERS = MappingProxyType(
    {
        word: number
        for number, word in enumerate(
            (
                "one",
                "two",
                "three",
                "four",
                "five",
                "six",
                "seven",
                "eight",
                "nine",
                "ten",
                "eleven",
                "twelve",
            ),
            1,
        )
    }
)
_NUMBER = rf"(?:\d{{1,2}}|{'|'.join(_NUMBERS)})"
_CLOCK = (
    rf"(?P<words>(?:half(?:\s+past)?|(?:a\s+)?quarter\s+(?:past|to)|(?:five|ten|twenty)\s+(?:past|to))\s+"
    rf"(?P<wordhour>{_NUMBER}))"
    r"|(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap]\.?m\b\.?|o['’]?clock)"
    r"|(?P<hour24>\d{1,2})[:.](?P<minute24>[0-5]\d)(?!\d|[.:/]\d|\s?%)(?:\s?h(?:ou)?rs?\b)?"
    r"|(?P<four>[012]\d[0-5]\d)(?P<hrs>\s?h(?:ou)?rs?|h)?\b(?![./:-]\d)"
    r"|(?P<named>(?:12\s+)?noon|midday|midnight|cop|cob|eod|close\s+of\s+(?:play|business)|"
    r"end\s+of\s+(?:the\s+day|day|play))\b"
    r"|(?P<bare>\d{1,2})(?=\s*$|\s*\x00|\s*[,;.](?:\s|$)|\s+(?:re\b|on\b|today|tomorrow|tmrw|tmw|please|pls|mon|tue|wed|thu|fri|"
    r"for\b|[#@(–-]))"
)
_VAGUE = (
    r"(?:first\s+thing(?:\s+(?:tomorrow|on\s+\w+))?|(?:this|tomorrow|tmrw|(?:mon|tues|wednes|thurs|fri)day|the)\s+"
    r"(?:morning|afternoon|evening|lunch(?:time)?|am|pm)|tonight|lunch(?:time)?|later(?:\s+(?:today|on))?|"
    r"(?:the\s+)?end\s+of\s+(?:the\s+|this\s+)?week|next\s+week|next\s+(?:mon|tues|wednes|thurs|fri)day|the\s+weekend)\b"
)
_INTRO = (
    r"(?:(?:needed|wanted|due|required|back)\s+)?(?:by|before|no\s+later\s+than|deadline(?:\s+is)?:?|due(?:\s+at|\s+by)?:?|"
    r"needed\s+for|not\s+after)\s+"
)
_CLOCK_RE = re.compile(_CLOCK, re.IGNORECASE)
_INTRO_RE = re.compile(rf"(?<![\w-]){_INTRO}", re.IGNORECASE)
_VAGUE_RE = re.compile(_VAGUE, re.IGNORECASE)
_BETWEEN_RE = re.compile(r"\s*(?:,|\bat\b|\bby\b|\bon\b|\bof\b|@)?\s*", re.IGNORECASE)
_SPAN_RE = re.compile(
    rf"(?<![\w-])(?P<lead>in|within)\s+(?:the\s+)?(?:(?P<halfhour>half\s+an?\s+hour)|"
    rf"(?P<anhour>(?:an?\s+|next\s+)?hour)\b(?!s)|"
    rf"(?P<many>\d{{1,3}}|{'|'.join(_NUMBERS)})\s*(?P<unit>h(?:ou)?rs?|h|min(?:ute)?s?|m|days?)\b)",
    re.IGNORECASE,
)
_NOT_DUE = re.compile(
    r"\b(?:from|since|at|as|of|until|till|to|between|after|dated|on|the|last|per|every|each|and|or|meeting|session)\s*$",
    re.IGNORECASE,
)
_ROUGHLY_RE = re.compile(
    r"\b(?:some\s?time|any\s?time|later|first\s+thing|early|late|around|about|roughly|maybe|possibly)(?:\s+on)?\s+$",
    re.IGNORECASE,
)
"""Words that make the day or the time after them a vague one."""
_LAST_RE = re.compile(r"\s*(?:please|pls|thanks|thank you|\(.*\))?\s*[.!,;)]*\s*(?:$|\x00)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A moment and where in the line it stands; ``unsure`` says what is missing when it is no moment."""

    at: datetime | None
    start: int
    end: int
    unsure: str = ""


def find_asked(line: str, now: datetime, *, position: int = 0) -> Found | None:
    """The moment named at ``position`` of ``line``, or None.

    It lies in the past: a time that is still to come by more than ten minutes is that of the
    last working day before; a weekday is the latest one.
    """
    start = position + len(line[position:]) - len(line[position:].lstrip())
    at_word = re.compile(r"at\s+", re.IGNORECASE).match(line, start)
    at = at_word.end() if at_word else start
    day_match = DAY_RE.match(line, at)
    named: date | None = None
    if day_match and day_match["relative"] and day_match["relative"].lower() not in {"today", "yesterday"}:
        return None
    if day_match:
        named = past_day(day_match, day_of(now))
        if named is None:
            return None
        between = _BETWEEN_RE.match(line, day_match.end())
        at = between.end() if between else day_match.end()
    clock = _CLOCK_RE.match(line, at)
    if (
        clock is None
        or clock["bare"]
        or clock["named"] in {"cop", "cob", "eod"}
        or not _is_asked(line, clock)
    ):
        return None
    shown = _time_of(clock)
    if shown is None:
        return None
    if named is not None:
        return Found(moment(named, shown), start, clock.end())
    today = day_of(now)
    found = moment(today, shown)
    if found > now + _SKEW:
        found = moment(weekday_before(today), shown)
    return Found(found, start, clock.end())


def _is_asked(line: str, clock: re.Match[str]) -> bool:
    """Whether a time stands alone: four bare digits need a capital, a sign or a nought."""
    if clock["four"] is None or clock["hrs"]:
        return True
    follows = line[clock.end() :].lstrip()
    return clock["four"].startswith("0") or not follows or not follows[0].islower()


def find_due(line: str, asked_at: datetime) -> Found | None:
    """The moment by which something is wanted, reckoned from when it was asked, or None.

    After "by", "before", "due" and the like any time counts; without such a word only one at the end of
    the line or just before a marker, so that "in 72 hours" inside a question stays a question.
    Characters already understood are handed in as NUL.
    """
    for intro in _INTRO_RE.finditer(line):
        vague = _VAGUE_RE.match(line, intro.end())
        found = _moment_at(line, intro.end(), asked_at, may_be_bare=True)
        if vague is not None and (found is None or vague.end() > found.end):
            clock = _clock_after(line, vague, asked_at)
            if clock is not None:
                return Found(clock.at, intro.start(), clock.end)
            said = line[vague.start() : vague.end()]
            return Found(None, intro.start(), vague.end(), unsure=f"{said}: which time?")
        if found is not None:
            return Found(found.at, intro.start(), found.end, found.unsure)
    return _span_found(line, asked_at) or _trailing(line, asked_at)


def _clock_after(line: str, vague: re.Match[str], asked_at: datetime) -> Found | None:
    """“tomorrow morning at 9”: the words that are vague alone, made sure by the time after them."""
    between = _BETWEEN_RE.match(line, vague.end())
    clock = _CLOCK_RE.match(line, between.end() if between else vague.end())
    shown = _time_of(clock) if clock else None
    if clock is None or shown is None or vague.group().lower().startswith("next"):
        return None
    day_match = DAY_RE.search(line, vague.start(), vague.end())
    day = coming_day(day_match, asked_at, shown) if day_match else None
    return Found(_coming(day, shown, asked_at), vague.start(), clock.end())


def _span_found(line: str, asked_at: datetime) -> Found | None:
    for match in _SPAN_RE.finditer(line):
        if not _ends_well(line, match.end()):
            continue
        minutes = _minutes_of(match)
        if minutes is not None:
            return Found(asked_at + timedelta(minutes=minutes), match.start(), match.end())
    return None


def _minutes_of(match: re.Match[str]) -> int | None:
    if match["halfhour"]:
        return 30
    if match["anhour"]:
        return 60
    many = _number(match["many"])
    unit = match["unit"].lower()
    if unit.startswith("d"):
        return many * 24 * 60 if match["lead"].lower() == "in" and many <= _LATEST_DAYS else None
    if unit.startswith("h"):
        return many * 60 if many <= _LATEST_HOURS else None
    return many if many <= _LATEST_HOURS * 60 else None


def _trailing(line: str, asked_at: datetime) -> Found | None:
    """A moment without an introducing word, at the end of what is said."""
    for start in _starts(line):
        found = _moment_at(line, start, asked_at, may_be_bare=False)
        if found is None or not _ends_well(line, found.end):
            continue
        before = line[:start]
        if rough := _ROUGHLY_RE.search(before):
            said = line[rough.start() : found.end]
            return Found(None, rough.start(), found.end, unsure=f"{said}: which time?")
        lead = re.compile(r"\bfor\s+$", re.IGNORECASE).search(before)
        if lead is None and _NOT_DUE.search(before):
            return None
        return Found(found.at, lead.start() if lead else start, found.end, found.unsure)
    return None


def _starts(line: str) -> Iterator[int]:
    return (match.start() for match in re.finditer(r"(?<![\w:./-])\w", line))


def _ends_well(line: str, end: int) -> bool:
    rest = line[end:]
    return bool(_LAST_RE.match(rest)) or bool(
        re.match(r"\s*[,;]?\s*(?:re\b:?\s|#|@|from\s|for\s[A-Z])", rest)
    )


def _moment_at(line: str, start: int, asked_at: datetime, *, may_be_bare: bool) -> Found | None:
    """A day and a time, a time and a day, or one of them, beginning at ``start``."""
    whole = re.compile(r"(?:the\s+)?(?:end|close)\s+of\s+(?:play\s+)?(?=\w)", re.IGNORECASE).match(
        line, start
    )
    if whole is not None:
        named = DAY_RE.match(line, whole.end())
        if named is not None and not named["next"]:
            day = coming_day(named, asked_at, CLOSE_OF_PLAY)
            return None if day is None else Found(moment(day, CLOSE_OF_PLAY), start, named.end())
    day_match = DAY_RE.match(line, start)
    if day_match is not None:
        return _day_first(line, day_match, asked_at, may_be_bare=may_be_bare)
    clock = _CLOCK_RE.match(line, start)
    shown = _time_of(clock) if clock else None
    if clock is None or shown is None or (clock["bare"] and not may_be_bare):
        return None
    if clock["four"] and not clock["hrs"] and (not may_be_bare or clock["four"].startswith(("19", "20"))):
        return None
    between = _BETWEEN_RE.match(line, clock.end())
    after = DAY_RE.match(line, between.end()) if between else None
    if after is not None and not after["next"]:
        day = coming_day(after, asked_at, shown)
        if day is not None:
            return Found(moment(day, shown), start, after.end())
    return Found(_coming(None, shown, asked_at), start, clock.end())


def _day_first(line: str, day_match: re.Match[str], asked_at: datetime, *, may_be_bare: bool) -> Found | None:
    if day_match["next"]:
        said = day_match.group()
        return Found(None, day_match.start(), day_match.end(), unsure=f"{said}: which date?")
    if day_match["relative"] and day_match["relative"].lower() == "yesterday":
        return None
    between = _BETWEEN_RE.match(line, day_match.end())
    clock = _CLOCK_RE.match(line, between.end()) if between and between.group() else None
    shown = _time_of(clock) if clock else None
    if (day_match["dayname"] or day_match["dayname2"]) and coming_day(
        day_match, asked_at, CLOSE_OF_PLAY
    ) is None:
        said = day_match.group()
        return Found(None, day_match.start(), day_match.end(), unsure=f"{said}: which day?")
    if shown is None or clock is None:
        if not may_be_bare and not day_match["relative"]:
            return None
        day = coming_day(day_match, asked_at, CLOSE_OF_PLAY)
        return None if day is None else Found(moment(day, CLOSE_OF_PLAY), day_match.start(), day_match.end())
    day = coming_day(day_match, asked_at, shown)
    return None if day is None else Found(moment(day, shown), day_match.start(), clock.end())


def _time_of(clock: re.Match[str]) -> time | None:
    if clock["words"]:
        return _in_words(clock)
    if clock["named"]:
        return _named(clock["named"].lower())
    if clock["hour"]:
        return _with_half(int(clock["hour"]), int(clock["minute"] or 0), clock["half"].lower())
    if clock["four"]:
        hour, minute = int(clock["four"][:2]), int(clock["four"][2:])
    elif clock["bare"]:
        hour, minute = _office_hour(int(clock["bare"])), 0
    else:
        hour, minute = int(clock["hour24"]), int(clock["minute24"])
        if len(clock["hour24"]) == 1:
            hour = _office_hour(hour)
    return time(hour, minute) if 0 <= hour < 24 else None


def _named(word: str) -> time:
    if "noon" in word or word == "midday":
        return time(12)
    return time(0) if word == "midnight" else CLOSE_OF_PLAY


def _with_half(hour: int, minute: int, half: str) -> time | None:
    if half.startswith("o"):
        hour = _office_hour(hour)
    elif not 1 <= hour <= 12:
        return time(hour, minute) if hour < 24 and half.startswith("p") else None
    else:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return time(hour, minute) if hour < 24 else None


def _in_words(clock: re.Match[str]) -> time | None:
    hour, words = _office_hour(_number(clock["wordhour"])), clock["words"].lower()
    if not 0 < hour < 24:
        return None
    minutes = 30
    for word, each in (("quarter", 15), ("twenty", 20), ("ten", 10), ("five", 5)):
        if re.match(rf"(?:a\s+)?{word}", words):
            minutes = each
            break
    total = hour * 60 + (-minutes if re.search(r"\bto\b", words) else minutes)
    return time(total // 60, total % 60)


def _office_hour(hour: int) -> int:
    """One to six o'clock without more is in the afternoon; seven to twelve is as it stands."""
    return hour + 12 if 1 <= hour <= 6 else hour


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]


def _coming(day: date | None, shown: time, asked_at: datetime) -> datetime:
    """``shown`` on ``day``, or the next time clocks show it after it was asked, on a weekday."""
    if day is not None:
        return moment(day, shown)
    day = day_of(asked_at)
    found = moment(day, shown)
    while found <= asked_at or (day.weekday() >= 5 and day != day_of(asked_at)):
        day += timedelta(days=1)
        found = moment(day, shown)
    return found
