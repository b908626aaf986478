"""Briefing sheets: what stands on them, for whom, and what they leave out."""

from ilacs_desktop.domain.briefing.build import AUDIENCES, build, check
from ilacs_desktop.domain.briefing.facts import Earlier, Facts, base_issue
from ilacs_desktop.domain.briefing.shapes import MARKING, Section, SectionKind, Sheet, SheetKind
from ilacs_desktop.domain.redaction import Audience

__all__ = [
    "AUDIENCES",
    "MARKING",
    "Audience",
    "Earlier",
    "Facts",
    "Section",
    "SectionKind",
    "Sheet",
    "SheetKind",
    "base_issue",
    "build",
    "check",
]
