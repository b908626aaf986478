"""Annex A taken in again, compared child by child, and undone whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from ilacs_desktop.domain.casefiles import (
    AnnexAComparison,
    AnnexACounts,
    AnnexAReview,
    AnnexAUndone,
    ChildChange,
    ChildDraft,
)
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.store.casefiles import AnnexABeforeRecord, ConsentRecord

FIRST = (
    ChildDraft("900101", ("child in care", "child in need"), "Court 1", "R. Malik", "10 to 15",
               (("care_visit_on", "2026-11-10"), ("last_seen_on", "2026-11-12"), ("placements", "1")), (6, 8)),
    ChildDraft("900102", ("child in need",), "Duty", "J. Adeyemi", "5 to 9", (("last_seen_on", "2026-11-01"),), (6,)),
    ChildDraft("900103", ("contact",), "", "", "under 1", (), (1,)),
)  # fmt: skip
LATER = (
    replace(
        FIRST[0], team="Court 2", facts=(("care_visit_on", "2026-11-18"), ("last_seen_on", "2026-11-18"))
    ),
    FIRST[1],
    ChildDraft("900104", ("referral",), "Duty", "J. Adeyemi", "1 to 4", (), (3,)),
)


def review(drafts: tuple[ChildDraft, ...], name: str = "a.xlsx") -> AnnexAReview:
    return AnnexAReview(name, "Annex A", (), drafts)


def listed(house: Any, inspection: Any) -> tuple[Any, ...]:
    return tuple(replace(child, version=0) for child in house.casefiles.children(inspection.id))


@pytest.fixture
def taken(house: Any, inspection: Any) -> Any:
    """The first extract is in."""
    house.casefiles.import_annex_a(inspection.id, review(FIRST))
    return house


def test_that_a_first_extract_is_all_new(house: Any, inspection: Any) -> None:
    compared = house.casefiles.compare_annex_a(inspection.id, review(FIRST))

    assert compared == AnnexAComparison(added=("900101", "900102", "900103"))
    assert compared.is_first


def test_that_a_later_extract_says_what_changes_of_each_child(taken: Any, inspection: Any) -> None:
    before = taken.store.mark()

    compared = taken.casefiles.compare_annex_a(inspection.id, review(LATER))

    assert compared == AnnexAComparison(
        added=("900104",),
        changed=(
            ChildChange(
                "900101",
                "",
                (
                    ("Team", "Court 1", "Court 2"),
                    ("Last social work visit", "2026-11-10", "2026-11-18"),
                    ("Placements, 12 months", "1", ""),
                    ("Last seen", "2026-11-12", "2026-11-18"),
                ),
            ),
        ),
        same=1,
        absent=("900103",),
    )
    assert compared.changed[0].said.startswith(
        "Team: Court 1 → Court 2; Last social work visit: 10/11/2026 → 18/11/2026; Placements, 12 months: 1 → blank"
    )
    assert taken.store.mark() == before


def test_that_an_import_is_undone_whole(taken: Any, inspection: Any) -> None:
    before = listed(taken, inspection)
    taken.casefiles.import_annex_a(inspection.id, review(LATER, "b.xlsx"))

    undone = taken.casefiles.undo_annex_a(inspection.id)

    assert undone == AnnexAUndone(removed=1, restored=1)
    assert listed(taken, inspection) == before
    assert [
        (each.file_name, each.undone_by, each.can_undo) for each in taken.casefiles.imports(inspection.id)
    ] == [
        ("b.xlsx", "K. Boyle", False),
        ("a.xlsx", "", True),
    ]
    assert taken.lookup.search("900104", inspection.id, limit=5) == ()


def test_that_all_imports_can_be_undone_one_after_the_other(taken: Any, inspection: Any) -> None:
    taken.casefiles.import_annex_a(inspection.id, review(LATER))

    done = [taken.casefiles.undo_annex_a(inspection.id) for _ in range(2)]

    assert done == [AnnexAUndone(removed=1, restored=1), AnnexAUndone(removed=3)]
    assert listed(taken, inspection) == ()
    with pytest.raises(Explained, match="No Annex A has been taken in"):
        taken.casefiles.undo_annex_a(inspection.id)


def test_that_a_child_who_was_chosen_stays_by_its_code_alone(taken: Any, inspection: Any) -> None:
    child = taken.casefiles.children(inspection.id, "900101")[0]
    taken.casefiles.choose([child.id], reason="Ofsted sampled")

    undone = taken.casefiles.undo_annex_a(inspection.id)

    assert undone == AnnexAUndone(removed=2, restored=0, stayed=("C-001",))
    (left,) = taken.casefiles.children(inspection.id)
    assert (left.child_id, left.code, left.cohorts, left.team, left.worker, left.facts) == (
        "900101", "C-001", (), "", "", (),
    )  # fmt: skip


def test_that_a_child_whose_family_was_asked_stays_too(taken: Any, inspection: Any) -> None:
    child = taken.casefiles.children(inspection.id, "900102")[0]
    with taken.store.working("Ask a family") as session:
        session.add(
            ConsentRecord(
                inspection_id=inspection.id, child_key=child.id, asked_by="K. Boyle", asked_at=taken.clock()
            )
        )

    assert taken.casefiles.undo_annex_a(inspection.id) == AnnexAUndone(removed=2, stayed=("900102",))


def test_that_only_the_newest_is_undone_and_what_was_not_kept_is_said(taken: Any, inspection: Any) -> None:
    first = taken.casefiles.imports(inspection.id)[0].id
    taken.casefiles.import_annex_a(inspection.id, review(LATER))
    newest = taken.casefiles.imports(inspection.id)[0].id

    with pytest.raises(Explained, match="Another import was taken in after this one"):
        taken.casefiles.undo_annex_a(inspection.id, first)
    with taken.store.working("Forget, as an earlier release did") as session:
        session.delete(
            session.scalar(select(AnnexABeforeRecord).where(AnnexABeforeRecord.import_id == newest))
        )
    with pytest.raises(Explained, match="cannot be undone"):
        taken.casefiles.undo_annex_a(inspection.id, newest)
    assert [each.can_undo for each in taken.casefiles.imports(inspection.id)] == [False, False]


def test_that_the_counts_are_those_that_were_compared(taken: Any, inspection: Any) -> None:
    counts = taken.casefiles.import_annex_a(inspection.id, review(LATER))

    assert counts == AnnexACounts(added=1, changed=1, same=1, absent=1)


def test_that_many_new_children_leave_a_trail_that_holds(house: Any, inspection: Any) -> None:
    drafts = tuple(replace(FIRST[0], child_id=str(number)) for number in range(300))

    house.casefiles.import_annex_a(inspection.id, review(drafts))

    assert all(found.is_well for found in house.safekeeping.check())
    assert len(house.lookup.search("Court", inspection.id, limit=500)) >= 300


@pytest.mark.parametrize("deed", ["import", "undo"])
def test_that_a_stopped_import_or_undo_leaves_everything_as_it_was(
    taken: Any, inspection: Any, store: Any, deed: str
) -> None:
    room, before = taken.casefiles, (store.mark(), cards(taken, inspection))

    def stop(done: int, _total: int, _words: str) -> None:
        if done:
            raise RuntimeError("stopped")

    with pytest.raises(RuntimeError, match="stopped"):
        if deed == "import":
            room.import_annex_a(inspection.id, review(LATER), on_progress=stop)
        else:
            room.undo_annex_a(inspection.id, on_progress=stop)

    assert (store.mark(), cards(taken, inspection)) == before


def cards(house: Any, inspection: Any) -> list[Any]:
    return sorted(house.casefiles.children(inspection.id), key=lambda child: child.id)


def test_that_a_folder_stands_for_the_lists_in_it(house: Any, inspection: Any, tmp_path: Path) -> None:
    for number, made in (
        (1, "Date of Contact,Contact Source"),
        (2, "Assessment start date,Assessment completion date,Organisation completing assessment"),
    ):
        values = "20/11/2026,6: Police" if number == 1 else "20/11/2026,,School"
        (tmp_path / f"list {number}.csv").write_text(
            f"Child Unique ID,Gender,Ethnicity,Date of Birth,Age,{made}\n900101,F,WBRI,25/01/2015,11,{values}\n"
        )
    (tmp_path / "read me.txt").write_text("not a list")
    (tmp_path / ".~lock.list 1.csv").write_text("somebody has it open")
    empty = tmp_path / "empty"
    empty.mkdir()

    found = house.casefiles.review_annex_a(tmp_path, inspection_id=inspection.id)

    assert [(each.number, each.rows, each.taken) for each in found.lists] == [(1, 1, 1), (2, 1, 1)]
    assert found.file_name == "list 1.csv, list 2.csv"
    with pytest.raises(Explained, match="No workbook and no CSV file is in the folder empty"):
        house.casefiles.review_annex_a(empty)
