"""The capture line and the pasted list: read, completed, stored where each line belongs."""

from .captures import Captures, Look

__all__ = ["Captures", "Look"]
