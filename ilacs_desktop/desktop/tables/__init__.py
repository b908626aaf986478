"""One model and one view for all lists; a page only describes its columns."""

from ilacs_desktop.desktop.widgets.pill import PillText

from .cells import Cells
from .list_table import ListTable
from .rows import PILL_ROLE, ROW_ROLE, SORT_ROLE, Column, Index, RowTable, identity_of

__all__ = [
    "PILL_ROLE",
    "ROW_ROLE",
    "SORT_ROLE",
    "Cells",
    "Column",
    "Index",
    "ListTable",
    "PillText",
    "RowTable",
    "identity_of",
]
