"""Requests: live, staged, tonight's triage, and the given register."""

from .page import InfoRequestsPage

__all__ = ["InfoRequestsPage"]
