"""Taking the children's data of an inspection out: what goes, what stays, and the certificate of counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.listings import Grid, Head, Listing, Look
from ilacs_desktop.domain.moments import day_of, said_time

TAKEN_OUT = "Taken out; the child’s own record has it."
"""What stands in place of the words of a concern, which itself stays."""

COUNTED: Mapping[str, str] = {
    "children": "Children taken out whole",
    "kept": "Children kept by their code alone, for a session, concern or timetable entry points at them",
    "sessions": "Sessions of which the reason and the welfare check were emptied",
    "debriefs": "Debriefs emptied of what was said, half-written ones too",
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
ONE_WOULD_GO: Mapping[str, str] = {
    "children": "child goes whole",
    "kept": "child stays by the code alone",
    "sessions": "session loses its reason and welfare check",
    "debriefs": "debrief loses what was said",
    "concerns": "closed concern loses its words",
    "consents": "entry of the consent log goes",
    "imports": "Annex A import can no longer be undone",
}
"""The same of one."""

WHERE = Ref(Kind.SETTING, -1)
"""Where the data is taken out: in Settings, Children’s data. No setting has a number below nought."""
ITS_DAY = "The day agreed for it has come"
"""Why the data went when the app did what had been agreed."""
TRAIL = "Entries of the audit trail emptied of IDs, teams, dates and words; its chain still fits"
MENTIONS: Mapping[str, str] = {
    "requests": "Requests, what was given, figures and clarifications",
    "messages": "Messages and threads",
    "notes": "Notes, and words quoted from notes and messages",
    "lines": "Lines of enquiry and their signals",
    "sheets": "Sheets that were issued",
    "timetable": "The timetable, its issues and slips",
    "other": "Other entries",
}
"""Where an ID may still stand, by key: the record of what was asked, said and given is not rewritten."""

STAYS = (
    "Codes such as C-014, the timetable, and who took which step when: they name no child.",
    "Requests, signals, clarifications and figures made of a debrief: the record of what was asked of us.",
    "Why a child was chosen, as one of a fixed list, and our reading of the tone of a debrief.",
    "Files that were saved, printed or handed out: the app does not know them.",
)
"""What a certificate says is not covered, in plain words."""


@dataclass(frozen=True, slots=True)
class OldBackup:
    """A backup that was made before the data went, and so holds it still: its file and when it was made."""

    name: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Purge:
    """One taking out: its number, when, by whom and why, and how much it was by the keys of ``COUNTED``.

    ``trail`` is how many entries of the audit trail were emptied, ``mentions`` where an ID still stands by
    the keys of ``MENTIONS``; ``short_ids`` says that some IDs were too short to be looked for.
    """

    id: int
    inspection_id: int
    number: int
    purged_at: datetime
    purged_by: str
    why: str
    counts: Mapping[str, int]
    trail: int = 0
    mentions: Mapping[str, int] = field(default_factory=dict)
    short_ids: bool = False
    backups_then: int = 0
    backups_deleted: int = 0


@dataclass(frozen=True, slots=True)
class PurgeDue:
    """An inspection whose children's data should go today: why, and the concerns that stand in the way."""

    inspection_id: int
    title: str
    authority: str
    why: str
    open_concerns: tuple[str, ...]
    is_closed: bool


@dataclass(frozen=True, slots=True)
class PurgeFacts:
    """How things stand: what would go, on which day it should, and what stands in the way.

    ``open_concerns`` are the numbers of concerns that have to be closed first; ``old_backups`` the backups
    of the app that hold the data as well, or hold what an earlier purge took out.
    """

    counts: Mapping[str, int]
    purge_on: date | None
    is_closed: bool
    open_concerns: tuple[str, ...]
    purges: tuple[Purge, ...]
    old_backups: tuple[OldBackup, ...]
    authority: str
    title: str = ""

    @property
    def has_data(self) -> bool:
        """Whether there is anything of a child to be taken out."""
        return any(self.counts.values())


def why_purge_now(purge_on: date | None, *, is_closed: bool, today: date) -> str:
    """Why the data should go today, in words; empty while nothing says so."""
    if purge_on is not None and purge_on <= today:
        return "its day has come"
    return "the inspection is closed" if is_closed and purge_on is None else ""


def said_would_go(facts: PurgeFacts) -> tuple[tuple[int, str], ...]:
    """What would go now: how many, and in words what becomes of them; nothing of what there is none."""
    return tuple(
        (count, (ONE_WOULD_GO if count == 1 else WOULD_GO)[key])
        for key in WOULD_GO
        if (count := facts.counts.get(key, 0))
    )


def said_age(made_at: datetime, now: datetime) -> str:
    """How old a backup is: "today", "1 day old", "12 days old"."""
    days = (day_of(now) - day_of(made_at)).days
    return "today" if days <= 0 else f"{days} day{'s' if days > 1 else ''} old"


def certificate(
    purge: Purge, *, authority: str, inspection_title: str, old_backups: Sequence[OldBackup]
) -> Listing:
    """The certificate of one taking out: the counts, what stays and why, and the backups that hold it still.

    ``old_backups`` are those that are in the app's folder when the certificate is written out.
    """
    rows = (*((words, purge.counts.get(key, 0)) for key, words in COUNTED.items()), (TRAIL, purge.trail))
    left = [
        (
            f"{words}, in which a child’s ID stands: kept as the record of what was asked, said and given",
            count,
        )
        for key, words in MENTIONS.items()
        if (count := purge.mentions.get(key, 0))
    ]
    if not left:
        left = [("A child’s ID in requests, messages, notes, sheets or the timetable", 0)]
    stays = list(STAYS)
    if purge.short_ids:
        stays.append("IDs of fewer than five letters and figures were not looked for in words that stay.")
    return Listing(
        title=f"Certificate {purge.number}: children’s data taken out",
        authority=authority,
        inspection_title=inspection_title,
        as_of=purge.purged_at,
        says=f"Taken out on {_said_in_full(purge.purged_at)} by {purge.purged_by}. Why: {purge.why}",
        grids=(
            Grid("Taken out", (_WHAT, _MANY), rows),
            Grid("Looked for in what stays", (_WHAT, _MANY), tuple(left)),
            Grid("Not covered", (Head("What stays", 120, share=1),), tuple((each,) for each in stays)),
            Grid(
                "Backups from before, in the app’s folder",
                (Head("File", 60, share=6), Head("Made", 30, share=4)),
                tuple(
                    (
                        f"Holds the data still: {each.name}",
                        _said_in_full(each.made_at),
                    )
                    for each in old_backups
                )
                or (("No backup from before is left", _were_there(purge)),),
            ),
        ),
        printed=4,
        is_report=True,
    )


def _said_in_full(at: datetime) -> str:
    """A moment with its year, for a paper that is kept: "2 December 2026, 18:40"."""
    day = day_of(at)
    return f"{day.day} {day:%B %Y}, {said_time(at)}"


def _were_there(purge: Purge) -> str:
    if not purge.backups_then:
        return "there was none"
    return f"of {purge.backups_then} then, {purge.backups_deleted} deleted by hand"


_WHAT = Head("What", 80, share=8)
_MANY = Head("How many", 12, Look.NUMBER, share=1)
