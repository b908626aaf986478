"""Today, Look up and Settings on real services."""

import pytest

from ilacs_desktop.domain.changes import Kind, Ref


@pytest.fixture
def asked(desk, inspection, house, qtbot):
    """One request, asked an hour ago."""
    request = house.info_requests.add(inspection.id, verbatim="Return interviews, last six months")
    qtbot.waitUntil(lambda: desk.jobs.is_idle)
    return request


def test_that_today_lists_open_requests_and_opens_one(asked, shell, desk, qtbot):
    view = shell.page("today").view
    qtbot.waitUntil(lambda: view.requests.rowCount() == 1)

    with qtbot.waitSignal(view.go_wanted) as wish:
        view.table.opened.emit(view.requests.rows[0])

    assert wish.args == [Ref(Kind.INFO_REQUEST, asked.id)]


def test_that_today_says_how_the_day_stands(shell, qtbot):
    view = shell.page("today").view

    qtbot.waitUntil(lambda: view.header.sentence != "")
    assert view.header.sentence.startswith("The inspectors ") or view.header.sentence.startswith(
        "Nothing with"
    )


def test_that_look_up_finds_what_was_asked(asked, shell, qtbot):
    shell.show_page("lookup")
    view = shell.page("lookup").view

    view.words.setText("interviews last six mon")

    qtbot.waitUntil(lambda: [hit.ref for hit in view.hits.rows] == [Ref(Kind.INFO_REQUEST, asked.id)])


def test_that_the_audit_trail_shows_its_chain_is_whole(asked, shell, qtbot):
    shell.show_page("lookup")
    view = shell.page("lookup").view
    view.show_trail(True)

    view.check.click()

    qtbot.waitUntil(lambda: view.chain.pill.word.startswith("chain intact"))
    assert view.trail.rowCount() > 0


def test_that_settings_keep_the_name_at_the_keyboard(shell, house, qtbot):
    shell.show_page("settings")
    you = shell.page("settings").you
    you.name.setText("L. Grant")

    you.save.click()

    qtbot.waitUntil(lambda: house.safekeeping.actor == "L. Grant")
