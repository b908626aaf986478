"""Work is done elsewhere and comes back here."""

import threading

import pytest
from PySide6.QtCore import QObject, QThread

from ilacs_desktop.desktop.bridge import Announcer, Jobs
from ilacs_desktop.desktop.notices import Notices
from ilacs_desktop.domain.changes import Changes, Kind
from ilacs_desktop.domain.errors import Explained


@pytest.fixture
def jobs(qapp, notices):
    jobs = Jobs(notices)
    yield jobs
    jobs.close()


def test_that_work_runs_off_the_gui_thread_and_its_result_arrives_on_it(jobs, qtbot):
    owner, seen = QObject(), []

    jobs.run(owner, threading.get_ident, lambda worker: seen.append((worker, threading.get_ident())))

    qtbot.waitUntil(lambda: len(seen) == 1)
    assert seen[0][0] != threading.get_ident() == seen[0][1]


def test_that_deeds_keep_their_order(jobs, qtbot):
    owner, seen = QObject(), []

    for number in range(20):
        jobs.run(owner, lambda number=number: number, seen.append)

    qtbot.waitUntil(lambda: jobs.is_idle)
    assert seen == list(range(20))


def test_that_a_result_for_an_owner_that_has_gone_is_let_go(jobs, qtbot):
    owner, seen = QObject(), []
    go_on = threading.Event()
    jobs.run(owner, go_on.wait, seen.append)

    owner.deleteLater()
    with qtbot.waitSignal(owner.destroyed):
        pass
    go_on.set()

    qtbot.waitUntil(lambda: jobs.is_idle)
    assert seen == []


def test_that_a_refusal_becomes_a_notice(jobs, notices, qtbot):
    def refuse():
        raise Explained("There is none.", remedy="Add one.")

    with qtbot.waitSignal(notices.shown) as shown:
        jobs.run(QObject(jobs), refuse)

    assert (shown.args[0].message, shown.args[0].remedy, shown.args[0].role) == (
        "There is none.",
        "Add one.",
        "warn",
    )


def test_that_a_bug_becomes_a_report_without_its_words(jobs, notices, qtbot):
    def fail():
        raise ValueError("Ada Example was seen on 3 November")

    with qtbot.waitSignal(notices.bug_found) as found:
        jobs.run(QObject(jobs), fail)

    assert "ValueError" in found.args[0]
    assert "Ada" not in found.args[0]


def test_that_a_long_job_can_be_cancelled(jobs, qtbot):
    seen, begun = [], threading.Event()

    def work(progress):
        begun.set()
        while True:
            QThread.msleep(1)
            progress.report(1, 2, "half")

    progress = jobs.run_long(QObject(jobs), "Import", work, seen.append)
    qtbot.waitUntil(begun.is_set)
    with qtbot.waitSignal(progress.ended):
        progress.cancel()

    qtbot.waitUntil(lambda: jobs.is_idle)
    assert seen == []


def test_that_an_announcement_from_another_thread_arrives_on_the_gui_thread(qapp, qtbot):
    announcer, seen = Announcer(), []
    announcer.changed.connect(lambda changes: seen.append((changes, threading.get_ident())))
    changes = Changes(frozenset({Kind.SLOT}))

    thread = threading.Thread(target=announcer.hear, args=(changes,))
    thread.start()
    thread.join()

    qtbot.waitUntil(lambda: len(seen) == 1)
    assert seen == [(changes, threading.get_ident())]


def test_that_a_stored_deed_reaches_the_desk(desk, house, qtbot):
    with qtbot.waitSignal(desk.changed) as changed:
        desk.jobs.run(desk, lambda: house.safekeeping.name_actor("L. Grant", by=desk))

    assert changed.args[0] == Changes(frozenset({Kind.SETTING}), by=desk)


def test_that_nothing_is_destroyed_on_the_worker(jobs, qtbot):
    destroyed_on = []

    class Ring:
        def __init__(self):
            self.me = self

        def __del__(self):
            destroyed_on.append(threading.get_ident())

    for _ in range(1000):
        Ring()
    jobs.run(QObject(jobs), lambda: [[number] for number in range(200_000)])

    qtbot.waitUntil(lambda: jobs.is_idle)
    qtbot.waitUntil(lambda: len(destroyed_on) == 1000)
    assert set(destroyed_on) == {threading.get_ident()}


def test_that_notices_speak_in_our_words(qapp, qtbot):
    notices = Notices()

    with qtbot.waitSignal(notices.shown) as shown:
        notices.say("The backup is made.")

    assert (shown.args[0].message, shown.args[0].role) == ("The backup is made.", "good")
