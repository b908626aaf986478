"""Porch in: foreign formats become drafts and refusals."""
