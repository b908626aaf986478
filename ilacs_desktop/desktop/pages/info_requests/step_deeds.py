"""Moving a request along, on our side and on theirs, and whose it is."""

from __future__ import annotations

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.info_request import ActivateDialog, AssignDialog, WordsDialog
from ilacs_desktop.desktop.dialogs.request_life import TwoVersionsDialog
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import (
    OUR_ORDER,
    ChangedMeanwhile,
    InfoRequest,
    OurStatus,
    TheirStatus,
    next_status,
)

from .deeds import Deeds
from .view import InfoRequestsView
from .wishes import Section


class StepDeeds(Deeds):
    """The next step, the owner, a step back, and what the inspectors made of it."""

    def __init__(self, desk: Desk, view: InfoRequestsView) -> None:
        super().__init__(desk, view)
        add = view.wishes.add
        add("next", Section.STEP, self.tr("Next step"), self._next, when=_can_go_on, key="N")
        add("activate", Section.STEP, self.tr("They asked for it…"), self._activate, when=_is_staged, key="N")
        add("assign", Section.STEP, self.tr("Assign…"), self._assign, when=_can_be_assigned, key="A")
        add("return", Section.STEP, self.tr("Send back…"), self._send_back, when=_can_go_back, key="B")
        add("accepted", Section.ANSWER, self.tr("They accepted it"), self._accepted, when=_is_given, key="C")
        add("more", Section.ANSWER, self.tr("They want more…"), self._more, when=_was_given, key="M")
        add("withdraw", Section.END, self.tr("Withdraw…"), self._withdraw, when=_can_end, key="W")
        add("reopen", Section.END, self.tr("Reopen"), self._reopen, when=_is_withdrawn)

    def _next(self, request: InfoRequest) -> None:
        status = next_status(request)
        if status is OurStatus.CLEARED:
            self.view.wishes.actions["clear"].trigger()  # who has checked it is asked first
        elif status is not None:
            self.do(lambda: self.requests.set_ours(request.id, status, by=self))

    def _activate(self, request: InfoRequest) -> None:
        people = self.people
        dialog = ActivateDialog(request, people, self.desk.clock(), self.view)

        def stored(active: InfoRequest) -> None:
            dialog.accept()
            self.choose(active)

        self.ask(dialog, lambda values: lambda: self.requests.activate(request.id, **values, by=self), stored)

    def _assign(self, request: InfoRequest) -> None:
        dialog = AssignDialog(request, self.people, self.view)
        dialog.stays_open = True
        dialog.accepted_values.connect(lambda values: self._give_to(dialog, request, values["owner_id"]))
        dialog.open()

    def _give_to(self, dialog: AssignDialog, seen: InfoRequest, owner_id: int | None) -> None:
        """Store the owner; where somebody else has named another meanwhile, show both."""
        names: dict[object, str] = {each.id: each.label for each in self.people}

        def refused(error: Explained) -> None:
            dialog.refuse(error)
            if isinstance(error, ChangedMeanwhile):
                both = TwoVersionsDialog(error, lambda _, owner: names.get(owner, ""), dialog)
                both.accepted_values.connect(
                    lambda mine: self._give_to(dialog, error.now, mine.get("owner_id", error.now.owner_id))
                )
                both.open()

        self.desk.jobs.run(
            dialog,
            lambda: self.requests.assign(seen.id, owner_id, seen=seen, by=self),
            lambda _: dialog.accept(),
            refused=refused,
        )

    def _send_back(self, request: InfoRequest) -> None:
        before = OUR_ORDER[max(OUR_ORDER.index(OurStatus.ASSIGNED), OUR_ORDER.index(request.ours) - 1)]
        dialog = WordsDialog(
            self.tr("Send {ref} back to {status}").format(ref=request.ref, status=before.value),
            self.tr("&Because"),
            self.tr("Send back"),
            help=self.tr("{owner} sees this in front of everything else.").format(
                owner=request.owner or self.tr("The owner")
            ),
            parent=self.view,
        )
        self.ask(
            dialog,
            lambda values: (
                lambda: self.requests.set_ours(request.id, before, reason=values["words"], by=self)
            ),
        )

    def _accepted(self, request: InfoRequest) -> None:
        self.do(lambda: self.requests.set_theirs(request.id, TheirStatus.ACCEPTED, by=self))

    def _more(self, request: InfoRequest) -> None:
        dialog = WordsDialog(
            self.tr("They want more of {ref}").format(ref=request.ref),
            self.tr("&What more"),
            self.tr("Start its clock anew"),
            parent=self.view,
        )
        self._theirs(dialog, request, TheirStatus.MORE_WANTED)

    def _withdraw(self, request: InfoRequest) -> None:
        dialog = WordsDialog(
            self.tr("Withdraw {ref}").format(ref=request.ref),
            self.tr("&Because"),
            self.tr("Withdraw"),
            help=self.tr("Its number stays used; it can be reopened."),
            parent=self.view,
        )
        self._theirs(dialog, request, TheirStatus.WITHDRAWN)

    def _reopen(self, request: InfoRequest) -> None:
        self.do(lambda: self.requests.set_theirs(request.id, TheirStatus.NOT_GIVEN, by=self))

    def _theirs(self, dialog: WordsDialog, request: InfoRequest, status: TheirStatus) -> None:
        self.ask(
            dialog,
            lambda values: (
                lambda: self.requests.set_theirs(request.id, status, reason=values["words"], by=self)
            ),
        )


def _is_staged(request: InfoRequest) -> bool:
    return request.staged


def _can_go_on(request: InfoRequest) -> bool:
    return request.owner_id is not None and not request.is_paused and next_status(request) is not None


def _can_be_assigned(request: InfoRequest) -> bool:
    return request.staged or request.is_open


def _can_go_back(request: InfoRequest) -> bool:
    return request.is_open and request.ours not in {OurStatus.CAPTURED, OurStatus.ASSIGNED}


def _is_given(request: InfoRequest) -> bool:
    return not request.staged and request.theirs is TheirStatus.GIVEN


def _was_given(request: InfoRequest) -> bool:
    return not request.staged and request.theirs in {TheirStatus.GIVEN, TheirStatus.ACCEPTED}


def _can_end(request: InfoRequest) -> bool:
    return request.is_open or _is_given(request)


def _is_withdrawn(request: InfoRequest) -> bool:
    return not request.staged and request.theirs is TheirStatus.WITHDRAWN
