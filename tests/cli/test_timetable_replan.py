"""``timetable replan`` on a whole house: proposals in words and as JSON, one of them applied."""

from __future__ import annotations

import argparse
import io
import json
from datetime import date, datetime, time

import pytest

from ilacs_desktop.cli import timetable
from ilacs_desktop.cli.output import Output
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import moment
from ilacs_desktop.domain.timetable import PartKind, SlotKind

DAY = date(2026, 12, 3)


def at(hour: int, minute: int = 0) -> datetime:
    return moment(DAY, time(hour, minute))


@pytest.fixture
def slot(house, inspection, person):
    """One session at ten; whatever the agenda has put on that day is cancelled."""
    inspector = person("P. Marsh", "inspectorate", known_as="Inspector B")
    person("O. Reed", "inspectorate", known_as="Inspector C")
    worker = person("R. Malik")
    room = house.people.add_place("Room 2", site="Castle House")
    house.people.add_place("Room 3", site="Castle House")
    house.timetable.cancel_many(
        inspection.id, [each.uid for each in house.timetable.draft(inspection.id, DAY)]
    )
    return house.timetable.add(
        inspection.id,
        starts_at=at(10),
        ends_at=at(11),
        purpose="records",
        kind=SlotKind.CASE_SESSION,
        place_id=room.id,
        parts=[(inspector.id, PartKind.LEADS), (worker.id, PartKind.ATTENDS)],
        case_code="C-014",
    )


@pytest.fixture
def say(house, inspection):
    parser = argparse.ArgumentParser()
    timetable.register(parser.add_subparsers())

    def run(*words: str, as_json: bool = False) -> str:
        args = parser.parse_args(["timetable", "replan", *words])
        args.inspection = inspection.id
        stream = io.StringIO()
        args.deed(house, args, Output(as_json, stream))
        return stream.getvalue()

    return run


def test_that_proposals_are_printed_with_their_cost_and_changes(slot, say):
    said = say("--away", "R. Malik 2026-12-03T09:00/12:00", "--late", "Inspector B 20 2026-12-03T12:00")

    assert "1. Least disturbing: 2 people to tell, 1 slot moves, none cancelled." in said
    assert "C-014 records with Inspector B moves from 10:00 to 12:20" in said
    assert "To tell: Inspector B, R. Malik." in said


def test_that_a_proposal_is_put_into_the_draft_and_said_as_json(slot, say, house, inspection):
    said = json.loads(say("--closed", "Room 2 2026-12-03", "--apply", "1", as_json=True))

    assert said["applied"] == 1
    assert said["proposals"][0]["sentence"] == "2 people to tell, 1 in another room, none cancelled"
    assert said["proposals"][0]["proven"] is True
    assert house.timetable.slot(inspection.id, slot.uid).place == "Room 3"


def test_that_wishes_that_exclude_each_other_are_a_refusal(slot, say):
    with pytest.raises(Explained, match="These wishes exclude each other"):
        say("--away", "R. Malik 2026-12-03", "--must", slot.uid[:8])


@pytest.mark.parametrize(
    "words",
    [
        ("--away", "R. Malik"),
        ("--away", "Nobody 2026-12-03"),
        ("--closed", "Room 2 tomorrow"),
        ("--swap", "Inspector B"),
        ("--late", "Inspector B soon"),
        ("--swap", "Inspector B=Inspector C"),
        ("--cancel", "nothing"),
        (),
    ],
)
def test_that_a_wish_that_cannot_be_read_is_refused(slot, say, words):
    with pytest.raises(Explained):
        say(*words)


def test_that_an_inspector_is_swapped_for_another_on_a_day(slot, say, house, inspection):
    say("--swap", "Inspector B=Inspector C", "--day", "2026-12-03", "--apply", "1")

    now = house.timetable.slot(inspection.id, slot.uid)
    assert (now.starts_at, [part.name for part in now.inspectors]) == (at(10), ["Inspector C"])


def test_that_a_number_that_was_not_proposed_is_refused(slot, say):
    with pytest.raises(Explained, match="There is no proposal 9"):
        say("--cancel", slot.uid, "--apply", "9")
