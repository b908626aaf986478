"""Proposing timetables that change least, and putting one into the draft."""

from ilacs_desktop.services.replan.service import Replan

__all__ = ["Replan"]
