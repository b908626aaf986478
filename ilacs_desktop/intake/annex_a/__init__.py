"""Reads the child-level lists of Annex A: forms, headings, values, rows, and what they add up to."""

from ilacs_desktop.intake.annex_a.workbook import read_annex_a

__all__ = ["read_annex_a"]
