"""One running copy a data folder: an operating-system lock, let go by the kernel even after a crash."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ilacs_desktop.domain.errors import Explained


class AlreadyOpen(Explained):
    """Another copy of the application works on this data folder."""

    def __init__(self) -> None:
        super().__init__(
            "ILACS Desktop is already open on this data.",
            remedy="Use the window that is open, or close it first; nothing was changed.",
        )


class OneAtATime:
    """Holds the lock of a data folder until it is released or the process ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def hold(self) -> None:
        """Take the lock.

        Raises:
            AlreadyOpen: another process holds it.
            Explained: the folder cannot be written to.
        """
        if self._handle is not None:
            return
        try:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise Explained(
                f"The data folder cannot be used: {error.strerror}.",
                remedy="Ask for write permission, or choose another folder with --data; nothing was changed.",
            ) from error
        try:
            _lock(handle)
        except OSError as error:
            os.close(handle)
            raise AlreadyOpen from error
        self._handle = handle

    def release(self) -> None:
        """Let go of the lock."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


if sys.platform == "win32":  # pragma: no cover - the other branch is the one the tests run on

    def _lock(handle: int) -> None:
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:

    def _lock(handle: int) -> None:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
