"""``requests look``, ``board``, ``views``, ``assign-all`` and ``note`` on a whole house."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ilacs_desktop.cli import info_requests
from ilacs_desktop.domain.errors import Explained


@pytest.fixture
def say(command, house, inspection, person, clock):
    """Run one command line and give what it printed, as text or as JSON; three requests are there."""
    osei = person("Ama Osei", role="Performance Analyst")
    for number, owner in enumerate((osei.id, None, osei.id)):
        house.info_requests.add(
            inspection.id,
            verbatim=f"question {number}",
            owner_id=owner,
            asked_at=clock.now - timedelta(hours=9),
            target_at=clock.now + timedelta(hours=number - 1),
        )

    return command(info_requests, "requests")


def test_that_the_list_is_printed_in_groups_and_by_a_kept_view(say):
    assert say("look", "--group", "owner").splitlines()[2:] == [
        "No owner yet  IR-002  question 1      nobody yet  captured  18:40  0 min",
        "A. Osei       IR-001  question 0      A. Osei     assigned  17:40  late 1 h",
        "A. Osei       IR-003  question 2      A. Osei     assigned  19:40  1 h",
    ]
    say("keep-view", "Whose", "--only", "unowned", "--group", "due")
    assert [(row["group"], row["ref"]) for row in say("look", "--view", "whose", as_json=True)] == [
        ("Within 3 hours", "IR-002")
    ]
    assert say("views").splitlines()[2] == "Whose  without an owner  when it is due         usual"
    assert say("forget-view", "Whose") == "Forgot “Whose”.\n"
    with pytest.raises(Explained, match="There is no view “Whose”"):
        say("look", "--view", "Whose")


def test_that_several_are_assigned_and_a_note_is_read_again(say):
    assert say("assign-all", "Ama Osei", "IR-002", "IR-003") == "1 of 2 assigned to A. Osei.\n"
    assert say("note", "IR-002", "The export runs at six", as_json=True) == {
        "ref": "IR-002",
        "note": "The export runs at six",
    }
    assert "note: The export runs at six" in say("show", "IR-002")
    assert say("board", as_json=True)[:2] == [
        {"status": "captured", "open": 0, "late": 0, "refs": []},
        {"status": "assigned", "open": 3, "late": 1, "refs": ["IR-001", "IR-002", "IR-003"]},
    ]
