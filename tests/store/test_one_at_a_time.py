"""One running copy a data folder, and a lock that no crash leaves behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ilacs_desktop.store.one_at_a_time import AlreadyOpen, OneAtATime

HOLD = """
import sys
from pathlib import Path
from ilacs_desktop.store.one_at_a_time import OneAtATime
lock = OneAtATime(Path(sys.argv[1]))
lock.hold()
print("held", flush=True)
sys.stdin.read()
"""


def test_that_a_second_process_is_told_and_a_killed_one_leaves_nothing_behind(tmp_path: Path) -> None:
    lock = OneAtATime(tmp_path / "in-use.lock")
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "in-use.lock")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"

    with pytest.raises(AlreadyOpen, match="already open on this data"):
        lock.hold()
    other.kill()
    other.wait()

    lock.hold()
    lock.release()
