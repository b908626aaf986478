"""``requests tonight``, ``decide``, ``digest``, ``numbers`` and ``ladder``, as text and as JSON."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ilacs_desktop.cli import info_requests
from ilacs_desktop.domain.errors import Explained


@pytest.fixture
def say(command, house, inspection, person, clock):
    """Run one command line and give what it printed; one owner has two open requests."""
    osei = person("Ama Osei")
    for minutes in (-15, 80):
        house.info_requests.add(
            inspection.id,
            verbatim="return interviews",
            owner_id=osei.id,
            asked_at=clock.now - timedelta(hours=1),
            target_at=clock.now + timedelta(minutes=minutes),
        )

    return command(info_requests, "requests")


def test_that_the_evening_is_decided_told_and_counted_by_command(say, tmp_path):
    said = say("decide", "IR-002", "can-wait", "--agreed-with", "Inspector B", "--at", "18:30")
    rows = say("tonight", as_json=True)
    digest = say("digest", "--owner", "osei", "--out", str(tmp_path / "out"), as_json=True)
    numbers = say("numbers", as_json=True)
    ladder = say("ladder", "--before", "60,15", "--quiet", "21:30-06:30")

    assert said == "IR-002: can wait, agreed with Inspector B at 18:30.\n"
    assert [(row["ref"], row["off_duty"], row["decided"], row["decided_note"]) for row in rows] == [
        ("IR-001", "off duty since 17:00", None, ""),
        ("IR-002", "off duty since 17:00", "can wait", "agreed with Inspector B at 18:30"),
    ]
    assert [(each["owner"], each["refs"], each["late"]) for each in digest["digests"]] == [
        ("A. Osei", ["IR-001", "IR-002"], 1)
    ]
    assert [path.endswith(".eml") for path in digest["files"]] == [True]
    assert [(row["label"], row["said"]) for row in numbers if row["value"]] == [
        ("under 2 h", "2, 1 late"), ("Wed 2 Dec", "2"),
    ]  # fmt: skip
    assert ladder == (
        "Rings 60 min before, 15 min before, at due, 30 min after, 120 min after; "
        "quiet 21:30 to 06:30; late ones: tell the inspection lead.\n"
    )


def test_that_nothing_waits_by_command_unless_somebody_has_agreed(say):
    with pytest.raises(Explained, match="only if somebody has agreed"):
        say("decide", "IR-001", "can-wait")
