"""Where a store may not lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.store.location import file_system_of, refuse_unsafe

MOUNTS = (("/", "ext4"), ("/mnt/share", "cifs"), ("/mnt/nfs", "nfs4"), ("/mnt/nfs/local", "ext4"))


@pytest.mark.parametrize(
    ("folder", "what"),
    [
        ("//server/share/ilacs", "network share"),
        ("\\\\server\\share\\ilacs", "network share"),
        ("/home/kim/OneDrive - Borsetshire/ilacs", "synced folder"),
        ("/home/kim/Dropbox/ilacs", "synced folder"),
        ("/mnt/share/ilacs", "network file system (cifs)"),
        ("/mnt/nfs/ilacs", "network file system (nfs4)"),
    ],
)
def test_that_network_and_synced_folders_are_refused_in_one_sentence(folder: str, what: str) -> None:
    with pytest.raises(Explained) as refusal:
        refuse_unsafe(Path(folder), mounts=MOUNTS)

    assert what in refusal.value.message
    assert refusal.value.remedy.endswith("nothing was written.")


@pytest.mark.parametrize("folder", ["/home/kim/ilacs", "/mnt/nfs/local/ilacs", "/home/kim/onedriveway/ilacs"])
def test_that_a_local_folder_is_taken(folder: str) -> None:
    refuse_unsafe(Path(folder), mounts=MOUNTS)


def test_that_the_deepest_mount_point_decides() -> None:
    assert file_system_of(Path("/mnt/nfs/local/x"), MOUNTS) == "ext4"


def test_that_the_onedrive_root_named_by_the_system_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path))

    with pytest.raises(Explained, match="inside OneDrive"):
        refuse_unsafe(tmp_path / "ilacs", mounts=MOUNTS)
