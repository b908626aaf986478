"""Which list is wanted, in which form."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ilacs_desktop.domain.listings import Form


class What(StrEnum):
    """A list that can leave the house; the value is its title."""

    LIVE = "Requests asked for"
    OPEN = "Open requests"
    STAGED = "Staged requests"
    ALL = "All requests and the given register"
    GIVEN = "Given register"
    OFFERS = "Offers of the authority"
    FIGURES = "Figures register"
    CLARIFICATIONS = "Points of clarification"

    @property
    def slug(self) -> str:
        """Its part of a file's name."""
        return {
            What.LIVE: "requests",
            What.OPEN: "open-requests",
            What.STAGED: "staged-requests",
            What.ALL: "requests-and-register",
            What.GIVEN: "given-register",
            What.OFFERS: "offers",
            What.FIGURES: "figures",
            What.CLARIFICATIONS: "clarifications",
        }[self]


CAN_COME_BACK = frozenset({What.LIVE, What.OPEN, What.STAGED, What.ALL, What.GIVEN, What.OFFERS})


@dataclass(frozen=True, slots=True)
class Wish:
    """A list in one form.

    ``ids``: only these of it, in this order, as somebody sees them; None is the whole list in its own order.
    ``comes_back``: with what is needed to take it in again without loss.
    """

    what: What
    form: Form = Form.XLSX
    ids: tuple[int, ...] | None = None
    comes_back: bool = True

    @property
    def carries_all(self) -> bool:
        """Whether its rows carry what is needed to come back."""
        return self.comes_back and self.what in CAN_COME_BACK and self.form in {Form.XLSX, Form.CSV}
