"""What lies in a data folder, by name. Light to import, for the first window asks for it."""

from __future__ import annotations

DATABASE = "inspection.db"
HEAD = "inspection.head"
KEYS = "keys.json"
LOCK = "in-use.lock"
BACKUPS = "backups"
REHEARSAL = "rehearsal"
