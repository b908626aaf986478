"""The parts of a sheet that come from requests, sessions, lines of enquiry and people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from ilacs_desktop.domain.briefing.facts import Facts
from ilacs_desktop.domain.briefing.shapes import Section, SectionKind
from ilacs_desktop.domain.briefing.words import (
    Row,
    bounded,
    capitalised,
    said_count,
    said_due,
    said_on,
    said_slack,
)
from ilacs_desktop.domain.casefiles import is_awaiting_debrief, restricted_to
from ilacs_desktop.domain.enquiry import Enquiry, EnquiryState
from ilacs_desktop.domain.info_requests import InfoRequest, PointState
from ilacs_desktop.domain.moments import day_of, minutes_between, said_day, said_minutes, said_time
from ilacs_desktop.domain.people import Side
from ilacs_desktop.domain.redaction import (
    Audience,
    RequestLine,
    request_for,
    sees_codes,
    sees_wording,
    session_for,
)
from ilacs_desktop.domain.timetable import SlotKind

LIVELY = (
    EnquiryState.ACTIVE,
    EnquiryState.RETURNED,
    EnquiryState.EMERGING,
    EnquiryState.EVIDENCED,
    EnquiryState.QUIET,
)
"""The order in which lines of enquiry matter to somebody who may be asked about them today."""


def enquiries(facts: Facts, audience: Audience, *, limit: int = 8) -> Section:
    """What inspectors are looking at: titles and states, and for leaders how often. Never what to say."""
    found = sorted(
        facts.enquiries,
        key=lambda each: (LIVELY.index(each.state), -each.today_count, -each.signal_count, each.title),
    )
    counted = sees_codes(audience)
    lines: list[Row] = [
        (each.title, *((_signals(each),) if counted else ()), each.state.value) for each in found
    ]
    rows, left_out = bounded(lines, limit)
    return Section(
        "enquiries",
        "What inspectors are looking at",
        SectionKind.TABLE,
        ("Line of enquiry", "Signals", "State") if counted else ("Line of enquiry", "State"),
        rows,
        left_out=left_out,
        empty_says="No line of enquiry has been noted yet.",
        shares=(1, 0, 0) if counted else (1, 0),
    )


def _signals(enquiry: Enquiry) -> str:
    words = said_count(enquiry.signal_count, "signal")
    return f"{words}, {enquiry.today_count} today" if enquiry.today_count else words


def _open(facts: Facts, audience: Audience) -> list[RequestLine]:
    return [request_for(each, audience) for each in _by_due(each for each in facts.requests if each.is_open)]


def _by_due(requests: Iterable[InfoRequest]) -> list[InfoRequest]:
    """The soonest due first; those without a moment, paused or undated, last."""
    return sorted(requests, key=lambda each: (each.due.at is None, each.due.at or each.asked_at, each.number))


def requests_due(facts: Facts, audience: Audience, *, by: date, limit: int = 8) -> Section:
    """The requests that are late or fall due until the end of ``by``; how many are open besides."""
    lines = _open(facts, audience)
    due = [line for line in lines if line.due_at is not None and day_of(line.due_at) <= by]
    late = sum(line.is_overdue for line in due)
    later = len(lines) - len(due)
    rows, left_out = bounded([_request_row(line, facts.day, audience) for line in due], limit)
    told = f"{said_count(later, 'other')} open, due later or waiting" if later else ""
    return Section(
        "requests",
        "Requests due",
        SectionKind.TABLE,
        _request_headings(audience),
        rows,
        left_out="; ".join(filter(None, (left_out, told))),
        empty_says=f"No request is due by the end of {said_day(by)}.",
        note=f"{said_count(late, 'request')} late" if late else "",
        shares=_request_shares(audience),
    )


def _request_headings(audience: Audience) -> tuple[str, ...]:
    if sees_wording(audience):
        return ("Ref", "What was asked", "Owner", "Ours", "Due")
    return ("Ref", "About", "Owner", "Due")


def _request_shares(audience: Audience) -> tuple[int, ...]:
    return (0, 8, 3, 0, 0) if sees_wording(audience) else (0, 8, 4, 0)


def _request_row(line: RequestLine, day: date, audience: Audience) -> Row:
    due = said_due(line, day)
    if sees_wording(audience):
        return (line.ref, line.about, line.owner or "no owner", line.ours, due)
    return (line.ref, line.about, line.owner or "no owner", due)


def requests_by_slack(facts: Facts, audience: Audience, *, limit: int = 14) -> Section:
    """Every open request, the least time left first, for the evening and for the fallback pack."""
    lines = _open(facts, audience)
    late = sum(line.is_overdue for line in lines)
    rows, left_out = bounded(
        [
            (
                line.ref,
                line.about,
                line.owner or "no owner",
                line.ours,
                said_due(line, facts.day),
                said_slack(line),
            )
            for line in lines
        ],
        limit,
    )
    return Section(
        "slack",
        "Open requests, least time left first",
        SectionKind.TABLE,
        ("Ref", "What was asked", "Owner", "Ours", "Due", "Left"),
        rows,
        left_out=left_out,
        empty_says="No request is open.",
        note=f"{len(lines)} open, {late} late" if lines else "",
        shares=(0, 8, 3, 0, 0, 0),
    )


def own_requests(facts: Facts) -> Section:
    """The open requests one person owns."""
    person = facts.person
    own = [
        each for each in facts.requests if each.is_open and person is not None and each.owner_id == person.id
    ]
    lines = [request_for(each, Audience.PERSON) for each in _by_due(own)]
    rows, left_out = bounded(
        [(line.ref, line.about, line.ours, said_due(line, facts.day)) for line in lines], 10
    )
    return Section(
        "requests",
        "Requests you own",
        SectionKind.TABLE,
        ("Ref", "What was asked", "Ours", "Due"),
        rows,
        left_out=left_out,
        empty_says="You own no open request.",
        shares=(0, 1, 0, 0),
    )


def today(facts: Facts, audience: Audience) -> Section:
    """How the day went, in a handful of counts."""
    sessions = [
        session_for(each, audience)
        for each in facts.sessions
        if each.starts_at is not None and day_of(each.starts_at) == facts.day
    ]
    held = [
        each for each in sessions if not each.did_not_happen and each.ends_at and each.ends_at <= facts.as_of
    ]
    debriefed = sum(each.is_debriefed for each in held)
    asked = sum(day_of(each.asked_at) == facts.day for each in facts.requests if not each.staged)
    given = sum(day_of(each.given_at) == facts.day for each in facts.given)
    lines = _open(facts, audience)
    late = sum(line.is_overdue for line in lines)
    signals = sum(each.today_count for each in facts.enquiries)
    rows: list[Row] = [
        ("Case sessions", f"{len(held)} of {len(sessions)} held, {debriefed} debriefed"),
        ("Requests", f"{asked} asked, {given} given, {len(lines)} open, {late} late"),
    ]
    if sees_codes(audience):
        moved = sum(each.has_movement for each in facts.enquiries)
        rows.append(("Lines of enquiry", f"{said_count(signals, 'signal')} noted, {moved} may have moved"))
    return Section("today", f"How {said_day(facts.day)} went", SectionKind.LIST, rows=tuple(rows))


def not_debriefed(facts: Facts, audience: Audience) -> Section:
    """Sessions that have ended and nobody has asked the worker."""
    waiting = sorted(
        (
            each
            for each in facts.sessions
            if is_awaiting_debrief(each, facts.as_of) and each.ends_at is not None
        ),
        key=lambda each: (each.ends_at or facts.as_of, each.id),
    )
    lines: list[Row] = []
    for each in waiting:
        line = session_for(each, audience)
        ago = said_minutes(minutes_between(line.ends_at, facts.as_of)) if line.ends_at else ""
        lines.append((line.code or "Case session", f"{line.worker} with {line.inspector}, ended {ago} ago"))
    rows, left_out = bounded(lines, 8)
    return Section(
        "not_debriefed",
        "Ended, not debriefed",
        SectionKind.LIST,
        rows=rows,
        left_out=left_out,
        empty_says="Every session that has ended is debriefed.",
    )


def concerns(facts: Facts) -> Section:
    """Open concerns for a child's safety: number, owner and what comes next, for senior leaders only.

    Which child it is, and what was said, is for the people named on each: it stands on their own page.
    """
    lines: list[Row] = [
        (
            each.ref,
            "; ".join(
                (
                    f"raised by {each.said_by} {when}",
                    f"{each.owner} owns it",
                    f"next: {each.next_step}",
                    restricted_to(each)[:1].lower() + restricted_to(each)[1:],
                )
            ),
        )
        for each in sorted(facts.concerns, key=lambda each: (each.said_at, each.id))
        if each.is_open
        for when in (said_on(each.said_at, facts.day),)
    ]
    return Section(
        "concerns",
        "Child-safety concerns",
        SectionKind.LIST,
        rows=tuple(lines),
        empty_says="No child-safety concern is open.",
    )


def to_raise(facts: Facts, audience: Audience) -> Section:
    """What the daily meeting with the lead inspector should settle."""
    lines = _open(facts, audience)
    rows: list[Row] = [
        (line.ref, f"{line.about}: late, {line.owner or 'no owner'}") for line in lines if line.is_overdue
    ]
    rows += [(line.ref, f"{line.about}: more is wanted") for line in lines if line.theirs == "more wanted"]
    rows += [(line.ref, f"{line.about}: we wait for a clarification") for line in lines if line.is_paused]
    if sees_wording(audience):
        rows += _points(facts)
        rows += [(each.figures[0].ref, f"{each.said}: which is right?") for each in facts.disagreements]
    following = facts.following_day()
    unplaced = [
        slot
        for slot in facts.slots
        if slot.day == following
        and not slot.where
        and not slot.is_cancelled
        and slot.kind is not SlotKind.LOGISTICS
    ]
    if following and unplaced:
        rows.append((said_day(following), f"{said_count(len(unplaced), 'entry', 'entries')} without a room"))
    shown, left_out = bounded(rows, 12)
    return Section(
        "to_raise",
        "For this meeting",
        SectionKind.LIST,
        rows=shown,
        left_out=left_out,
        empty_says="Nothing is late, and nothing waits for a clarification.",
    )


def _points(facts: Facts) -> list[Row]:
    """What they said and our evidence, of the points that are still to be raised."""
    return [
        (point.ref, f"“{point.they_said}” Our evidence: {point.evidence or 'none yet'}")
        for point in facts.points
        if point.state is PointState.OPEN
    ]


def given_lately(facts: Facts, audience: Audience) -> Section:
    """What has been given since the day before; file names are withheld, for they may speak of a child."""
    since = facts.day - timedelta(days=1)
    titles = {each.id: request_for(each, audience).about for each in facts.requests}
    found = sorted(
        (each for each in facts.given if day_of(each.given_at) >= since),
        key=lambda each: each.given_at,
        reverse=True,
    )
    rows, left_out = bounded(
        [
            (
                each.ref,
                titles.get(each.request_id, ""),
                f"version {each.version_label}",
                said_on(each.given_at, facts.day),
            )
            for each in found
        ],
        12,
    )
    return Section(
        "given",
        "Given since yesterday",
        SectionKind.TABLE,
        ("Ref", "What was asked", "Version", "Given"),
        rows,
        left_out=left_out,
        empty_says="Nothing has been given since yesterday.",
        shares=(0, 1, 0, 0),
    )


def contacts(facts: Facts) -> Section:
    """Whom to ring when nothing but this paper is left; our own people with a telephone."""
    people = sorted(
        (
            each
            for each in facts.people
            if each.is_active and each.side is not Side.INSPECTORATE and each.phone
        ),
        key=lambda each: each.label,
    )
    rows, left_out = bounded([(each.label, each.role, each.phone) for each in people], 40)
    return Section(
        "contacts",
        "Whom to ring",
        SectionKind.TABLE,
        ("Name", "Role", "Phone"),
        rows,
        left_out=left_out,
        empty_says="No telephone number is known.",
        shares=(1, 1, 0),
    )


def carry_on(facts: Facts) -> Section:
    """What to do with this pack when the laptop is not to be had."""
    made = f"{said_day(day_of(facts.as_of))} at {said_time(facts.as_of)}"
    return Section(
        "carry_on",
        "Without the laptop",
        SectionKind.LIST,
        rows=(
            ("1", f"This is how things stood on {made}. Nothing later is in it."),
            ("2", "Write every request and change on paper: the time, who asked, the exact words, for when."),
            ("3", "Tell people of changes in person, and note whom you told and when."),
            ("4", "Back at a laptop, open the last backup and enter what is on paper, in order of time."),
        ),
    )


def own_words(facts: Facts) -> Section:
    """The coordinator's own words to staff."""
    return Section(
        "staff_line", "A line for staff", SectionKind.TEXT, rows=((capitalised(facts.staff_line.strip()),),)
    )
