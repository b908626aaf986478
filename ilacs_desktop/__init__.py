"""ILACS Desktop: the inspection coordinator's control room."""

__version__ = "0.1.0"
