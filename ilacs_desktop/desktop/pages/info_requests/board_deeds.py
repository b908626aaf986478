"""Moving requests on the board: forward at once, back with a reason, to an owner by the dialog for it."""

from __future__ import annotations

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.info_request import WordsDialog
from ilacs_desktop.domain.info_requests import OUR_ORDER, InfoRequest, OurStatus

from .deeds import Deeds
from .view import InfoRequestsView


class BoardDeeds(Deeds):
    """What is wished of the cards."""

    def __init__(self, desk: Desk, view: InfoRequestsView) -> None:
        super().__init__(desk, view)
        view.board.move_wanted.connect(self._move)

    def _move(self, request: InfoRequest, status: OurStatus) -> None:
        if request.owner_id is None and status is OurStatus.ASSIGNED and self._is_chosen(request):
            self.view.wishes.actions["assign"].trigger()
        elif status is OurStatus.CLEARED and self._is_chosen(request):
            self.view.wishes.actions["clear"].trigger()  # who has checked it is asked first
        elif OUR_ORDER.index(status) < OUR_ORDER.index(request.ours):
            self._send_back(request, status)
        else:
            self.desk.jobs.run(
                self.view,
                lambda: self.requests.set_ours(request.id, status, by=self),
                lambda moved: self.desk.notices.say(
                    self.tr("{ref} is {status} now.").format(ref=moved.ref, status=moved.ours.value)
                ),
            )

    def _is_chosen(self, request: InfoRequest) -> bool:
        return self.view.request is not None and self.view.request.id == request.id

    def _send_back(self, request: InfoRequest, status: OurStatus) -> None:
        dialog = WordsDialog(
            self.tr("Send {ref} back to {status}").format(ref=request.ref, status=status.value),
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
                lambda: self.requests.set_ours(request.id, status, reason=values["words"], by=self)
            ),
        )
