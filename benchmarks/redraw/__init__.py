"""Dividing ground into balanced grids, side by side with other programs."""
