"""The small parts pages are made of."""

from ilacs_desktop.desktop.widgets.buttons import IconButton, make_button
from ilacs_desktop.desktop.widgets.labels import ElidedLabel, Heading, Label, Muted, plain_tooltip
from ilacs_desktop.desktop.widgets.panes import (
    EmptyState,
    Hairline,
    IconLabel,
    PageHeader,
    Pane,
    RowLine,
    SidePanel,
    Switch,
    clear_layout,
    scrolled,
)
from ilacs_desktop.desktop.widgets.pill import Pill, PillText, paint_pill, pill_size
from ilacs_desktop.desktop.widgets.short_list import ShortList

__all__ = [
    "ElidedLabel",
    "EmptyState",
    "Hairline",
    "Heading",
    "IconButton",
    "IconLabel",
    "Label",
    "Muted",
    "PageHeader",
    "Pane",
    "Pill",
    "PillText",
    "RowLine",
    "ShortList",
    "SidePanel",
    "Switch",
    "clear_layout",
    "make_button",
    "paint_pill",
    "pill_size",
    "plain_tooltip",
    "scrolled",
]
