"""Everything one can do with information requests and the given register."""

from .deeds import InfoRequests
from .given import FileFacts, file_facts

__all__ = ["FileFacts", "InfoRequests", "file_facts"]
