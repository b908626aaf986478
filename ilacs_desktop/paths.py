"""Where things lie on this machine; nothing here reads or writes."""

from __future__ import annotations

from pathlib import Path

APPLICATION = "ILACS Desktop"


def resources() -> Path:
    """The folder of shipped data: beside the package in a checkout, inside it when installed."""
    inside = Path(__file__).parent / "resources"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "resources"


def default_data_folder() -> Path:
    """The local application data of this user on this machine; never the roaming profile."""
    import platformdirs  # wanted only when no folder was named

    return Path(platformdirs.user_data_dir(APPLICATION, appauthor=False, roaming=False))
