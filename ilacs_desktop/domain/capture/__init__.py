"""The capture line: one typed sentence and what it means."""

from .read import read_line
from .shapes import Captured, CaptureKind, Chip, Corrections, Role
from .times import Found, find_asked, find_due

__all__ = [
    "CaptureKind",
    "Captured",
    "Chip",
    "Corrections",
    "Found",
    "Role",
    "find_asked",
    "find_due",
    "read_line",
]
