"""Everything one can do with people and places."""

from ilacs_desktop.services.people.service import People

__all__ = ["People"]
