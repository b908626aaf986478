"""Many case-file sessions planned at once."""

from .dialog import PlanManyDialog

__all__ = ["PlanManyDialog"]
