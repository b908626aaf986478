"""Note that a family was asked whether inspectors may talk to them, and what they answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QDate, QTime
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.name_hint import NameHint
from ilacs_desktop.desktop.dialogs.tall_form import TallForm
from ilacs_desktop.desktop.forms import date_edit, time_edit, to_date
from ilacs_desktop.domain.casefiles import Child
from ilacs_desktop.domain.casefiles.consents import ASKED_WHOM, Consent, ConsentAnswer
from ilacs_desktop.domain.moments import day_of, local, moment


class AskFamilyDialog(FormDialog):
    """Who asked the family of which child, when, whether the leaflet was given, and what they need."""

    def __init__(
        self,
        children: Sequence[Child],
        names: Sequence[str],
        now: datetime,
        *,
        child: Child | None = None,
        consent: Consent | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``consent`` is an entry that is put right; its child stays."""
        say = partial(QCoreApplication.translate, "ConsentDialog")
        super().__init__(
            say("A family was asked"),
            parent,
            say("Keep"),
            text=say("Whether inspectors may talk to them. Codes only, never a name."),
        )
        self.stays_open = True
        self.child = QComboBox()
        offered = {each.id: each for each in ((child,) if child else ())} | {
            each.id: each for each in children
        }
        for each in offered.values():
            self.child.addItem(f"{each.code} · {each.child_id}" if each.code else each.child_id, each.id)
        if consent is not None:
            self.child.clear()
            self.child.addItem(consent.child, consent.child_key)
            self.child.setEnabled(False)
        self._consent = consent
        self.form.add_row(say("&Child"), self.child)
        self.asked_by = _words([*names])
        self.asked_by.setCurrentText(child.worker if child else "")
        self.form.add_row(say("Asked &by"), self.asked_by)
        self.whom = _words(ASKED_WHOM)
        self.form.add_row(say("&Whom"), self.whom)
        self.day, self.time = (
            date_edit(day_of(now)),
            time_edit(local(now).time().replace(second=0, microsecond=0)),
        )
        self.form.add_row(say("&Day"), self.day)
        self.form.add_row(say("&Time"), self.time)
        self.leaflet = QCheckBox(say("They were given the &leaflet"))
        self.form.add_wide(self.leaflet)
        self.needs = QLineEdit()
        self.form.add_row(say("&Needs"), self.needs, help=say("For instance: an interpreter, a later hour."))
        self.hint = NameHint(self.form, [self.whom, self.needs], known=names)
        TallForm(self)
        if consent is not None:
            self._fill(consent)

    def _fill(self, consent: Consent) -> None:
        asked = local(consent.asked_at)
        self.asked_by.setCurrentText(consent.asked_by)
        self.whom.setCurrentText(consent.asked_whom)
        self.day.setDate(QDate(asked.year, asked.month, asked.day))
        self.time.setTime(QTime(asked.hour, asked.minute))
        self.leaflet.setChecked(consent.leaflet)
        self.needs.setText(consent.needs)

    def validate(self) -> bool:
        """A child, and somebody who asked."""
        if self.child.currentData() is None:
            self.form.error(self.child, self.tr("Choose a child first, in the list of children."))
            return False
        if not self.asked_by.currentText().strip():
            self.form.error(self.asked_by, self.tr("Say who asked the family."))
            return False
        return True

    def values(self) -> dict[str, Any]:
        """As `Casefiles.ask_family` takes them, or `change_family` for an entry put right."""
        at = self.time.time()
        asked_at = moment(to_date(self.day.date()), time(at.hour(), at.minute()))
        before = self._consent
        if before is not None and local(before.asked_at).replace(second=0, microsecond=0) == asked_at:
            asked_at = before.asked_at
        return {
            **({} if before is not None else {"child_id": self.child.currentData()}),
            "asked_by": self.asked_by.currentText().strip(),
            "asked_whom": self.whom.currentText().strip(),
            "asked_at": asked_at,
            "leaflet": self.leaflet.isChecked(),
            "needs": self.needs.text().strip(),
        }


class AnswerFamilyDialog(FormDialog):
    """What a family answered, when, and what they need; another answer is dated now unless one says when."""

    def __init__(self, consent: Consent, now: datetime, parent: QWidget | None = None) -> None:
        say = partial(QCoreApplication.translate, "ConsentDialog")
        super().__init__(
            say("Answer of the family of {child}").format(child=consent.child), parent, say("Keep")
        )
        self.stays_open = True
        self._consent, self._now = consent, now
        self.answer = QComboBox()
        words = (say("No answer yet"), say("Yes"), say("No"), say("Withdrawn"))
        for answer, word in zip(ConsentAnswer, words, strict=True):
            self.answer.addItem(word, answer.value)
        self.answer.setCurrentIndex(tuple(ConsentAnswer).index(consent.answer))
        self.form.add_row(say("&Answer"), self.answer)
        self.day, self.time = date_edit(), time_edit()
        self.form.add_row(say("&Day"), self.day)
        self.form.add_row(say("&Time"), self.time)
        self.answer.currentIndexChanged.connect(self._date)
        self._date()
        self.leaflet = QCheckBox(say("They were given the &leaflet"))
        self.leaflet.setChecked(consent.leaflet)
        self.form.add_wide(self.leaflet)
        self.needs, self.note = QLineEdit(consent.needs), QLineEdit(consent.note)
        self.form.add_row(say("&Needs"), self.needs)
        self.form.add_row(say("N&ote"), self.note)
        self.hint = NameHint(self.form, [self.needs, self.note])
        TallForm(self)
        self.answer.setFocus()

    def _date(self, *_: object) -> None:
        """Show when it was answered, or now for another answer; nothing while there is none."""
        at = local(self._usual())
        self.day.setDate(QDate(at.year, at.month, at.day))
        self.time.setTime(QTime(at.hour, at.minute))
        for editor in (self.day, self.time):
            self.form.show_row(editor, self._answer() is not ConsentAnswer.ASKED)

    def _answer(self) -> ConsentAnswer:
        return ConsentAnswer(self.answer.currentData())

    def _usual(self) -> datetime:
        is_same = self._answer() is self._consent.answer
        return self._consent.answered_at if is_same and self._consent.answered_at else self._now

    def _at(self) -> datetime | None:
        """When they answered; None as long as nobody said otherwise than is usual."""
        shown = moment(to_date(self.day.date()), time(self.time.time().hour(), self.time.time().minute()))
        if self._answer() is ConsentAnswer.ASKED or shown == self._usual().replace(second=0, microsecond=0):
            return None
        return max(shown, self._consent.asked_at) if _is_minute_of(shown, self._consent.asked_at) else shown

    def validate(self) -> bool:
        """An answer lies between the question and now."""
        at = self._at()
        if at is not None and at < self._consent.asked_at:
            self.form.error(self.time, self.tr("They were asked later than that."))
        elif at is not None and at > self._now:
            self.form.error(self.time, self.tr("An answer cannot lie in the future."))
        else:
            return True
        return False

    def values(self) -> dict[str, Any]:
        """As `Casefiles.answer_family` takes them."""
        return {
            "answer": self._answer(),
            "answered_at": self._at(),
            "leaflet": self.leaflet.isChecked(),
            "needs": self.needs.text().strip(),
            "note": self.note.text().strip(),
        }


def _is_minute_of(shown: datetime, at: datetime) -> bool:
    return shown == at.replace(second=0, microsecond=0)


def _words(words: Sequence[str]) -> QComboBox:
    combo = QComboBox()
    combo.setEditable(True)
    combo.addItems(list(words))
    return combo
