"""Briefing: the sheets, their preview and their way out."""

from ilacs_desktop.desktop.pages.briefing.page import BriefingPage

__all__ = ["BriefingPage"]
