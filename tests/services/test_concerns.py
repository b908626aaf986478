"""Who may read a concern, what the audit trail keeps of it, and how it rings."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.inspection import InspectionState
from ilacs_desktop.services.house import build
from ilacs_desktop.store.ledger import AuditEntryRecord
from tests.conftest import KEY

WORDS = "No visit since the injury"


@pytest.fixture
def crew(person):
    return {
        "inspector": person("P. Marsh", "inspectorate", known_as="Inspector B").id,
        "owner": person("A. Okoro", role="Assistant director").id,
        "deputy": person("L. Finch", role="Head of service").id,
        "here": person("K. Boyle", role="Coordinator").id,
    }


@pytest.fixture
def concern(house, inspection, crew, clock):
    return house.casefiles.raise_concern(
        inspection.id,
        said_by_id=crew["inspector"],
        what=WORDS,
        owner_id=crew["owner"],
        deputy_id=crew["deputy"],
        said_at=clock.now - timedelta(minutes=20),
    )


def test_that_only_those_who_are_named_read_the_words(house, inspection, concern, crew):
    room = house.casefiles

    def read_by(name: str) -> tuple[bool, str]:
        house.store.actor = name
        (found,) = room.concerns(inspection.id)
        return found.is_withheld, found.what

    seen = [read_by(name) for name in ("K. Boyle", "a. okoro", "L. Finch", "Coordinator", "P. Marsh", "")]
    room.name_people(concern.id, owner_id=crew["owner"], deputy_id=None)

    assert seen == [(False, WORDS), (False, WORDS), (False, WORDS), (True, ""), (True, ""), (True, "")]
    assert [read_by(name) for name in ("K. Boyle", "L. Finch", "A. Okoro")] == [
        (True, ""),
        (True, ""),
        (False, WORDS),
    ]


def test_that_the_audit_trail_says_who_was_named_but_not_what_was_said(house, store, concern):
    house.casefiles.act(concern.id, action="Visited at ten")

    with store.reading() as session:
        entries = session.scalars(
            select(AuditEntryRecord).where(AuditEntryRecord.record_table == "concerns")
        ).all()
        kept = [[entry.before, entry.after] for entry in entries]
    text = json.dumps(kept)
    assert (WORDS in text, "Visited" in text, kept[0][1]["readers"]) == (
        False,
        False,
        list(concern.reader_ids),
    )


def test_that_a_concern_rings_louder_until_it_is_closed_and_cannot_be_silenced(
    house, inspection, concern, clock
):
    def rings() -> list[str]:
        return [each.text for each in house.reminders.due(inspection.id) if each.key.startswith("concern-")]

    first = house.reminders.due(inspection.id)[0]
    with pytest.raises(Explained, match="cannot be dismissed"):
        house.reminders.dismiss(inspection.id, first.key)
    house.reminders.snooze(inspection.id, first.key, minutes=600)
    asleep = rings()
    clock.now += timedelta(minutes=15)
    louder = rings()
    house.casefiles.acknowledge(concern.id, who="L. Finch", at=clock.now - timedelta(minutes=2))
    heard = rings()
    clock.now += timedelta(minutes=60)
    due = rings()

    assert first.text == (
        "CC-01: safety concern, said 20 min ago, not acknowledged. Ring A. Okoro and L. Finch."
    )
    assert (asleep, heard) == ([], [])
    assert louder == [
        "CC-01: safety concern, said 35 min ago, not acknowledged. Ring A. Okoro, L. Finch and the director."
    ]
    assert due == [
        "CC-01: safety concern, said 1 h 35 ago, no action recorded. Ring A. Okoro, L. Finch and the director."
    ]


def test_that_steps_have_their_own_moment_and_a_closed_concern_can_be_opened_again(house, concern, clock):
    room, then = house.casefiles, clock.now - timedelta(minutes=10)
    with pytest.raises(Explained, match="had not been said"):
        room.acknowledge(concern.id, at=then - timedelta(minutes=30))
    with pytest.raises(Explained, match="not come yet"):
        room.acknowledge(concern.id, at=clock.now + timedelta(minutes=1))

    heard = room.acknowledge(concern.id, who="A. Okoro", at=then)
    room.act(concern.id, action="Visited")
    assert room.act(concern.id, action="Seen at school").action == "Visited\nSeen at school"
    told = room.report_back(concern.id, at=then)
    room.close(concern.id)
    again = room.reopen(concern.id)

    assert (heard.acknowledged_at, heard.acknowledged_by, told.reported_back_at) == (then, "A. Okoro", then)
    assert (again.is_open, again.next_step) == (True, "close")
    with pytest.raises(Explained, match="is open"):
        room.reopen(concern.id)


def test_that_a_reader_is_one_of_us(house, inspection, crew):
    with pytest.raises(Explained, match="never an inspector"):
        house.casefiles.raise_concern(
            inspection.id,
            said_by_id=crew["inspector"],
            what=WORDS,
            owner_id=crew["owner"],
            reader_ids=[crew["inspector"]],
        )


def test_that_a_concern_rings_whichever_inspection_is_shown_and_after_one_is_closed(
    house, inspection, concern, clock
):
    other = house.inspections.open_inspection(
        authority="Wessex", framework_key="standard", notified_at=clock.now - timedelta(days=2)
    )
    house.inspections.set_state(inspection.id, InspectionState.CLOSED)
    clock.now += timedelta(hours=9)

    (ring,) = [each for each in house.reminders.due(other.id) if each.key.startswith("concern-")]

    assert ring.text == (
        "Borsetshire, CC-01: safety concern, said 9 h 20 ago, not acknowledged. "
        "Ring A. Okoro, L. Finch and the director."
    )


def test_that_a_debrief_rings_in_every_open_inspection_and_is_put_off_in_all_of_them(
    house, inspection, crew, clock
):
    keys = [house.casefiles.add_child(inspection.id, "900101").id]
    (session,) = house.casefiles.choose(keys, reason="Sampled")
    start = clock.now - timedelta(minutes=100)
    house.casefiles.plan(
        session.id, starts_at=start, minutes=60, inspector_id=crew["inspector"], worker_id=crew["here"]
    )
    other = house.inspections.open_inspection(
        authority="Wessex", framework_key="standard", notified_at=clock.now - timedelta(days=2)
    )

    def rings(inspection_id):
        return [each for each in house.reminders.due(inspection_id) if each.key.startswith("debrief-")]

    (ring,) = rings(other.id)
    assert ring.text == "Borsetshire, C-001 with Inspector B ended 18:00, not debriefed."
    house.reminders.snooze(other.id, ring.key)
    assert (rings(other.id), rings(inspection.id)) == ([], [])
    clock.now += timedelta(minutes=15)
    assert len(rings(other.id)) == len(rings(inspection.id)) == 1
    house.inspections.set_state(inspection.id, InspectionState.CLOSED)
    assert (len(rings(other.id)), len(rings(inspection.id))) == (0, 1)


def test_that_what_rings_survives_closing_and_is_found_when_the_store_is_opened_later(
    house, inspection, concern, crew, clock, store, opener, tmp_path
):
    key = house.casefiles.add_child(inspection.id, "900101").id
    (session,) = house.casefiles.choose([key], reason="Sampled")
    house.casefiles.plan(
        session.id,
        starts_at=clock.now,
        minutes=60,
        inspector_id=crew["inspector"],
        worker_id=crew["here"],
    )
    house.casefiles.jot(session.id, {"words": {"asked": "How so"}})
    assert [each for each in house.reminders.due(inspection.id) if each.key.startswith("debrief-")] == []
    store.close()

    clock.now += timedelta(hours=14)
    again = opener(tmp_path / "inspection.db", clock)
    reopened = build(again, clock, folder=tmp_path, key=KEY)

    rings = {each.key: each.text for each in reopened.reminders.due(inspection.id)}
    assert [text for key, text in rings.items() if key.startswith(("concern-", "debrief-"))] == [
        "CC-01: safety concern, said 14 h 20 ago, not acknowledged. Ring A. Okoro, L. Finch and the director.",
        "C-001 with Inspector B ended Wed 19:40, not debriefed.",
    ]
    assert reopened.casefiles.jotting_of(session.id) == {"words": {"asked": "How so"}}
    again.close()
