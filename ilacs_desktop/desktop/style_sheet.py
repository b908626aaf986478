"""The one style sheet: every standard widget, in roles and scaled pixels.

``resources/themes/window.qss`` is text with holes: ``@role@`` is a colour, ``[n]`` is n pixels at 100 % text
size, ``[n]-m`` is m real pixels less, and ``look:name-role.svg`` a drawing in the colour of a role.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ilacs_desktop.paths import resources

if TYPE_CHECKING:
    from ilacs_desktop.desktop.theme import Theme

DRAWINGS = (
    ("check", "on_accent"),
    ("minus", "on_accent"),
    ("circle-dot", "on_accent"),
    ("chevron-down", "muted"),
    ("chevron-up", "muted"),
    ("chevron-right", "muted"),
    ("arrow-up", "muted"),
    ("arrow-down", "muted"),
    ("calendar-days", "muted"),
    ("x", "muted"),
)
"""The drawings a style sheet needs as files: (icon, role)."""


_HOLE = re.compile(r"@(\w+)@")
_SIZE = re.compile(r"(-?)\[(\d+)\](?:-(\d+))?")


def build(theme: Theme) -> str:
    """The style sheet in the colours and at the text size of ``theme``.

    Raises:
        KeyError: the sheet names a role that the theme has not.
    """
    sheet = (resources() / "themes" / "window.qss").read_text(encoding="utf-8")

    def sized(found: re.Match[str]) -> str:
        pixels = theme.px(int(found[2])) - int(found[3] or 0)
        return f"{found[1]}{max(0, pixels)}"

    coloured = _HOLE.sub(lambda found: theme.colour(found[1]).name(), sheet)
    return _SIZE.sub(sized, coloured)
