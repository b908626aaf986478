"""Which step may follow which, and how long an answer usually takes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ilacs_desktop.domain.errors import Explained

from .shapes import InfoRequest, OurStatus, RequestKind, Target, TheirStatus

OUR_ORDER: tuple[OurStatus, ...] = tuple(OurStatus)

DEFAULT_TARGETS: Mapping[RequestKind, Target] = MappingProxyType(
    {
        RequestKind.DOCUMENT: Target(120),
        RequestKind.DATA: Target(120),
        RequestKind.LIST: Target(24 * 60),
        RequestKind.RECORD: Target(60),
        RequestKind.AUDIT: Target(240),
        RequestKind.MEETING: Target(60),
        RequestKind.PRACTICAL: Target(30),
        RequestKind.CLARIFICATION: Target(60),
        RequestKind.FIGURE: Target(60),
        RequestKind.OFFER: Target(24 * 60),
    }
)
"""The usual time to answer, by kind. Source: none but custom, hence the basis "template"."""


def default_target(kind: RequestKind) -> Target:
    """The usual time to answer a request of this kind."""
    return DEFAULT_TARGETS[kind]


def next_status(request: InfoRequest) -> OurStatus | None:
    """The next step on our side, or None when it is cleared or no longer open."""
    if not request.is_open or request.ours is OurStatus.CLEARED:
        return None
    return OUR_ORDER[OUR_ORDER.index(request.ours) + 1]


def check_our_step(request: InfoRequest, status: OurStatus, *, reason: str) -> None:
    """Refuse a step on our side that may not be taken.

    Forward steps may skip; a step back needs its reason; a request without an owner is
    merely captured, for nobody is gathering it.

    Raises:
        Explained: the step is refused.
    """
    if request.staged:
        raise Explained(f"{request.ref} has not been asked for yet.", remedy="Activate it first.")
    if not request.is_open:
        raise Explained(
            f"{request.ref} is {request.theirs}; its preparation is over.",
            remedy="If the inspectors want more, record “more wanted”.",
        )
    if request.owner_id is None and status is not OurStatus.CAPTURED:
        raise Explained(f"Nobody owns {request.ref} yet.", remedy="Assign it to somebody first.")
    if OUR_ORDER.index(status) < OUR_ORDER.index(request.ours) and not reason.strip():
        raise Explained(
            f"{request.ref} goes back only with a reason.", remedy="Say what has to be put right."
        )
    if status is OurStatus.CLEARED and request.is_paused:
        raise Explained(f"{request.ref} still waits for a clarification.", remedy="Resume it first.")


_THEIR_STEPS: Mapping[TheirStatus, frozenset[TheirStatus]] = MappingProxyType(
    {
        TheirStatus.NOT_GIVEN: frozenset({TheirStatus.WITHDRAWN}),
        TheirStatus.GIVEN: frozenset({TheirStatus.ACCEPTED, TheirStatus.MORE_WANTED, TheirStatus.WITHDRAWN}),
        TheirStatus.ACCEPTED: frozenset({TheirStatus.MORE_WANTED}),
        TheirStatus.MORE_WANTED: frozenset({TheirStatus.WITHDRAWN}),
        TheirStatus.WITHDRAWN: frozenset({TheirStatus.NOT_GIVEN}),
    }
)


def check_their_step(request: InfoRequest, status: TheirStatus, *, reason: str) -> None:
    """Refuse a step on their side that may not be taken.

    "Given" is never set by hand: it follows from an entry in the given register.

    Raises:
        Explained: the step is refused.
    """
    if request.staged:
        raise Explained(f"{request.ref} has not been asked for yet.", remedy="Activate it first.")
    if status is TheirStatus.GIVEN:
        raise Explained(
            f"{request.ref} is given once the register says what was given.", remedy="Record it with Give…"
        )
    if status not in _THEIR_STEPS[request.theirs]:
        raise Explained(f"{request.ref} is {request.theirs}; it cannot become {status}.")
    if status in {TheirStatus.MORE_WANTED, TheirStatus.WITHDRAWN} and not reason.strip():
        raise Explained(f"Say why {request.ref} is now “{status}”.", remedy="One line is enough.")


def check_can_take_up(merged: InfoRequest, into: InfoRequest) -> None:
    """Refuse to merge what is still wanted into what is not: it would be lost there.

    Raises:
        Explained: the two may not be merged this way round.
    """
    if merged.staged or merged.theirs in {TheirStatus.GIVEN, TheirStatus.ACCEPTED}:
        how = "not asked for yet" if merged.staged else str(merged.theirs)
        raise Explained(
            f"{merged.ref} is {how}; it stays a request of its own.", remedy="Link the two instead."
        )
    if merged.is_open and not into.is_open:
        how = "not asked for yet" if into.staged else str(into.theirs)
        raise Explained(
            f"{into.ref} is {how}, but {merged.ref} is still wanted.",
            remedy="Merge them the other way round, or give the same answer.",
        )


def check_can_be_given(request: InfoRequest) -> None:
    """Refuse to record as given what is not cleared, not asked for, or withdrawn.

    Raises:
        Explained: it may not be recorded as given.
    """
    if request.staged:
        raise Explained(f"{request.ref} has not been asked for yet.", remedy="Activate it first.")
    if request.theirs is TheirStatus.WITHDRAWN:
        raise Explained(f"{request.ref} was withdrawn.", remedy="Reopen it if it is wanted after all.")
    if request.ours is not OurStatus.CLEARED:
        raise Explained(
            f"{request.ref} is {request.ours}; only what is cleared can be given.", remedy="Clear it first."
        )
