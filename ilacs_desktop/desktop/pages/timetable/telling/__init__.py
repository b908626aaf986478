"""What goes out, and who has been told."""
