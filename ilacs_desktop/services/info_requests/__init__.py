"""Everything one can do with information requests and the given register."""

from .clarifications import Clarifications
from .deeds import InfoRequests
from .figures import Figures
from .given import FileFacts, file_facts

__all__ = ["Clarifications", "Figures", "FileFacts", "InfoRequests", "file_facts"]
