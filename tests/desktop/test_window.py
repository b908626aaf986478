"""The shell: pages, banner, header, status line."""

from datetime import timedelta

from PySide6.QtCore import Qt

from ilacs_desktop.desktop.window.places import HOMES, PLACES
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.errors import Explained


def test_that_every_kind_of_thing_has_a_page_to_open_it():
    names = {place.name for place in PLACES}

    assert (set(HOMES), set(HOMES.values()) <= names) == (set(Kind), True)


def test_that_the_keys_lead_to_the_pages_in_their_order(shell):
    keys = {action.shortcut().toString(): action for action in shell.actions_.all}
    seen = []
    for number in range(1, 10):
        keys[f"Ctrl+{number}"].trigger()
        seen.append(shell.shown)

    assert seen == [place.name for place in PLACES[:9]]


def test_that_no_key_has_two_meanings(shell):
    keys = [action.shortcut().toString() for action in shell.actions_.all]

    assert len(keys) == len(set(keys))


def test_that_a_reference_opens_the_page_where_the_thing_lives(shell, desk):
    desk.go(Ref(Kind.LINK, 1))

    assert shell.shown == "lookup"


def test_that_a_refusal_stands_in_the_banner_until_it_is_closed(shell, desk, qtbot):
    desk.notices.explain(Explained("There is none.", remedy="Add one."))
    said = (shell.banner.isVisible(), shell.banner.text)
    qtbot.mouseClick(shell.banner.close_button, Qt.MouseButton.LeftButton)

    assert said == (True, "There is none. Add one.")
    assert not shell.banner.isVisible()


def test_that_header_and_status_line_say_how_things_stand(shell, desk, inspection):
    assert desk.inspection == inspection
    assert shell.header.switcher.text() == "Borsetshire · Standard inspection"
    assert shell.header._clock.text() == "18:40"
    assert shell.status.marks.text().startswith("audit A-")


def test_that_a_stored_deed_shows_the_time_it_was_saved(shell, desk, house, qtbot):
    desk.jobs.run(desk, lambda: house.safekeeping.name_actor("L. Grant"))

    qtbot.waitUntil(lambda: shell.header._saved.text() == "Saved 18:40:00")


def test_that_a_long_job_shows_how_far_it_is_and_can_be_cancelled(shell, desk, qtbot):
    import threading

    begun, go_on = threading.Event(), threading.Event()

    def work(progress):
        progress.report(1, 4, "list 1")
        begun.set()
        go_on.wait()
        progress.check()

    progress = desk.jobs.run_long(shell, "Import", work)
    strip = shell.strips.itemAt(0).widget()
    qtbot.waitUntil(lambda: begun.is_set() and strip.bar.maximum() == 4)
    qtbot.mouseClick(strip.cancel_button, Qt.MouseButton.LeftButton)
    go_on.set()

    qtbot.waitUntil(lambda: desk.jobs.is_idle)
    assert progress.is_cancelled


def test_that_a_reminder_of_another_inspection_opens_it_with_that_inspection_at_hand(
    shell, desk, house, inspection, person, clock, qtbot
):
    other = house.inspections.open_inspection(
        authority="Wessex", framework_key="standard", notified_at=clock() - timedelta(days=2)
    )
    room = house.casefiles
    said_by, owner = person("P. Marsh", "inspectorate", known_as="Inspector B"), person("A. Okoro")
    concern = room.raise_concern(other.id, said_by_id=said_by.id, what="Not seen", owner_id=owner.id)
    clock.now += timedelta(hours=2)
    ring = next(each for each in house.reminders.due(inspection.id) if "Wessex" in each.text)

    desk.go(ring.ref)
    qtbot.waitUntil(lambda: desk.inspection_id == other.id and desk.jobs.is_idle)

    assert shell.shown == "casefiles"
    assert shell.header.switcher.text() == "Wessex · Standard inspection"
    chosen = shell.page("casefiles").casefiles.concerns_view.table.selected()
    assert chosen is not None
    assert chosen.id == concern.id
