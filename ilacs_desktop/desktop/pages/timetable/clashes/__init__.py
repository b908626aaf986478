"""What clashes, and what is let stand."""
