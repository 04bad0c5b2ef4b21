"""Doors out: plans and ground as tables, maps and files."""
