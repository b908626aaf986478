"""``review …`` on a whole house: what is printed, and the same as JSON."""

from __future__ import annotations

import argparse
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from ilacs_desktop.cli import daily_review
from ilacs_desktop.cli.output import Output
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.timetable import SlotKind


@pytest.fixture
def say(house: Any, inspection: Any, person: Any) -> Callable[..., Any]:
    """Run one command line and give what it printed, as text or as JSON."""
    person("Paula Marsh", side="inspectorate", known_as="Inspector B")
    house.timetable.cancel_many(inspection.id, [each.uid for each in house.timetable.draft(inspection.id)])

    def run(*words: str, as_json: bool = False) -> Any:
        parser = argparse.ArgumentParser()
        parser.add_argument("--inspection", type=int)
        daily_review.register(parser.add_subparsers())
        args = parser.parse_args(["review", *words])
        stream = io.StringIO()
        args.deed(house, args, Output(as_json, stream))
        return json.loads(stream.getvalue()) if as_json else stream.getvalue()

    return run


def test_that_what_is_left_is_said(say: Any, house: Any, inspection: Any):
    house.info_requests.add(inspection.id, verbatim="Return interviews, please")

    assert say("left") == (
        "Two things before you can go home.\n"
        "  1 request open; least slack IR-001, 2 h.\n"
        "  No sheet for Thursday 3 December yet.\n"
    )
    assert say("left", as_json=True) == {
        "day": "2026-12-02",
        "count": 2,
        "sentence": "Two things before you can go home.",
        "left": ["1 request open; least slack IR-001, 2 h.", "No sheet for Thursday 3 December yet."],
    }


def test_that_steps_are_finished_skipped_and_taken_back(say: Any):
    assert "sheet      open" in say()
    skipped = say("--skip", "sheet", "--note", "Tomorrow at seven", as_json=True)[-1]
    assert (skipped["state"], skipped["note"], skipped["finished_by"]) == (
        "skipped",
        "Tomorrow at seven",
        "K. Boyle",
    )
    assert say().splitlines()[-1] == "Everything is done. You can go home."
    assert say("--reopen", "sheet", as_json=True)[-1]["state"] == "open"
    with pytest.raises(Explained, match="No sheet for Thursday 3 December yet"):
        say("--finish", "sheet")


def test_that_points_of_the_meeting_are_kept_as_what_they_say(say: Any, house: Any, inspection: Any):
    slot = house.timetable.add(
        inspection.id,
        starts_at=datetime(2026, 12, 3, 9, 30, tzinfo=UTC),
        ends_at=datetime(2026, 12, 3, 10, 30, tzinfo=UTC),
        purpose="C-014 records",
        kind=SlotKind.MEETING,
    )

    assert say("note", "Inspector B asked for the audit schedule") == (
        "Kept: [request IR-001] Inspector B asked for the audit schedule\n"
    )
    assert say("note", "They have seen enough") == "Kept: [note] They have seen enough\n"
    edit = say("note", "half an hour later", "--slot", slot.uid, as_json=True)
    assert (edit["kind"], edit["became"], edit["thing"], edit["thing_id"]) == (
        "timetable",
        "C-014 records, Thu 09:30",
        "slot",
        slot.id,
    )
    assert "  [note] They have seen enough" in say()


def test_that_the_record_of_a_day_before_is_shown_and_listed(say: Any, clock: Any):
    say("--skip", "sheet", "--note", "Tomorrow at seven")
    say("note", "They have seen enough")
    closed = say("close")
    clock.now = datetime(2026, 12, 3, 18, 40, tzinfo=UTC)

    shown = say("--day", "2026-12-02")
    record = say("--day", "2026-12-02", as_json=True)

    assert closed == "The review of Wednesday 2 December is closed. You can go home.\n"
    assert shown.splitlines()[0] == "The review of Wednesday 2 December, as it was kept."
    assert "  Tomorrow’s sheet: skipped, Wed 18:40, K. Boyle: “Tomorrow at seven”" in shown
    assert "  [note] They have seen enough" in shown
    assert shown.splitlines()[-1] == "Closed Wed 18:40, K. Boyle."
    assert (record["day"], record["not_kept"], record["closed"]["finished_by"]) == (
        "2026-12-02",
        [],
        "K. Boyle",
    )
    assert [point["text"] for point in record["points"]] == ["They have seen enough"]
    assert say("days").splitlines()[-1] == "Wednesday 2 December  11     1       Wed 18:40"
    with pytest.raises(Explained, match="The review of Wednesday 2 December is over"):
        say("--day", "2026-12-02", "--finish", "today")
