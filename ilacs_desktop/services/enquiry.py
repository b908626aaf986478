"""Everything one can do with lines of enquiry and their signals."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from ilacs_desktop.domain.enquiry import (
    Enquiry,
    EnquiryState,
    Heat,
    MovementRules,
    Provenance,
    Signal,
    Strength,
    Theme,
    count_heat,
    suggest,
)
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import Clock, day_of
from ilacs_desktop.paths import resources
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.enquiry import EnquiryRecord, SignalRecord
from ilacs_desktop.store.numbers import next_number
from ilacs_desktop.store.people import PersonRecord

GONE = "There is no such line of enquiry."
LOOK_AGAIN = "Look at the list again, then repeat your change."
SERIES = "enquiry"
LONGEST_TITLE = 200
LONGEST_SOURCE = 200


class Enquiries:
    """Lines of enquiry of every inspection: started, fed with signals, moved by a person."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    @cached_property
    def rules(self) -> MovementRules:
        """The thresholds of ``resources/kloes/rules.toml``."""
        data = tomllib.loads((resources() / "kloes" / "rules.toml").read_text(encoding="utf-8"))
        return MovementRules(
            active_signals=data["active"]["signals"],
            active_weight=data["active"]["weight"],
            evidenced_weight=data["evidenced"]["weight"],
            evidenced_first_hand=data["evidenced"]["first_hand"],
            evidenced_spread=data["evidenced"]["spread"],
            quiet_after_days=data["quiet"]["after_days"],
            **data["strength"],
        )

    @cached_property
    def _themes(self) -> tuple[Theme, ...]:
        data = tomllib.loads((resources() / "kloes" / "themes.toml").read_text(encoding="utf-8"))
        return tuple(Theme(title, group["title"]) for group in data["groups"] for title in group["themes"])

    def themes(self) -> tuple[Theme, ...]:
        """The themes offered while a title is typed, in the order of the work."""
        return self._themes

    def all(self, inspection_id: int) -> tuple[Enquiry, ...]:
        """Every line of enquiry of an inspection, by code, with the state its signals suggest today."""
        with self._store.reading() as session:
            records = session.scalars(
                select(EnquiryRecord)
                .where(EnquiryRecord.inspection_id == inspection_id)
                .order_by(EnquiryRecord.number)
            ).all()
            signals = self._signals(session, SignalRecord.inspection_id == inspection_id)
            return tuple(self._row(record, signals.get(record.id, ())) for record in records)

    def one(self, enquiry_id: int) -> Enquiry:
        """One line of enquiry.

        Raises:
            Explained: there is none with this number.
        """
        with self._store.reading() as session:
            return self._row_of(session, _enquiry(session, enquiry_id))

    def start(self, inspection_id: int, title: str, *, by: object | None = None) -> Enquiry:
        """Start a line of enquiry; it emerges and gets the next code.

        Raises:
            Explained: the title is blank, or a line with this title is being followed already.
        """
        title = _title(title)
        with self._store.working("Start a line of enquiry", by=by) as session:
            _refuse_double(session, inspection_id, title, but=0)
            record = EnquiryRecord(
                inspection_id=inspection_id,
                number=next_number(session, inspection_id, SERIES),
                title=title,
                state=EnquiryState.EMERGING,
                started_at=self._clock(),
            )
            session.add(record)
            session.flush()
            return self._row(record, ())

    def rename(self, enquiry_id: int, title: str, *, by: object | None = None) -> Enquiry:
        """Give a line of enquiry another title; the code stays.

        Raises:
            Explained: it is gone, the title is blank, or another line has it.
        """
        title = _title(title)
        with self._store.working("Rename a line of enquiry", by=by) as session:
            record = _enquiry(session, enquiry_id)
            _refuse_double(session, record.inspection_id, title, but=enquiry_id)
            record.title = title
            session.flush()
            return self._row_of(session, record)

    def add_signal(
        self,
        enquiry_id: int,
        *,
        quote: str,
        source: str,
        at: datetime | None = None,
        inspector_id: int | None = None,
        strength: Strength = Strength.CLEAR,
        provenance: Provenance = Provenance.FIRST_HAND,
        by: object | None = None,
    ) -> Signal:
        """Write down a sign; ``at`` is when it was given, now if it is not said.

        Raises:
            Explained: there is no such line of enquiry or person, the words are blank, or the
                moment has not come yet.
        """
        quote, source = quote.strip(), " ".join(source.split())[:LONGEST_SOURCE]
        if not quote:
            raise Explained("A signal needs the words that were said or seen.")
        if not source:
            raise Explained(
                "A signal needs a source.", remedy="Say in which session, call or message it came."
            )
        at = at or self._clock()
        if at > self._clock():
            raise Explained(
                "This signal is dated in the future.", remedy="Give the moment at which it was heard."
            )
        with self._store.working("Write down a signal", by=by) as session:
            enquiry = _enquiry(session, enquiry_id)
            inspector = session.get(PersonRecord, inspector_id) if inspector_id is not None else None
            if inspector_id is not None and inspector is None:
                raise Explained("This inspector is not on the list of people.", remedy=LOOK_AGAIN)
            record = SignalRecord(
                enquiry_id=enquiry.id,
                inspection_id=enquiry.inspection_id,
                at=at,
                source=source,
                inspector=inspector,
                strength=strength,
                provenance=provenance,
                quote=quote,
            )
            session.add(record)
            session.flush()
            return record.row()

    def set_state(self, enquiry_id: int, state: EnquiryState, *, by: object | None = None) -> Enquiry:
        """Confirm where a line of enquiry stands; nothing moves it but this.

        Raises:
            Explained: there is no such line of enquiry.
        """
        with self._store.working("Move a line of enquiry", by=by) as session:
            record = _enquiry(session, enquiry_id)
            record.state = state
            session.flush()
            return self._row_of(session, record)

    def signals(self, enquiry_id: int) -> tuple[Signal, ...]:
        """The signals of a line of enquiry, newest first."""
        with self._store.reading() as session:
            found = self._signals(session, SignalRecord.enquiry_id == enquiry_id)
            return tuple(reversed(found.get(enquiry_id, ())))

    def signals_on(self, inspection_id: int, day: date) -> tuple[Signal, ...]:
        """The signals of one London day, in the order they came."""
        with self._store.reading() as session:
            found = self._signals(session, SignalRecord.inspection_id == inspection_id)
        every = (signal for signals in found.values() for signal in signals if day_of(signal.at) == day)
        return tuple(sorted(every, key=lambda signal: (signal.at, signal.id)))

    def enquiry_of_signal(self, signal_id: int) -> Enquiry:
        """The line of enquiry a signal belongs to.

        Raises:
            Explained: there is no such signal.
        """
        with self._store.reading() as session:
            record = session.get(SignalRecord, signal_id)
            if record is None:
                raise Explained("There is no such signal.", remedy=LOOK_AGAIN)
            return self._row_of(session, _enquiry(session, record.enquiry_id))

    def heat(self, inspection_id: int, *, days: Iterable[date] = ()) -> Heat:
        """Signals counted by line of enquiry, day and inspector, hottest line first.

        ``days`` are shown even if nothing came on them; today always is.
        """
        enquiries = self.all(inspection_id)
        with self._store.reading() as session:
            found = self._signals(session, SignalRecord.inspection_id == inspection_id)
        every = [signal for signals in found.values() for signal in signals]
        return count_heat(enquiries, every, days=(*days, day_of(self._clock())))

    def _signals(self, session: Session, which: object) -> dict[int, tuple[Signal, ...]]:
        """Signals by line of enquiry, oldest first, in one query."""
        records = session.scalars(
            select(SignalRecord)
            .where(which)  # type: ignore[arg-type]  # one of the two comparisons above
            .options(joinedload(SignalRecord.inspector))
            .order_by(SignalRecord.at, SignalRecord.id)
        )
        found: dict[int, list[Signal]] = {}
        for record in records:
            found.setdefault(record.enquiry_id, []).append(record.row())
        return {enquiry_id: tuple(rows) for enquiry_id, rows in found.items()}

    def _row_of(self, session: Session, record: EnquiryRecord) -> Enquiry:
        return self._row(
            record, self._signals(session, SignalRecord.enquiry_id == record.id).get(record.id, ())
        )

    def _row(self, record: EnquiryRecord, signals: tuple[Signal, ...]) -> Enquiry:
        today = day_of(self._clock())
        suggestion = suggest(signals, today=today, rules=self.rules)
        return Enquiry(
            id=record.id,
            inspection_id=record.inspection_id,
            code=record.code,
            title=record.title,
            state=record.state,
            suggested_state=suggestion.state,
            first_at=signals[0].at if signals else None,
            last_at=signals[-1].at if signals else None,
            signal_count=len(signals),
            today_count=sum(day_of(signal.at) == today for signal in signals),
            version=record.version,
            because=suggestion.because,
        )


def _enquiry(session: Session, enquiry_id: int) -> EnquiryRecord:
    record = session.get(EnquiryRecord, enquiry_id)
    if record is None:
        raise Explained(GONE, remedy=LOOK_AGAIN)
    return record


def _title(title: str) -> str:
    title = " ".join(title.split())
    if not title:
        raise Explained(
            "A line of enquiry needs a title.", remedy="Say in a few words what they are looking at."
        )
    if len(title) > LONGEST_TITLE:
        raise Explained(f"This title is longer than {LONGEST_TITLE} characters.", remedy="Say it shorter.")
    return title


def _refuse_double(session: Session, inspection_id: int, title: str, *, but: int) -> None:
    same = select(EnquiryRecord).where(EnquiryRecord.inspection_id == inspection_id, EnquiryRecord.id != but)
    for other in session.scalars(same):
        if other.title.casefold() == title.casefold():
            raise Explained(f"{other.code} has this title already.", remedy="Add a signal to it instead.")
