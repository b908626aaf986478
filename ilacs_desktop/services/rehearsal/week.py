"""The week as it is played: each deed at its hour, through the same services the window uses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ilacs_desktop.domain.inspection import Inspection
from ilacs_desktop.services.house import House
from ilacs_desktop.services.rehearsal import beginning, casefiles, days, registers, talk
from ilacs_desktop.services.rehearsal.hands import Hands
from ilacs_desktop.services.rehearsal.stage import Stage, read_script

Progress = Callable[[int, int, str], None]

STEPS: tuple[tuple[str, Callable[[Stage], None]], ...] = (
    ("The call", beginning.take_the_call),
    ("People and places", beginning.list_staff),
    ("Annex A", beginning.take_in_annex_a),
    ("Owners and dates", beginning.share_out),
    ("Lines of enquiry", talk.follow_lines),
    ("Requests of the first week", talk.answer),
    ("The checklist of sessions", casefiles.write_checklist),
    ("The first timetable", days.first_issue),
    ("The second timetable", days.second_issue),
    ("Sessions and debriefs", days.hold_sessions),
    ("The third timetable", days.third_issue),
    ("Feedback", talk.hear),
    ("Open requests", talk.leave_open),
    ("Offers", talk.offer),
    ("Figures and points", registers.write_down),
    ("Families and what is to come", casefiles.look_after),
    ("This evening", days.change_tomorrow),
)


def play_week(house: House, hands: Hands, folder: Path, progress: Progress | None = None) -> Inspection:
    """Play the invented week in ``folder`` into an empty house, up to its evening; gives its inspection.

    ``progress`` hears how many steps are done, how many there are, and what comes next. What it
    raises stops the playing; the store then holds what was played so far.
    """
    stage = Stage(house, hands, read_script(folder))
    for number, (words, step) in enumerate(STEPS):
        if progress is not None:
            progress(number, len(STEPS), words)
        step(stage)
    if progress is not None:
        progress(len(STEPS), len(STEPS), "Ready")
    return house.inspections.one(stage.inspection_id)
