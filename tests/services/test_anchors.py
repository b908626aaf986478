"""Deadlines tied to a slot of the timetable, on a whole house."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import Edge, TheirStatus
from ilacs_desktop.domain.timetable import PartKind, SlotKind
from ilacs_desktop.services.info_requests.anchors import anchored_within
from ilacs_desktop.store.timetable import SlotRecord


def at(hour: int, minute: int = 0, day: int = 3) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=UTC)


@pytest.fixture
def requests(house: Any) -> Any:
    return house.info_requests


@pytest.fixture
def session(house: Any, inspection: Any, person: Any) -> str:
    """Inspector B reads C-014 tomorrow from 14:00 to 15:00."""
    marsh = person("Paula Marsh", side="inspectorate", known_as="Inspector B")
    return house.timetable.add(
        inspection.id,
        starts_at=at(14),
        ends_at=at(15),
        purpose="C-014 records",
        kind=SlotKind.CASE_SESSION,
        parts=[(marsh.id, PartKind.LEADS)],
        uid="s1",
    ).uid


@pytest.fixture
def asked(requests: Any, inspection: Any) -> Any:
    return requests.add(inspection.id, verbatim="The chronology before I read the record")


def test_that_a_tied_deadline_follows_the_draft(
    requests: Any, house: Any, inspection: Any, session: str, asked: Any
):
    tied = requests.anchor(asked.id, slot_uid=session, minutes=30)
    assert (tied.due.at, tied.target_at, tied.target_basis) == (at(13, 30), at(13, 30), "tied to a slot")
    assert requests.anchored(inspection.id) == ((tied, session),)

    house.timetable.move(inspection.id, session, starts_at=at(15, 30))

    moved = requests.one(asked.id)
    assert moved.due.at == at(15)
    assert moved.due.working == (
        "Asked 18:40, due 30 min before C-014 records with Inspector B, "
        "Thu 13:30 → moved to 15:00 with the slot."
    )
    assert requests.open(inspection.id) == (moved,)
    assert requests.history(asked.id)[-1].what == (
        "tied to a slot: due 30 min before C-014 records with Inspector B"
    )


def test_that_a_promise_stays_where_it_was(requests: Any, house: Any, inspection: Any, session: str):
    made = requests.add(inspection.id, verbatim="The chronology", promised_at=at(12))
    requests.anchor(made.id, slot_uid=session, edge=Edge.END, minutes=60)

    house.timetable.move(inspection.id, session, starts_at=at(15))

    found = requests.one(made.id)
    assert (found.promised_at, found.due.at) == (at(12), at(17))


def test_that_a_cancelled_slot_is_said_and_the_last_deadline_stays(
    requests: Any, house: Any, inspection: Any, session: str, asked: Any
):
    requests.anchor(asked.id, slot_uid=session, minutes=30)
    house.timetable.move(inspection.id, session, starts_at=at(15, 30))
    house.timetable.cancel(inspection.id, session)

    found = requests.one(asked.id)

    assert found.due.at == at(15)
    assert found.due.working.endswith("the slot is cancelled and the last deadline stays.")


def test_that_a_slot_that_is_gone_leaves_the_deadline_and_says_so(
    requests: Any, house: Any, inspection: Any, session: str, asked: Any
):
    requests.anchor(asked.id, slot_uid=session, minutes=30)
    with house.store.working("Take it out") as writing:
        writing.delete(writing.query(SlotRecord).filter_by(uid=session).one())

    found = requests.one(asked.id)

    assert found.anchor.is_gone
    assert found.due.at == at(13, 30)
    assert found.due.working.endswith("the slot is no longer in the draft and the last deadline stays.")


def test_that_a_deadline_let_go_stays_where_the_slot_had_taken_it(
    requests: Any, house: Any, inspection: Any, session: str, asked: Any, clock: Any
):
    requests.anchor(asked.id, slot_uid=session, minutes=30)
    requests.pause(asked.id, why="asked which")
    clock.now += timedelta(minutes=20)
    requests.resume(asked.id)
    house.timetable.move(inspection.id, session, starts_at=at(15, 30))

    free = requests.release(asked.id)

    assert (free.anchor, free.due.at) == (None, at(15))
    house.timetable.move(inspection.id, session, starts_at=at(10))
    assert requests.one(asked.id).due.at == at(15)
    with pytest.raises(Explained, match="IR-001 is not tied to a slot"):
        requests.release(asked.id)


def test_that_a_time_of_its_own_and_more_wanted_take_the_tie_off(
    requests: Any, inspection: Any, session: str, asked: Any
):
    requests.anchor(asked.id, slot_uid=session, minutes=30)
    assert requests.change(asked.id, target_at=at(12)).anchor is None
    requests.anchor(asked.id, slot_uid=session, minutes=30)
    requests.withdraw(asked.id, reason="no longer")
    assert requests.anchored(inspection.id) == ()
    requests.set_theirs(asked.id, TheirStatus.NOT_GIVEN)
    assert [uid for _, uid in requests.anchored(inspection.id)] == [session]


def test_that_a_tie_that_cannot_be_is_refused_and_nothing_is_stored(
    requests: Any, house: Any, inspection: Any, session: str, asked: Any, clock: Any
):
    before = requests.one(asked.id)
    with pytest.raises(Explained, match="This slot is not in the draft, or is stood down"):
        requests.anchor(asked.id, slot_uid="nowhere", minutes=30)
    with pytest.raises(Explained, match="at most a fortnight"):
        requests.anchor(asked.id, slot_uid=session, minutes=-1)
    with pytest.raises(Explained, match="It would be wanted before it was asked"):
        requests.anchor(asked.id, slot_uid=session, minutes=24 * 60)
    staged = requests.staged(inspection.id)[0]
    with pytest.raises(Explained, match="is not open; nothing is due"):
        requests.anchor(staged.id, slot_uid=session, minutes=30)
    house.timetable.cancel(inspection.id, session)
    with pytest.raises(Explained, match="This slot is not in the draft, or is stood down"):
        requests.anchor(asked.id, slot_uid=session, minutes=30)

    assert requests.one(asked.id) == before


def test_that_one_tied_request_and_many_are_read_in_the_same_number_of_queries(
    requests: Any, house: Any, inspection: Any, session: str
):
    said: list[object] = []

    def queries() -> int:
        said.clear()
        requests.live(inspection.id)
        return len(said)

    event.listen(house.store.engine, "before_cursor_execute", lambda *facts: said.append(facts[2]))
    first = requests.add(inspection.id, verbatim="words")
    requests.anchor(first.id, slot_uid=session, minutes=30)
    with_one = queries()
    for number in range(4):
        uid = house.timetable.add(
            inspection.id, starts_at=at(9), ends_at=at(10), purpose="audit", kind=SlotKind.MEETING
        ).uid
        made = requests.add(inspection.id, verbatim=f"words {number}")
        requests.anchor(made.id, slot_uid=uid, minutes=number)

    assert queries() == with_one
    with house.store.reading() as reading:
        assert [row.ref for row in anchored_within(reading, inspection.id)] == [
            "IR-001", "IR-002", "IR-003", "IR-004", "IR-005",
        ]  # fmt: skip
