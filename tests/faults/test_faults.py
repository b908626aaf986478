"""Small runs of the fault harnesses, so that they keep working; the large runs have their own commands."""

from __future__ import annotations

import base64
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ilacs_desktop import logs
from ilacs_desktop.services.house import build
from ilacs_desktop.store import schema
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.engine import make_engine
from ilacs_desktop.store.head import Head
from ilacs_desktop.store.people import PersonRecord

CANARY = "Quillfeather Canary-Ōrsted"
ROOT = Path(__file__).parents[2]


def written_forms(word: str) -> Iterator[bytes]:
    """The forms in which a word might lie in a file."""
    for coded in (word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be")):
        yield coded
        yield coded.hex().encode()
        for shift in range(3):
            yield base64.b64encode(b"\0" * shift + coded)[4:-4]


def hits(folder: Path, word: str) -> list[str]:
    """The files below ``folder`` in which ``word`` can be read in any form."""
    forms = tuple(written_forms(word))
    return [
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(form in path.read_bytes() for form in forms)
    ]


def fill_with_canary(folder: Path, key: bytes | None) -> None:
    """Put the canary into every kind of text there is, with a backup and a search index."""
    engine = make_engine(folder / "inspection.db", key)
    schema.create(engine)
    store = Store(
        engine,
        clock=lambda: datetime(2026, 12, 2, 18, 40, tzinfo=UTC),
        secret=b"s",
        head=Head(folder / "inspection.head", b"s"),
        actor=CANARY,
    )
    house: Any = build(store, store.clock, folder=folder, key=key or bytes(32))
    inspection = house.inspections.open_inspection(
        authority=CANARY, framework_key="standard", notified_at=datetime(2026, 11, 23, 9, 20, tzinfo=UTC)
    )
    person = house.people.add(CANARY, "inspectorate", role=CANARY)
    house.info_requests.add(inspection.id, verbatim=CANARY, meaning=CANARY, asked_by_id=person.id)
    thread = house.feedback.start_thread(inspection.id, CANARY)
    house.feedback.add_message(thread.id, f"{CANARY} " * 200, sender_id=person.id)
    house.enquiry.start(inspection.id, CANARY)
    assert house.lookup.search("Quillfeather")
    if key is not None:
        house.safekeeping.backup_now()
    with pytest.raises(ValueError, match="Canary"), store.working("Fail in the middle") as session:
        person_record = session.get(PersonRecord, person.id)
        assert person_record is not None
        person_record.name = f"{CANARY} anew"
        session.flush()
        # The journal is hot now: a copy of it is what a crash at this moment would leave behind.
        shutil.copyfile(folder / "inspection.db-journal", folder / "hot.journal")
        raise ValueError(CANARY)
    write_log_of_a_failure(folder)
    store.close()


def write_log_of_a_failure(folder: Path) -> None:
    """Log an error of ours and one of a library, both with the canary in their words and values."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    logs.begin(folder)
    try:
        try:
            raise ValueError(CANARY)
        except ValueError:
            logging.getLogger("ilacs_desktop.desktop").exception("a bug: %s", CANARY)
            logging.getLogger("some.library").exception(CANARY)
    finally:
        for handler in root.handlers:
            handler.close()
        root.handlers[:] = handlers
        root.setLevel(level)


def test_that_nothing_entered_can_be_read_in_any_file(tmp_path: Path) -> None:
    (tmp_path / "encrypted").mkdir()
    (tmp_path / "control").mkdir()

    fill_with_canary(tmp_path / "encrypted", bytes(range(32)))
    fill_with_canary(tmp_path / "control", None)

    assert hits(tmp_path / "encrypted", CANARY) == []
    assert hits(tmp_path / "control", CANARY) == ["hot.journal", "inspection.db"]
    looked_at = {
        str(path.relative_to(tmp_path / "encrypted")) for path in (tmp_path / "encrypted").rglob("*.*")
    }
    assert looked_at == {
        "inspection.db",
        "inspection.db-journal",
        "inspection.head",
        "hot.journal",
        "logs/ilacs-desktop.log",
        "backups/backup-20261202T184000Z.db",
    }


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the harness forks; on Windows its own command is run")
def test_that_random_kills_lose_no_acknowledged_write() -> None:
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("kill_runs.py")), "--kills", "5", "--seed", "7"],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, "")
    assert '"lost": 0, "unsound": 0, "unopenable": 0' in done.stdout
