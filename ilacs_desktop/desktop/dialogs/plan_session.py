"""Plan a case-file session: who, where and when; it becomes a slot of the timetable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QWidget

from ilacs_desktop.desktop.dialogs.choices import chosen_id, people_combo, place_combo
from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.tall_form import TallForm
from ilacs_desktop.desktop.forms import time_edit
from ilacs_desktop.domain.casefiles import CaseSession
from ilacs_desktop.domain.moments import day_of, local, minutes_between, moment, said_day
from ilacs_desktop.domain.people import Person, Place, Side

USUAL_MINUTES = 60
BETWEEN = timedelta(minutes=30)
"""For the debrief, and for whoever comes next."""
FIRST_HOUR, DAY_ENDS = time(9, 30), time(17, 30)


@dataclass(frozen=True, slots=True)
class PlanWish:
    """What the dialog hands over."""

    starts_at: datetime
    minutes: int
    inspector_id: int
    worker_id: int
    navigator_id: int | None
    place_id: int | None
    sits_in_id: int | None = None
    by_video: bool = False


@dataclass(frozen=True, slots=True)
class PlanStart:
    """What is known of the people and the place before."""

    inspector_id: int | None = None
    worker_id: int | None = None
    navigator_id: int | None = None
    place_id: int | None = None
    sits_in_id: int | None = None
    starts_at: datetime | None = None
    """When a session that has no time yet might begin: after the one planned last."""
    minutes: int = USUAL_MINUTES
    far: str = ""
    """In words that the worker's locality is too far to visit; the session is then offered by video."""


def start_after(last: PlanWish, worker_id: int | None) -> PlanStart:
    """What was said for the last session is offered for the next: the same crew and place, half an hour on.

    One that would end after the working day begins at the first hour of the next day instead.
    """
    starts_at = last.starts_at + timedelta(minutes=last.minutes) + BETWEEN
    ends_at = local(starts_at + timedelta(minutes=last.minutes))
    if ends_at.time() > DAY_ENDS or ends_at.date() != day_of(last.starts_at):
        starts_at = moment(day_of(last.starts_at) + timedelta(days=1), FIRST_HOUR)
    return PlanStart(
        inspector_id=last.inspector_id,
        worker_id=worker_id,
        navigator_id=last.navigator_id,
        place_id=last.place_id,
        starts_at=starts_at,
        minutes=last.minutes,
    )


class PlanSessionDialog(FormDialog):
    """Asks when, where and with whom; stays open until it is stored, so that nothing typed is lost."""

    def __init__(
        self,
        session: CaseSession,
        *,
        days: Sequence[date],
        today: date,
        people: Sequence[Person],
        places: Sequence[Place],
        start: PlanStart,
        parent: QWidget | None = None,
    ) -> None:
        say = partial(QCoreApplication.translate, "PlanSessionDialog")
        title = say("Plan {code}").format(code=session.case_code)
        text = ", ".join(word for word in (session.child.worker, session.child.team, session.reason) if word)
        super().__init__(title, parent, say("Plan it"), text=text)
        self.stays_open = True
        planned = session.starts_at is not None and not session.did_not_happen
        first = day_of(session.starts_at) if planned and session.starts_at else _next_day(days, today)
        offered = None if planned else start.starts_at
        if offered is not None:
            first = next((day for day in sorted(days) if day >= day_of(offered)), day_of(offered))
        self.day = QComboBox()
        every = sorted({*days, first})
        for day in every:
            self.day.addItem(said_day(day), day)
        self.day.setCurrentIndex(every.index(first))
        self.form.add_row(self.tr("&Day"), self.day)
        begins = offered or session.starts_at
        self.starts = time_edit(local(begins).time() if begins else FIRST_HOUR)
        self.form.add_row(self.tr("&From"), self.starts)
        self.minutes = QSpinBox()
        self.minutes.setRange(15, 240)
        self.minutes.setSingleStep(15)
        known = session.starts_at is not None and session.ends_at is not None
        length = minutes_between(session.starts_at, session.ends_at) if known else start.minutes  # type: ignore[arg-type]  # known says so
        self.minutes.setValue(length)
        self.form.add_row(self.tr("For &how long"), self.minutes, unit=self.tr("minutes"))
        inspectors = [person for person in people if person.side is Side.INSPECTORATE]
        staff = [person for person in people if person.side is not Side.INSPECTORATE]
        self.inspector = people_combo(inspectors, chosen=start.inspector_id)
        self.form.add_row(self.tr("&Inspector"), self.inspector)
        self.worker = people_combo(staff, chosen=start.worker_id or session.child.worker_id)
        self.form.add_row(self.tr("&Worker"), self.worker, help=self._said_worker(session))
        self.navigator = people_combo(staff, blank=self.tr("Nobody yet"), chosen=start.navigator_id)
        self.form.add_row(self.tr("&Navigator"), self.navigator)
        self.sits_in = people_combo(staff, blank=self.tr("Nobody"), chosen=start.sits_in_id)
        self.form.add_row(
            self.tr("&Manager sits in"),
            self.sits_in,
            help=self.tr("So that nobody newly qualified is alone."),
        )
        self.place = place_combo(places, blank=self.tr("No place yet"), chosen=start.place_id)
        self.form.add_row(self.tr("&Place"), self.place)
        self.by_video = QCheckBox()
        self.by_video.setChecked(session.by_video or bool(start.far))
        words = self.tr("For localities too far to visit.")
        self.form.add_row(self.tr("By &video"), self.by_video, help=f"{start.far}." if start.far else words)
        TallForm(self)
        (self.day if not planned else self.starts).setFocus()

    def validate(self) -> bool:
        """An inspector and a worker are needed."""
        is_right = True
        for editor, words in (
            (self.worker, self.tr("Pick the worker from the list.")),
            (self.inspector, self.tr("Pick the inspector from the list.")),
        ):
            if chosen_id(editor) is None:
                self.form.error(editor, words)
                is_right = False
        return is_right

    def values(self) -> PlanWish:  # type: ignore[override]  # a wish of its own instead of a dict
        """When, where and with whom."""
        return PlanWish(
            starts_at=moment(
                self.day.currentData(), time(self.starts.time().hour(), self.starts.time().minute())
            ),
            minutes=self.minutes.value(),
            inspector_id=chosen_id(self.inspector) or 0,
            worker_id=chosen_id(self.worker) or 0,
            navigator_id=chosen_id(self.navigator),
            place_id=self.place.currentData(),
            sits_in_id=chosen_id(self.sits_in),
            by_video=self.by_video.isChecked(),
        )

    def _said_worker(self, session: CaseSession) -> str:
        if session.child.worker_id is not None or not session.child.worker:
            return ""
        return self.tr("The extract says {name}, who is not on the list of people.").format(
            name=session.child.worker
        )


class StandDownDialog(FormDialog):
    """Asks why a session is taken off; one whose time has come needs a reason."""

    def __init__(self, session: CaseSession, now: datetime, parent: QWidget | None = None) -> None:
        say = partial(QCoreApplication.translate, "StandDownDialog")
        title = say("Stand {code} down").format(code=session.case_code)
        self._is_late = session.starts_at is not None and session.starts_at <= now
        words = (
            say("Its time has come: it is noted as not having happened.")
            if self._is_late
            else say("It is cancelled in the timetable too. The people hear of it by the next issue.")
        )
        super().__init__(title, parent, say("Stand it down"), text=words)
        self.stays_open = True
        self.why = self.form.add_row(
            self.tr("&Why"), QLineEdit(), help=self.tr("It stays with you."), name="why"
        )

    def validate(self) -> bool:
        """A word, where it was to have begun."""
        if self._is_late and not self.why.text().strip():
            self.form.error(self.why, self.tr("A word is enough: worker ill."))
            return False
        return True


def _next_day(days: Sequence[date], today: date) -> date:
    """Tomorrow's day of the timetable, or the first there is."""
    return next((day for day in sorted(days) if day > today), days[0] if days else today)
