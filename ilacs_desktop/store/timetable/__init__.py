"""The shelf of the timetable: the draft, its frozen issues, the told board, and the draft’s own memory."""

from ilacs_desktop.store.timetable.drafts import (
    CheckpointRecord,
    ClashOverrideRecord,
    DraftDeedRecord,
    SlotEditRecord,
)
from ilacs_desktop.store.timetable.journal import (
    Held,
    held_slots,
    place_names,
    recording,
    slot_of,
    unrecorded,
    values_of,
)
from ilacs_desktop.store.timetable.records import (
    TRIGGERS,
    IssuedSlotRecord,
    IssueRecord,
    SlotPartRecord,
    SlotRecord,
    TellingRecord,
    digest_of,
    from_plain,
    frozen,
    to_plain,
)

__all__ = [
    "TRIGGERS",
    "CheckpointRecord",
    "ClashOverrideRecord",
    "DraftDeedRecord",
    "Held",
    "IssueRecord",
    "IssuedSlotRecord",
    "SlotEditRecord",
    "SlotPartRecord",
    "SlotRecord",
    "TellingRecord",
    "digest_of",
    "from_plain",
    "frozen",
    "held_slots",
    "place_names",
    "recording",
    "slot_of",
    "to_plain",
    "unrecorded",
    "values_of",
]
