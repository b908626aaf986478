"""Threads: what people write about, the notes of the day, and what is made of their words."""

from .page import ThreadsPage

__all__ = ["ThreadsPage"]
