"""Files that are written whole or not at all, under names that say nothing of a case."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import re
import secrets
import unicodedata
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from ilacs_desktop.domain.briefing import Audience, Sheet
from ilacs_desktop.domain.errors import Explained

ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip entry can bear; with it the same sheet gives the same bytes."""


def file_stem(sheet: Sheet) -> str:
    """``borsetshire-morning-all-staff-2026-12-03-sheet-7``; no name of a person, no case."""
    number = "draft" if sheet.is_draft else f"sheet-{sheet.number}"
    readers = "" if sheet.audience is Audience.PERSON else sheet.audience.slug
    parts = (slug(sheet.authority), sheet.kind.slug, readers, sheet.day.isoformat(), number)
    return "-".join(filter(None, parts))


def slug(text: str) -> str:
    """``text`` in plain small letters, figures and hyphens, at most 40 of them: ``st-helens``."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", ""))[:40].strip("-")


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``: beside it first, forced to the disk, then renamed.

    Whatever was there stays until the new file is whole, and nothing half written is left behind.

    Raises:
        Explained: the folder is not there or not writable, the disk is full, or the file is open elsewhere.
    """
    beside = _write_beside(path, data)
    _put_in_place(beside, path)


def write_all(
    made: Sequence[tuple[Path, bytes]], *, on_written: Callable[[int, int], None] | None = None
) -> None:
    """Write every file, making their folders, or none: all beside their places first, then renamed.

    ``on_written`` is told how many of how many are ready, before any is in its place; what it raises
    stops the whole, and nothing has changed.

    Raises:
        Explained: as ``write_whole``.
    """
    beside: list[tuple[Path, Path]] = []
    new: list[Path] = []
    try:
        for path, data in made:
            _make_folder(path)
            beside.append((_write_beside(path, data), path))
            if on_written is not None:
                on_written(len(beside), len(made))
        while beside:
            part, path = beside[0]
            if not path.exists():
                new.append(path)  # before it is put there: it may be in its place when the folder fails
            _put_in_place(part, path)
            beside.pop(0)
    except BaseException:
        for path in (*new, *(part for part, _ in beside)):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        raise


def _write_beside(path: Path, data: bytes) -> Path:
    """``data`` in a file beside ``path``, whole and on the disk."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with beside.open("xb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise explained(error, path) from error
    return beside


def _put_in_place(beside: Path, path: Path) -> None:
    try:
        beside.replace(path)
        _settle(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise explained(error, path) from error


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise Explained(
            f"“{path.parent.name}” is a file, not a folder.", remedy="Choose a folder."
        ) from error
    except OSError as error:
        raise explained(error, path) from error


def explained(error: OSError, path: Path) -> Explained:
    """What the system says about a file, in our words."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return Explained(
            f"The disk is full, so “{path.name}” was not written.",
            remedy="Free some space or choose another folder.",
        )
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return Explained(
            f"The folder “{path.parent.name}” is not there, so “{path.name}” was not written.",
            remedy="Choose a folder that exists.",
        )
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return Explained(
            f"“{path.name}” may not be written in the folder “{path.parent.name}”.",
            remedy="Close the file if it is open elsewhere, or choose another folder.",
        )
    if error.errno == errno.ENAMETOOLONG:
        return Explained("The path of the folder is too long.", remedy="Choose a folder nearer to the top.")
    return Explained(
        f"“{path.name}” could not be written.", remedy="Choose another folder; nothing half written was left."
    )


def steady_zip(data: bytes) -> bytes:
    """The same zip file with every entry at one time, so that the same content gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            steady = zipfile.ZipInfo(entry.filename, ZIP_TIME)
            steady.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(steady, old.read(entry))
    return out.getvalue()


def _settle(folder: Path) -> None:
    """Force the rename to the disk where folders can be opened; Windows does so by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
