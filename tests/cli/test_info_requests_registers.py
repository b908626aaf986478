"""``requests figures``, ``points`` and ``offers`` on a whole house."""

from __future__ import annotations

import pytest

from ilacs_desktop.cli import info_requests
from ilacs_desktop.domain.errors import Explained


@pytest.fixture
def say(command, house, inspection, person):
    """Run one command line and give what it printed, as text or as JSON."""
    person("Paula Marsh", side="inspectorate", known_as="Inspector B")
    person("Rosa Quinn", role="Assistant Director")

    return command(info_requests, "requests")


def test_that_figures_are_noted_compared_superseded_and_explained(say):
    line = "84% of return interviews within 72 hours, June to November"
    first = say("figures", "line", line, "--to", "Inspector B")
    say("figures", "add", "--value", "79 %", "--measure", "RHIs within 72 hours", "--to", "Inspector C")

    assert first == "F-01  return interviews within 72 hours: 84%, said\n"
    assert say("figures", "list", "--disagreeing").splitlines()[2] == (
        "return interviews within 72 hours  June to November  "
        "84% (F-01, Inspector B) / 79% (F-02, Inspector C)"
    )
    (found,) = say("figures", "list", "--disagreeing", as_json=True)
    assert [each["ref"] for each in found["figures"]] == ["F-01", "F-02"]
    assert say("figures", "supersede", "f-02", "--value", "81%") == (
        "F-02, 79%, was told to Inspector C.\nF-03  RHIs within 72 hours: 81%, said\n"
    )
    assert [row.split()[-1] for row in say("figures").splitlines()[2:]] == [
        "disagrees",
        "superseded",
        "disagrees",
    ]
    say("figures", "explain", "F-01", "F-03", "--why", "F-03 counts those placed outside as well")
    assert say("figures", "list", "--disagreeing") == "No two figures disagree.\n"
    say("figures", "dispute", "F-01")
    assert len(say("figures", "list", "--disagreeing", as_json=True)) == 1
    say("figures", "change", "F-03", "--source", "Mosaic", "--as-of", "2026-11-30")
    say("figures", "withdraw", "F-03", "It counted episodes")
    shown = say("figures", "show", "F-03", as_json=True)
    assert (shown["source"], shown["as_of"], shown["withdrawn_reason"]) == (
        "Mosaic",
        "2026-11-30",
        "It counted episodes",
    )
    assert say("figures", "restore", "F-03") == "F-03  RHIs within 72 hours: 81%, said\n"
    assert "As of: 2026-11-30" in say("figures", "show", "F-03")
    with pytest.raises(Explained, match="There is no figure F-09"):
        say("figures", "show", "F-09")


def test_that_a_point_goes_its_way(say):
    said = say("points", "add", "Only half are seen alone", "--by", "Inspector B", "--owner", "Rosa Quinn")
    say("points", "change", "Q-01", "--evidence", "41 of 44", "--raise-at", "2026-12-03T08:30")

    assert said == "Q-01  Only half are seen alone: to be raised\n"
    assert say("points").splitlines()[2] == (
        "Q-01  Only half are seen alone  41 of 44      R. Quinn  Thu 08:30  to be raised"
    )
    say("points", "raise", "Q-01", "--where", "Daily meeting")
    say("points", "settle", "Q-01", "accepted", "They take it back")
    assert say("points") == "Nothing here yet.\n"
    (row,) = say("points", "list", "--all", as_json=True)
    assert (row["state"], row["outcome"], row["raise_where"], row["said_by"]) == (
        "accepted",
        "They take it back",
        "Daily meeting",
        "Inspector B",
    )
    assert "What came of it: They take it back" in say("points", "show", "Q-01")
    assert say("points", "reopen", "Q-01") == "Q-01  Only half are seen alone: to be raised\n"


def test_that_an_offer_is_made_taken_up_and_another_declined(say):
    say("offers", "add", "Our practice week report", "--to", "Inspector B", "--owner", "Rosa Quinn")
    say("offers", "add", "A film")
    say("offers", "take-up", "IR-001", "--words", "Gladly")
    say("offers", "decline", "IR-002", "Seen last year")

    assert [row["offer"] for row in say("offers", as_json=True)] == ["declined", "taken up"]
    assert say("offers", "list").splitlines()[3] == (
        "IR-001  Our practice week report  Inspector B  18:40  R. Quinn    taken up"
    )
