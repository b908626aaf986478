"""The scheduler only knocks: what was slept through comes once, what is stopped stays stopped."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from ilacs_desktop.clock import Knocker


def test_that_a_job_runs_when_its_time_has_come_and_once_after_a_long_sleep() -> None:
    runs: list[int] = []
    knocker = Knocker()
    knocker.start()
    knocker.every(60, lambda: runs.append(len(runs)), name="look")
    job = knocker.get_job("look")

    knocker.knock()
    before = len(runs)
    job.modify(next_run_time=datetime.now(UTC) - timedelta(hours=3))
    knocker.knock()
    knocker.knock()

    assert (before, len(runs)) == (0, 1)
    knocker.shutdown()


def test_that_nothing_runs_after_the_shutdown() -> None:
    runs: list[int] = []
    knocker = Knocker()
    knocker.start()
    knocker.every(60, lambda: runs.append(1), name="look")
    knocker.get_job("look").modify(next_run_time=datetime.now(UTC) - timedelta(seconds=1))

    knocker.shutdown()
    knocker.knock()

    assert runs == []


def test_that_a_job_that_fails_does_not_stop_the_next_one() -> None:
    runs: list[int] = []
    knocker = Knocker()
    knocker.start()

    def fail() -> None:
        raise ValueError

    knocker.every(60, fail, name="a")
    knocker.every(60, lambda: runs.append(1), name="b")
    for name in "ab":
        knocker.get_job(name).modify(next_run_time=datetime.now(UTC) - timedelta(seconds=1))
    knocker.knock()

    assert runs == [1]
    knocker.shutdown()
