"""Any two editions of the timetable beside each other."""
