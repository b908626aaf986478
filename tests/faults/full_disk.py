"""A really full disk: a small file system in memory, filled to the last byte, then given room again.

    sudo python tests/faults/full_disk.py

Wants the right to mount. Saves until the disk refuses, looks that every acknowledged save is there and
that reading goes on, frees a megabyte, and looks that saving goes on without a restart.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.services.opening import Opening
from ilacs_desktop.store.vault import Cost

PASSPHRASE = "copper lantern quiet harbour"


def run(folder: Path) -> dict[str, object]:
    """Fill the disk that ``folder`` is on; gives what was seen."""
    opening = Opening(folder / "data", lambda: datetime.now(UTC), cost=Cost(64, 1, 1))
    house, _ = opening.create(PASSPHRASE, "Fault run")
    ballast = folder / "ballast"
    ballast.write_bytes(b"x" * 1_000_000)
    said, acknowledged = "", []
    for n in range(10_000):
        try:
            house.safekeeping.keep(f"n-{n}", "y" * 2000)
        except Explained as refusal:
            said = str(refusal)
            break
        acknowledged.append(n)
    readable = [n for n in acknowledged if house.safekeeping.setting(f"n-{n}") is not None]
    try:
        house.safekeeping.backup_now()
        backup_said = ""
    except Explained as refusal:
        backup_said = str(refusal)
    ballast.unlink()
    house.safekeeping.keep("after", "y" * 2000)
    opening.close()
    house = opening.open(PASSPHRASE)
    there = [n for n in acknowledged if house.safekeeping.setting(f"n-{n}") is not None]
    well = all(finding.is_well for finding in house.safekeeping.check())
    opening.close()
    return {
        "acknowledged": len(acknowledged),
        "readable_on_the_full_disk": len(readable),
        "lost": len(acknowledged) - len(there),
        "said": said,
        "backup_said": backup_said,
        "went_on_after_room_was_made": True,
        "is_well": well,
    }


def main() -> int:
    """Mount a small file system, run there, take it down again."""
    with tempfile.TemporaryDirectory() as temporary:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", temporary], check=True)
        try:
            seen = run(Path(temporary))
        finally:
            subprocess.run(["umount", temporary], check=True)
    sys.stdout.write(json.dumps(seen, indent=1) + "\n")
    return int(bool(seen["lost"]) or not seen["said"] or not seen["is_well"])


if __name__ == "__main__":
    sys.exit(main())
