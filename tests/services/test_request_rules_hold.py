"""No way round the rules of a request: who checks it, what is cleared, when it is complete."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import (
    ChangedMeanwhile,
    CheckKind,
    Happening,
    ItemState,
    OurStatus,
    TheirStatus,
)
from ilacs_desktop.domain.inspection import InspectionState
from ilacs_desktop.services.info_requests import Part


@pytest.fixture
def requests(house):
    return house.info_requests


@pytest.fixture
def osei(person):
    return person("Ama Osei", role="Performance Analyst")


@pytest.fixture
def nandy(person):
    return person("Priya Nandy", role="Service Manager")


@pytest.fixture
def cleared(requests, inspection, osei, nandy, clock):
    clock.now = datetime(2026, 12, 2, 16, 10, tzinfo=UTC)
    asked = requests.add(
        inspection.id, verbatim="Return interviews", owner_id=osei.id, items=("By month", "By team")
    )
    return requests.clear(asked.id, accuracy_by="P. Nandy", redaction_by="Priya Nandy")


def test_that_whoever_checked_a_request_cannot_become_the_owner_of_what_is_cleared(requests, cleared, nandy):
    hers = requests.assign(cleared.id, nandy.id)

    assert (hers.owner, hers.ours, hers.accuracy_checked_by, hers.redaction_checked_by, hers.cleared_by) == (
        "P. Nandy", OurStatus.CHECKING, "", "", "",
    )  # fmt: skip
    assert hers.returned_reason == "P. Nandy checked it and owns it now; somebody else has to check it"
    with pytest.raises(Explained, match="only what is cleared can be given"):
        requests.give(cleared.id, how="said")


def test_that_several_are_assigned_by_the_same_rule(requests, cleared, nandy):
    requests.assign_many([cleared], nandy.id)

    assert requests.one(cleared.id).ours is OurStatus.CHECKING


@pytest.mark.parametrize("of_the_item", [True, False])
def test_that_whoever_checked_an_item_cannot_own_it_cleared(requests, inspection, osei, nandy, of_the_item):
    asked = requests.add(inspection.id, verbatim="Interviews", owner_id=osei.id, items=("By month",))
    item = asked.items[0]
    requests.clear_item(item.id, accuracy_by="P. Nandy", redaction_by="P. Nandy")

    hers = (
        requests.change_item(item.id, owner_id=nandy.id)
        if of_the_item
        else requests.assign(asked.id, nandy.id)
    )

    assert [(each.state, each.cleared_by, each.accuracy_checked_by) for each in hers.items] == [
        (ItemState.WANTED, "", "")
    ]


@pytest.mark.parametrize("name", ["Ama  Osei", "AMA OSEI ", "A.Osei", "Ama\u00a0Osei", "AO", "Osei"])
def test_that_no_spelling_makes_the_owner_another(requests, cleared, name):
    with pytest.raises(Explained, match="somebody else has to check it"):
        requests.check(cleared.id, CheckKind.ACCURACY, checked_by=name)


def test_that_an_item_sent_back_is_not_given_as_cleared_with_the_rest(requests, cleared):
    month, team = cleared.items
    requests.give(cleared.id, how="said", item_id=month.id)

    back = requests.set_item(month.id, ItemState.WANTED, reason="wrong months")

    assert (back.ours, back.returned_reason) == (OurStatus.GATHERING, "By month: wrong months")
    assert [(item.state, item.cleared_by) for item in back.items] == [
        (ItemState.WANTED, ""), (ItemState.READY, "K. Boyle"),
    ]  # fmt: skip
    for item_id in (month.id, None):
        with pytest.raises(Explained, match="only what is cleared can be given"):
            requests.give(cleared.id, how="said", item_id=item_id)
    assert requests.give(cleared.id, how="said", item_id=team.id).ref == "IR-001"


def test_that_an_item_added_later_is_not_cleared_with_the_rest(requests, cleared):
    more = requests.add_item(cleared.id, "By age")

    assert (more.ours, more.returned_reason) == (OurStatus.GATHERING, "item added: By age")
    with pytest.raises(Explained, match="“By age” is not cleared"):
        requests.give(cleared.id, how="said", item_id=more.items[-1].id)


def test_that_a_request_that_is_over_takes_no_item(requests, cleared):
    requests.give(cleared.id, how="said")

    with pytest.raises(Explained, match="IR-001 is given"):
        requests.add_item(cleared.id, "By age")


def test_that_what_is_left_after_dividing_may_be_complete(requests, inspection, osei):
    asked = requests.add(inspection.id, verbatim="x", owner_id=osei.id, items=("By month", "By team"))
    month, team = asked.items
    requests.clear_item(month.id, accuracy_by="P. Nandy", redaction_by="P. Nandy")
    requests.give(asked.id, how="said", item_id=month.id)

    requests.split(asked.id, [Part("By team", (team.id,))])

    assert requests.one(asked.id).theirs is TheirStatus.GIVEN


def test_that_nothing_is_lost_by_merging(requests, inspection, cleared, clock):
    five = datetime(2026, 12, 2, 17, tzinfo=UTC)
    asked = requests.add(inspection.id, verbatim="Interviews", target_at=five, promised_at=five)

    into = requests.merge(asked.id, into_id=cleared.id)

    assert (into.due.at, into.promised_at) == (five, five)
    assert requests.history(cleared.id)[-1] == Happening(
        clock.now, "K. Boyle", "took up IR-002",
        "asked 16:10 by an inspector, due as that was, 17:00, promised for 17:00",
    )  # fmt: skip
    with pytest.raises(Explained, match="A-01 is not asked for yet; it stays a request of its own"):
        requests.merge(requests.staged(inspection.id)[0].id, into_id=cleared.id)
    later = requests.add(inspection.id, verbatim="Interviews again")
    requests.withdraw(cleared.id, reason="not needed")
    with pytest.raises(Explained, match="IR-001 is withdrawn, but IR-003 is still wanted"):
        requests.merge(later.id, into_id=cleared.id)


def test_that_nobody_is_taken_off_a_request_unseen(requests, cleared, nandy, person):
    seen = requests.one(cleared.id)
    boyle = person("Kit Boyle")
    requests.assign(cleared.id, boyle.id)

    with pytest.raises(ChangedMeanwhile, match="IR-001: the owner") as refused:
        requests.assign(cleared.id, nandy.id, seen=seen)

    assert [(each.theirs, each.mine) for each in refused.value.collisions] == [(boyle.id, nandy.id)]
    assert requests.assign(cleared.id, nandy.id, seen=refused.value.now).owner == "P. Nandy"


def test_that_an_item_changed_meanwhile_is_not_overwritten(requests, cleared, nandy):
    seen = cleared.items[0]
    requests.change_item(seen.id, what="By month and age", owner_id=nandy.id)

    for wish in ({"what": "By week", "owner_id": None}, {"what": "By month", "owner_id": cleared.owner_id}):
        with pytest.raises(Explained, match="Someone else has just changed “By month”"):
            requests.settle_item(seen.id, **wish, seen=seen)
    untouched = requests.settle_item(seen.id, what=seen.what, owner_id=seen.owner_id, seen=seen).items[0]

    assert (untouched.what, untouched.owner) == ("By month and age", "P. Nandy")


def test_that_the_same_file_is_not_given_twice_for_one_request(requests, inspection, cleared):
    requests.give(cleared.id, how="printed", file_name="a.xlsx", sha256="b" * 64, size_bytes=1)
    second = requests.add(inspection.id, verbatim="The same")
    requests.same_answer(second.id, as_id=cleared.id)

    with pytest.raises(Explained, match="IR-002 was given “a"):
        requests.give_same(second.id, as_id=cleared.id)

    assert len(requests.give_same(second.id, as_id=cleared.id, despite="they lost it")) == 1


def test_that_what_was_withdrawn_is_not_said_to_be_under_way(requests, inspection, cleared):
    requests.withdraw(cleared.id, reason="not needed")

    assert [
        each.state for each in requests.similar(inspection.id, "Return interviews") if not each.is_staged
    ] == ["withdrawn"]


def test_that_nothing_staged_is_wanted_before_it_was_asked(requests, inspection, clock):
    staged = requests.staged(inspection.id)[0]

    with pytest.raises(Explained, match="wanted before it was asked"):
        requests.activate(staged.id, target_at=clock.now - timedelta(minutes=1))


def test_that_a_request_after_the_end_is_taken_like_any_other(requests, inspection, house):
    house.inspections.set_state(inspection.id, InspectionState.CLOSED)

    late = requests.add(inspection.id, verbatim="The action plan, please")

    assert (late.ref, late.is_open, late.due.slack_minutes) == ("IR-001", True, 120)
