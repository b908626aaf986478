from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from ilacs_desktop.domain.changes import Kind
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import (
    ChangedMeanwhile,
    ClockPause,
    Collision,
    Due,
    Happening,
    InfoRequest,
    ItemState,
    OurStatus,
    RequestItem,
    RequestKind,
    TheirStatus,
)
from ilacs_desktop.domain.inspection import StagedItem
from ilacs_desktop.domain.timetable import PartKind, SlotKind
from ilacs_desktop.services.info_requests import FileFacts, file_facts
from ilacs_desktop.store.info_requests import GivenItemRecord, InfoRequestRecord

HASH = "a" * 64
WORDS = "What share of missing children get an interview in 72 hours?"


@pytest.fixture
def requests(house):
    return house.info_requests


@pytest.fixture
def osei(person):
    return person("Ama Osei", role="Performance Analyst")


@pytest.fixture
def marsh(person):
    return person("Paula Marsh", side="inspectorate", known_as="Inspector B")


@pytest.fixture
def asked(requests, inspection, osei, marsh, clock):
    clock.now = datetime(2026, 12, 2, 16, 12, tzinfo=UTC)
    made = requests.add(
        inspection.id,
        verbatim=WORDS,
        title="Return interviews, six months",
        asked_by_id=marsh.id,
        owner_id=osei.id,
        asked_at=datetime(2026, 12, 2, 16, 10, tzinfo=UTC),
    )
    clock.now = datetime(2026, 12, 2, 18, 0, tzinfo=UTC)
    return made


def cleared(requests, made):
    requests.clear(made.id, accuracy_by="P. Nandy", redaction_by="P. Nandy")
    return made


def test_that_a_request_taken_down_comes_back_whole(requests, inspection, asked, osei, marsh):
    assert requests.one(asked.id) == InfoRequest(
        id=asked.id,
        inspection_id=inspection.id,
        number=1,
        ref="IR-001",
        verbatim=WORDS,
        meaning="",
        asked_at=datetime(2026, 12, 2, 16, 10, tzinfo=UTC),
        asked_by_id=marsh.id,
        asked_by="Inspector B",
        owner_id=osei.id,
        owner="A. Osei",
        kind=RequestKind.DOCUMENT,
        ours=OurStatus.ASSIGNED,
        due=Due(
            at=datetime(2026, 12, 2, 18, 10, tzinfo=UTC),
            slack_minutes=10,
            working="Asked 16:10, two hours, due 18:10.",
        ),
        version=1,
        title="Return interviews, six months",
        target_minutes=120,
        moved_at=datetime(2026, 12, 2, 16, 12, tzinfo=UTC),
        acknowledge_minutes=30,
        acknowledgement=Due(
            at=datetime(2026, 12, 2, 16, 40, tzinfo=UTC),
            slack_minutes=-80,
            is_overdue=True,
            working="Not acknowledged; that was due by 16:40, 30 minutes after it was asked.",
        ),
    )


def test_that_a_whole_life_is_written_down_with_who_when_and_why(requests, asked, clock):
    requests.set_ours(asked.id, OurStatus.CHECKING)
    requests.set_ours(asked.id, OurStatus.GATHERING, reason="names in table 2")
    returned = requests.one(asked.id).returned_reason
    requests.clear(asked.id, accuracy_by="P. Nandy", redaction_by="P. Nandy")
    requests.give(asked.id, how="sharing site", file_name="rhi.xlsx", sha256=HASH, size_bytes=10)
    requests.set_theirs(asked.id, TheirStatus.ACCEPTED)

    now = clock.now
    assert returned == "names in table 2"
    assert requests.history(asked.id)[2:] == (
        Happening(now, "K. Boyle", "checking"),
        Happening(now, "K. Boyle", "sent back to gathering", "names in table 2"),
        Happening(now, "K. Boyle", "accuracy checked by P. Nandy"),
        Happening(now, "K. Boyle", "redaction checked by P. Nandy"),
        Happening(now, "K. Boyle", "cleared"),
        Happening(now, "K. Boyle", "given: rhi.xlsx, version 1 (sharing site)"),
        Happening(now, "K. Boyle", "accepted"),
    )
    done = requests.one(asked.id)
    assert (done.ours, done.theirs, done.is_open) == (OurStatus.CLEARED, TheirStatus.ACCEPTED, False)


def test_that_numbers_are_never_used_twice(requests, inspection, asked):
    requests.withdraw(asked.id, reason="asked by mistake")

    assert requests.add(inspection.id, verbatim="another").ref == "IR-002"


def test_that_the_clock_stands_still_while_we_await_a_clarification(requests, asked, clock):
    requests.pause(asked.id, why="asked which months")
    clock.now += timedelta(minutes=45)
    still = requests.one(asked.id)
    running = requests.resume(asked.id)

    assert still.due == Due(
        is_paused=True, working="Asked 16:10, two hours, paused since 18:00 while we asked which months."
    )
    assert running.pauses == (ClockPause(clock.now - timedelta(minutes=45), clock.now, "asked which months"),)
    assert running.due.at == datetime(2026, 12, 2, 18, 55, tzinfo=UTC)


def test_that_a_second_pause_and_a_second_resume_are_refused(requests, asked):
    requests.pause(asked.id, why="asked which months")
    with pytest.raises(Explained, match="stands still already"):
        requests.pause(asked.id, why="again")
    requests.resume(asked.id)
    with pytest.raises(Explained, match="is running"):
        requests.resume(asked.id)


def test_that_only_a_cleared_request_can_be_given(requests, inspection, asked):
    with pytest.raises(Explained, match="only what is cleared"):
        requests.give(asked.id, how="said")

    assert requests.given(inspection.id) == ()


def test_that_a_superseded_line_is_marked_and_says_who_had_it(requests, inspection, asked):
    cleared(requests, asked)
    first = requests.give(
        asked.id,
        how="sharing site",
        file_name="rhi.xlsx",
        sha256=HASH,
        size_bytes=10,
        as_of=date(2026, 11, 30),
    )
    second = requests.give(
        asked.id,
        how="sharing site",
        file_name="rhi.xlsx",
        sha256="b" * 64,
        size_bytes=11,
        version_label="2",
        supersedes_id=first.id,
        cleared_by="K. Boyle",
    )

    assert (first.given_to, first.cleared_by, first.given_by) == ("Inspector B", "K. Boyle", "K. Boyle")
    assert requests.given(inspection.id) == (
        second,
        replace(first, is_superseded=True, superseded_by_id=second.id),
    )
    with pytest.raises(Explained, match="superseded already"):
        requests.give(asked.id, how="printed", supersedes_id=first.id)


def test_that_what_was_given_cannot_be_changed_through_the_door(requests, store, asked):
    item = requests.give(cleared(requests, asked).id, how="said")
    with pytest.raises(Explained, match="stays as it was written"), store.working("Falsify") as session:
        session.get(GivenItemRecord, item.id).how = "printed"


def test_that_the_exact_words_cannot_be_changed_through_the_door(store, asked):
    with pytest.raises(Explained, match="kept for ever"), store.working("Falsify") as session:
        session.get(InfoRequestRecord, asked.id).verbatim = "something else"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE given_items SET how = 'printed'",
        "DELETE FROM given_items",
        "DELETE FROM request_events",
        "UPDATE info_requests SET verbatim = 'something else'",
        "DELETE FROM info_requests",
    ],
)
def test_that_the_database_itself_refuses_to_change_what_is_kept_for_ever(requests, store, asked, statement):
    requests.give(cleared(requests, asked).id, how="said")
    with pytest.raises(DBAPIError, match="immutable"), store.engine.begin() as connection:
        connection.execute(text(statement))


def test_that_the_facts_of_a_file_are_read_and_the_progress_told(tmp_path):
    path = tmp_path / "rhi.xlsx"
    path.write_bytes(b"x" * 3_000_000)
    told = []

    facts = file_facts(path, on_progress=lambda done, total: told.append((done, total)))

    assert facts == FileFacts("rhi.xlsx", hashlib.sha256(b"x" * 3_000_000).hexdigest(), 3_000_000)
    assert told == [(1 << 20, 3_000_000), (2 << 20, 3_000_000), (3_000_000, 3_000_000)]


def test_that_a_file_that_is_not_there_is_refused_in_one_sentence(tmp_path):
    with pytest.raises(Explained, match="cannot be read"):
        file_facts(tmp_path / "gone.pdf")


def test_that_more_wanted_brings_a_given_request_back_with_a_new_clock(requests, inspection, asked, clock):
    requests.give(cleared(requests, asked).id, how="said")
    clock.now += timedelta(hours=1)

    again = requests.set_theirs(asked.id, TheirStatus.MORE_WANTED, reason="by team as well")

    assert (again.ours, again.returned_reason, again.is_open) == (OurStatus.ASSIGNED, "by team as well", True)
    assert again.due.working == "More wanted 19:00, two hours, due 21:00."
    assert requests.open(inspection.id) == (again,)


ITEMS = (
    StagedItem("list-8", "Missing episodes", "Child-level lists", "data lead", "template", kind="list"),
    StagedItem("org-chart", "Structure chart", "Documents", "HR", "template", kind="document"),
)


def test_that_staged_requests_stand_apart_and_keep_their_number_when_asked_for(
    requests, inspection, marsh, clock
):
    before = len(requests.staged(inspection.id))
    first, second = requests.add_staged(inspection.id, ITEMS)
    again = requests.add_staged(inspection.id, ITEMS)

    assert (first.kind, second.kind, again) == (RequestKind.LIST, RequestKind.DOCUMENT, ())
    assert (first.ref[:2], second.ref[:2], len(requests.staged(inspection.id))) == ("A-", "D-", before + 2)
    assert requests.open(inspection.id) == ()

    active = requests.activate(first.id, asked_by_id=marsh.id)

    assert (active.ref, active.asked_at, active.asked_by) == (first.ref, clock.now, "Inspector B")
    assert requests.open(inspection.id) == (active,)
    with pytest.raises(Explained, match="asked for already"):
        requests.activate(first.id)


def test_that_open_requests_come_by_slack_and_paused_ones_last(requests, inspection, clock):
    for verbatim, minutes in (("late", 300), ("soon", 20), ("paused", 10)):
        requests.add(inspection.id, verbatim=verbatim, target_at=clock.now + timedelta(minutes=minutes))
    requests.pause(requests.open(inspection.id)[0].id, why="asked which months")

    assert [row.verbatim for row in requests.open(inspection.id)] == ["soon", "late", "paused"]


def test_that_tonight_knows_who_is_with_an_inspector_tomorrow(
    house, requests, inspection, asked, osei, marsh
):
    nine = datetime(2026, 12, 3, 9, 0, tzinfo=UTC)
    house.timetable.add(
        inspection.id,
        starts_at=nine,
        ends_at=nine + timedelta(minutes=90),
        purpose="Data meeting",
        kind=SlotKind.MEETING,
        parts=[(marsh.id, PartKind.LEADS), (osei.id, PartKind.ATTENDS)],
    )

    (row,) = requests.tonight(inspection.id)

    assert (row.request.ref, row.owner_busy) == ("IR-001", "busy 09:00–10:30, with Inspector B")


def test_that_similar_requests_are_found_across_inspectors_with_their_state(requests, inspection, asked):
    requests.give(cleared(requests, asked).id, how="said")

    (found, *_) = requests.similar(inspection.id, "return-interview data")

    assert (found.label, found.title, found.state, found.is_given) == (
        "IR-001",
        "Return interviews, six months",
        "given 18:00",
        True,
    )
    assert requests.similar(inspection.id, "return-interview data", apart_from=asked.id) != (found,)


def test_that_items_have_an_owner_and_go_back_only_with_a_reason(requests, asked, osei):
    (item,) = requests.add_item(asked.id, "Themes, one page", owner_id=osei.id).items
    requests.clear_item(item.id, accuracy_by="P. Nandy", redaction_by="P. Nandy")
    with pytest.raises(Explained, match="only with a reason"):
        requests.set_item(item.id, ItemState.WANTED)

    assert requests.set_item(item.id, ItemState.WANTED, reason="names in table 2").items == (
        RequestItem(item.id, "Themes, one page", osei.id, "A. Osei", ItemState.WANTED, "names in table 2"),
    )


def test_that_a_merged_request_leaves_a_pointer(requests, inspection, asked):
    other = requests.add(inspection.id, verbatim="the same once more")

    requests.merge(other.id, into_id=asked.id)

    gone = requests.one(other.id)
    assert (gone.merged_into_id, gone.theirs) == (asked.id, TheirStatus.WITHDRAWN)
    assert [row.ref for row in requests.live(inspection.id)] == ["IR-001"]


def test_that_a_second_edit_sees_both_versions_and_overwrites_nothing(requests, asked, osei):
    requests.change(asked.id, meaning="Offered and done in 72 hours", seen=asked)

    with pytest.raises(ChangedMeanwhile, match="Someone else has just changed IR-001") as refused:
        requests.change(asked.id, meaning="Something else", title="Interviews", seen=asked)
    apart = requests.change(asked.id, title="Interviews", seen=asked)

    assert refused.value.collisions == (
        Collision("meaning", theirs="Offered and done in 72 hours", mine="Something else"),
    )
    assert (apart.title, apart.meaning) == ("Interviews", "Offered and done in 72 hours")


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"verbatim": "  "}, "A request needs words."),
        ({"target_at": datetime(2026, 12, 1, tzinfo=UTC)}, "It would be wanted before it was asked."),
        ({"owner_id": 999}, "This person is no longer on the list."),
        ({"enquiry_id": 999}, "There is no such line of enquiry in this inspection."),
        ({"kind": "miracle"}, "“miracle” is no kind of request."),
    ],
)
def test_that_a_request_that_cannot_be_is_refused_and_nothing_is_stored(requests, inspection, more, message):
    with pytest.raises(Explained) as refusal:
        requests.add(inspection.id, **{"verbatim": "words", **more})

    assert refusal.value.message == message
    assert requests.open(inspection.id) == ()


def test_that_a_request_is_found_by_its_words_and_announced(house, store, inspection, requests):
    heard = []
    store.listen(heard.append)

    made = requests.add(inspection.id, verbatim="Unsuitable accommodation of care leavers", by=heard)

    assert (heard[-1].kinds, heard[-1].by) == (frozenset({Kind.INFO_REQUEST}), heard)
    hits = house.lookup.search("unsuitable", inspection.id, limit=10)
    assert [hit.ref.id for hit in hits if hit.ref.kind is Kind.INFO_REQUEST] == [made.id]


def test_that_one_request_and_many_are_read_in_the_same_number_of_queries(
    requests, store, inspection, osei, marsh
):
    def queries():
        said = []
        listener = lambda *arguments: said.append(arguments[2])  # noqa: E731 - removed by identity below
        event.listen(store.engine, "before_cursor_execute", listener)
        requests.live(inspection.id)
        event.remove(store.engine, "before_cursor_execute", listener)
        return len(said)

    def one_more():
        made = requests.add(
            inspection.id, verbatim="words", owner_id=osei.id, asked_by_id=marsh.id, items=["one", "two"]
        )
        requests.pause(made.id, why="asked which")

    one_more()
    with_one = queries()
    for _ in range(5):
        one_more()

    assert queries() == with_one
