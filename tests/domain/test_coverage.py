from datetime import UTC, date, datetime

from ilacs_desktop.domain.casefiles.choosing import ChildFilter
from ilacs_desktop.domain.casefiles.coverage import (
    Cell,
    ChildrenGroup,
    Coverage,
    CoverageLine,
    Dimension,
    Mark,
    filter_of,
)
from ilacs_desktop.domain.casefiles.far import FarLocality, FarRules, far_localities
from ilacs_desktop.domain.casefiles.load import WorkerSession, loads_in_order, worker_load

WEDNESDAY, THURSDAY = date(2026, 12, 2), date(2026, 12, 3)
LINES = (
    CoverageLine(
        1, "C-001", Mark.SEEN, ("Inspector A", "Inspector B"), "Duty", "child in need", "North", WEDNESDAY
    ),
    CoverageLine(
        2, "C-002", Mark.PLANNED, ("Inspector A",), "Care 1", "child in care", "South", THURSDAY, True
    ),
    CoverageLine(3, "C-003", Mark.CHOSEN, (), "Care 1", "child in care", "South"),
)
COVERAGE = Coverage(
    LINES,
    (
        ChildrenGroup("Duty", "child in need", "North", 40),
        ChildrenGroup("Care 1", "child in care", "South", 30),
        ChildrenGroup("Care 1", "child in need", "South", 5),
        ChildrenGroup("", "care leaver", "", 2),
    ),
    ("Inspector A", "Inspector B", "Inspector C"),
    ("East", "North", "South"),
    (WEDNESDAY, THURSDAY),
)


def test_that_a_table_says_what_was_seen_and_what_will_be():
    table = COVERAGE.table(Dimension.INSPECTOR, Dimension.DAY)

    assert table.names == ("Wed 2 Dec", "Thu 3 Dec", "not planned yet")
    assert [(row.name, [cell.said for cell in row.cells], row.total.said) for row in table.lines] == [
        ("Inspector A", ["1 seen", "1 planned", ""], "1 seen, 1 planned"),
        ("Inspector B", ["1 seen", "", ""], "1 seen"),
        ("Inspector C", ["", "", ""], ""),
        ("no inspector yet", ["", "", "1 chosen"], "1 chosen"),
    ]


def test_that_children_of_whom_nothing_is_seen_stand_out():
    table = COVERAGE.table(Dimension.TEAM, Dimension.COHORT)

    assert [(row.name, [cell.said for cell in row.cells]) for row in table.lines] == [
        ("Duty", ["1 seen", "", ""]),
        ("Care 1", ["not seen", "1 planned, 1 chosen", ""]),
        ("no team", ["", "", "not seen"]),
    ]
    assert table.names == ("child in need", "child in care", "care leaver")
    assert table.lines[1].cells[1] == Cell(0, 1, 1, 30, (2, 3))


def test_that_what_has_not_been_seen_is_said_the_biggest_first():
    assert [(each.dimension.value, each.name, each.said) for each in COVERAGE.unseen()] == [
        ("inspector", "Inspector C", "nothing seen, none planned"),
        ("team", "no team", "nothing seen, none planned; 2 children"),
        ("cohort", "care leaver", "nothing seen, none planned; 2 children"),
        ("locality", "locality not known", "nothing seen, none planned; 2 children"),
        ("locality", "East", "nothing seen, none planned"),
        ("team", "Care 1", "nothing seen, 1 planned; 35 children"),
        ("cohort", "child in care", "nothing seen, 1 planned; 30 children"),
        ("locality", "South", "nothing seen, 1 planned; 35 children"),
        ("day", "Thu 3 Dec", "nothing seen, 1 planned"),
    ]


def test_that_localities_too_far_to_visit_are_sampled_by_video():
    away = {"South": 75, "East": 90, "North": 20}

    found = far_localities(away, LINES, rules=FarRules(60, ("West",)), children={"East": 7, "West": 1})

    assert found == (
        FarLocality("East", 90, children=7),
        FarLocality("South", 75, by_video=1, to_video=((3, "C-003"),)),
        FarLocality("West", children=1),
    )
    assert [(each.said, each.advice) for each in found] == [
        ("90 minutes away: not sampled by video yet", "Choose some of its 7 children, and plan by video."),
        ("75 minutes away: 1 sampled by video", "Could be by video: C-003."),
        ("marked as too far: not sampled by video yet", "Choose its one child, and plan by video."),
    ]
    assert far_localities(away, LINES, rules=FarRules(90)) == ()


def test_that_a_cell_leads_to_the_children_it_counts():
    assert filter_of({Dimension.TEAM: "Duty", Dimension.INSPECTOR: "Inspector A"}) == ChildFilter(team="Duty")
    assert filter_of({Dimension.COHORT: "child in care", Dimension.LOCALITY: "South"}) == ChildFilter(
        cohort="child in care", locality="South", leads=True
    )
    assert filter_of({Dimension.INSPECTOR: "Inspector A", Dimension.DAY: "Wed 2 Dec"}) is None
    assert [each.code for each in COVERAGE.lines_of(COVERAGE.cell({}))] == ["C-001", "C-002", "C-003"]


def at(day, hour, minute=0):
    return datetime(2026, 12, day, hour, minute, tzinfo=UTC)


def load(sessions, role="Social worker", name="R. Malik"):
    return worker_load(
        1, name, team="Duty", role=role, sessions=sessions, most_sessions=2, between_minutes=60
    )


def test_that_a_load_says_too_many_back_to_back_and_alone():
    found = load(
        [
            WorkerSession(1, "C-001", at(2, 9), at(2, 10), is_over=True),
            WorkerSession(2, "C-002", at(2, 10, 30), at(2, 11, 30)),
            WorkerSession(3, "C-003", at(2, 14), at(2, 15), has_company=True, sits_in="K. Boyle"),
            WorkerSession(4, "C-004", at(3, 9), at(3, 10)),
        ],
        role="Social worker (ASYE)",
    )

    assert (found.total, found.most_a_day, found.with_company, found.welfare_missing) == (4, 3, 1, 1)
    assert (found.each_day, found.alone) == ("Wed 2 Dec: 3, Thu 3 Dec: 1", 2)
    assert [look.session_ids for look in found.looks] == [(1, 2, 3), (1, 2), (2, 4), (1,)]
    assert found.cautions == (
        "3 sessions on Wed 2 Dec",
        "C-001 and C-002 back to back on Wed 2 Dec, 09:00 and 10:30, 30 min between",
        "newly qualified and alone in C-002, C-004",
        "not asked how they are after C-001",
    )


def test_that_a_quiet_load_says_nothing_and_stands_last():
    quiet = load([WorkerSession(5, "C-005", at(2, 9), at(2, 10), is_over=True, welfare_at=at(2, 10))])
    tight = load(
        [WorkerSession(6, "C-006", at(2, 9), at(2, 10)), WorkerSession(7, "C-007", at(2, 9, 30), at(2, 10))]
    )

    assert quiet.cautions == ()
    assert tight.cautions == ("C-006 and C-007 overlap on Wed 2 Dec, 09:00 and 09:30",)
    assert loads_in_order([quiet, tight]) == (tight, quiet)
