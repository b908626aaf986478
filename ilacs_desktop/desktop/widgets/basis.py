"""How sure a date is, as a pill: the same wherever a date stands."""

from __future__ import annotations

from ilacs_desktop.desktop.widgets.pill import PillText
from ilacs_desktop.domain.inspection import Basis

_LOOKS = {
    Basis.STATUTORY: ("info", "scale"),
    Basis.OFSTED: ("accent", "phone-call"),
    Basis.TEMPLATE: ("plain", ""),
}


def basis_pill(basis: Basis) -> PillText:
    """The word of ``basis`` with its tint and icon."""
    role, icon = _LOOKS[basis]
    return PillText(str(basis), role, icon)
