"""Sheets as they follow from plain facts; the whole of each against a committed file.

To rewrite the files for a reviewed diff, run these tests with REWRITE_GOLDEN=1 in the environment.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilacs_desktop.domain.briefing import (
    AUDIENCES,
    Audience,
    Earlier,
    Facts,
    Section,
    SectionKind,
    Sheet,
    SheetKind,
    base_issue,
    build,
)
from ilacs_desktop.domain.briefing.words import bounded, said_names
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.redaction import findings

GOLDEN = Path(__file__).parent / "golden"
DAY = date(2026, 12, 3)
EVERY = [(kind, audience) for kind, audiences in AUDIENCES.items() for audience in audiences]


def plain(sheet: Sheet) -> dict[str, Any]:
    """The sheet as JSON would have it."""
    fields = asdict(sheet)
    fields["sections"] = [
        {name: value for name, value in section.items() if value} for section in fields["sections"]
    ]
    plain: dict[str, Any] = json.loads(json.dumps(fields, default=str))
    return plain


@pytest.mark.parametrize(("kind", "audience"), EVERY)
def test_that_a_sheet_says_exactly_what_was_agreed(facts: Facts, kind: SheetKind, audience: Audience) -> None:
    person = facts.people[1] if kind.is_personal else None
    made = plain(build(replace(facts, person=person), kind, audience))
    path = GOLDEN / f"{kind.slug}-{audience.slug}.json"

    if os.environ.get("REWRITE_GOLDEN"):
        path.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

    assert made == json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("kind", "audience"), EVERY)
def test_that_no_sheet_shows_its_readers_what_they_must_not_have(
    facts: Facts, kind: SheetKind, audience: Audience
) -> None:
    person = facts.people[1] if kind.is_personal else None
    sheet = build(replace(facts, person=person), kind, audience)

    known = [session.child.child_id for session in facts.sessions]
    assert findings(sheet.places(), audience=audience, child_ids=known) == ()


def test_that_only_senior_leaders_read_of_a_concern(facts: Facts) -> None:
    readers = {
        audience
        for kind, audience in EVERY
        if not kind.is_personal and build(facts, kind, audience).section("concerns")
    }

    assert readers == {Audience.SENIOR_LEADERS}


def test_that_a_concern_says_whose_it_is_and_what_comes_next_but_not_what_was_said(facts: Facts) -> None:
    assert build(facts, SheetKind.MORNING, Audience.SENIOR_LEADERS).section("concerns") == Section(
        "concerns",
        "Child-safety concerns",
        SectionKind.LIST,
        rows=(
            (
                "CC-01",
                "raised by Inspector B Wed 16:48; M. Quinn owns it; next: acknowledge; restricted to M. Quinn",
            ),
        ),
        empty_says="No child-safety concern is open.",
    )


def test_that_a_case_that_changes_is_no_change_to_those_who_may_not_know_of_it(facts: Facts) -> None:
    staff = build(facts, SheetKind.MORNING, Audience.ALL_STAFF).section("changes")
    managers = build(facts, SheetKind.MORNING, Audience.MANAGERS).section("changes")

    assert staff is not None
    assert managers is not None
    assert {row[0] for row in managers.rows} - {row[0] for row in staff.rows} == {"10:45"}
    assert managers.rows[2] == ("10:45", "C-017 records with Inspector B is now about C-022 instead of C-017")


def test_that_no_change_is_said_plainly(facts: Facts) -> None:
    same = replace(facts, base_slots=facts.slots, base_number=6)

    changes = build(same, SheetKind.MORNING, Audience.ALL_STAFF).section("changes")

    assert changes == Section(
        "changes", "Changed since issue 6", SectionKind.LIST, empty_says="No change since issue 6."
    )


def test_that_a_day_without_a_change_says_where_there_are_some(facts: Facts) -> None:
    later = replace(facts, day=DAY + timedelta(days=4))

    changes = build(later, SheetKind.MORNING, Audience.ALL_STAFF).section("changes")

    assert changes == Section(
        "changes",
        "Changed since issue 5",
        SectionKind.LIST,
        left_out="and 7 changes on other days",
        empty_says="No change on Monday 7 December since issue 5.",
    )


def test_that_without_an_issue_the_sheet_says_that_it_rests_on_a_draft(facts: Facts) -> None:
    draft = replace(facts, issue_number=None, base_number=None, base_slots=())

    sheet = build(draft, SheetKind.MORNING, Audience.ALL_STAFF)

    assert sheet.section("changes").empty_says == (  # type: ignore[union-attr]  # every sheet has one
        "No timetable has been issued yet; what follows is a draft."
    )
    assert sheet.section("timetable").note == "7 entries, a draft, not issued"  # type: ignore[union-attr]  # as above


@pytest.mark.parametrize(
    ("issue", "earlier", "base"),
    [
        (None, [], None),
        (1, [], None),
        (6, [], 5),
        (6, [Earlier(1, DAY - timedelta(days=1), 5)], 5),
        (6, [Earlier(1, DAY - timedelta(days=1), 3)], 3),
        (6, [Earlier(1, DAY - timedelta(days=1), 6)], 6),
        (6, [Earlier(1, DAY - timedelta(days=1), 3), Earlier(2, DAY, 6)], 3),
        (7, [Earlier(1, DAY - timedelta(days=1), 3), Earlier(2, DAY, 6)], 6),
        (6, [Earlier(1, DAY - timedelta(days=1), None)], 5),
    ],
)
def test_that_a_sheet_compares_with_the_issue_its_readers_had(
    issue: int | None, earlier: list[Earlier], base: int | None
) -> None:
    assert base_issue(issue, DAY, earlier) == base


def test_that_an_embargo_is_not_told_to_all_staff(facts: Facts) -> None:
    embargoed = replace(facts, embargo="Embargoed.")

    assert [
        build(embargoed, SheetKind.MORNING, audience).embargo for audience in AUDIENCES[SheetKind.MORNING]
    ] == [
        "",
        "Embargoed.",
        "Embargoed.",
    ]


def test_that_a_sheet_for_readers_it_is_not_made_for_is_refused(facts: Facts) -> None:
    with pytest.raises(Explained, match="The fallback pack is not made for all staff"):
        build(facts, SheetKind.FALLBACK, Audience.ALL_STAFF)
    with pytest.raises(Explained, match="A personal page needs a person"):
        build(facts, SheetKind.PERSON, Audience.PERSON)


@given(st.lists(st.tuples(st.text(max_size=3))), st.integers(1, 20))
def test_that_a_bounded_list_says_how_many_it_leaves_out(rows: list[tuple[str, ...]], limit: int) -> None:
    shown, left_out = bounded(rows, limit)

    missing = int(left_out.split()[1]) if left_out else 0
    assert shown == tuple(rows[: len(shown)])
    assert len(shown) + missing == len(rows)
    assert len(shown) <= limit + 1
    assert missing != 1


@given(st.lists(st.sampled_from(["R. Malik", "T. Flynn", "M. Quinn"]), max_size=9), st.integers(1, 4))
def test_that_names_are_listed_or_counted_but_never_lost(names: list[str], limit: int) -> None:
    said = said_names(names, limit=limit)

    listed = sum(said.count(name) for name in set(names))
    counted = int(said.split(" and ")[-1].split()[0]) if said.endswith(" more") else 0
    assert listed + counted == len(names)
