"""Many requests from one list that was pasted or dropped: reviewed line by line, then stored at once."""

from .begin import begin
from .dialog import PasteManyDialog

__all__ = ["PasteManyDialog", "begin"]
