"""Dialogs that open without blocking the window."""
