"""Everything one can do with children's records, case-file sessions and concerns."""

from ilacs_desktop.services.casefiles.answers import Answers
from ilacs_desktop.services.casefiles.service import Casefiles

__all__ = ["Answers", "Casefiles"]
