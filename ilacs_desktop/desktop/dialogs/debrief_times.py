"""From when to when a session was that nobody has marked as ended: as planned, unless one says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QTime
from PySide6.QtWidgets import QTimeEdit

from ilacs_desktop.desktop.forms import Form, time_edit
from ilacs_desktop.desktop.widgets.labels import Muted
from ilacs_desktop.domain.casefiles import CaseSession, SessionState
from ilacs_desktop.domain.moments import day_of, local, moment

_SHOWN = "HH:mm"


class DebriefTimes:
    """Two times in a line of the debrief, already filled; they are noted with it, in one deed."""

    def __init__(self, form: Form, session: CaseSession, now: datetime) -> None:
        self._say = partial(QCoreApplication.translate, "DebriefDialog")
        self._form, self._now, self._session = form, now, session
        self.is_asked = (
            session.starts_at is not None
            and session.ends_at is not None
            and not session.did_not_happen
            and session.state.place_in_order < SessionState.ENDED.place_in_order
        )
        starts_at = session.starts_at or now
        self._fresh = (starts_at, max(starts_at, min(session.ends_at or now, now)))
        self.began, self.ended = (time_edit(local(each).time()) for each in self._fresh)
        if not self.is_asked:
            return
        form.add_row(
            self._say("&From"),
            self.began,
            help=self._say("Nobody noted when it ended; as planned, unless you say otherwise."),
            name="began_at",
        )
        form.add_beside(self.began, Muted(self._say("until")))
        form.add_beside(self.began, self.ended)
        self.ended.setAccessibleName(self._say("Until"))

    @property
    def editors(self) -> tuple[QTimeEdit, ...]:
        """The two fields, or none when it is not asked."""
        return (self.began, self.ended) if self.is_asked else ()

    def is_right(self) -> bool:
        """Whether the times are possible; what is wrong is said beside them."""
        if not self.is_asked:
            return True
        began, ended = self._moments()
        if ended < began:
            self._form.error(self.began, self._say("It cannot have ended before it began."))
        elif ended > self._now:
            self._form.error(self.began, self._say("It cannot have ended in the future."))
        else:
            return True
        return False

    def values(self) -> dict[str, Any]:
        """As the service’s debrief takes them; nothing when it was not asked."""
        return dict(zip(("began_at", "ended_at"), self._moments(), strict=True)) if self.is_asked else {}

    def state(self) -> list[str]:
        """What is shown, as plain values."""
        return [each.time().toString(_SHOWN) for each in self.editors]

    def restore(self, half: Mapping[str, Any]) -> None:
        """Show what `state` gave."""
        for editor, shown in zip(self.editors, half.get("times", ()), strict=False):
            editor.setTime(QTime.fromString(shown, _SHOWN))

    def _moments(self) -> tuple[datetime, datetime]:
        began, ended = (
            fresh if _minute(fresh) == (at := _at(editor)) else moment(day_of(self._fresh[0]), at)
            for editor, fresh in zip((self.began, self.ended), self._fresh, strict=True)
        )
        return began, ended


def _at(editor: QTimeEdit) -> time:
    return time(editor.time().hour(), editor.time().minute())


def _minute(at: datetime) -> time:
    return local(at).time().replace(second=0, microsecond=0)
