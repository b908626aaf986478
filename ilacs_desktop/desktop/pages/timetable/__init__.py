"""The timetable page: day board, list, told board, issue preview and the daily review."""

from ilacs_desktop.desktop.pages.timetable.page import TimetablePage

__all__ = ["TimetablePage"]
