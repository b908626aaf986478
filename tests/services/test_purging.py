"""The children's data goes on its day or at the close; what stays is counted and certified."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event, select, text

from ilacs_desktop.domain.casefiles import AnnexAReview, ChildDraft
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.inspection import InspectionState
from ilacs_desktop.store.casefiles import AnnexABeforeRecord, ChildRecord, ConsentRecord, DebriefRecord

DRAFTS = tuple(
    ChildDraft(f"90010{number}", ("child in need",), "Care 1", "R. Malik", "10 to 15", (("need", "N1"),))
    for number in range(1, 6)
)
WHY = "Retention period over"


@pytest.fixture
def filled(house, inspection, person):
    """Five children: one read and debriefed, one with a concern, one asked for consent, two untouched."""
    person("K. Boyle", role="Coordinator")
    inspector = person("P. Marsh", "inspectorate", known_as="Inspector B")
    owner, worker = person("A. Okoro", role="Assistant director"), person("Rashida Malik", team="Care 1")
    room = house.casefiles
    room.import_annex_a(inspection.id, AnnexAReview("a.xlsx", "Annex A", (), DRAFTS))
    children = {child.child_id: child for child in room.children(inspection.id)}
    (session,) = room.choose([children["900101"].id], reason="Sampled by Ofsted")
    room.plan(
        session.id,
        starts_at=house.clock() - timedelta(hours=3),
        minutes=60,
        inspector_id=inspector.id,
        worker_id=worker.id,
    )
    room.debrief(session.id, asked="The plan of 900101")
    with house.store.working("Ask a family") as opened:
        opened.add(
            ConsentRecord(
                inspection_id=inspection.id,
                child_key=children["900103"].id,
                asked_by="R. Malik",
                asked_at=house.clock(),
            )
        )
    room.raise_concern(
        inspection.id,
        child_id=children["900102"].id,
        said_by_id=inspector.id,
        what="900102 not seen",
        owner_id=owner.id,
    )
    return inspection


def close_concern(house, inspection):
    (concern,) = house.casefiles.concerns(inspection.id)
    house.casefiles.act(concern.id, action="900102 visited")
    house.casefiles.report_back(concern.id)
    house.casefiles.close(concern.id)


def test_that_everything_of_a_child_goes_and_is_counted(house, store, filled):
    close_concern(house, filled)

    purge = house.casefiles.purge(filled.id, why=WHY)

    assert dict(purge.counts) == {
        "children": 3, "kept": 2, "sessions": 1, "debriefs": 1, "concerns": 1, "consents": 1, "imports": 1,
    }  # fmt: skip
    with store.reading() as session:
        children = session.scalars(select(ChildRecord)).all()
        kept = {(each.child_id, each.code, each.team, each.worker, each.cohorts) for each in children}
        left = [len(session.scalars(select(record)).all()) for record in (ConsentRecord, AnnexABeforeRecord)]
        said = session.scalars(select(DebriefRecord.asked)).all()
        found = session.execute(text("SELECT count(*) FROM search WHERE search MATCH '9001*'")).scalar()
    assert kept == {("C-001", "C-001", "", "", "|"), ("C-002", "C-002", "", "", "|")}
    assert (left, said, found) == ([0, 0], [""], 0)
    (concern,) = house.casefiles.concerns(filled.id)
    assert (concern.ref, concern.is_open, concern.what, concern.action) == (
        "CC-01",
        False,
        "Taken out; the child’s own record has it.",
        "Taken out; the child’s own record has it.",
    )
    with pytest.raises(Explained, match="no child's data"):
        house.casefiles.purge(filled.id, why=WHY)


def test_that_after_a_purge_an_import_is_not_undone_and_the_next_misses_no_child(house, filled):
    close_concern(house, filled)
    house.casefiles.purge(filled.id, why=WHY)

    with pytest.raises(Explained, match="cannot be undone") as refused:
        house.casefiles.undo_annex_a(filled.id)
    again = house.casefiles.import_annex_a(filled.id, AnnexAReview("b.xlsx", "Annex A", (), DRAFTS))

    assert "their data was taken out" in refused.value.remedy
    assert (again.added, again.absent) == (5, 0)


def test_that_an_open_concern_keeps_the_data_where_it_is(house, filled):
    with pytest.raises(Explained, match="CC-01 is open"):
        house.casefiles.purge(filled.id, why=WHY)
    with pytest.raises(Explained, match="Say why"):
        house.casefiles.purge(filled.id, why=" ")

    facts = house.casefiles.purge_facts(filled.id)
    assert (facts.has_data, facts.open_concerns, facts.purges) == (True, ("CC-01",), ())


def test_that_the_app_reminds_on_the_day_and_at_the_close_until_it_is_done(house, filled, clock):
    def reminders() -> list[str]:
        return [each.text for each in house.reminders.due(filled.id) if each.key.startswith("purge-")]

    close_concern(house, filled)
    before = reminders()
    house.casefiles.set_purge_day(filled.id, date(2026, 12, 4))
    early = reminders()
    clock.now += timedelta(days=2)
    due = reminders()
    with pytest.raises(Explained, match="has passed"):
        house.casefiles.set_purge_day(filled.id, date(2026, 12, 3))
    house.casefiles.set_purge_day(filled.id, None)
    house.inspections.set_state(filled.id, InspectionState.CLOSED)
    closed = reminders()
    house.casefiles.purge(filled.id, why=WHY, closes=True)

    words = "The children’s data is to be taken out, for {}: Settings, Children’s data."
    assert (before, early) == ([], [])
    assert (due, closed) == (
        [words.format("its day has come")],
        [words.format("the inspection is closed")],
    )
    assert reminders() == []


def test_that_a_certificate_is_written_as_paper_and_as_text(house, filled, tmp_path):
    close_concern(house, filled)
    purge = house.casefiles.purge(filled.id, why=WHY, closes=True)

    said = house.casefiles.certificate_text(purge.id)
    paper = house.casefiles.write_certificate(purge.id, tmp_path / "certificate.pdf")
    house.casefiles.write_certificate(purge.id, tmp_path / "certificate.txt")

    assert "Certificate 1: children’s data taken out" in said
    assert "Children taken out whole · 3" in said
    assert (
        "Entries of the audit trail emptied of IDs, teams, dates and words; its chain still fits · 1" in said
    )
    assert "Holds the data still: backup-20261202T184000Z.db · 2 December 2026, 18:40" in said
    assert f"Taken out on 2 December 2026, 18:40 by K. Boyle. Why: {WHY}" in said
    assert paper.read_bytes().startswith(b"%PDF")
    assert (tmp_path / "certificate.txt").read_text(encoding="utf-8") == said
    assert house.inspections.one(filled.id).state is InspectionState.CLOSED
    with pytest.raises(Explained, match="neither a PDF nor a text"):
        house.casefiles.write_certificate(purge.id, tmp_path / "certificate.docx")


def test_that_backups_from_before_are_listed_and_deleted_by_a_deed_of_its_own(house, filled, tmp_path, clock):
    close_concern(house, filled)
    room, elsewhere = house.casefiles, tmp_path / "second"
    house.safekeeping.backup_now(second_folder=elsewhere)
    for name in ("backups/before-update-20261101T080000Z.db", "aside-20261102T080000Z-inspection.db"):
        (tmp_path / name).write_bytes(b"a copy of long ago")
    with pytest.raises(Explained, match="Nothing has been taken out"):
        room.delete_old_backups(filled.id)
    clock.now += timedelta(minutes=10)
    purge = room.purge(filled.id, why=WHY)
    clock.now += timedelta(minutes=50)

    listed = [each.name for each in room.old_backups(filled.id, second_folder=elsewhere)]
    gone = room.delete_old_backups(filled.id, second_folder=elsewhere)

    assert listed == [
        "backup-20261202T184001Z.db",
        "backup-20261202T184001Z.db",
        "backup-20261202T184000Z.db",
        "aside-20261102T080000Z-inspection.db",
        "before-update-20261101T080000Z.db",
    ]
    assert (gone, room.old_backups(filled.id, second_folder=elsewhere)) == (5, ())
    left = sorted(str(each.relative_to(tmp_path)) for each in tmp_path.rglob("*.db"))
    assert left == [
        "backups/backup-20261202T194000Z.db", "inspection.db", "second/backup-20261202T194000Z.db"
    ]  # fmt: skip
    assert "No backup from before is left · of 4 then, 5 deleted by hand" in room.certificate_text(purge.id)


def test_that_an_inspection_closes_with_its_data_gone_or_a_day_on_which_it_goes(house, filled, clock):
    room = house.casefiles
    with pytest.raises(Explained, match="CC-01 is open"):
        room.close_inspection(filled.id, why=WHY)
    close_concern(house, filled)
    with pytest.raises(Explained, match="holds children's data"):
        room.close_inspection(filled.id)
    assert house.inspections.one(filled.id).state is not InspectionState.CLOSED

    assert room.close_inspection(filled.id, keep_until=date(2026, 12, 4)) is None

    assert (house.inspections.one(filled.id).state, room.purges_due()) == (InspectionState.CLOSED, ())
    clock.now += timedelta(days=2)
    (due,) = room.purges_due()
    assert (due.inspection_id, due.why, due.is_closed, due.open_concerns) == (
        filled.id, "its day has come", True, (),
    )  # fmt: skip
    with pytest.raises(Explained, match="is closed"):
        room.close_inspection(filled.id, why=WHY)


STAGES = (
    "Emptying what stays",
    "Emptying the audit trail",
    "Taking the children out",
    "Looking for IDs in what stays",
    "Clearing the search index",
)


def test_that_a_purge_stopped_at_any_stage_leaves_everything_as_it_was(house, store, filled):
    close_concern(house, filled)
    before, mark = everything(store), store.mark()
    for stage in STAGES:

        def stop(_done: int, _total: int, words: str, stage: str = stage) -> None:
            if words == stage:
                raise RuntimeError("stopped")

        with pytest.raises(RuntimeError, match="stopped"):
            house.casefiles.purge(filled.id, why=WHY, on_progress=stop)

        assert (everything(store), store.mark()) == (before, mark)
    assert all(found.is_well for found in house.safekeeping.check())


def everything(store):
    """Every row of the tables a purge touches, and the rules that guard the trail."""
    tables = ("children", "audit_entries", "case_sessions", "debriefs", "concerns", "consents",
              "annex_a_befores", "purges", "search", "sqlite_master")  # fmt: skip
    with store.reading() as session:
        return [session.execute(text(f"SELECT * FROM {name}")).all() for name in tables]  # noqa: S608 - ours


def test_that_a_purge_says_how_far_it_is(house, filled):
    close_concern(house, filled)
    told = []

    house.casefiles.purge(filled.id, why=WHY, on_progress=lambda *far: told.append(far))

    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)
    assert len({total for _, total, _ in told}) == 1
    assert told[-1][0] <= told[-1][1]


@pytest.mark.parametrize("deed", ["purge", "import", "undo"])
def test_that_a_full_disk_leaves_everything_as_it_was_and_is_said(house, store, filled, deed):
    close_concern(house, filled)
    drafts = tuple(
        ChildDraft(str(number), ("child in need",), "T", "", "", ()) for number in range(700_000, 700_600)
    )
    room, extract = house.casefiles, AnnexAReview("b.xlsx", "Annex A", (), drafts)
    room.import_annex_a(filled.id, extract)
    more = replace(
        extract, children=tuple(replace(each, child_id=f"{each.child_id}-K", team="U") for each in drafts)
    )
    deeds = {
        "purge": lambda: room.purge(filled.id, why=WHY),
        "import": lambda: room.import_annex_a(filled.id, more),
        "undo": lambda: room.undo_annex_a(filled.id),
    }
    before, mark = everything(store), store.mark()
    with store.reading() as session:
        pages = session.scalar(text("PRAGMA page_count"))

    def fill(connection, *_):
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(store.engine, "checkout", fill)
    with pytest.raises(Explained, match="The disk is full, so this was not saved"):
        deeds[deed]()
    event.remove(store.engine, "checkout", fill)

    assert (everything(store), store.mark()) == (before, mark)
