"""The capture bar: one line, wherever one is, and what it was understood to mean."""

from .bar import CaptureBar

__all__ = ["CaptureBar"]
