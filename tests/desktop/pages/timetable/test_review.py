"""The daily review at the side, pressed and typed into, on the sample Thursday."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget

from ilacs_desktop.desktop.pages.timetable.review.actuals import Became
from ilacs_desktop.domain.briefing import Audience, SheetKind
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.daily_review import StepState
from ilacs_desktop.domain.enquiry import EnquiryState, Provenance, Strength
from ilacs_desktop.domain.moments import moment
from ilacs_desktop.domain.timetable import PartKind, SlotKind, SlotStatus

WEDNESDAY = date(2026, 12, 2)


@pytest.fixture
def view(page: Any) -> Any:
    return page.view


@pytest.fixture
def today(house: Any, inspection: Any, sample: Any) -> Any:
    """Three sessions of today that are over, one after the other; nothing else happened."""
    house.timetable.cancel_many(
        inspection.id, [each.uid for each in house.timetable.draft(inspection.id, WEDNESDAY)]
    )
    inspector = sample.people["Inspector B"].id
    for hour in (9, 11, 13):
        house.timetable.add(
            inspection.id,
            starts_at=moment(WEDNESDAY, time(hour)),
            ends_at=moment(WEDNESDAY, time(hour + 1)),
            purpose=f"audit {hour}",
            kind=SlotKind.MEETING,
            parts=[(inspector, PartKind.LEADS)],
            uid=f"t{hour}",
        )


@pytest.fixture
def review(page: Any, view: Any, settle: Any) -> Any:
    page.open(Ref(Kind.REVIEW, 0))
    settle()
    return view.review


def press(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def unfold(review: Any, key: str) -> None:
    """Fold a step out, unless it is."""
    if key not in review.rows and not (key == "meeting" and review.meeting is not None):
        press(review.steps[key].unfold)


def words_in(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]


def slot(house: Any, inspection: Any, uid: str) -> Any:
    return house.timetable.slot(inspection.id, uid)


def test_that_one_key_says_what_became_of_a_slot(
    today: Any, review: Any, house: Any, inspection: Any, settle: Any, qtbot: Any
):
    lines = review.rows["today"].slots
    assert list(lines) == ["t9", "t11", "t13"]
    lines["t9"].setFocus()

    QTest.keyClicks(lines["t9"], "e")
    settle()
    assert slot(house, inspection, "t9").status is SlotStatus.ENDED
    assert review.window().focusWidget() is review.rows["today"].slots["t11"]

    QTest.keyClicks(review.rows["today"].slots["t11"], "d")
    words = review.rows["today"].slots["t11"].words
    QTest.keyClick(words, Qt.Key.Key_Return)
    assert slot(house, inspection, "t11").status is SlotStatus.PLANNED
    QTest.keyClicks(words, "worker ill")
    QTest.keyClick(words, Qt.Key.Key_Return)
    settle()
    fell = slot(house, inspection, "t11")
    assert (fell.status, fell.status_reason) == (SlotStatus.DID_NOT_HAPPEN, "worker ill")

    QTest.keyClicks(review.rows["today"].slots["t13"], "o")
    QTest.keyClicks(review.rows["today"].slots["t13"].words, "20")
    press(review.rows["today"].slots["t13"].keep)
    settle()
    assert slot(house, inspection, "t13").minutes_over == 20
    assert review.steps["today"].step.state is StepState.NOTHING


def test_that_all_slots_ended_with_one_button(
    today: Any, review: Any, house: Any, inspection: Any, settle: Any
):
    (every,) = review.rows["today"].buttons

    press(every)
    settle()

    assert {slot(house, inspection, uid).status for uid in ("t9", "t11", "t13")} == {SlotStatus.ENDED}


def test_that_what_is_being_typed_about_a_slot_stays_when_something_is_stored(
    today: Any, review: Any, house: Any, inspection: Any, settle: Any
):
    press(review.rows["today"].slots["t11"].buttons[Became.ELSEWHERE])
    QTest.keyClicks(review.rows["today"].slots["t11"].words, "to the front")

    house.info_requests.add(inspection.id, verbatim="One more request")
    settle()

    line = review.rows["today"].slots["t11"]
    assert line.asked == (Became.ELSEWHERE, "to the front")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert not line.is_asking


def test_that_a_line_of_the_meeting_becomes_a_request_and_leads_there(
    review: Any, house: Any, inspection: Any, settle: Any, desk: Any, qtbot: Any
):
    unfold(review, "meeting")
    QTest.keyClicks(review.meeting.line, "Inspector B asked for the audit schedule by 9am")
    qtbot.waitUntil(lambda: review.meeting.kind.currentData() == "request")
    qtbot.waitUntil(lambda: "by Inspector B" in review.meeting.understood.text())

    QTest.keyClick(review.meeting.line, Qt.Key.Key_Return)
    settle()

    (point,) = house.daily_review.meeting.points(inspection.id, WEDNESDAY)
    assert (point.kind, point.said) == ("request", "IR-001")
    assert review.meeting.line.text() == ""
    with qtbot.waitSignal(desk.go_wanted) as went:
        press(review.meeting.points[0].go)
    assert went.args == [point.became]


def test_that_a_line_typed_fast_is_kept_by_what_it_says(
    review: Any, house: Any, inspection: Any, settle: Any
):
    unfold(review, "meeting")
    QTest.keyClicks(review.meeting.line, "They have seen enough of permanence")
    QTest.keyClick(review.meeting.line, Qt.Key.Key_Return)
    settle()

    assert [each.kind for each in house.daily_review.meeting.points(inspection.id, WEDNESDAY)] == ["note"]
    press(review.meeting.points[0].remove)
    settle()
    assert house.daily_review.meeting.points(inspection.id, WEDNESDAY) == ()


def test_that_a_line_that_cannot_be_kept_says_why_and_stays(
    review: Any, house: Any, inspection: Any, settle: Any
):
    unfold(review, "meeting")
    QTest.keyClicks(review.meeting.line, "~ they find it strong")
    QTest.keyClick(review.meeting.line, Qt.Key.Key_Return)
    settle()

    assert review.meeting.line.text() == "~ they find it strong"
    assert review.meeting.understood.text().startswith("A signal belongs to a line of enquiry.")
    assert house.daily_review.meeting.points(inspection.id, WEDNESDAY) == ()


def test_that_a_timetable_edit_asks_for_the_slot_and_opens_it(
    review: Any, house: Any, inspection: Any, sample: Any, settle: Any, desk: Any, qtbot: Any
):
    unfold(review, "meeting")
    QTest.keyClicks(review.meeting.line, "Inspector D would rather start later")
    review.meeting.kind.setCurrentIndex(review.meeting.kind.findData("timetable"))
    review.meeting.kind.activated.emit(review.meeting.kind.currentIndex())
    press(review.meeting.keep)
    first = review.meeting.menu.actions()[0]
    assert "Inspector D" in first.text()

    with qtbot.waitSignal(desk.go_wanted) as went:
        first.trigger()

    (point,) = house.daily_review.meeting.points(inspection.id, WEDNESDAY)
    assert (point.kind, went.args) == ("timetable", [point.became])
    assert point.became.kind is Kind.SLOT


def test_that_a_suggested_state_is_confirmed_in_the_review(
    page: Any, house: Any, inspection: Any, clock: Any, settle: Any
):
    line = house.enquiry.start(inspection.id, "Missing children")
    for day in (1, 2):
        for hour in (9, 10, 11):
            house.enquiry.add_signal(
                line.id,
                at=datetime(2026, 12, day, hour, tzinfo=UTC),
                source="session",
                quote="They ask about missing children again",
                strength=Strength.STRONG,
                provenance=Provenance.FIRST_HAND,
            )
    page.open(Ref(Kind.REVIEW, 0))
    settle()
    review = page.view.review
    unfold(review, "enquiries")
    suggested = house.enquiry.all(inspection.id)[0].suggested_state
    assert suggested is not EnquiryState.EMERGING

    press(review.rows["enquiries"].buttons[0])
    settle()

    assert house.enquiry.all(inspection.id)[0].state is suggested
    assert review.steps["enquiries"].step.state is StepState.NOTHING


def test_that_requests_stand_with_their_slack_and_whether_the_owner_is_on_duty(
    page: Any, house: Any, inspection: Any, sample: Any, clock: Any, settle: Any, desk: Any, qtbot: Any
):
    osei = sample.people["A. Osei"]
    made = house.info_requests.add(
        inspection.id,
        verbatim="Return interviews",
        owner_id=osei.id,
        target_at=clock.now + timedelta(minutes=20),
    )
    page.open(Ref(Kind.REVIEW, 0))
    settle()
    review = page.view.review
    unfold(review, "requests")

    assert "A. Osei, finished at 17:00" in " ".join(words_in(review.rows["requests"]))
    with qtbot.waitSignal(desk.go_wanted) as went:
        press(review.rows["requests"].buttons[0])
    assert went.args == [Ref(Kind.INFO_REQUEST, made.id)]


def test_that_the_impact_leads_to_the_preview(page: Any, view: Any, review: Any):
    assert review.steps["impact"].step.sentence.startswith("Issue 2 would be news for ")

    press(review.steps["impact"].go)

    assert view.is_previewing


def test_that_a_day_before_can_be_looked_at_and_not_changed(
    page: Any, view: Any, house: Any, inspection: Any, clock: Any, settle: Any
):
    house.daily_review.finish(inspection.id, WEDNESDAY, "requests", note="all have owners")
    house.daily_review.finish(inspection.id, WEDNESDAY, "told", skipped=True, note="briefing at 08:15")
    house.daily_review.meeting.keep(inspection.id, WEDNESDAY, "Inspector B asked for the audit schedule")
    clock.now += timedelta(days=1)
    page.open(Ref(Kind.REVIEW, 0))
    settle()
    review = view.review
    under_review, before = review.days_menu.actions()
    assert (under_review.text(), before.text()) == (
        "Thursday 3 December (under review)",
        "Wednesday 2 December",
    )

    before.trigger()
    settle()

    words = words_in(review)
    assert {"“all have owners”", "“briefing at 08:15”", "skipped Wed 18:40, K. Boyle"} <= set(words)
    assert "Inspector B asked for the audit schedule" in words
    assert review.steps == {}
    assert [each for each in review.findChildren(QLineEdit) if each.isVisible()] == []
    press(review.back)
    settle()
    assert "Thursday 3 December" in words_in(review)


def test_that_the_review_is_of_today_whatever_day_the_board_was_left_on(
    page: Any, view: Any, clock: Any, settle: Any
):
    page.show_day(date(2026, 12, 1))
    settle()
    clock.now = datetime(2026, 12, 3, 18, 40, tzinfo=UTC)

    page.open(Ref(Kind.REVIEW, 0))
    settle()

    assert "Thursday 3 December" in words_in(view.review)
    press(
        view.review.steps["meeting"].go
        if view.review.steps["meeting"].go.isVisible()
        else view.review.steps["clashes"].go
    )
    settle()


def test_that_the_day_is_closed_with_the_last_thing_done(
    page: Any, view: Any, house: Any, inspection: Any, settle: Any
):
    house.timetable.issue(inspection.id)
    house.timetable.mark_confirmed([each.id for each in house.timetable.tellings(inspection.id)], how="phone")
    following = house.daily_review.evening(inspection.id, WEDNESDAY).following
    house.briefing.make(inspection.id, day=following, kind=SheetKind.MORNING, audience=Audience.ALL_STAFF)
    page.open(Ref(Kind.REVIEW, 0))
    settle()
    review = view.review
    for key in [key for key, step in review.steps.items() if step.step.is_left]:
        assert not review.home.isVisible()
        press(review.steps[key].done)
        settle()
    assert review.left.text() == "Everything is done. You can go home."

    press(review.home)
    settle()

    record = house.daily_review.record(inspection.id, WEDNESDAY)
    assert record.closed is not None
    assert "Closed 18:40, K. Boyle." in words_in(review)
    assert not review.home.isVisible()


def test_that_every_control_of_the_unfolded_review_has_a_spoken_name(
    today: Any, review: Any, house: Any, inspection: Any, settle: Any
):
    house.daily_review.meeting.keep(inspection.id, WEDNESDAY, "Inspector B asked for the audit schedule")
    settle()
    for key in list(review.steps):
        if review.steps[key].unfold.isVisible():
            unfold(review, key)
    settle()

    controls = [
        each
        for kind in (QAbstractButton, QLineEdit, QComboBox)
        for each in review.findChildren(kind)
        if each.isVisible()
    ]

    assert len(controls) > 20
    assert [each for each in controls if not each.accessibleName()] == []


def test_that_only_what_says_something_else_is_made_anew_and_tab_still_goes_down(review: Any, settle: Any):
    before = dict(review.steps)
    press(review.steps["requests"].skip)
    QTest.keyClicks(review.steps["requests"].note, "all have owners")
    press(review.steps["requests"].skip_now)
    settle()

    way, each = [], review.home.nextInFocusChain()
    while each is not review.home:
        if review.isAncestorOf(each) and each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus:
            way.append(next((key for key, step in review.steps.items() if step.isAncestorOf(each)), ""))
        each = each.nextInFocusChain()

    assert [key for key, step in review.steps.items() if step is not before[key]] == ["requests"]
    assert [key for key, _ in itertools.groupby(way) if key] == [key for key in review.steps if key in way]
