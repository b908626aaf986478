"""Least-change re-plans: wishes, proposals, and the one that is taken."""
