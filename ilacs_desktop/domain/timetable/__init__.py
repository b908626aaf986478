"""The timetable: slots, issues, what changed between two of them, and who must hear of it."""

from ilacs_desktop.domain.timetable.diff import (
    Change,
    ChangeKind,
    apply_changes,
    changes_between,
    facts,
    inverse,
    issuable,
)
from ilacs_desktop.domain.timetable.impact import Impact, impact_of
from ilacs_desktop.domain.timetable.slips import Slip, slips_of
from ilacs_desktop.domain.timetable.slots import (
    Issue,
    IssueHeading,
    Part,
    PartKind,
    Slot,
    SlotKind,
    SlotStatus,
)
from ilacs_desktop.domain.timetable.swaps import (
    Exchange,
    Replacement,
    Swap,
    Told,
    said_with_day,
    told_units,
)
from ilacs_desktop.domain.timetable.telling import (
    Telling,
    TellingState,
    Way,
    teams_of,
    urgent_first,
    waiting_of_team,
)

__all__ = [
    "Change",
    "ChangeKind",
    "Exchange",
    "Impact",
    "Issue",
    "IssueHeading",
    "Part",
    "PartKind",
    "Replacement",
    "Slip",
    "Slot",
    "SlotKind",
    "SlotStatus",
    "Swap",
    "Telling",
    "TellingState",
    "Told",
    "Way",
    "apply_changes",
    "changes_between",
    "facts",
    "impact_of",
    "inverse",
    "issuable",
    "said_with_day",
    "slips_of",
    "teams_of",
    "told_units",
    "urgent_first",
    "waiting_of_team",
]
