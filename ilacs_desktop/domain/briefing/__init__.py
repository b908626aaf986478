"""Briefing sheets: what stands on them, for whom, and what they leave out."""

from ilacs_desktop.domain.briefing.shapes import MARKING, Audience, Section, SectionKind, Sheet, SheetKind

__all__ = ["MARKING", "Audience", "Section", "SectionKind", "Sheet", "SheetKind"]
