"""One request in full: in their words, in ours, its clock, items, links and history."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import Enum
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import (
    ElidedLabel,
    IconLabel,
    Label,
    Muted,
    Pill,
    RowLine,
    SidePanel,
    clear_layout,
    make_button,
    plain_tooltip,
)
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.info_requests import (
    GivenItem,
    Happening,
    InfoRequest,
    RequestKind,
)
from ilacs_desktop.domain.info_requests.arranging import Group
from ilacs_desktop.domain.info_requests.notes import told_apart
from ilacs_desktop.domain.moments import said_when

from .columns import ours_pill, theirs_pill
from .item_rows import ItemRow

LONGEST_LINK = 44
"""A link says so many letters; the tooltip has the rest."""
LISTED = 40
"""Of several requests chosen so many are named."""


class Place(Enum):
    """Where a room's own part stands in the panel of a request."""

    TOP = "above their words"
    CLOCK = "below the clock"
    ITEMS = "below the items"
    LINKED = "among what it is linked with"
    END = "above the history"


@dataclass(frozen=True, eq=False)
class Part:
    """What a room shows in the panel: ``fetch`` runs on the worker, ``show`` gets what it brought."""

    place: Place | None
    show: Callable[[Any, Any], object]
    fetch: Callable[[Any], Any] | None = None


class Detail(SidePanel):
    """The panel at the right. ``deeds`` is where the page's own buttons for the one request stand."""

    go_wanted = Signal(object)
    item_wanted = Signal(object)
    anchor_wanted = Signal(object)
    copied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.ref = Label("", font="subtitle")
        self.ours, self.theirs = Pill(), Pill()
        self.deeds = QHBoxLayout()
        self.deeds.setSpacing(current_theme().space(0.75))
        self.head.removeWidget(self._title)
        self._title.hide()
        self._states = QWidget()
        states = QHBoxLayout(self._states)
        states.setContentsMargins(0, 0, 0, 0)
        states.setSpacing(current_theme().space(1))
        states.addWidget(self.ours)
        states.addWidget(self.theirs)
        self.head.addWidget(self.ref)
        self.head.addWidget(self._states)
        self.head.addStretch(1)
        self.head.addLayout(self.deeds)
        self._below = QHBoxLayout()
        self._below.addStretch(1)
        outer = self.layout()
        if isinstance(outer, QVBoxLayout):
            outer.insertLayout(1, self._below)
        self.setAccessibleName(self.tr("The request chosen"))
        self.parts: list[Part] = []
        self.given_parts: list[Part] = []
        self._found: Mapping[Part, Any] = {}
        self._seen: object = None
        self.show_notes: Callable[[InfoRequest, Sequence[Happening]], object] = lambda _request, _notes: None
        self.now = datetime.min.replace(tzinfo=UTC)
        self.show_nothing("")

    def add_part(
        self,
        show: Callable[[InfoRequest, Any], object],
        *,
        place: Place = Place.END,
        fetch: Callable[[InfoRequest], Any] | None = None,
    ) -> None:
        """Have ``show(request, found)`` add its lines whenever a request is shown.

        ``found`` is what ``fetch(request)`` brought from the worker, None without it. Parts in the same
        place stand in the order they were added.
        """
        self.parts.append(Part(place, show, fetch))

    def add_given_part(
        self,
        show: Callable[[GivenItem, Any], object],
        *,
        fetch: Callable[[GivenItem], Any] | None = None,
    ) -> None:
        """Have ``show(item, found)`` add its lines below a line of the given register."""
        self.given_parts.append(Part(None, show, fetch))

    def _show_parts(self, place: Place, request: InfoRequest) -> None:
        for part in self.parts:
            if part.place is place:
                part.show(request, self._found.get(part))

    def show_nothing(self, text: str) -> None:
        """Nothing is chosen; ``text`` says what to do."""
        self.clear()
        self.ref.setText("")
        self.ours.hide()
        self.theirs.hide()
        if text:
            self.add_text(text, muted=True)

    def show_group(self, group: Group) -> None:
        """The heading of a group is chosen: say what stands in it."""
        self.clear()
        self.ref.setText(group.title)
        self.ours.hide()
        self.theirs.hide()
        count = self.tr("One request") if group.count == 1 else self.tr("{n} requests")
        late = self.tr(", {n} late").format(n=group.late) if group.late else ""
        self.add_text(count.format(n=group.count) + late + ".")
        self.add_text(
            self.tr("Enter opens the group.") if group.is_folded else self.tr("Enter folds the group."),
            muted=True,
        )

    def show_many(self, requests: Sequence[InfoRequest]) -> None:
        """Several are chosen: say which."""
        self.clear()
        self.ref.setText(self.tr("{n} chosen").format(n=len(requests)))
        self.ours.hide()
        self.theirs.hide()
        for number, request in enumerate(requests[:LISTED]):
            ref = Label(request.ref)
            ref.setMinimumWidth(current_theme().px(56))
            self.body.addWidget(
                RowLine(ref, ElidedLabel(request.title), Muted(request.owner), first=number == 0)
            )
        if len(requests) > LISTED:
            self.add_text(self.tr("and {n} more").format(n=len(requests) - LISTED), muted=True)

    def show_request(
        self,
        request: InfoRequest,
        history: tuple[Happening, ...],
        now: datetime,
        found: Mapping[Part, Any] | None = None,
    ) -> None:
        """Show one request; ``found`` is what its parts fetched.

        What is in sight already stays as it is: whoever reads or has the keyboard here keeps the place.
        """
        seen = (_still(request), history, found or {})
        if seen == self._seen:
            return
        self.clear()
        self._seen = seen
        self.now, self._found = now, found or {}
        self.ref.setText(request.ref)
        self.ours.show_pill(ours_pill(request))
        self.theirs.show_pill(theirs_pill(request))
        self.ours.setVisible(not request.staged)
        self.theirs.setVisible(not request.staged)
        if request.staged or request.title != request.verbatim:
            self.add_text(request.title).setFont(current_theme().font("strong"))
        if request.returned_reason:
            self.add_warning(request.returned_reason)
        self._show_parts(Place.TOP, request)
        if request.staged:
            self._staged(request)
        else:
            is_offer = request.kind is RequestKind.OFFER
            self.add_heading(self.tr("In our words") if is_offer else self.tr("In their words"))
            self.add_text(f"“{request.verbatim}”")
            self.add_text(self._who(request, now), muted=True)
        if request.meaning or not request.staged:
            self._meaning(request)
        if not request.staged:
            self.add_heading(self.tr("Clock"))
            self.add_text(request.due.working)
            self._anchor(request, now)
            self._show_parts(Place.CLOCK, request)
        if request.items:
            self.add_heading(self.tr("Items"))
            for number, item in enumerate(request.items):
                wanted = partial(self.item_wanted.emit, item)
                self.body.addWidget(ItemRow(item, wanted, first=number == 0))
        self._show_parts(Place.ITEMS, request)
        if request.enquiry_id is not None:
            self.add_heading(self.tr("Linked"))
            self.add_link(request.enquiry, "telescope", Ref(Kind.ENQUIRY, request.enquiry_id))
        self._show_parts(Place.LINKED, request)
        self._show_parts(Place.END, request)
        notes, others = told_apart(history)
        self.show_notes(request, notes)
        self._history(others, now)

    def show_given(self, item: GivenItem, now: datetime, found: Mapping[Part, Any] | None = None) -> None:
        """Show one line of the given register; ``found`` is what its parts fetched."""
        self.clear()
        self.now = now
        self.ref.setText(item.ref)
        self.ours.hide()
        self.theirs.hide()
        self.add_text(item.file_name or item.title).setFont(current_theme().font("strong"))
        for part in self.given_parts:
            part.show(item, (found or {}).get(part))

    def set_deeds(self, *buttons: QWidget) -> None:
        """Put other buttons at the right of the title line; the same ones stay as they are."""
        here = [self.deeds.itemAt(number) for number in range(self.deeds.count())]
        if buttons and [item.widget() for item in here if item is not None] == list(buttons):
            self._fit()
            return
        while self.deeds.count():
            taken = self.deeds.takeAt(0)
            if taken is not None and (widget := taken.widget()) is not None:
                widget.hide()
        for button in buttons:
            self.deeds.addWidget(button)
            button.show()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the states below the number where there is no room beside it."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        buttons = [
            item.widget() for number in range(self.deeds.count()) if (item := self.deeds.itemAt(number))
        ]
        parts = (self.ref, self._states, *(button for button in buttons if button is not None))
        needed = sum(part.sizeHint().width() for part in parts) + current_theme().space(2 + len(parts))
        is_below = needed > self.contentsRect().width() - current_theme().space(3)
        if is_below and self.head.indexOf(self._states) >= 0:
            self.head.removeWidget(self._states)
            self._below.insertWidget(0, self._states)
        elif not is_below and self._below.indexOf(self._states) >= 0:
            self._below.removeWidget(self._states)
            self.head.insertWidget(self.head.indexOf(self.ref) + 1, self._states)

    def clear(self) -> None:
        """Take everything out of the body."""
        self._seen = None
        clear_layout(self.body)

    def _who(self, request: InfoRequest, now: datetime) -> str:
        if request.kind is RequestKind.OFFER:
            who = self.tr("Offered to {who}").format(who=request.asked_by or self.tr("the inspection team"))
        else:
            who = request.asked_by or self.tr("somebody of the inspection team")
        words = self.tr("{who}, {when}").format(who=who, when=said_when(request.asked_at, now))
        if request.asked_of:
            words += self.tr(", asked {whom}").format(whom=request.asked_of)
        if request.owner:
            words += self.tr(". Owned by {owner}.").format(owner=request.owner)
        return words

    def _history(self, history: tuple[Happening, ...], now: datetime) -> None:
        if not history:
            return
        self.add_heading(self.tr("History"))
        for number, happening in enumerate(reversed(history)):
            self.body.addWidget(self._happening(happening, now, first=number == 0))

    def _meaning(self, request: InfoRequest) -> None:
        self.add_heading(self.tr("What we take it to mean"))
        self.add_text(
            request.meaning or self.tr("Nobody has written it down yet."), muted=not request.meaning
        )

    def _staged(self, request: InfoRequest) -> None:
        self.add_heading(self.tr("Expected"))
        self.add_text(request.group or self.tr("A request that can be expected."))
        if request.owner_role:
            self.add_text(self.tr("Usually answered by: {role}").format(role=request.owner_role), muted=True)
        if request.source:
            self.add_text(self.tr("Source: {source}").format(source=request.source), muted=True)

    def _anchor(self, request: InfoRequest, now: datetime) -> None:
        """What the deadline hangs on, with the way there, and the deed that ties it or ties it anew."""
        anchor = request.anchor
        if anchor is not None and anchor.slot is not None and not anchor.is_gone:
            when = said_when(anchor.slot.starts_at, now)
            self.add_link(
                f"{anchor.slot.title_with_inspectors}, {when}", "anchor", Ref(Kind.SLOT, anchor.slot.id)
            )
        if not request.is_open:
            return
        words = self.tr("Tie to a slot…") if anchor is None else self.tr("Tie it differently…")
        self.anchor = make_button(words, "anchor" if anchor is None else "", small=True, quiet=True)
        self.anchor.clicked.connect(lambda: self.anchor_wanted.emit(request))
        self.body.addWidget(self.anchor, alignment=Qt.AlignmentFlag.AlignLeft)

    def add_warning(self, text: str, icon: str = "corner-up-left") -> None:
        """A line that must not be overlooked, with its mark."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(IconLabel(icon, "warn"))
        row.addWidget(Label(text, font="strong", wrap=True), 1)
        self.body.addWidget(line)

    def _happening(self, happening: Happening, now: datetime, *, first: bool) -> QWidget:
        words = f"{happening.what}: {happening.why}" if happening.why else happening.what
        when = Muted(said_when(happening.at, now))
        when.setToolTip(happening.by)
        return RowLine(ElidedLabel(words), Muted(happening.by), when, first=first)

    def add_link(self, text: str, icon: str, ref: Ref) -> None:
        """A button below what is there that leads to ``ref``."""
        words = " ".join(text.split())
        cut = words if len(words) <= LONGEST_LINK else words[: LONGEST_LINK - 1] + "…"
        button = make_button(cut.replace("&", "&&"), icon, small=True, spoken=words)
        button.setToolTip(plain_tooltip(words) if cut != words else "")
        button.clicked.connect(lambda: self.go_wanted.emit(ref))
        self.body.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)

    def copy(self, text: str) -> None:
        """Put a text on the clipboard, and say so by ``copied``."""
        QApplication.clipboard().setText(text)
        self.copied.emit()


def _still(request: InfoRequest) -> InfoRequest:
    """The request without what passes with every minute, which stands in the lists."""
    return replace(
        request,
        due=replace(request.due, slack_minutes=None),
        acknowledgement=replace(request.acknowledgement, slack_minutes=None),
    )
