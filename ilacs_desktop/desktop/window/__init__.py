"""The window: its frame, and inside it either a gate (first run, unlock) or the shell with the pages.

Nothing is imported here: the frame must stand before the shell and its pages are loaded.
"""
