"""``cases``: cards, choosing, coverage, load and the consent log, as they are printed and as JSON."""

from __future__ import annotations

import argparse
import io
import json

import pytest

from ilacs_desktop.cli import casefiles
from ilacs_desktop.cli.output import Output
from ilacs_desktop.domain.casefiles import AnnexAReview, ChildDraft
from ilacs_desktop.domain.errors import Explained

DRAFTS = tuple(
    ChildDraft(
        f"90010{n}", ("child in need",), "Duty", "Rashida Malik", "1 to 4", (("last_seen_on", "2026-10-16"),)
    )
    for n in range(1, 5)
)


@pytest.fixture
def say(house, inspection, person):
    """Says a command and gives back what it prints."""
    person("Rashida Malik", team="Duty", locality="North", role="Social worker, newly qualified")
    person("P. Marsh", "inspectorate", known_as="Inspector B")
    house.casefiles.import_annex_a(inspection.id, AnnexAReview("list 6.csv", "Annex A", (), DRAFTS))
    parser = argparse.ArgumentParser()
    casefiles.register(parser.add_subparsers())

    def run(*words: str, as_json: bool = False) -> str:
        args = parser.parse_args(["cases", *words])
        args.inspection = inspection.id
        stream = io.StringIO()
        args.deed(house, args, Output(as_json, stream))
        return stream.getvalue()

    return run


def test_that_children_are_drawn_chosen_and_covered(say):
    drawn = say("draw", "2", "--seed", "4711", "--locality", "North", "--choose")

    assert drawn == (
        "Random draw of 2 of 4 (North), seed 4711:\n  900102  Duty\n  900103  Duty\n"
        "C-001 is child 900102.\nC-002 is child 900103.\n"
    )
    assert json.loads(say("draw", "2", "--seed", "4711", "--locality", "North", as_json=True))["among"] == 4
    say("plan", "C-001", "--start", "2026-12-03T09:30", "--inspector", "P. Marsh")
    heading, _, row = say("coverage").splitlines()
    assert heading.split() == ["Team", "Inspector", "B", "no", "inspector", "yet", "In", "all"]
    assert row.split() == ["Duty", "1", "planned", "1", "chosen", "1", "planned,", "1", "chosen"]
    assert json.loads(say("coverage", "--unseen", as_json=True))[0] == {
        "what": "day", "name": "Mon 30 Nov", "planned": 0, "children": 0,
    }  # fmt: skip
    assert "newly qualified and alone in C-001" in say("load")


def test_that_one_says_what_is_too_far_and_what_could_be_by_video(say):
    assert say("far") == "No locality is too far to visit.\n"
    say("choose", "900101", "--reason", "Sampled by Ofsted")

    (row,) = json.loads(say("far", "--mark", "North", "--minutes", "90", as_json=True))

    assert row == {
        "locality": "North", "minutes": None, "by_video": 0, "visits": 0, "children": 4,
        "could_be_by_video": ["C-001"],
    }  # fmt: skip
    assert "North: marked as too far: not sampled by video yet. Could be by video: C-001." in say("coverage")
    with pytest.raises(Explained, match="no locality called West"):
        say("far", "--mark", "West")
    assert say("far", "--unmark", "North") == "No locality is too far to visit.\n"


def test_that_an_email_is_enough_to_choose(say):
    assert say("choose", "--pasted", "900101 and 900102, please", "--kind", "audit") == (
        "C-001 is child 900101.\nC-002 is child 900102.\n"
    )
    with pytest.raises(Explained, match="Not on the list of children: 900999"):
        say("choose", "--pasted", "900103, 900999", "--kind", "tracked")
    assert say(
        "choose", "--pasted", "900101 and 900103 Mary Jones, 900999", "--reason", "Ours", "--add-unknown"
    ) == (
        "The text seems to hold names of people (1). None is kept; ask for IDs.\n"
        "Left out, for they are chosen already: 900101.\n"
        "C-003 is child 900103.\nC-004 is child 900999.\n"
    )
    assert say("add", "900998", "--worker", "R. Malik") == "900998 is on the list.\n"
    with pytest.raises(Explained, match="no ID"):
        say("add", "Mary Jones")
    with pytest.raises(Explained, match="no weak spot called eyes"):
        say("list", "--weak-spot", "eyes")


def test_that_a_family_is_asked_and_the_card_says_so(say, tmp_path):
    say(
        "ask-family",
        "900101",
        "--by",
        "R. Malik",
        "--whom",
        "parent",
        "--at",
        "2026-12-02T10:00",
        "--leaflet",
    )
    say("answer-family", "900101", "yes", "--needs", "interpreter")

    (row,) = json.loads(say("consents", as_json=True))
    card = say("card", "900101")

    assert (row["answer"], row["needs"], row["leaflet"]) == ("yes", "interpreter", True)
    assert card.splitlines() == [
        "900101 · child in need",
        "  Child ID: 900101",
        "  Team: Duty",
        "  Worker: Rashida Malik",
        "  Locality: North",
        "  Age: 1 to 4",
        "  Weak spot: not seen for 47 days",
        "  Last seen: 47 days ago, expected every 42 days, overdue",
        "Inspectors can see this (list 6.csv):",
        "  Last seen: 16 Oct 2026, 47 days ago",
        "What touches it; inspectors do not see this:",
        "  Family asked by R. Malik, 10:00: yes",
    ]
    assert say("consents", "--answer", "no") == "No entry like that.\n"
    say("change-family", "900101", "--by", "O. Price", "--leaflet", "no")
    (row,) = json.loads(say("consents", "--answer", "yes", as_json=True))
    assert (row["asked_by"], row["leaflet"], row["answer"]) == ("O. Price", False, "yes")
    assert say("consents", "--out", str(tmp_path), "--format", "txt").endswith("-2026-12-02.txt\n")
    with pytest.raises(Explained, match="no format called doc"):
        say("consents", "--out", str(tmp_path), "--format", "doc")
    with pytest.raises(Explained, match="has not been asked"):
        say("answer-family", "900102", "no")
