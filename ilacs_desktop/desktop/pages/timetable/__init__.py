"""The timetable page: day board, list, told board, issue preview and the daily review."""
