from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
)

from ilacs_desktop.desktop.pages.info_requests import InfoRequestsPage
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.info_requests import OurStatus, TheirStatus
from ilacs_desktop.domain.timetable import SlotKind


@pytest.fixture
def page(in_sight):
    """The page in sight, with an inspection and nothing asked yet."""
    return in_sight(InfoRequestsPage)


@pytest.fixture
def osei(person):
    return person("Ama Osei", role="Performance Analyst")


@pytest.fixture
def asked(page, house, inspection, osei, clock, qtbot):
    """One request, owned, due in an hour, chosen on the page."""
    made = house.info_requests.add(
        inspection.id,
        verbatim="What share of missing children get an interview in 72 hours?",
        title="Return interviews, six months",
        owner_id=osei.id,
        target_at=clock.now + timedelta(hours=1),
    )
    qtbot.waitUntil(lambda: page.view.request is not None and page.view.request.id == made.id)
    settle(page, qtbot)
    return made


def settle(page, qtbot):
    qtbot.waitUntil(lambda: page.desk.jobs.is_idle)
    QApplication.sendPostedEvents()
    qtbot.waitUntil(lambda: page.desk.jobs.is_idle)


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def dialog(page, qtbot):
    qtbot.waitUntil(lambda: any(each.isVisible() for each in page.view.findChildren(QDialog)))
    return next(each for each in page.view.findChildren(QDialog) if each.isVisible())


def words_in(widget):
    return [label.text() for label in widget.findChildren(QLabel)]


def closed(page, qtbot):
    qtbot.waitUntil(lambda: not any(each.isVisible() for each in page.view.findChildren(QDialog)))
    settle(page, qtbot)


def shown_texts(view):
    index = view.table.proxy.index
    return [
        [view.table.proxy.data(index(row, column)) for column in range(view.table.proxy.columnCount())]
        for row in range(view.table.proxy.rowCount())
    ]


def test_that_an_empty_page_says_what_to_do_first(page):
    assert page.view.empties[0].isVisible()
    assert page.view.header.sentence == "0 open · 51 staged · 0 given"


def test_that_without_an_inspection_the_page_says_so(page, desk):
    desk.set_inspection(None)
    page.refresh()

    assert not page.view.add_button.isEnabled()
    assert page.view.empties[0]._title.text() == "There is no inspection yet"


def test_that_the_page_says_again_what_to_do_once_an_inspection_has_begun(page, desk, inspection, qtbot):
    desk.set_inspection(None)
    page.refresh()
    desk.set_inspection(inspection)
    page.refresh()
    settle(page, qtbot)

    assert page.view.empties[0]._title.text() == "Nothing has been asked yet"
    assert page.view.empties[0].button.isVisible()
    assert not page.view.detail.isVisible()


def test_that_a_request_is_listed_with_both_states_and_when_it_is_due(page, asked):
    assert shown_texts(page.view) == [
        ["IR-001", "Return interviews, six months", "A. Osei", "assigned", "not given", "19:40"]
    ]
    assert page.view.header.sentence == "1 open · 51 staged · 0 given"


def test_that_the_button_of_the_panel_leads_from_step_to_step_to_given(page, house, asked, tmp_path, qtbot):
    for words in ("Gathering", "To check", "Clear…"):
        qtbot.waitUntil(lambda words=words: page.view.next_button.text() == words)
        click(page.view.next_button)
        settle(page, qtbot)
    checks = dialog(page, qtbot)
    checks.accuracy.setCurrentText("P. Nandy")
    checks.redaction.setCurrentText("T. Lindqvist")
    click(checks.accept_button)
    closed(page, qtbot)
    qtbot.waitUntil(lambda: page.view.next_button.text() == "Give…")
    file = tmp_path / "rhi.xlsx"
    file.write_bytes(b"figures")
    click(page.view.next_button)
    give = dialog(page, qtbot)
    give.choose(str(file))
    qtbot.waitUntil(give.accept_button.isEnabled)
    click(give.accept_button)
    closed(page, qtbot)

    (item,) = house.info_requests.given(asked.inspection_id)
    done = house.info_requests.one(asked.id)
    assert (item.file_name, item.size_bytes, item.how) == ("rhi.xlsx", 7, "sharing site")
    assert (done.ours, done.theirs) == (OurStatus.CLEARED, TheirStatus.GIVEN)
    qtbot.waitUntil(lambda: page.view.next_button.text() == "Accepted")


def test_that_giving_without_a_file_is_stopped_beside_the_field(page, house, asked, qtbot):
    house.info_requests.clear(asked.id, accuracy_by="P. Nandy", redaction_by="P. Nandy")
    qtbot.waitUntil(lambda: page.view.next_button.text() == "Give…")
    click(page.view.next_button)
    give = dialog(page, qtbot)

    click(give.accept_button)

    assert give.form.has_errors
    give.reject()
    assert house.info_requests.given(asked.inspection_id) == ()


def test_that_a_new_request_is_taken_down_by_the_form_and_chosen(page, house, inspection, qtbot):
    click(page.view.add_button)
    form = dialog(page, qtbot)
    form.verbatim.setPlainText("Supervision records, Team 3")
    click(form.accept_button)
    closed(page, qtbot)

    (made,) = house.info_requests.open(inspection.id)
    assert (made.verbatim, made.due.working) == (
        "Supervision records, Team 3",
        "Asked 18:40, two hours, due 20:40.",
    )
    qtbot.waitUntil(lambda: page.view.request is not None and page.view.request.id == made.id)


def test_that_the_form_says_what_was_supplied_already(page, asked, qtbot):
    click(page.view.add_button)
    form = dialog(page, qtbot)

    form.verbatim.setPlainText("return interviews by month")

    qtbot.waitUntil(form._similar.isVisible)
    form.reject()


def test_that_the_clock_is_stopped_with_its_reason_and_runs_again(page, house, asked, qtbot):
    page.view.actions_by_name["pause"].trigger()
    why = dialog(page, qtbot)
    click(why.accept_button)
    assert why.form.has_errors
    why.words.setPlainText("asked which months")
    click(why.accept_button)
    closed(page, qtbot)

    paused = house.info_requests.one(asked.id)
    assert (
        paused.due.working == "Asked 18:40, wanted by 19:40, paused since 18:40 while we asked which months."
    )
    qtbot.waitUntil(lambda: page.view.next_button.text() == "Let the clock run")
    click(page.view.next_button)
    settle(page, qtbot)
    assert not house.info_requests.one(asked.id).is_paused


def test_that_a_request_sent_back_shows_its_reason_in_front(page, house, asked, qtbot):
    house.info_requests.set_ours(asked.id, OurStatus.CHECKING)
    qtbot.waitUntil(lambda: page.view.request.ours is OurStatus.CHECKING)
    page.view.actions_by_name["return"].trigger()
    why = dialog(page, qtbot)
    why.words.setPlainText("names in table 2")
    click(why.accept_button)
    closed(page, qtbot)

    sent = house.info_requests.one(asked.id)
    assert (sent.ours, sent.returned_reason) == (OurStatus.GATHERING, "names in table 2")


def test_that_an_owner_is_assigned_with_one_key(page, house, inspection, osei, qtbot):
    made = house.info_requests.add(inspection.id, verbatim="Agency staff, October")
    qtbot.waitUntil(lambda: page.view.request is not None)
    settle(page, qtbot)
    page.view.live.setFocus()

    QTest.keyClick(page.view.live, Qt.Key.Key_A)
    assign = dialog(page, qtbot)
    assign.owner.setCurrentIndex(assign.owner.findData(osei.id))
    click(assign.accept_button)
    closed(page, qtbot)

    assert house.info_requests.one(made.id).owner == "A. Osei"


def test_that_a_staged_request_is_asked_for_and_goes_to_the_live_ones(page, house, inspection, qtbot):
    click(page.view.switch.button("Staged"))
    page.view.staged.select_where(lambda row: row.ref == "A-08")
    settle(page, qtbot)
    click(page.view.next_button)
    asked_for = dialog(page, qtbot)
    click(asked_for.accept_button)
    closed(page, qtbot)

    assert [row.ref for row in house.info_requests.open(inspection.id)] == ["A-08"]
    qtbot.waitUntil(lambda: page.view.switch.chosen == "Live" and page.view.request.ref == "A-08")


def test_that_tonight_shows_slack_and_the_register_what_was_superseded(page, house, asked, qtbot):
    house.info_requests.clear(asked.id, accuracy_by="P. Nandy", redaction_by="P. Nandy")
    first = house.info_requests.give(asked.id, how="printed")
    house.info_requests.give(asked.id, how="said", supersedes_id=first.id, cleared_by="R. Quinn")
    house.info_requests.set_theirs(asked.id, TheirStatus.MORE_WANTED, reason="by team")
    settle(page, qtbot)
    qtbot.waitUntil(lambda: page.view.given.proxy.rowCount() == 2)

    click(page.view.switch.button("Tonight"))
    tonight = shown_texts(page.view)
    click(page.view.switch.button("Given register"))

    assert tonight == [
        ["IR-001", "Return interviews, six months", "A. Osei", "off duty", "18:40", "20:40", "2 h", ""]
    ]
    assert [row[-1] for row in shown_texts(page.view)] == ["current", "superseded"]


def test_that_a_place_in_the_register_is_opened_from_elsewhere(page, house, asked, qtbot):
    house.info_requests.clear(asked.id, accuracy_by="P. Nandy", redaction_by="P. Nandy")
    item = house.info_requests.give(asked.id, how="said")

    page.open(Ref(Kind.GIVEN_ITEM, item.id))

    qtbot.waitUntil(lambda: page.view.switch.chosen == "Given register")
    assert page.view.table.selected().id == item.id


def test_that_words_of_others_are_shown_as_they_are(page, house, inspection, qtbot):
    house.info_requests.add(inspection.id, verbatim="<b>bold</b> & <img src=x>", title="<b>bold</b>")
    qtbot.waitUntil(lambda: page.view.request is not None)
    settle(page, qtbot)

    labels = [label.text() for label in page.view.detail.findChildren(type(page.view.detail.ref))]
    assert "“<b>bold</b> & <img src=x>”" in labels


def test_that_the_lists_are_narrowed_by_words(page, house, inspection, asked, qtbot):
    house.info_requests.add(inspection.id, verbatim="Agency staff, October")
    qtbot.waitUntil(lambda: page.view.live.proxy.rowCount() == 2)

    page.view.filter.setText("agency")

    assert [row[1] for row in shown_texts(page.view)] == ["Agency staff, October"]


def test_that_the_models_keep_qts_contract(page, asked):
    for table in page.view.tables:
        QAbstractItemModelTester(table.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_that_every_control_has_a_spoken_name(page, asked):
    page.view.detail.show_request(page.view.request, (), page.desk.clock())
    kinds = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit)
    controls = [each for kind in kinds for each in page.view.findChildren(kind) if each.isVisible()]

    assert [each for each in controls if not (each.accessibleName() or getattr(each, "text", str)())] == []


@pytest.fixture
def session(house, inspection, clock, osei):
    """A session tomorrow from 14:00 to 15:00."""
    return house.timetable.add(
        inspection.id,
        starts_at=datetime(2026, 12, 3, 14, tzinfo=UTC),
        ends_at=datetime(2026, 12, 3, 15, tzinfo=UTC),
        purpose="C-014 records",
        kind=SlotKind.MEETING,
        uid="s1",
    )


def test_that_a_deadline_is_tied_to_a_slot_and_let_go_again(page, house, inspection, session, asked, qtbot):
    click(page.view.detail.anchor)
    asking = dialog(page, qtbot)
    asking.slot.setCurrentIndex(asking.slot.findData("s1"))
    asking.minutes.setValue(45)
    assert asking.says.text() == "Due Thu 13:15, 45 min before C-014 records."
    click(asking.accept_button)
    settle(page, qtbot)
    assert house.info_requests.one(asked.id).due.at == datetime(2026, 12, 3, 13, 15, tzinfo=UTC)

    house.timetable.move(inspection.id, "s1", starts_at=datetime(2026, 12, 3, 15, tzinfo=UTC))
    settle(page, qtbot)
    assert any("Thu 13:15 → moved to 14:15 with the slot" in text for text in words_in(page.view.detail))
    with qtbot.waitSignal(page.desk.go_wanted) as went:
        click(
            next(
                each
                for each in page.view.detail.findChildren(QAbstractButton)
                if each.text().startswith("C-014 records, Thu 15:00")
            )
        )
    assert went.args == [Ref(Kind.SLOT, session.id)]

    click(page.view.detail.anchor)
    asking = dialog(page, qtbot)
    assert (asking.slot.currentData(), asking.minutes.value()) == ("s1", 45)
    click(asking.release)
    settle(page, qtbot)
    free = house.info_requests.one(asked.id)
    assert (free.anchor, free.due.at) == (None, datetime(2026, 12, 3, 14, 15, tzinfo=UTC))


def test_that_no_request_at_all_leads_to_the_list_of_tonight(page, asked, qtbot):
    page.open(Ref(Kind.INFO_REQUEST, 0))
    settle(page, qtbot)

    assert page.view.table is page.view.tonight
