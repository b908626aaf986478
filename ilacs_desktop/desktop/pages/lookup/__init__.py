"""Look up: search over everything, and the audit trail."""

from ilacs_desktop.desktop.pages.lookup.page import LookupPage

__all__ = ["LookupPage"]
