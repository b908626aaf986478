"""Keeps the door of the house: opens, locks and closes it, and shows what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from ilacs_desktop.desktop.bridge import Jobs, Progress
from ilacs_desktop.desktop.notices import Notices
from ilacs_desktop.desktop.ports import Choices, Knocker
from ilacs_desktop.desktop.theme import Theme
from ilacs_desktop.desktop.window.frame import Frame, Splash
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import Clock

if TYPE_CHECKING:
    from ilacs_desktop.desktop.dialogs.unlock import UnlockPage
    from ilacs_desktop.desktop.idle import Idle
    from ilacs_desktop.desktop.instance import Instance
    from ilacs_desktop.desktop.window.shell import Shell
    from ilacs_desktop.services.house import House
    from ilacs_desktop.services.opening import Opening

KNOCK_SECONDS = 30


class Keeper(QObject):
    """Keeps the door: which of gate and shell stands in the frame, and what must happen in between.

    ``opened`` is emitted with the shell after every unlocking, ``locked`` after every lock, ``finished`` with
    the exit code when nothing is left to do.
    """

    opened = Signal(object)
    locked = Signal()
    finished = Signal(int)

    def __init__(
        self,
        make_opening: Callable[[], Opening],
        *,
        clock: Clock,
        settings: Choices,
        theme: Theme,
        make_knocker: Callable[[], Knocker] | None = None,
    ) -> None:
        super().__init__()
        self._make_opening = make_opening
        self._make_knocker = make_knocker
        self._clock = clock
        self.settings = settings
        self.theme = theme
        self.notices = Notices(self)
        self.jobs = Jobs(self.notices, self)
        self.frame = Frame(settings)
        self.frame.setWindowIcon(theme.icon("shield-check", "accent", 32))
        self.rehearse_first = False
        self.opening: Opening | None = None
        self.house: House | None = None
        self.shell: Shell | None = None
        self.gate: Any = None
        self._desk: Any = None
        self._idle: Idle | None = None
        self._instance: Instance | None = None
        self._knocker: Knocker | None = None
        self._timer = QTimer(self, interval=KNOCK_SECONDS * 1000)
        self._is_rehearsal = False
        self._page = "today"
        self._backup_trouble = ""
        self._percent = theme.percent
        self.notices.bug_found.connect(self._show_report)
        self.frame.close_wanted.connect(self.quit)
        self.theme.changed.connect(self._on_theme)

    # -- starting --------------------------------------------------------------------------------

    def start(self) -> None:
        """Show the frame; everything else follows its first paint."""
        self.frame.painted.connect(lambda: QTimer.singleShot(0, self, self._after_first_paint))
        self.frame.show()

    def _after_first_paint(self) -> None:
        def work() -> tuple[Opening, bool]:
            opening = self._make_opening()
            opening.hold()
            return opening, opening.is_new()

        self.jobs.run(self, work, lambda found: self._at_the_door(*found), refused=self._cannot_hold)

    def _cannot_hold(self, error: Explained) -> None:
        """Another window works here: bring it forward. Anything else is said on a gate of its own."""
        if type(error).__name__ == "AlreadyOpen":
            from ilacs_desktop.desktop.instance import raise_other

            if raise_other(self._make_opening().folder):
                self.finished.emit(0)
                return
        from ilacs_desktop.desktop.dialogs.gate import Gate

        self._show_gate(Gate(error.message, error.remedy))

    def _at_the_door(self, opening: Opening, is_new: bool) -> None:
        from ilacs_desktop.desktop.idle import Idle
        from ilacs_desktop.desktop.instance import Instance

        self.opening = opening
        self._instance = Instance(opening.folder, self)
        self._instance.raise_wanted.connect(self.frame.come_forward)
        self._instance.listen()
        self._idle = Idle(self._clock, int(str(self.settings["lock_minutes"])), self)
        self._idle.lock_wanted.connect(self.lock)
        self._start_knocking()
        if self.rehearse_first:
            self.rehearse()
        elif is_new:
            self._show_first_run()
        elif self.settings["keyring"]:
            self._open(opening.open_from_key_store)
        else:
            self._show_unlock()

    def _start_knocking(self) -> None:
        if self._make_knocker is not None:
            self._knocker = self._make_knocker()
            self._knocker.start()
            self._knocker.every(KNOCK_SECONDS, self.knock, name="look at the diary and the backups")
            self._timer.timeout.connect(self._knocker.knock)
        else:
            self._timer.timeout.connect(self.knock)
        self._timer.start()

    # -- gates -----------------------------------------------------------------------------------

    def _show_gate(self, gate: Any) -> None:
        self.gate = gate
        self.frame.show_centre(gate)

    def _show_first_run(self) -> None:
        from ilacs_desktop.desktop.dialogs.first_run import FirstRunPage

        gate = FirstRunPage()
        gate.create_wanted.connect(self._create)
        gate.rehearse_wanted.connect(self.rehearse)
        gate.restore_wanted.connect(self.open_restore)
        gate.begin_wanted.connect(self._begin)
        self._show_gate(gate)

    def _create(self, passphrase: str, name: str) -> None:
        opening, gate = self._need_opening(), self.gate

        def made(result: tuple[House, str]) -> None:
            self.house = result[0]
            gate.show_code(result[1])

        self.jobs.run(gate, lambda: opening.create(passphrase, name), made, refused=gate.refuse)

    def _begin(self, what: str) -> None:
        house = self.house
        if what == "rehearse" or house is None:
            self.rehearse()
            return
        self._enter(house)
        if self.shell is not None:
            self.shell.open_new_inspection()

    def _show_unlock(self, *, was_locked: bool = False) -> UnlockPage:
        from ilacs_desktop.desktop.dialogs.unlock import UnlockPage

        opening = self._need_opening()
        gate = UnlockPage(was_locked=was_locked)
        gate.open_wanted.connect(lambda words: self._open(lambda: opening.open(words)))
        gate.code_wanted.connect(self._open_with_code)
        gate.accept_loss_wanted.connect(lambda words: self._open(lambda: opening.accept_loss(words)))
        gate.rehearse_wanted.connect(self.rehearse)
        gate.restore_wanted.connect(self.open_restore)
        self._show_gate(gate)
        return gate

    def _open(self, work: Callable[[], House | None]) -> None:
        """Open the house on the worker, unless the machine sleeps meanwhile; a refusal stands on the page."""
        began_at, opening = self._clock(), self._need_opening()

        def opened(house: House | None) -> None:
            has_slept = self._clock() - began_at >= timedelta(minutes=int(str(self.settings["lock_minutes"])))
            if house is None or has_slept:
                self._show_unlock(was_locked=has_slept)
                self.jobs.run(self.frame, opening.close_house)
            else:
                self._enter(house)

        def refused(error: Explained) -> None:
            from ilacs_desktop.desktop.dialogs.unlock import UnlockPage

            gate = self.gate if isinstance(self.gate, UnlockPage) else self._show_unlock()
            gate.refuse(error, may_go_on=type(error).__name__ == "MissingChanges")

        self.jobs.run(self.frame, work, opened, refused=refused)

    def _open_with_code(self, code: str) -> None:
        """The code opens, and a new passphrase is asked for at once, for the old one is forgotten."""
        opening = self._need_opening()

        def opened(house: House) -> None:
            self._enter(house)
            self.notices.say(
                self.tr("Opened with the recovery code."),
                remedy=self.tr("Choose a new passphrase in Settings, Security."),
                role="warn",
            )

        gate = self.gate
        self.jobs.run(gate, lambda: opening.open_with_recovery(code), opened, refused=gate.refuse)

    def open_restore(self) -> None:
        """Choose a backup and put it in the place of the present data."""
        from ilacs_desktop.desktop.dialogs.recovery import RestoreDialog

        opening = self._need_opening()

        def show(backups: Any) -> None:
            dialog = RestoreDialog(backups, self.frame)

            def restored(house: House) -> None:
                dialog.accept()
                self._leave_shell()
                self._enter(house)
                self.notices.say(
                    self.tr("The backup is in place."), remedy=self.tr("What was there is kept aside.")
                )

            def begin(path: Any, passphrase: str) -> None:
                self.jobs.run(
                    dialog, lambda: opening.restore(path, passphrase), restored, refused=dialog.refuse
                )

            dialog.restore_wanted.connect(begin)
            dialog.open()

        self.jobs.run(self.frame, opening.backups, show)

    # -- the house -------------------------------------------------------------------------------

    def rehearse(self) -> None:
        """Open the invented week, made anew."""
        opening = self._need_opening()
        self._is_rehearsal = True
        splash = Splash(self.tr("Filling an invented inspection week"))
        self._show_gate(splash)

        def work(progress: Progress) -> House:
            return opening.rehearse(progress.report)

        def refused(error: Explained) -> None:
            self._is_rehearsal = False
            self._cannot_hold(error)

        progress = self.jobs.run_long(self.frame, self.tr("Rehearsal"), work, self._enter, refused=refused)
        progress.reported.connect(splash.show_progress)

    def _enter(self, house: House) -> None:
        """Show the shell on an open house."""
        from ilacs_desktop.desktop.desk import Desk

        self.house = house
        self._desk = Desk(house, self.jobs, self.notices, self.theme, house.clock, self)
        self._desk.settings = self.settings
        self._desk.opening = self.opening
        self._desk.restore_wanted.connect(self.open_restore)
        self._desk.settings_changed.connect(self._on_setting)
        self._show_shell()
        if self._idle is not None:
            self._idle.minutes = int(str(self.settings["lock_minutes"]))
            self._idle.start()

    def _show_shell(self) -> None:
        from ilacs_desktop.desktop.window.shell import Shell

        self.shell = Shell(self._desk, first_page=self._page)
        self.shell.lock_wanted.connect(self.lock)
        self.shell.quit_wanted.connect(self.quit)
        self.gate = None
        self.frame.show_centre(self.shell)
        self.opened.emit(self.shell)

    def _leave_shell(self) -> None:
        """Let the shell, its pages and every open dialog go."""
        if self.shell is not None:
            self._page = self.shell.shown or "today"
            self.shell.close_dialogs()
            self.shell = None
        if self._desk is not None:
            self._desk.deleteLater()
            self._desk = None

    def lock(self) -> None:
        """Hide everything and drop the key. What was begun is finished first, for there is one worker."""
        house, opening = self.house, self.opening
        if self.shell is None or house is None or opening is None:
            return
        if self._idle is not None:
            self._idle.stop()
        self._leave_shell()
        if self._is_rehearsal:
            from ilacs_desktop.desktop.dialogs.unlock import PausePage

            gate = PausePage()
            gate.go_on_wanted.connect(partial(self._enter, house))
            self._show_gate(gate)
        else:
            self.house = None
            self._show_unlock(was_locked=True)
            self.jobs.run(self.frame, opening.close_house)
        self.locked.emit()

    def knock(self) -> None:
        """Half a minute has passed: look at the diary, and make a backup if one is due."""
        if self._idle is not None:
            self._idle.look()
        if self.shell is not None and self.house is not None:
            self.shell.knock()
            self._back_up(self.house)

    def _back_up(self, house: House) -> None:
        work = partial(house.safekeeping.backup_if_due, second_folder=self._second_folder())

        def failed(error: Explained) -> None:
            # Said once, not every half minute; the status line goes on saying it.
            if error.message != self._backup_trouble:
                self._backup_trouble = error.message
                self.notices.explain(error)

        self.jobs.run(self.frame, work, refused=failed)

    def _second_folder(self) -> Any:
        chosen = str(self.settings["second_backup_folder"])
        return Path(chosen) if chosen and not self._is_rehearsal else None

    # -- ending ----------------------------------------------------------------------------------

    def quit(self) -> None:
        """Make a last backup if something changed, give the folder back, close the window."""
        house, opening = self.house, self.opening
        if self._idle is not None:
            self._idle.stop()
        self._timer.stop()
        self._leave_shell()
        self._show_gate(Splash(self.tr("Saving and closing")))
        folder = self._second_folder()

        def work() -> None:
            if house is not None:
                try:
                    house.safekeeping.backup_if_due(minutes=0, second_folder=folder)
                finally:
                    self.house = None
            if opening is not None:
                opening.close()

        def ended(_: object) -> None:
            self.frame.allow_close()
            self.finished.emit(0)

        self.jobs.run(self.frame, work, ended, refused=ended)

    def close(self) -> None:
        """Let everything go; the house is given back if `quit` did not do so."""
        if self._knocker is not None:
            self._knocker.shutdown(wait=False)
            self._knocker = None
        self._timer.stop()
        if self._instance is not None:
            self._instance.close()
        self.jobs.close()
        if self.opening is not None:
            self.opening.close()

    # -- what went wrong -------------------------------------------------------------------------

    def on_bug(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """The hook for what nobody caught; PySide6 calls it for slots too."""
        if issubclass(kind, KeyboardInterrupt):
            self.finished.emit(1)
            return
        self.notices.fail(error.with_traceback(trace))

    def _show_report(self, report: str) -> None:
        from ilacs_desktop.desktop.window.error_report import ErrorReport

        ErrorReport(report, self.frame).open()

    # -- look ------------------------------------------------------------------------------------

    def _on_theme(self) -> None:
        """Sizes are given to widgets when they are made: another text size needs another shell."""
        if self.theme.percent != self._percent:
            self._percent = self.theme.percent
            if self.shell is not None:
                self._page = self.shell.shown
                QTimer.singleShot(0, self, self._remake_shell)

    def _on_setting(self, key: str) -> None:
        if key == "lock_minutes" and self._idle is not None:
            self._idle.minutes = int(str(self.settings[key]))

    def _remake_shell(self) -> None:
        if self._desk is not None:
            self._show_shell()

    def _need_opening(self) -> Opening:
        if self.opening is None:
            raise Explained(
                self.tr("The data folder is not open yet."), remedy=self.tr("Try again in a moment.")
            )
        return self.opening
