from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ilacs_desktop.domain.redaction import Audience, Finding, findings, folded, is_health_number, slot_for
from ilacs_desktop.domain.timetable import Slot, SlotKind

KNOWN = ("BOR-90417", "100234", "Ñ12-É77", "101")


def found(
    text: str, audience: Audience = Audience.MANAGERS, place: str = "Timetable, row 1, What"
) -> list[str]:
    return [each.found for each in findings([(place, text)], audience=audience, child_ids=KNOWN)]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("About BOR-90417 again", ["BOR-90417"]),
        ("bor 90417", ["bor 90417"]),
        ("bor90417, please", ["bor90417"]),
        ("BOR/90417.", ["BOR/90417"]),
        ("100 234 and 100-234", ["100 234", "100-234"]),
        ("ref100234", []),
        ("n12e77", ["n12e77"]),
        ("Room 101 at 10:01", []),
        ("child 101", ["101"]),
        ("Child no. 101", ["101"]),
        ("IR-031 by 18:55", []),
    ],
)
def test_that_a_child_identifier_is_found_in_whatever_form(text: str, hits: list[str]) -> None:
    assert found(text) == hits


@pytest.mark.parametrize("text", ["C-014", "c-014", "C014", "C\u2011014", "C\u2013014", "C 014", "(C-1014)"])
def test_that_a_case_code_is_found_for_all_staff_and_allowed_to_managers(text: str) -> None:
    assert len(found(f"Records of {text}, Room 2", Audience.ALL_STAFF)) == 1
    assert found(f"Records of {text}, Room 2", Audience.MANAGERS) == []


@pytest.mark.parametrize("text", ["AC-0145", "Section C 12", "IC-014", "vitamin C"])
def test_that_what_only_looks_like_a_case_code_is_let_through(text: str) -> None:
    assert found(text, Audience.ALL_STAFF) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("ask joy@borsetshire.example", "an e-mail address"),
        ("UPN A123456789012", "a pupil number"),
        ("NHS 943 476 5919", "an NHS number"),
        ("born on 3 May 2014", "a date of birth"),
        ("DOB: 03/05/2014", "a date of birth"),
    ],
)
def test_that_other_identifiers_are_found_for_everyone(text: str, what: str) -> None:
    for audience in Audience:
        assert [each.what for each in findings([("p", text)], audience=audience, child_ids=())] == [what]


def test_that_a_finding_names_its_place() -> None:
    assert findings(
        [("Requests due, row 2, Owner", "fine"), ("Not yet told, row 1", "C-014")],
        audience=Audience.ALL_STAFF,
        child_ids=KNOWN,
    ) == (Finding("Not yet told, row 1", "C-014", "a case code"),)


def test_that_our_own_telephone_numbers_are_not_taken_for_children() -> None:
    assert found("01632 100 234", place="Whom to ring, row 1, Phone") == []


def test_that_a_health_number_needs_its_check_digit() -> None:
    assert is_health_number("943 476 5919")
    assert not is_health_number("943 476 5918")
    assert not is_health_number("1111111111")


@given(
    st.sampled_from(["{}", "about {} now", "({})", "{}, Room 2", "“{}”", "x/{} y"]),
    st.from_regex(r"[A-Z]{2,4}-[0-9]{4,6}", fullmatch=True),
    st.sampled_from([str.lower, str.upper, str.title, lambda text: text.replace("-", "")]),
)
def test_that_a_known_identifier_is_found_wherever_it_stands(
    frame: str, child_id: str, written: Callable[[str], str]
) -> None:
    text = frame.format(written(child_id))

    hits = findings([("p", text)], audience=Audience.SENIOR_LEADERS, child_ids=[child_id])

    assert any(folded(hit.found) == folded(child_id) for hit in hits)


@given(st.text(max_size=60))
def test_that_a_text_without_the_identifier_is_not_accused(text: str) -> None:
    assume("bor90417" not in folded(text))

    assert [
        hit
        for hit in findings([("p", text)], audience=Audience.PERSON, child_ids=KNOWN[:1])
        if "child" in hit.what
    ] == []


def test_that_a_field_of_a_slot_is_withheld_until_somebody_allows_it() -> None:
    from datetime import UTC, datetime

    at = datetime(2026, 12, 3, 9, tzinfo=UTC)
    full = Slot(
        "s1", at, at, "C-014 strategy", SlotKind.CASE_SESSION, place_id=3, place="Room 2", child_id=14,
        case_code="C-014", enquiries=("K-03",), link="https://x.example", locked=True, note="secret",
        late_minutes=9, version=4, id=8, status_reason="why",
    )  # fmt: skip
    allowed = {
        "uid",
        "starts_at",
        "ends_at",
        "purpose",
        "kind",
        "place",
        "site",
        "parts",
        "case_code",
        "status",
    }

    for audience in Audience:
        redacted = slot_for(full, audience)
        defaults = Slot("s1", at, at, redacted.purpose, SlotKind.CASE_SESSION)
        withheld = {field.name for field in dataclasses.fields(Slot)} - allowed
        assert {name: getattr(redacted, name) for name in withheld} == {
            name: getattr(defaults, name) for name in withheld
        }
    assert slot_for(full, Audience.ALL_STAFF).title == "Case session"
