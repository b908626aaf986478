"""Recording what was given; the file is read for its fingerprint, never copied or sent."""

from __future__ import annotations

from pathlib import Path

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.give import GiveDialog
from ilacs_desktop.domain.info_requests import InfoRequest, OurStatus, TheirStatus

from .deeds import Deeds
from .given_panel import GivenPanel
from .view import InfoRequestsView
from .wishes import Section


class GiveDeeds(Deeds):
    """What was given, how and when."""

    def __init__(self, desk: Desk, view: InfoRequestsView) -> None:
        super().__init__(desk, view)
        view.wishes.add("give", Section.ANSWER, self.tr("Give…"), self._give, when=_can_be_given, key="G")
        self.panel = GivenPanel(view.detail, lambda: view.given.rows.rows)
        view.detail.add_given_part(self.panel.show)
        view.detail.copied.connect(lambda: desk.notices.say(self.tr("The fingerprint is on the clipboard.")))

    def _give(self, request: InfoRequest) -> None:
        given = self.view.shown.given if self.view.shown else ()
        dialog = GiveDialog(request, given, self.desk.clock(), self.view)
        dialog.file_chosen.connect(lambda path: self._fingerprint(dialog, Path(path)))
        self.ask(dialog, lambda values: lambda: self.requests.give(request.id, **values, by=self))

    def _fingerprint(self, dialog: GiveDialog, path: Path) -> None:
        """Read the file's hash off the GUI thread; the file is not copied."""
        self.desk.jobs.run_long(
            dialog,
            self.tr("Reading {name}").format(name=path.name),
            lambda progress: self.requests.file_facts(
                path,
                on_progress=lambda done, total: progress.report(
                    done // 1024, max(total // 1024, 1), path.name
                ),
            ),
            dialog.show_file,
            refused=dialog.refuse_file,
        )


def _can_be_given(request: InfoRequest) -> bool:
    if request.is_open:
        return request.ours is OurStatus.CLEARED
    return not request.staged and request.theirs is TheirStatus.GIVEN
