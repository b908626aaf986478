"""Today: what the coordinator must not forget, on one screen."""

from ilacs_desktop.desktop.pages.today.page import TodayPage

__all__ = ["TodayPage"]
