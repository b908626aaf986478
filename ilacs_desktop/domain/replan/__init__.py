"""The least-change re-plan: what must change, and what that costs those who are told."""
