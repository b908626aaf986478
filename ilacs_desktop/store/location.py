"""Where a store may lie: on a local disk that nothing else synchronises.

SQLite's promise holds only where locking and flushing are real. A network share, a synced
folder or a redirected profile breaks it silently, so such a place is refused before the first
byte is written. Lists: the file systems and products named in the reliability notes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from ilacs_desktop.domain.errors import Explained

NETWORK_FILE_SYSTEMS = frozenset(
    (
        "cifs", "smb", "smb2", "smb3", "smbfs", "nfs", "nfs4", "ncpfs", "afs", "afpfs", "webdav", "davfs",
        "ceph", "glusterfs", "fuse.sshfs", "fuse.rclone", "fuse.davfs2", "fuse.gvfsd-fuse",
        "fuse.s3fs", "fuse.glusterfs",
    )
)  # fmt: skip
SYNCED = (
    "onedrive", "dropbox", "google drive", "googledrive", "icloud", "icloud drive", "mobile documents",
    "nextcloud", "owncloud", "box sync", "creative cloud files", "syncthing",
)  # fmt: skip
WINDOWS_REMOTE_DRIVE = 4


def refuse_unsafe(folder: Path, *, mounts: Iterable[tuple[str, str]] | None = None) -> None:
    """Refuse a network, synced or redirected folder.

    ``mounts`` are (mount point, file system) pairs; None asks the system.

    Raises:
        Explained: one sentence naming what is wrong with the place.
    """
    remedy = "Choose a folder on this computer's own disk with --data; nothing was written."
    written = str(folder)
    if written.startswith(("\\\\", "//")):
        raise Explained(
            "The data folder is on a network share, where saved changes can be lost.", remedy=remedy
        )
    full = folder.expanduser().absolute()
    for part in full.parts:
        if any(part.lower() == name or part.lower().startswith(f"{name} -") for name in SYNCED):
            raise Explained(
                "The data folder is inside a synced folder, which can put an old copy back.", remedy=remedy
            )
    if _is_inside_onedrive(full, os.environ):
        raise Explained("The data folder is inside OneDrive, which can put an old copy back.", remedy=remedy)
    if (
        sys.platform == "win32" and _drive_type(full) == WINDOWS_REMOTE_DRIVE
    ):  # pragma: no cover - Windows only
        raise Explained(
            "The data folder is on a network drive, where saved changes can be lost.", remedy=remedy
        )
    kind = file_system_of(full, _system_mounts() if mounts is None else mounts)
    if kind in NETWORK_FILE_SYSTEMS:
        raise Explained(
            f"The data folder is on a network file system ({kind}), where saved changes can be lost.",
            remedy=remedy,
        )


def file_system_of(folder: Path, mounts: Iterable[tuple[str, str]]) -> str:
    """The file system of the deepest mount point above ``folder``; empty when none is known."""
    best, kind = "", ""
    for point, file_system in mounts:
        try:
            folder.relative_to(point)
        except ValueError:
            continue
        if len(point) >= len(best):
            best, kind = point, file_system
    return kind


def _is_inside_onedrive(folder: Path, environment: Mapping[str, str]) -> bool:
    roots = (environment.get(name, "") for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"))
    return any(root and folder.is_relative_to(root) for root in roots)


def _system_mounts() -> list[tuple[str, str]]:
    table = Path("/proc/self/mounts")
    if not table.exists():
        return []
    lines = (line.split() for line in table.read_text("utf-8", "replace").splitlines())
    return [(fields[1].replace("\\040", " "), fields[2]) for fields in lines if len(fields) > 2]


def _drive_type(folder: Path) -> int:  # pragma: no cover - Windows only
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - mypy knows no windll elsewhere
    return int(kernel.GetDriveTypeW(f"{folder.drive}\\"))
