"""Information requests: what was asked, how it stands, and by when it is due."""

from .anchors import LONGEST_MINUTES, Anchor, Edge, anchored_at
from .due import Pauses, WorkingHours, due_of, ends_after, said_length, without_pauses
from .rules import (
    DEFAULT_TARGETS,
    OUR_ORDER,
    check_can_be_given,
    check_our_step,
    check_their_step,
    default_target,
    next_status,
)
from .shapes import (
    ClockPause,
    Due,
    GivenItem,
    Happening,
    InfoRequest,
    ItemState,
    OurStatus,
    RequestItem,
    RequestKind,
    Target,
    TheirStatus,
    said_ref,
)
from .similar import Similar, Supplied, rank_similar
from .triage import Busy, TriageRow, busy_tomorrow, by_slack, triage

__all__ = [
    "DEFAULT_TARGETS",
    "LONGEST_MINUTES",
    "OUR_ORDER",
    "Anchor",
    "Busy",
    "ClockPause",
    "Due",
    "Edge",
    "GivenItem",
    "Happening",
    "InfoRequest",
    "ItemState",
    "OurStatus",
    "Pauses",
    "RequestItem",
    "RequestKind",
    "Similar",
    "Supplied",
    "Target",
    "TheirStatus",
    "TriageRow",
    "WorkingHours",
    "anchored_at",
    "busy_tomorrow",
    "by_slack",
    "check_can_be_given",
    "check_our_step",
    "check_their_step",
    "default_target",
    "due_of",
    "ends_after",
    "next_status",
    "rank_similar",
    "said_length",
    "said_ref",
    "triage",
    "without_pauses",
]
