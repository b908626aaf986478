"""A length of time as people say and write it: ``30 min``, ``1 h 30``, ``2 days``."""

from __future__ import annotations

import re

from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QSpinBox, QWidget

from ilacs_desktop.desktop.theme import current_theme

_DAY = 24 * 60
_WRITTEN = re.compile(
    r"\s*(?:(?P<days>\d{1,3})\s*d(?:ays?)?)?\s*"
    r"(?:(?P<hours>\d{1,3})\s*h(?:ours?)?)?\s*"
    r"(?:(?P<minutes>\d{1,5})\s*(?:m(?:in(?:utes)?)?)?)?\s*",
    re.IGNORECASE,
)


def read_length(text: str) -> int | None:
    """The minutes that ``text`` says: ``90``, ``1 h 30``, ``2 days``; None if it says none."""
    found = _WRITTEN.fullmatch(text)
    if found is None or not any(found.groups()):
        return None
    days, hours, minutes = (int(part or 0) for part in found.groups())
    return days * _DAY + hours * 60 + minutes


def said_exactly(minutes: int) -> str:
    """The same in words, to the minute: ``1 h 30``, ``2 days``, ``2 days 1 h 05``."""
    days, rest = divmod(minutes, _DAY) if minutes > _DAY else (0, minutes)
    hours, left = divmod(rest, 60)
    parts = [f"{days} day" if days == 1 else f"{days} days"] if days else []
    if hours:
        parts.append(f"{hours} h {left:02d}" if left else f"{hours} h")
    elif left:
        parts.append(f"{left} min")
    return " ".join(parts)


class LengthBox(QSpinBox):
    """A number of minutes, from one to a fortnight; the longer it is, the longer a step."""

    def __init__(self, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(1, 14 * _DAY)
        self.setAccessibleName(spoken)
        self.lineEdit().setTextMargins(current_theme().px(7), 0, 0, 0)

    def textFromValue(self, value: int) -> str:  # noqa: N802 - Qt's name
        """As it is said."""
        return said_exactly(value)

    def valueFromText(self, text: str) -> int:  # noqa: N802 - Qt's name
        """As it was written; what cannot be read leaves it as it was."""
        read = read_length(text)
        return self.value() if read is None else read

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Anything may be typed; at the end it has to say a length within the bounds."""
        read = read_length(text)
        is_whole = read is not None and self.minimum() <= read <= self.maximum()
        state = QValidator.State.Acceptable if is_whole else QValidator.State.Intermediate
        return state, text, position

    def stepBy(self, steps: int) -> None:  # noqa: N802 - Qt's name
        """To the next round length."""
        step = 5 if self.value() + steps < 30 else 15 if self.value() + steps < 480 else 60
        at = self.value() // step * step if steps > 0 else -(-self.value() // step) * step
        self.setValue(at + steps * step)
