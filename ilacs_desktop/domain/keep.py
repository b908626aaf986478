"""The word for “leave it as it is” where None means “none”."""

from __future__ import annotations

from enum import Enum
from typing import Final


class Keep(Enum):
    """Stands for “leave it as it is” where None means “none”."""

    KEEP = "keep"


KEEP: Final = Keep.KEEP
