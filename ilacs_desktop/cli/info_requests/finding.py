"""The request and the person a command names, and how a request is told to people and programs."""

from __future__ import annotations

import argparse

from ilacs_desktop.cli.output import Output, inspection_of
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import Anchor, InfoRequest, RequestItem
from ilacs_desktop.domain.moments import said_minutes
from ilacs_desktop.domain.people import Person, Side
from ilacs_desktop.services.house import House

REF = "the request, such as IR-031 or A-08"


def request_of(house: House, args: argparse.Namespace) -> InfoRequest:
    """The request with the ref given.

    Raises:
        Explained: there is none.
    """
    wanted = args.ref.upper()
    rows: tuple[InfoRequest, ...] = house.info_requests.all(inspection_of(house, args).id)
    for row in rows:
        if row.ref == wanted:
            return row
    raise Explained(f"There is no request {wanted}.", remedy="See: requests list --all, requests staged.")


def person_of(house: House, words: str, sides: tuple[Side, ...]) -> Person:
    """The one person of ``sides`` called so, by name, known-as or role.

    Raises:
        Explained: nobody is, or several are.
    """
    said = words.casefold()
    people: list[Person] = [each for each in house.people.all() if each.side in sides]
    found = [
        each
        for each in people
        if said in {each.name.casefold(), each.short_name.casefold(), each.known_as.casefold()}
    ] or [each for each in people if said == each.role.casefold()]
    if len(found) == 1:
        return found[0]
    if not found:
        raise Explained(f"Nobody is called “{words}”.", remedy="Give the full name, or the role.")
    raise Explained(f"{len(found)} people fit “{words}”.", remedy="Give the full name.")


def told(out: Output, request: InfoRequest) -> None:
    """Say how a request stands after a deed, to people and to programs."""
    owner = request.owner or "nobody yet"
    state = f"{request.ours.value}, {request.theirs.value}"
    out.say(f"{request.ref}: {state}, owner {owner}. {request.due.working}")
    out.result(plain(request))


def said_slack(request: InfoRequest) -> str:
    """“1 h 20”, “late 15 min”, or “awaiting” while its clock stands still."""
    slack = request.due.slack_minutes
    if slack is None:
        return "awaiting" if request.is_paused and request.is_open else ""
    return f"late {said_minutes(slack)}" if slack < 0 else said_minutes(slack)


def plain(request: InfoRequest) -> dict[str, object]:
    """A request for programs."""
    return {
        "id": request.id,
        "ref": request.ref,
        "title": request.title,
        "verbatim": request.verbatim,
        "meaning": request.meaning,
        "asked_at": request.asked_at,
        "asked_by": request.asked_by,
        "asked_of": request.asked_of,
        "owner": request.owner,
        "enquiry": request.enquiry,
        "kind": request.kind.value,
        "staged": request.staged,
        "ours": request.ours.value,
        "theirs": request.theirs.value,
        "due_at": request.due.at,
        "slack_minutes": request.due.slack_minutes,
        "is_overdue": request.due.is_overdue,
        "is_paused": request.due.is_paused,
        "working": request.due.working,
        "promised_at": request.promised_at,
        "acknowledged_at": request.acknowledged_at,
        "returned_reason": request.returned_reason,
        "accuracy_checked_by": request.accuracy_checked_by,
        "redaction_checked_by": request.redaction_checked_by,
        "cleared_by": request.cleared_by,
        "items": [_plain_item(item) for item in request.items],
        "pauses": [
            {"paused_at": pause.paused_at, "resumed_at": pause.resumed_at, "why": pause.why}
            for pause in request.pauses
        ],
        "anchor": _plain_anchor(request.anchor) if request.anchor else None,
    }


def _plain_item(item: RequestItem) -> dict[str, object]:
    return {
        "what": item.what,
        "owner": item.owner,
        "state": item.state.value,
        "returned_reason": item.returned_reason,
        "accuracy_checked_by": item.accuracy_checked_by,
        "redaction_checked_by": item.redaction_checked_by,
        "cleared_by": item.cleared_by,
    }


def _plain_anchor(anchor: Anchor) -> dict[str, object]:
    return {
        "slot": anchor.uid,
        "edge": anchor.edge.value,
        "minutes": anchor.minutes,
        "said": anchor.said,
        "trouble": anchor.trouble,
    }
