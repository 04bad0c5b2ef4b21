"""Check and repair of coverages, side by side with other tools."""
