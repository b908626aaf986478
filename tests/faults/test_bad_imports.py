"""Files that are not what they say: taken in, taken in with listed problems, or refused in a sentence.

Never another exception, and a refusal leaves the store as it was, to the last entry of its audit trail.
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ilacs_desktop.domain.errors import Explained, Refusal
from ilacs_desktop.domain.feedback import Source
from ilacs_desktop.domain.inspection import Inspection

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4
LIST_SIX = [
    "Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)", "Allocated Team",
    "Allocated Worker",
]  # fmt: skip
FORGETFUL = 40 * 1024 * 1024
"""Zero bytes that shrink to almost nothing: more than a sheet may swell to."""

Maker = Callable[[], bytes]


def is_a_sentence(words: str) -> bool:
    """Whether the user can be told this: a whole sentence in words, without the inside of the program."""
    inside = ("Traceback", "Error", "Exception", "0x", "\n", "None")
    return words.endswith((".", "!", "?")) and len(words) < 300 and not any(sign in words for sign in inside)


def are_told(refusals: tuple[Refusal, ...]) -> bool:
    """Whether every listed problem says where it is and what it is."""
    return all(refusal.place.strip() and refusal.reason.strip() for refusal in refusals)


def workbook(*rows: list[Any], title: str = "List 6") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def bomb() -> bytes:
    """A workbook whose one sheet unpacks to a thousand times its size."""
    good = workbook(LIST_SIX, [900101, "F", "WBRI", "25/01/2015", 11, "Team 3", "R. Malik"])
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(good)) as inside,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for entry in inside.infolist():
            data = inside.read(entry)
            if entry.filename.endswith("sheet1.xml"):
                data = data.replace(b"<sheetData>", b"<sheetData>" + b" " * FORGETFUL)
            out.writestr(entry.filename, data)
    return written.getvalue()


def locked() -> bytes:
    """A compound file such as Excel writes when a workbook has a password, as far as its first sectors."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIII", head, 44, 1, 1, 0, 4096)
    struct.pack_into("<IIII", head, 60, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", head, 76, 0, *[0xFFFFFFFF] * 108)
    allocation = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    names = ("Root Entry", "EncryptedPackage", "EncryptionInfo")
    directory = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<HBB", 2 * len(name) + 2, 5 if number == 0 else 2, 1)
        + struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, 1 if number == 0 else 0xFFFFFFFF)
        + bytes(36)
        + struct.pack("<IQ", 0xFFFFFFFE, 0)
        for number, name in enumerate(names)
    )
    return bytes(head) + allocation + directory.ljust(512, b"\0")


def noise() -> bytes:
    return random.Random(7).randbytes(5_000)  # noqa: S311 - the same noise in every run


def cut() -> bytes:
    whole = workbook(LIST_SIX, [900101, "F", "WBRI", "25/01/2015", 11, "Team 3", "R. Malik"])
    return whole[: len(whole) * 2 // 3]


def nested() -> bytes:
    """A zip that holds a zip of the same name, and a path that climbs out of its folder."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as container:
        container.writestr("_chat.zip", noise())
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as container:
        container.writestr("_chat.zip", inner.getvalue())
        container.writestr("../../climb.txt", "nothing to see")
    return outer.getvalue()


HOSTILE: dict[str, tuple[str, Maker]] = {
    "a picture called a workbook": ("picture.xlsx", lambda: PNG),
    "an empty workbook": ("empty.xlsx", lambda: b""),
    "a workbook that swells": ("bomb.xlsx", bomb),
    "a locked workbook": ("locked.xlsx", locked),
    "a workbook cut short": ("cut.xlsx", cut),
    "a workbook of other things": ("menu.xlsx", lambda: workbook(["Soup", "Price"], ["Leek", 4.2])),
}


NO_WORKBOOK = {
    "a picture called a workbook": "picture.xlsx is not a workbook, whatever its name says.",
    "an empty workbook": "empty.xlsx is empty.",
    "a workbook that swells": "bomb.xlsx unpacks to far more than it says, as no honest file does.",
    "a locked workbook": "locked.xlsx is protected by a password.",
    "a workbook cut short": "cut.xlsx is damaged.",
}
"""What is said to each, whoever was to read it."""


@pytest.fixture
def sequence(house: Any) -> Callable[[], int]:
    """The number of the last audit entry: nothing can be stored without moving it."""
    return lambda: house.store.mark().sequence


@pytest.fixture
def bad_file(tmp_path: Path) -> Callable[[str, bytes], Path]:
    def write(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


@pytest.fixture
def refusals_of(bad_file: Callable[[str, bytes], Path]) -> Callable[..., dict[str, str]]:
    """What is said to each file of a table when it is handed to a review; whole sentences, all of them."""

    def hand(table: dict[str, tuple[str, Maker]], review: Callable[[Path], object]) -> dict[str, str]:
        said = {}
        for what, (name, make) in table.items():
            with pytest.raises(Explained) as refusal:
                review(bad_file(name, make()))
            assert is_a_sentence(refusal.value.message), refusal.value.message
            assert is_a_sentence(refusal.value.remedy or "."), refusal.value.remedy
            said[what] = refusal.value.message
        return said

    return hand


# -- children's lists --------------------------------------------------------------------------


def test_that_what_is_no_annex_a_is_refused_in_a_sentence(
    house: Any, inspection: Inspection, sequence: Any, refusals_of: Any
) -> None:
    before = sequence()

    said = refusals_of(HOSTILE, house.casefiles.review_annex_a)

    assert said == NO_WORKBOOK | {"a workbook of other things": "No list of Annex A was found in menu.xlsx."}
    assert sequence() == before
    assert house.casefiles.children(inspection.id) == ()


def workbooks(folder: Path) -> list[Path]:
    return sorted(
        path for path in (folder / "annex-a").rglob("*") if path.suffix in {".xlsx", ".xls", ".csv"}
    )


def test_that_every_public_sample_is_taken_in_with_listed_problems_or_refused(
    house: Any, inspection: Inspection, sequence: Any, shared_data: Path
) -> None:
    outcomes: dict[str, str] = {}
    for path in workbooks(shared_data):
        before = sequence()
        held = len(house.casefiles.children(inspection.id, limit=100_000))
        try:
            review = house.casefiles.review_annex_a(path)
        except Explained as refusal:
            outcomes[path.name] = "refused" if is_a_sentence(refusal.message) else refusal.message
            continue
        finally:
            assert sequence() == before, "a review stores nothing"
        assert are_told(review.refusals), path
        assert are_told(review.problems), path
        assert all(one.rows == one.taken + one.with_problems + one.refused for one in review.lists), path
        if not review.children:
            with pytest.raises(Explained, match="There is no child in this file"):
                house.casefiles.import_annex_a(inspection.id, review)
            assert sequence() == before
            outcomes[path.name] = "refused"
            continue
        counts = house.casefiles.import_annex_a(inspection.id, review)
        assert counts.added + counts.changed + counts.same == len(review.children)
        assert len(house.casefiles.children(inspection.id, limit=100_000)) == held + counts.added
        outcomes[path.name] = "with problems" if review.problems or review.refusals else "taken in"

    assert outcomes == {
        "2015-01-sample.xlsx": "with problems",
        "2016-01-sample.xlsx": "refused",
        "2016-02-sample.xlsx": "refused",
        "Annex_A.xlsx": "with problems",
        "Annex_A_2024_Jan.xlsx": "with problems",
        "Provider_data_lookup.csv": "refused",
        "example-A-2005.xls": "with problems",
        "example-B-2004.xlsx": "with problems",
        "ofsted_csc_ilacs_history.csv": "refused",
        "ofsted_csc_ilacs_overview.xlsx": "refused",
    }
    assert house.lookup.chain().first_wrong is None


# -- mail and chats ----------------------------------------------------------------------------


def test_that_every_malformed_mail_is_taken_in_or_listed_and_none_twice(
    house: Any, inspection: Inspection, sequence: Any, shared_data: Path
) -> None:
    paths = sorted((shared_data / "mail-malformed").glob("*.eml"))
    before = sequence()

    review = house.feedback.review(paths, inspection.id, source=Source.MAIL)

    assert sequence() == before
    assert are_told(review.refusals)
    refused = {refusal.place.split(",")[0] for refusal in review.refusals}
    assert len(review.drafts) + review.duplicates + len(refused) >= len(paths)
    assert house.feedback.bring_in(inspection.id, review) == len(review.drafts)
    (thread,) = house.feedback.threads(inspection.id)
    assert thread.message_count == len(review.drafts)
    after = sequence()
    again = house.feedback.review(paths, inspection.id)
    with pytest.raises(Explained, match="nothing new"):
        house.feedback.bring_in(inspection.id, again)
    assert again.drafts == ()
    assert sequence() == after


FOREIGN: dict[str, tuple[str, Maker]] = {
    "noise called a chat": ("chat.zip", noise),
    "a zip with no chat": ("nested.zip", nested),
    "an empty chat": ("chat.txt", lambda: b""),
    "a picture called a mail": ("mail.eml", lambda: PNG),
    "a list called a mail": ("list.eml", lambda: b"Name;Room\nR. Malik;2\n"),
    "noise called a mail": ("noise.eml", noise),
}


def test_that_what_is_no_message_is_refused_in_a_sentence(
    house: Any, inspection: Inspection, sequence: Any, refusals_of: Any, tmp_path: Path
) -> None:
    before = sequence()

    said = refusals_of(FOREIGN, lambda path: house.feedback.review(path, inspection.id))

    no_chat = "is not a WhatsApp chat: no line begins with a date, a time and a name."
    assert said == {
        "noise called a chat": f"chat.zip {no_chat}",
        "a zip with no chat": f"nested.zip {no_chat}",
        "an empty chat": "chat.txt is empty.",
        "a picture called a mail": "mail.eml: it is not a mail message.",
        "a list called a mail": "list.eml: it is not a mail message: it has none of the headers of one.",
        "noise called a mail": "noise.eml: it is not a mail message.",
    }
    assert sequence() == before
    assert house.feedback.threads(inspection.id) == ()
    assert [each.name for each in tmp_path.parent.glob("climb.txt")] == []


def test_that_among_several_files_only_the_bad_ones_are_refused(
    house: Any, inspection: Inspection, bad_file: Any
) -> None:
    good = bad_file(
        "good.eml",
        b"From: ops@borsetshire.example\r\nTo: room@borsetshire.example\r\nSubject: Room 2\r\n"
        b"Date: Wed, 02 Dec 2026 09:00:00 +0000\r\nMessage-ID: <1@b.example>\r\n\r\nIt is free.\r\n",
    )
    paths = [good, *(bad_file(name, make()) for name, make in FOREIGN.values())]

    review = house.feedback.review(paths, inspection.id)
    stored = house.feedback.bring_in(inspection.id, review)

    assert [draft.subject for draft in review.drafts] == ["Room 2"]
    assert sorted(refusal.place for refusal in review.refusals) == sorted(path.name for path in paths[1:])
    assert all(is_a_sentence(refusal.reason) for refusal in review.refusals)
    assert stored == 1


# -- people ------------------------------------------------------------------------------------


def test_that_what_is_no_list_of_people_is_refused_in_a_sentence(
    house: Any, sequence: Any, refusals_of: Any
) -> None:
    before = sequence()

    said = refusals_of(HOSTILE, house.people.review_people)

    assert said == NO_WORKBOOK | {
        "a workbook of other things": "No list of people or places was found in menu.xlsx."
    }
    assert sequence() == before
    assert house.people.all() == ()


@pytest.mark.parametrize("content", [
    b"name,role\n\x00\x00Rashida Malik\x00,Team manager\n\x00,\x00\n",
    b"name,role\x00\nRashida\x00 Malik,\x00Team manager\n\x00\n",
    "name,role\nRashida Malik,Team manager\n".encode("utf-16-le"),
])  # fmt: skip
def test_that_a_list_with_nulls_is_taken_in_without_them(house: Any, bad_file: Any, content: bytes) -> None:
    path = bad_file("staff.csv", content)

    house.people.import_people(house.people.review_people(path))

    assert [(person.name, person.role) for person in house.people.all()] == [
        ("Rashida Malik", "Team manager")
    ]
