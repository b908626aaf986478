"""The capture bar: one line, wherever one is, and what it was understood to mean."""

from .bar import CaptureBar
from .chips import Chips
from .correcting import Corrector
from .lists import list_in

__all__ = ["CaptureBar", "Chips", "Corrector", "list_in"]
