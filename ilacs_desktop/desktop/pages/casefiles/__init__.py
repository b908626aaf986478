"""The page of children's records, case-file sessions and concerns."""

from ilacs_desktop.desktop.pages.casefiles.page import CasefilesPage

__all__ = ["CasefilesPage"]
