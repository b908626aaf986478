"""Everything one can do with the timetable: draft, issue, tell."""

from ilacs_desktop.services.timetable.calendars import CalendarFile
from ilacs_desktop.services.timetable.drafting import KEEP, Keep, add_within, change_within, move_within
from ilacs_desktop.services.timetable.service import Timetable

__all__ = ["KEEP", "CalendarFile", "Keep", "Timetable", "add_within", "change_within", "move_within"]
