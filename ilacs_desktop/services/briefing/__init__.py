"""Everything one can do with briefing sheets."""

from ilacs_desktop.services.briefing.deeds import Briefing, Format

__all__ = ["Briefing", "Format"]
