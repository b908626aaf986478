from __future__ import annotations

import errno
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ilacs_desktop.domain.briefing import Audience, Sheet, SheetKind
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.outlets.files import explained, file_stem, slug, write_all, write_whole


def test_that_a_file_is_written_whole_in_place_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(b"old")

    write_whole(path, b"new")

    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("sheet.pdf", b"new")]


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (errno.ENOSPC, "The disk is full, so “a.pdf” was not written."),
        (errno.EACCES, "“a.pdf” may not be written in the folder “out”."),
        (errno.EROFS, "“a.pdf” may not be written in the folder “out”."),
        (errno.ENOENT, "The folder “out” is not there, so “a.pdf” was not written."),
        (errno.EIO, "“a.pdf” could not be written."),
    ],
)
def test_that_the_complaint_of_the_system_is_said_in_our_words(code: int, message: str) -> None:
    assert explained(OSError(code, "x"), Path("out") / "a.pdf").message == message


def test_that_on_a_disk_that_refuses_nothing_is_left_behind(tmp_path: Path) -> None:
    """The limit on the size of a file stands in for the full disk; it needs a process of its own."""
    code = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from ilacs_desktop.domain.errors import Explained\n"
        "from ilacs_desktop.outlets.files import write_all\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "folder = Path(sys.argv[1])\n"
        "try:\n"
        "    write_all([(folder / 'a.txt', b'small'), (folder / 'b.pdf', b'x' * 5000)])\n"
        "except Explained as error:\n"
        "    print(error.message)\n"
    )
    out = tmp_path / "out"

    ran = subprocess.run(
        [sys.executable, "-c", code, str(out)], capture_output=True, check=True, cwd=Path(__file__).parents[2]
    )

    assert ran.stdout.decode().strip() == "“b.pdf” could not be written."
    assert list(out.iterdir()) == []


def test_that_a_folder_that_cannot_be_is_explained_and_old_files_stay(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_bytes(b"x")
    old = tmp_path / "old.txt"
    old.write_bytes(b"old")

    with pytest.raises(Explained, match="“file” is a file, not a folder"):
        write_all([(old, b"new"), (in_the_way / "a.pdf", b"y")])

    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "old.txt"]


def test_that_files_stopped_half_way_leave_all_as_it_was(tmp_path: Path) -> None:
    old = tmp_path / "a.eml"
    old.write_bytes(b"old")

    def stop(done: int, total: int) -> None:
        if (done, total) == (2, 3):
            raise InterruptedError

    with pytest.raises(InterruptedError):
        write_all([(tmp_path / f"{name}.eml", b"new") for name in "abc"], on_written=stop)

    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("a.eml", b"old")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Borsetshire", "borsetshire"),
        ("St. Helens & Knowsley", "st-helens-knowsley"),
        ("King's Lynn", "kings-lynn"),
        ("../../etc/passwd", "etc-passwd"),
        ("東京", ""),
        ("x" * 90, "x" * 40),
    ],
)
def test_that_a_name_becomes_plain_letters(text: str, said: str) -> None:
    assert slug(text) == said


def test_that_file_names_carry_no_person_and_no_case(
    sheet: Sheet, sheet_of_text: Callable[[str], Sheet]
) -> None:
    page = replace(sheet, kind=SheetKind.PERSON, audience=Audience.PERSON, person="R. Malik")

    assert [file_stem(sheet), file_stem(page), file_stem(replace(sheet, number=0, authority="東京"))] == [
        "borsetshire-morning-all-staff-2026-12-03-sheet-7",
        "borsetshire-person-2026-12-03-sheet-7",
        "morning-all-staff-2026-12-03-draft",
    ]
