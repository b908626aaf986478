"""The day board: a table whose cells are slots, and what one does on it."""
