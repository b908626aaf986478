"""The window: its frame, and inside it either a gate (first run, unlock) or the shell with the pages."""

from ilacs_desktop.desktop.window.frame import Frame
from ilacs_desktop.desktop.window.shell import Shell

__all__ = ["Frame", "Shell"]
