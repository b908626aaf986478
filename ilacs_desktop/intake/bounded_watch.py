"""What another process holds and has reckoned, asked of the system from outside.

POSIX limits are set in the child itself, but macOS does not keep the one on memory and Windows knows none. So
the parent looks at its child ten times a second, on every system. Linux answers by /proc, macOS by libproc,
Windows by psapi; the answers of the latter two have been written by their documentation and never been run.
"""

from __future__ import annotations

import ctypes
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TASK_INFO, TASK_INFO_BYTES = 4, 96
"""PROC_PIDTASKINFO and the size of struct proc_taskinfo; its second number is the resident size."""
MAY_ASK = 0x1000
"""PROCESS_QUERY_LIMITED_INFORMATION."""
TICKS_A_SECOND = 10_000_000
"""A FILETIME counts hundreds of nanoseconds."""


@dataclass(frozen=True, slots=True)
class Held:
    """Memory in bytes, and seconds of reckoning; None where the system does not say."""

    memory_bytes: int | None = None
    busy_seconds: float | None = None


def held_by(process_id: int) -> Held:
    """What a living process of ours holds; nothing is known of one that has ended."""
    try:
        if sys.platform == "win32":  # pragma: no cover - Windows only
            return _on_windows(process_id)
        if sys.platform == "darwin":  # pragma: no cover - macOS only
            return _on_macos(process_id)
        return _on_linux(process_id)
    except (OSError, ValueError, IndexError, AttributeError):
        return Held()


def _on_linux(process_id: int) -> Held:
    folder = Path("/proc") / str(process_id)
    pages = int((folder / "statm").read_text(encoding="ascii").split()[1])
    after_name = (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    ticks = int(after_name[11]) + int(after_name[12])
    return Held(pages * os.sysconf("SC_PAGE_SIZE"), ticks / os.sysconf("SC_CLK_TCK"))


def _on_macos(process_id: int) -> Held:  # pragma: no cover - macOS only
    """The time is not asked: there the limit that the child sets itself is kept."""
    answer = (ctypes.c_uint64 * (TASK_INFO_BYTES // 8))()
    library = ctypes.CDLL("/usr/lib/libproc.dylib")
    size = library.proc_pidinfo(
        process_id, TASK_INFO, ctypes.c_uint64(0), ctypes.byref(answer), TASK_INFO_BYTES
    )
    return Held(int(answer[1])) if size == TASK_INFO_BYTES else Held()


class _Counters(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS of psapi."""

    _fields_ = (
        ("size", ctypes.c_uint32),
        ("faults", ctypes.c_uint32),
        *((name, ctypes.c_size_t) for name in (
            "most_resident", "resident", "most_paged_pool", "paged_pool", "most_other_pool", "other_pool",
            "committed", "most_committed",
        )),
    )  # fmt: skip


def _on_windows(process_id: int) -> Held:  # pragma: no cover - Windows only
    system: Any = ctypes
    kernel, psapi = system.WinDLL("kernel32"), system.WinDLL("psapi")
    kernel.OpenProcess.restype = ctypes.c_void_p
    handle = ctypes.c_void_p(kernel.OpenProcess(MAY_ASK, False, process_id))
    if not handle:
        return Held()
    try:
        counters = _Counters(size=ctypes.sizeof(_Counters))
        times = (ctypes.c_uint64 * 4)()  # begun, ended, for the system, for the process
        places = [ctypes.byref(times, 8 * number) for number in range(4)]
        knows_memory = psapi.GetProcessMemoryInfo(handle, ctypes.byref(counters), counters.size)
        knows_times = kernel.GetProcessTimes(handle, *places)
    finally:
        kernel.CloseHandle(handle)
    return Held(
        int(counters.committed) if knows_memory else None,
        (times[2] + times[3]) / TICKS_A_SECOND if knows_times else None,
    )
