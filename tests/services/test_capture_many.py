"""A pasted list becomes many requests after a review, in one deed."""

from __future__ import annotations

from datetime import UTC, datetime

import openpyxl
import pytest

from ilacs_desktop.domain.capture import Role
from ilacs_desktop.domain.errors import Explained

LIST = """\
Dear Kath,
1. Return-interview data by 2pm re missing @AD
2. Agency staff, October
3. agency staff, october
4. = nothing that counts
Kind regards
"""


@pytest.fixture
def asked(house, inspection, person, clock):
    """The people and the line of enquiry of the list, at 10:41."""
    person("Paula Marsh", side="inspectorate", known_as="Inspector B")
    person("Rosa Quinn", role="Assistant Director")
    house.enquiry.start(inspection.id, "Missing and return interviews")
    clock.now = datetime(2026, 12, 2, 10, 41, tzinfo=UTC)
    return inspection


def told(review):
    return [
        (each.captured.about, each.is_kept, each.repeats, each.piece.why_not) for each in review.candidates
    ]


def test_that_a_list_is_reviewed_before_anything_is_stored(house, asked):
    house.info_requests.add(asked.id, verbatim="Agency staff by team, October")

    review = house.capture.review_text(asked.id, LIST)

    assert told(review) == [
        ("Dear Kath", False, 0, "a greeting or a parting"),
        ("Return-interview data", True, 0, ""),
        ("Agency staff, October", True, 0, ""),
        ("agency staff, october", False, 3, ""),
        ("nothing that counts", True, 0, ""),
        ("Kind regards", False, 0, "a greeting or a parting"),
    ]
    assert [each.similar and each.similar.label for each in review.candidates[2:4]] == ["IR-001", "IR-001"]
    assert len(house.info_requests.all(asked.id)) - len(house.info_requests.staged(asked.id)) == 1


def test_that_what_is_kept_is_stored_in_one_deed_with_its_words_as_they_stood(house, asked):
    review = house.capture.review_text(asked.id, LIST)
    kept = review.candidates[:4]

    refs = house.capture.store_many(asked.id, kept)

    made = [house.info_requests.one(ref.id) for ref in refs]
    assert [(each.ref, each.verbatim, each.title, each.owner) for each in made] == [
        ("IR-001", "1. Return-interview data by 2pm re missing @AD", "Return-interview data", "R. Quinn"),
        ("IR-002", "2. Agency staff, October", "Agency staff, October", ""),
    ]
    assert made[0].target_at == datetime(2026, 12, 2, 14, 0, tzinfo=UTC)


def test_that_one_line_refused_leaves_nothing_stored_and_is_named(house, asked):
    review = house.capture.review_text(asked.id, LIST)

    with pytest.raises(Explained, match="Line 5: "):
        house.capture.store_many(asked.id, review.candidates)

    assert house.info_requests.open(asked.id) == ()


def test_that_a_line_is_changed_and_put_right_under_review(house, asked):
    review = house.capture.review_text(asked.id, LIST)
    agency = review.candidates[2]

    changed = house.capture.read_again(
        asked.id, agency, review.words, line="Agency staff by team, by noon @AD"
    )
    right = house.capture.read_again(
        asked.id, changed, review.words, corrections=changed.corrections.with_dropped(Role.OWNER)
    )

    assert (changed.captured.about, changed.captured.owner) == ("Agency staff by team", "R. Quinn")
    assert changed.captured.verbatim == "2. Agency staff, October"
    assert (right.captured.owner_id, right.captured.about) == (None, "Agency staff by team, @AD")


def test_that_who_asked_and_when_holds_for_every_line_that_does_not_say_so(house, asked):
    review = house.capture.review_text(
        asked.id, "- Inspector B asked for caseloads\n- 10:10 Agency staff\n- Rotas\n"
    )
    (other,) = [each for each in review.words.people if each.role == "Assistant Director"]
    inspector = house.people.add("Imran Shah", side="inspectorate", known_as="Inspector C")
    words = house.capture.words(asked.id)
    at = datetime(2026, 12, 2, 9, 30, tzinfo=UTC)

    common = house.capture.with_common(review.candidates, words, asked_by_id=inspector.id, asked_at=at)

    assert [(each.captured.asked_by, each.captured.asked_at.strftime("%H:%M")) for each in common] == [
        ("Inspector B", "09:30"), ("Inspector C", "10:10"), ("Inspector C", "09:30"),
    ]  # fmt: skip
    assert other.id not in {each.captured.asked_by_id for each in common}


def test_that_a_dropped_mail_says_who_asked_and_a_sheet_is_read_by_its_headings(house, asked, tmp_path):
    mail = tmp_path / "list.eml"
    mail.write_text(
        "From: Paula Marsh <p.marsh@example.org>\nTo: ilacs@example.org\nDate: Wed, 02 Dec 2026 09:12:00 +0000\n"
        "Subject: requests\n\n- Agency staff\n- Caseloads by team\n"
    )
    book = openpyxl.Workbook()
    book.active.append(["Request", "Lead", "Deadline"])
    book.active.append(["Agency staff", "R. Quinn", datetime(2026, 12, 3, 9, 30)])  # noqa: DTZ001 - a cell has no zone
    sheet = tmp_path / "list.xlsx"
    book.save(sheet)

    mailed, listed = house.capture.review_file(asked.id, mail), house.capture.review_file(asked.id, sheet)

    (marsh,) = [each for each in mailed.words.people if each.known_as == "Inspector B"]
    assert (mailed.asked_by_id, mailed.asked_at) == (marsh.id, datetime(2026, 12, 2, 9, 12, tzinfo=UTC))
    assert [each.captured.about for each in mailed.candidates if each.is_kept] == [
        "Agency staff",
        "Caseloads by team",
    ]
    (row,) = [each.captured for each in listed.candidates if each.is_kept]
    assert (row.about, row.owner, row.due_at) == (
        "Agency staff", "R. Quinn", datetime(2026, 12, 3, 9, 30, tzinfo=UTC),
    )  # fmt: skip


@pytest.mark.parametrize("text", ["  \n ", "x" * 120_001, "line\n" * 501])
def test_that_nothing_and_too_much_are_refused(house, asked, text):
    with pytest.raises(Explained):
        house.capture.review_text(asked.id, text)
