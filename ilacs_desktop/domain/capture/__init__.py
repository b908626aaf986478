"""The capture line: one typed sentence and what it means."""

from .completing import Completion, Words, completed, completions
from .correcting import Option, options
from .many import MOST_CHARACTERS, MOST_PIECES, Piece, divide, divide_rows, read_piece
from .read import HAS_DEADLINE, read_line
from .shapes import Captured, CaptureKind, Chip, Choice, Corrections, Role
from .slots import may_name_a_slot, said_slot
from .times import Found, find_asked, find_due

__all__ = [
    "HAS_DEADLINE",
    "MOST_CHARACTERS",
    "MOST_PIECES",
    "CaptureKind",
    "Captured",
    "Chip",
    "Choice",
    "Completion",
    "Corrections",
    "Found",
    "Option",
    "Piece",
    "Role",
    "Words",
    "completed",
    "completions",
    "divide",
    "divide_rows",
    "find_asked",
    "find_due",
    "may_name_a_slot",
    "options",
    "read_line",
    "read_piece",
    "said_slot",
]
