"""The pages, in the order of the sidebar, and the page on which each kind of thing lives."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from ilacs_desktop.desktop.page import Page
from ilacs_desktop.domain.changes import Kind


@dataclass(frozen=True, slots=True)
class Place:
    """One page before it is made: making it imports its module, so that a page costs nothing until then."""

    name: str
    word: str
    icon: str
    class_name: str

    def page_class(self) -> type[Page]:
        """The class of the page."""
        module = importlib.import_module(f"ilacs_desktop.desktop.pages.{self.name}")
        return cast("type[Page]", getattr(module, self.class_name))


PLACES = (
    Place("today", "Today", "sun", "TodayPage"),
    Place("timetable", "Timetable", "calendar-days", "TimetablePage"),
    Place("info_requests", "Requests", "inbox", "InfoRequestsPage"),
    Place("casefiles", "Case files", "folder-open", "CasefilesPage"),
    Place("threads", "Threads", "messages-square", "ThreadsPage"),
    Place("enquiry", "Lines of enquiry", "telescope", "EnquiryPage"),
    Place("briefing", "Briefing", "newspaper", "BriefingPage"),
    Place("readiness", "Readiness", "list-checks", "ReadinessPage"),
    Place("lookup", "Look up", "search", "LookupPage"),
    Place("settings", "Settings", "settings", "SettingsPage"),
)

HOMES: Mapping[Kind, str] = {
    Kind.INSPECTION: "readiness",
    Kind.MILESTONE: "readiness",
    Kind.PERSON: "settings",
    Kind.PLACE: "settings",
    Kind.ABSENCE: "settings",
    Kind.SETTING: "settings",
    Kind.SLOT: "timetable",
    Kind.ISSUE: "timetable",
    Kind.TELLING: "timetable",
    Kind.REVIEW: "timetable",
    Kind.INFO_REQUEST: "info_requests",
    Kind.GIVEN_ITEM: "info_requests",
    Kind.FIGURE: "info_requests",
    Kind.CLARIFICATION: "info_requests",
    Kind.CHILD: "casefiles",
    Kind.CASE_SESSION: "casefiles",
    Kind.CONCERN: "casefiles",
    Kind.THREAD: "threads",
    Kind.MESSAGE: "threads",
    Kind.NOTE: "threads",
    Kind.ENQUIRY: "enquiry",
    Kind.SIGNAL: "enquiry",
    Kind.SHEET: "briefing",
    Kind.REMINDER: "today",
    Kind.LINK: "lookup",
}
"""The page that opens a `Ref` of each kind."""
