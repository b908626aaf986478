"""Already supplied? Asked on demand of the request chosen, across inspectors."""

from __future__ import annotations

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.already_supplied import AlreadySuppliedDialog
from ilacs_desktop.domain.info_requests import InfoRequest, Similar

from .deeds import Deeds
from .view import InfoRequestsView
from .wishes import Section

_MOST = 20


class AlikeDeeds(Deeds):
    """Looks for what is like a request, and takes its answer over."""

    def __init__(self, desk: Desk, view: InfoRequestsView) -> None:
        super().__init__(desk, view)
        view.wishes.add("alike", Section.ANSWER, self.tr("Already supplied?…"), self._look)

    def _look(self, request: InfoRequest) -> None:
        words = f"{request.title} {request.meaning}".strip()

        def found(similar: tuple[Similar, ...]) -> None:
            title = self.tr("Already supplied? {ref}").format(ref=request.ref)
            dialog = AlreadySuppliedDialog(title, request, similar, self.view)
            dialog.open_wanted.connect(self.desk.go)
            dialog.same_wanted.connect(lambda as_id: self._same(dialog, request, as_id))
            dialog.open()

        self.desk.jobs.run(
            self.view,
            lambda: self.requests.similar(request.inspection_id, words, limit=_MOST, apart_from=request.id),
            found,
        )

    def _same(self, dialog: AlreadySuppliedDialog, request: InfoRequest, as_id: int) -> None:
        def answered(stored: InfoRequest) -> None:
            dialog.accept()
            self.choose(stored)

        self.desk.jobs.run(
            dialog,
            lambda: self.requests.same_answer(request.id, as_id=as_id, by=self),
            answered,
            refused=dialog.refuse,
        )
