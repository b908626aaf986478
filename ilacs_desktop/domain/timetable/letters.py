"""A change slip as a message of its own: what stands above and below a person's lines."""

from __future__ import annotations

from ilacs_desktop.domain.moments import day_of, said_day, said_time
from ilacs_desktop.domain.timetable.slots import IssueHeading
from ilacs_desktop.domain.timetable.telling import Telling


def letter_subject(authority: str, issue_number: int) -> str:
    """The same for everyone, for a subject line is read by all sorts of people: no person, no case."""
    whose = f"{authority} inspection" if authority else "Inspection"
    return f"{whose}: timetable issue {issue_number}, what changes for you"


def letter_text(
    telling: Telling,
    heading: IssueHeading,
    *,
    sender: str = "",
    has_calendar: bool = False,
    has_stand_down: bool = False,
    page: tuple[str, ...] = (),
) -> str:
    """The whole message in plain text, ready to send or to print.

    ``has_calendar`` and ``has_stand_down`` say which calendar files go with it; ``page`` are the paragraphs
    of the person's own page, see ``session_page``.
    """
    made = f"{said_day(day_of(heading.issued_at))}, {said_time(heading.issued_at)},"
    what = "is new for you" if telling.since_number is None else f"changes this for you{_since(telling)}"
    lines = "\n".join(f"- {line}" for line in telling.lines)
    paragraphs = [f"{telling.name},", f"Timetable issue {telling.issue_number} of {made} {what}:", lines]
    paragraphs += page
    if heading.note:
        paragraphs.append(f"To everyone: {heading.note}")
    if has_calendar:
        paragraphs.append(
            "The calendar file with this message is your whole timetable; open it to take it in."
        )
    if has_stand_down:
        paragraphs.append("The file called “stood down” takes out of your calendar what is no longer yours.")
    paragraphs.append("Please say that you have read this.")
    if sender:
        paragraphs.append(sender)
    return "\n\n".join(paragraphs) + "\n"


def _since(telling: Telling) -> str:
    known = telling.since_number
    return f" since issue {known}" if known and known < telling.issue_number - 1 else ""
