"""Taking the children's data of an inspection out: what goes, what stays, and the certificate of counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from ilacs_desktop.domain.listings import Grid, Head, Listing, Look

TAKEN_OUT = "Taken out; the child’s own record has it."
"""What stands in place of the words of a concern, which itself stays."""

COUNTED: Mapping[str, str] = {
    "children": "Children taken out whole",
    "kept": "Children kept by their code alone, for a session, concern or timetable entry points at them",
    "sessions": "Sessions of which the reason and the welfare check were emptied",
    "debriefs": "Debriefs emptied of what was said",
    "concerns": "Closed concerns emptied of their words; number, moments and people stay",
    "consents": "Entries of the consent log taken out",
    "imports": "Annex A imports of which the earlier state was taken out; none can be undone any more",
}
"""What a certificate counts, in its order, by key."""

WOULD_GO: Mapping[str, str] = {
    "children": "children go whole",
    "kept": "children stay by their code alone",
    "sessions": "sessions lose their reason and welfare check",
    "debriefs": "debriefs lose what was said",
    "concerns": "closed concerns lose their words",
    "consents": "entries of the consent log go",
    "imports": "Annex A imports can no longer be undone",
}
"""The same before it is done, to stand after a number."""

STAYS = (
    "The audit trail cannot be altered: what was entered before (IDs, teams, dates, debriefs) stays in it.",
    "It goes with the store itself, when that is destroyed.",
    "Requests, messages, notes and sheets were not searched; codes such as C-014 stay everywhere.",
    "Backups made before this, and files saved or handed out, still hold the data.",
)
"""What a certificate says is not covered, in plain words."""


@dataclass(frozen=True, slots=True)
class Purge:
    """One taking out: its number, when, by whom and why, and how much it was by the keys of ``COUNTED``."""

    id: int
    inspection_id: int
    number: int
    purged_at: datetime
    purged_by: str
    why: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PurgeFacts:
    """How things stand: what would go, on which day it should, and what stands in the way.

    ``open_concerns`` are the numbers of concerns that have to be closed first; ``backups`` how many backups
    of the app hold the data as well.
    """

    counts: Mapping[str, int]
    purge_on: date | None
    is_closed: bool
    open_concerns: tuple[str, ...]
    purges: tuple[Purge, ...]
    backups: int
    authority: str

    @property
    def has_data(self) -> bool:
        """Whether there is anything of a child to be taken out."""
        return any(self.counts.values())


def why_purge_now(purge_on: date | None, *, is_closed: bool, today: date) -> str:
    """Why the data should go today, in words; empty while nothing says so."""
    if purge_on is not None and purge_on <= today:
        return "its day has come"
    return "the inspection is closed" if is_closed and purge_on is None else ""


def certificate(purge: Purge, *, authority: str, inspection_title: str, backups: int) -> Listing:
    """The certificate of one taking out: the counts, and what it does not cover."""
    rows = tuple((words, purge.counts.get(key, 0)) for key, words in COUNTED.items())
    stays = [*STAYS[:-1], f"{STAYS[-1]} Backups in the app's folder then: {backups}."]
    return Listing(
        title=f"Certificate {purge.number}: children’s data taken out",
        authority=authority,
        inspection_title=inspection_title,
        as_of=purge.purged_at,
        says=f"By {purge.purged_by}. Why: {purge.why}",
        grids=(
            Grid("Counts", (Head("What", 80, share=8), Head("How many", 12, Look.NUMBER, share=1)), rows),
            Grid("Not covered", (Head("What stays", 120, share=1),), tuple((each,) for each in stays)),
        ),
        printed=2,
        is_report=True,
    )
