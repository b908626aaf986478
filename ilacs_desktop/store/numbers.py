"""Numbers that people see (IR-031, C-014, issue 7): given once, never again."""

from __future__ import annotations

from sqlalchemy import String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from ilacs_desktop.store.columns import Base


class NumberSeries(Base):
    """The last number given in one series of one inspection."""

    __tablename__ = "number_series"
    __table_args__ = (UniqueConstraint("inspection_id", "series"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    inspection_id: Mapped[int]
    series: Mapped[str] = mapped_column(String(40))
    last: Mapped[int]


def next_number(session: Session, inspection_id: int, series: str) -> int:
    """The next number of ``series``, from 1; it stays used even if its thing is withdrawn.

    Writers take turns, so two of them cannot get the same one.
    """
    counter = _counter(session, inspection_id, series)
    counter.last += 1
    return counter.last


def take_number(session: Session, inspection_id: int, series: str, number: int) -> bool:
    """Use ``number`` of a series, for a thing that has it from elsewhere; False when it has been given.

    The numbers below it that were not given stay free for nothing: a number is never given late.
    """
    counter = _counter(session, inspection_id, series)
    if number <= counter.last:
        return False
    counter.last = number
    return True


def _counter(session: Session, inspection_id: int, series: str) -> NumberSeries:
    with session.no_autoflush:  # fifty numbers in one deed must not write fifty times
        counter = session.scalar(
            select(NumberSeries).where(
                NumberSeries.inspection_id == inspection_id, NumberSeries.series == series
            )
        )
    if counter is None:
        counter = NumberSeries(inspection_id=inspection_id, series=series, last=0)
        session.add(counter)
        session.flush()
    return counter
