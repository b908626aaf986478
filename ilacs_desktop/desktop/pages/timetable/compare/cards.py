"""A day of a comparison as cards: what stands now, and as ghosts what stood elsewhere or is gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QObject

from ilacs_desktop.desktop.pages.timetable.cards import Card, LanesBy, Look, Phrases
from ilacs_desktop.domain.moments import said_short_day, said_time
from ilacs_desktop.domain.timetable import Change, ChangeKind, Slot
from ilacs_desktop.domain.timetable.compare import Comparison

GHOST = "#before"
_LEAVES = {ChangeKind.MOVED_DAY, ChangeKind.RETIMED, ChangeKind.RECREWED, ChangeKind.REPLACED}


@dataclass(frozen=True, slots=True)
class ComparedDay:
    """The slots of a day, ghosts among them, and a card for each by uid."""

    slots: tuple[Slot, ...]
    cards: Mapping[str, Card]


def real_uid(uid: str) -> str:
    """The slot a card or a ghost stands for."""
    return uid.removesuffix(GHOST)


class ComparedCards(QObject):
    """Puts the two sides of a day together. Holds nothing but the language's phrases."""

    def __init__(self, phrases: Phrases, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._phrases = phrases

    def day(
        self, comparison: Comparison, day: date, *, lanes_by: LanesBy, home_site: str = ""
    ) -> ComparedDay:
        """What stands on ``day`` on the newer side, and where the older side had it otherwise."""
        changes = {change.uid: change for change in comparison.changes}
        standing = tuple(slot for slot in comparison.after if slot.day == day)
        ghosts = {
            change.before.uid: change
            for change in comparison.changes
            if change.before is not None and change.before.day == day and _leaves_a_ghost(change, lanes_by)
        }
        was = tuple(change.before for change in ghosts.values() if change.before is not None)
        cards = self._phrases.cards(
            standing, changes=changes, clashes=(), lanes_by=lanes_by, home_site=home_site
        )
        old = self._phrases.cards(was, changes={}, clashes=(), lanes_by=lanes_by, home_site=home_site)
        for uid, card in old.items():
            ghost = self._ghost(card, ghosts[uid])
            cards[ghost.uid] = ghost
        return ComparedDay(tuple(card.slot for card in cards.values()), cards)

    def _ghost(self, card: Card, change: Change) -> Card:
        fate, spoken, look, icon = self._fate(change)
        slot = replace(card.slot, uid=card.uid + GHOST, locked=False)
        lines = (fate, *(line for line in card.lines if line not in card.marks))
        said = self.tr("{slot}, {fate}").format(slot=card.spoken, fate=spoken)
        return replace(
            card, slot=slot, lines=lines, icon=icon, look=look, marks=(spoken,), spoken=said,
            tip=f"{card.tip}\n{spoken}",
        )  # fmt: skip

    def _fate(self, change: Change) -> tuple[str, str, Look, str]:
        """What became of a slot where it was: in short, in words, how the ghost is drawn, its icon."""
        before, after = change.before, change.after
        if before is None or after is None or after.is_cancelled:
            return self.tr("stood down"), self.tr("stood down"), Look.CANCELLED, "x"
        at = said_time(after.starts_at)
        if before.day != after.day:
            at = f"{said_short_day(after.day)} {at}"
        elif before.starts_at == after.starts_at:
            return self.tr("was here"), self.tr("was here"), Look.PRIVATE, "corner-down-right"
        words = self.tr("now {when}").format(when=at)
        return f"→ {at}", words, Look.PRIVATE, "corner-down-right"


def _leaves_a_ghost(change: Change, lanes_by: LanesBy) -> bool:
    """Whether a slot stood somewhere on the board where it does not stand any more."""
    before, after = change.before, change.after
    if before is None or before.is_cancelled:
        return False
    if after is None:
        return True
    kinds = _LEAVES & set(change.kinds)
    if kinds & {ChangeKind.MOVED_DAY, ChangeKind.RETIMED}:
        return True
    return _lanes(before, lanes_by) != _lanes(after, lanes_by)


def _lanes(slot: Slot, lanes_by: LanesBy) -> frozenset[int | None]:
    if lanes_by is LanesBy.PLACES:
        return frozenset({slot.place_id})
    parts = slot.inspectors if lanes_by is LanesBy.INSPECTORS else slot.staff
    return frozenset(part.person_id for part in parts)
