"""The list of slots, and what narrows it."""
