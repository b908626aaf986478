"""Which line replaced which, who had the old one, what warns, and what a folder holds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import GivenItem, InfoRequest, ItemState, OurStatus, RequestItem
from ilacs_desktop.domain.info_requests.folder import (
    FileState,
    FolderFinding,
    FoundFile,
    compare_folder,
)
from ilacs_desktop.domain.info_requests.given import (
    CautionKind,
    cautions,
    check_item_can_be_given,
    is_complete,
    mark_superseded,
    newest_of,
    next_version,
    who_had,
    who_lacks_newest,
)

BEGIN = datetime(2026, 12, 2, 9, 0, tzinfo=UTC)
NOW = datetime(2026, 12, 2, 18, 40, tzinfo=UTC)


def line(number, sha="", to="Inspector B", supersedes=None, name="rhi.xlsx", version="1", **more):
    """A line of the register, one hour after the one before."""
    return GivenItem(
        id=number,
        request_id=more.pop("request_id", number),
        ref=f"IR-{number:03d}",
        file_name=name,
        version_label=version,
        sha256=sha * 64,
        size_bytes=10,
        as_of=None,
        cleared_by="K. Boyle",
        given_by="K. Boyle",
        how=more.pop("how", "sharing site"),
        given_at=BEGIN + timedelta(hours=number),
        supersedes_id=supersedes,
        given_to=to,
        **more,
    )


WRONG_DOCUMENT = mark_superseded(
    (
        line(1, "a"),
        line(2, "a", to="Inspector C"),
        line(3, "b", supersedes=1, version="2"),
        line(4, "c", to="Lead Inspector", name="lado.pdf", review_on=date(2026, 11, 30)),
    )
)


def test_that_a_file_superseded_for_one_is_superseded_for_all_who_had_it():
    assert [(row.id, row.superseded_by_id) for row in WRONG_DOCUMENT if row.is_superseded] == [(1, 3), (2, 3)]
    assert [
        (each.who, each.line_id, each.has_newest) for each in who_had(WRONG_DOCUMENT[2], WRONG_DOCUMENT)
    ] == [
        ("Inspector B", 1, True),
        ("Inspector C", 2, False),
    ]
    assert [each.who for each in who_lacks_newest(WRONG_DOCUMENT[0], WRONG_DOCUMENT)] == ["Inspector C"]
    assert who_had(WRONG_DOCUMENT[3], WRONG_DOCUMENT) == ()


def test_that_a_file_brought_back_as_the_successor_holds_again():
    lines = mark_superseded((line(1, "a"), line(2, "b", supersedes=1), line(3, "a", supersedes=2)))

    assert [row.superseded_by_id for row in lines] == [2, 3, None]
    assert newest_of(lines[0], {row.id: row for row in lines}).id == 3


@settings(max_examples=100)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), min_size=1, max_size=8))
def test_that_every_chain_ends_in_a_line_that_holds_and_names_all_older_ones(steps):
    free, rows = [], []
    for number, (sha, replaces) in enumerate(steps, start=1):
        rows.append(
            line(number, sha, to=f"Inspector {number}", supersedes=free.pop() if replaces and free else None)
        )
        free.append(number)
    lines = mark_superseded(rows)
    by_id = {row.id: row for row in lines}

    for row in lines:
        newest = newest_of(row, by_id)
        had = {holder.line_id for holder in who_had(row, lines)}
        assert had == {
            each.id for each in lines if each.is_superseded and newest_of(each, by_id).sha256 == newest.sha256
        }
        assert row.is_superseded == (row.superseded_by_id is not None)
        assert not newest.is_superseded


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (
            {"file_name": "rhi.xlsx", "sha256": "a" * 64},
            [
                (
                    CautionKind.SUPERSEDED,
                    "“rhi.xlsx”, version 1 was superseded 12:00 by “rhi.xlsx”, version 2.",
                    True,
                )
            ],
        ),
        (
            {"file_name": "RHI.xlsx", "sha256": "d" * 64},
            [
                (
                    CautionKind.OTHER_CONTENT,
                    "A file of this name with other content was given 12:00 to Inspector B as version 2.",
                    False,
                )
            ],
        ),
        ({"file_name": "RHI.xlsx", "sha256": "d" * 64, "supersedes_id": 3}, []),
        (
            {"file_name": "lado.pdf", "sha256": "c" * 64, "given_to": "lead inspector"},
            [
                (CautionKind.PAST_REVIEW, "“lado.pdf”, version 1 was to be reviewed by Mon 30 Nov.", True),
                (CautionKind.GIVEN_BEFORE, "Lead Inspector was given this file 13:00 for IR-004.", False),
            ],
        ),
        ({"file_name": "lado.pdf", "sha256": "c" * 64, "review_on": date(2026, 12, 2)}, []),
        (
            {"file_name": "new.pdf", "sha256": "e" * 64, "review_on": date(2026, 12, 1)},
            [(CautionKind.PAST_REVIEW, "The review date given, Tue 1 Dec, is past.", True)],
        ),
        ({"file_name": "new.pdf", "sha256": "e" * 64}, []),
    ],
)
def test_that_one_is_warned_before_a_stale_document_is_given_again(file, expected):
    found = cautions(WRONG_DOCUMENT, now=NOW, **file)

    assert [(each.kind, each.text, each.stops) for each in found] == expected


def test_that_a_name_that_was_left_behind_warns_whatever_the_content():
    lines = mark_superseded((line(1, "a", name="old.pdf"), line(2, "b", name="new.pdf", supersedes=1)))

    (found,) = cautions(lines, file_name="old.pdf", sha256="d" * 64, now=NOW)

    assert (found.text, found.stops) == (
        "A file named “old.pdf” was superseded 11:00 by “new.pdf”, version 1.",
        True,
    )
    assert cautions(lines, file_name="old.pdf", sha256="d" * 64, now=NOW, supersedes_id=2) == ()


def test_that_an_item_is_given_once_it_is_cleared_and_completes_its_request():
    request = InfoRequest(1, 1, 1, "IR-001", "words", "", BEGIN, ours=OurStatus.CHECKING)
    wanted = RequestItem(1, "Counts by month")
    given_item, waived = (
        RequestItem(2, "Themes", state=state) for state in (ItemState.GIVEN, ItemState.WAIVED)
    )

    with pytest.raises(Explained, match="only what is cleared"):
        check_item_can_be_given(request, wanted)
    with pytest.raises(Explained, match="is waived"):
        check_item_can_be_given(request, waived)
    check_item_can_be_given(request, RequestItem(1, "Counts by month", cleared_by="K. Boyle"))
    assert [
        is_complete(items)
        for items in ((), (waived,), (given_item, wanted), (given_item, waived), (given_item,))
    ] == [False, False, False, True, True]


def test_that_a_folder_is_held_against_the_register():
    lines = mark_superseded(
        (
            *WRONG_DOCUMENT,
            line(5, "f", name="Café.docx"),
            line(6, "9", name="shown.pptx", how="shown on screen"),
            line(7, "8", name="plan.docx"),
        )
    )
    found = (
        FoundFile("a/rhi (copy).xlsx", 10, "b" * 64),
        FoundFile("a/rhi.xlsx", 10, "a" * 64),
        FoundFile("Cafe\u0301.docx", 11),
        FoundFile("extra.txt", 3),
        FoundFile("locked.pdf", 10, trouble="“locked.pdf” cannot be read."),
        FoundFile("lado.pdf", 10, "c" * 64),
    )

    assert compare_folder(found, lines, now=NOW) == (
        FolderFinding(FileState.CHANGED, "Cafe\u0301.docx", "not the content given 14:00", 5, "IR-005"),
        FolderFinding(
            FileState.SUPERSEDED, "a/rhi.xlsx", "superseded 12:00 by “rhi.xlsx”, version 2", 2, "IR-002"
        ),
        FolderFinding(FileState.MISSING, "plan.docx", "given 16:00, sharing site", 7, "IR-007"),
        FolderFinding(FileState.NOT_RECORDED, "extra.txt", "no line of the register has this file"),
        FolderFinding(FileState.UNREADABLE, "locked.pdf", "“locked.pdf” cannot be read."),
        FolderFinding(FileState.SAME, "a/rhi (copy).xlsx", "recorded as “rhi.xlsx”", 3, "IR-003"),
        FolderFinding(FileState.SAME, "lado.pdf", "", 4, "IR-004"),
    )


@pytest.mark.parametrize(
    ("label", "following"),
    [("1", "2"), ("1.9", "1.10"), ("v2", "v3"), ("draft", "draft, 2"), ("", "2"), ("2026²", "2026², 2")],
)
def test_that_a_version_has_a_next_one(label, following):
    assert next_version(label) == following
