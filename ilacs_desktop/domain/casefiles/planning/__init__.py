"""Many case-file sessions planned at once: what is proposed, and why some could not be placed."""

from .proposing import GRID_MINUTES, propose
from .shapes import Planning, PlanRow, PlanTerms, Proposal, WaitingSession, slots_of_rows, uid_of

__all__ = [
    "GRID_MINUTES",
    "PlanRow",
    "PlanTerms",
    "Planning",
    "Proposal",
    "WaitingSession",
    "propose",
    "slots_of_rows",
    "uid_of",
]
