"""Raise a concern for a child's safety, and say what is done about one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from ilacs_desktop.desktop.dialogs.choices import chosen_id, people_combo
from ilacs_desktop.desktop.dialogs.concern_steps import ReadersPicker, withheld_words
from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.tall_form import TallForm
from ilacs_desktop.desktop.forms import time_edit
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.pill import Pill
from ilacs_desktop.domain.casefiles import Child, Concern
from ilacs_desktop.domain.moments import day_of, local, moment
from ilacs_desktop.domain.people import Person, Side


@dataclass(frozen=True, slots=True)
class ConcernWish:
    """What the dialog hands over."""

    child_id: int | None
    said_by_id: int
    said_at: datetime
    what: str
    owner_id: int
    deputy_id: int | None
    reader_ids: tuple[int, ...] = ()


class ConcernDialog(FormDialog):
    """Asks who said what about which child, and who owns it. The clock runs from when it was said."""

    def __init__(
        self,
        children: Sequence[Child],
        people: Sequence[Person],
        now: datetime,
        *,
        child: Child | None = None,
        parent: QWidget | None = None,
    ) -> None:
        say = partial(QCoreApplication.translate, "ConcernDialog")
        super().__init__(
            say("Concern for a child’s safety"),
            parent,
            say("Raise the concern"),
            text=say("Its clock runs from the moment it was said. It can be closed, never deleted."),
        )
        self.stays_open = True
        self._now = now
        self.setMinimumWidth(current_theme().px(560))
        self.form.add_wide(Pill(self.tr("concern"), "alert", "octagon-alert"))
        inspectors = [person for person in people if person.side is Side.INSPECTORATE]
        staff = [person for person in people if person.side is not Side.INSPECTORATE]
        staff.sort(key=lambda person: (not _is_senior(person), person.name))
        self.child = QComboBox()
        self.child.addItem(self.tr("Not one child, or not known"), None)
        offered = {each.id: each for each in ((child,) if child else ())} | {
            each.id: each for each in children
        }
        for each in offered.values():
            self.child.addItem(f"{each.code} · {each.child_id}" if each.code else each.child_id, each.id)
        self.child.setCurrentIndex(1 if child else 0)
        self.form.add_row(self.tr("&Child"), self.child)
        self.said_by = people_combo(inspectors)
        self.form.add_row(self.tr("Said &by"), self.said_by)
        self.said = time_edit(local(now).time().replace(second=0, microsecond=0))
        self.form.add_row(self.tr("Said &at"), self.said, unit=self.tr("today"))
        self.what = QPlainTextEdit()
        self.what.setFixedHeight(current_theme().px(72))
        self.form.add_row(self.tr("In their &words"), self.what, help=self.tr("Codes only, never a name."))
        self.owner = people_combo(staff)
        self.form.add_row(self.tr("Senior &owner"), self.owner)
        self.deputy = people_combo(staff, blank=self.tr("Nobody"))
        self.form.add_row(self.tr("&Deputy"), self.deputy)
        self.readers = ReadersPicker([person for person in staff if person.is_active])
        self.form.add_row(
            self.tr("May &read it too"),
            self.readers,
            help=self.tr("Beside owner and deputy; nobody else sees the words in a list."),
        )
        self.tall = TallForm(self)
        self.said_by.setFocus()

    def validate(self) -> bool:
        """Words, an inspector and an owner are needed; the clock cannot start in the future."""
        checks = (
            (
                self.deputy,
                chosen_id(self.deputy) is None or chosen_id(self.deputy) != chosen_id(self.owner),
                self.tr("Two different people, please."),
            ),
            (self.owner, chosen_id(self.owner) is not None, self.tr("Pick the senior owner from the list.")),
            (self.what, bool(self.what.toPlainText().strip()), self.tr("Write down what was said.")),
            (self.said, self._said_at() <= self._now, self.tr("It cannot have been said in the future.")),
            (self.said_by, chosen_id(self.said_by) is not None, self.tr("Pick the inspector from the list.")),
        )
        for editor, is_right, words in checks:
            if not is_right:
                self.form.error(editor, words)
        return all(is_right for _, is_right, _ in checks)

    def values(self) -> ConcernWish:  # type: ignore[override]  # a wish of its own instead of a dict
        """The concern as it was typed."""
        return ConcernWish(
            child_id=self.child.currentData(),
            said_by_id=chosen_id(self.said_by) or 0,
            said_at=self._said_at(),
            what=self.what.toPlainText().strip(),
            owner_id=chosen_id(self.owner) or 0,
            deputy_id=chosen_id(self.deputy),
            reader_ids=self.readers.reader_ids(),
        )

    def _said_at(self) -> datetime:
        return moment(day_of(self._now), time(self.said.time().hour(), self.said.time().minute()))


class ActionDialog(FormDialog):
    """Asks what is done about a concern."""

    def __init__(self, concern: Concern, parent: QWidget | None = None) -> None:
        say = partial(QCoreApplication.translate, "ActionDialog")
        title = say("What is done about {ref}").format(ref=concern.ref)
        super().__init__(title, parent, say("Keep"), text=_words(concern))
        self.stays_open = True
        self.action = QPlainTextEdit(concern.action)
        self.action.setFixedHeight(current_theme().px(96))
        self.form.add_row(self.tr("&What is done"), self.action, name="action")
        self.action.setFocus()

    def validate(self) -> bool:
        """Some words are needed."""
        if self.action.toPlainText().strip():
            return True
        self.form.error(self.action, self.tr("Say what is done."))
        return False


def _words(concern: Concern) -> str:
    return withheld_words(concern) if concern.is_withheld else f"“{concern.what}”"


def _is_senior(person: Person) -> bool:
    role = person.role.casefold()
    return any(word in role for word in ("director", "head of", "assistant", "dcs", "principal"))
