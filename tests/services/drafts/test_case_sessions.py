"""A case-file session and its slot stay one thing, whatever is undone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from ilacs_desktop.domain.casefiles import AnnexAReview, ChildDraft, SessionState
from ilacs_desktop.domain.errors import Explained

MORNING = datetime(2026, 12, 3, 9, 30, tzinfo=UTC)
CHILD = ChildDraft("900101", ("child in care",), "Care 1", "Malik, Rashida", "10 to 15", (), (6,))


@pytest.fixture
def crew(person: Any) -> dict[str, int]:
    return {
        "inspector_id": person("P. Marsh", "inspectorate", known_as="Inspector B").id,
        "worker_id": person("Rashida Malik", team="Care 1").id,
    }


@pytest.fixture
def chosen(house: Any, inspection: Any, crew: Any) -> Any:
    review = AnnexAReview("annex-a.xlsx", "Annex A", (), (CHILD,))
    house.casefiles.import_annex_a(inspection.id, review)
    (child,) = house.casefiles.children(inspection.id)
    (session,) = house.casefiles.choose([child.id], reason="Sampled by Ofsted")
    return session


def test_that_a_planned_session_is_undone_and_redone_with_its_slot(
    house: Any, inspection: Any, chosen: Any, crew: Any
) -> None:
    planned = house.casefiles.plan(chosen.id, starts_at=MORNING, minutes=60, **crew)

    undone = house.timetable.journal.undo(inspection.id)
    waiting = house.casefiles.one_session(chosen.id)
    with pytest.raises(Explained, match="chosen already and waits to be planned"):
        house.casefiles.choose([chosen.child.id], reason="again")
    house.timetable.journal.redo(inspection.id)

    assert undone.said == "Add C-001 records at 09:30"
    assert (waiting.starts_at, waiting.state) == (None, SessionState.CHOSEN)
    assert house.casefiles.one_session(chosen.id) == planned


def test_that_a_session_planned_anew_after_an_undo_has_one_slot(
    house: Any, inspection: Any, chosen: Any, crew: Any
) -> None:
    house.casefiles.plan(chosen.id, starts_at=MORNING, minutes=60, **crew)
    house.timetable.journal.undo(inspection.id)

    again = house.casefiles.plan(chosen.id, starts_at=MORNING.replace(hour=14), minutes=45, **crew)

    slots = [slot for slot in house.timetable.draft(inspection.id) if slot.case_code]
    assert [slot.uid for slot in slots] == [again.slot_uid]
    assert again.starts_at == MORNING.replace(hour=14)


def test_that_planning_elsewhere_is_one_edit(house: Any, inspection: Any, chosen: Any, crew: Any) -> None:
    first = house.casefiles.plan(chosen.id, starts_at=MORNING, minutes=60, **crew)
    house.casefiles.plan(chosen.id, starts_at=MORNING.replace(hour=14), minutes=60, **crew)

    assert house.timetable.journal.undo(inspection.id).said == "Move C-001 records to 14:30"
    assert house.casefiles.one_session(chosen.id) == first


def test_that_a_session_goes_back_when_its_start_is_undone(
    house: Any, inspection: Any, chosen: Any, crew: Any, clock: Any
) -> None:
    house.casefiles.plan(chosen.id, starts_at=MORNING, minutes=60, **crew)
    house.casefiles.advance(chosen.id, SessionState.WORKER_TOLD)
    clock.now = MORNING
    house.casefiles.advance(chosen.id, SessionState.IN_SESSION)

    house.timetable.journal.undo(inspection.id)
    back = house.casefiles.one_session(chosen.id)
    house.timetable.journal.redo(inspection.id)
    again = house.casefiles.one_session(chosen.id)

    assert back.state is SessionState.WORKER_TOLD
    assert [step.state for step in back.steps][-2:] == [SessionState.IN_SESSION, SessionState.WORKER_TOLD]
    assert again.state is SessionState.IN_SESSION


def test_that_taking_back_what_became_of_a_slot_takes_its_session_back(
    house: Any, inspection: Any, chosen: Any, crew: Any, clock: Any
) -> None:
    planned = house.casefiles.plan(chosen.id, starts_at=MORNING, minutes=60, **crew)
    clock.now = MORNING
    house.casefiles.advance(chosen.id, SessionState.IN_SESSION)

    house.timetable.actuals.take_back(inspection.id, planned.slot_uid)

    assert house.casefiles.one_session(chosen.id).state is SessionState.CHOSEN


def test_that_a_debriefed_session_took_place_whatever_is_undone(
    house: Any, inspection: Any, chosen: Any, crew: Any, clock: Any
) -> None:
    house.casefiles.plan(chosen.id, starts_at=MORNING, minutes=60, **crew)
    clock.now = MORNING
    house.casefiles.advance(chosen.id, SessionState.IN_SESSION)
    house.casefiles.debrief(chosen.id, asked="why")

    house.timetable.journal.undo(inspection.id)

    assert house.casefiles.one_session(chosen.id).state is SessionState.DEBRIEFED


def test_that_opening_an_inspection_makes_one_edit_that_says_what_it_is(house: Any, inspection: Any) -> None:
    slots = house.timetable.draft(inspection.id)

    assert house.timetable.journal.undo(inspection.id).said == "Make the first timetable"
    assert house.timetable.draft(inspection.id) == ()
    house.timetable.journal.redo(inspection.id)
    assert [slot.uid for slot in house.timetable.draft(inspection.id)] == [slot.uid for slot in slots]
