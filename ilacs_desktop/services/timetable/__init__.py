"""Everything one can do with the timetable: draft, issue, tell."""

from ilacs_desktop.domain.keep import KEEP, Keep
from ilacs_desktop.domain.timetable.moves import SlotMove
from ilacs_desktop.services.timetable.calendars import CalendarFile
from ilacs_desktop.services.timetable.drafting import add_within, change_within, move_within
from ilacs_desktop.services.timetable.journal import recording
from ilacs_desktop.services.timetable.letters import Written
from ilacs_desktop.services.timetable.service import Timetable

__all__ = [
    "KEEP",
    "CalendarFile",
    "Keep",
    "SlotMove",
    "Timetable",
    "Written",
    "add_within",
    "change_within",
    "move_within",
    "recording",
]
