"""Everything one can do with information requests and the given register."""

from .clarifications import Clarifications
from .deeds import InfoRequests
from .figures import Figures
from .given import FileFacts, file_facts
from .joining import Part

__all__ = ["Clarifications", "Figures", "FileFacts", "InfoRequests", "Part", "file_facts"]
