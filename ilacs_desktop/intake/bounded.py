"""Runs a reader of foreign files in a child process that can be killed.

A broken or hostile file may hang its reader, eat all memory or bring the process down. So the reader runs in
a child with limits on memory and time; what comes back are plain values only, and whatever goes wrong there
is one sentence here. The child knows nothing of the store and of Qt.

Limits: reliability.md, "Untrusted input"; a real workbook is unpacked at most 32 times its size.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import logging
import os
import pickle
import queue
import struct
import subprocess
import sys
import threading
import time
import traceback
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, BinaryIO, TypeVar, cast

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.intake.bounded_watch import held_by

Result = TypeVar("Result")
Progress = Callable[[int, int, str], None]

CHILD_FLAG = "--bounded-reader"
"""How a frozen build starts itself as a child; see ``serve_if_asked``."""

LARGEST_FILE_MB = 50
LARGEST_UNPACKED_MB = 400
"""Eleven lists of 10,000 rows unpack to about 100 MB of XML; four times that is nobody's Annex A."""
LARGEST_RATIO = 100
LARGEST_ENTRY_RATIO = 200
MOST_ENTRIES = 2_000
LARGEST_ANSWER_MB = 256
LOOK_SECONDS = 0.1
LEEWAY_SECONDS = 1.0
"""The child's own limit comes first where there is one, for then it is said where it stood."""
_SMALL = 10 * 1024 * 1024
_OUT_OF_TIME = 24
"""SIGXCPU: the child used up its time. Windows knows no such limit."""
_FRAME = struct.Struct(">Q")
_PLAIN_MODULES = ("datetime", "zoneinfo", "decimal", "ilacs_desktop.domain.", "ilacs_desktop.intake.")
_PLAIN_BUILTINS = frozenset({"set", "frozenset", "bytearray", "complex", "range", "slice"})

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Bounds:
    """When a child must have ended, the most it may hold, and the most it may reckon."""

    deadline: float
    memory_bytes: int
    busy_seconds: float


def run_bounded(
    function: Callable[..., Result],
    *args: object,
    seconds: float = 30,
    busy_seconds: float | None = None,
    memory_mb: int = 1024,
    cancelled: Callable[[], bool] | None = None,
    progress: Progress | None = None,
) -> Result:
    """The result of ``function(*args)``, reckoned in a child process.

    ``function`` must be importable by name, its arguments and its result plain data that can be pickled.
    With ``progress`` it is handed a keyword argument ``report`` that takes (done, total, text). ``cancelled``
    is asked ten times a second; it may raise, and what it raises comes out here, after the child was ended.
    ``busy_seconds`` is the time the child may reckon, which does not run while others keep the machine busy.
    The child sets itself limits where the system keeps them; beside that its memory and its time are watched
    from here, and it is ended when they are used up: that holds on every system.

    Raises:
        Explained: it took too long or too much memory, died, could not read its file, was stopped, or
            said so itself.
    """
    target = f"{function.__module__}:{function.__qualname__}"
    cpu_seconds = int(seconds) + 5 if busy_seconds is None else max(1, round(busy_seconds))
    order = pickle.dumps((target, args, memory_mb, cpu_seconds, progress is not None))
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
        _command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    answers: queue.SimpleQueue[tuple[str, Any]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(child, order, answers), daemon=True).start()
    try:
        bounds = _Bounds(time.monotonic() + seconds, memory_mb * 1024 * 1024, cpu_seconds)
        answer = _wait(answers, child, bounds, cancelled, progress)
        return cast("Result", answer)  # the child answers with what the function gives
    finally:
        child.kill()
        child.wait()


def refuse_hostile_container(path: Path) -> None:
    """Look at a file from outside, before anything unpacks it.

    Raises:
        Explained: it cannot be opened, is empty, is larger than any honest file, or unpacks beyond measure.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(8)
    except OSError as error:
        raise Explained(f"{path.name} cannot be opened.", remedy="Look whether it is still there.") from error
    if size == 0:
        raise Explained(f"{path.name} is empty.", remedy="Export it again.")
    if size > LARGEST_FILE_MB * 1024 * 1024:
        raise Explained(f"{path.name} is larger than {LARGEST_FILE_MB} MB.", remedy="Divide it.")
    if start[:4] != b"PK\x03\x04":
        return
    try:
        with zipfile.ZipFile(path) as container:
            entries = container.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Explained(f"{path.name} is damaged.", remedy="Save it again where it came from.") from error
    unpacked = sum(entry.file_size for entry in entries)
    swollen = [
        entry
        for entry in entries
        if entry.file_size > _SMALL and entry.file_size > LARGEST_ENTRY_RATIO * max(1, entry.compress_size)
    ]
    if (
        swollen
        or len(entries) > MOST_ENTRIES
        or unpacked > LARGEST_UNPACKED_MB * 1024 * 1024
        or (unpacked > _SMALL and unpacked > LARGEST_RATIO * size)
    ):
        raise Explained(
            f"{path.name} unpacks to far more than it says, as no honest file does.",
            remedy="It was not opened. Ask where it came from.",
        )


def serve_if_asked(argv: list[str]) -> None:
    """Be the child, and end, when ``argv`` asks for it: the way in for frozen builds, called first of all."""
    if len(argv) > 1 and argv[1] == CHILD_FLAG:
        serve()
        sys.exit(0)


def serve() -> None:
    """The child's side: read the order, keep to the limits, answer in frames on standard output."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    target, args, memory_mb, cpu_seconds, wants_progress = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by our own parent
    _limit(memory_mb, cpu_seconds)
    try:
        module, _, name = target.partition(":")
        function: Any = importlib.import_module(module)
        for part in name.split("."):
            function = getattr(function, part)
        extra: dict[str, Any] = {}
        if wants_progress:
            extra["report"] = lambda done, total, text: _send(answers, ("progress", (done, total, text)))
        _send(answers, ("result", function(*args, **extra)))
    except Explained as refusal:
        _send(answers, ("explained", (refusal.message, refusal.remedy)))
    except MemoryError:
        _send(answers, ("memory", None))
    except Exception as error:  # noqa: BLE001 - the parent turns it into one sentence and logs where it was
        where = [
            f"{Path(frame.filename).name}:{frame.lineno}"
            for frame in traceback.extract_tb(error.__traceback__)
        ]
        _send(answers, ("error", (type(error).__name__, where[-3:])))


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_FLAG]
    return [sys.executable, "-m", "ilacs_desktop.intake.bounded"]


def _limit(memory_mb: int, cpu_seconds: int) -> None:
    """Set the limits of this process, as far as its system has any; the parent watches in any case."""
    try:
        import resource  # not there on Windows
    except ImportError:  # pragma: no cover - Windows only
        return
    memory = memory_mb * 1024 * 1024
    for limit, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = value + 1 if limit == resource.RLIMIT_CPU else value  # at the soft one the child is told why
        with contextlib.suppress(ValueError, OSError):  # macOS refuses or ignores RLIMIT_AS
            resource.setrlimit(limit, (value, hard))


def _send(answers: BinaryIO, answer: tuple[str, object]) -> None:
    packed = io.BytesIO()
    _PlainPickler(packed, protocol=5).dump(answer)
    data = packed.getvalue()
    answers.write(_FRAME.pack(len(data)))
    answers.write(data)
    answers.flush()


class _PlainPickler(pickle.Pickler):
    """Writes a word of an enumeration as its value.

    Python 3.11.0 to 3.11.3 would write it as a call of ``getattr``, which the other side must refuse.
    """

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, Enum):
            return type(value), (value.value,)
        return NotImplemented


class _PlainUnpickler(pickle.Unpickler):
    """Builds plain values and our own frozen rows, nothing else: the child has read a stranger's file."""

    def find_class(self, module: str, name: str) -> Any:
        if module == "builtins" and name in _PLAIN_BUILTINS:
            return super().find_class(module, name)
        if "." not in name and any(module == plain or module.startswith(plain) for plain in _PLAIN_MODULES):
            found = super().find_class(module, name)
            if isinstance(found, type) or name.startswith("_"):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is not plain data")


def _listen(
    child: subprocess.Popen[bytes], order: bytes, answers: queue.SimpleQueue[tuple[str, Any]]
) -> None:
    """Hand the order to the child and its frames to the queue, until it closes its end."""
    assert child.stdin is not None  # noqa: S101 - opened with PIPE above
    assert child.stdout is not None  # noqa: S101 - opened with PIPE above
    with contextlib.suppress(OSError), child.stdin:
        child.stdin.write(order)
    try:
        with child.stdout as pipe:
            while len(head := pipe.read(_FRAME.size)) == _FRAME.size:
                (length,) = _FRAME.unpack(head)
                if length > LARGEST_ANSWER_MB * 1024 * 1024:
                    break
                answers.put(_PlainUnpickler(io.BytesIO(pipe.read(length))).load())
    except (OSError, pickle.UnpicklingError, EOFError, ValueError) as error:
        log.warning("the answer of a bounded reader could not be read: %s", type(error).__name__)
    answers.put(("died", None))


def _wait(
    answers: queue.SimpleQueue[tuple[str, Any]],
    child: subprocess.Popen[bytes],
    bounds: _Bounds,
    cancelled: Callable[[], bool] | None,
    progress: Progress | None,
) -> object:
    looked_at = 0.0
    while True:
        if cancelled is not None and cancelled():
            raise Explained("Stopped. Nothing was taken in.")
        now = time.monotonic()
        if now > bounds.deadline:
            raise _took_too_long()
        if now - looked_at >= LOOK_SECONDS:
            looked_at = now
            _watch(child, bounds)
        try:
            kind, value = answers.get(timeout=LOOK_SECONDS)
        except queue.Empty:
            continue
        if kind == "progress":
            if progress is not None:
                progress(*value)
        elif kind == "result":
            return value
        else:
            raise _refusal(kind, value, child)


def _watch(child: subprocess.Popen[bytes], bounds: _Bounds) -> None:
    """End a child that holds or reckons more than it may, whatever limits its system knows."""
    held = held_by(child.pid)
    if held.memory_bytes is not None and held.memory_bytes > bounds.memory_bytes:
        log.warning("a bounded reader held more than %s MB", bounds.memory_bytes // 1024 // 1024)
        raise _took_too_much()
    if held.busy_seconds is not None and held.busy_seconds > bounds.busy_seconds + LEEWAY_SECONDS:
        raise _took_too_long()


def _took_too_long() -> Explained:
    return Explained("Reading this file took too long, so it was stopped.", remedy="Divide the file.")


def _took_too_much() -> Explained:
    return Explained("Reading this file took too much memory.", remedy="Divide the file.")


def _refusal(kind: str, value: Any, child: subprocess.Popen[bytes]) -> Explained:
    if kind == "explained":
        return Explained(value[0], remedy=value[1])
    if kind == "memory":
        return _took_too_much()
    if kind == "error":
        log.warning("a bounded reader failed: %s at %s", value[0], " ".join(value[1]))
        return Explained("This file could not be read.", remedy="Save it again where it came from.")
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(1)
    log.warning("a bounded reader ended with exit code %s", child.poll())
    if child.poll() == -_OUT_OF_TIME:
        return _took_too_long()
    return Explained(
        "This file brought its reader down, so it was not taken in.",
        remedy="Save it again where it came from.",
    )


if __name__ == "__main__":
    serve()
