"""The capture line and the pasted list: read, completed, stored where each line belongs."""

from .lines import Look
from .many import Candidate, Captures, PastedReview

__all__ = ["Candidate", "Captures", "Look", "PastedReview"]
