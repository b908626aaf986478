"""What follows from a deed for the rest of a request: checks that fall away, clearance, completion."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from ilacs_desktop.domain.info_requests import ItemState, OurStatus, TheirStatus, ends_with_its_items
from ilacs_desktop.domain.info_requests.checking import is_named
from ilacs_desktop.domain.info_requests.given import DONE_STATES
from ilacs_desktop.store.info_requests import InfoRequestRecord, RequestItemRecord
from ilacs_desktop.store.people import PersonRecord

from .rows import note
from .targets import kept_rules

_OWN = "{who} checked it and owns it now; somebody else has to check it"


def names_of(owner: PersonRecord | None) -> tuple[str, ...]:
    """All the ways in which an owner may be written down as a checker."""
    if owner is None:
        return ()
    row = owner.row()
    return (row.name, row.short_name, row.label, row.initials, *row.name.split()[-1:])


def forget_checks(checked: InfoRequestRecord | RequestItemRecord) -> None:
    """What was changed since has to be looked at anew."""
    checked.accuracy_checked_by = checked.redaction_checked_by = None


def drop_own_checks(session: Session, record: InfoRequestRecord, *, at: datetime, by: str) -> None:
    """After an owner was named: what this person has checked is checked by nobody else, so it is not checked.

    What was cleared on the strength of it is not cleared any more, and says why. What was given stays so.
    """
    if not (_is_checked(record) or any(_is_checked(item) for item in record.items)):
        return
    rules = kept_rules(session)
    if not rules.checked_by_another or not (record.staged or record.row().is_open):
        return
    session.flush()
    session.expire(record, ["owner"])
    if _drops(record, record.owner) and rules.needs_checks and record.ours is OurStatus.CLEARED:
        why = _OWN.format(who=record.row().owner)
        record.ours, record.cleared_by, record.returned_reason = OurStatus.CHECKING, "", why
        note(session, record, at=at, by=by, what=f"sent back to {OurStatus.CHECKING}", why=why)
    for item in record.items:
        session.expire(item, ["owner"])
        owner = item.owner or record.owner
        if item.state in DONE_STATES or not _drops(item, owner) or owner is None:
            continue
        if rules.needs_checks and item.cleared_by:
            why = _OWN.format(who=owner.row().label)
            item.state, item.cleared_by, item.returned_reason = ItemState.WANTED, None, why
            note(session, record, at=at, by=by, what=f"{item.what}: returned", why=why)


def take_back_clearance(
    session: Session, record: InfoRequestRecord, *, why: str, but: RequestItemRecord, at: datetime, by: str
) -> None:
    """A cleared request of which an item came back, or came new, is not cleared any more; its others are."""
    if record.ours is not OurStatus.CLEARED or not record.row().is_open:
        return
    for item in record.items:
        if item is not but and item.state is ItemState.WANTED and not item.cleared_by:
            item.accuracy_checked_by = record.accuracy_checked_by
            item.redaction_checked_by = record.redaction_checked_by
            item.state, item.cleared_by = ItemState.READY, record.cleared_by or by
    record.ours, record.cleared_by, record.returned_reason = OurStatus.GATHERING, "", why
    forget_checks(record)
    note(session, record, at=at, by=by, what=f"sent back to {OurStatus.GATHERING}", why=why)
    drop_own_checks(session, record, at=at, by=by)


def end_with_items(session: Session, record: InfoRequestRecord, *, at: datetime, by: str) -> None:
    """A request whose items are all settled is complete: given if something of it was, else withdrawn."""
    ends_as = ends_with_its_items(record.row())
    if ends_as is None:
        return
    record.theirs = ends_as
    if ends_as is TheirStatus.GIVEN:
        record.given_at = record.given_at or at
        note(session, record, at=at, by=by, what="complete: every item is settled")
    else:
        note(session, record, at=at, by=by, what="complete: nothing of it is wanted any more")


def _is_checked(checked: InfoRequestRecord | RequestItemRecord) -> bool:
    return bool(checked.accuracy_checked_by or checked.redaction_checked_by)


def _drops(checked: InfoRequestRecord | RequestItemRecord, owner: PersonRecord | None) -> bool:
    """Take away the checks its owner has made; gives whether there were any."""
    names = names_of(owner)
    own_accuracy = is_named(checked.accuracy_checked_by or "", names)
    own_redaction = is_named(checked.redaction_checked_by or "", names)
    if own_accuracy:
        checked.accuracy_checked_by = None
    if own_redaction:
        checked.redaction_checked_by = None
    return own_accuracy or own_redaction
