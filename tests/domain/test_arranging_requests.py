from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from ilacs_desktop.domain.info_requests import (
    ClockPause,
    InfoRequest,
    OurStatus,
    RequestItem,
    TheirStatus,
    due_of,
)
from ilacs_desktop.domain.info_requests.arranging import (
    Group,
    Grouping,
    ListView,
    Only,
    arranged,
    grouped,
    view_of_plain,
)

NOW = datetime(2026, 12, 2, 18, 40, tzinfo=UTC)


def request(number, *, hours=1, **more):
    """A request due ``hours`` from now."""
    row = InfoRequest(
        id=number,
        inspection_id=1,
        number=number,
        ref=f"IR-{number:03d}",
        verbatim=f"question {number}",
        meaning="",
        asked_at=NOW - timedelta(days=2),
        target_at=NOW + timedelta(hours=hours),
        title=f"Title {number}",
        owner_id=7 if more.get("owner") else None,
        **more,
    )
    return replace(row, due=due_of(row, NOW))


LATE = request(1, hours=-1, owner="A. Osei", asked_by="Inspector B", ours=OurStatus.CHECKING)
SOON = request(2, owner="A. Osei", enquiry="Missing children", returned_reason="names in table 2")
ALONE = request(3, hours=20, asked_by="Inspector B")
GIVEN = request(4, hours=-4, owner="L. Hartley", theirs=TheirStatus.GIVEN, ours=OurStatus.CLEARED)
STANDS = request(
    5,
    hours=50,
    owner="L. Hartley",
    pauses=(ClockPause(NOW - timedelta(hours=2), None, "asked which months"),),
    items=(RequestItem(1, "Themes, one page"),),
)
ALL = (LATE, SOON, ALONE, STANDS, GIVEN)


def titles(grouping):
    return [(group.title, [row.number for row in members]) for group, members in grouped(ALL, grouping, NOW)]


def test_that_groups_stand_in_the_order_in_which_they_want_something_done():
    assert titles(Grouping.OWNER) == [("No owner yet", [3]), ("A. Osei", [1, 2]), ("L. Hartley", [5, 4])]
    assert titles(Grouping.ENQUIRY) == [("No line of enquiry", [1, 3, 5, 4]), ("Missing children", [2])]
    assert titles(Grouping.ASKER) == [("Asked by somebody of the team", [2, 5, 4]), ("Inspector B", [1, 3])]
    assert titles(Grouping.STATUS) == [
        ("Captured", [2, 3]),
        ("Checking", [1]),
        ("Paused", [5]),
        ("Given", [4]),
    ]
    assert titles(Grouping.DUE) == [
        ("Late", [1]),
        ("Within 3 hours", [2]),
        ("Tomorrow", [3]),
        ("Its clock stands still", [5]),
        ("Given or withdrawn", [4]),
    ]


def test_that_a_list_shows_only_what_its_view_lets_be_seen():
    shown = {only: [row.number for row in arranged(ALL, ListView(only=only), NOW)] for only in Only}

    assert shown == {
        Only.EVERYTHING: [1, 2, 3, 5, 4],
        Only.OPEN: [1, 2, 3, 5],
        Only.PRESSING: [1, 2],
        Only.UNOWNED: [3],
        Only.WAITING: [5],
        Only.RETURNED: [2],
        Only.GIVEN: [4],
    }


def test_that_words_are_looked_for_in_all_that_is_known_of_a_request():
    def found(words):
        return [row.number for row in arranged(ALL, ListView(words=words), NOW)]

    assert [found("OSEI title"), found("themes"), found("inspector b"), found("checking ir-001")] == [
        [1, 2],
        [5],
        [1, 3],
        [1],
    ]


def test_that_of_a_folded_group_only_the_heading_is_there():
    view = ListView(grouping=Grouping.OWNER, only=Only.OPEN)

    assert arranged(ALL, view, NOW, folded=frozenset({"owner A. Osei"})) == (
        Group("owner No owner yet", "No owner yet", 1),
        ALONE,
        Group("owner A. Osei", "A. Osei", 2, late=1, is_folded=True),
        Group("owner L. Hartley", "L. Hartley", 1),
        STANDS,
    )


def test_that_a_view_kept_is_the_same_again_and_unknown_words_give_way_to_the_usual():
    view = ListView("Mine", Only.OPEN, Grouping.DUE, "osei", ("ref", "due"), "due", is_descending=True)

    assert view_of_plain(view.plain()) == view
    assert view_of_plain({"name": "Old", "only": "gone", "grouping": None, "more": 1}) == ListView("Old")
