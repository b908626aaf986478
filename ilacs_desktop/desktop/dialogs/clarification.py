"""The dialogs of the points of clarification: the point, that it was raised, what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.info_request import moment_edit, moment_of, people_combo
from ilacs_desktop.desktop.dialogs.tall_form import TallForm
from ilacs_desktop.desktop.dialogs.typed import typed
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.domain.info_requests import Clarification, PointEntry, PointState
from ilacs_desktop.domain.moments import said_when
from ilacs_desktop.domain.people import Person, Side
from ilacs_desktop.domain.timetable import Slot, SlotKind

_MEETINGS = (SlotKind.KEEP_IN_TOUCH, SlotKind.FEEDBACK, SlotKind.MEETING)
_AT_A_TIME = "at a time"


class PointDialog(FormDialog):
    """Asks what they said, what our evidence is, and when it is raised; `entry` is what it hands over.

    Of ``slots`` the meetings that are still to come are offered; the point then moves with its meeting.
    """

    def __init__(
        self,
        title: str,
        accept_text: str,
        *,
        people: Sequence[Person],
        enquiries: Sequence[tuple[int, str]],
        slots: Sequence[Slot],
        now: datetime,
        entry: PointEntry | None = None,
        text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent, accept_text, text=text)
        theme = current_theme()
        self.setMinimumWidth(theme.px(600))
        self._now = now
        self._kept = kept = entry or PointEntry("")
        form = self.form
        self.they_said = form.add_row(self.tr("They &said"), QPlainTextEdit(kept.they_said))
        self.they_said.setFixedHeight(theme.px(56))
        self.said_by = form.add_row(
            self.tr("Said &by"), people_combo(people, self.tr("Not known"), sides=(Side.INSPECTORATE,))
        )
        self.said_by.setCurrentIndex(max(0, self.said_by.findData(kept.said_by_id)))
        self.said_at = form.add_row(self.tr("Said &at"), moment_edit(kept.said_at or now))
        self.evidence = form.add_row(self.tr("Our &evidence"), QPlainTextEdit(kept.evidence))
        self.evidence.setFixedHeight(theme.px(72))
        self.owner = form.add_row(
            self.tr("&Owner"),
            people_combo(people, self.tr("Nobody yet"), sides=(Side.AUTHORITY, Side.PARTNER)),
        )
        self.owner.setCurrentIndex(max(0, self.owner.findData(kept.owner_id)))
        self._ask_when(slots)
        self.enquiry = QComboBox()
        self.enquiry.addItem(self.tr("None"), None)
        for number, name in enquiries:
            self.enquiry.addItem(name, number)
        self.enquiry.setCurrentIndex(max(0, self.enquiry.findData(kept.enquiry_id)))
        form.add_row(self.tr("&Line of enquiry"), self.enquiry)
        TallForm(self)
        (self.evidence if kept.they_said else self.they_said).setFocus()

    @property
    def entry(self) -> PointEntry:
        """What is filled in. A time that was not touched stays as exact as it was."""
        kept, at, data = self._kept, moment_of(self.said_at), self.raised.currentData()
        is_same = kept.said_at is not None and kept.said_at.replace(second=0, microsecond=0) == at
        is_timed = data == _AT_A_TIME
        return PointEntry(
            they_said=typed(self.they_said, kept.they_said),
            said_by_id=self.said_by.currentData(),
            said_at=kept.said_at if is_same else at,
            evidence=typed(self.evidence, kept.evidence),
            owner_id=self.owner.currentData(),
            raise_at=moment_of(self.raise_at) if is_timed else None,
            raise_where=typed(self.where, kept.raise_where) if is_timed else "",
            request_id=kept.request_id,
            slot_uid="" if is_timed or data is None else data,
            enquiry_id=self.enquiry.currentData(),
        )

    def validate(self) -> bool:
        """It needs their words."""
        if self.they_said.toPlainText().strip():
            return True
        self.form.error(self.they_said, self.tr("Write down what they said."))
        return False

    def values(self) -> dict[str, Any]:
        """The entry, under that name."""
        return {"entry": self.entry}

    def _ask_when(self, slots: Sequence[Slot]) -> None:
        kept, now = self._kept, self._now
        self.raised = QComboBox()
        self.raised.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.raised.setMinimumContentsLength(38)
        self.raised.addItem(self.tr("Not decided yet"), None)
        for slot in slots:
            is_kept = slot.uid == kept.slot_uid
            if slot.takes_time and (is_kept or (slot.kind in _MEETINGS and slot.starts_at > now)):
                words = f"{said_when(slot.starts_at, now)}  {slot.title_with_inspectors}"
                self.raised.addItem(words, slot.uid)
        self.raised.addItem(self.tr("At another time…"), _AT_A_TIME)
        self.form.add_row(self.tr("&Raise it"), self.raised)
        self.raise_at = self.form.add_row(self.tr("A&t"), moment_edit(kept.raise_at or _next_morning(now)))
        self.where = self.form.add_row(self.tr("&Where"), QLineEdit(kept.raise_where))
        self.where.setPlaceholderText(self.tr("Daily meeting, call, mail"))
        at = self.raised.findData(kept.slot_uid) if kept.slot_uid else -1
        if at < 0 and (kept.raise_at is not None or kept.raise_where):
            at = self.raised.findData(_AT_A_TIME)
        self.raised.currentIndexChanged.connect(self._on_raised)
        self.raised.setCurrentIndex(max(0, at))
        self._on_raised()

    def _on_raised(self) -> None:
        is_timed = self.raised.currentData() == _AT_A_TIME
        self.form.show_row(self.raise_at, shown=is_timed)
        self.form.show_row(self.where, shown=is_timed)


class RaiseDialog(FormDialog):
    """Asks where and when a point was raised; hands over ``{"where": …, "at": …}``."""

    def __init__(self, point: Clarification, now: datetime, parent: QWidget | None = None) -> None:
        say = partial(QCoreApplication.translate, "RaiseDialog")
        super().__init__(
            say("{ref} was raised").format(ref=point.ref), parent, say("Record it"), text=point.they_said
        )
        self._now = now
        self.where = self.form.add_row(self.tr("&Where"), QLineEdit(point.slot or point.raise_where))
        self.where.setPlaceholderText(self.tr("Daily meeting, call, mail"))
        self.where.setMaxLength(200)
        self.at = self.form.add_row(self.tr("Wh&en"), moment_edit(now))

    def values(self) -> dict[str, Any]:
        """As `Clarifications.raise_point` takes them; the minute of now is now."""
        at = moment_of(self.at)
        is_now = at == self._now.replace(second=0, microsecond=0)
        return {"where": self.where.text(), "at": None if is_now else at}


class OutcomeDialog(FormDialog):
    """Asks what came of a point; hands over ``{"state": …, "outcome": …}``."""

    def __init__(self, point: Clarification, parent: QWidget | None = None) -> None:
        say = partial(QCoreApplication.translate, "OutcomeDialog")
        super().__init__(
            say("What came of {ref}").format(ref=point.ref), parent, say("Record it"), text=point.they_said
        )
        self.state = QComboBox()
        if point.state is PointState.RAISED:
            self.state.addItem(self.tr("Accepted: they put it right"), PointState.ACCEPTED)
            self.state.addItem(self.tr("Not accepted: they stay with it"), PointState.NOT_ACCEPTED)
        self.state.addItem(self.tr("Dropped: we do not follow it"), PointState.DROPPED)
        self.form.add_row(self.tr("&Outcome"), self.state, name="state")
        self.outcome = self.form.add_row(self.tr("In &words"), QPlainTextEdit(), name="outcome")
        self.outcome.setFixedHeight(current_theme().px(72))

    def validate(self) -> bool:
        """Words are needed."""
        if self.outcome.toPlainText().strip():
            return True
        self.form.error(self.outcome, self.tr("A few words are needed here."))
        return False


def _next_morning(now: datetime) -> datetime:
    """A day from now, as what is offered first."""
    return now + timedelta(hours=14)
