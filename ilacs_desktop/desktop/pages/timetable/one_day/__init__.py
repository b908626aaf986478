"""One person's or one place's day."""
