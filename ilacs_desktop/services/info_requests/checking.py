"""Somebody else than the owner checks accuracy and redaction; then a request, or an item, is cleared."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from ilacs_desktop.domain.info_requests import (
    CheckKind,
    InfoRequest,
    ItemState,
    OurStatus,
    check_can_be_cleared,
    check_item_is_open,
    check_our_step,
    check_the_checker,
)
from ilacs_desktop.store.info_requests import InfoRequestRecord, RequestItemRecord

from .room import RequestRoom
from .rows import note, the_item, the_record
from .settling import names_of
from .targets import kept_rules


class RequestChecks(RequestRoom):
    """The part of :class:`InfoRequests` that checks and clears. Who checks is said by name."""

    def check(
        self, request_id: int, kind: CheckKind, *, checked_by: str = "", by: object | None = None
    ) -> InfoRequest:
        """Record who has looked at a request; without ``checked_by`` the person at the keyboard.

        Raises:
            Explained: it is not open, or its owner would check it where another has to.
        """
        with self._store.working("Check a request", by=by) as session:
            record = the_record(session, request_id)
            check_our_step(record.row(), OurStatus.CHECKING, reason="checked")
            self._check(session, record, {kind: checked_by or self._store.actor})
            if record.ours is not OurStatus.CLEARED:
                record.ours = OurStatus.CHECKING
            return self._row(session, record)

    def clear(
        self,
        request_id: int,
        *,
        accuracy_by: str = "",
        redaction_by: str = "",
        by: object | None = None,
    ) -> InfoRequest:
        """Clear a request; checks that are named here are recorded first. All in one deed.

        Raises:
            Explained: a check is missing, made by the owner where another has to, or it is not open.
        """
        with self._store.working("Clear a request", by=by) as session:
            record = the_record(session, request_id)
            check_our_step(record.row(), OurStatus.CLEARED, reason="")
            self._check(session, record, _named(accuracy_by, redaction_by))
            session.flush()
            check_can_be_cleared(record.ref, record.row(), needs_checks=kept_rules(session).needs_checks)
            record.ours, record.returned_reason = OurStatus.CLEARED, ""
            record.cleared_by = self._store.actor
            note(session, record, at=self._clock(), by=self._store.actor, what=str(OurStatus.CLEARED))
            return self._row(session, record)

    def check_item(
        self, item_id: int, kind: CheckKind, *, checked_by: str = "", by: object | None = None
    ) -> InfoRequest:
        """Record who has looked at one item; without ``checked_by`` the person at the keyboard.

        Raises:
            Explained: nobody waits for it any more, or its owner would check it where another has to.
        """
        with self._store.working("Check an item of a request", by=by) as session:
            item = the_item(session, item_id)
            check_item_is_open(item.row())
            self._check(session, item, {kind: checked_by or self._store.actor})
            return self._row(session, item.request)

    def clear_item(
        self, item_id: int, *, accuracy_by: str = "", redaction_by: str = "", by: object | None = None
    ) -> InfoRequest:
        """Clear one item, which is then ready to be given, whatever the rest of its request waits for.

        Raises:
            Explained: a check is missing, made by the owner where another has to, or nobody waits for it.
        """
        with self._store.working("Clear an item of a request", by=by) as session:
            item = the_item(session, item_id)
            check_item_is_open(item.row())
            self._check(session, item, _named(accuracy_by, redaction_by))
            session.flush()
            rules = kept_rules(session)
            check_can_be_cleared(f"“{item.what}”", item.row(), needs_checks=rules.needs_checks)
            item.state, item.returned_reason, item.cleared_by = ItemState.READY, "", self._store.actor
            note(session, item.request, at=self._clock(), by=self._store.actor, what=f"{item.what}: cleared")
            return self._row(session, item.request)

    def _check(
        self,
        session: Session,
        checked: InfoRequestRecord | RequestItemRecord,
        checkers: Mapping[CheckKind, str],
    ) -> None:
        """Write down each check, if its checker may make it."""
        by_another = kept_rules(session).checked_by_another
        if isinstance(checked, RequestItemRecord):
            record, what, before = checked.request, f"“{checked.what}”", f"{checked.what}: "
            owner = checked.owner or record.owner
        else:
            record, what, before, owner = checked, checked.ref, "", checked.owner
        made = dict(zip(CheckKind, (checked.accuracy_checked_by, checked.redaction_checked_by), strict=True))
        for kind, checker in checkers.items():
            if checker.strip() == made[kind]:
                continue
            check_the_checker(what, checker, names_of(owner), by_another=by_another)
            if kind is CheckKind.ACCURACY:
                checked.accuracy_checked_by = checker.strip()
            else:
                checked.redaction_checked_by = checker.strip()
            said = f"{before}{kind} checked by {checker.strip()}"
            note(session, record, at=self._clock(), by=self._store.actor, what=said)


def _named(accuracy_by: str, redaction_by: str) -> dict[CheckKind, str]:
    named = {CheckKind.ACCURACY: accuracy_by, CheckKind.REDACTION: redaction_by}
    return {kind: by for kind, by in named.items() if by.strip()}
