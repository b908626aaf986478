"""The given register on a real store: items, receipts, superseding, giving again, checking a folder."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import ItemState, OurStatus, TheirStatus
from ilacs_desktop.domain.info_requests.folder import FileState
from ilacs_desktop.store.info_requests import GivenReceiptRecord

ON_THE_DAY = datetime(2026, 12, 2, 18, 40, tzinfo=UTC)


@pytest.fixture
def requests(house):
    return house.info_requests


@pytest.fixture
def cleared(requests, inspection, person):
    """Makes a request cleared for giving, asked by an inspector."""

    osei = person("Lea Osei", role="Performance analyst")

    def make(asker, words="return interviews", items=()):
        known = person(f"{asker} Marsh", side="inspectorate", known_as=asker)
        made = requests.add(
            inspection.id, verbatim=words, asked_by_id=known.id, owner_id=osei.id, items=items
        )
        return requests.clear(made.id, accuracy_by="R. Quinn", redaction_by="R. Quinn")

    return make


def file(tmp_path, name, content):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return path


def give(requests, request, path, **more):
    facts = requests.file_facts(path)
    return requests.give(
        request.id,
        **{
            "how": "sharing site",
            "file_name": facts.name,
            "sha256": facts.sha256,
            "size_bytes": facts.size_bytes,
            **more,
        },
    )


def test_that_a_wrong_document_is_superseded_for_all_who_had_it(
    requests, inspection, cleared, tmp_path, clock
):
    wrong, right = (
        file(tmp_path, name, content) for name, content in (("a.xlsx", b"wrong"), ("b.xlsx", b"right"))
    )
    first, second = cleared("Inspector B"), cleared("Inspector C")
    old = give(requests, first, wrong)
    give(requests, second, wrong)
    requests.set_theirs(second.id, TheirStatus.ACCEPTED)
    clock.now += timedelta(minutes=5)
    with pytest.raises(Explained, match="What replaces a document of IR-001 was not cleared with it"):
        give(requests, first, right, supersedes_id=old.id)
    new = give(requests, first, right, supersedes_id=old.id, version_label="2", cleared_by="R. Quinn")
    before = [(each.who, each.has_newest) for each in requests.who_had(old.id)]

    (again,) = requests.give_newest(old.id)

    assert before == [("Inspector B", True), ("Inspector C", False)]
    assert (again.ref, again.file_name, again.given_to, again.supersedes_id) == (
        "IR-002",
        "b.xlsx",
        "Inspector C",
        2,
    )
    assert [(each.who, each.has_newest) for each in requests.who_had(new.id)] == [
        ("Inspector B", True),
        ("Inspector C", True),
    ]
    assert [line.is_superseded for line in requests.given(inspection.id)] == [False, False, True, True]
    assert requests.one(second.id).theirs is TheirStatus.GIVEN
    assert requests.history(second.id)[-1].why == "in place of version 1"
    with pytest.raises(Explained, match="Lea Osei owns IR-001; somebody else has to check it"):
        give(requests, first, wrong, supersedes_id=new.id, cleared_by="Lea Osei")
    with pytest.raises(Explained, match="Everybody who had an older one has"):
        requests.give_newest(old.id)
    with pytest.raises(Explained, match=r"superseded 18:45 by “b\.xlsx”, version 2\. Give the newest"):
        give(requests, first, wrong)
    assert give(requests, first, wrong, despite="they asked for the old one").is_superseded
    assert requests.history(first.id)[-1].why == "they asked for the old one"


def test_that_items_are_given_one_by_one_until_their_request_is_complete(requests, cleared):
    made = cleared("Inspector B", items=("Counts by month", "Themes", "Team list"))
    counts, themes, teams = made.items
    requests.set_item(teams.id, ItemState.WAIVED, reason="no longer kept")

    line = requests.give(made.id, how="said", item_id=counts.id)
    halfway = requests.one(made.id)
    requests.give(made.id, how="said", item_id=themes.id)
    whole = requests.one(made.id)

    assert (line.item_id, halfway.theirs, halfway.given_at) == (counts.id, TheirStatus.NOT_GIVEN, None)
    assert [item.state for item in halfway.items] == [ItemState.GIVEN, ItemState.WANTED, ItemState.WAIVED]
    assert (whole.theirs, whole.given_at) == (TheirStatus.GIVEN, ON_THE_DAY)
    assert requests.history(made.id)[-1].what == "Themes: given (said)"
    with pytest.raises(Explained, match="is waived"):
        requests.give(made.id, how="said", item_id=teams.id)
    with pytest.raises(Explained, match="IR-001 has no such item"):
        requests.give(made.id, how="said", item_id=999)


def test_that_a_receipt_comes_later_once_and_for_ever(requests, store, cleared, clock):
    line = requests.give(cleared("Inspector B").id, how="printed")
    clock.now += timedelta(minutes=20)
    with pytest.raises(Explained, match="before it was given"):
        requests.receive(line.id, what="signed for", received_at=ON_THE_DAY - timedelta(minutes=1))
    with pytest.raises(Explained, match="Say how we know"):
        requests.receive(line.id, what=" ")

    received = requests.receive(line.id, what="signed for", received_at=ON_THE_DAY + timedelta(minutes=3))

    assert (received.receipt, received.received_at) == ("signed for", ON_THE_DAY + timedelta(minutes=3))
    assert requests.given_line(line.id) == received
    assert requests.history(line.request_id)[-1].what == "received: “return interviews”"
    with pytest.raises(Explained, match="noted already: signed for"):
        requests.receive(line.id, what="signed for")
    with pytest.raises(Explained, match="no such line"):
        requests.receive(999, what="signed for")
    with pytest.raises(Explained, match="stays as it was written"), store.working("Falsify") as session:
        session.get(GivenReceiptRecord, 1).what = "never"


def test_that_a_second_asker_is_given_the_newest_but_nothing_past_its_review_date(
    requests, inspection, cleared, person, tmp_path, clock
):
    first = cleared("Inspector B")
    old = give(requests, first, file(tmp_path, "a.xlsx", b"old"))
    give(
        requests,
        first,
        file(tmp_path, "b.xlsx", b"new"),
        supersedes_id=old.id,
        cleared_by="R. Quinn",
        review_on=date(2026, 12, 3),
        as_of=date(2026, 11, 30),
    )
    asker = person("Lea Noor", side="inspectorate", known_as="Lead Inspector")
    second, third = (
        requests.add(inspection.id, verbatim=words, asked_by_id=asker.id) for words in ("the", "same")
    )

    given = requests.same_answer(second.id, as_id=first.id)
    clock.now += timedelta(days=2)
    held_back = requests.same_answer(third.id, as_id=first.id)

    (line,) = [each for each in requests.given(inspection.id) if each.request_id == second.id]
    assert (given.theirs, line.file_name, line.given_to, line.as_of) == (
        TheirStatus.GIVEN,
        "b.xlsx",
        "Lead Inspector",
        date(2026, 11, 30),
    )
    assert (held_back.ours, held_back.theirs) == (OurStatus.CLEARED, TheirStatus.NOT_GIVEN)
    assert requests.history(third.id)[-1].why == "“b.xlsx”, version 1 was to be reviewed by Thu 3 Dec."
    with pytest.raises(Explained, match="was to be reviewed"):
        requests.give_same(third.id, as_id=first.id)
    assert len(requests.give_same(third.id, as_id=first.id, despite="looked at just now")) == 1


def test_that_a_folder_is_read_only_where_it_could_be_right(requests, inspection, cleared, tmp_path):
    folder = tmp_path / "site"
    right = file(tmp_path, "site/right.xlsx", b"right")
    give(requests, cleared("Inspector B"), right)
    give(requests, cleared("Inspector C"), file(tmp_path, "gone.docx", b"elsewhere"))
    file(tmp_path, "site/large.bin", b"x" * 3000)
    for name in (".hidden", "~$right.xlsx", "Thumbs.db"):
        file(tmp_path, f"site/{name}", b"right")
    (folder / "inner").mkdir()
    (folder / "inner" / "link.xlsx").symlink_to(right)
    told = []

    check = requests.check_folder(
        inspection.id, folder, on_progress=lambda done, total, name: told.append((done, total, name))
    )

    assert [(each.path, each.state) for each in check.findings] == [
        ("gone.docx", FileState.MISSING),
        ("large.bin", FileState.NOT_RECORDED),
        ("right.xlsx", FileState.SAME),
    ]
    assert (check.is_right, check.count(FileState.SAME)) == (False, 1)
    assert check.left_out == (".hidden", "Thumbs.db", "~$right.xlsx", "inner/link.xlsx")
    assert told == [(0, 0, "large.bin"), (0, 0, "right.xlsx"), (5, 5, "right.xlsx")]

    def stop(_done, _total, _name):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        requests.check_folder(inspection.id, folder, on_progress=stop)
    with pytest.raises(Explained, match="There is no folder “nowhere”"):
        requests.check_folder(inspection.id, tmp_path / "nowhere")


def test_that_the_register_is_read_in_the_same_number_of_queries(requests, store, inspection, cleared):
    seen = []
    event.listen(store.engine, "before_cursor_execute", lambda *_args: seen.append(1))

    def queries():
        seen.clear()
        return len(requests.given(inspection.id)), len(seen)

    requests.give(cleared("Inspector B").id, how="said")
    one = queries()
    for asker in ("Inspector C", "Lead Inspector"):
        line = requests.give(cleared(asker).id, how="said")
        requests.receive(line.id, what="heard it")
    three = queries()

    assert (one, three) == ((1, one[1]), (3, one[1]))


def test_that_a_better_version_does_not_make_the_answer_later(requests, cleared, clock, tmp_path):
    asked = cleared("Inspector B")
    old = give(requests, asked, file(tmp_path, "rhi.xlsx", b"wrong"))
    clock.now += timedelta(days=3)
    give(requests, asked, file(tmp_path, "rhi.xlsx", b"right"), supersedes_id=old.id, cleared_by="R. Quinn")

    assert requests.one(asked.id).given_at == old.given_at
