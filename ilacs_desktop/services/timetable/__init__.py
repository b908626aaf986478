"""Everything one can do with the timetable: draft, issue, tell."""

from ilacs_desktop.services.timetable.drafting import KEEP, Keep, add_within, change_within, move_within
from ilacs_desktop.services.timetable.service import Timetable

__all__ = ["KEEP", "Keep", "Timetable", "add_within", "change_within", "move_within"]
