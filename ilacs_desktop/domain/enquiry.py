"""Key lines of enquiry (KLOEs): how one rises, is borne out, fades and comes back.

A line of enquiry is our reading of what inspectors look at, never Ofsted's word. It lives on
dated, sourced signals. The application suggests a state from them; a person confirms it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from ilacs_desktop.domain.moments import day_of
from ilacs_desktop.domain.people import order_of_label


class EnquiryState(StrEnum):
    """The life of a line of enquiry."""

    EMERGING = "emerging"
    ACTIVE = "active"
    EVIDENCED = "evidenced"
    QUIET = "gone quiet"
    RETURNED = "returned"


class Provenance(StrEnum):
    """How near to the inspector the words of a signal are."""

    FIRST_HAND = "first-hand"
    SECOND_HAND = "second-hand"
    INFERRED = "inferred"


class Strength(StrEnum):
    """How plainly a signal points at its line of enquiry."""

    WEAK = "weak"
    CLEAR = "clear"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Signal:
    """One dated, sourced sign that inspectors are looking at something."""

    id: int
    enquiry_id: int
    at: datetime
    source: str
    inspector_id: int | None
    inspector: str
    strength: Strength
    provenance: Provenance
    quote: str
    version: int = 0


@dataclass(frozen=True, slots=True)
class Enquiry:
    """A line of enquiry with its confirmed state and the one its signals suggest.

    ``because`` says in one sentence why the suggestion is what it is.
    """

    id: int
    inspection_id: int
    code: str
    title: str
    state: EnquiryState
    suggested_state: EnquiryState
    first_at: datetime | None
    last_at: datetime | None
    signal_count: int
    today_count: int
    version: int
    because: str = ""

    @property
    def has_movement(self) -> bool:
        """Whether the signals suggest another state than the confirmed one."""
        return self.state is not self.suggested_state


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One line of enquiry and its signals, counted by day and by inspector."""

    enquiry: Enquiry
    by_day: tuple[int, ...]
    by_inspector: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Heat:
    """Signals of an inspection, counted: the columns of ``rows`` are ``days`` and ``inspectors``.

    Signals that no inspector was named for are counted under the last inspector, “not known”.
    """

    days: tuple[date, ...]
    inspectors: tuple[str, ...]
    rows: tuple[HeatRow, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme that a line of enquiry is often about; offered while a title is typed."""

    title: str
    group: str


@dataclass(frozen=True, slots=True)
class MovementRules:
    """The thresholds by which a state is suggested; kept in ``resources/kloes/rules.toml``.

    They are ours, from how coordinators describe the week, and no rule of Ofsted's.
    """

    active_signals: int = 3
    active_weight: int = 4
    evidenced_weight: int = 8
    evidenced_first_hand: int = 2
    evidenced_spread: int = 2
    quiet_after_days: int = 2
    weak: int = 1
    clear: int = 2
    strong: int = 3

    def weight_of(self, signal: Signal) -> int:
        """What one signal counts for: its strength."""
        match signal.strength:
            case Strength.WEAK:
                return self.weak
            case Strength.CLEAR:
                return self.clear
            case Strength.STRONG:
                return self.strong


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A state and the one sentence that says why."""

    state: EnquiryState
    because: str


def suggest(signals: Iterable[Signal], *, today: date, rules: MovementRules) -> Suggestion:
    """The state that dated signals suggest on ``today``, whatever was confirmed before.

    In this order, with the thresholds of ``rules``:

    - no signal at all, or too few: *emerging*;
    - the last signal is ``quiet_after_days`` weekdays or more ago: *gone quiet*;
    - there is new life after such a silence, but not yet enough of it to be active: *returned*;
    - weight, first-hand signals and spread (different inspectors, or different days) all reach
      their thresholds: *evidenced*;
    - enough signals, or enough weight: *active*.

    Weight adds up the strengths; after a silence only what came since counts towards *active*.
    Signals dated after ``today`` count as of today. Weekends are no silence, for nobody is there.
    """
    ordered = sorted(signals, key=lambda signal: signal.at)
    if not ordered:
        return Suggestion(EnquiryState.EMERGING, "There is no signal yet.")
    last_day = min(day_of(ordered[-1].at), today)
    silent = weekdays_between(last_day, today)
    if silent >= rules.quiet_after_days:
        return Suggestion(EnquiryState.QUIET, f"No signal for {silent} working days.")
    recent = _since_last_silence(ordered, rules.quiet_after_days)
    is_active = len(recent) >= rules.active_signals or _weight(recent, rules) >= rules.active_weight
    if len(recent) < len(ordered) and not is_active:
        return Suggestion(EnquiryState.RETURNED, f"{_counted(recent)} after a silence.")
    if _is_evidenced(ordered, rules):
        return Suggestion(
            EnquiryState.EVIDENCED, f"{_counted(ordered)}, first-hand and from more than one side."
        )
    if is_active:
        return Suggestion(EnquiryState.ACTIVE, f"{_counted(recent)} and still coming.")
    return Suggestion(EnquiryState.EMERGING, f"{_counted(recent)} so far.")


def weekdays_between(start: date, end: date) -> int:
    """How many Mondays to Fridays lie after ``start``, up to and including ``end``; never negative."""
    days = (end - start).days
    return sum((start + timedelta(days=n)).weekday() < 5 for n in range(1, days + 1))


def count_heat(
    enquiries: Sequence[Enquiry],
    signals: Iterable[Signal],
    *,
    days: Sequence[date],
    unknown: str = "not known",
) -> Heat:
    """Signals counted by line of enquiry, day and inspector; hottest line first.

    ``days`` are the days shown, whether or not something came on them; a day with a signal that
    is missing from them is added. Lines with equally many signals keep the order of their codes.
    """
    ordered = list(signals)
    shown = sorted({*days, *(day_of(signal.at) for signal in ordered)})
    names = sorted({signal.inspector for signal in ordered if signal.inspector}, key=order_of_label)
    if any(not signal.inspector for signal in ordered):
        names.append(unknown)
    by_day: dict[tuple[int, date], int] = {}
    by_name: dict[tuple[int, str], int] = {}
    for signal in ordered:
        day_key, name_key = (
            (signal.enquiry_id, day_of(signal.at)),
            (signal.enquiry_id, signal.inspector or unknown),
        )
        by_day[day_key] = by_day.get(day_key, 0) + 1
        by_name[name_key] = by_name.get(name_key, 0) + 1
    rows = [
        HeatRow(
            enquiry,
            tuple(by_day.get((enquiry.id, day), 0) for day in shown),
            tuple(by_name.get((enquiry.id, name), 0) for name in names),
        )
        for enquiry in enquiries
    ]
    rows.sort(key=lambda row: (-sum(row.by_day), row.enquiry.code))
    return Heat(tuple(shown), tuple(names), tuple(rows))


def _since_last_silence(ordered: Sequence[Signal], quiet_after_days: int) -> Sequence[Signal]:
    """The signals after the last gap of ``quiet_after_days`` weekdays; all of them if there is none."""
    for index in range(len(ordered) - 1, 0, -1):
        if weekdays_between(day_of(ordered[index - 1].at), day_of(ordered[index].at)) > quiet_after_days:
            return ordered[index:]
    return ordered


def _weight(signals: Iterable[Signal], rules: MovementRules) -> int:
    return sum(rules.weight_of(signal) for signal in signals)


def _is_evidenced(signals: Sequence[Signal], rules: MovementRules) -> bool:
    first_hand = sum(signal.provenance is Provenance.FIRST_HAND for signal in signals)
    inspectors = {signal.inspector_id for signal in signals if signal.inspector_id is not None}
    spread = max(len(inspectors), len({day_of(signal.at) for signal in signals}))
    return (
        _weight(signals, rules) >= rules.evidenced_weight
        and first_hand >= rules.evidenced_first_hand
        and spread >= rules.evidenced_spread
    )


def _counted(signals: Sequence[Signal]) -> str:
    inspectors = len({signal.inspector_id for signal in signals if signal.inspector_id is not None})
    signal_words = f"{len(signals)} signal{'s' if len(signals) != 1 else ''}"
    return f"{signal_words} from {inspectors} inspectors" if inspectors > 1 else signal_words
