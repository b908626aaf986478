"""Alembic revisions, each final once released."""
