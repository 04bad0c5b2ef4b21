"""Routes side by side with other programs on public instances."""
