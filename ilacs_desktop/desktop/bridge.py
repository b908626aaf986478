"""Work off the GUI thread, and announcements back to it."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from ilacs_desktop.desktop.notices import Notices
from ilacs_desktop.domain.changes import Changes
from ilacs_desktop.domain.errors import Explained

T = TypeVar("T")
COLLECT_MS = 500


class Cancelled(Exception):
    """The user has stopped a long job."""


class Progress(QObject):
    """How far a long job is; handed to its work, which calls it from the worker thread.

    ``reported`` carries (done, total, text) to the GUI thread; total 0 means that nobody knows.
    """

    reported = Signal(int, int, str)
    ended = Signal()

    def __init__(self, title: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self._stop = threading.Event()

    def report(self, done: int, total: int = 0, text: str = "") -> None:
        """Say how far the work is, and stop it here if the user has cancelled.

        Raises:
            Cancelled: the user has stopped the job.
        """
        self.check()
        self.reported.emit(done, total, text)

    def check(self) -> None:
        """Stop here if the user has cancelled; nothing half done may be left behind.

        Raises:
            Cancelled: the user has stopped the job.
        """
        if self._stop.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._stop.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether the user has stopped the job."""
        return self._stop.is_set()


class Collector(QObject):
    """Collects Python's cyclic rubbish on the GUI thread only, for as long as there is a worker.

    Left to itself Python collects on whichever thread happens to allocate. A widget or a timer let go on the
    worker is destroyed there, its timers live on without it, and the next tick ends the process.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=COLLECT_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the generations whose time has come, by Python's own thresholds."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return

    def close(self) -> None:
        """Leave it to Python again; the worker must have ended."""
        self._timer.stop()
        gc.enable()


class Jobs(QObject):
    """Runs work off the GUI thread and brings the result back to it.

    One worker for the store, so that deeds keep their order. Values go in and values come out: no widget may
    be touched in ``work``. A result for an owner that has gone meanwhile is let go. `Explained` becomes a
    banner, anything else an error report.
    """

    long_started = Signal(object)
    """Carries the `Progress` of a long job that has begun."""
    _done = Signal(object, object, object, object)

    def __init__(self, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notices = notices
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._collector = Collector(self)
        self._waiting = 0
        self._is_closed = False
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_idle(self) -> bool:
        """Whether everything asked for has been delivered."""
        return self._waiting == 0

    def run(
        self,
        owner: QObject,
        work: Callable[[], T],
        then: Callable[[T], Any] = lambda _: None,
        *,
        refused: Callable[[Explained], Any] | None = None,
    ) -> Future[T]:
        """Do ``work`` on the worker, then call ``then`` with its result on the GUI thread.

        After `close` nothing is done any more. ``refused`` takes an `Explained` instead of the
        banner, such as a dialog that shows it itself.
        """
        if self._is_closed:
            gone: Future[T] = Future()
            gone.cancel()
            return gone
        self._waiting += 1
        future = self._worker.submit(work)
        future.add_done_callback(lambda done: self._done.emit(owner, then, refused, done))
        return future

    def run_long(
        self,
        owner: QObject,
        title: str,
        work: Callable[[Progress], T],
        then: Callable[[T], Any] = lambda _: None,
        *,
        refused: Callable[[Explained], Any] | None = None,
        shown: Callable[[Progress], Any] | None = None,
    ) -> Progress:
        """As `run`, with a progress strip and Cancel; ``work`` is given its `Progress`.

        ``shown`` shows it instead of the window, such as a dialog that stands before it.
        """
        progress = Progress(title, self)
        (shown or self.long_started.emit)(progress)
        future = self.run(owner, lambda: work(progress), then, refused=refused)
        future.add_done_callback(lambda _: progress.ended.emit())
        return progress

    def close(self) -> None:
        """Let what has begun finish and take nothing more; results are no longer delivered."""
        self._is_closed = True
        self._done.disconnect(self._deliver)
        self._worker.shutdown(wait=True, cancel_futures=True)
        self._collector.close()

    @Slot(object, object, object, object)
    def _deliver(
        self,
        owner: QObject,
        then: Callable[[Any], Any],
        refused: Callable[[Explained], Any] | None,
        done: Future[Any],
    ) -> None:
        self._waiting -= 1
        if done.cancelled():
            return
        error = done.exception()
        if isinstance(error, Cancelled) or not isValid(owner):
            return
        if error is None:
            then(done.result())
        elif isinstance(error, Explained) and refused is not None:
            refused(error)
        else:
            self._notices.fail(error)


class Announcer(QObject):
    """Carries what was stored, on whatever thread, to the GUI thread."""

    changed = Signal(object)
    _heard = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heard.connect(self.changed, Qt.ConnectionType.QueuedConnection)

    def hear(self, changes: Changes) -> None:
        """Take an announcement of the store; may be called on any thread, and after the window has gone."""
        if isValid(self):
            self._heard.emit(changes)
