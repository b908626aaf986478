"""The rehearsal without a window: the week is played, the evening worked through, all sheets written."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from ilacs_desktop.cli.output import Output
from ilacs_desktop.domain.briefing import Audience, SheetKind
from ilacs_desktop.services.house import House
from ilacs_desktop.services.rehearsal import open_rehearsal

TODAY, TOMORROW = date(2026, 12, 2), date(2026, 12, 3)
FORMATS = ("pdf", "docx", "txt", "xlsx", "ics")
SHEETS = (
    (SheetKind.MORNING, Audience.ALL_STAFF),
    (SheetKind.MORNING, Audience.MANAGERS),
    (SheetKind.MORNING, Audience.SENIOR_LEADERS),
    (SheetKind.EVENING, Audience.SENIOR_LEADERS),
    (SheetKind.DAILY_MEETING, Audience.SENIOR_LEADERS),
    (SheetKind.FALLBACK, Audience.MANAGERS),
)


def play(folder: Path, *, as_json: bool) -> int:
    """Play the rehearsal day to its end and write every sheet into ``folder``; gives the exit code.

    Raises:
        Explained: the folder cannot be written to.
    """
    out = Output(as_json=as_json)
    with tempfile.TemporaryDirectory(prefix="ilacs-rehearsal-") as temporary:
        out.say("Playing an invented inspection week of Borsetshire up to Wednesday 2 December, 18:40 …")
        house = open_rehearsal(Path(temporary) / "rehearsal", None)
        try:
            written = evening(house, folder, out)
        finally:
            house.store.close()
    out.say(f"{len(written)} files are in {folder}. They are not encrypted; everybody in them is invented.")
    out.result({"folder": folder, "files": [path.name for path in written]})
    return 0


def evening(house: House, folder: Path, out: Output) -> list[Path]:
    """Work through the evening: debrief, issue tomorrow, and write the sheets."""
    inspection = house.inspections.current()
    assert inspection is not None  # noqa: S101 - the rehearsal has just opened it
    for session in house.casefiles.not_debriefed(inspection.id, house.clock()):
        house.casefiles.debrief(
            session.id,
            asked="What changed since the last review.",
            liked="Steady visits.",
            worker_is="tired but well",
        )
        out.say(f"Debriefed {session.case_code} with {session.inspector}.")
    impact = house.timetable.preview(inspection.id)
    issue = house.timetable.issue(
        inspection.id, note="Thursday has changed: one session stands down, one moves."
    )
    out.say(f"Issued timetable {issue.number}: {impact.people_to_tell} people to tell.")
    written: list[Path] = []
    for kind, audience in SHEETS:
        day = TODAY if kind is SheetKind.EVENING else TOMORROW
        sheet = house.briefing.make(inspection.id, day=day, kind=kind, audience=audience)
        written += house.briefing.write(sheet, formats=FORMATS, folder=folder)
        out.say(f"Sheet {sheet.number}: {sheet.title}")
    return written
