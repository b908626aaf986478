"""The capture line: one typed sentence and what it means."""

from .completing import Completion, Words, completed, completions
from .correcting import Option, options
from .read import HAS_DEADLINE, read_line
from .shapes import Captured, CaptureKind, Chip, Choice, Corrections, Role
from .slots import may_name_a_slot, said_slot
from .times import Found, find_asked, find_due

__all__ = [
    "HAS_DEADLINE",
    "CaptureKind",
    "Captured",
    "Chip",
    "Choice",
    "Completion",
    "Corrections",
    "Found",
    "Option",
    "Role",
    "Words",
    "completed",
    "completions",
    "find_asked",
    "find_due",
    "may_name_a_slot",
    "options",
    "read_line",
    "said_slot",
]
