"""Proposing timetables that change least, and putting one into the draft."""
