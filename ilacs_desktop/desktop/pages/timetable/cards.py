"""What one slot says on the board: title, lines, marks, and the sentence a screen reader speaks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from PySide6.QtCore import QObject

from ilacs_desktop.domain.clashes import Clash
from ilacs_desktop.domain.moments import said_minutes, said_short_day, said_time
from ilacs_desktop.domain.timetable import Change, ChangeKind, Part, PartKind, Slot, SlotKind, SlotStatus

KIND_ICONS: Mapping[SlotKind, str] = {
    SlotKind.CASE_SESSION: "",
    SlotKind.MEETING: "",
    SlotKind.FOCUS_GROUP: "users",
    SlotKind.OBSERVATION: "eye",
    SlotKind.VISIT: "map-pin",
    SlotKind.INTERVIEW: "",
    SlotKind.KEEP_IN_TOUCH: "handshake",
    SlotKind.FEEDBACK: "message-square-text",
    SlotKind.LOGISTICS: "package",
    SlotKind.BLOCKER: "lock-keyhole",
}
_CALM_KINDS = {SlotKind.KEEP_IN_TOUCH, SlotKind.FEEDBACK}


class Look(StrEnum):
    """How a card is drawn; the words on it always say the same."""

    PLAIN = "plain"
    MEETING = "info"
    CHANGED = "accent"
    CLASH = "warn"
    CANCELLED = "cancelled"
    PRIVATE = "private"


class LanesBy(StrEnum):
    """What the lanes of the board are."""

    INSPECTORS = "inspectors"
    PEOPLE = "people"
    PLACES = "places"


@dataclass(frozen=True, slots=True)
class Card:
    """A slot made ready to be drawn and spoken. ``marks`` are its state in words, gravest first."""

    slot: Slot
    title: str
    lines: tuple[str, ...]
    icon: str
    look: Look
    marks: tuple[str, ...]
    spoken: str
    tip: str
    is_changed: bool = False
    shorter: Mapping[str, str] = field(default_factory=dict)
    """What to say instead of a line that is too long to be read: ``T. Flynn +1``."""

    @property
    def uid(self) -> str:
        """The slot's lasting identity."""
        return self.slot.uid


class Phrases(QObject):
    """Puts slots, changes and parts into words. Holds nothing but the languages' phrases."""

    def cards(
        self,
        slots: Iterable[Slot],
        *,
        changes: Mapping[str, Change],
        clashes: Sequence[Clash],
        lanes_by: LanesBy,
        home_site: str = "",
    ) -> dict[str, Card]:
        """A card for each slot, by uid. ``home_site`` is where most rooms are; elsewhere is off-site."""
        clashing: dict[str, list[Clash]] = {}
        for clash in clashes:
            for uid in clash.uids:
                clashing.setdefault(uid, []).append(clash)
        return {
            slot.uid: self._card(
                slot,
                change=changes.get(slot.uid),
                clashes=clashing.get(slot.uid, ()),
                lanes_by=lanes_by,
                home_site=home_site,
            )
            for slot in slots
        }

    def was(self, change: Change | None) -> str:
        """What a changed slot was before, in two or three words: ``was 09:30``."""
        if change is None:
            return ""
        before, after = change.before, change.after
        if before is None:
            return self.tr("new")
        if after is None or after.is_cancelled:
            return ""
        says: tuple[tuple[ChangeKind, Callable[[], str]], ...] = (
            (ChangeKind.MOVED_DAY, lambda: f"{said_short_day(before.day)} {said_time(before.starts_at)}"),
            (ChangeKind.RETIMED, lambda: said_time(before.starts_at)),
            (ChangeKind.RELENGTHENED, lambda: self.tr("to {when}").format(when=said_time(before.ends_at))),
            (ChangeKind.REPLACED, lambda: before.place or before.link or self.tr("without a place")),
            (ChangeKind.RECREWED, lambda: self._left(before, after)),
        )
        if ChangeKind.REINSTATED in change.kinds:
            return self.tr("on again")
        said = next((say() for kind, say in says if kind in change.kinds), "")
        return self.tr("was {what}").format(what=said) if said else self.tr("changed")

    @staticmethod
    def _left(before: Slot, after: Slot) -> str:
        return ", ".join(part.name for part in before.parts if part.person_id not in _ids(after.parts))

    def parts(self, parts: Iterable[Part]) -> str:
        """People in one line, those who lead first, those who navigate or may come last."""
        order = {PartKind.LEADS: 0, PartKind.ATTENDS: 1, PartKind.NAVIGATES: 2, PartKind.OPTIONAL: 3}
        return ", ".join(part.name for part in sorted(parts, key=lambda part: (order[part.part], part.name)))

    def where(self, slot: Slot) -> str:
        """The place in a word or two; a link without a place is by video."""
        if slot.place:
            return slot.place
        return slot.site or (self.tr("by video") if slot.link else "")

    def _card(
        self,
        slot: Slot,
        *,
        change: Change | None,
        clashes: Sequence[Clash],
        lanes_by: LanesBy,
        home_site: str,
    ) -> Card:
        was = self.was(change)
        off_site = bool(slot.site and home_site) and slot.site != home_site and not slot.link
        marks = self._marks(slot, is_changed=change is not None, has_clash=bool(clashes), off_site=off_site)
        return Card(
            slot=slot,
            title=slot.title,
            lines=self._lines(slot, was, lanes_by, off_site=off_site),
            icon=self._icon(slot, change, has_clash=bool(clashes)),
            look=_look(slot, is_changed=change is not None, has_clash=bool(clashes)),
            marks=marks,
            spoken=self._spoken(slot, marks, was),
            tip=self._tip(slot, marks, was, clashes),
            is_changed=change is not None,
            shorter=self._shorter(slot, off_site=off_site),
        )

    def _lines(self, slot: Slot, was: str, lanes_by: LanesBy, *, off_site: bool) -> tuple[str, ...]:
        inspectors, staff = self.parts(slot.inspectors), self.parts(slot.staff)
        who = {
            LanesBy.INSPECTORS: (staff,),
            LanesBy.PEOPLE: (inspectors,),
            LanesBy.PLACES: (inspectors, staff),
        }[lanes_by]
        where = "" if lanes_by is LanesBy.PLACES else self.where(slot)
        if off_site:
            where = ", ".join(word for word in (where if where != slot.site else "", slot.site) if word)
        status = "" if slot.status is SlotStatus.PLANNED else self.status(slot)
        return tuple(line for line in (status, *who, where, was) if line)

    def _shorter(self, slot: Slot, *, off_site: bool) -> dict[str, str]:
        shorter = {}
        for parts in (slot.inspectors, slot.staff):
            if len(parts) > 1:
                shorter[self.parts(parts)] = self.people(parts)
        if off_site and slot.place:
            shorter[f"{slot.place}, {slot.site}"] = slot.place
        return shorter

    def people(self, parts: Sequence[Part]) -> str:
        """The first of some people and how many more there are: ``T. Flynn +1``."""
        first, *others = self.parts(parts).split(", ") if parts else [""]
        return self.tr("{name} +{n}").format(name=first, n=len(others)) if others else first

    def status(self, slot: Slot) -> str:
        """The state of a slot as one word or two, with how late it runs."""
        words = {
            SlotStatus.PLANNED: self.tr("planned"),
            SlotStatus.CANCELLED: self.tr("cancelled"),
            SlotStatus.STARTED: self.tr("started"),
            SlotStatus.ENDED: self.tr("ended"),
            SlotStatus.DID_NOT_HAPPEN: self.tr("did not happen"),
            SlotStatus.WENT_ELSEWHERE: self.tr("inspector went elsewhere"),
        }
        if slot.late_minutes and slot.status in {SlotStatus.STARTED, SlotStatus.ENDED}:
            return self.tr("{state}, {late} late").format(
                state=words[slot.status], late=said_minutes(slot.late_minutes)
            )
        return words[slot.status]

    def _icon(self, slot: Slot, change: Change | None, *, has_clash: bool) -> str:
        if slot.is_cancelled:
            return "x"
        if has_clash:
            return "triangle-alert"
        if slot.status is SlotStatus.ENDED:
            return "check"
        if change is not None:
            return "plus" if change.before is None else "move-right"
        return KIND_ICONS[slot.kind]

    def _marks(self, slot: Slot, *, is_changed: bool, has_clash: bool, off_site: bool) -> tuple[str, ...]:
        marks = []
        if slot.status is not SlotStatus.PLANNED:
            marks.append(self.status(slot))
        if has_clash and not slot.is_cancelled:
            marks.append(self.tr("clash"))
        if is_changed:
            marks.append(self.tr("changed"))
        if off_site:
            marks.append(self.tr("off-site"))
        if slot.locked:
            marks.append(self.tr("locked"))
        if slot.kind is SlotKind.BLOCKER:
            marks.append(self.tr("private"))
        return tuple(marks)

    def _spoken(self, slot: Slot, marks: tuple[str, ...], was: str) -> str:
        inspectors, staff = self.parts(slot.inspectors), self.parts(slot.staff)
        if inspectors and staff:
            who = self.tr("{inspectors} with {staff}").format(inspectors=inspectors, staff=staff)
        else:
            who = inspectors or staff
        span = self.tr("{start} to {end}").format(
            start=said_time(slot.starts_at), end=said_time(slot.ends_at)
        )
        where = slot.where if slot.place or slot.site else self.where(slot)
        said = [slot.title, who, where, span, *marks, was if was != self.tr("changed") else ""]
        return ", ".join(word for word in said if word)

    def _tip(self, slot: Slot, marks: tuple[str, ...], was: str, clashes: Sequence[Clash]) -> str:
        span = f"{said_time(slot.starts_at)}–{said_time(slot.ends_at)}"  # an en dash is meant
        lines = [
            slot.title,
            span,
            self.parts(slot.inspectors),
            self.parts(slot.staff),
            slot.where,
            ", ".join((*marks, was) if was else marks),
            *(clash.sentence for clash in clashes),
        ]
        return "\n".join(line for line in lines if line)


def _look(slot: Slot, *, is_changed: bool, has_clash: bool) -> Look:
    if slot.is_cancelled or slot.status is SlotStatus.DID_NOT_HAPPEN:
        return Look.CANCELLED
    if has_clash:
        return Look.CLASH
    if is_changed:
        return Look.CHANGED
    if slot.kind is SlotKind.BLOCKER:
        return Look.PRIVATE
    return Look.MEETING if slot.kind in _CALM_KINDS else Look.PLAIN


def _ids(parts: Iterable[Part]) -> set[int]:
    return {part.person_id for part in parts}
