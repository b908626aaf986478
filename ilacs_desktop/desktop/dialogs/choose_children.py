"""Choose children for case-file sessions, with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.domain.casefiles import Child
from ilacs_desktop.domain.casefiles.choosing import ReasonKind


def reason_combo(chosen: ReasonKind = ReasonKind.SAMPLED) -> QComboBox:
    """Why children are chosen: one of the kinds, and more words after it if there are any."""
    combo = QComboBox()
    combo.setEditable(True)
    combo.addItems([kind.value[:1].upper() + kind.value[1:] for kind in ReasonKind])
    combo.setCurrentIndex(tuple(ReasonKind).index(chosen))
    return combo


def check_reason(dialog: FormDialog, combo: QComboBox) -> bool:
    """Whether a reason was given; says so beside the field if not."""
    if combo.currentText().strip():
        return True
    dialog.form.error(
        combo, QCoreApplication.translate("ChooseChildrenDialog", "Say why, so that the worker can be told.")
    )
    return False


class ChooseChildrenDialog(FormDialog):
    """Asks why; each child chosen gets a code and a session."""

    def __init__(self, children: Sequence[Child], parent: QWidget | None = None) -> None:
        say = partial(QCoreApplication.translate, "ChooseChildrenDialog")
        title = say("Choose this child for a session")
        if len(children) > 1:
            title = say("Choose {count} children for sessions").format(count=len(children))
        super().__init__(title, parent, say("Choose"))
        self.stays_open = True
        self.reason = reason_combo()
        self.form.add_row(
            self.tr("&Why"),
            self.reason,
            help=self.tr("The worker is told this. An audit is staged as a request as well."),
        )
        self.reason.setFocus()

    def validate(self) -> bool:
        """A reason is needed."""
        return check_reason(self, self.reason)

    def values(self) -> dict[str, str]:
        """The reason."""
        return {"reason": self.reason.currentText().strip()}
