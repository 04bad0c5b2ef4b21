"""Siting side by side: covering, medians, centres and guards on public instances."""
