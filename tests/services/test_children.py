import itertools
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import pytest

from ilacs_desktop.domain.casefiles import AnnexAReview, ChildDraft, Concern
from ilacs_desktop.domain.casefiles.choosing import ChildFilter, Draw, ReasonKind
from ilacs_desktop.domain.casefiles.consents import ConsentAnswer
from ilacs_desktop.domain.casefiles.coverage import Dimension, filter_of
from ilacs_desktop.domain.casefiles.far import FarRules
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import RequestKind
from ilacs_desktop.domain.listings import Form

NOW = datetime(2026, 12, 2, 18, 40, tzinfo=UTC)
MORNING = datetime(2026, 12, 2, 9, 30, tzinfo=UTC)
IN_CARE = ("child in care", "child in need")
DRAFTS = (
    ChildDraft(
        "900101",
        IN_CARE,
        "Care 1",
        "Rashida Malik",
        "10 to 15",
        (("care_visit_on", "2026-10-16"), ("placement_kind", "Foster carers"), ("review_on", "2026-09-02")),
    ),
    ChildDraft("900102", ("child in need",), "Duty", "N. Obody", "1 to 4", (("last_seen_on", "2026-11-30"),)),
    ChildDraft("900103", ("child in need",), "Duty", "", "5 to 9", (("last_seen_on", "2026-08-30"),)),
    *(ChildDraft(f"7{n:03}", ("referral",), "Front door", "") for n in range(40)),
)


@pytest.fixture
def crew(person):
    return {
        "worker": person("Rashida Malik", team="Care 1", locality="North", role="Social worker (ASYE)"),
        "duty": person("Owen Price", team="Duty", locality="South"),
        "inspector": person("P. Marsh", "inspectorate", known_as="Inspector B"),
        "other": person("Q. Reed", "inspectorate", known_as="Inspector C"),
        "director": person("A. Okoro", role="Assistant director"),
    }


@pytest.fixture
def children(house, inspection, crew):
    house.casefiles.import_annex_a(inspection.id, AnnexAReview("annex-a.xlsx", "Annex A", (), DRAFTS))
    return {child.child_id: child for child in house.casefiles.children(inspection.id)}


def plan(house, session, crew, at):
    return house.casefiles.plan(
        session.id, starts_at=at, minutes=60, inspector_id=crew["inspector"].id, worker_id=crew["worker"].id
    )


def test_that_a_card_says_what_is_expected_and_when_it_was(house, inspection, children):
    card = house.casefiles.card(children["900101"].id)

    assert (card.child.placement, card.locality, card.extract) == ("Foster carers", "North", "annex-a.xlsx")
    assert [(each.what, each.said, each.is_over) for each in card.intervals] == [
        ("social work visit", "47 days ago, expected every 42 days", True),
        ("statutory review", "91 days ago, expected every 183 days", False),
        ("health assessment", "no date, expected every 365 days", False),
        ("dental check", "no date, expected every 365 days", False),
        ("last seen", "no date, expected every 42 days", False),
    ]


def test_that_a_card_shows_everything_that_touches_the_child(house, inspection, children, crew):
    key = children["900101"].id
    (session,) = house.casefiles.choose([key], kind=ReasonKind.TRACKED)
    plan(house, session, crew, MORNING)
    asked = house.info_requests.add(inspection.id, verbatim="Chronology of C-001, please", asked_at=MORNING)
    house.info_requests.add(inspection.id, verbatim="Chronology of C-0012", asked_at=MORNING)
    linked = house.info_requests.add(inspection.id, verbatim="The last plan", asked_at=MORNING)
    house.lookup.link(inspection.id, Ref(Kind.CHILD, key), Ref(Kind.INFO_REQUEST, linked.id))
    enquiry = house.enquiry.start(inspection.id, "Visits in time")
    house.enquiry.add_signal(
        enquiry.id,
        at=MORNING,
        source="session",
        quote="900101 had no visit",
        inspector_id=crew["inspector"].id,
        strength="clear",
        provenance="first-hand",
    )
    thread = house.feedback.start_thread(inspection.id, "Visits")
    house.feedback.add_message(thread.id, "Who has seen C-001 since?")
    concern: Concern = house.casefiles.raise_concern(
        inspection.id,
        child_id=key,
        said_by_id=crew["inspector"].id,
        what="Not safe at night",
        owner_id=crew["director"].id,
        said_at=MORNING,
    )

    card = house.casefiles.card(key)

    assert [(each.what, each.title, each.is_linked) for each in card.touches] == [
        ("session", "Tracked by Ofsted", False),
        ("concern", f"Concern {concern.ref}", False),
        ("request", f"{asked.ref} Chronology of C-001, please", False),
        ("request", f"{linked.ref} The last plan", True),
        ("message", card.touches[4].title, False),
        ("signal", "session", False),
    ]
    assert "Not safe" not in str(card.touches)
    assert [each.at for each in card.touches[:4]] == [MORNING] * 4


def test_that_an_email_names_children_by_id_and_code(house, inspection, children):
    house.casefiles.choose([children["900103"].id], reason="Sampled by Ofsted")

    pasted, found = house.casefiles.pasted(
        inspection.id, "Could we see 900102, C-001 and (900999) by 10:30? Also 0900101 and 900102 again."
    )

    assert [child.child_id for child in found] == ["900102", "900103", "900101"]
    assert (pasted.unknown, pasted.repeated) == (("900999",), ("900102",))


def test_that_a_paste_says_who_is_chosen_already_and_that_it_holds_names(house, inspection, children):
    house.casefiles.choose([children["900102"].id], reason="Sampled by Ofsted")

    pasted, found = house.casefiles.pasted(
        inspection.id, "900101 Ann Other\n900102 (Rashida Malik, Care 1)\nP-77 Bo Other"
    )

    assert [child.child_id for child in found] == ["900101", "900102"]
    assert (pasted.waiting, pasted.names, pasted.unknown) == (("900102",), 2, ())
    with pytest.raises(Explained, match="C-001 is chosen already and waits to be planned"):
        house.casefiles.choose([child.id for child in found], reason="Sampled by Ofsted")
    assert [each.case_code for each in house.casefiles.sessions(inspection.id)] == ["C-001"]


def test_that_a_child_whom_annex_a_does_not_have_is_chosen_by_id_and_filled_in_later(
    house, inspection, children, crew
):
    (old, new) = house.casefiles.choose_pasted(
        inspection.id, [children["900101"].id], new_ids=["P/2026-9"], reason="Tracked by Ofsted"
    )
    alone = house.casefiles.add_child(
        inspection.id, "900555", cohort="child protection", worker_id=crew["duty"].id
    )

    assert [(each.case_code, each.child.child_id) for each in (old, new)] == [
        ("C-001", "900101"),
        ("C-002", "P/2026-9"),
    ]
    assert (alone.team, alone.worker, alone.cohorts) == ("Duty", "Owen Price", ("child protection",))
    later = (ChildDraft("P/2026-9", IN_CARE, "Care 1", "Rashida Malik"),)
    house.casefiles.import_annex_a(inspection.id, AnnexAReview("annex-a.xlsx", "Annex A", (), later))
    filled = house.casefiles.child(new.child.id)
    assert (filled.code, filled.team, filled.cohorts) == ("C-002", "Care 1", IN_CARE)
    for refused, words in (("Mary Jones", "no ID"), ("Mary", "no ID"), ("900101", "on the list already")):
        with pytest.raises(Explained, match=words):
            house.casefiles.add_child(inspection.id, refused)


def test_that_an_audit_with_a_day_is_asked_for_and_joined_to_its_child(house, inspection, children):
    friday = MORNING + timedelta(days=2)
    house.casefiles.choose(
        [children["900101"].id, children["900102"].id], kind=ReasonKind.AUDIT, audit_by=friday
    )
    house.casefiles.choose([children["900103"].id], kind=ReasonKind.AUDIT)

    live = [each for each in house.info_requests.all(inspection.id) if each.kind is RequestKind.AUDIT]
    (staged,) = [each for each in live if each.staged]
    asked = [each for each in live if not each.staged]

    assert [(each.title, each.due.at) for each in asked] == [
        ("Audit of the record of C-001", friday),
        ("Audit of the record of C-002", friday),
    ]
    assert staged.title == "Audit of the record of C-003"
    card = house.casefiles.card(children["900102"].id)
    assert [each.ref for each in card.touches if each.what == "request"] == [
        Ref(Kind.INFO_REQUEST, asked[1].id)
    ]
    child = house.casefiles.child(children["900103"].id)
    assert house.lookup.linked(Ref(Kind.INFO_REQUEST, staged.id)) == (Ref(Kind.CHILD, child.id),)
    with pytest.raises(Explained, match="before it was asked"):
        house.casefiles.choose([children["7001"].id], kind=ReasonKind.AUDIT, audit_by=NOW - timedelta(days=1))
    assert len(house.casefiles.sessions(inspection.id)) == 3


def test_that_children_are_found_by_locality_and_weak_spot(house, inspection, children):
    def found(**wanted):
        return [each.child_id for each in house.casefiles.children(inspection.id, **wanted)]

    assert found(locality="North") == ["900101"]
    assert found(locality="South") == ["900102", "900103"]
    assert found(weak_spot="last seen") == ["900101", "900103"]
    assert found(weak_spot="last seen", team="Duty") == ["900103"]
    assert found(weak_spot="social work visit", limit=1) == ["900101"]
    assert found(weak_spot="placements") == []
    house.casefiles.choose([children["900101"].id], reason="Sampled")
    assert found(weak_spot="last seen", not_chosen=True) == ["900103"]
    assert house.casefiles.localities() == ("North", "South")
    assert "last seen" in house.casefiles.weak_spot_kinds()


def test_that_a_draw_is_repeated_with_its_seed(house, inspection, children):
    among = ChildFilter(team="Front door")

    first, drawn = house.casefiles.draw(inspection.id, 5, seed="4711", among=among)
    house.casefiles.choose([drawn[0].id], reason=first.said, kind=ReasonKind.OURS)
    again, same = house.casefiles.draw(inspection.id, 5, seed=" 4711 ", among=among)

    assert first == again == Draw("4711", 40, tuple(each.child_id for each in same), "Front door")
    assert [each.id for each in drawn] == [each.id for each in same]
    with pytest.raises(Explained, match="There is 1 child to draw from, and 2"):
        house.casefiles.draw(inspection.id, 2, seed="1", among=ChildFilter(weak_spot="social work visit"))
    with pytest.raises(Explained, match="needs a seed"):
        house.casefiles.draw(inspection.id, 2, seed=" ")


def test_that_an_audit_asked_for_is_staged_as_a_request_once(house, inspection, children):
    keys = [children["900101"].id, children["900102"].id]
    sessions = house.casefiles.choose(keys, kind=ReasonKind.AUDIT)

    audits = [each for each in house.info_requests.staged(inspection.id) if each.kind is RequestKind.AUDIT]

    assert [each.title for each in audits] == ["Audit of the record of C-001", "Audit of the record of C-002"]
    assert [each.reason_kind for each in sessions] == ["audit asked for by Ofsted"] * 2
    assert any(each.ref.id == audits[0].id for each in house.casefiles.card(keys[0]).touches)


def test_that_coverage_says_what_was_seen_what_is_planned_and_what_is_not(house, inspection, children, crew):
    keys = [children[child_id].id for child_id in ("900101", "900102", "900103")]
    seen, planned, stood_down = house.casefiles.choose(keys, reason="Sampled by Ofsted")
    plan(house, seen, crew, MORNING)
    plan(house, planned, crew, MORNING + timedelta(days=1))
    gone = plan(house, stood_down, crew, MORNING + timedelta(hours=3))
    house.timetable.cancel(inspection.id, gone.slot_uid)

    coverage = house.casefiles.coverage(inspection.id)

    table = coverage.table(Dimension.INSPECTOR, Dimension.TEAM)
    assert table.names == ("Front door", "Duty", "Care 1")
    assert [(row.name, [cell.said for cell in row.cells]) for row in table.lines] == [
        ("Inspector B", ["", "1 planned", "1 seen"]),
        ("Inspector C", ["", "", ""]),
    ]
    assert [(each.dimension.value, each.name) for each in coverage.unseen() if not each.planned][:3] == [
        ("inspector", "Inspector C"),
        ("team", "Front door"),
        ("cohort", "referral"),
    ]
    assert {(each.name, each.said) for each in coverage.unseen() if each.dimension is Dimension.LOCALITY} == {
        ("South", "nothing seen, 1 planned; 2 children"),
        ("locality not known", "nothing seen, none planned; 40 children"),
    }


def test_that_localities_too_far_are_named_from_travel_times(house, inspection, children, crew):
    house.people.add_place("Room 4", site="Civic Centre")
    house.people.set_travel("Civic Centre", "North", minutes=80)
    house.people.set_travel("Civic Centre", "South", minutes=20)

    (far,) = house.casefiles.far(inspection.id)

    assert (far.name, far.said) == ("North", "80 minutes away: not sampled by video yet")
    assert far.advice == "Choose its one child, and plan by video."


def test_that_one_says_which_localities_are_too_far(house, inspection, children, crew):
    session, _ = house.casefiles.choose(
        [children["900101"].id, children["900103"].id], reason="Sampled by Ofsted"
    )
    house.casefiles.set_far(FarRules(120, ("North", "South")))

    assert [(each.name, each.said, each.advice) for each in house.casefiles.far(inspection.id)] == [
        ("North", "marked as too far: not sampled by video yet", "Could be by video: C-001."),
        ("South", "marked as too far: not sampled by video yet", "Could be by video: C-002."),
    ]

    house.casefiles.plan(
        session.id,
        starts_at=MORNING + timedelta(days=1),
        minutes=60,
        inspector_id=crew["inspector"].id,
        worker_id=crew["worker"].id,
        by_video=True,
    )
    north, _ = house.casefiles.far(inspection.id)
    assert (north.said, north.advice) == ("marked as too far: 1 sampled by video", "")
    with pytest.raises(Explained, match="10 to 300 minutes"):
        house.casefiles.set_far(FarRules(5))


def test_that_a_cell_of_coverage_and_the_list_it_leads_to_count_the_same(house, inspection, children, person):
    person("One", team="Front door", locality="East")
    person("Two", team="Front door", locality="West")
    person("Three", team="Front door", locality="West")
    coverage = house.casefiles.coverage(inspection.id)
    every = [Dimension.TEAM, Dimension.COHORT, Dimension.LOCALITY]

    for row, column in itertools.permutations(every, 2):
        table = coverage.table(row, column)
        for line in table.lines:
            for name, cell in zip(table.names, line.cells, strict=True):
                found = house.casefiles.children(
                    inspection.id, **asdict(filter_of({row: line.name, column: name}))
                )
                assert (row, line.name, name, len(found)) == (row, line.name, name, cell.children)


def test_that_the_load_of_a_worker_is_told(house, inspection, children, crew):
    keys = [children[child_id].id for child_id in ("900101", "900102", "900103")]
    for hours, session in enumerate(house.casefiles.choose(keys, reason="Sampled by Ofsted")):
        plan(house, session, crew, MORNING + timedelta(days=1, hours=hours))

    (load,) = house.casefiles.load(inspection.id)

    assert (load.name, load.total, load.most_a_day, load.is_newly_qualified) == ("R. Malik", 3, 3, True)
    assert load.looks[-1].session_ids == tuple(each.session_id for each in load.sessions)
    assert load.cautions == (
        "3 sessions on Thu 3 Dec",
        "C-001 and C-002 back to back on Thu 3 Dec, 09:30 and 10:30, nothing between",
        "C-002 and C-003 back to back on Thu 3 Dec, 10:30 and 11:30, nothing between",
        "newly qualified and alone in C-001, C-002, C-003",
    )


def test_that_a_manager_who_sits_in_is_company_and_no_worker(house, inspection, children, crew):
    (session,) = house.casefiles.choose([children["900101"].id], reason="Sampled by Ofsted")
    house.casefiles.plan(
        session.id,
        starts_at=MORNING + timedelta(days=1),
        minutes=60,
        inspector_id=crew["inspector"].id,
        worker_id=crew["worker"].id,
        sits_in_id=crew["director"].id,
    )

    (load,) = house.casefiles.load(inspection.id)

    assert (load.name, load.with_company, load.alone, load.looks) == ("R. Malik", 1, 0, ())
    assert load.sessions[0].sits_in == "A. Okoro"


def test_that_an_entry_of_the_consent_log_is_put_right_and_exported(house, inspection, children, tmp_path):
    asked = house.casefiles.ask_family(children["900101"].id, asked_by="R. Malik", asked_at=MORNING)
    house.casefiles.answer_family(asked.id, answer=ConsentAnswer.NO)
    other = house.casefiles.ask_family(children["900102"].id, asked_by="=O. Price")
    earlier = MORNING - timedelta(hours=1)

    changed = house.casefiles.change_family(
        asked.id, asked_by="O. Price", asked_whom="carer", asked_at=earlier, leaflet=True, needs="interpreter"
    )

    assert (changed.asked_by, changed.asked_whom, changed.asked_at) == ("O. Price", "carer", earlier)
    assert (changed.answer, changed.leaflet, changed.needs) == (ConsentAnswer.NO, True, "interpreter")
    with pytest.raises(Explained, match="Say who asked"):
        house.casefiles.change_family(asked.id, asked_by=" ", asked_at=earlier)
    written = house.casefiles.write_consents(inspection.id, tmp_path, [Form.CSV, Form.XLSX])
    assert [each.name for each in written] == [
        "borsetshire-families-asked-2026-12-02.csv",
        "borsetshire-families-asked-2026-12-02.xlsx",
    ]
    assert written[0].read_text("utf-8-sig").splitlines() == [
        "Child,Asked by,Whom,Asked,Answer,Answered,Leaflet,Needs,Note",
        "900102,'=O. Price,,2026-12-02 18:40,no answer yet,,not given,,",
        "900101,O. Price,carer,2026-12-02 08:30,no,2026-12-02 18:40,given,interpreter,",
    ]
    assert house.casefiles.consents_listing(inspection.id, [other.id]).says == (
        "1 of 2 entries; codes, never a name"
    )


def test_that_the_consent_log_keeps_who_asked_when_and_the_answer(house, inspection, children):
    key = children["900101"].id
    asked = house.casefiles.ask_family(
        key, asked_by="R. Malik", asked_whom="parent", asked_at=MORNING, leaflet=True, needs="interpreter"
    )
    house.casefiles.ask_family(children["900102"].id, asked_by="O. Price")

    answered = house.casefiles.answer_family(asked.id, answer=ConsentAnswer.YES, note="Thursday suits")

    assert (answered.asked_at, answered.answered_at, answered.may_talk) == (MORNING, NOW, True)
    assert (answered.leaflet, answered.needs, answered.note) == (True, "interpreter", "Thursday suits")
    assert [(each.child, each.answer) for each in house.casefiles.consents(inspection.id)] == [
        ("900102", "asked"),
        ("900101", "yes"),
    ]
    assert house.casefiles.card(key).consents == (answered,)
    with pytest.raises(Explained, match="before the question"):
        house.casefiles.answer_family(
            asked.id, answer=ConsentAnswer.NO, answered_at=MORNING - timedelta(minutes=1)
        )
    with pytest.raises(Explained, match="Say who asked"):
        house.casefiles.ask_family(key, asked_by=" ")
    with pytest.raises(Explained, match="in the future"):
        house.casefiles.ask_family(key, asked_by="R. Malik", asked_at=NOW + timedelta(days=1))


def test_that_a_list_of_ids_is_found_however_it_is_written(house, inspection, children):
    house.casefiles.add_child(inspection.id, "AB12")

    found = house.casefiles.children(inspection.id, "ab12, 900101")

    assert {child.child_id for child in found} == {"AB12", "900101"}
