"""The daily review at the side of the board."""
