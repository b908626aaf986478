"""The evening on the page: one key decides a request, and each owner gets one message."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.evening import CanWaitDialog, DigestDialog
from ilacs_desktop.desktop.dialogs.reminder_rules import ReminderRulesDialog
from ilacs_desktop.domain.info_requests import InfoRequest, Tonight, TriageRow
from ilacs_desktop.domain.info_requests.digest import Digest
from ilacs_desktop.domain.info_requests.ladder import ReminderRules
from ilacs_desktop.domain.moments import said_when

from .deeds import Deeds
from .detail import Place
from .view import InfoRequestsView
from .wishes import Section


class EveningDeeds(Deeds):
    """Deciding what becomes of a request tonight, and the messages to the owners."""

    def __init__(self, desk: Desk, view: InfoRequestsView) -> None:
        super().__init__(desk, view)
        add = view.wishes.add
        add("tonight", Section.CLOCK, self.tr("Tonight"), self._tonight, when=_is_open, key="1")
        add("by_eight", Section.CLOCK, self.tr("By 08:00"), self._by_eight, when=_is_open, key="2")
        add("can_wait", Section.CLOCK, self.tr("Can wait…"), self._can_wait, when=_is_open, key="3")
        add("undecided", Section.CLOCK, self.tr("Decide again"), self._undecided, when=_is_decided)
        view.add_more(self.tr("Messages to the owners…"), self._messages, "Y", icon="mail", section=30)
        view.add_more(self.tr("Reminders and quiet hours…"), self._rules, icon="bell", section=40)
        view.detail.add_part(self._show_part, place=Place.CLOCK)
        self._folder = Path(
            QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home()
        )

    # -- deciding ------------------------------------------------------------------------------------

    def _tonight(self, request: InfoRequest) -> None:
        self._decide(request, Tonight.TONIGHT)

    def _by_eight(self, request: InfoRequest) -> None:
        self._decide(request, Tonight.BY_EIGHT)

    def _undecided(self, request: InfoRequest) -> None:
        self.do(lambda: self.requests.decide(request.id, None, by=self))

    def _can_wait(self, request: InfoRequest) -> None:
        dialog = CanWaitDialog(request, self.desk.clock(), self.view)

        def stored(_: InfoRequest) -> None:
            dialog.accept()
            self._go_on(request)

        self.ask(
            dialog,
            lambda values: lambda: self.requests.decide(request.id, Tonight.CAN_WAIT, **values, by=self),
            stored,
        )

    def _decide(self, request: InfoRequest, decision: Tonight) -> None:
        self.desk.jobs.run(
            self.view,
            lambda: self.requests.decide(request.id, decision, by=self),
            lambda _: self._go_on(request),
        )

    def _go_on(self, request: InfoRequest) -> None:
        """In the list of tonight the next one is chosen, so that the keys 1, 2 and 3 go through it."""
        table = self.view.tonight
        chosen = table.selected()
        if self.view.table is not table or not isinstance(chosen, TriageRow) or chosen.id != request.id:
            return
        following = table.currentIndex().row() + 1
        if following < table.proxy.rowCount():
            table.selectRow(following)

    # -- the panel -----------------------------------------------------------------------------------

    def _show_part(self, request: InfoRequest, _found: object) -> None:
        """Whether the owner can be had, when it last moved, and what was decided."""
        shown, detail = self.view.shown, self.view.detail
        row = next((each for each in shown.tonight if each.id == request.id), None) if shown else None
        if row is None:
            return
        detail.add_heading(self.tr("Tonight"))
        if row.decided is not None:
            detail.add_text(
                ", ".join(filter(None, (row.decided.value, request.tonight_note))).capitalize() + "."
            )
        busy = self.tr("tomorrow {busy}").format(busy=row.owner_busy) if row.owner_busy else ""
        state = "; ".join(filter(None, (row.off_duty, busy)))
        if request.owner_id is not None:
            detail.add_text(
                self.tr("{owner}: {state}.").format(owner=request.owner, state=state or self.tr("at work")),
                muted=True,
            )
        detail.add_text(
            self.tr("Waits for {whom}. Last moved {when}.").format(
                whom=row.waits_for, when=said_when(row.last_moved_at, detail.now)
            ),
            muted=True,
        )

    # -- when it rings -------------------------------------------------------------------------------

    def _rules(self) -> None:
        self.desk.jobs.run(self.view, self.desk.house.reminders.rules, self._ask_rules)

    def _ask_rules(self, rules: ReminderRules) -> None:
        reminders = self.desk.house.reminders
        dialog = ReminderRulesDialog(rules, self.view)
        self.ask(dialog, lambda values: lambda: reminders.set_rules(values["rules"], by=self))

    # -- the messages --------------------------------------------------------------------------------

    def _messages(self) -> None:
        inspection = self.desk.inspection
        if inspection is None:
            return
        number = inspection.id
        self.desk.jobs.run(self.view, lambda: self.requests.digests(number), self._show_messages)

    def _show_messages(self, digests: tuple[Digest, ...]) -> None:
        inspection = self.desk.inspection
        if inspection is None:
            return
        if not digests:
            self.desk.notices.say(self.tr("Nobody owns anything open; there is nothing to write."))
            return
        number = inspection.id
        dialog = DigestDialog(digests, self._folder, self.view)
        dialog.copied.connect(
            lambda owner: self.desk.notices.say(
                self.tr("Copied: the message to {owner}.").format(owner=owner)
            )
        )

        def written(paths: tuple[Path, ...]) -> None:
            dialog.accept()
            words = (
                self.tr("1 e-mail written to {folder}. Nothing is sent.")
                if len(paths) == 1
                else self.tr("{n} e-mails written to {folder}. Nothing is sent.")
            )
            self.desk.notices.say(words.format(n=len(paths), folder=self._folder))

        def deed(values: dict[str, Any]) -> Callable[[], tuple[Path, ...]]:
            self._folder = Path(str(values["folder"]))
            return lambda: self.requests.write_digests(number, self._folder)

        self.ask(dialog, deed, written)


def _is_open(request: InfoRequest) -> bool:
    return request.is_open


def _is_decided(request: InfoRequest) -> bool:
    return request.is_open and request.tonight is not None
