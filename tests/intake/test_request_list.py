"""Reading trackers of requests as people keep them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import (
    ClockPause,
    InfoRequest,
    ItemState,
    OurStatus,
    RequestItem,
    TheirStatus,
)
from ilacs_desktop.domain.info_requests.exchange.kept import kept_line, read_kept
from ilacs_desktop.domain.info_requests.exchange.tracker import Field, read_status, suggest
from ilacs_desktop.domain.moments import moment
from ilacs_desktop.intake.request_list import read_here
from ilacs_desktop.intake.request_rows import understand

AROUND = date(2026, 11, 30)
DAY = date(2026, 12, 3)


def csv(folder: Path, text: str) -> Path:
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    return path


def drafts_of(path: Path):
    raw = read_here(path)
    return understand(raw, raw.tables[0], suggest(raw.tables[0].headings)[0], around=AROUND)


@pytest.mark.parametrize(
    ("due", "at"),
    [
        ("3/12/2026 14:00", time(14)),
        ("03/12/26 2pm", time(14)),
        ("Thu 3 Dec, 2.30pm", time(14, 30)),
        ("2026-12-03T14:00:00", time(14)),
        ("Thursday 3rd December (noon)", time(12)),
        ("2pm 3/12/2026", time(14)),
        ("by 14:00 on 3 December 2026", time(14)),
        ("3 Dec", time(17)),
        ("cop 3 Dec", time(17)),
        ("3 December close of play", time(17)),
        ("46359.5", time(12)),
    ],
)
def test_that_a_deadline_is_read_as_it_is_written(tmp_path: Path, due: str, at: time) -> None:
    drafts = drafts_of(csv(tmp_path, f"Request;Deadline\nThe rota;{due}\n"))

    assert drafts.refusals == ()
    assert [row.target_at for row in drafts.rows] == [moment(DAY, at)]


def test_that_headings_are_found_below_titles_in_two_rows_and_once_more(tmp_path: Path) -> None:
    text = (
        "Requests of the inspectors,,,,\n,,,,\n"
        ",Request,Dates,,Lead Officer\nRef,,Date requested,Date provided,\n"
        "1,The rota,3/12/2026,,J. Ames\n,Request,Dates,,Lead Officer\n2,The plan,3/12/2026,4/12/2026,\n"
    )

    raw = read_here(csv(tmp_path, text))
    drafts = drafts_of(tmp_path / "list.csv")

    assert raw.tables[0].headings == ("Ref", "Request", "Date requested", "Date provided", "Lead Officer")
    assert [(row.their_ref, row.title, row.owner, row.given_at is not None) for row in drafts.rows] == [
        ("1", "The rota", "J. Ames", False),
        ("2", "The plan", None, True),
    ]


def test_that_headings_nobody_knows_are_shown_for_choosing_and_a_file_without_any_is_refused(
    tmp_path: Path,
) -> None:
    raw = read_here(csv(tmp_path, "Wer,Was\nJ. Ames,The rota\n"))

    assert (raw.tables[0].headings, suggest(raw.tables[0].headings)) == (
        ("Wer", "Was"),
        ((Field.SKIP, Field.SKIP), False),
    )
    drafts = understand(raw, raw.tables[0], (Field.OWNER, Field.TITLE), around=AROUND)
    assert [(row.title, row.owner) for row in drafts.rows] == [("The rota", "J. Ames")]
    with pytest.raises(Explained, match="No table was found"):
        read_here(csv(tmp_path, "1,2\n3,4\n"))


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("In Progress", (OurStatus.GATHERING, TheirStatus.NOT_GIVEN)),
        ("Sent to Ofsted", (OurStatus.CLEARED, TheirStatus.GIVEN)),
        ("with manager", (OurStatus.CHECKING, TheirStatus.NOT_GIVEN)),
        ("N/A", (None, TheirStatus.WITHDRAWN)),
        ("purple", (None, None)),
    ],
)
def test_that_a_word_of_status_says_both_sides_or_nothing(words: str, meant: object) -> None:
    assert read_status(words) == meant


WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - its zone follows


@given(words=st.lists(WORDS, min_size=6, max_size=6), at=MOMENTS, ours=st.sampled_from(OurStatus))
def test_that_a_request_comes_back_from_its_line_as_it_was(
    words: list[str], at: datetime, ours: OurStatus
) -> None:
    request = InfoRequest(
        3, 0, 31, "IR-031", "v" + words[0], words[1], at, title=words[2], ours=ours, target_at=at,
        pauses=(ClockPause(at, None, words[3]),), asked_how=words[4][:60],
        items=(RequestItem(1, "w" + words[5], state=ItemState.GIVEN), RequestItem(2, "x")),
    )  # fmt: skip

    line = kept_line(
        replace(request, owner_id=7, version=5), names={"R. M": "Rashida M"}, merged_into="IR-001"
    )

    assert line.isascii()
    assert (read_kept(line).what, read_kept(line).merged_into) == (request, "IR-001")
