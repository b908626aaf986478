"""Choices that belong to this machine, readable before the store is unlocked; none is case data.

Each is declared once, with its type, default, label and unit; the settings page, the command
line and the help read that.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: its key, default, label, the words or the bounds it may take, and its unit."""

    key: str
    default: Any
    label: str
    choices: tuple[str, ...] = ()
    lowest: int = 0
    highest: int = 0
    unit: str = ""


OPTIONS = (
    Option("theme", "system", "Appearance", choices=("system", "light", "dark", "contrast")),
    Option("text_percent", 100, "Text size", lowest=100, highest=200, unit="%"),
    Option("lock_minutes", 5, "Lock after", lowest=1, highest=60, unit="idle minutes"),
    Option("second_backup_folder", "", "Second backup folder"),
    Option("keyring", False, "Keep the key in this computer's own key store"),
    Option("window", "", "Window size and place"),
)


class Settings:
    """The choices made on this machine, in one small file that is replaced whole."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._options = {option.key: option for option in OPTIONS}
        self._values: dict[str, Any] = {}
        # A damaged file must not stop the inspection: the defaults are always good enough.
        with contextlib.suppress(OSError, ValueError):
            read = json.loads(path.read_text("utf-8"))
            self._values = {key: value for key, value in read.items() if self._fits(key, value)}

    def __getitem__(self, key: str) -> Any:
        """The choice made, or the default."""
        return self._values.get(key, self._options[key].default)

    def choose(self, key: str, value: Any) -> None:
        """Make a choice and keep it.

        Raises:
            KeyError: there is no such option.
            ValueError: the value is not one it may take.
        """
        if not self._fits(key, value):
            raise ValueError(f"{value!r} does not fit {self._options[key].label}")
        self._values[key] = value
        self._path.parent.mkdir(parents=True, exist_ok=True)
        part = self._path.with_suffix(".part")
        # A choice that cannot be kept (full disk) still holds until the window closes.
        with contextlib.suppress(OSError):
            part.write_text(json.dumps(self._values, indent=2, sort_keys=True), "utf-8")
            part.replace(self._path)

    def _fits(self, key: str, value: Any) -> bool:
        option = self._options.get(key)
        if option is None or type(value) is not type(option.default):
            return False
        if option.choices:
            return value in option.choices
        return not option.highest or option.lowest <= value <= option.highest
