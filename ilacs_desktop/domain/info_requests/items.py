"""The items inside a request: which step may follow which, and when they settle the whole."""

from __future__ import annotations

from ilacs_desktop.domain.errors import Explained

from .given import DONE_STATES, is_complete
from .shapes import InfoRequest, ItemState, RequestItem, TheirStatus

_WITH_REASON = frozenset({ItemState.WANTED, ItemState.WAIVED, ItemState.WITHDRAWN})


def check_item_step(item: RequestItem, state: ItemState, *, reason: str, is_cleared: bool) -> None:
    """Refuse a step of an item that may not be taken.

    "Given" follows from the given register, "ready" from being cleared.

    Raises:
        Explained: the step is refused.
    """
    if state is item.state:
        raise Explained(f"“{item.what}” is {state} already.")
    if state is ItemState.GIVEN:
        raise Explained(
            f"“{item.what}” is given once the register says what was given.", remedy="Record it with Give…"
        )
    if state is ItemState.READY and not is_cleared:
        raise Explained(f"“{item.what}” is not cleared yet.", remedy="Have it checked, then clear it.")
    if item.state is ItemState.GIVEN and state is not ItemState.WANTED:
        raise Explained(f"“{item.what}” was given; that stays so.", remedy="Return it if more is wanted.")
    if state in _WITH_REASON and not reason.strip():
        if state is ItemState.WANTED:
            raise Explained("An item goes back only with a reason.", remedy="Say what has to be put right.")
        raise Explained(f"Say why “{item.what}” is {state}.", remedy="One line is enough.")


def check_item_as_seen(
    seen: RequestItem, now: RequestItem, *, what: str, owner_id: int | None, state: ItemState | None
) -> None:
    """Refuse to overwrite what somebody else has changed of an item since it was looked at.

    Raises:
        Explained: its words, its owner or its state are neither as they were seen nor as they are wanted.
    """
    told = []
    if now.what not in {seen.what, what} and what != seen.what:
        told.append(f"it is called “{now.what}” by now, and “{what}” by you")
    if now.owner_id not in {seen.owner_id, owner_id} and owner_id != seen.owner_id:
        told.append(f"it is {now.owner or 'nobody'}'s by now")
    if state is not None and now.state not in {seen.state, state}:
        told.append(f"it is {now.state} by now")
    if told:
        raise Explained(
            f"Someone else has just changed “{seen.what}”: {'; '.join(told)}.",
            remedy="Nothing was overwritten. Close this, look at both, and open it again.",
        )


def check_takes_items(request: InfoRequest) -> None:
    """Refuse another item for a request that is over: nobody would look for it there.

    Raises:
        Explained: it was given, accepted or withdrawn.
    """
    if request.staged or request.is_open:
        return
    remedy = "Reopen it" if request.theirs is TheirStatus.WITHDRAWN else "Record “more wanted”"
    raise Explained(f"{request.ref} is {request.theirs}.", remedy=f"{remedy}, then add the item.")


def ends_with_its_items(request: InfoRequest) -> TheirStatus | None:
    """What an open request becomes when all its items are settled: given, or withdrawn if nothing was given.

    None while something is awaited, or when it has no items.
    """
    if not request.items or not request.is_open:
        return None
    if is_complete(request.items):
        return TheirStatus.GIVEN
    if all(item.state in DONE_STATES for item in request.items):
        return TheirStatus.WITHDRAWN
    return None


def said_items(request: InfoRequest) -> str:
    """``2 of 5 items settled``; empty without items."""
    if not request.items:
        return ""
    settled = sum(item.state in DONE_STATES for item in request.items)
    return f"{settled} of {len(request.items)} items settled"
