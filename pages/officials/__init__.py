"""Pages of those who answer for the township."""
