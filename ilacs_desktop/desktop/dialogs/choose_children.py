"""Choose children for case-file sessions, with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.name_hint import NameHint
from ilacs_desktop.desktop.forms import Form, date_edit, to_date
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.domain.casefiles import Child
from ilacs_desktop.domain.casefiles.choosing import ReasonKind, reason_kind_of
from ilacs_desktop.domain.moments import moment

AUDIT_UNTIL = time(17)


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


class AuditDay(QWidget):
    """By when an audit is wanted, at 17:00 of a day; there only while the reason is an audit."""

    def __init__(self, form: Form, reason: QComboBox, today: date) -> None:
        super().__init__()
        say = partial(QCoreApplication.translate, "ChooseChildrenDialog")
        self._form, self._reason = form, reason
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(current_theme().space(1))
        self.is_known = QCheckBox(say("Wanted by 17:00 on"))
        self.day = date_edit(today + timedelta(days=1))
        self.day.setAccessibleName(say("The audit is wanted by"))
        self.day.setEnabled(False)
        self.is_known.toggled.connect(self.day.setEnabled)
        line.addWidget(self.is_known)
        line.addWidget(self.day, 1)
        self.setFocusProxy(self.is_known)
        form.add_row(
            say("&Audit"),
            self,
            help=say("It stands among the requests: staged, or asked for once it has a day."),
        )
        reason.currentTextChanged.connect(self._turn)
        self._turn()

    @property
    def at(self) -> datetime | None:
        """The moment, if one is known and it is an audit."""
        if not self._is_audit() or not self.is_known.isChecked():
            return None
        return moment(to_date(self.day.date()), AUDIT_UNTIL)

    def _is_audit(self) -> bool:
        return reason_kind_of(self._reason.currentText()) is ReasonKind.AUDIT

    def _turn(self) -> None:
        self._form.show_row(self, self._is_audit())


class ChooseChildrenDialog(FormDialog):
    """Asks why; each child chosen gets a code and a session."""

    def __init__(self, children: Sequence[Child], today: date, parent: QWidget | None = None) -> None:
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
        known = {word for child in children for word in (child.worker, child.manager, child.team)}
        self.hint = NameHint(self.form, [self.reason], known=known)
        self.audit = AuditDay(self.form, self.reason, today)
        self.reason.setFocus()

    def validate(self) -> bool:
        """A reason is needed."""
        return check_reason(self, self.reason)

    def values(self) -> dict[str, Any]:
        """The reason, and by when an audit is wanted."""
        return {"reason": self.reason.currentText().strip(), "audit_by": self.audit.at}
