"""Checking, clearing, items, dividing, merging, and two people who change the same at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from ilacs_desktop.desktop.pages.info_requests import InfoRequestsPage
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.info_requests import ItemState, OurStatus, TheirStatus


@pytest.fixture
def page(in_sight):
    return in_sight(InfoRequestsPage)


@pytest.fixture
def asked(page, house, inspection, person, clock, qtbot):
    """One request with two items, owned by A. Osei, chosen on the page."""
    person("Prakash Nandy")
    made = house.info_requests.add(
        inspection.id,
        verbatim="What share of missing children get an interview in 72 hours, and what do you learn?",
        title="Return interviews",
        owner_id=person("Ama Osei").id,
        asked_at=clock.now - timedelta(minutes=10),
        items=("Counts by month", "Themes"),
    )
    page.open(Ref(Kind.INFO_REQUEST, made.id))
    qtbot.waitUntil(lambda: page.view.request is not None and page.view.request.id == made.id)
    settle(page, qtbot)
    return made


def settle(page, qtbot):
    qtbot.waitUntil(lambda: page.desk.jobs.is_idle)
    QApplication.sendPostedEvents()
    qtbot.waitUntil(lambda: page.desk.jobs.is_idle)


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def wished(page, qtbot, name):
    """The dialog that a wish of the panel opens."""
    page.view.actions_by_name[name].trigger()
    return shown(page, qtbot)


def shown(page, qtbot):
    qtbot.waitUntil(lambda: any(each.isVisible() for each in page.view.findChildren(QDialog)))
    return next(each for each in page.view.findChildren(QDialog) if each.isVisible())


def stored(page, qtbot, dialog):
    click(dialog.accept_button)
    qtbot.waitUntil(lambda: not any(each.isVisible() for each in page.view.findChildren(QDialog)))
    settle(page, qtbot)


def test_that_the_owner_cannot_check_and_nothing_is_cleared_without_both_checks(page, house, asked, qtbot):
    dialog = wished(page, qtbot, "clear")
    dialog.accuracy.setCurrentText("A. Osei")
    dialog.redaction.setCurrentText("P. Nandy")
    click(dialog.accept_button)
    qtbot.waitUntil(lambda: "somebody else has to check it" in dialog._refusal.text())
    dialog.accuracy.setCurrentText("")
    click(dialog.accept_button)
    qtbot.waitUntil(lambda: "accuracy is not checked yet" in dialog._refusal.text())
    assert house.info_requests.one(asked.id).ours is OurStatus.ASSIGNED

    dialog.accuracy.setCurrentText("P. Nandy")
    stored(page, qtbot, dialog)
    done = house.info_requests.one(asked.id)
    assert (done.ours, done.accuracy_checked_by, done.redaction_checked_by, done.cleared_by) == (
        OurStatus.CLEARED, "P. Nandy", "P. Nandy", "K. Boyle",
    )  # fmt: skip


def test_that_the_items_settle_the_request_one_by_one(page, house, asked, qtbot):
    first, second = asked.items
    page.view.detail.item_wanted.emit(first)
    dialog = shown(page, qtbot)
    dialog.state.setCurrentIndex(dialog.state.findData(ItemState.READY))
    dialog.accuracy.setCurrentText("P. Nandy")
    dialog.redaction.setCurrentText("P. Nandy")
    stored(page, qtbot, dialog)
    house.info_requests.give(asked.id, how="said", item_id=first.id)
    settle(page, qtbot)
    page.view.detail.item_wanted.emit(second)
    dialog = shown(page, qtbot)
    dialog.state.setCurrentIndex(dialog.state.findData(ItemState.WAIVED))
    click(dialog.accept_button)
    assert dialog.form.has_errors
    dialog.reason.setText("they have it from the last visit")
    stored(page, qtbot, dialog)

    done = house.info_requests.one(asked.id)
    assert [item.state for item in done.items] == [ItemState.GIVEN, ItemState.WAIVED]
    assert done.theirs is TheirStatus.GIVEN


def test_that_a_request_is_divided_asked_again_and_merged(page, house, asked, inspection, qtbot):
    dialog = wished(page, qtbot, "split")
    dialog.items[1][0].setChecked(True)
    dialog.lines.setPlainText("\nWho learns from it?\n")
    stored(page, qtbot, dialog)
    page.open(Ref(Kind.INFO_REQUEST, asked.id))
    settle(page, qtbot)
    stored(page, qtbot, wished(page, qtbot, "duplicate"))
    qtbot.waitUntil(lambda: page.view.request is not None and page.view.request.ref == "IR-004")
    dialog = wished(page, qtbot, "merge")
    dialog.other.setCurrentIndex(dialog.other.findData(asked.id))
    stored(page, qtbot, dialog)

    rows = {row.ref: row for row in house.info_requests.all(inspection.id) if not row.staged}
    assert {ref: (row.title, [item.what for item in row.items]) for ref, row in rows.items()} == {
        "IR-001": ("Return interviews", ["Counts by month"]),
        "IR-002": ("Themes", ["Themes"]),
        "IR-003": ("Who learns from it?", []),
        "IR-004": ("Return interviews", ["Counts by month"]),
    }
    assert rows["IR-004"].merged_into_id == asked.id
    assert {row.verbatim for row in rows.values()} == {asked.verbatim}
    assert [each.title for each in house.info_requests.linked_things(asked.id)][:1] == [
        "IR-004 Return interviews"
    ]


def test_that_one_key_says_that_they_know_and_another_links(page, house, asked, inspection, qtbot):
    other = house.info_requests.add(inspection.id, verbatim="Interviews by quarter")
    settle(page, qtbot)
    page.open(Ref(Kind.INFO_REQUEST, asked.id))
    settle(page, qtbot)
    page.view.actions_by_name["acknowledge"].trigger()
    settle(page, qtbot)
    dialog = wished(page, qtbot, "link")
    dialog.other.setCurrentText("interv")
    click(dialog.accept_button)
    assert dialog.form.has_errors
    dialog.other.setCurrentIndex(dialog.other.findData(other.id))
    dialog.why.setText("the same data")
    stored(page, qtbot, dialog)

    assert house.info_requests.one(asked.id).acknowledgement.working == "Acknowledged 18:40."
    (link,) = house.info_requests.linked_things(other.id)
    assert (link.title, link.how) == ("IR-001 Return interviews", "the same data")
    dialog = wished(page, qtbot, "unlink")
    assert dialog.link.currentText() == "IR-002 Interviews by quarter"
    stored(page, qtbot, dialog)
    assert house.info_requests.linked_things(other.id) == ()
    with qtbot.waitSignal(page.desk.notices.shown) as notice:
        page.view.actions_by_name["unlink"].trigger()
    assert notice.args[0].message == "IR-001 is linked with nothing."


def test_that_the_second_of_two_edits_sees_both_versions_and_chooses(page, house, asked, qtbot):
    dialog = wished(page, qtbot, "meaning")
    dialog.meaning.setPlainText("Interviews done in 72 hours")
    dialog.title_line.setText("Interviews in 72 hours")
    house.info_requests.change(asked.id, meaning="Interviews offered in 72 hours")
    click(dialog.accept_button)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in dialog.findChildren(QDialog)))
    versions = next(each for each in dialog.findChildren(QDialog) if each.isVisible())
    words = [each[0].accessibleName() for each in (versions.theirs, versions.mine)]
    unchanged = house.info_requests.one(asked.id)
    click(versions.mine[0])
    stored(page, qtbot, versions)

    assert words == [
        "What we take it to mean. It stands: Interviews offered in 72 hours",
        "What we take it to mean. Yours: Interviews done in 72 hours",
    ]
    assert (unchanged.meaning, unchanged.title) == ("Interviews offered in 72 hours", "Return interviews")
    done = house.info_requests.one(asked.id)
    assert (done.meaning, done.title) == ("Interviews done in 72 hours", "Interviews in 72 hours")
    assert [each.what for each in house.info_requests.history(asked.id)][-2:] == [
        "changed what we take it to mean",
        "changed the title, what we take it to mean",
    ]


def test_that_nobody_is_taken_off_a_request_unseen(page, house, asked, person, qtbot):
    nandy = next(each for each in house.people.all() if each.label == "P. Nandy")
    boyle = person("Kit Boyle")
    dialog = wished(page, qtbot, "assign")
    dialog.owner.setCurrentIndex(dialog.owner.findData(nandy.id))
    house.info_requests.assign(asked.id, boyle.id)
    click(dialog.accept_button)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in dialog.findChildren(QDialog)))
    versions = next(each for each in dialog.findChildren(QDialog) if each.isVisible())
    unchanged, words = house.info_requests.one(asked.id).owner, versions.mine[0].accessibleName()
    click(versions.mine[0])
    stored(page, qtbot, versions)

    assert (unchanged, words) == ("K. Boyle", "Owner. Yours: P. Nandy")
    assert house.info_requests.one(asked.id).owner == "P. Nandy"
