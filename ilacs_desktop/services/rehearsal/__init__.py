"""The rehearsal: an invented authority and its week, played through the same services the window uses."""

from .opening import EVENING_AT, open_rehearsal
from .week import play_week

__all__ = ["EVENING_AT", "open_rehearsal", "play_week"]
