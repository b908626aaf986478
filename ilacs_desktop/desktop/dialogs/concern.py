"""Raise a concern for a child's safety, and say what is done about one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QDate
from PySide6.QtWidgets import QComboBox, QDateEdit, QPlainTextEdit, QWidget

from ilacs_desktop.desktop.dialogs.choices import chosen_id, people_combo
from ilacs_desktop.desktop.dialogs.concern_steps import ReadersPicker, withheld_words
from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.tall_form import TallForm
from ilacs_desktop.desktop.forms import time_edit, to_date
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.pill import Pill
from ilacs_desktop.domain.casefiles import Child, Concern
from ilacs_desktop.domain.moments import local, moment
from ilacs_desktop.domain.people import Person, Side

if TYPE_CHECKING:
    from ilacs_desktop.services.house import House


@dataclass(frozen=True, slots=True)
class ConcernStart:
    """What is known before it is asked: the words, which are another's and stay as they are, who and when.

    ``beside`` says where the words stand as well, for those who are not named here read them there.
    """

    words: str
    said_by_id: int | None = None
    said_at: datetime | None = None
    owner_id: int | None = None
    code: str = ""
    beside: str = ""


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

    def asked(self) -> dict[str, Any]:
        """All but the words, as the deeds that have those already take it."""
        return {
            "child_id": self.child_id,
            "said_by_id": self.said_by_id,
            "said_at": self.said_at,
            "owner_id": self.owner_id,
            "deputy_id": self.deputy_id,
            "reader_ids": self.reader_ids,
        }


class ConcernDialog(FormDialog):
    """Asks who said what about which child, and who owns it. The clock runs from when it was said."""

    def __init__(
        self,
        children: Sequence[Child],
        people: Sequence[Person],
        now: datetime,
        *,
        child: Child | None = None,
        before: ConcernStart | None = None,
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
        self.child.setCurrentIndex(1 if child else _index_of(before, tuple(offered.values())) + 1)
        self.form.add_row(self.tr("&Child"), self.child)
        self.said_by = people_combo(
            inspectors, chosen=_among(inspectors, before.said_by_id if before else None)
        )
        self.form.add_row(self.tr("Said &by"), self.said_by)
        self._add_moment(local(before.said_at if before and before.said_at else now))
        self.what = QPlainTextEdit(before.words if before else "")
        self.what.setReadOnly(before is not None)
        self.what.setFixedHeight(current_theme().px(72))
        self.form.add_row(
            self.tr("In their &words"),
            self.what,
            help=before.beside if before else self.tr("Codes only, never a name."),
        )
        self.owner = people_combo(staff, chosen=_among(staff, before.owner_id if before else None))
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
        (self.owner if chosen_id(self.said_by) else self.said_by).setFocus()

    def _add_moment(self, said: datetime) -> None:
        self.said = time_edit(said.time().replace(second=0, microsecond=0))
        self.form.add_row(
            self.tr("Said &at"), self.said, help=self.tr("Its clock runs from then, not from now.")
        )
        self.said_on = QDateEdit(QDate(said.year, said.month, said.day))
        self.said_on.setDisplayFormat("ddd d MMM")
        self.said_on.setCalendarPopup(True)
        today = local(self._now)
        self.said_on.setMaximumDate(QDate(today.year, today.month, today.day))
        self.said_on.setAccessibleName(self.tr("Said on"))
        self.form.add_beside(self.said, self.said_on)

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
        return moment(to_date(self.said_on.date()), time(self.said.time().hour(), self.said.time().minute()))


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


def chosen_children(house: House, inspection_id: int) -> tuple[Child, ...]:
    """The children a concern may be about: those that were chosen, and so have a code."""
    return tuple(each for each in house.casefiles.children(inspection_id) if each.code)


def _among(people: Sequence[Person], person_id: int | None) -> int | None:
    """The person, if they are one of these; a colleague may have passed on what an inspector said."""
    return person_id if any(person.id == person_id for person in people) else None


def _index_of(before: ConcernStart | None, offered: Sequence[Child]) -> int:
    """The place of the child whose code is known or stands in the words; −1 for none."""
    if before is None:
        return -1
    codes = {before.code} if before.code else set(re.findall(r"\bC-\d+\b", before.words))
    return next((n for n, child in enumerate(offered) if child.code in codes), -1)


def _words(concern: Concern) -> str:
    return withheld_words(concern) if concern.is_withheld else f"“{concern.what}”"


def _is_senior(person: Person) -> bool:
    role = person.role.casefold()
    return any(word in role for word in ("director", "head of", "assistant", "dcs", "principal"))
