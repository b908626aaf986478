"""Deeds on several requests at once, notes, and the views kept of the list."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import Happening, OurStatus
from ilacs_desktop.domain.info_requests.arranging import Grouping, ListView, Only
from ilacs_desktop.domain.info_requests.notes import told_apart


@pytest.fixture
def three(house, inspection):
    return tuple(house.info_requests.add(inspection.id, verbatim=f"question {number}") for number in range(3))


def test_that_several_are_assigned_in_one_deed_and_each_remembers_it(house, three, person, inspection):
    osei = person("Ama Osei")
    before = house.lookup.chain().entries

    changed = house.info_requests.assign_many(three[:2], osei.id)

    owners = [house.info_requests.one(each.id).owner for each in three]
    assert (changed, owners) == (2, ["A. Osei", "A. Osei", ""])
    assert house.info_requests.one(three[0].id).ours is OurStatus.ASSIGNED
    assert house.info_requests.history(three[1].id)[-1].what == "assigned to A. Osei"
    assert {entry.deed for entry in house.lookup.audit(limit=house.lookup.chain().entries - before)} == {
        "Assign several requests"
    }


def test_that_none_is_assigned_when_one_of_them_has_another_owner_since(house, three, person):
    osei, hartley = person("Ama Osei"), person("Lee Hartley")
    house.info_requests.assign(three[1].id, hartley.id)

    with pytest.raises(Explained, match="IR-002 has another owner since you looked; none was changed"):
        house.info_requests.assign_many(three, osei.id)

    assert [house.info_requests.one(each.id).owner for each in three] == ["", "L. Hartley", ""]


def test_that_a_request_that_is_over_is_assigned_to_nobody(house, three, person):
    house.info_requests.withdraw(three[0].id, reason="asked by mistake")

    with pytest.raises(Explained, match="IR-001 is no longer open"):
        house.info_requests.assign_many(three, person("Ama Osei").id)


def test_that_notes_stand_apart_from_what_happened(house, three, clock):
    asked_at = clock.now
    clock.now += timedelta(minutes=5)
    house.info_requests.add_note(three[0].id, "  The export runs at <b>six</b>\n")

    notes, others = told_apart(house.info_requests.history(three[0].id))
    actor = house.store.actor
    assert notes == (Happening(clock.now, actor, "note", "The export runs at <b>six</b>"),)
    assert [(line.at, line.what) for line in others] == [(asked_at, "captured")]
    with pytest.raises(Explained, match="A note needs words"):
        house.info_requests.add_note(three[0].id, " \n")


def test_that_views_are_kept_by_name_replaced_and_forgotten(house):
    mine = ListView("Mine ", Only.OPEN, Grouping.DUE, "osei", ("ref", "title"), "due")
    house.info_requests.keep_list_view(mine)
    house.info_requests.keep_list_view(ListView("late"))
    house.info_requests.keep_list_view(ListView("MINE", Only.GIVEN))

    assert house.info_requests.list_views() == (ListView("late"), ListView("MINE", Only.GIVEN))
    house.info_requests.forget_list_view("Late")
    assert house.info_requests.list_views() == (ListView("MINE", Only.GIVEN),)
    for name in ("", "x" * 61):
        with pytest.raises(Explained):
            house.info_requests.keep_list_view(ListView(name))
    with pytest.raises(Explained, match="There is no view “Late”"):
        house.info_requests.forget_list_view("Late")


def test_that_clocks_are_reckoned_anew_without_another_look_at_the_rows(house, three, clock):
    rows = house.info_requests.live(three[0].inspection_id)
    clock.now += timedelta(minutes=7)

    assert house.info_requests.reckoned(rows) == house.info_requests.live(three[0].inspection_id)
