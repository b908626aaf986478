"""Lines of enquiry: what inspectors are looking at, how warm it is, and where it stands."""

from .page import EnquiryPage

__all__ = ["EnquiryPage"]
