"""Requests from a file: what its columns mean, and what taking it in would do, before anything is stored."""

from .dialog import RequestsImportDialog

__all__ = ["RequestsImportDialog"]
