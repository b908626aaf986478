"""Reading many requests at once gives the same as reading each by itself."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import event

from ilacs_desktop.domain.info_requests import ItemState


def ask(house, inspection, number, owner, clock):
    made = house.info_requests.add(
        inspection.id,
        verbatim=f"question {number}",
        owner_id=owner.id if number % 2 else None,
        asked_at=clock.now - timedelta(hours=number),
        items=("counts", "themes"),
    )
    house.info_requests.set_item(made.items[1].id, ItemState.WAIVED, reason="asked twice")
    house.info_requests.pause(made.id, why="asked which months")
    return house.info_requests.resume(made.id)


def queries_of(store, work):
    seen = []

    def count(_connection, _cursor, statement, *_rest):
        seen.append(statement)

    event.listen(store.engine, "before_cursor_execute", count)
    work()
    event.remove(store.engine, "before_cursor_execute", count)
    return len([each for each in seen if each.startswith("SELECT")])


def test_that_a_request_in_a_list_is_the_same_as_by_itself_in_as_many_queries(
    house, store, inspection, person, clock
):
    owner = person("Ama Osei")
    asked = [ask(house, inspection, 1, owner, clock)]
    with_one = queries_of(store, lambda: house.info_requests.live_and_staged(inspection.id))
    asked += [ask(house, inspection, number, owner, clock) for number in (2, 3)]
    with_three = queries_of(store, lambda: house.info_requests.live_and_staged(inspection.id))

    live, staged = house.info_requests.live_and_staged(inspection.id)
    assert live == tuple(house.info_requests.one(each.id) for each in (asked[2], asked[1], asked[0]))
    assert (live, staged) == (
        house.info_requests.live(inspection.id),
        house.info_requests.staged(inspection.id),
    )
    assert with_one == with_three == 6
