"""The side panel of the told board: one person's whole message and what became of it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ilacs_desktop.desktop.pages.timetable.sight import Sight
from ilacs_desktop.desktop.widgets.labels import ElidedLabel, Label, Muted
from ilacs_desktop.desktop.widgets.panes import RowLine, SidePanel
from ilacs_desktop.domain.moments import said_when
from ilacs_desktop.domain.timetable import Telling, TellingState


class ToldPanel(SidePanel):
    """Shows one telling; with none chosen, how far the telling has come."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Told"), parent)

    def show_telling(self, telling: Telling | None, sight: Sight) -> None:
        """Show a person's message, or the counts."""
        self.clear()
        if telling is None:
            self._show_counts(sight)
        else:
            self._show_one(telling, sight)
        self.body.addStretch(1)

    def _show_counts(self, sight: Sight) -> None:
        self.set_title(self.tr("How far it has come"))
        counts = dict.fromkeys(TellingState, 0)
        for telling in sight.tellings:
            counts[telling.state] += 1
        near = sum(telling.is_near(sight.now) for telling in sight.tellings)
        figures = (
            (self.tr("Not sent yet"), counts[TellingState.PREPARED]),
            (self.tr("Sent, not confirmed"), counts[TellingState.SENT]),
            (self.tr("Confirmed"), counts[TellingState.CONFIRMED]),
            (self.tr("Near and not confirmed"), near),
        )
        for number, (text, count) in enumerate(figures):
            self.body.addWidget(
                RowLine(ElidedLabel(text), Label(str(count), font="strong"), first=number == 0)
            )
        self.add_text(
            self.tr("Choose people to copy their message, or to mark them as sent or confirmed."), muted=True
        )

    def _show_one(self, telling: Telling, sight: Sight) -> None:
        self.set_title(telling.name)
        person = next((person for person in sight.people if person.id == telling.person_id), None)
        if person is not None:
            for fact in (person.role, person.team, person.phone, person.email):
                if fact:
                    self.add_text(fact, muted=True)
        self.add_heading(self.tr("Message, issue {n}").format(n=telling.issue_number))
        for line in telling.lines:
            self.add_text(line)
        if telling.since_number:
            self.add_text(self.tr("They know issue {n}.").format(n=telling.since_number), muted=True)
        self.add_heading(self.tr("What became of it"))
        by_whom = ", ".join(filter(None, (telling.how, telling.by)))
        steps = (
            (self.tr("Prepared"), telling.prepared_at, ""),
            (self.tr("Sent"), telling.sent_at, "" if telling.is_confirmed else by_whom),
            (self.tr("Confirmed"), telling.confirmed_at, by_whom),
        )
        for number, (text, at, more) in enumerate(steps):
            when = said_when(at, sight.now) if at else self.tr("not yet")
            said = f"{when}, {more}" if at and more else when
            self.body.addWidget(RowLine(ElidedLabel(text), Muted(said), first=number == 0))
