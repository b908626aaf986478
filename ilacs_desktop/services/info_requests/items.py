"""The things inside a request, each with an owner and a status of its own."""

from __future__ import annotations

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import (
    CheckKind,
    InfoRequest,
    ItemState,
    RequestItem,
    TheirStatus,
    check_item_as_seen,
    check_item_step,
    check_takes_items,
)
from ilacs_desktop.domain.keep import KEEP, Keep
from ilacs_desktop.store.info_requests import RequestItemRecord

from .checking import RequestChecks
from .references import check_links
from .rows import note, the_item, the_record
from .settling import drop_own_checks, end_with_items, forget_checks, take_back_clearance
from .steps import RequestSteps


class RequestItems(RequestSteps, RequestChecks):
    """The part of :class:`InfoRequests` that keeps the items inside a request."""

    def add_item(
        self, request_id: int, what: str, *, owner_id: int | None = None, by: object | None = None
    ) -> InfoRequest:
        """Name one of the things a request asks for.

        What was cleared without it is not cleared with it.

        Raises:
            Explained: there are no words, nobody of that number, or the request is over.
        """
        if not what.strip():
            raise Explained("An item needs words.", remedy="Say what is wanted.")
        with self._store.working("Add an item to a request", by=by) as session:
            record = the_record(session, request_id)
            check_links(session, (owner_id,), None, record.inspection_id)
            check_takes_items(record.row())
            item = RequestItemRecord(what=what.strip(), owner_id=owner_id)
            record.items.append(item)
            now, actor, added = self._clock(), self._store.actor, f"item added: {what.strip()}"
            note(session, record, at=now, by=actor, what=added)
            session.flush()
            take_back_clearance(session, record, why=added, but=item, at=now, by=actor)
            session.flush()
            return self._row(session, record)

    def change_item(
        self,
        item_id: int,
        *,
        what: str | None = None,
        owner_id: int | Keep | None = KEEP,
        by: object | None = None,
    ) -> InfoRequest:
        """Say an item in other words, or give it an owner, another one, or none.

        Raises:
            Explained: there are no words, or nobody of that number.
        """
        with self._store.working("Change an item of a request", by=by) as session:
            item = the_item(session, item_id)
            record, told = item.request, []
            if what is not None and what.strip() != item.what:
                if not what.strip():
                    raise Explained("An item needs words.", remedy="Say what is wanted.")
                told.append(f"item “{item.what}” is now “{what.strip()}”")
                item.what = what.strip()
            if not isinstance(owner_id, Keep) and owner_id != item.owner_id:
                check_links(session, (owner_id,), None, record.inspection_id)
                item.owner_id = owner_id
                session.flush()
                session.expire(item, ["owner"])
                owner = item.row().owner
                told.append(f"{item.what}: {f'assigned to {owner}' if owner else 'no longer assigned'}")
            for each in told:
                note(session, record, at=self._clock(), by=self._store.actor, what=each)
            if told:
                drop_own_checks(session, record, at=self._clock(), by=self._store.actor)
            return self._row(session, record)

    def set_item(
        self, item_id: int, state: ItemState, *, reason: str = "", by: object | None = None
    ) -> InfoRequest:
        """Say how one item stands. Back to "wanted", waived and withdrawn want a reason.

        With the last item settled the request is complete: given if something of it was, else withdrawn.
        An item returned when all was given brings the request back: more is wanted, by a new clock.

        Raises:
            Explained: a reason is missing, or it would be given or ready without the register or a check.
        """
        state = ItemState(state)
        with self._store.working("Move an item of a request", by=by) as session:
            item = the_item(session, item_id)
            record = item.request
            check_item_step(item.row(), state, reason=reason, is_cleared=bool(item.cleared_by))
            is_back = state is ItemState.WANTED and item.state is not ItemState.WANTED
            item.state = state
            item.returned_reason = reason.strip() if is_back else ""
            if is_back:
                item.cleared_by = None
                forget_checks(item)
            now, actor = self._clock(), self._store.actor
            what = f"{item.what}: {'returned' if is_back else state}"
            note(session, record, at=now, by=actor, what=what, why=reason)
            session.flush()
            if is_back and record.theirs in {TheirStatus.GIVEN, TheirStatus.ACCEPTED}:
                return self.set_theirs(
                    record.id, TheirStatus.MORE_WANTED, reason=f"{item.what}: {reason.strip()}", by=by
                )
            if is_back:
                why = f"{item.what}: {reason.strip()}"
                take_back_clearance(session, record, why=why, but=item, at=now, by=actor)
            end_with_items(session, record, at=now, by=actor)
            return self._row(session, record)

    def settle_item(
        self,
        item_id: int,
        *,
        what: str,
        owner_id: int | None,
        accuracy_by: str = "",
        redaction_by: str = "",
        state: ItemState | None = None,
        reason: str = "",
        seen: RequestItem | None = None,
        by: object | None = None,
    ) -> InfoRequest:
        """Put an item right, note its checks, and move it on, in one deed; a state of None leaves it there.

        ``seen`` is the item as it was looked at: what somebody else has changed since is not overwritten.

        Raises:
            Explained: as `change_item`, `check_item`, `clear_item` and `set_item`, or it was changed since;
                then nothing is stored.
        """
        with self._store.working("Settle an item of a request", by=by) as session:
            if seen is not None:
                now = the_item(session, item_id).row()
                check_item_as_seen(seen, now, what=what.strip(), owner_id=owner_id, state=state)
                what = now.what if what.strip() == seen.what else what
                owner_id = now.owner_id if owner_id == seen.owner_id else owner_id
            row = self.change_item(item_id, what=what, owner_id=owner_id, by=by)
            if state is ItemState.READY:
                return self.clear_item(item_id, accuracy_by=accuracy_by, redaction_by=redaction_by, by=by)
            if state is not None:
                return self.set_item(item_id, state, reason=reason, by=by)
            for kind, checker in ((CheckKind.ACCURACY, accuracy_by), (CheckKind.REDACTION, redaction_by)):
                if checker.strip():
                    row = self.check_item(item_id, kind, checked_by=checker, by=by)
            return row
