from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ilacs_desktop.domain.briefing import Audience, SheetKind
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import Clarification, FigureEntry, PointEntry, PointState
from ilacs_desktop.domain.moments import day_of
from ilacs_desktop.domain.timetable import SlotKind

SAID_AT = datetime(2026, 12, 2, 11, 5, tzinfo=UTC)
SAID = "11:05 ? Inspector B: only half of the children are seen alone"


@pytest.fixture
def points(house):
    return house.clarifications


@pytest.fixture
def marsh(person):
    return person("Paula Marsh", side="inspectorate", known_as="Inspector B")


@pytest.fixture
def osei(person):
    return person("Ama Osei", role="Performance Analyst")


@pytest.fixture
def point(points, inspection, marsh, osei):
    return points.take_down(
        inspection.id,
        verbatim=SAID,
        they_said="only half of the children are seen alone",
        said_by_id=marsh.id,
        said_at=SAID_AT,
        owner_id=osei.id,
    )


def test_that_a_point_taken_down_in_a_line_keeps_their_words_and_is_found(
    house, points, inspection, point, marsh, osei
):
    assert point == Clarification(
        id=point.id,
        inspection_id=inspection.id,
        number=1,
        they_said="only half of the children are seen alone",
        said_by_id=marsh.id,
        said_by="Inspector B",
        said_at=SAID_AT,
        owner_id=osei.id,
        owner="A. Osei",
        verbatim=SAID,
        version=1,
    )
    assert (point.ref, point.is_open, points.open(inspection.id)) == ("Q-01", True, (point,))
    hits = house.lookup.search("seen alone", inspection.id)
    assert [hit.ref for hit in hits] == [Ref(Kind.CLARIFICATION, point.id)]


def test_that_a_point_is_raised_with_evidence_and_ends_in_an_outcome(points, point, clock):
    with pytest.raises(Explained, match="Q-01 has no evidence yet"):
        points.raise_point(point.id)
    with pytest.raises(Explained, match="Q-01 has not been raised yet"):
        points.settle(point.id, "accepted", outcome="They take it back.")
    entry = PointEntry(
        point.they_said, point.said_by_id, SAID_AT, "Seen alone in 41 of 44 visits, C-001 to C-022."
    )
    points.put_right(point.id, entry, version=point.version)

    raised = points.raise_point(point.id, where="Keep-in-touch meeting")

    assert (raised.state, raised.raised_at, raised.raise_where) == (
        PointState.RAISED,
        clock.now,
        "Keep-in-touch meeting",
    )
    with pytest.raises(Explained, match="Say what came of Q-01"):
        points.settle(point.id, "accepted", outcome=" ")
    settled = points.settle(point.id, "accepted", outcome="The line will not be in the feedback.")
    assert (settled.state, settled.outcome, settled.is_open) == (
        PointState.ACCEPTED,
        "The line will not be in the feedback.",
        False,
    )
    with pytest.raises(Explained, match="Q-01 is accepted"):
        points.put_right(point.id, entry)
    assert points.reopen(point.id).state is PointState.OPEN


def test_that_a_point_moves_with_the_meeting_it_is_to_be_raised_in(house, points, inspection, point, clock):
    starts_at = clock.now + timedelta(hours=14)
    slot = house.timetable.add(
        inspection.id,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=30),
        purpose="Keep-in-touch meeting",
        kind=SlotKind.KEEP_IN_TOUCH,
    )
    later = points.note(inspection.id, PointEntry("Another", said_at=SAID_AT))
    hung = points.put_right(
        point.id, PointEntry(point.they_said, said_at=SAID_AT, slot_uid=slot.uid), version=point.version
    )
    assert (hung.raise_at, hung.slot) == (starts_at, "Keep-in-touch meeting")

    moved_at = starts_at + timedelta(hours=1)
    house.timetable.move(inspection.id, slot.uid, starts_at=moved_at)

    assert points.one(point.id).raise_at == moved_at
    assert [row.ref for row in points.all(inspection.id)] == [hung.ref, later.ref]
    assert not points.one(point.id).is_late(clock.now)
    house.timetable.cancel(inspection.id, slot.uid)
    gone = points.one(point.id)
    assert (gone.raise_at, gone.slot, gone.raise_where) == (starts_at, "", "Keep-in-touch meeting")
    with pytest.raises(Explained, match="This meeting is not in the draft"):
        points.put_right(point.id, PointEntry("x", said_at=SAID_AT, slot_uid=slot.uid))


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"they_said": " "}, "A point needs their words"),
        ({"said_at": datetime(2027, 1, 1, tzinfo=UTC)}, "Nobody has said this yet"),
        ({"raise_at": SAID_AT - timedelta(minutes=1)}, "It would be raised before it was said"),
        ({"owner_id": 999}, "This person is no longer on the list"),
        ({"raise_where": "x" * 201}, "is longer than 200 signs"),
    ],
)
def test_that_a_point_that_cannot_be_is_refused(points, inspection, changed, says):
    with pytest.raises(Explained, match=says):
        points.note(inspection.id, replace(PointEntry("Half are seen alone", said_at=SAID_AT), **changed))
    assert points.all(inspection.id) == ()


def test_that_the_second_of_two_edits_at_once_is_refused(points, point):
    entry = PointEntry(point.they_said, said_at=SAID_AT, evidence="41 of 44")
    points.put_right(point.id, entry, version=point.version)

    with pytest.raises(Explained, match="Someone else has just changed Q-01"):
        points.put_right(point.id, replace(entry, evidence="40 of 44"), version=point.version)


def test_that_the_daily_meeting_has_what_is_to_be_raised_and_which_figures_disagree(
    house, points, inspection, point, clock
):
    points.put_right(point.id, PointEntry(point.they_said, said_at=SAID_AT, evidence="Seen in 41 of 44."))
    for value in ("84%", "79%"):
        house.figures.note(inspection.id, FigureEntry("Seen alone", value, told_at=SAID_AT))

    sheet = house.briefing.preview(
        inspection.id,
        day=day_of(clock.now),
        kind=SheetKind.DAILY_MEETING,
        audience=Audience.SENIOR_LEADERS,
    )

    section = sheet.section("to_raise")
    assert section is not None
    assert section.rows[:2] == (
        ("Q-01", "“only half of the children are seen alone” Our evidence: Seen in 41 of 44."),
        ("F-01", "Seen alone: 84% (F-01), 79% (F-02): which is right?"),
    )
