"""Whether the files in a folder are the ones the given register has recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ilacs_desktop.domain.moments import said_when

from .given import GivenHow, file_key, newest_of, said_line
from .shapes import GivenItem

_NOT_IN_A_FOLDER = frozenset({GivenHow.SHOWN.value, GivenHow.PRINTED.value, GivenHow.SAID.value})
"""What was given in these ways need not lie in the folder."""


class FileState(StrEnum):
    """How one file stands to the register; the value is the word shown."""

    SAME = "as recorded"
    CHANGED = "changed"
    SUPERSEDED = "superseded"
    NOT_RECORDED = "not recorded"
    MISSING = "missing"
    UNREADABLE = "cannot be read"


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file in the folder, ``path`` relative to it with slashes.

    ``sha256`` is empty where its size is that of no line, so that its content need not be read; ``trouble``
    says why it could not be.
    """

    path: str
    size_bytes: int = 0
    sha256: str = ""
    trouble: str = ""

    @property
    def name(self) -> str:
        """The name without its folders."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class FolderFinding:
    """One file of the folder, or one line whose file is not in it."""

    state: FileState
    path: str
    note: str = ""
    line_id: int | None = None
    ref: str = ""


@dataclass(frozen=True, slots=True)
class FolderCheck:
    """A folder held against the register; what needs a look comes first.

    ``left_out`` names what was not looked at: hidden and temporary files, and links.
    """

    folder: str
    checked_at: datetime
    findings: tuple[FolderFinding, ...]
    left_out: tuple[str, ...] = ()

    @property
    def is_right(self) -> bool:
        """Whether every file is the one recorded, and none is missing."""
        return all(finding.state is FileState.SAME for finding in self.findings)

    def count(self, state: FileState) -> int:
        """How many findings are of one state."""
        return sum(finding.state is state for finding in self.findings)


_ORDER = (
    FileState.CHANGED,
    FileState.SUPERSEDED,
    FileState.MISSING,
    FileState.NOT_RECORDED,
    FileState.UNREADABLE,
    FileState.SAME,
)


def compare_folder(
    found: Sequence[FoundFile], lines: Sequence[GivenItem], *, now: datetime
) -> tuple[FolderFinding, ...]:
    """Hold the files of a folder against the register ``lines`` with its marks.

    A file is known by its content, whatever it is called; of other content under a name recorded it is
    changed. A file is missing when it was given in a way that leaves it in a folder and is not superseded.
    """
    by_id = {row.id: row for row in lines}
    files = sorted((row for row in lines if row.sha256), key=lambda row: (row.given_at, row.id))
    current = {row.sha256: row for row in files if not row.is_superseded}
    old = {row.sha256: row for row in files if row.is_superseded}
    names = {file_key(row.file_name): row for row in files}
    seen: set[str] = set()
    findings: list[FolderFinding] = []
    for file in found:
        line = current.get(file.sha256)
        gone = old.get(file.sha256)
        named = names.get(file_key(file.name))
        if file.trouble:
            state, note, line = FileState.UNREADABLE, file.trouble, named
        elif line is not None:
            is_renamed = file_key(line.file_name) != file_key(file.name)
            state, note = FileState.SAME, f"recorded as “{line.file_name}”" if is_renamed else ""
        elif gone is not None:
            newest = newest_of(gone, by_id)
            state, line = FileState.SUPERSEDED, gone
            note = f"superseded {said_when(newest.given_at, now)} by {said_line(newest)}"
        elif named is not None:
            state, line = FileState.CHANGED, named
            note = f"not the content given {said_when(named.given_at, now)}"
        else:
            state, note = FileState.NOT_RECORDED, "no line of the register has this file"
        if line is not None:
            seen.add(line.sha256)
        findings.append(FolderFinding(state, file.path, note, *_of(line)))
    for sha256, line in current.items():
        if sha256 not in seen and line.how not in _NOT_IN_A_FOLDER:
            note = f"given {said_when(line.given_at, now)}, {line.how}"
            findings.append(FolderFinding(FileState.MISSING, line.file_name, note, *_of(line)))
    return tuple(sorted(findings, key=lambda finding: (_ORDER.index(finding.state), file_key(finding.path))))


def _of(line: GivenItem | None) -> tuple[int | None, str]:
    return (None, "") if line is None else (line.id, line.ref)
