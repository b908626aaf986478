"""Checkpoints of the draft, and the way back to them or to an issue."""
