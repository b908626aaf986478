"""Reading a figure out of a line: the number, what it counts, over which time, as of when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:\s+20\d\d)?"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_AS_OF_RE = re.compile(
    rf"[,;(]?\s*\bas\s+(?:of|at)\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{_MONTH})(?P<year>\s+20\d\d)?\)?",
    re.IGNORECASE,
)
_SOURCE_RE = re.compile(r"[,;(]?\s*\b(?:source\s*:?|according to)\s+(?P<source>[^,;()]+)\)?", re.IGNORECASE)
_TOLD_RE = re.compile(
    r"[,;(]?\s*\b(?:we\s+)?(?:told|said\s+to|given\s+to)\s+(?:to\s+)?(?P<who>inspector\s+\w+)\)?",
    re.IGNORECASE,
)
_PERIOD_RE = re.compile(
    rf"[,;(]?\s*(?:\b(?:in|during|for|over|from|between)\s+(?:the\s+)?)?"
    rf"(?P<period>\b(?:"
    rf"{_MONTH}{_YEAR}\s*(?:to|until|till|and|[-–—])\s*{_MONTH}{_YEAR}"
    rf"|(?:since\s+)?(?<!\d\s){_MONTH}\s+20\d\d|since\s+(?:{_MONTH}|20\d\d)"
    rf"|(?:last|past)\s+(?:\w+\s+)?(?:months?|years?|weeks?|quarter)"
    rf"|(?:this|last)\s+(?:year|month|quarter|week)"
    rf"|q[1-4](?:\s+20\d\d(?:[-/–]\d\d)?)?"
    rf"|20\d\d[-/–]\d\d"
    rf"|year\s+to\s+date"
    rf"|{_MONTH}(?=\s*(?:[,;:.)]|$))"
    rf"|20\d\d(?=\s*(?:[,;:.)]|$))"
    rf"))\)?",
    re.IGNORECASE,
)
_NUMBER = (
    r"(?P<about>(?:about|around|approximately|roughly|c\.|~)\s*)?(?P<pound>£)?"
    r"(?P<value>\d+(?:,\d{3})*(?:\.\d+)?(?:\s(?:out\s)?of\s(?:the\s)?\d+)?)\s?(?P<percent>%|per\s?cent\b)?(?![\w.]*\w)"
    rf"(?!\s+{_MONTH}\b)"
)
_NUMBER_RE = re.compile(rf"(?<![\w.,/-]){_NUMBER}", re.IGNORECASE)
_BEFORE_RE = re.compile(r"(?:[:=]|\b(?:is|are|was|were|stands\s+at|at))\s*$", re.IGNORECASE)
_PART_OF_MEASURE_RE = re.compile(
    r"\b(?:within|under|over|aged?|after|week|day|list|section|team|last|past|phase)\s*$", re.IGNORECASE
)
_GLUE_START_RE = re.compile(r"^[\s,;:=.–—-]*(?:of\s+(?:the\s+|our\s+|all\s+)?)?", re.IGNORECASE)
_GLUE_END_RE = re.compile(
    r"[\s,;:=–—-]*(?:\b(?:is|are|was|were|stands\s+at|at|of)\b)?[\s,;:=–—-]*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class FigureWords:
    """What a line says of a figure; empty where it says nothing."""

    measure: str = ""
    value: str = ""
    unit: str = ""
    period: str = ""
    as_of: date | None = None
    source: str = ""
    told_to: str = ""


def read_figure(line: str, told_on: date) -> FigureWords:
    """What ``line`` says: "84% of return interviews within 72 hours, June to November, as of 30 Nov".

    A day without its year is the latest up to ``told_on``. What is not understood stays in ``measure``.
    """
    rest, told_to = " ".join(line.split()), ""
    if (match := _TOLD_RE.search(rest)) is not None:
        who = match["who"].split()[-1]
        told_to, rest = f"Inspector {who[:1].upper()}{who[1:]}", _without(rest, match)
    rest, as_of = _take_as_of(rest, told_on)
    source = ""
    if (match := _SOURCE_RE.search(rest)) is not None:
        source, rest = match["source"].strip(), _without(rest, match)
    period = ""
    if (match := _PERIOD_RE.search(rest)) is not None:
        period, rest = match["period"].strip(), _without(rest, match)
    number = _number(rest)
    if number is None:
        return FigureWords(_tidy(rest), "", "", period, as_of, source, told_to)
    before, after = _GLUE_END_RE.sub("", rest[: number.start()]), rest[number.end() :]
    after = _GLUE_START_RE.sub("", after) if not before else after
    about = (number["about"] or "").strip()
    return FigureWords(
        measure=_tidy(f"{before} {after}"),
        value=f"{about} {number['value']}".strip(),
        unit="%" if number["percent"] else "£" if number["pound"] else "",
        period=period,
        as_of=as_of,
        source=source,
        told_to=told_to,
    )


def _number(text: str) -> re.Match[str] | None:
    """The number that is meant: the first, or after "is" or a colon, or a share; never "within 72"."""
    found = [
        match for match in _NUMBER_RE.finditer(text) if not _PART_OF_MEASURE_RE.search(_before(text, match))
    ]
    if not found:
        return None
    for match in found:
        if not text[: match.start()].strip(" ,;:="):
            return match
    for match in found:
        if _BEFORE_RE.search(_before(text, match)):
            return match
    for match in found:
        if match["percent"] or match["pound"]:
            return match
    return found[-1]


def _before(text: str, match: re.Match[str]) -> str:
    """The few letters before a match; a whole line of numbers is not looked through for each of them."""
    return text[max(0, match.start() - 24) : match.start()]


def _take_as_of(text: str, told_on: date) -> tuple[str, date | None]:
    match = _AS_OF_RE.search(text)
    if match is None:
        return text, None
    month = _MONTHS.index(match["month"][:3].lower()) + 1
    years = [int(match["year"])] if match["year"] else [told_on.year, told_on.year - 1]
    for year in years:
        try:
            day = date(year, month, int(match["day"]))
        except ValueError:
            continue
        if match["year"] or day <= told_on:
            return _without(text, match), day
    return text, None


def _without(text: str, match: re.Match[str]) -> str:
    return " ".join(f"{text[: match.start()]} {text[match.end() :]}".split())


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(" ,;:.=–—-")
