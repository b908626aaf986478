"""The slots laid out once for all rules: in order of time, by person and by person and day."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from operator import attrgetter

from ilacs_desktop.domain.clashes.facts import ClashFacts
from ilacs_desktop.domain.moments import local, said_short_day
from ilacs_desktop.domain.people import Absence, Side
from ilacs_desktop.domain.timetable.clash import Clash, Level, Rule
from ilacs_desktop.domain.timetable.slots import PartKind, Slot, SlotKind, SlotStatus

DAY_MINUTES = 24 * 60


class Busy:
    """A slot that takes time, with what the rules ask of it again and again.

    ``first`` and ``last`` are its London start and end in minutes after midnight, ``bound`` the people it
    holds, ``workers`` those asked about the child's record in a case session, ``on`` its day in words.
    """

    __slots__ = (
        "_said",
        "bound",
        "day",
        "ends_at",
        "first",
        "is_blocker",
        "is_session",
        "last",
        "on",
        "slot",
        "starts_at",
        "workers",
    )

    def __init__(self, slot: Slot, said_days: dict[date, str]) -> None:
        self.slot = slot
        self.starts_at = slot.starts_at
        self.ends_at = slot.ends_at
        first, last = local(slot.starts_at), local(slot.ends_at)
        self.day = first.date()
        self.first = first.hour * 60 + first.minute
        self.last = last.hour * 60 + last.minute if last.date() == self.day else DAY_MINUTES
        on = said_days.get(self.day)
        if on is None:
            on = said_days[self.day] = said_short_day(self.day)
        self.on = on
        self.bound = [part for part in slot.parts if part.part is not PartKind.OPTIONAL]
        self.is_session = slot.kind is SlotKind.CASE_SESSION
        self.is_blocker = slot.kind is SlotKind.BLOCKER
        self.workers = (
            [
                part.person_id
                for part in self.bound
                if part.side is not Side.INSPECTORATE and part.part is not PartKind.NAVIGATES
            ]
            if self.is_session
            else ()
        )
        self._said = ""

    @property
    def is_planned(self) -> bool:
        """Whether it has not begun."""
        return self.slot.status is SlotStatus.PLANNED

    @property
    def said(self) -> str:
        """``C-014 records 09:30–10:30``."""
        if not self._said:
            self._said = f"{self.slot.title} {said_minute(self.first)}–{said_minute(self.last)}"  # en dash
        return self._said


class Week:
    """All slots that take time, in order; the lane of each person, and each person's days."""

    def __init__(self, slots: Iterable[Slot], facts: ClashFacts) -> None:
        self.facts = facts
        said_days: dict[date, str] = {}
        taking = sorted((slot for slot in slots if slot.takes_time), key=attrgetter("starts_at", "uid"))
        self.busy = [Busy(slot, said_days) for slot in taking]
        self.lanes: dict[int, list[Busy]] = {}
        self.names: dict[int, str] = {}
        for each in self.busy:
            for part in each.bound:
                if part.person_id not in self.lanes:
                    self.lanes[part.person_id] = []
                self.lanes[part.person_id].append(each)
                self.names[part.person_id] = part.name
        self.days = list(self._days())
        self.away: dict[int, list[Absence]] = {}
        for absence in facts.absences:
            self.away.setdefault(absence.person_id, []).append(absence)

    def _days(self) -> Iterable[tuple[int, date, list[Busy]]]:
        """Each person's slots of each day, in order of start."""
        for person_id, lane in self.lanes.items():
            begin = 0
            for end in range(1, len(lane) + 1):
                if end == len(lane) or lane[end].day != lane[begin].day:
                    yield person_id, lane[begin].day, lane[begin:end]
                    begin = end


class Found:
    """What the rules have found. A clash with a blocker in it never stops: no issue holds a blocker."""

    def __init__(self, levels: Mapping[Rule, Level]) -> None:
        self._ranks = {rule: (levels[rule], rank, rule.value) for rank, rule in enumerate(Rule)}
        self._found: list[tuple[bool, int, object, str, Clash]] = []

    def wants(self, rule: Rule) -> bool:
        """Whether clashes of this rule are looked for at all."""
        return self._ranks[rule][0] is not Level.IGNORE

    def add(
        self,
        rule: Rule,
        about: Hashable,
        who: str,
        sentence: str,
        *slots: Busy,
        because: tuple[object, ...] = (),
        whole_day: bool = False,
    ) -> None:
        """Note a clash, unless its rule is ignored. Of one about a ``whole_day`` the key names no slots."""
        level, rank, name = self._ranks[rule]
        if level is Level.IGNORE:
            return
        if level is Level.STOP and any(each.is_blocker for each in slots):
            level = Level.WARN
        uids = tuple([each.slot.uid for each in slots])
        key = f"{name}:{about}" if whole_day else f"{name}:{about}:{':'.join(sorted(uids))}"
        clash = Clash(rule, level, uids, who, sentence, key, None, because)
        self._found.append((level is not Level.STOP, rank, slots[0].starts_at, key, clash))

    def all(self) -> tuple[Clash, ...]:
        """The clashes, those that stop first, then the gravest, then in order of time."""
        self._found.sort(key=lambda each: each[:4])
        return tuple([each[4] for each in self._found])


def said_minute(minute: int) -> str:
    """Minutes after midnight as ``09:30``."""
    return f"{minute // 60:02}:{minute % 60:02}"
