"""After a purge nothing of a child stands in the file, the free pages included, and the trail still proves."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text

from ilacs_desktop.domain.casefiles import AnnexAReview, ChildDraft
from ilacs_desktop.domain.casefiles.consents import ConsentAnswer
from ilacs_desktop.domain.people import Side
from ilacs_desktop.services.house import build
from ilacs_desktop.store import schema
from ilacs_desktop.store.casefiles import CaseSessionRecord
from ilacs_desktop.store.door import Store
from ilacs_desktop.store.engine import make_engine
from ilacs_desktop.store.ledger import AuditEntryRecord, verify

EVENING = datetime(2026, 12, 2, 18, 40, tzinfo=UTC)
SECRET = b"a secret of this test"
IDS = ("900101-K", "900102-K", "900103-K")
PLANTED = (
    *IDS, "Kestrel team", "Worker Wren", "2026-10-17", "ReasonHeron", "AskedPlover", "LikedDunlin",
    "WorriedCurlew", "PromisedTeal", "WorkerSiskin", "WelfareMerlin", "NeedsOsprey", "ConsentNoteLark",
    "ConcernBittern", "ActionGarganey", "ManagerPipit", "JottingOuzel",
)  # fmt: skip
"""What must be nowhere afterwards: IDs, team, worker, a day, and every word that was written down."""


def review(ids, team, worker, day):
    facts = (("last_seen_on", day), ("reviewed_on", day))
    children = [ChildDraft(each, ("child in need",), team, worker, "10 to 15", facts) for each in ids]
    return AnnexAReview("a.xlsx", "Annex A", (), tuple(children))


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    """A filled store without encryption, made once, so that a test reads the very bytes of its copy."""
    path = tmp_path_factory.mktemp("plain") / "plain.db"
    engine = make_engine(path, None)
    schema.create(engine)
    store = Store(engine, clock=lambda: EVENING, secret=SECRET, actor="K. Boyle")
    fill(build(store, store.clock, folder=path.parent, key=None))
    store.close()
    return path


@pytest.fixture
def plain(database, tmp_path, clock):
    shutil.copy(database, tmp_path / "plain.db")
    store = Store(make_engine(tmp_path / "plain.db", None), clock=clock, secret=SECRET, actor="K. Boyle")
    yield build(store, clock, folder=tmp_path, key=None)
    store.close()


@pytest.fixture
def filled(plain):
    return plain.inspections.one(1)


def fill(house):
    """Three children: one read, debriefed and asked, one with a closed concern; and another inspection."""
    inspection = house.inspections.open_inspection(
        authority="Borsetshire", framework_key="standard", notified_at=EVENING - timedelta(days=9)
    )
    people = house.people
    inspector = people.add("P. Marsh", Side.INSPECTORATE, known_as="Inspector B")
    owner, worker = people.add("A. Okoro", Side.AUTHORITY), people.add("Rashida Malik", Side.AUTHORITY)
    room = house.casefiles
    room.import_annex_a(inspection.id, review(IDS, "Kestrel team", "Worker Wren", "2026-10-17"))
    other = house.inspections.open_inspection(
        authority="Wessex", framework_key="standard", notified_at=EVENING - timedelta(days=2)
    )
    room.import_annex_a(other.id, review(("700101",), "Owl team", "Worker Rook", "2026-10-19"))
    first, second, _ = sorted(room.children(inspection.id), key=lambda child: child.child_id)
    (session,) = room.choose([first.id], reason="ReasonHeron")
    room.plan(
        session.id,
        starts_at=EVENING - timedelta(hours=3),
        minutes=60,
        inspector_id=inspector.id,
        worker_id=worker.id,
    )
    room.debrief(
        session.id, asked="AskedPlover of 900101-K", liked="LikedDunlin", worried="WorriedCurlew",
        promised="PromisedTeal", worker_is="WorkerSiskin",
    )  # fmt: skip
    with house.store.working("Look after somebody") as opened:
        record = opened.get_one(CaseSessionRecord, session.id)
        record.welfare, record.sits_in = "WelfareMerlin", "ManagerPipit"
    room.jot(session.id, {"liked": "JottingOuzel"})
    asked = room.ask_family(first.id, asked_by="R. Malik", asked_whom="parent", needs="NeedsOsprey")
    room.answer_family(asked.id, answer=ConsentAnswer.YES, note="ConsentNoteLark")
    concern = room.raise_concern(
        inspection.id,
        child_id=second.id,
        said_by_id=inspector.id,
        what="ConcernBittern 900102-K",
        owner_id=owner.id,
    )
    room.act(concern.id, action="ActionGarganey")
    room.report_back(concern.id)
    room.close(concern.id)


def standing(house, tmp_path):
    """Which of the planted words stand in the bytes of the file."""
    house.store.engine.dispose()
    content = (tmp_path / "plain.db").read_bytes().lower()
    return [each for each in PLANTED if each.lower().encode() in content]


def chain(house):
    with house.store.reading() as session:
        return verify(session, SECRET)


def test_that_nothing_of_a_child_stands_in_the_file_after_a_purge(plain, filled, tmp_path):
    before, marked = standing(plain, tmp_path), plain.store.mark()

    purge = plain.casefiles.purge(filled.id, why="Retention period over")

    assert (before, standing(plain, tmp_path)) == (list(PLANTED), [])
    entries, wrong = chain(plain)
    assert (entries > marked.sequence, wrong) == (True, None)
    with plain.store.reading() as session:
        kept = session.scalar(
            select(AuditEntryRecord.chain).where(AuditEntryRecord.sequence == marked.sequence)
        )
        found = session.execute(text("SELECT count(*) FROM search WHERE search MATCH '900101*'")).scalar()
    assert (kept[:64], found, purge.mentions, purge.trail) == (marked.chain, 0, {}, 16)


def test_that_an_id_in_what_stays_is_counted_on_the_certificate(plain, filled):
    house = plain
    (inspector, *_) = house.people.all(Side.INSPECTORATE)
    house.info_requests.add(filled.id, verbatim="The plan of 900101-K, please", asked_by_id=inspector.id)
    thread = house.feedback.start_thread(filled.id, "Visits")
    house.feedback.add_message(thread.id, "900103-K was seen; 900103 was not")

    purge = house.casefiles.purge(filled.id, why="Retention period over")

    assert dict(purge.mentions) == {"requests": 1, "messages": 1}
    said = house.casefiles.certificate_text(purge.id)
    assert "Messages and threads, in which a child’s ID stands: kept as the record" in said


def test_that_an_entry_emptied_by_anybody_else_does_not_fit(plain, filled):
    plain.casefiles.purge(filled.id, why="Retention period over")
    with plain.store.engine.execution_options(writes=True).begin() as connection:
        sealed = connection.execute(
            text("SELECT sequence, after FROM audit_entries WHERE length(chain) > 64 ORDER BY sequence")
        ).first()
        with pytest.raises(Exception, match="append-only"):
            connection.execute(text("UPDATE audit_entries SET actor = 'somebody' WHERE sequence = 1"))
        connection.execute(text("DROP TRIGGER audit_entries_no_update"))
        connection.execute(
            text("UPDATE audit_entries SET actor = 'somebody' WHERE sequence = :one"),
            {"one": sealed.sequence},
        )

    assert chain(plain)[1] == sealed.sequence


def test_that_the_trail_is_emptied_of_one_inspection_alone(plain, filled):
    plain.casefiles.purge(filled.id, why="Retention period over")

    with plain.store.reading() as session:
        made = session.scalars(
            select(AuditEntryRecord.after)
            .where(AuditEntryRecord.record_table == "children", AuditEntryRecord.before.is_(None))
            .order_by(AuditEntryRecord.sequence)
        ).all()
    assert [(each["inspection_id"], each["team"]) for each in made] == [
        *[(filled.id, "taken out")] * 3,
        (2, "Owl team"),
    ]
    assert chain(plain)[1] is None
