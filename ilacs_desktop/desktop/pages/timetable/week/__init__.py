"""All days of the inspection side by side."""
