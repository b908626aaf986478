"""The shelf of the requests: what was asked, how it went, what was given, and the registers beside them."""

from ilacs_desktop.store.info_requests.records import (
    ClockPauseRecord,
    GivenItemRecord,
    InfoRequestRecord,
    RequestEventRecord,
    RequestItemRecord,
)
from ilacs_desktop.store.info_requests.registers import (
    ClarificationRecord,
    FigureRecord,
    GivenReceiptRecord,
)

__all__ = [
    "ClarificationRecord",
    "ClockPauseRecord",
    "FigureRecord",
    "GivenItemRecord",
    "GivenReceiptRecord",
    "InfoRequestRecord",
    "RequestEventRecord",
    "RequestItemRecord",
]
