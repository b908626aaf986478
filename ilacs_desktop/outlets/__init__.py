"""Porch out: plain data becomes files."""
