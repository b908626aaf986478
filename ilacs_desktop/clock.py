"""The knock on the door: APScheduler on the window's own timer.

The scheduler decides nothing. It knocks every half minute; what is due is asked of the data.
So sleep, a restart and a changed clock lose nothing: the wall clock is looked at again with
every knock, and knocks that were slept through come as one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from apscheduler.executors.base import BaseExecutor
from apscheduler.schedulers.base import BaseScheduler

from ilacs_desktop.domain.moments import LONDON

KNOCK_SECONDS = 30
PATIENCE_SECONDS = 6 * 3600


class HereExecutor(BaseExecutor):
    """Runs a job at once on the thread that knocks; the jobs only ask for work to be queued."""

    def _do_submit_job(self, job: Any, run_times: list[datetime]) -> None:
        from apscheduler.executors.base import run_job

        try:
            events = run_job(job, job._jobstore_alias, run_times, self._logger.name)
        except BaseException as error:
            self._run_job_error(job.id, error, error.__traceback__)
            raise
        self._run_job_success(job.id, events)


class Knocker(BaseScheduler):
    """A scheduler without a thread: somebody's timer calls ``knock`` often enough."""

    def __init__(self) -> None:
        super().__init__(
            timezone=LONDON,
            executors={"default": HereExecutor()},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": PATIENCE_SECONDS},
        )

    def knock(self) -> None:
        """Run what has come due since the last knock; several missed runs of one job come as one."""
        if self.running:
            self._process_jobs()

    def every(self, seconds: int, work: Callable[[], None], *, name: str) -> None:
        """Call ``work`` every ``seconds`` from now on."""
        self.add_job(work, "interval", seconds=seconds, id=name, replace_existing=True)

    def shutdown(self, wait: bool = True) -> None:
        """Stop; no knock does anything from now on."""
        super().shutdown(wait)

    def wakeup(self) -> None:
        """Nothing to do: the next knock comes by itself."""
