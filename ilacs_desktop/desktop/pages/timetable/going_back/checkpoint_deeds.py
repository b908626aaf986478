"""Keeping checkpoints, and going back to one of them or to an issue; each going back can be undone."""

from __future__ import annotations

from PySide6.QtCore import Signal

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.pages.timetable.deeds import Deeds
from ilacs_desktop.desktop.pages.timetable.going_back.checkpoints_dialog import CheckpointsDialog
from ilacs_desktop.desktop.pages.timetable.going_back.dialog import GoingBackDialog
from ilacs_desktop.desktop.pages.timetable.more_menu import More
from ilacs_desktop.desktop.pages.timetable.sight import Sight
from ilacs_desktop.desktop.pages.timetable.view import TimetableView
from ilacs_desktop.domain.timetable.compare import Edition, EditionKind
from ilacs_desktop.domain.timetable.journal import Checkpoint, Restored


class CheckpointDeeds(Deeds):
    """The dialogs of checkpoints and of rolling back. ``compare_wanted`` carries an `Edition`."""

    compare_wanted = Signal(object)

    def __init__(self, desk: Desk, view: TimetableView) -> None:
        super().__init__(desk, view)
        self.dialog: CheckpointsDialog | None = None
        menu = view.header.more_menu
        self.checkpoints = menu.add(More.LOOK_BACK, self.tr("Checkpoints…"), "bookmark", self.open)
        self.back = menu.add(
            More.BACK, self.tr("Roll the draft back to an issue…"), "history", self.open_roll_back
        )
        self.back.setEnabled(False)
        view.sight_shown.connect(self._on_sight)

    def _on_sight(self, sight: Sight) -> None:
        self.back.setEnabled(bool(sight.issues))

    # -- checkpoints ---------------------------------------------------------------------------

    def open(self) -> None:
        """Show the checkpoints that are kept."""
        if self.desk.inspection is None:
            return
        dialog = CheckpointsDialog(self.desk.clock(), self.view)
        self.dialog = dialog
        dialog.keep_wanted.connect(lambda name: self._keep(dialog, name))
        dialog.compare_wanted.connect(lambda checkpoint: self._compare(dialog, checkpoint))
        dialog.restore_wanted.connect(lambda checkpoint: self._restore(dialog, checkpoint))
        dialog.remove_wanted.connect(lambda checkpoint: self._remove(dialog, checkpoint))
        self._fill(dialog)
        dialog.open()

    def _fill(self, dialog: CheckpointsDialog, *, kept: bool = False) -> None:
        checkpoints, inspection_id = self.desk.house.timetable.checkpoints, self.desk.inspection_id
        self.desk.jobs.run(
            dialog,
            lambda: checkpoints.all(inspection_id),
            lambda rows: dialog.show_checkpoints(rows, kept=kept),
        )

    def _keep(self, dialog: CheckpointsDialog, name: str) -> None:
        checkpoints, inspection_id = self.desk.house.timetable.checkpoints, self.desk.inspection_id

        def done(checkpoint: Checkpoint) -> None:
            self.say(self.tr("“{name}” is kept").format(name=checkpoint.name))
            self._fill(dialog, kept=True)

        self.desk.jobs.run(
            dialog,
            lambda: checkpoints.keep(inspection_id, name, by=self),
            done,
            refused=dialog.refuse,
        )

    def _compare(self, dialog: CheckpointsDialog, checkpoint: Checkpoint) -> None:
        dialog.accept()
        self.compare_wanted.emit(_edition(checkpoint))

    def _remove(self, dialog: CheckpointsDialog, checkpoint: Checkpoint) -> None:
        checkpoints, inspection_id = self.desk.house.timetable.checkpoints, self.desk.inspection_id
        ask = FormDialog(
            self.tr("Remove “{name}”?").format(name=checkpoint.name),
            dialog,
            self.tr("Remove"),
            text=self.tr("The draft stays as it is. A checkpoint that is removed cannot be brought back."),
        )

        def done(_: object) -> None:
            self.say(self.tr("“{name}” is removed").format(name=checkpoint.name))
            self._fill(dialog)

        ask.accepted_values.connect(
            lambda _: self.desk.jobs.run(
                dialog,
                lambda: checkpoints.remove(inspection_id, checkpoint.id, by=self),
                done,
                refused=dialog.refuse,
            )
        )
        ask.open()

    def _restore(self, dialog: CheckpointsDialog, checkpoint: Checkpoint) -> None:
        dialog.accept()
        title = self.tr("Restore “{name}”").format(name=checkpoint.name)
        self._go_back(GoingBackDialog(title, (_edition(checkpoint),), self.view))

    # -- going back ----------------------------------------------------------------------------

    def open_roll_back(self) -> None:
        """Ask to which issue the draft is to go back, and show what would change."""
        if self.sight is None or not self.sight.issues:
            return
        editions = [
            Edition(EditionKind.ISSUE, issue.number, made_at=issue.issued_at) for issue in self.sight.issues
        ]
        self._go_back(GoingBackDialog(self.tr("Roll the draft back"), editions, self.view))

    def _go_back(self, dialog: GoingBackDialog) -> None:
        dialog.preview_wanted.connect(lambda edition: self._preview(dialog, edition))
        dialog.accepted_values.connect(lambda edition: self._store(dialog, edition))
        self._preview(dialog, dialog.edition)
        dialog.open()

    def _preview(self, dialog: GoingBackDialog, edition: Edition) -> None:
        comparing, inspection_id = self.desk.house.timetable.comparing, self.desk.inspection_id
        self.desk.jobs.run(
            dialog,
            lambda: comparing.going_back(inspection_id, edition),
            dialog.show_preview,
            refused=dialog.refuse,
        )

    def _store(self, dialog: GoingBackDialog, edition: Edition) -> None:
        checkpoints, inspection_id = self.desk.house.timetable.checkpoints, self.desk.inspection_id

        def work() -> Restored:
            if edition.kind is EditionKind.ISSUE:
                return checkpoints.roll_back(inspection_id, edition.number, by=self)
            return checkpoints.restore(inspection_id, edition.number, by=self)

        def done(restored: Restored) -> None:
            dialog.accept()
            self._say_outcome(edition, restored)

        self.desk.jobs.run(dialog, work, done, refused=dialog.refuse)

    def _say_outcome(self, edition: Edition, restored: Restored) -> None:
        said = self.tr("The draft is back at {edition}.").format(edition=edition.title)
        remedy = self.tr("{what} Ctrl+Z takes it back.").format(what=restored.sentence)
        self.desk.notices.say(said, remedy=remedy)
        self.say(f"{said} {remedy}")


def _edition(checkpoint: Checkpoint) -> Edition:
    return Edition(EditionKind.CHECKPOINT, checkpoint.id, checkpoint.name, checkpoint.made_at)
