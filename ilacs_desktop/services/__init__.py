"""What one can do: one class a room, one method a deed."""
