"""The side panel of one slot: what it is, who is in it, what is wrong with it, what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ilacs_desktop.desktop.pages.timetable.cards import Phrases
from ilacs_desktop.desktop.pages.timetable.flow import in_flow
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import IconButton, make_button
from ilacs_desktop.desktop.widgets.labels import ElidedLabel, Label, Muted
from ilacs_desktop.desktop.widgets.panes import IconLabel, RowLine, SidePanel
from ilacs_desktop.desktop.widgets.pill import Pill
from ilacs_desktop.domain.clashes import Clash
from ilacs_desktop.domain.moments import said_day, said_minutes, said_time
from ilacs_desktop.domain.timetable import Change, PartKind, Slot, SlotKind, SlotStatus


class SlotPanel(SidePanel):
    """Shows one slot; each deed leaves as a wish with the slot's uid."""

    edit_wanted = Signal(str)
    cancel_wanted = Signal(str)
    lock_wanted = Signal(str)
    mark_wanted = Signal(str, object)  # uid, SlotStatus
    close_wanted = Signal()

    def __init__(self, phrases: Phrases, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Slot"), parent)
        self._phrases = phrases
        self.uid = ""
        self.buttons: dict[str, IconButton] = {}
        close = make_button("", "x", quiet=True, spoken=self.tr("Back to the day"))
        close.clicked.connect(self.close_wanted)
        self.head.addWidget(close)

    def show_slot(self, slot: Slot, *, change: Change | None, clashes: Sequence[Clash]) -> None:
        """Show ``slot`` with what changed since the last issue and what it clashes with."""
        self.clear()
        self.buttons = {}
        self.uid = slot.uid
        self.set_title(slot.title)
        self._show_pills(slot, change, clashes)
        span = f"{said_time(slot.starts_at)}–{said_time(slot.ends_at)}"  # an en dash is meant
        self.body.addWidget(Label(f"{span} · {said_minutes(slot.minutes)}", font="strong"))
        self.add_text(said_day(slot.day), muted=True)
        for clash in clashes:
            self.body.addWidget(_Warning(clash.sentence))
        if change is not None and change.before is not None:
            self.add_heading(self.tr("Since the last issue"))
            self.add_text(f"{change.sentence}.")
        self._show_people(slot)
        self._show_facts(slot)
        self._show_deeds(slot)
        self.body.addStretch(1)

    def _show_pills(self, slot: Slot, change: Change | None, clashes: Sequence[Clash]) -> None:
        pills = [(slot.kind.value, "plain", "")]
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
            (self.tr("Case"), slot.case_code),
            (self.tr("Lines of enquiry"), ", ".join(slot.enquiries)),
            (self.tr("Why"), slot.status_reason),
            (self.tr("Note"), slot.note),
        ]
        for heading, text in facts:
            if text:
                self.add_heading(heading)
                self.add_text(text)

    def _show_deeds(self, slot: Slot) -> None:
        self.body.addSpacing(current_theme().space(1))
        uid = slot.uid
        wishes: dict[str, Callable[[], None]] = {
            "edit": lambda: self.edit_wanted.emit(uid),
            "lock": lambda: self.lock_wanted.emit(uid),
            "cancel": lambda: self.cancel_wanted.emit(uid),
            "started": lambda: self.mark_wanted.emit(uid, SlotStatus.STARTED),
            "ended": lambda: self.mark_wanted.emit(uid, SlotStatus.ENDED),
            "missed": lambda: self.mark_wanted.emit(uid, SlotStatus.DID_NOT_HAPPEN),
            "planned": lambda: self.mark_wanted.emit(uid, SlotStatus.PLANNED),
        }
        for key, text, icon in self._deeds(slot):
            button = make_button(text, icon, small=True, parent=self)
            button.clicked.connect(wishes[key])
            self.buttons[key] = button
        self.body.addWidget(in_flow(*self.buttons.values()))

    def _deeds(self, slot: Slot) -> list[tuple[str, str, str]]:
        """What can be done with a slot as it stands: key, words and icon."""
        lock = ("lock", self.tr("Unlock") if slot.locked else self.tr("Lock"), "lock")
        if slot.is_cancelled:
            return [("cancel", self.tr("Reinstate"), "undo-2"), lock]
        deeds = [("edit", self.tr("Edit…"), "pencil"), lock]
        if slot.status is SlotStatus.PLANNED:
            deeds.append(("cancel", self.tr("Cancel slot"), "x"))
            if slot.kind is not SlotKind.BLOCKER:
                deeds.append(("started", self.tr("Started"), "play"))
                deeds.append(("missed", self.tr("Did not happen"), "circle-slash"))
            return deeds
        if slot.status is SlotStatus.STARTED:
            deeds.append(("ended", self.tr("Ended"), "check"))
        deeds.append(("planned", self.tr("Take back"), "undo-2"))
        return deeds


class _Warning(QFrame):
    """A clash in words, on amber."""

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
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
        line.addWidget(Label(sentence, wrap=True), 1)
        self.setAccessibleName(sentence)
