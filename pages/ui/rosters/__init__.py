"""The parts of the page of rosters."""
