"""Rosters beside plain CP-SAT, on published shift scheduling instances."""
