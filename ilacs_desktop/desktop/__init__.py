"""What one sees: the only home of Qt."""
