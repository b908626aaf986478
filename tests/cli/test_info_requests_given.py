"""``requests give …`` and what else the given register can do, as text and as JSON."""

from __future__ import annotations

import pytest

from ilacs_desktop.cli import info_requests
from ilacs_desktop.domain.errors import Explained


@pytest.fixture
def say(command, house, inspection, person):
    """Run one command line and give what it printed; two inspectors have asked for the same."""
    for asker in ("Inspector B", "Inspector C"):
        known = person(f"Paula {asker}", side="inspectorate", known_as=asker)
        made = house.info_requests.add(
            inspection.id, verbatim="return interviews", asked_by_id=known.id, items=("Counts", "Themes")
        )
        house.info_requests.assign(made.id, known.id)
    first = house.info_requests.open(inspection.id)[0]
    house.info_requests.clear(first.id, accuracy_by="R. Quinn", redaction_by="R. Quinn")

    return command(info_requests, "requests")


def test_that_a_wrong_document_is_replaced_for_both_who_had_it(say, tmp_path):
    wrong, right = tmp_path / "rhi.xlsx", tmp_path / "rhi-2.xlsx"
    wrong.write_bytes(b"wrong")
    right.write_bytes(b"right")
    say("give", "IR-001", str(wrong), "--as-of", "2026-11-30", "--review-on", "2026-12-04")
    say("give-again", "IR-002", "--as", "IR-001")
    say("receipt", "2", "signed for")
    replaced = say("give", "IR-001", str(right), "--replaces", "1", "--cleared-by", "R. Quinn", as_json=True)
    told = say("line", "2")
    (again,) = say("give-newest", "2", as_json=True)["lines"]

    assert (replaced["supersedes"], replaced["request"]) == (1, "IR-001")
    assert told.splitlines()[1:] == [
        "Given 18:40 to Inspector C by K. Boyle; superseded by line 3.",
        "To be reviewed by Fri 4 Dec.",
        "Received 18:40: signed for.",
        "  Inspector B: version 1, 18:40, has the newest",
        "  Inspector C: version 1, 18:40, has only the old one",
    ]
    assert (again["request"], again["file_name"], again["given_to"]) == (
        "IR-002",
        "rhi-2.xlsx",
        "Inspector C",
    )
    assert [line.split("  ")[-1] for line in say("given").splitlines()[2:]] == [
        "current",
        "current",
        "superseded by line 4",
        "superseded by line 3",
    ]
    with pytest.raises(Explained, match="was superseded"):
        say("give", "IR-001", str(wrong))
    assert say("give", "IR-001", str(wrong), "--despite", "they asked for it").startswith("IR-001: line 5 of")


def test_that_an_item_is_named_by_its_first_words(say, house):
    line = say("give", "IR-001", "--how", "said", "--item", "cou", as_json=True)

    (request,) = [row for row in house.info_requests.live(1) if row.ref == "IR-001"]
    assert (line["item"], line["file_name"]) == (request.items[0].id, "")
    with pytest.raises(Explained, match="has no one item “x”"):
        say("give", "IR-001", "--how", "said", "--item", "x")


def test_that_a_folder_is_held_against_the_register(say, tmp_path):
    (tmp_path / "site").mkdir()
    file = tmp_path / "site" / "rhi.xlsx"
    file.write_bytes(b"figures")
    (tmp_path / "site" / ".DS_Store").write_bytes(b"")
    say("give", "IR-001", str(file))
    right = say("folder-check", str(tmp_path / "site"), as_json=True)
    file.write_bytes(b"FIGURES")

    assert [(row["path"], row["state"], row["line"], row["is_right"]) for row in right] == [
        ("rhi.xlsx", "as recorded", 1, True)
    ]
    assert say("folder-check", str(tmp_path / "site")).splitlines()[2:] == [
        "rhi.xlsx  changed  IR-001  not the content given 18:40",
        "1 changed",
        "Not looked at: .DS_Store",
    ]
