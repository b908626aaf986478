"""Checking and clearing: somebody else than the owner looks at accuracy and redaction before clearing."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.people import name_key

from .shapes import InfoRequest, ItemState, RequestItem


class CheckKind(StrEnum):
    """What is looked at before something is cleared; the value is the word shown."""

    ACCURACY = "accuracy"
    REDACTION = "redaction"


def missing_checks(checked: InfoRequest | RequestItem) -> tuple[CheckKind, ...]:
    """The checks that nobody has made yet."""
    made = {
        CheckKind.ACCURACY: checked.accuracy_checked_by,
        CheckKind.REDACTION: checked.redaction_checked_by,
    }
    return tuple(kind for kind, by in made.items() if not by)


def check_the_checker(what: str, checker: str, owners: Collection[str], *, by_another: bool) -> None:
    """Refuse a check by nobody, or by the owner where another has to look.

    ``owners`` are all the ways in which the owner is named.

    Raises:
        Explained: the check may not be made by ``checker``.
    """
    if not checker.strip():
        raise Explained("Say who has checked it.", remedy="Choose somebody, or write a name.")
    if by_another and is_named(checker, owners):
        raise Explained(
            f"{checker.strip()} owns {what}; somebody else has to check it.",
            remedy="Choose another person, or change the rule in Settings.",
        )


def is_named(name: str, names: Collection[str]) -> bool:
    """Whether a name is one of ``names``, whatever its dots, blanks and capitals."""
    return bool(name_key(name)) and name_key(name) in {name_key(each) for each in names}


def check_can_be_cleared(what: str, checked: InfoRequest | RequestItem, *, needs_checks: bool) -> None:
    """Refuse to clear what was not checked.

    Raises:
        Explained: a check is missing.
    """
    missing = missing_checks(checked) if needs_checks else ()
    if missing:
        kinds = " and ".join(missing)
        raise Explained(
            f"{what}: {kinds} {'is' if len(missing) == 1 else 'are'} not checked yet.",
            remedy="Say who has checked it, then clear it.",
        )


def check_item_is_open(item: RequestItem) -> None:
    """Refuse to check or clear an item that nobody waits for any more.

    Raises:
        Explained: it was given, waived or withdrawn.
    """
    if item.state in {ItemState.GIVEN, ItemState.WAIVED, ItemState.WITHDRAWN}:
        raise Explained(f"“{item.what}” is {item.state}.", remedy="Return it first if it is wanted again.")
