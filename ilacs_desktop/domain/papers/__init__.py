"""The timetable on paper: what stands on a board, a week, a person's page, a door sign and a cue card."""

from ilacs_desktop.domain.papers.build import Facts, build, days_on_paper, weeks_of
from ilacs_desktop.domain.papers.listing import LISTING, ListedSlot, Listing, listing_of
from ilacs_desktop.domain.papers.marks import Moved, moved_last
from ilacs_desktop.domain.papers.shapes import (
    BoardPage,
    CardPage,
    DoorPage,
    Entry,
    Form,
    Lane,
    Paper,
    PersonPage,
    State,
    WeekPage,
    What,
    Wish,
    texts_of,
)

__all__ = [
    "LISTING",
    "BoardPage",
    "CardPage",
    "DoorPage",
    "Entry",
    "Facts",
    "Form",
    "Lane",
    "ListedSlot",
    "Listing",
    "Moved",
    "Paper",
    "PersonPage",
    "State",
    "WeekPage",
    "What",
    "Wish",
    "build",
    "days_on_paper",
    "listing_of",
    "moved_last",
    "texts_of",
    "weeks_of",
]
