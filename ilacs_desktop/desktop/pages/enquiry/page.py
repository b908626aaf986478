"""Joins the lines of enquiry to the services."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.enquiry import StartEnquiryDialog
from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.signal import SignalDialog
from ilacs_desktop.desktop.page import Page
from ilacs_desktop.desktop.pages.enquiry.view import EnquiryView
from ilacs_desktop.domain.changes import Changes, Kind, Ref
from ilacs_desktop.domain.enquiry import Enquiry, EnquiryState, Heat, Signal, Theme
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.inspection import Inspection
from ilacs_desktop.domain.moments import day_of
from ilacs_desktop.domain.people import Person, Side
from ilacs_desktop.services.house import House

SHOWN = (Kind.ENQUIRY, Kind.SIGNAL, Kind.PERSON, Kind.INSPECTION, Kind.LINK)


class EnquiryPage(Page):
    """What inspectors are looking at: started, fed with signals, and moved by a person."""

    NAME = "enquiry"
    ICON = "telescope"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view = self.lines = EnquiryView()
        self.lines.start_wanted.connect(self._ask_title)
        self.lines.signal_wanted.connect(self._ask_signal)
        self.lines.state_wanted.connect(self._set_state)
        self.lines.chosen.connect(self._fetch_signals)
        self.lines.origin_wanted.connect(self._show_origin)
        self._wanted_id = 0

    def title(self) -> str:
        """Its name in the sidebar."""
        return self.tr("Lines of enquiry")

    def refresh(self) -> None:
        """Fetch lines and counts, then the signals of the chosen line."""
        house, inspection, now = self.desk.house, self.desk.inspection, self.desk.clock()
        self.lines.start.setEnabled(inspection is not None)
        days = _days_so_far(inspection, day_of(now))

        def fetch() -> tuple[tuple[Enquiry, ...], Heat]:
            number = inspection.id if inspection else 0
            return house.enquiry.all(number), house.enquiry.heat(number, days=days)

        self.desk.jobs.run(self.view, fetch, lambda found: self._show(*found, now))

    def on_changed(self, changes: Changes) -> None:
        """Something was stored that is shown here."""
        if changes.touch(*SHOWN):
            self.refresh()

    def open(self, ref: Ref) -> None:
        """Show a line of enquiry, or the line a signal belongs to."""
        if ref.kind is Kind.ENQUIRY:
            self._choose(ref.id)
        elif ref.kind is Kind.SIGNAL:
            house = self.desk.house
            self.desk.jobs.run(
                self.view,
                lambda: house.enquiry.enquiry_of_signal(ref.id),
                lambda enquiry: self._choose(enquiry.id),
            )

    def _choose(self, enquiry_id: int) -> None:
        self._wanted_id = enquiry_id
        self.refresh()

    def _show(self, enquiries: Sequence[Enquiry], heat: Heat, now: datetime) -> None:
        self.lines.show_lines(enquiries, heat, now)
        moving = sum(each.has_movement for each in enquiries)
        self.badge_changed.emit(str(moving) if moving else "")
        if self._wanted_id:
            self.lines.choose(self._wanted_id)
            self._wanted_id = 0
        self._fetch_signals(self.lines.table.selected())

    def _fetch_signals(self, enquiry: Enquiry | None) -> None:
        if enquiry is None:
            self.lines.panel.show_line(None)
            return
        house = self.desk.house

        def fetch() -> tuple[tuple[Signal, ...], frozenset[int]]:
            signals = house.enquiry.signals(enquiry.id)
            return signals, house.feedback.made_of_words(Kind.SIGNAL, [each.id for each in signals])

        self.desk.jobs.run(self.view, fetch, lambda found: self.lines.show_signals(enquiry, *found))

    def _set_state(self, enquiry: Enquiry, state: EnquiryState) -> None:
        house = self.desk.house
        self.desk.jobs.run(self.view, lambda: house.enquiry.set_state(enquiry.id, state, by=self))

    def _ask_title(self) -> None:
        inspection, house = self.desk.inspection, self.desk.house
        if inspection is None:
            self.desk.notices.explain(
                Explained(self.tr("There is no inspection yet."), remedy=self.tr("Open one first."))
            )
            return

        def ask(themes: Sequence[Theme]) -> None:
            dialog = StartEnquiryDialog(themes, self.view)
            dialog.accepted_values.connect(
                lambda values: self.desk.jobs.run(
                    dialog,
                    lambda: house.enquiry.start(inspection.id, values["title"], by=self),
                    lambda started: self._stored(dialog, started.id),
                    refused=dialog.refuse,
                )
            )
            dialog.open()

        self.desk.jobs.run(self.view, house.enquiry.themes, ask)

    def _ask_signal(self, enquiry: Enquiry | None) -> None:
        house, now = self.desk.house, self.desk.clock()
        enquiries = self.lines.rows.rows

        def ask(inspectors: Sequence[Person]) -> None:
            dialog = SignalDialog(enquiries, inspectors, now=now, chosen=enquiry, parent=self.view)
            dialog.accepted_values.connect(
                lambda values: self.desk.jobs.run(
                    dialog,
                    lambda: house.enquiry.add_signal(**values, by=self),
                    lambda signal: self._stored(dialog, signal.enquiry_id),
                    refused=dialog.refuse,
                )
            )
            dialog.open()

        self.desk.jobs.run(self.view, lambda: house.people.all(Side.INSPECTORATE), ask)

    def _stored(self, dialog: FormDialog, enquiry_id: int) -> None:
        dialog.accept()
        self._choose(enquiry_id)

    def _show_origin(self, signal: Signal) -> None:
        house: House = self.desk.house
        self.desk.jobs.run(
            self.view,
            lambda: house.feedback.origin_of(Ref(Kind.SIGNAL, signal.id)),
            lambda origin: self.desk.go(origin) if origin is not None else None,
        )


def _days_so_far(inspection: Inspection | None, today: date) -> tuple[date, ...]:
    """The working days on site up to today, so that a day without a signal shows as one."""
    if inspection is None:
        return ()
    span = (min(inspection.on_site_until, today) - inspection.on_site_from).days
    days = (inspection.on_site_from + timedelta(days=n) for n in range(span + 1))
    return tuple(day for day in days if day.weekday() < 5)
