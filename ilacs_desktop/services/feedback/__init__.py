"""Everything one can do with messages, threads and notes."""

from .incoming import Incoming
from .notes import Notes
from .passages import Passages
from .threads import Threads


class Feedback(Incoming, Threads, Notes, Passages):
    """Messages brought in or typed, the threads they stand in, notes, and what is made of all that."""


__all__ = ["Feedback"]
