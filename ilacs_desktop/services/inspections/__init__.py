"""What one can do with inspections, their types and their dates."""

from ilacs_desktop.services.inspections.service import Inspections

__all__ = ["Inspections"]
