"""The steps of a concern that want a word: who acknowledged it, when they were told, who may read it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from ilacs_desktop.desktop.dialogs.choices import chosen_id, people_combo
from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.people_picker import PeoplePicker, words_for
from ilacs_desktop.desktop.forms import time_edit
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.labels import ElidedLabel
from ilacs_desktop.domain.casefiles import Concern, ConcernStage, restricted_to
from ilacs_desktop.domain.moments import day_of, local, moment
from ilacs_desktop.domain.people import Person, Side
from ilacs_desktop.domain.timetable import PartKind


class ReadersPicker(PeoplePicker):
    """People by name alone: nobody has a part in anything, they may read."""

    def reader_ids(self) -> tuple[int, ...]:
        """Those taken, in the order they were taken."""
        return tuple(person_id for person_id, _ in self.parts())

    def show_readers(self, person_ids: Sequence[int]) -> None:
        """Start with these people."""
        self.show_parts((person_id, PartKind.OPTIONAL) for person_id in person_ids)

    def _row(self, person_id: int, part: PartKind) -> QHBoxLayout:  # noqa: ARG002 - a reader has no part
        person = self._people.get(person_id)
        name = person.label if person else self.tr("no longer on the list")
        line = QHBoxLayout()
        line.setSpacing(current_theme().space(1))
        line.addWidget(ElidedLabel(words_for(person) if person else name), 1)
        drop = make_button("", "x", quiet=True, spoken=self.tr("Leave out {name}").format(name=name))
        drop.clicked.connect(lambda: self._drop(person_id))
        line.addWidget(drop)
        return line


class StepDialog(FormDialog):
    """Asks when a concern was acknowledged, and by whom, or when the inspector was told."""

    def __init__(self, concern: Concern, now: datetime, parent: QWidget | None = None) -> None:
        say = partial(QCoreApplication.translate, "StepDialog")
        self._is_first = concern.stage is ConcernStage.ACKNOWLEDGE
        title = say("{ref} is acknowledged") if self._is_first else say("{ref} is reported back")
        text = (
            say("Somebody who can act has heard it and takes it on.")
            if self._is_first
            else say("{who} has heard what is done.").format(who=concern.said_by)
        )
        super().__init__(title.format(ref=concern.ref), parent, say("Keep"), text=text)
        self.stays_open = True
        self._now, self._said_at = now, concern.said_at
        self.who = QComboBox()
        if self._is_first:
            for name in dict.fromkeys(name for name in (concern.owner, concern.deputy) if name):
                self.who.addItem(name)
            self.who.setEditable(True)
            self.form.add_row(self.tr("&By"), self.who)
        self.at = time_edit(local(now).time().replace(second=0, microsecond=0))
        self.form.add_row(self.tr("&At"), self.at)
        self.at.setFocus()

    def validate(self) -> bool:
        """A name is needed."""
        if self._is_first and not self.who.currentText().strip():
            self.form.error(self.who, self.tr("Say who acknowledged it."))
            return False
        return True

    def values(self) -> dict[str, object]:
        """``who`` and ``at``; a time later than now was yesterday's."""
        typed = time(self.at.time().hour(), self.at.time().minute())
        at = moment(day_of(self._now), typed)
        if at > self._now:
            at = moment(day_of(self._now) - timedelta(days=1), typed)
        # The clock shows minutes: what was said at 16:48:30 can be acknowledged at 16:48.
        if timedelta(0) < self._said_at - at < timedelta(minutes=1):
            at = self._said_at
        return {"who": self.who.currentText().strip(), "at": at}


class NamedDialog(FormDialog):
    """Asks who owns a concern, who is the deputy, and who else may read what was said."""

    def __init__(self, concern: Concern, people: Sequence[Person], parent: QWidget | None = None) -> None:
        say = partial(QCoreApplication.translate, "NamedDialog")
        super().__init__(
            say("Who may read {ref}").format(ref=concern.ref),
            parent,
            say("Keep"),
            text=say("Only the people named here read the words, in lists and on their own page."),
        )
        self.stays_open = True
        self.setMinimumWidth(current_theme().px(560))
        staff = [person for person in people if person.side is not Side.INSPECTORATE and person.is_active]
        self.owner = people_combo(staff, chosen=concern.owner_id)
        self.form.add_row(self.tr("Senior &owner"), self.owner)
        self.deputy = people_combo(staff, blank=self.tr("Nobody"), chosen=concern.deputy_id)
        self.form.add_row(self.tr("&Deputy"), self.deputy)
        self.readers = ReadersPicker(staff)
        self.readers.show_readers(concern.reader_ids)
        self.form.add_row(self.tr("May &read it too"), self.readers)
        self.owner.setFocus()

    def validate(self) -> bool:
        """An owner is needed, and the deputy is somebody else."""
        if chosen_id(self.owner) is None:
            self.form.error(self.owner, self.tr("Pick the senior owner from the list."))
            return False
        if chosen_id(self.deputy) == chosen_id(self.owner):
            self.form.error(self.deputy, self.tr("Two different people, please."))
            return False
        return True

    def values(self) -> dict[str, object]:
        """``owner_id``, ``deputy_id`` and ``reader_ids``."""
        return {
            "owner_id": chosen_id(self.owner),
            "deputy_id": chosen_id(self.deputy),
            "reader_ids": self.readers.reader_ids(),
        }


def withheld_words(concern: Concern) -> str:
    """What stands in place of the words: whose they are."""
    return f"{restricted_to(concern)}."
