"""The side panel of one slot: what it is, who is in it, what is wrong with it, what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ilacs_desktop.desktop.pages.timetable.board.keys import LETTERS
from ilacs_desktop.desktop.pages.timetable.cards import Phrases
from ilacs_desktop.desktop.pages.timetable.slot.more import SlotMore
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import IconButton, make_button
from ilacs_desktop.desktop.widgets.flow import in_flow
from ilacs_desktop.desktop.widgets.labels import ElidedLabel, Heading, Label, Muted, plain_tooltip
from ilacs_desktop.desktop.widgets.panes import IconLabel, RowLine, SidePanel, clear_layout
from ilacs_desktop.desktop.widgets.pill import Pill
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.clashes import Clash
from ilacs_desktop.domain.moments import said_day, said_minutes, said_time
from ilacs_desktop.domain.timetable import Change, PartKind, Slot, SlotKind, SlotStatus

MOST_EVENTS = 8
LINK_PIXELS = 200


class SlotPanel(SidePanel):
    """Shows one slot; each deed leaves as a wish with the slot's uid."""

    edit_wanted = Signal(str)
    cancel_wanted = Signal(str)
    deed_wanted = Signal(str, str)  # one of the words of board_keys.LETTERS, uid
    ref_wanted = Signal(object)  # Ref: a case or a request
    stand_wanted = Signal(object)  # Clash to be let stand
    more_wanted = Signal(str)  # uid: what else is to be known of it
    close_wanted = Signal()

    def __init__(self, phrases: Phrases, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Slot"), parent)
        self._phrases = phrases
        self.uid = ""
        self._slot: Slot | None = None
        self._more: SlotMore | None = None
        self._rest: QVBoxLayout | None = None
        self.buttons: dict[str, IconButton] = {}
        close = make_button("", "x", quiet=True, spoken=self.tr("Back to the day"))
        close.clicked.connect(self.close_wanted)
        self.head.addWidget(close)

    def show_slot(self, slot: Slot, *, change: Change | None, clashes: Sequence[Clash]) -> None:
        """Show ``slot`` with what changed since the last issue and what it clashes with.

        The rest is asked for by ``more_wanted`` and shown by `show_more`.
        """
        self.clear()
        if slot.uid != self.uid:
            self._more = None
        self.uid, self._slot = slot.uid, slot
        self.set_title(slot.title)
        self._show_pills(slot, change, clashes)
        span = f"{said_time(slot.starts_at)}–{said_time(slot.ends_at)}"  # an en dash is meant
        self.body.addWidget(Label(f"{span} · {said_minutes(slot.minutes)}", font="strong"))
        self.add_text(said_day(slot.day), muted=True)
        if slot.outcome:
            self.add_text(slot.outcome)
        self._show_deeds(slot)
        for clash in clashes:
            warning = _Warning(clash)
            warning.stand_wanted.connect(self.stand_wanted)
            self.body.addWidget(warning)
        if change is not None and change.before is not None:
            self.add_heading(self.tr("Since the last issue"))
            self.add_text(f"{change.sentence}.")
        self._show_people(slot)
        self._show_facts(slot)
        self._rest = QVBoxLayout()
        self._rest.setSpacing(self.body.spacing())
        self.body.addLayout(self._rest)
        self.body.addStretch(1)
        self._show_rest()
        self.more_wanted.emit(slot.uid)

    def show_more(self, more: SlotMore) -> None:
        """Show what was asked for, if the slot is still the one that is shown."""
        if more.uid == self.uid and more != self._more:
            self._more = more
            self._show_rest()

    def _show_pills(self, slot: Slot, change: Change | None, clashes: Sequence[Clash]) -> None:
        pills = [(slot.kind.value, "plain", "")]
        if slot.kind is SlotKind.BLOCKER:
            pills.append((self.tr("private"), "plain", "lock-keyhole"))
        if slot.status is not SlotStatus.PLANNED:
            icon = "x" if slot.is_cancelled else ""
            role = "good" if slot.status is SlotStatus.ENDED else "plain"
            pills.append((self._phrases.status(slot), role, icon))
        if clashes:
            pills.append((self.tr("clash"), "warn", "triangle-alert"))
        if change is not None:
            pills.append((self._phrases.was(change) or self.tr("changed"), "accent", "move-right"))
        if slot.locked:
            pills.append((self.tr("locked"), "plain", "lock"))
        self.body.addWidget(in_flow(*(Pill(word, role, icon, self) for word, role, icon in pills)))

    def _show_people(self, slot: Slot) -> None:
        self.add_heading(self.tr("People"))
        if not slot.parts:
            self.add_text(self.tr("Nobody yet."), muted=True)
        words = {
            PartKind.LEADS: self.tr("leads"),
            PartKind.ATTENDS: self.tr("attends"),
            PartKind.NAVIGATES: self.tr("navigates"),
            PartKind.OPTIONAL: self.tr("may come"),
        }
        for number, part in enumerate((*slot.inspectors, *slot.staff)):
            self.body.addWidget(RowLine(ElidedLabel(part.name), Muted(words[part.part]), first=number == 0))

    def _show_facts(self, slot: Slot) -> None:
        facts = [
            (self.tr("Place"), slot.where or self.tr("none yet")),
            (self.tr("Link"), slot.link if slot.place or slot.site else ""),
            (self.tr("Why"), slot.status_reason if slot.is_cancelled else ""),
            (self.tr("Note"), slot.note),
        ]
        for heading, text in facts:
            if text:
                self.add_heading(heading)
                self.add_text(text)

    # -- what was fetched ----------------------------------------------------------------------

    def _show_rest(self) -> None:
        """The case, the lines of enquiry, the requests and the history, as far as they are known by now."""
        rest, slot, more = self._rest, self._slot, self._more
        if rest is None or slot is None:
            return
        clear_layout(rest)
        if slot.case_code:
            self._add_rest_heading(self.tr("Case"))
            self._add_link(slot.case_code, more.case if more else None)
        if slot.enquiries:
            self._add_rest_heading(self.tr("Lines of enquiry"))
            known = more.enquiries if more else ()
            for enquiry in known:
                self._add_link(f"{enquiry.code} {enquiry.title}", Ref(Kind.ENQUIRY, enquiry.id))
            if not known:
                rest.addWidget(Label(", ".join(slot.enquiries), wrap=True))
        if more is not None:
            self._show_fetched(rest, more)

    def _show_fetched(self, rest: QVBoxLayout, more: SlotMore) -> None:
        if more.requests:
            self._add_rest_heading(self.tr("Requests"))
            for request in more.requests:
                self._add_link(f"{request.ref} {request.title}", Ref(Kind.INFO_REQUEST, request.id))
        if more.history:
            self._add_rest_heading(self.tr("What happened to it"))
            for event in reversed(more.history[-MOST_EVENTS:]):
                rest.addWidget(Label(event.line, role="muted", wrap=True))
            if len(more.history) > MOST_EVENTS:
                left_out = len(more.history) - MOST_EVENTS
                rest.addWidget(Muted(self.tr("and {n} earlier").format(n=left_out)))

    def _add_rest_heading(self, text: str) -> None:
        if self._rest is not None:
            self._rest.addSpacing(current_theme().space(0.75))
            self._rest.addWidget(Heading(text))

    def _add_link(self, text: str, ref: Ref | None) -> None:
        """A line that opens what it names, or only says it while that is not known."""
        if self._rest is None:
            return
        if ref is None:
            self._rest.addWidget(Label(text, wrap=True))
            return
        metrics = self.fontMetrics()
        short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, current_theme().px(LINK_PIXELS))
        button = make_button(
            short, link=True, small=True, spoken=self.tr("Open {what}").format(what=text), parent=self
        )
        button.setToolTip(plain_tooltip(text))
        button.clicked.connect(lambda: self.ref_wanted.emit(ref))
        line = QHBoxLayout()
        line.addWidget(button)
        line.addStretch(1)
        self._rest.addLayout(line)

    # -- deeds ---------------------------------------------------------------------------------

    def _show_deeds(self, slot: Slot) -> None:
        self.body.addSpacing(current_theme().space(0.5))
        uid = slot.uid
        own: dict[str, Callable[[], None]] = {
            "edit": lambda: self.edit_wanted.emit(uid),
            "cancel": lambda: self.cancel_wanted.emit(uid),
        }
        self.buttons = {}
        for key, text in self._deeds(slot):
            is_lock = key == "lock"
            button = make_button(
                "" if is_lock else text, "lock" if is_lock else "", small=True, spoken=text, parent=self
            )
            button.clicked.connect(own.get(key) or partial(self.deed_wanted.emit, key, uid))
            if letter := next((chr(code) for code, word in LETTERS.items() if word == key), ""):
                button.setToolTip(self.tr("{deed} (key {letter})").format(deed=text, letter=letter))
            self.buttons[key] = button
        self.body.addWidget(in_flow(*self.buttons.values()))
        self.body.addSpacing(current_theme().space(0.5))

    def _deeds(self, slot: Slot) -> list[tuple[str, str]]:
        """What can be done with a slot as it stands: key and words."""
        lock = ("lock", self.tr("Unlock") if slot.locked else self.tr("Lock"))
        if slot.is_cancelled:
            return [("cancel", self.tr("Reinstate")), lock]
        deeds = [("edit", self.tr("Edit…")), lock]
        late = ("late", self.tr("Running late…"))
        if slot.status is SlotStatus.PLANNED:
            deeds.append(("cancel", self.tr("Cancel slot")))
            if slot.kind is not SlotKind.BLOCKER:
                deeds.append(("started", self.tr("Started")))
                deeds.append(("missed", self.tr("Did not happen…")))
                deeds.append(late)
            return deeds
        if slot.status is SlotStatus.STARTED:
            deeds.append(("ended", self.tr("Ended")))
            deeds.append(("over", self.tr("Ran over…")))
            deeds.append(late)
        deeds.append(("planned", self.tr("Take back")))
        return deeds


class _Warning(QFrame):
    """A clash in words, on amber. ``stand_wanted`` carries it."""

    stand_wanted = Signal(object)

    def __init__(self, clash: Clash, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setProperty("tint", "warn")
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.space(1.25), theme.space(1), theme.space(1.25), theme.space(1))
        line.setSpacing(theme.space(1))
        icon = QVBoxLayout()
        icon.addWidget(IconLabel("triangle-alert", "warn", 14))
        icon.addStretch(1)
        line.addLayout(icon)
        words = QVBoxLayout()
        words.setSpacing(theme.space(0.5))
        words.addWidget(Label(clash.sentence, wrap=True))
        self.stand_button = make_button(
            self.tr("Let it stand…"),
            link=True,
            small=True,
            spoken=self.tr("Let it stand: {clash}").format(clash=clash.sentence),
            parent=self,
        )
        self.stand_button.clicked.connect(lambda: self.stand_wanted.emit(clash))
        words.addWidget(self.stand_button, 0, Qt.AlignmentFlag.AlignLeft)
        line.addLayout(words, 1)
        self.setAccessibleName(clash.sentence)
