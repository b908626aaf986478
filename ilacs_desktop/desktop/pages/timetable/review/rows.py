"""What waits in the steps of the review, inline: the first few things, each with its way or its deed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilacs_desktop.desktop.pages.timetable.review.actuals import SlotLine
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import IconButton, make_button
from ilacs_desktop.desktop.widgets.flow import in_flow
from ilacs_desktop.desktop.widgets.labels import ElidedLabel, Label, Muted
from ilacs_desktop.desktop.widgets.panes import Hairline
from ilacs_desktop.desktop.widgets.pill import Pill
from ilacs_desktop.domain.casefiles import CaseSession, Concern
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.clashes import Clash
from ilacs_desktop.domain.daily_review import said_slack
from ilacs_desktop.domain.enquiry import Enquiry
from ilacs_desktop.domain.info_requests import TriageRow
from ilacs_desktop.services.daily_review import Evening

MOST = 4
"""How many things of a step stand in the panel; the rest is where the step leads."""

SOON_MINUTES = 30
Thing = TypeVar("Thing")


def _say(text: str) -> str:
    return QCoreApplication.translate("ReviewRows", text)


class Rows(QWidget):
    """Lines below each other, a hairline between them."""

    go_wanted = Signal(object)  # Ref
    confirm_wanted = Signal(object)  # Enquiry
    said = Signal(str, object, str)  # uid, Became, words
    all_ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[IconButton] = []
        self.slots: dict[str, SlotLine] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, current_theme().space(0.25), 0, current_theme().space(0.25))
        self._column.setSpacing(current_theme().space(0.5))

    def add(self, widget: QWidget) -> None:
        """Put a line below the others."""
        if self._column.count():
            self._column.addWidget(Hairline())
        self._column.addWidget(widget)

    def add_line(
        self,
        title: str,
        note: str = "",
        *,
        pill: Pill | None = None,
        button: IconButton | None = None,
        tooltip: str = "",
    ) -> None:
        """Put a line with its few words below the others: a title, a pill, a note below, and its button."""
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(0.25))
        head = QHBoxLayout()
        head.setSpacing(current_theme().space(0.75))
        head.addWidget(ElidedLabel(title), 1)
        if pill is not None:
            head.addWidget(pill)
        column.addLayout(head)
        foot = QHBoxLayout()
        foot.setSpacing(current_theme().space(0.75))
        foot.addWidget(Muted(note, font="small", wrap=True), 1)
        if button is not None:
            foot.addWidget(button)
            self.buttons.append(button)
        if note or button is not None:
            column.addLayout(foot)
        line.setToolTip(tooltip)
        self.add(line)

    def add_rest(self, count: int) -> None:
        """Say how many more there are."""
        if count > 0:
            self.add(Muted(_say("and {n} more").format(n=count), font="small"))


def waiting_in(key: str, evening: Evening) -> object:
    """All that the lines of a step are made from: as long as it is equal, they say the same."""
    if key == "meeting":
        later = tuple(slot for slot in evening.slots if slot.starts_at > evening.now)
        return evening.points, evening.coming, later
    found: dict[str, object] = {
        "concerns": evening.concerns,
        "today": evening.unmarked,
        "debriefs": evening.sessions,
        "requests": (evening.requests, evening.off_duty),
        "enquiries": evening.moved,
        "clashes": (evening.standing, evening.coming),
        "impact": evening.impact,
    }
    return found.get(key)


def rows_of(key: str, evening: Evening) -> Rows | None:
    """What waits in a step, or None where its sentence says it all."""
    build = _BUILDERS.get(key)
    if build is None:
        return None
    rows = Rows()
    build(rows, evening)
    return rows if rows.layout() is not None and rows.findChildren(QWidget) else None


def _concerns(rows: Rows, evening: Evening) -> None:
    def line(concern: Concern) -> None:
        owner = concern.owner or _say("nobody owns it")
        spoken = _say("Open the concern about {code}").format(code=concern.code or concern.ref)
        button = _button(_say("Open"), spoken, rows, Ref(Kind.CONCERN, concern.id))
        words = ", ".join(part for part in (owner, concern.next_step) if part)
        rows.add_line(concern.code or concern.ref, words, button=button)

    _first(rows, evening.concerns, line)


def _today(rows: Rows, evening: Evening) -> None:
    unmarked = evening.unmarked
    if len(unmarked) > 1:
        every = make_button(
            _say("All ended as planned"),
            "check-check",
            small=True,
            spoken=_say("All {n} slots ended as planned").format(n=len(unmarked)),
        )
        every.clicked.connect(rows.all_ended)
        rows.buttons.append(every)
        rows.add(in_flow(every))
    for slot in unmarked:
        line = SlotLine(slot)
        line.said.connect(lambda became, words, uid=slot.uid: rows.said.emit(uid, became, words))
        rows.slots[slot.uid] = line
        rows.add(line)


def _debriefs(rows: Rows, evening: Evening) -> None:
    def line(session: CaseSession) -> None:
        people = _say(" with ").join(part for part in (session.inspector, session.worker) if part)
        button = _button(
            _say("Debrief"), _say("Debrief {what}").format(what=session.case_code), rows,
            Ref(Kind.CASE_SESSION, session.id),
        )  # fmt: skip
        rows.add_line(session.case_code, people, button=button)

    _first(rows, evening.sessions, line)


def _requests(rows: Rows, evening: Evening) -> None:
    def line(row: TriageRow) -> None:
        request = row.request
        slack, overdue = request.due.slack_minutes, request.due.is_overdue
        urgent = overdue or (slack is not None and slack <= SOON_MINUTES)
        words = said_slack(slack, is_overdue=overdue)
        notes = (
            request.owner or _say("nobody owns it"),
            evening.off_duty.get(request.id, _say("on duty") if request.owner else ""),
            row.owner_busy,
        )
        button = _button(
            _say("Open"),
            _say("Open {what}").format(what=request.ref),
            rows,
            Ref(Kind.INFO_REQUEST, request.id),
        )
        rows.add_line(
            f"{request.ref}  {request.title}",
            ", ".join(note for note in notes if note),
            pill=Pill(words, "alert" if urgent else "plain", "timer" if urgent else ""),
            button=button,
            tooltip=request.due.working,
        )

    _first(rows, evening.requests, line)


def _enquiries(rows: Rows, evening: Evening) -> None:
    def line(enquiry: Enquiry) -> None:
        moved = f"{enquiry.state.value} → {enquiry.suggested_state.value}"
        button = make_button(
            _say("Confirm"),
            "check",
            small=True,
            spoken=_say("Confirm that {what} is {state}").format(
                what=enquiry.title, state=enquiry.suggested_state.value
            ),
        )
        button.clicked.connect(lambda: rows.confirm_wanted.emit(enquiry))
        rows.add_line(f"{enquiry.code}  {enquiry.title}", moved, button=button, tooltip=enquiry.because)

    _first(rows, evening.moved, line)


def _clashes(rows: Rows, evening: Evening) -> None:
    ids = {slot.uid: slot.id for slot in evening.coming}

    def line(clash: Clash) -> None:
        found = [ids[uid] for uid in clash.uids if uid in ids]
        button = (
            _button(
                _say("Show"), _say("Show on the board: {what}").format(what=clash.sentence), rows,
                Ref(Kind.SLOT, found[0]),
            )
            if found
            else None
        )  # fmt: skip
        words = _say("stops issuing") if clash.stops else _say("warning")
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Pill(words, "alert" if clash.stops else "warn", "octagon-x" if clash.stops else ""))
        row.addStretch(1)
        if button is not None:
            row.addWidget(button)
            rows.buttons.append(button)
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(0.5))
        column.addWidget(Label(clash.sentence, wrap=True))
        column.addWidget(foot)
        rows.add(both)

    _first(rows, evening.standing, line)


def _impact(rows: Rows, evening: Evening) -> None:
    gone_home = evening.impact.gone_home if evening.impact else ()
    for who in gone_home[:MOST]:
        rows.add_line(who)
    rows.add_rest(len(gone_home) - MOST)


def _button(text: str, spoken: str, rows: Rows, ref: Ref) -> IconButton:
    button = make_button(text, small=True, spoken=spoken)
    button.clicked.connect(lambda: rows.go_wanted.emit(ref))
    return button


def _first(rows: Rows, things: Iterable[Thing], line: Callable[[Thing], None]) -> None:
    found = list(things)
    for thing in found[:MOST]:
        line(thing)
    rows.add_rest(len(found) - MOST)


_BUILDERS: dict[str, Callable[[Rows, Evening], None]] = {
    "concerns": _concerns,
    "today": _today,
    "debriefs": _debriefs,
    "requests": _requests,
    "enquiries": _enquiries,
    "clashes": _clashes,
    "impact": _impact,
}
