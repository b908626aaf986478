"""Many sessions planned in one deed, undone as one, refused when the store is not as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from ilacs_desktop.domain.casefiles import AnnexAReview, ChildDraft
from ilacs_desktop.domain.casefiles.far import FarRules
from ilacs_desktop.domain.casefiles.planning import PlanTerms
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import local, moment
from ilacs_desktop.domain.people import AbsenceKind
from ilacs_desktop.domain.timetable import SlotKind

THURSDAY = date(2026, 12, 3)
DRAFTS = tuple(
    ChildDraft(f"90010{number}", ("child in care",), "Care 1", worker, "", ())
    for number, worker in enumerate(("R. Malik", "P. Okafor", "J. Adeyemi", "N. Nobody"), 1)
)


@pytest.fixture
def terms(house: Any, inspection: Any, person: Any) -> PlanTerms:
    """Four sessions that wait, three of whose workers are known; a room, an inspector, a navigator."""
    person("Rashida Malik", locality="Borchester")
    person("Peter Okafor", locality="Felpersham")
    person("Joan Adeyemi", locality="Borchester")
    navigator = person("Judith Ames", role="Navigator")
    inspector = person("P. Marsh", "inspectorate", known_as="Inspector B")
    place = house.people.add_place("Room 1", site="Civic Centre")
    house.casefiles.import_annex_a(inspection.id, AnnexAReview("a.xlsx", "Annex A", (), DRAFTS))
    keys = [child.id for child in house.casefiles.children(inspection.id)]
    house.casefiles.choose(keys, reason="Sampled")
    return PlanTerms(
        (THURSDAY,), (inspector.id,), place_ids=(place.id,), navigator_ids=(navigator.id,), minutes=60
    )


def test_that_all_that_waits_is_planned_in_one_deed_by_video_where_it_is_far_and_undone_as_one(
    house: Any, inspection: Any, terms: PlanTerms
) -> None:
    before, key = house.timetable.draft(inspection.id), inspection.id
    proposal = house.casefiles.propose_plans(key, terms)

    assert house.timetable.draft(key) == before
    assert [(row.code, f"{local(row.starts_at):%H:%M}" if row.starts_at else row.why) for row in proposal.rows] == [
        ("C-001", "09:30"), ("C-002", "11:00"), ("C-003", "12:30"),
        ("C-004", "N. Nobody is not on the list of people."),
    ]  # fmt: skip
    assert (proposal.clashes, proposal.said) == ({}, "3 of 4 placed.")
    planned = house.casefiles.plan_many(key, [row for row in proposal.rows if row.is_placed])

    slots = {slot.uid: slot for slot in house.timetable.draft(key)}
    assert [(each.case_code, each.inspector, each.navigator, each.place) for each in planned] == [
        (f"C-00{number}", "Inspector B", "J. Ames", "Room 1, Civic Centre") for number in (1, 2, 3)
    ]
    assert [slots[each.slot_uid].kind for each in planned] == [SlotKind.CASE_SESSION] * 3
    again = house.casefiles.propose_plans(key, terms)
    assert [row.code for row in again.rows] == ["C-004"]
    assert house.timetable.journal.undo(key).said == "Plan 3 case-file sessions"
    assert house.timetable.draft(key) == before
    assert all(each.starts_at is None for each in house.casefiles.sessions(key))

    house.casefiles.set_far(FarRules(60, ("Felpersham",)))
    malik = next(each for each in house.people.all() if each.name == "Rashida Malik")
    house.people.add_absence(
        malik.id,
        kind=AbsenceKind.LEAVE,
        starts_at=moment(THURSDAY, time()),
        ends_at=moment(THURSDAY, time(23)),
    )

    first, second, *_ = house.casefiles.propose_plans(key, terms).rows

    assert first.why == "R. Malik is on leave 00:00–23:00 on Thu 3 Dec."  # en dash
    assert (second.by_video, second.note, second.place_id) == (True, "Felpersham is marked as too far", None)
    assert house.casefiles.too_far(house.casefiles.one_session(second.id)) == second.note


def test_that_nothing_is_planned_when_something_has_changed_and_what_is_planned_stays(
    house: Any, inspection: Any, terms: PlanTerms, person: Any
) -> None:
    key, crew = inspection.id, terms.inspector_ids[0]
    rows = [row for row in house.casefiles.propose_plans(key, terms).rows if row.is_placed]
    draft = house.timetable.draft(key)
    meeting = house.timetable.add(
        key, starts_at=rows[0].starts_at, ends_at=rows[0].ends_at, purpose="Keep in touch",
        kind=SlotKind.MEETING, place_id=terms.place_ids[0],
    )  # fmt: skip
    with pytest.raises(Explained, match=r"changed meanwhile\. Room 1, Civic Centre is used twice"):
        house.casefiles.plan_many(key, rows)
    (said,) = house.casefiles.clashes_of_plans(key, rows[:1]).clashes.values()
    house.casefiles.plan_many(key, rows[:1], seen=said)
    house.timetable.journal.undo(key)
    house.timetable.cancel(key, meeting.uid)
    house.casefiles.plan(
        rows[1].id,
        starts_at=moment(THURSDAY, time(15)),
        minutes=60,
        inspector_id=crew,
        worker_id=rows[1].worker_id,
    )
    with pytest.raises(Explained, match="just changed C-002"):
        house.casefiles.plan_many(key, rows[1:])
    with pytest.raises(Explained, match="nothing to plan"):
        house.casefiles.plan_many(key, [replace(rows[0], is_kept=True)])

    assert len(house.timetable.draft(key)) == len(draft) + 2

    other = person("J. Field", "inspectorate", known_as="Inspector A")
    both = replace(terms, inspector_ids=(*terms.inspector_ids, other.id))
    house.casefiles.stand_down(rows[1].id)
    first, second, *_ = sorted(house.casefiles.sessions(key), key=lambda each: each.id)
    for each in (first, second):
        house.casefiles.plan(
            each.id, starts_at=datetime(2026, 12, 4, 10 + each.id, 0, tzinfo=UTC), minutes=45,
            inspector_id=other.id, worker_id=each.worker_id,
        )  # fmt: skip
    house.casefiles.stand_down(second.id)

    kept, again = house.casefiles.propose_plans(key, both, session_ids={first.id, second.id}).rows

    assert (kept.is_kept, kept.minutes, kept.inspector_id) == (True, 45, other.id)
    assert (again.is_kept, again.inspector_id, local(again.starts_at).date()) == (False, other.id, THURSDAY)
    planned = house.casefiles.plan_many(key, [kept, again])
    assert [(each.case_code, each.did_not_happen) for each in planned] == [("C-002", False)]
