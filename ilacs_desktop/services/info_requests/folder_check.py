"""Holding a folder against the given register: its files are read, nothing is changed or sent."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from pathlib import Path

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests.folder import FolderCheck, FoundFile, compare_folder
from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.store.door import Store

from .given import GivenRegister, file_facts

_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini"})

OnProgress = Callable[[int, int, str], None]


class FolderChecks(GivenRegister):
    """The part of :class:`InfoRequests` that looks whether the files in a folder are the ones recorded."""

    _store: Store
    _clock: Clock

    def check_folder(
        self, inspection_id: int, folder: Path, *, on_progress: OnProgress | None = None
    ) -> FolderCheck:
        """Hold the files in ``folder`` and below against the given register.

        Only files of a size that a line records are read. ``on_progress`` is told bytes done, bytes in all
        and the file at hand; what it raises ends the check. The store is not held meanwhile.

        Raises:
            Explained: there is no such folder, or it cannot be looked into.
        """
        lines = self.given(inspection_id)
        sizes = {line.size_bytes for line in lines if line.sha256}
        look = _Look(folder, sizes, on_progress or (lambda _done, _total, _name: None))
        look.walk()
        look.read()
        now = self._clock()
        found = compare_folder(look.found, lines, now=now)
        return FolderCheck(str(folder), now, found, tuple(look.left_out))


class _Look:
    """One look through a folder: the files found, those to be read, and what was left out."""

    def __init__(self, folder: Path, sizes: Collection[int], on_progress: OnProgress) -> None:
        self._folder = folder
        self._sizes = sizes
        self._on_progress = on_progress
        self._to_read: list[tuple[Path, int]] = []
        self.found: list[FoundFile] = []
        self.left_out: list[str] = []

    def walk(self) -> None:
        """Find every file; links are not followed.

        Raises:
            Explained: there is no such folder, or it cannot be looked into.
        """
        if not self._folder.is_dir():
            raise Explained(f"There is no folder “{self._folder.name}”.", remedy="Choose the folder again.")
        for place, folders, names in os.walk(self._folder, onerror=self._refused):
            here = Path(place)
            out = [name for name in folders if name.startswith(".") or (here / name).is_symlink()]
            self.left_out += [self._path(here / name) for name in out]
            folders[:] = sorted(set(folders) - set(out))
            for name in sorted(names):
                self._meet(here / name)

    def read(self) -> None:
        """Read what may be a file of the register; a file that cannot be read says why."""
        done, total = 0, sum(size for _, size in self._to_read)
        for file, size in self._to_read:
            path, before = self._path(file), done

            def told(read: int, _size: int, before: int = before, path: str = path) -> None:
                self._on_progress(before + read, total, path)

            try:
                facts = file_facts(file, on_progress=told)
            except Explained as error:
                self.found.append(FoundFile(path, size, trouble=error.message))
            else:
                self.found.append(FoundFile(path, facts.size_bytes, facts.sha256))
            done += size

    def _meet(self, file: Path) -> None:
        path = self._path(file)
        if _is_left_out(file.name) or file.is_symlink():
            self.left_out.append(path)
            return
        self._on_progress(0, 0, path)
        try:
            size = file.stat().st_size
        except OSError:
            self.found.append(FoundFile(path, trouble="it cannot be read"))
            return
        if size in self._sizes:
            self._to_read.append((file, size))
        else:
            self.found.append(FoundFile(path, size))

    def _refused(self, error: OSError) -> None:
        place = Path(str(error.filename))
        if place == self._folder:
            raise Explained(
                f"“{self._folder.name}” cannot be looked into.", remedy="Ask for the right to read it."
            )
        self.found.append(FoundFile(self._path(place), trouble="the folder cannot be looked into"))

    def _path(self, file: Path) -> str:
        """As it can be shown: a name the system could not read as text has a mark where it is broken."""
        name = file.relative_to(self._folder).as_posix()
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _is_left_out(name: str) -> bool:
    """Hidden files, what a system keeps beside pictures, and the lock files of an office program."""
    return name.startswith((".", "~$")) or name.casefold() in _SYSTEM_FILES
