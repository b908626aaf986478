"""Everything one can do with briefing sheets."""

from ilacs_desktop.services.briefing.deeds import NOT_ENCRYPTED, Briefing, Format, chosen_formats

__all__ = ["NOT_ENCRYPTED", "Briefing", "Format", "chosen_formats"]
