"""Readiness: the dates and what they rest on, what to expect, judgements, and which inspection is next."""

from ilacs_desktop.desktop.pages.readiness.page import ReadinessPage

__all__ = ["ReadinessPage"]
