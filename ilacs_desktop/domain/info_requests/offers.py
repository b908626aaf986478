"""What the authority offers unasked: evidence volunteered, followed like a request with words of its own."""

from __future__ import annotations

from enum import StrEnum

from ilacs_desktop.domain.errors import Explained

from .shapes import InfoRequest, RequestKind, TheirStatus


class OfferState(StrEnum):
    """How the inspectors stand to an offer; the value is the word shown."""

    OFFERED = "offered"
    TAKEN_UP = "taken up"
    DECLINED = "declined"


def offer_state(request: InfoRequest) -> OfferState:
    """How an offer stands: what was given has been taken up, what was withdrawn was declined.

    Taking up starts the clock anew, for only then does anybody wait for it.
    """
    if request.theirs is TheirStatus.WITHDRAWN:
        return OfferState.DECLINED
    if request.theirs is TheirStatus.NOT_GIVEN and request.restarted_at is None:
        return OfferState.OFFERED
    return OfferState.TAKEN_UP


def waits_for_nobody(request: InfoRequest) -> bool:
    """Whether this is an offer that the inspectors have neither taken up nor declined."""
    return request.kind is RequestKind.OFFER and offer_state(request) is OfferState.OFFERED


def check_can_be_taken_up(request: InfoRequest) -> None:
    """Refuse to take up what is no offer, or was taken up before; a declined one may be wanted after all.

    Raises:
        Explained: it cannot be taken up.
    """
    _check_offer(request)
    if offer_state(request) is OfferState.TAKEN_UP:
        raise Explained(f"{request.ref} has been taken up already.")


def check_can_be_declined(request: InfoRequest, *, reason: str) -> None:
    """Refuse to decline what is no offer, was given already, or was declined before; it needs their words.

    Raises:
        Explained: it cannot be declined.
    """
    _check_offer(request)
    if not request.is_open:
        raise Explained(f"{request.ref} is {request.theirs}.", remedy="Only what is still open is declined.")
    if not reason.strip():
        raise Explained(f"Say how {request.ref} was declined.", remedy="One line is enough.")


def _check_offer(request: InfoRequest) -> None:
    if request.kind is not RequestKind.OFFER:
        raise Explained(f"{request.ref} was asked for, not offered.", remedy="Choose an offer.")
    if request.staged or request.merged_into_id is not None:
        raise Explained(f"{request.ref} does not stand by itself.", remedy="Choose another one.")
