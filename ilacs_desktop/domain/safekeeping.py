"""What is kept safe: backups, as they are listed and shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup file: when it was made, how far the audit trail had come, and its size.

    ``sequence`` is −1 until the backup has been opened and checked.
    """

    path: Path
    made_at: datetime
    sequence: int
    size_bytes: int
