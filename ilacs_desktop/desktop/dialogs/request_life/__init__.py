"""The dialogs of a request's life: checks and clearing, putting right, items, several of one, one of two."""

from .checks import ChecksDialog
from .editing import EditRequestDialog, TwoVersionsDialog
from .items import ItemStateDialog
from .joining import DuplicateDialog, OtherRequestDialog, SplitDialog, UnlinkDialog

__all__ = [
    "ChecksDialog",
    "DuplicateDialog",
    "EditRequestDialog",
    "ItemStateDialog",
    "OtherRequestDialog",
    "SplitDialog",
    "TwoVersionsDialog",
    "UnlinkDialog",
]
