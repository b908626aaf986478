from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, event, text

from ilacs_desktop.domain.casefiles import (
    AnnexACounts,
    AnnexAReview,
    ChildDraft,
    ChildrenSummary,
    SessionState,
)
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.timetable import PartKind, SlotKind, SlotStatus
from ilacs_desktop.store.casefiles import ConcernRecord

MORNING = datetime(2026, 12, 2, 9, 30, tzinfo=UTC)
DRAFTS = (
    ChildDraft(
        "900101",
        ("child in care",),
        "Care 1",
        "Malik, Rashida",
        "10 to 15",
        (("care_visit_on", "2026-10-16"),),
        (6, 8),
    ),
    ChildDraft(
        "900102", ("child in need",), "Duty", "N. Obody", "1 to 4", (("last_seen_on", "2026-11-30"),), (6,)
    ),
    ChildDraft("900103", ("child protection", "child in need"), "Duty", "", "5 to 9", (), (6, 7)),
)
REVIEW = AnnexAReview("annex-a.xlsx", "Annex A", (), DRAFTS)


@pytest.fixture
def crew(person):
    return {
        "worker": person("Rashida Malik", team="Care 1"),
        "inspector": person("P. Marsh", "inspectorate", known_as="Inspector B"),
        "navigator": person("S. Iqbal"),
        "director": person("A. Okoro", role="Assistant director"),
        "deputy": person("L. Finch", role="Head of service"),
    }


@pytest.fixture
def children(house, inspection, crew):
    house.casefiles.import_annex_a(inspection.id, REVIEW)
    return {child.child_id: child for child in house.casefiles.children(inspection.id)}


@pytest.fixture
def planned(house, children, crew):
    """A session on the morning of the day, with its people."""
    (chosen,) = house.casefiles.choose([children["900101"].id], reason="Sampled by Ofsted")
    return house.casefiles.plan(
        chosen.id,
        starts_at=MORNING,
        minutes=60,
        inspector_id=crew["inspector"].id,
        worker_id=crew["worker"].id,
        navigator_id=crew["navigator"].id,
    )


def case_slots(house, inspection):
    return [slot for slot in house.timetable.draft(inspection.id) if slot.kind is SlotKind.CASE_SESSION]


def test_that_a_reviewed_extract_becomes_children_with_their_worker_and_weak_spots(
    house, inspection, children, crew
):
    child = children["900101"]

    assert (child.worker_id, child.code, child.cohorts) == (crew["worker"].id, "", ("child in care",))
    assert child.weak_spots[0] == "no social work visit for 47 days"
    assert child.facts == (("Last social work visit", "16 Oct 2026, 47 days ago"),)
    assert children["900102"].worker_id is None
    assert house.casefiles.summary(inspection.id) == ChildrenSummary(
        total=3,
        by_cohort=(("child in care", 1), ("child protection", 1), ("child in need", 2)),
        teams=("Care 1", "Duty"),
    )


def test_that_a_later_extract_updates_and_never_removes(house, inspection, children):
    later = replace(
        REVIEW,
        children=(
            replace(DRAFTS[0], team="Care 2"),
            DRAFTS[1],
            ChildDraft("900104", ("care leaver",), "Leaving care"),
        ),
    )

    counts = house.casefiles.import_annex_a(inspection.id, later)

    assert counts == AnnexACounts(added=1, changed=1, same=1, absent=1)
    assert [(each.child_id, each.team) for each in house.casefiles.children(inspection.id)] == [
        ("900101", "Care 2"),
        ("900102", "Duty"),
        ("900103", "Duty"),
        ("900104", "Leaving care"),
    ]
    assert [each.counts for each in house.casefiles.imports(inspection.id)] == [counts, AnnexACounts(added=3)]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"text": "900102"}, ["900102"]),
        ({"text": "duty"}, ["900102", "900103"]),
        ({"text": "900103, 900101"}, ["900101", "900103"]),
        ({"cohort": "child in need"}, ["900102", "900103"]),
        ({"cohort": "child in need", "team": "Care 1"}, []),
        ({"text": "%"}, []),
        ({"limit": 1}, ["900101"]),
    ],
)
def test_that_children_are_found(house, inspection, children, wanted, found):
    assert [child.child_id for child in house.casefiles.children(inspection.id, **wanted)] == found


def test_that_a_chosen_child_gets_a_code_for_good(house, inspection, children):
    first, second = house.casefiles.choose([children["900103"].id, children["900101"].id], reason="Sampled")

    assert (first.case_code, second.case_code) == ("C-001", "C-002")
    assert [each.code for each in house.casefiles.children(inspection.id)] == ["C-001", "C-002", ""]
    with pytest.raises(Explained, match="C-001 is chosen already"):
        house.casefiles.choose([children["900103"].id], reason="Sampled")


def test_that_a_planned_session_is_one_with_its_slot(house, inspection, planned, crew):
    (slot,) = case_slots(house, inspection)

    assert (planned.starts_at, planned.ends_at) == (MORNING, MORNING + timedelta(hours=1))
    assert (planned.inspector, planned.worker, planned.navigator) == ("Inspector B", "R. Malik", "S. Iqbal")
    assert slot.title == "C-001 records"
    assert {(part.person_id, part.part) for part in slot.parts} == {
        (crew["inspector"].id, PartKind.LEADS),
        (crew["worker"].id, PartKind.ATTENDS),
        (crew["navigator"].id, PartKind.NAVIGATES),
    }

    house.timetable.move(inspection.id, slot.uid, starts_at=MORNING + timedelta(hours=2))

    (session,) = house.casefiles.sessions(inspection.id)
    assert session.starts_at == MORNING + timedelta(hours=2)


def test_that_planning_again_moves_the_same_slot_even_after_it_was_cancelled(
    house, inspection, planned, crew
):
    house.timetable.cancel(inspection.id, planned.slot_uid)
    assert house.casefiles.one_session(planned.id).did_not_happen

    again = house.casefiles.plan(
        planned.id,
        starts_at=MORNING + timedelta(days=1),
        minutes=90,
        inspector_id=crew["inspector"].id,
        worker_id=crew["deputy"].id,
    )

    (slot,) = case_slots(house, inspection)
    assert (again.slot_uid, again.did_not_happen, again.worker) == (slot.uid, False, "L. Finch")
    assert (slot.minutes, slot.status) == (90, SlotStatus.PLANNED)


def test_that_a_session_walks_its_pipeline_and_each_step_is_noted(house, planned, clock):
    for state in (SessionState.WORKER_TOLD, SessionState.READY, SessionState.IN_SESSION, SessionState.ENDED):
        house.casefiles.advance(planned.id, state)
    house.casefiles.debrief(planned.id, asked="About the plan", worker_is="Well")
    done = house.casefiles.advance(planned.id, SessionState.DONE)

    assert [(step.state, step.by) for step in done.steps] == [
        (SessionState.CHOSEN, "K. Boyle"),
        (SessionState.WORKER_TOLD, "K. Boyle"),
        (SessionState.READY, "K. Boyle"),
        (SessionState.IN_SESSION, "K. Boyle"),
        (SessionState.ENDED, "K. Boyle"),
        (SessionState.DEBRIEFED, "K. Boyle"),
        (SessionState.DONE, "K. Boyle"),
    ]
    assert done.debriefed_at == clock.now


def test_that_what_the_timetable_says_counts_here_too(house, inspection, planned):
    house.timetable.mark(inspection.id, planned.slot_uid, SlotStatus.STARTED)
    assert house.casefiles.one_session(planned.id).state is SessionState.IN_SESSION

    house.timetable.mark(inspection.id, planned.slot_uid, SlotStatus.ENDED)
    assert house.casefiles.one_session(planned.id).state is SessionState.ENDED


def test_that_an_ended_session_waits_for_its_debrief(house, inspection, planned):
    assert [each.id for each in house.casefiles.not_debriefed(inspection.id)] == [planned.id]

    house.casefiles.debrief(planned.id, liked="Clear chronology")

    assert house.casefiles.not_debriefed(inspection.id) == ()
    assert house.casefiles.debrief_of(planned.id).liked == "Clear chronology"


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (SessionState.CHOSEN, "already come to: chosen"),
        (SessionState.READY, "no time and place yet"),
        (SessionState.DEBRIEFED, "by its debrief"),
        (SessionState.DONE, "not been debriefed"),
    ],
)
def test_that_a_step_that_cannot_be_is_refused(house, children, state, said):
    (chosen,) = house.casefiles.choose([children["900101"].id], reason="Sampled")

    with pytest.raises(Explained, match=said):
        house.casefiles.advance(chosen.id, state)

    assert house.casefiles.one_session(chosen.id) == chosen


def test_that_a_session_and_its_slot_are_stored_together_or_not_at_all(house, inspection, children, crew):
    (chosen,) = house.casefiles.choose([children["900101"].id], reason="Sampled")

    with pytest.raises(Explained, match="led by an inspector"):
        house.casefiles.plan(
            chosen.id,
            starts_at=MORNING,
            minutes=60,
            inspector_id=crew["worker"].id,
            worker_id=crew["worker"].id,
        )

    assert case_slots(house, inspection) == []


@pytest.fixture
def concern(house, inspection, children, crew, clock, person):
    person("K. Boyle", role="Coordinator")  # at the keyboard, and so a reader
    return house.casefiles.raise_concern(
        inspection.id,
        child_id=children["900102"].id,
        said_by_id=crew["inspector"].id,
        what="No visit since the injury",
        owner_id=crew["director"].id,
        deputy_id=crew["deputy"].id,
        said_at=clock.now - timedelta(minutes=20),
    )


def test_that_a_concern_runs_from_when_it_was_said_until_it_is_closed(house, inspection, concern, clock):
    assert (concern.ref, concern.code, concern.said_by, concern.owner, concern.deputy) == (
        "CC-01",
        "C-001",
        "Inspector B",
        "A. Okoro",
        "L. Finch",
    )
    house.casefiles.acknowledge(concern.id)
    house.casefiles.act(concern.id, action="Visited today")
    house.casefiles.report_back(concern.id)
    closed = house.casefiles.close(concern.id)

    assert (closed.is_open, closed.closed_at, closed.action) == (False, clock.now, "Visited today")
    assert house.casefiles.concerns(inspection.id) == (closed,)


@pytest.mark.parametrize(
    ("deed", "said"),
    [
        (lambda room, key: room.report_back(key), "Nothing has been recorded as done"),
        (lambda room, key: room.close(key), "has not been told"),
        (lambda room, key: room.act(key, action="  "), "Say what is done"),
    ],
)
def test_that_a_concern_takes_its_steps_in_order(house, concern, deed, said):
    with pytest.raises(Explained, match=said):
        deed(house.casefiles, concern.id)


def test_that_a_concern_is_owned_by_one_of_us(house, inspection, crew):
    with pytest.raises(Explained, match="never an inspector"):
        house.casefiles.raise_concern(
            inspection.id, said_by_id=crew["inspector"].id, what="Words", owner_id=crew["inspector"].id
        )


def test_that_a_concern_cannot_be_deleted_by_any_way(store, house, inspection, concern):
    with pytest.raises(Explained, match="never deleted"), store.working("Delete") as session:
        session.delete(session.get(ConcernRecord, concern.id))
    with pytest.raises(Exception, match=r"."), store.working("Delete") as session:
        session.execute(delete(ConcernRecord))
    with pytest.raises(Exception, match=r"."), store.working("Delete") as session:
        session.execute(text("DELETE FROM concerns"))

    assert house.casefiles.concerns(inspection.id) == (concern,)


def test_that_three_sessions_are_read_in_as_many_queries_as_one(store, house, planned, children, crew):
    inspection = house.inspections.one(planned.inspection_id)

    def queries():
        count = []
        listener = lambda *_: count.append(1)  # noqa: E731 - a counter
        event.listen(store.engine, "before_cursor_execute", listener)
        house.casefiles.sessions(inspection.id)
        house.casefiles.concerns(inspection.id)
        event.remove(store.engine, "before_cursor_execute", listener)
        return len(count)

    one = queries()
    for session in house.casefiles.choose([children["900102"].id, children["900103"].id], reason="Sampled"):
        house.casefiles.plan(
            session.id,
            starts_at=MORNING,
            minutes=30,
            inspector_id=crew["inspector"].id,
            worker_id=crew["worker"].id,
        )

    assert queries() == one


def test_that_the_worker_gets_their_own_page_through_the_issues_slip(house, inspection, planned, clock):
    clock.now = MORNING - timedelta(hours=14)
    house.timetable.issue(inspection.id)
    telling = next(each for each in house.timetable.tellings(inspection.id) if each.name == "R. Malik")

    text = house.timetable.letters.text(inspection.id, telling.id)

    assert [line for line in text.splitlines() if line.endswith(":")][-3:] == [
        "Your case-file sessions:",
        "What to have ready:",
        "What happens after:",
    ]
    assert "09:30–10:30, C-001 with Inspector B, no room yet, with you: S. Iqbal." in text
    assert "- To have open, C-001: care plan and the minutes of the last review." in text
    assert "900101" not in text

    (slot,) = case_slots(house, inspection)
    house.timetable.move(inspection.id, slot.uid, starts_at=MORNING + timedelta(hours=4))
    house.timetable.issue(inspection.id)
    anew = next(each for each in house.timetable.tellings(inspection.id) if each.name == "R. Malik")
    moved = house.timetable.letters.text(inspection.id, anew.id)

    assert anew.id != telling.id
    assert "13:30–14:30, C-001 with Inspector B, no room yet, with you: S. Iqbal." in moved
    assert "- To have open, C-001: chronology." in moved
