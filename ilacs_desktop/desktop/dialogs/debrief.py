"""The debrief after a session: two minutes, five questions, keyboard only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QPlainTextEdit, QWidget

from ilacs_desktop.desktop.dialogs.choices import chosen_id, people_combo
from ilacs_desktop.desktop.dialogs.concern_steps import ReadersPicker
from ilacs_desktop.desktop.dialogs.debrief_times import DebriefTimes
from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.tall_form import TallForm
from ilacs_desktop.desktop.forms import time_edit
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.labels import Muted
from ilacs_desktop.domain.casefiles import (
    Becomes,
    CaseSession,
    Confidence,
    Debrief,
    OurReading,
    Question,
    Tone,
    ToneFrom,
)
from ilacs_desktop.domain.enquiry import Enquiry
from ilacs_desktop.domain.moments import day_of, local, moment, said_short_day, said_time, said_when
from ilacs_desktop.domain.people import Person, Side

LINE_HEIGHT = 46
KIND_WIDTH = 128
SOON_MS = 1200
"""After the last change, until what is half written is kept."""
KEYS = {
    Becomes.REQUEST: Qt.Key.Key_F2,
    Becomes.SIGNAL: Qt.Key.Key_F3,
    Becomes.CLARIFICATION: Qt.Key.Key_F4,
    Becomes.FIGURE: Qt.Key.Key_F5,
    Becomes.CONCERN: Qt.Key.Key_F6,
}
"""One key makes the answer at hand into something; the same key again takes that back."""


@dataclass(frozen=True, slots=True)
class DebriefFacts:
    """What the dialog offers: what was written before, lines of enquiry, and people for a concern."""

    before: Debrief | None = None
    enquiries: tuple[Enquiry, ...] = ()
    people: tuple[Person, ...] = ()
    enquiry_id: int | None = None
    half: Mapping[str, Any] = field(default_factory=dict)
    """What was left half written, as `DebriefDialog.jotting` gave it."""


class DebriefDialog(FormDialog):
    """Tab goes from question to question, F2 to F6 say what an answer becomes, Ctrl+Enter keeps it.

    What is half written is kept by itself: ``jotted`` carries it as plain values soon after each change and
    when the dialog is left, and nothing once there is nothing to keep. The window behind stays free, for
    somebody may ask for something meanwhile: ``capture_wanted`` is Ctrl+K.
    """

    jotted = Signal(object)
    capture_wanted = Signal()

    def __init__(
        self, session: CaseSession, facts: DebriefFacts, now: datetime, parent: QWidget | None = None
    ) -> None:
        say = partial(QCoreApplication.translate, "DebriefDialog")
        title = say("Debrief {code}").format(code=session.case_code)
        super().__init__(title, parent, say("Keep the debrief"), text=_said_session(session, now))
        self.stays_open = True
        self._now, self._session = now, session
        self.session_id = session.id
        self._is_done = False
        self._soon = QTimer(self, interval=SOON_MS, singleShot=True)
        self._soon.timeout.connect(self._jot)
        self.setMinimumWidth(current_theme().px(680))
        self.kinds: dict[QPlainTextEdit, QComboBox] = {}
        before = facts.before
        self.asked = self._question(self.tr("What was &asked?"), Question.ASKED, before)
        self.liked = self._question(self.tr("What did they &like?"), Question.LIKED, before)
        self.worried = self._question(self.tr("What &worried them?"), Question.WORRIED, before)
        self.promised = self._question(self.tr("What did we &promise?"), Question.PROMISED, before)
        self.worker_is = self._question(self.tr("&How is the worker?"), Question.WORKER_IS, before)
        self._add_tone(before.reading if before else None)
        self._add_enquiry(facts.enquiries, facts.enquiry_id)
        self._add_concern(facts.people)
        self.times = DebriefTimes(self.form, session, now)
        TallForm(self)
        keys = self.tr(
            "In an answer: F2 request · F3 signal · F4 clarification · F5 figure · F6 concern\n"
            "Tab: next question · Ctrl+Enter: keep"
        )
        self.buttons.insertWidget(0, Muted(keys, font="small"))
        for keep in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keep), self, self.accept_button.click)
        for kind, key in KEYS.items():
            QShortcut(QKeySequence(key), self, partial(self._become, kind))
        QShortcut(QKeySequence("Ctrl+K"), self, self.capture_wanted.emit)
        self._show_needed()
        self._fresh = self._state()
        self._kept = dict(facts.half)
        self._add_left_off()
        self._restore(facts.half)
        self._listen()
        self.asked.setFocus()

    def open(self) -> None:
        """Show it beside the window, not before it: nothing that is said meanwhile has to wait."""
        self.setModal(False)
        self.show()

    def done(self, result: int) -> None:
        """What is half written stays, however the dialog is left; once it is stored nothing is left over."""
        self._is_done = self._is_done or result == QDialog.DialogCode.Accepted
        self._jot()
        super().done(result)

    def jotting(self) -> dict[str, Any]:
        """What is half written, as plain values; empty as long as nothing was changed."""
        state = self._state()
        return {} if state == self._fresh else state

    def validate(self) -> bool:
        """A word for one of the questions is enough; what an answer becomes may need a line or an owner."""
        if not any(editor.toPlainText().strip() for editor in self.kinds):
            self.form.error(self.asked, self.tr("Write a word for one of the questions."))
            return False
        is_right = self.times.is_right()
        for editor in self.kinds:
            if self._kind(editor) is not None and not editor.toPlainText().strip():
                self.form.error(editor, self.tr("There is no answer to make that of."))
                is_right = False
        if self._has(Becomes.SIGNAL) and chosen_id(self.enquiry) is None:
            self.form.error(self.enquiry, self.tr("Say to which line of enquiry the signal belongs."))
            is_right = False
        if self._has(Becomes.CONCERN):
            if chosen_id(self.owner) is None:
                self.form.error(self.owner, self.tr("A concern needs a senior owner."))
                is_right = False
            elif chosen_id(self.owner) == chosen_id(self.deputy):
                self.form.error(self.deputy, self.tr("Two different people, please."))
                is_right = False
        return is_right

    def values(self) -> dict[str, Any]:
        """The answers, what they become, and our reading: what the service's debrief takes."""
        answers: dict[str, Any] = {
            self._name(editor).value: editor.toPlainText().strip() for editor in self.kinds
        }
        becomes: Mapping[Question, Becomes] = {
            self._name(editor): kind for editor in self.kinds if (kind := self._kind(editor)) is not None
        }
        tone = self.tone.currentData()
        reading = (
            OurReading(
                Tone(tone),
                ToneFrom(self.tone_from.currentData()),
                Confidence(self.confidence.currentData()),
            )
            if tone
            else None
        )
        is_concern = self._has(Becomes.CONCERN)
        return {
            **answers,
            "becomes": becomes,
            "reading": reading,
            "enquiry_id": chosen_id(self.enquiry) if self._has(Becomes.SIGNAL) else None,
            "owner_id": chosen_id(self.owner) if is_concern else None,
            "deputy_id": chosen_id(self.deputy) if is_concern else None,
            "reader_ids": self.readers.reader_ids() if is_concern else (),
            "said_at": self._said_at() if is_concern else None,
            **self.times.values(),
        }

    # -- what is half written ------------------------------------------------------------------------------

    def _jot(self) -> None:
        self._soon.stop()
        if not self._is_done and self.jotting() != self._kept:
            self._kept = self.jotting()
            self.jotted.emit(self._kept)

    def _chosen(self) -> dict[str, QComboBox]:
        return {
            "tone": self.tone, "tone_from": self.tone_from, "confidence": self.confidence,
            "enquiry": self.enquiry, "owner": self.owner, "deputy": self.deputy,
        }  # fmt: skip

    def _state(self) -> dict[str, Any]:
        chosen = {name: chosen_id(each) for name, each in self._chosen().items()}
        return {
            "words": {self._name(each).value: each.toPlainText() for each in self.kinds},
            "becomes": {self._name(each).value: combo.currentData() for each, combo in self.kinds.items()},
            "chosen": chosen,
            "times": self.times.state(),
        }

    def _restore(self, half: Mapping[str, Any]) -> None:
        for editor, combo in self.kinds.items():
            name = self._name(editor).value
            if name in half.get("words", {}):
                editor.setPlainText(half["words"][name])
                editor.moveCursor(QTextCursor.MoveOperation.End)
                combo.setCurrentIndex(max(0, combo.findData(half["becomes"].get(name))))
        for name, combo in self._chosen().items():
            if name in half.get("chosen", {}):
                value, nobody = half["chosen"][name], 0 if combo.itemData(0) is None else -1
                combo.setCurrentIndex(combo.findData(value) if value is not None else nobody)
        self.times.restore(half)
        self.left_off.setVisible(bool(half))

    def _add_left_off(self) -> None:
        self.left_off = QWidget()
        line = QHBoxLayout(self.left_off)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(Muted(self.tr("Half written before; as it was left."), wrap=True), 1)
        anew = make_button(self.tr("Begin anew"), "undo-2", small=True, quiet=True)
        anew.setAutoDefault(False)
        anew.clicked.connect(self._begin_anew)
        line.addWidget(anew)
        self.body.insertWidget(0, self.left_off)

    def _begin_anew(self) -> None:
        self._restore(self._fresh)
        self.left_off.hide()
        self.asked.setFocus()

    def _listen(self) -> None:
        for editor, combo in self.kinds.items():
            editor.textChanged.connect(self._soon.start)
            combo.currentIndexChanged.connect(lambda _: self._soon.start())
        for combo in self._chosen().values():
            combo.currentIndexChanged.connect(lambda _: self._soon.start())
        for at in self.times.editors:
            at.timeChanged.connect(lambda _: self._soon.start())

    # -- behind --------------------------------------------------------------------------------------------

    def _question(self, label: str, question: Question, before: Debrief | None) -> QPlainTextEdit:
        editor = QPlainTextEdit(getattr(before, question.value) if before else "")
        editor.setFixedHeight(current_theme().px(LINE_HEIGHT))
        editor.setProperty("question", question.value)
        self.form.add_row(label, editor, name=question.value)
        kind = QComboBox()
        kind.addItem(self.tr("Only kept"), None)
        for each, key in KEYS.items():
            kind.addItem(each.value.capitalize(), each.value)
            words = self.tr("{key} makes the answer at hand a {kind}")
            kind.setItemData(
                kind.count() - 1,
                words.format(key=QKeySequence(key).toString(), kind=each.value),
                Qt.ItemDataRole.ToolTipRole,
            )
        kind.setAccessibleName(
            self.tr("What the answer becomes: {question}").format(question=label.replace("&", ""))
        )
        kind.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        kind.setFixedWidth(current_theme().px(KIND_WIDTH))
        kind.currentIndexChanged.connect(self._show_needed)
        self.form.add_beside(editor, kind)
        self.kinds[editor] = kind
        return editor

    def _add_tone(self, reading: OurReading | None) -> None:
        self.tone = QComboBox()
        self.tone.addItem(self.tr("Not read"), None)
        for tone in Tone:
            self.tone.addItem(tone.value.capitalize(), tone.value)
        self.form.add_row(
            self.tr("&Tone"),
            self.tone,
            help=self.tr(
                "Our reading, never shown as Ofsted’s; with where it comes from and how sure we are."
            ),
        )
        self.tone_from, self.confidence = QComboBox(), QComboBox()
        for source in ToneFrom:
            self.tone_from.addItem(source.value.capitalize(), source.value)
        for sure in Confidence:
            self.confidence.addItem(sure.value.capitalize(), sure.value)
        for combo, name, chosen in (
            (
                self.tone_from,
                self.tr("Where our reading comes from"),
                (reading or OurReading(Tone.NEUTRAL)).source,
            ),
            (self.confidence, self.tr("How sure we are"), (reading or OurReading(Tone.NEUTRAL)).confidence),
        ):
            combo.setAccessibleName(name)
            combo.setCurrentIndex(combo.findData(chosen.value))
            self.form.add_beside(self.tone, combo)
            self.tone.currentIndexChanged.connect(partial(self._show_sources, combo))
            self._show_sources(combo)
        if reading is not None:
            self.tone.setCurrentIndex(self.tone.findData(reading.tone.value))

    def _show_sources(self, combo: QComboBox, *_: object) -> None:
        combo.setEnabled(self.tone.currentData() is not None)

    def _add_enquiry(self, enquiries: Sequence[Enquiry], chosen: int | None) -> None:
        self.enquiry = QComboBox()
        self.enquiry.addItem(self.tr("Choose one"), None)
        for each in enquiries:
            self.enquiry.addItem(f"{each.code} {each.title}", each.id)
        self.enquiry.setCurrentIndex(max(0, self.enquiry.findData(chosen)) if chosen else 0)
        self.form.add_row(self.tr("&Signal for"), self.enquiry)

    def _add_concern(self, people: Sequence[Person]) -> None:
        staff = [person for person in people if person.side is not Side.INSPECTORATE]
        self.owner = people_combo(staff)
        self.form.add_row(self.tr("Senior &owner"), self.owner, help=self.tr("Of the concern for the child."))
        self.deputy = people_combo(staff, blank=self.tr("Nobody"))
        self.form.add_row(self.tr("&Deputy"), self.deputy)
        self.readers = ReadersPicker([person for person in staff if person.is_active])
        self.form.add_row(
            self.tr("May read it too"),
            self.readers,
            help=self.tr("Beside owner and deputy. The words then stand in the concern, not in the debrief."),
        )
        ended = min(self._session.ends_at or self._now, self._now)
        self.said = time_edit(local(ended).time().replace(second=0, microsecond=0))
        self.form.add_row(self.tr("Sa&id at"), self.said, help=self.tr("Its clock runs from then."))

    def _become(self, kind: Becomes) -> None:
        editor = self.focusWidget()
        if isinstance(editor, QPlainTextEdit) and editor in self.kinds:
            combo = self.kinds[editor]
            combo.setCurrentIndex(0 if self._kind(editor) is kind else combo.findData(kind.value))

    def _show_needed(self) -> None:
        if not hasattr(self, "said"):
            return
        self.form.show_row(self.enquiry, self._has(Becomes.SIGNAL))
        for editor in (self.owner, self.deputy, self.readers, self.said):
            self.form.show_row(editor, self._has(Becomes.CONCERN))

    def _has(self, kind: Becomes) -> bool:
        return any(self._kind(editor) is kind for editor in self.kinds)

    def _kind(self, editor: QPlainTextEdit) -> Becomes | None:
        data = self.kinds[editor].currentData()
        return Becomes(data) if data else None

    @staticmethod
    def _name(editor: QPlainTextEdit) -> Question:
        return Question(editor.property("question"))

    def _said_at(self) -> datetime:
        day = day_of(self._session.ends_at or self._now)
        return moment(day, time(self.said.time().hour(), self.said.time().minute()))


def _said_session(session: CaseSession, now: datetime) -> str:
    parts = []
    if session.inspector:
        parts.append(f"{session.inspector} with {session.worker}" if session.worker else session.inspector)
    if session.starts_at and session.ends_at:
        parts.append(f"{said_when(session.starts_at, now)}–{said_time(session.ends_at)}")
    if session.place:
        parts.append(session.place)
    late = ""
    if session.ends_at and day_of(session.ends_at) < day_of(now):
        words = QCoreApplication.translate("DebriefDialog", "Written later: it is dated today, {day}.")
        late = ". " + words.format(day=said_short_day(day_of(now)))
    return ", ".join(parts) + late
