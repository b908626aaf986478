"""The head record: how far the store had come, kept outside the store.

``integrity_check`` calls a database sound even when its last changes are gone: after an old
copy was put back, or a journal was lost. So after each commit the number and the chain hash
of the last audit entry are written beside it, in two slots by turns, each forced to the disk.
A database that is behind its head record has lost something, and says so when it is opened.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

SLOT_BYTES = 512
SLOTS = 2


@dataclass(frozen=True, slots=True)
class HeadMark:
    """The last audit entry that was acknowledged: its number and its chain hash."""

    sequence: int
    chain: str
    generation: str
    """The database this mark belongs to; a restored or new one has a generation of its own."""


class Head:
    """The head record file of one database."""

    def __init__(self, path: Path, secret: bytes) -> None:
        self._path = path
        self._secret = secret

    def read(self) -> HeadMark | None:
        """The newest mark that is whole and ours, or None when there is none."""
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return None
        marks = [self._unpack(content[n * SLOT_BYTES : (n + 1) * SLOT_BYTES]) for n in range(SLOTS)]
        return max((mark for mark in marks if mark), key=lambda mark: mark.sequence, default=None)

    def write(self, mark: HeadMark) -> None:
        """Put ``mark`` into the slot whose turn it is, and force it to the disk.

        Raises:
            OSError: the disk is full or cannot be written to.
        """
        packed = self._pack(mark)
        # The file has its full size from the start, so that a full disk cannot stop a later mark.
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        try:
            if os.fstat(handle).st_size < SLOTS * SLOT_BYTES:
                os.write(handle, b"\0" * (SLOTS * SLOT_BYTES))
            os.lseek(handle, (mark.sequence % SLOTS) * SLOT_BYTES, os.SEEK_SET)
            os.write(handle, packed)
            os.fsync(handle)
        finally:
            os.close(handle)

    def begin_again(self, mark: HeadMark) -> None:
        """Forget the earlier marks, after a restore the user asked for."""
        self._path.unlink(missing_ok=True)
        self.write(mark)

    def _pack(self, mark: HeadMark) -> bytes:
        body = json.dumps(asdict(mark), sort_keys=True)
        seal = hmac.new(self._secret, body.encode(), hashlib.sha256).hexdigest()
        return json.dumps({"body": body, "seal": seal}).encode().ljust(SLOT_BYTES, b" ")

    def _unpack(self, slot: bytes) -> HeadMark | None:
        try:
            outer = json.loads(slot)
            seal = hmac.new(self._secret, outer["body"].encode(), hashlib.sha256).hexdigest()
            return HeadMark(**json.loads(outer["body"])) if hmac.compare_digest(seal, outer["seal"]) else None
        except (ValueError, KeyError, TypeError, AttributeError):
            return None  # a torn slot: the other one holds the mark before
