"""The rules of the timetable: how grave each is, how much it allows, and which clashes are let stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ilacs_desktop.domain.clashes import Clash, ClashFacts, Level, Limits, Rule
from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.store.door import Store


class Rules:
    """Everything one can do with the rules and with clashes that are let stand."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def levels(self) -> Mapping[Rule, Level]:
        """The level of every rule."""
        raise NotImplementedError

    def set_level(self, rule: Rule, level: Level, *, by: object | None = None) -> None:
        """Choose what clashes of a rule do from now on."""
        raise NotImplementedError

    def limits(self) -> Limits:
        """How much the rules allow."""
        raise NotImplementedError

    def set_limits(self, *, by: object | None = None, **limits: Any) -> Limits:
        """Change some of the limits, by name."""
        raise NotImplementedError

    def facts(self, inspection_id: int) -> ClashFacts:
        """All that the rules look at beside the slots: for trying out timetables that are not stored."""
        raise NotImplementedError

    def override(self, inspection_id: int, clash_key: str, *, reason: str, by: object | None = None) -> Clash:
        """Let a clash stand until something in it changes; the clash with its override."""
        raise NotImplementedError

    def take_back(self, inspection_id: int, clash_key: str, *, by: object | None = None) -> None:
        """Ask about a clash again."""
        raise NotImplementedError

    def overrides(self, inspection_id: int) -> tuple[Clash, ...]:
        """The clashes that are let stand now."""
        raise NotImplementedError
