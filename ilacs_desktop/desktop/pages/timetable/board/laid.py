"""A day made ready for the board: its cards and where they lie; made beside the reading, off the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ilacs_desktop.desktop.pages.timetable.board.layout import BoardLayout, Lane, arrange
from ilacs_desktop.desktop.pages.timetable.cards import Card, LanesBy, Phrases
from ilacs_desktop.desktop.pages.timetable.sight import Sight, lanes_of


@dataclass(frozen=True, slots=True)
class Laid:
    """The cards of a day by uid, and the board they lie on, for one kind of lanes."""

    lanes_by: LanesBy
    cards: Mapping[str, Card]
    layout: BoardLayout


def lay_out(sight: Sight, phrases: Phrases, lanes_by: LanesBy, nobody: str) -> Laid:
    """Make a day ready; ``nobody`` is the name of the lane of what has nobody, or no place."""
    lanes, wishes = lanes_of(sight, lanes_by)
    named = [lane if lane.key is not None else Lane(None, nobody) for lane in lanes]
    cards = phrases.cards(
        sight.slots,
        changes=sight.changed if sight.last_issue else {},
        clashes=sight.clashes,
        lanes_by=lanes_by,
        home_site=sight.home_site,
    )
    return Laid(lanes_by, cards, arrange(named, wishes))
