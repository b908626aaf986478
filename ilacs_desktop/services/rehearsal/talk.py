"""What was said and asked: lines of enquiry, requests given and open, threads, notes and the concern."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

from ilacs_desktop.domain.enquiry import EnquiryState, Provenance, Strength
from ilacs_desktop.domain.info_requests import ItemState, OurStatus, RequestKind
from ilacs_desktop.domain.moments import moment
from ilacs_desktop.services.rehearsal.hands import london
from ilacs_desktop.services.rehearsal.stage import Stage

CHECKERS = ("P. Nandy", "T. Lindqvist", "M. Roche")
"""Who checks what is to be given, in this order; never the owner."""
REVIEWED_AFTER = timedelta(days=14)
"""How long what was given may stand before somebody looks at it again."""


def follow_lines(stage: Stage) -> None:
    """Lines of enquiry with their signals, each written down three minutes after it was given."""
    for key, title, started_at, state in stage.data.week["enquiries"]:
        stage.hands.set(london(started_at))
        enquiry = stage.house.enquiry.start(stage.inspection_id, title)
        stage.enquiries[key] = enquiry.id
        if EnquiryState(state) is not EnquiryState.EMERGING:
            stage.hands.set(london("2026-12-01T17:40"))
            stage.house.enquiry.set_state(enquiry.id, EnquiryState(state))
    for key, at, source, inspector, strength, provenance, quote in stage.data.week["signals"]:
        stage.hands.set(london(at) + timedelta(minutes=3))
        stage.house.enquiry.add_signal(
            stage.enquiries[key],
            quote=quote,
            source=source,
            at=london(at),
            inspector_id=stage.people[inspector],
            strength=Strength(strength),
            provenance=Provenance(provenance),
        )


def answer(stage: Stage) -> None:
    """Requests that were asked and answered."""
    for asked_at, inspector, words, owner, kind, file_name, given_at, how in stage.data.week["given"]:
        stage.hands.set(london(asked_at) + timedelta(minutes=1))
        request = stage.house.info_requests.add(
            stage.inspection_id,
            verbatim=words,
            meaning=words,
            asked_by_id=stage.people[inspector],
            asked_at=london(asked_at),
            owner_id=stage.people[owner],
            kind=kind,
            target_at=london(given_at) + timedelta(hours=1),
        )
        stage.house.info_requests.acknowledge(request.id)
        clear_and_give(stage, request.id, owner=owner, file_name=file_name, given_at=given_at, how=how)
    for row in stage.data.week["replaced"]:
        replace_file(stage, row)


def clear_and_give(
    stage: Stage, request_id: int, *, owner: str, file_name: str, given_at: str, how: str
) -> None:
    """Take a request through gathering and checking, and record what was given."""
    requests = stage.house.info_requests
    stage.hands.set(london(given_at) - timedelta(minutes=20))
    if requests.one(request_id).staged:
        requests.activate(request_id, asked_at=stage.hands())
        requests.assign(request_id, stage.people[owner])
    with stage.house.store.working("Gather, check and clear what was asked for"):
        for step in (OurStatus.GATHERING, OurStatus.CHECKING, OurStatus.CLEARED):
            take_step(stage, request_id, step)
    stage.hands.set(london(given_at))
    given_on = london(given_at).date()
    line = requests.give(
        request_id,
        how=how,
        file_name=file_name,
        **facts_of(file_name),
        as_of=given_on,
        review_on=given_on + REVIEWED_AFTER,
    )
    if how == "sharing site":
        stage.hands.set(london(given_at) + timedelta(minutes=10))
        requests.receive(line.id, what="the site’s message")


def replace_file(stage: Stage, row: list[str]) -> None:
    """Give a better version of a file to whoever had the first."""
    file_name, at, version, wrong, checker = row
    requests = stage.house.info_requests
    stage.hands.set(london(at))
    register = requests.given(stage.inspection_id)
    old = next(line for line in register if line.file_name == file_name)
    requests.give(
        old.request_id,
        how=old.how,
        file_name=file_name,
        **facts_of(f"{file_name} version {version}"),
        version_label=version,
        as_of=london(at).date(),
        cleared_by=checker,
        supersedes_id=old.id,
        despite=wrong,
    )


def facts_of(words: str) -> dict[str, Any]:
    """Hash and size of a file that is not there; made of its name, so that they are the same each time."""
    content = f"rehearsal {words}".encode()
    return {"sha256": hashlib.sha256(content).hexdigest(), "size_bytes": len(content) * 1000}


def hear(stage: Stage) -> None:
    """Threads, notes, and the concern for a child's safety."""
    feedback = stage.house.feedback
    for each in stage.data.threads["thread"]:
        stage.hands.set(london(each["messages"][0][0]))
        thread = feedback.start_thread(
            stage.inspection_id, each["subject"], enquiry_id=stage.enquiries.get(each.get("enquiry", ""))
        )
        for at, name, text in each["messages"]:
            stage.hands.set(london(at))
            feedback.add_message(thread.id, text, sender_id=stage.people[name], at=london(at))
    for each in stage.data.threads["note"]:
        day = date.fromisoformat(each["day"])
        stage.hands.set(moment(day, time(17, 0)))
        feedback.save_note(
            stage.inspection_id,
            inspector_id=stage.people[each["inspector"]],
            day=day,
            text=each["text"],
            version=0,
        )
    concern = stage.data.threads["concern"]
    stage.hands.set(london(concern["said_at"]) + timedelta(minutes=2))
    session = stage.sessions[concern["session"]]
    raised = stage.house.casefiles.raise_concern(
        stage.inspection_id,
        child_id=session.child.id,
        said_by_id=stage.people[concern["said_by"]],
        what=concern["what"],
        owner_id=stage.people[concern["owner"]],
        deputy_id=stage.people[concern["deputy"]],
        said_at=london(concern["said_at"]),
    )
    stage.hands.set(london(concern["said_at"]) + timedelta(minutes=9))
    stage.house.casefiles.act(raised.id, action=concern["action"])


def leave_open(stage: Stage) -> None:
    """The requests that are open this evening."""
    requests = stage.house.info_requests
    for asked_at, inspector, words, meaning, owner, enquiry, kind, due_at, ours, extra in stage.data.week[
        "open"
    ]:
        stage.hands.set(london(asked_at) + timedelta(minutes=1))
        request = requests.add(
            stage.inspection_id,
            verbatim=words,
            meaning=meaning,
            asked_by_id=stage.people[inspector],
            asked_at=london(asked_at),
            owner_id=None if ours == "captured" else stage.people[owner],
            enquiry_id=stage.enquiries.get(enquiry),
            kind=kind,
            target_at=london(due_at),
        )
        if asked_at <= stage.data.week["acknowledged_until"]:
            requests.acknowledge(request.id)
        for step in _steps_to(OurStatus(ours)):
            take_step(stage, request.id, step)
        for of_at, what, item_owner, state in stage.data.week["items"]:
            if of_at == asked_at:
                add_item(stage, request.id, what, item_owner, ItemState(state))
        deed, _, rest = extra.partition(":")
        if deed == "pause":
            stage.hands.set(london(rest[:16]))
            requests.pause(request.id, why=rest[17:])
        elif deed == "back":
            requests.set_ours(request.id, OurStatus.CHECKING)
            requests.set_ours(request.id, OurStatus.GATHERING, reason=rest)


def offer(stage: Stage) -> None:
    """What the authority offered by itself."""
    requests = stage.house.info_requests
    for at, to, words, owner, became in stage.data.week["offers"]:
        stage.hands.set(london(at))
        made = requests.add(
            stage.inspection_id,
            verbatim=words,
            kind=RequestKind.OFFER,
            asked_by_id=stage.people[to],
            asked_at=london(at),
            owner_id=stage.people[owner],
        )
        if became:
            stage.hands.set(london(at) + timedelta(minutes=30))
            requests.decline(made.id, reason=became.partition(": ")[2])


def add_item(stage: Stage, request_id: int, what: str, owner: str, state: ItemState) -> None:
    """One item of a request, and how it stands."""
    requests = stage.house.info_requests
    owner_id = stage.people[owner] if owner else None
    item = requests.add_item(request_id, what, owner_id=owner_id).items[-1]
    if state is ItemState.READY:
        requests.clear_item(item.id, accuracy_by=CHECKERS[0], redaction_by=CHECKERS[1])
    elif state is not ItemState.WANTED:
        requests.set_item(item.id, state, reason="agreed with the inspector")


def take_step(stage: Stage, request_id: int, step: OurStatus) -> None:
    """One step on our side; what is cleared was checked by two people who do not own it."""
    requests = stage.house.info_requests
    if step is not OurStatus.CLEARED:
        requests.set_ours(request_id, step)
        return
    owner = requests.one(request_id).owner
    first, second = [name for name in CHECKERS if name != owner][:2]
    requests.clear(request_id, accuracy_by=first, redaction_by=second)


def _steps_to(status: OurStatus) -> Iterator[OurStatus]:
    order = tuple(OurStatus)
    yield from order[order.index(OurStatus.ASSIGNED) + 1 : order.index(status) + 1]
