"""Comparing what is kept: issues, the draft, checkpoints."""

from __future__ import annotations

from datetime import datetime

import pytest

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.timetable import SlotKind
from ilacs_desktop.domain.timetable.compare import DRAFT, Edition, EditionKind


@pytest.fixture
def issued(house, inspection):
    """Issue 1 with one session, moved for issue 2, then checkpoint “Plan B”, then cancelled in the draft."""
    timetable = house.timetable
    at = datetime.fromisoformat
    slot = timetable.add(
        inspection.id,
        starts_at=at("2026-12-03T09:00+00:00"),
        ends_at=at("2026-12-03T10:00+00:00"),
        purpose="records",
        kind=SlotKind.CASE_SESSION,
        case_code="C-014",
    )
    timetable.issue(inspection.id)
    timetable.move(inspection.id, slot.uid, starts_at=at("2026-12-03T11:00+00:00"))
    timetable.issue(inspection.id)
    timetable.checkpoints.keep(inspection.id, "Plan B")
    timetable.cancel(inspection.id, slot.uid)
    return slot


def test_that_the_draft_the_issues_and_the_checkpoints_can_be_compared(house, inspection, issued):
    editions = house.timetable.comparing.editions(inspection.id)

    assert [each.title for each in editions] == ["the draft", "issue 2", "issue 1", "checkpoint “Plan B”"]


def test_that_any_two_can_be_compared_either_way(house, inspection, issued):
    comparing = house.timetable.comparing
    draft, two, one, plan_b = comparing.editions(inspection.id)

    def between(old, new):
        return [
            (change.uid, change.kinds[0].value)
            for change in comparing.between(inspection.id, old, new).changes
        ]

    assert between(one, two) == [(issued.uid, "re-timed")]
    assert between(two, one) == [(issued.uid, "re-timed")]
    assert between(two, draft) == [(issued.uid, "cancelled")]
    assert between(plan_b, draft) == [(issued.uid, "cancelled")]
    assert between(draft, plan_b) == [(issued.uid, "reinstated")]
    assert between(one, plan_b) == [(issued.uid, "re-timed")]
    assert between(plan_b, two) == []
    assert between(DRAFT, DRAFT) == []


def test_that_the_preview_of_going_back_is_what_going_back_does(house, inspection, issued):
    timetable = house.timetable
    issue_1 = Edition(EditionKind.ISSUE, 1)

    preview = timetable.comparing.going_back(inspection.id, issue_1)
    restored = timetable.checkpoints.roll_back(inspection.id, 1)

    assert len(preview.changes) == restored.changed == 1
    assert preview.changes[0].after.starts_at == timetable.slot(inspection.id, issued.uid).starts_at
    assert timetable.comparing.going_back(inspection.id, issue_1).changes == ()


def test_that_what_is_gone_is_said(house, inspection, issued):
    comparing = house.timetable.comparing
    with pytest.raises(Explained, match="no issue 9"):
        comparing.between(inspection.id, Edition(EditionKind.ISSUE, 9), DRAFT)
    with pytest.raises(Explained, match="checkpoint has been removed"):
        comparing.between(inspection.id, DRAFT, Edition(EditionKind.CHECKPOINT, 99, "gone"))
